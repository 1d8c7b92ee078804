package io.cookify.consul.operator.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cookify.consul.operator.kube.Outcome.Change;
import io.cookify.consul.testing.ApiServer;
import io.cookify.consul.testing.ApiServerExtension;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ApiServerExtension.class)
class WriterIT {
  private static int namespaces;

  private KubernetesClient client;
  private Writer writer;
  private String namespace;

  /** What somebody does by hand to an object of one kind. */
  private record Drift(
      String name, HasMetadata child, String mergePatch, @Nullable String repairedPath) {}

  @BeforeEach
  void newNamespace(ApiServer server) {
    client = server.admin();
    writer = new Writer(client);
    namespace = "writer-" + namespaces++;
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
  }

  @TestFactory
  Stream<DynamicTest> everyKindIsCreatedOnceAndThenLeftAlone() {
    return Children.in(namespace).stream()
        .map(
            child ->
                DynamicTest.dynamicTest(
                    child.getKind() + " " + child.getMetadata().getName(),
                    () -> {
                      Outcome<HasMetadata> created = writer.apply(child, null);
                      assertThat(created.change()).isEqualTo(Change.CREATED);
                      assertQuiet(child);
                      // A new process remembers nothing and must be as quiet.
                      writer = new Writer(client);
                      assertQuiet(child);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> everyKindIsCreatedAgainAfterItWasDeleted() {
    return Children.in(namespace).stream()
        .map(
            child ->
                DynamicTest.dynamicTest(
                    child.getKind() + " " + child.getMetadata().getName(),
                    () -> {
                      HasMetadata old = writer.apply(child, null).object();
                      client.resource(child).delete();
                      // The cache may still have it for a moment; then we are told and look again.
                      assertThat(writer.apply(child, old).change()).isEqualTo(Change.UNCHANGED);
                      assertThat(writer.apply(child, null).change()).isEqualTo(Change.CREATED);
                      assertQuiet(child);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> whatIsChangedByHandIsRepairedAndThenLeftAlone() {
    HasMetadata statefulSet = Children.statefulSet(namespace);
    HasMetadata daemonSet = Children.daemonSet(namespace);
    HasMetadata service = Children.service(namespace);
    HasMetadata loadBalancer = Children.loadBalancer(namespace);
    HasMetadata configMap = Children.configMap(namespace, "server.json", "{}");
    HasMetadata account = Children.serviceAccount(namespace);
    HasMetadata budget = Children.disruptionBudget(namespace);
    HasMetadata policy = Children.networkPolicy(namespace);
    String restart =
        "{'spec':{'template':{'metadata':{'annotations':{'kubectl.kubernetes.io/restartedAt':'now'}}}}}";
    return Stream.of(
            new Drift("value", statefulSet, "{'spec':{'replicas':1}}", "spec.replicas"),
            new Drift(
                "removed field",
                statefulSet,
                "{'spec':{'template':{'spec':{'topologySpreadConstraints':null}}}}",
                "spec.template.spec.topologySpreadConstraints"),
            new Drift(
                "added field",
                statefulSet,
                "{'spec':{'minReadySeconds':9,'template':{'spec':{'nodeSelector':{'a':'b'}}}}}",
                "spec.minReadySeconds"),
            new Drift(
                "rollout restart",
                statefulSet,
                restart,
                "spec.template.metadata.annotations.kubectl.kubernetes.io/restartedAt"),
            new Drift(
                "label taken off",
                statefulSet,
                "{'metadata':{'labels':{'app.kubernetes.io/managed-by':null}}}",
                "metadata.labels.app.kubernetes.io/managed-by"),
            new Drift(
                "owner taken off",
                statefulSet,
                "{'metadata':{'ownerReferences':null}}",
                "metadata.ownerReferences"),
            new Drift(
                "value",
                daemonSet,
                "{'spec':{'template':{'spec':{'terminationGracePeriodSeconds':1}}}}",
                "spec.template.spec.terminationGracePeriodSeconds"),
            new Drift(
                "removed field",
                daemonSet,
                "{'spec':{'template':{'spec':{'volumes':null,'containers':[{'name':'consul','image':'x'}]}}}}",
                "spec.template.spec.volumes"),
            new Drift(
                "added field",
                daemonSet,
                "{'spec':{'template':{'spec':{'hostNetwork':true}}}}",
                "spec.template.spec.hostNetwork"),
            new Drift("rollout restart", daemonSet, restart, null),
            new Drift(
                "value",
                service,
                "{'spec':{'publishNotReadyAddresses':false}}",
                "spec.publishNotReadyAddresses"),
            new Drift(
                "removed field",
                service,
                "{'spec':{'ports':[{'name':'https','port':8501,'targetPort':'https'}]}}",
                "spec.ports[serf-udp]"),
            new Drift(
                "added field",
                service,
                "{'spec':{'sessionAffinity':'ClientIP'}}",
                "spec.sessionAffinity"),
            new Drift(
                "added element",
                loadBalancer,
                "{'spec':{'ports':[{'name':'https','port':443,'targetPort':'https'},"
                    + "{'name':'plain','port':80}]}}",
                null),
            new Drift("value", loadBalancer, "{'spec':{'type':'ClusterIP'}}", "spec.type"),
            new Drift(
                "added field",
                loadBalancer,
                "{'spec':{'loadBalancerSourceRanges':['10.0.0.0/8']}}",
                "spec.loadBalancerSourceRanges"),
            new Drift("value", configMap, "{'data':{'server.json':'!'}}", "data.server.json"),
            new Drift("removed field", configMap, "{'data':null}", "data"),
            new Drift("added field", configMap, "{'data':{'extra.json':'{}'}}", "data.extra.json"),
            new Drift(
                "value",
                account,
                "{'automountServiceAccountToken':true}",
                "automountServiceAccountToken"),
            new Drift(
                "removed field",
                account,
                "{'automountServiceAccountToken':null}",
                "automountServiceAccountToken"),
            new Drift("value", budget, "{'spec':{'maxUnavailable':3}}", "spec.maxUnavailable"),
            new Drift(
                "other field instead",
                budget,
                "{'spec':{'maxUnavailable':null,'minAvailable':0}}",
                "spec.maxUnavailable"),
            new Drift(
                "added field",
                budget,
                "{'spec':{'unhealthyPodEvictionPolicy':'AlwaysAllow'}}",
                "spec.unhealthyPodEvictionPolicy"),
            new Drift("value", policy, "{'spec':{'ingress':[{}]}}", null),
            new Drift("removed field", policy, "{'spec':{'ingress':null}}", "spec.ingress"),
            new Drift(
                "added field",
                policy,
                "{'spec':{'policyTypes':['Ingress','Egress'],'egress':[{}]}}",
                "spec.egress"))
        .map(
            drift ->
                DynamicTest.dynamicTest(
                    drift.child().getKind() + ": " + drift.name(), () -> assertRepaired(drift)));
  }

  private void assertRepaired(Drift drift) {
    HasMetadata child = drift.child();
    client.resource(child).delete();
    writer.apply(child, null);
    HasMetadata created = live(child);
    HasMetadata changed = patch(child, drift.mergePatch());

    Outcome<HasMetadata> outcome = writer.apply(child, changed);

    assertThat(outcome.change()).isEqualTo(Change.REPAIRED);
    String path = drift.repairedPath();
    if (path != null) {
      assertThat(outcome.fields()).contains(path);
    } else {
      assertThat(outcome.fields()).isNotEmpty();
    }
    assertThat(withoutBookkeeping(live(child))).isEqualTo(withoutBookkeeping(created));
    assertQuiet(child);
    writer = new Writer(client);
    assertQuiet(child);
  }

  @Test
  void scalingByHandIsRepaired() {
    StatefulSet child = (StatefulSet) Children.statefulSet(namespace);
    writer.apply(child, null);
    client.resource(child).scale(1);

    assertThat(writer.apply(child, null).change()).isEqualTo(Change.REPAIRED);
    assertQuiet(child);
  }

  @Test
  void replacingByHandIsRepairedWithItsExtras() {
    HasMetadata child = Children.configMap(namespace, "a", "1");
    writer.apply(child, null);
    ConfigMap edited = (ConfigMap) live(child);
    edited.setData(Map.of("a", "1", "b", "2"));
    edited.getMetadata().setManagedFields(null);
    client.resource(edited).update();

    assertThat(writer.apply(child, null).change()).isEqualTo(Change.REPAIRED);
    assertThat(((ConfigMap) live(child)).getData()).isEqualTo(Map.of("a", "1"));
    assertQuiet(child);
  }

  @Test
  void labelsAnnotationsAndFinalizersOfOthersStay() {
    HasMetadata child = Children.loadBalancer(namespace);
    writer.apply(child, null);
    patch(
        child,
        "{'metadata':{'labels':{'team':'a'},'annotations':{'note':'b'},"
            + "'finalizers':['example.com/lb']}}");
    assertQuiet(child);
    patch(child, "{'spec':{'sessionAffinity':'ClientIP'}}");

    assertThat(writer.apply(child, null).change()).isEqualTo(Change.REPAIRED);

    HasMetadata live = live(child);
    assertThat(live.getMetadata().getLabels()).containsEntry("team", "a");
    assertThat(live.getMetadata().getAnnotations()).containsEntry("note", "b");
    assertThat(live.getMetadata().getFinalizers()).containsExactly("example.com/lb");
    assertQuiet(child);
  }

  @Test
  void allocatedAddressesSurviveARepair() {
    HasMetadata child = Children.loadBalancer(namespace);
    writer.apply(child, null);
    JsonNode before = json(live(child)).path("spec");
    patch(child, "{'spec':{'sessionAffinity':'ClientIP'}}");
    writer.apply(child, null);

    JsonNode after = json(live(child)).path("spec");
    assertThat(after.path("clusterIP")).isEqualTo(before.path("clusterIP"));
    assertThat(after.path("ports").path(0).path("nodePort"))
        .isEqualTo(before.path("ports").path(0).path("nodePort"));
  }

  @Test
  void fieldThatWeNoLongerWantGoes() {
    writer.apply(Children.configMap(namespace, "a", "1"), null);

    Outcome<HasMetadata> outcome = writer.apply(Children.configMap(namespace, "b", "2"), null);

    assertThat(outcome.change()).isEqualTo(Change.UPDATED);
    assertThat(((ConfigMap) live(Children.configMap(namespace, "b", "2"))).getData())
        .isEqualTo(Map.of("b", "2"));
  }

  @Test
  void foreignObjectIsNotTouched() {
    HasMetadata foreign =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(Children.NAME)
            .endMetadata()
            .withData(Map.of("server.json", "theirs"))
            .build();
    client.resource(foreign).create();
    String version = live(foreign).getMetadata().getResourceVersion();

    // Label-selected caches do not see it: the writer has to look.
    Outcome<HasMetadata> outcome =
        writer.apply(Children.configMap(namespace, "server.json", "{}"), null);

    assertThat(outcome.change()).isEqualTo(Change.CONFLICT);
    assertThat(outcome.written()).isFalse();
    assertThat(live(foreign).getMetadata().getResourceVersion()).isEqualTo(version);
  }

  @Test
  void objectOfAnotherClusterIsNotTouched() {
    HasMetadata child = Children.configMap(namespace, "a", "1");
    writer.apply(child, null);
    ConfigMap other = (ConfigMap) Children.configMap(namespace, "a", "2");
    other.getMetadata().setLabels(Labels.of("other", Labels.SERVER));
    other.getMetadata().setOwnerReferences(List.of(Children.owner("another-uid")));

    assertThat(writer.apply(other, null).change()).isEqualTo(Change.CONFLICT);
    assertQuiet(child);
  }

  @Test
  void retainedObjectIsTakenOverByTheNextClusterOfTheName() {
    HasMetadata retained = Children.configMap(namespace, "a", "1");
    retained.getMetadata().setOwnerReferences(List.of());
    writer.apply(retained, null);
    HasMetadata child = Children.configMap(namespace, "a", "1");

    assertThat(writer.apply(child, null).change()).isEqualTo(Change.UPDATED);
    assertThat(live(child).getMetadata().getOwnerReferences()).hasSize(1);
    assertQuiet(child);
    // And back: from now on to be retained.
    assertThat(writer.apply(retained, null).change()).isEqualTo(Change.UPDATED);
    assertThat(live(child).getMetadata().getOwnerReferences()).isEmpty();
    assertQuiet(retained);
  }

  @Test
  void objectBeingDeletedIsWaitedFor() {
    HasMetadata child = Children.configMap(namespace, "a", "1");
    writer.apply(child, null);
    patch(child, "{'metadata':{'finalizers':['example.com/hold']}}");
    client.resource(child).delete();

    assertThat(writer.apply(child, live(child)).change()).isEqualTo(Change.LEAVING);
    patch(child, "{'metadata':{'finalizers':null}}");
    assertThat(writer.apply(child, null).change()).isEqualTo(Change.CREATED);
  }

  @Test
  void platformsMayAddPullSecretsToServiceAccounts() {
    HasMetadata child = Children.serviceAccount(namespace);
    writer.apply(child, null);
    patch(child, "{'imagePullSecrets':[{'name':'registry'}]}");

    assertQuiet(child);
    assertThat(((ServiceAccount) live(child)).getImagePullSecrets()).hasSize(1);
  }

  @Test
  void immutableFieldIsRefusedByTheServerAndNamed() {
    writer.apply(Children.statefulSet(namespace), null);
    StatefulSet other = (StatefulSet) Children.statefulSet(namespace);
    other.getSpec().setServiceName("other");

    assertThatThrownBy(() -> writer.apply(other, null))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e -> {
              assertThat(Faults.classify(e).kind()).isEqualTo(Fault.Kind.USER);
              assertThat(Faults.classify(e).message()).contains("spec");
            });
  }

  @Test
  void valueThatAnAdmissionPolicyChangesIsAskedForOnce() {
    mutateConfigMaps();
    HasMetadata child = Children.configMap(namespace, "a", "1");

    assertThat(writer.apply(child, null).change()).isEqualTo(Change.CREATED);
    assertThat(((ConfigMap) live(child)).getData()).isEqualTo(Map.of("a", "mutated"));
    assertQuiet(child);
    patch(child, "{'data':{'b':'2'}}");
    assertThat(writer.apply(child, null).change()).isEqualTo(Change.REPAIRED);
    assertQuiet(child);
    // A new process knows nothing of it: one write, then quiet again.
    writer = new Writer(client);
    assertThat(writer.apply(child, null).change()).isEqualTo(Change.REPAIRED);
    assertQuiet(child);
  }

  private void mutateConfigMaps() {
    client
        .load(
            new ByteArrayInputStream(
                """
                apiVersion: admissionregistration.k8s.io/v1
                kind: MutatingAdmissionPolicy
                metadata: {name: %1$s}
                spec:
                  failurePolicy: Fail
                  reinvocationPolicy: Never
                  matchConstraints:
                    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}
                    resourceRules:
                    - {apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}
                  mutations:
                  - patchType: JSONPatch
                    jsonPatch: {expression: '[JSONPatch{op: "add", path: "/data/a", value: "mutated"}]'}
                ---
                apiVersion: admissionregistration.k8s.io/v1
                kind: MutatingAdmissionPolicyBinding
                metadata: {name: %1$s}
                spec: {policyName: %1$s}
                """
                    .formatted(namespace)
                    .getBytes(UTF_8)))
        .create();
    // Policies take effect a moment after they were written.
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                ((ConfigMap)
                        client.resource(Children.configMap(namespace, "b", "")).dryRun().create())
                    .getData()
                    .containsKey("a"));
  }

  @Test
  void secretIsCreatedOnceAndTheFirstOneStays() {
    Secret first = writer.create(secret("first"));
    Secret second = writer.create(secret("second"));

    assertThat(second.getData()).isEqualTo(first.getData());
    assertThat(second.getMetadata().getUid()).isEqualTo(first.getMetadata().getUid());
  }

  @Test
  void trimmedObjectComparesAsTheWholeOne() {
    HasMetadata child = Children.statefulSet(namespace);
    writer.apply(child, null);
    HasMetadata trimmed = trim(live(child));
    assertThat(trimmed.getMetadata().getManagedFields()).isEmpty();
    assertThat(writer.apply(child, trimmed).change()).isEqualTo(Change.UNCHANGED);

    patch(child, "{'spec':{'minReadySeconds':9}}");
    HasMetadata changed = trim(live(child));
    assertThat(changed.getMetadata().getManagedFields()).isNotEmpty();
    assertThat(writer.apply(child, changed).change()).isEqualTo(Change.REPAIRED);
  }

  private HasMetadata trim(HasMetadata object) {
    return Trim.<HasMetadata>child(client.getKubernetesSerialization()).apply(object);
  }

  private Secret secret(String value) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName("platform-gossip")
        .endMetadata()
        .withType("Opaque")
        .addToStringData("key", value)
        .build();
  }

  /** Neither from the cache nor from the server is there a reason to write. */
  private void assertQuiet(HasMetadata child) {
    HasMetadata before = live(child);
    Outcome<HasMetadata> cached = writer.apply(child, before);
    assertThat(cached.change()).as("fields %s", cached.fields()).isEqualTo(Change.UNCHANGED);
    assertThat(writer.apply(child, null).change()).isEqualTo(Change.UNCHANGED);
    assertThat(live(child).getMetadata().getResourceVersion())
        .isEqualTo(before.getMetadata().getResourceVersion());
  }

  private HasMetadata live(HasMetadata child) {
    return client.resource(child).require();
  }

  /** As kubectl does it: a patch by another field manager. */
  private HasMetadata patch(HasMetadata child, String singleQuotedMergePatch) {
    PatchContext context =
        new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager("kubectl-edit")
            .build();
    return client.resource(child).patch(context, singleQuotedMergePatch.replace('\'', '"'));
  }

  private JsonNode withoutBookkeeping(HasMetadata object) {
    ObjectNode json = json(object).deepCopy();
    ((ObjectNode) json.get("metadata"))
        .remove(List.of("resourceVersion", "generation", "managedFields", "annotations"));
    // Given back with the type LoadBalancer and allocated anew with it.
    json.at("/spec/ports").forEach(port -> ((ObjectNode) port).remove("nodePort"));
    return json;
  }

  private JsonNode json(HasMetadata object) {
    return client.getKubernetesSerialization().convertValue(object, JsonNode.class);
  }
}
