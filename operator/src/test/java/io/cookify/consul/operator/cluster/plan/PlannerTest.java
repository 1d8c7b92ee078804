package io.cookify.consul.operator.cluster.plan;

import static io.cookify.consul.operator.cluster.plan.Clusters.open;
import static io.cookify.consul.operator.cluster.plan.Clusters.seen;
import static io.cookify.consul.operator.cluster.plan.Clusters.threeReady;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {

  private static final String SPEC = "version: 1.22.7";

  @Test
  void secretsAreStoredBeforeAnythingElse() {
    Plan plan = seen(SPEC).missing(ClusterSecret.CA, ClusterSecret.GOSSIP).plan();
    assertThat(plan.steps()).singleElement().isInstanceOf(Step.StoreSecrets.class);
  }

  @Test
  void theCertificateIsIssuedBeforeServersStart() {
    Plan plan = seen(SPEC).certificate(new Observation.Certificate.ToIssue("MISSING")).plan();
    assertThat(plan.steps()).singleElement().isInstanceOf(Step.IssueCertificate.class);
  }

  @Test
  void withoutAnyAnswerOfConsulOnlyChildrenAreApplied() {
    Plan plan = seen(SPEC).plan();
    assertThat(plan.steps()).singleElement().isInstanceOf(Step.ApplyChildren.class);
    assertThat(plan.verdict().ready()).isFalse();
    assertThat(plan.verdict().reconciling()).isTrue();
    assertThat(plan.verdict().phase()).isEqualTo(Verdict.Phase.Pending);
  }

  @Test
  void aLeaderThatDoesNotKnowTheOperatorIsBootstrappedOnce() {
    Plan first = seen(SPEC).running(SPEC).consul(new ConsulView.Locked()).plan();
    assertThat(first.steps())
        .extracting(step -> step.getClass().getSimpleName())
        .containsExactly("ApplyChildren", "BootstrapAcl", "SecureAcl");
  }

  /** Mistake 14: a bootstrapped cluster that locks us out is never bootstrapped again. */
  @Test
  void mistake14aBootstrappedClusterIsNeverBootstrappedAgain() {
    Plan plan = seen(SPEC).running(SPEC).bootstrapped().consul(new ConsulView.Locked()).plan();
    assertThat(plan.steps())
        .extracting(step -> step.getClass().getSimpleName())
        .containsExactly("ApplyChildren", "SecureAcl");
  }

  /** Mistake 7. */
  @Test
  void mistake7bootstrapExpectIsForTheFirstQuorumOnly() {
    assertThat(bootstrapFile(seen(SPEC).plan())).contains("\"bootstrap_expect\" : 3");
    assertThat(bootstrapFile(seen(SPEC).running(SPEC).bootstrapped().consul(open()).plan()))
        .doesNotContain("bootstrap_expect");
  }

  @Test
  void theFirstQuorumIsRecordedOnceAccessIsSecured() {
    Plan plan = seen(SPEC).running(SPEC).pods(threeReady()).consul(open()).plan();
    assertThat(plan.steps())
        .extracting(step -> step.getClass().getSimpleName())
        .containsExactly("ApplyChildren", "RecordBootstrap");
  }

  @Test
  void aClusterAsDeclaredIsReadyAndOnlyCompared() {
    Plan plan = seen(SPEC).running(SPEC).bootstrapped().pods(threeReady()).consul(open()).plan();
    assertThat(plan.steps()).singleElement().isInstanceOf(Step.ApplyChildren.class);
    assertThat(plan.verdict().ready()).isTrue();
    assertThat(plan.verdict().reconciling()).isFalse();
    assertThat(plan.verdict().stalled()).isNull();
  }

  @Test
  void changesThatWouldRestartServersAreHeldBackAndNamed() {
    Plan plan =
        seen("version: 1.22.8\nservers: {replicas: 5, extraConfig: '{}'}")
            .running(SPEC)
            .bootstrapped()
            .pods(threeReady())
            .consul(open())
            .plan();
    assertThat(plan.verdict().stalled()).isNotNull();
    assertThat(plan.verdict().reason()).isEqualTo(ClusterReason.CHANGE_NEEDS_ROLL);
    assertThat(plan.verdict().message())
        .contains("spec.version", "spec.servers.replicas", "spec.servers.extraConfig");
    assertThat(Clusters.child(plan, "StatefulSet", "platform-server"))
        .asString()
        .contains("1.22.7")
        .doesNotContain("1.22.8")
        .contains("replicas=3");
  }

  @Test
  void whatTouchesNoAgentActsAtOnce() {
    Plan plan =
        seen(SPEC + "\ndeletionPolicy: Delete\nui: {service: {type: NodePort}}\nexpose: {}")
            .running(SPEC)
            .bootstrapped()
            .pods(threeReady())
            .consul(open())
            .plan();
    assertThat(plan.verdict().stalled()).isNull();
    assertThat(Clusters.child(plan, "Service", "platform-ui")).asString().contains("NodePort");
    assertThat(Clusters.child(plan, "Service", "platform-expose")).isNotNull();
  }

  @Test
  void withoutAQuorumEverATypingErrorIsMendedByStartingOver() {
    Plan plan = seen("version: 1.22.6").running(SPEC).consul(new ConsulView.Leaderless()).plan();
    assertThat(plan.steps()).singleElement().isEqualTo(new Step.StartOver(List.of("spec.version")));
  }

  @Test
  void onceALeaderExistsNothingStartsOver() {
    Plan plan = seen("version: 1.22.6").running(SPEC).consul(new ConsulView.Locked()).plan();
    assertThat(plan.steps()).noneMatch(Step.StartOver.class::isInstance);
    assertThat(plan.verdict().reason()).isEqualTo(ClusterReason.CHANGE_NEEDS_ROLL);
  }

  @Test
  void aPausedClusterIsNotTouchedAndToldTruly() {
    Plan plan =
        seen(SPEC + "\npaused: true")
            .running(SPEC)
            .bootstrapped()
            .pods(threeReady())
            .consul(open())
            .plan();
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.verdict().phase()).isEqualTo(Verdict.Phase.Paused);
    assertThat(plan.verdict().ready()).isTrue();
  }

  @Test
  void aBlockingProblemStopsEverything() {
    Problem problem =
        Problem.blocking(ClusterReason.SECRET_NOT_FOUND, "spec.tls.caSecretRef", "is not there");
    Plan plan = seen(SPEC).missing(ClusterSecret.GOSSIP).problem(problem).plan();
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.verdict().stalled()).isEqualTo(problem);
    assertThat(plan.verdict().message()).startsWith("spec.tls.caSecretRef: ");
  }

  @Test
  void childrenThatAreNoLongerAskedForGoButNeverServers() {
    List<HasMetadata> live = Clusters.children(seen(SPEC + "\nexpose: {}").plan());
    Plan plan =
        seen(SPEC)
            .running(SPEC)
            .bootstrapped()
            .children(live)
            .pods(threeReady())
            .consul(open())
            .plan();
    assertThat(plan.steps())
        .filteredOn(Step.RemoveChildren.class::isInstance)
        .singleElement()
        .satisfies(
            step ->
                assertThat(((Step.RemoveChildren) step).superfluous())
                    .extracting(child -> child.getMetadata().getName())
                    .containsExactly("platform-expose"));
  }

  @Test
  void lostQuorumIsToldAsSuchAndNothingIsDoneAboutIt() {
    Plan plan = seen(SPEC).running(SPEC).bootstrapped().consul(new ConsulView.Leaderless()).plan();
    assertThat(plan.verdict().reason()).isEqualTo(ClusterReason.QUORUM_LOST);
    assertThat(plan.verdict().available()).isFalse();
    assertThat(plan.steps()).singleElement().isInstanceOf(Step.ApplyChildren.class);
  }

  /** Mistake 3: a ready pod that does not vote is not up. */
  @Test
  void mistake3aReadyPodThatDoesNotVoteIsNotUp() {
    ConsulView view =
        new ConsulView.Open(
            List.of(
                Clusters.voter("platform-server-0"),
                Clusters.voter("platform-server-1"),
                new ConsulView.Server("platform-server-2", true, false, false, "1.22.7")),
            0,
            List.of());
    Plan plan = seen(SPEC).running(SPEC).bootstrapped().pods(threeReady()).consul(view).plan();
    assertThat(plan.verdict().ready()).isFalse();
    assertThat(plan.verdict().message()).contains("platform-server-2");
  }

  @Test
  void clientAgentsWaitForTheirToken() {
    String spec = SPEC + "\nclients: {enabled: true}";
    assertThat(Clusters.child(seen(spec).plan(), "DaemonSet", "platform-client")).isNull();
    Plan plan = seen(spec).running(spec).bootstrapped().consul(open()).plan();
    assertThat(Clusters.child(plan, "DaemonSet", "platform-client")).isNotNull();
  }

  @Test
  void podsThatCannotStartAreToldWithWhatToDo() {
    PodView unpulled =
        new PodView("platform-server-0", null, false, null, "ImagePullBackOff", "back-off");
    Plan plan = seen(SPEC).running(SPEC).pods(List.of(unpulled)).plan();
    assertThat(plan.verdict().reason()).isEqualTo(ClusterReason.IMAGE_PULL_FAILED);
    assertThat(plan.verdict().message())
        .contains("platform-server-0", "hashicorp/consul:1.22.7", "spec.version");
  }

  private static String bootstrapFile(Plan plan) {
    return String.valueOf(Clusters.child(plan, "ConfigMap", "platform-server"))
        .replaceAll("(?s).*bootstrap.json=(.*?), ready.sh.*", "$1");
  }
}
