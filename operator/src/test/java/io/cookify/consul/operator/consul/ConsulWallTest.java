package io.cookify.consul.operator.consul;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may see Ecwid's client, and which parts of it. */
@AnalyzeClasses(
    packages = "io.cookify.consul.operator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ConsulWallTest {

  @ArchTest
  static final ArchRule onlyThisPackageSeesTheHttpClients =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.cookify.consul.operator.consul")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.ecwid..", "org.apache.http..", "com.google.gson..");

  // Its ACL client speaks an API that Consul removed, and its TLS knows neither PEM nor a mere CA.
  @ArchTest
  static final ArchRule someOfEcwidIsForNobody =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching("com\\.ecwid\\.consul\\.(v1\\.acl\\..*|transport\\.TLSConfig)");

  @ArchTest
  static final ArchRule consulKnowsNothingOfTheRestOfTheOperator =
      noClasses()
          .that()
          .resideInAPackage("io.cookify.consul.operator.consul")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.cookify.consul.api..",
              "io.cookify.consul.operator.cluster..",
              "io.cookify.consul.operator.kube..",
              "io.fabric8..",
              "io.javaoperatorsdk..");
}
