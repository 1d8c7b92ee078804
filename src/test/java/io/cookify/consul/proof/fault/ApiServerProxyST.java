package io.cookify.consul.proof.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cookify.consul.proof.cluster.TestNamespace;
import io.cookify.consul.proof.junit.Proof;
import io.cookify.consul.proof.junit.SystemTest;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The faults that other suites order do happen, with the operator's own kind of client. */
@SystemTest
@Tag("system")
@Order(1)
@SuppressWarnings("NullAway.Init") // The fields are set before each test.
class ApiServerProxyST {
  private TestNamespace namespace;
  private ApiServerProxy proxy;
  private KubernetesClient client;

  @BeforeEach
  void start(Proof proof) {
    namespace = TestNamespace.create(proof.cluster(), "proxy");
    var admin = proof.cluster().client();
    admin
        .resource(
            new ServiceAccountBuilder().withNewMetadata().withName("caller").endMetadata().build())
        .inNamespace(namespace.name())
        .create();
    admin
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("caller")
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "admin")
                .addNewSubject("", "ServiceAccount", "caller", namespace.name())
                .build())
        .inNamespace(namespace.name())
        .create();
    var token =
        admin
            .serviceAccounts()
            .inNamespace(namespace.name())
            .withName("caller")
            .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
            .getStatus()
            .getToken();
    proxy = ApiServerProxy.start(proof.cluster(), proof.workspace().output("proxy"));
    var config = Config.fromKubeconfig(proxy.kubeconfig(token));
    config.setNamespace(namespace.name());
    config.setRequestRetryBackoffLimit(0);
    client = new KubernetesClientBuilder().withConfig(config).build();
  }

  @AfterEach
  void stop() {
    client.close();
    proxy.close();
    namespace.close();
  }

  private ConfigMap create(String name) {
    return client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addToData("text", "not only ASCII: µ, €, 𝄞")
                .build())
        .create();
  }

  @Test
  void writesAreWrittenDownAndReadsAreNot() {
    create("one");
    assertThat(client.configMaps().withName("one").get()).isNotNull();
    client.configMaps().withName("one").delete();
    assertThat(proxy.writes()).extracting(ApiWrite::verb).containsExactly("POST", "DELETE");
    assertThat(proxy.writes().getFirst().path())
        .isEqualTo("/api/v1/namespaces/" + namespace.name() + "/configmaps");
  }

  @Test
  void theAnswerOfTheInterruptedWriteIsLostButItsEffectIsNot(Proof proof) {
    var interruptions = new AtomicInteger();
    proxy.afterWrite(2, interruptions::incrementAndGet);
    create("one");
    assertThatThrownBy(() -> create("two")).isInstanceOf(KubernetesClientException.class);
    assertThat(interruptions).hasValue(1);
    assertThat(
            proof
                .cluster()
                .client()
                .configMaps()
                .inNamespace(namespace.name())
                .withName("two")
                .get())
        .isNotNull();
  }

  @Test
  void aRefusedWriteHasNoEffect() {
    proxy.refuseWrites(409, 1);
    assertThatThrownBy(() -> create("one"))
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
    assertThat(proxy.hasRefused()).isTrue();
    assertThat(client.configMaps().withName("one").get()).isNull();
    create("one");
  }

  @Test
  void aLostEventIsOneEvent() {
    var seen = watch();
    proxy.loseEvent("configmaps", "ADDED");
    create("lost");
    create("found");
    await("the second event comes").until(() -> seen.contains("found"));
    assertThat(seen).doesNotContain("lost");
    assertThat(proxy.hasLostEvent()).isTrue();
  }

  @Test
  void whileAwayNothingComesThroughAndWatchesBreak() {
    var seen = watch();
    create("before");
    await("the watch works").until(() -> seen.contains("before"));
    proxy.away(true);
    assertThatThrownBy(() -> client.configMaps().withName("before").get())
        .isInstanceOf(KubernetesClientException.class);
    proxy.away(false);
    assertThat(client.configMaps().withName("before").get()).isNotNull();
    create("after");
    await("the watch is taken up again").until(() -> seen.contains("after"));
  }

  private List<String> watch() {
    var seen = new CopyOnWriteArrayList<String>();
    var resources = client.configMaps();
    var version = resources.list().getMetadata().getResourceVersion();
    // Closed with its client.
    var watch =
        resources
            .withResourceVersion(version)
            .watch(
                new Watcher<ConfigMap>() {
                  @Override
                  public void eventReceived(Action action, ConfigMap map) {
                    assertThat(map.getData()).containsValue("not only ASCII: µ, €, 𝄞");
                    seen.add(map.getMetadata().getName());
                  }

                  @Override
                  public void onClose(@Nullable WatcherException cause) {}
                });
    assertThat(watch).isNotNull();
    return seen;
  }
}
