package io.cookify.consul.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls between the rooms; see docs/architecture.md. */
@AnalyzeClasses(
    packages = "io.cookify.consul.operator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

  /** Deciding is pure: no client, no I/O, no framework. Words and values only. */
  @ArchTest
  static final ArchRule decidingIsPure =
      classes()
          .that()
          .resideInAnyPackage("..operator.cluster.plan..", "..operator.resources..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.cookify.consul.api..",
              "io.cookify.consul.operator.cluster.plan..",
              "io.cookify.consul.operator.resources..",
              // The names of labels and the interface of reasons; kube.Writer is barred below.
              "io.cookify.consul.operator.kube",
              "io.fabric8.kubernetes.api..",
              "com.fasterxml.jackson..",
              "org.jspecify..",
              "java..");

  @ArchTest
  static final ArchRule decidingHoldsNoClient =
      noClasses()
          .that()
          .resideInAnyPackage("..operator.cluster.plan..", "..operator.resources..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.cookify.consul.operator.kube.Writer")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.time.Clock")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "java.util.concurrent..");

  @ArchTest
  static final ArchRule onlyTheConsulRoomSeesEcwid =
      noClasses()
          .that()
          .resideOutsideOfPackage("..operator.consul..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.ecwid..", "org.apache.http..", "com.google.gson..");

  /** Ecwid's ACL client is dead since Consul 1.11, and its TLS reads no PEM. */
  @ArchTest
  static final ArchRule ecwidsAclAndTlsAreNotUsed =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.ecwid.consul.v1.acl..")
          .orShould()
          .dependOnClassesThat()
          .haveSimpleName("TLSConfig");

  /** So that the framework's version is a matter of few classes. */
  @ArchTest
  static final ArchRule onlyReconcilersAndWiringSeeTheFramework =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.cookify.consul.operator.Wiring")
          .and()
          .doNotHaveFullyQualifiedName("io.cookify.consul.operator.cluster.ConsulClusterReconciler")
          .and()
          // The reconciler's event sources, and what it is told of deletions.
          .doNotHaveFullyQualifiedName("io.cookify.consul.operator.cluster.Children")
          .and()
          .haveNameNotMatching(".*ClusterGauges.*")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javaoperatorsdk..");

  @ArchTest
  static final ArchRule roomsHaveNoCycles =
      slices().matching("io.cookify.consul.operator.(**)").should().beFreeOfCycles();
}
