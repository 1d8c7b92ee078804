package io.cookify.consul.operator.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.cookify.consul.operator.kube.Outcome.Change;
import io.cookify.consul.operator.kube.Writer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a training run relies upon: that the operator gets through a reconciliation. */
class TrainingTest {
  @Test
  @Timeout(60)
  void operatorCanListWatchAndWrite() {
    try (Training training = Training.start();
        KubernetesClient client = clientOf(training)) {
      ConsulCluster cluster = new ConsulCluster();
      cluster.setMetadata(
          new ObjectMetaBuilder().withNamespace("training").withName("platform").build());
      client.resource(cluster).create();
      try (SharedIndexInformer<ConsulCluster> informer =
          client.resources(ConsulCluster.class).inAnyNamespace().inform()) {
        assertThat(informer.hasSynced()).isTrue();
        assertThat(informer.getStore().list()).hasSize(1);
      }

      ConfigMap child =
          new ConfigMapBuilder()
              .withNewMetadata()
              .withNamespace("training")
              .withName("platform-server")
              .endMetadata()
              .withData(Map.of("a", "1"))
              .build();
      assertThat(new Writer(client).apply(child, null).change()).isEqualTo(Change.CREATED);
      assertThat(client.resource(child).require().getData()).isEqualTo(Map.of("a", "1"));
      assertThat(client.configMaps().inNamespace("training").list().getItems()).hasSize(1);
      assertThat(client.configMaps().inNamespace("other").list().getItems()).isEmpty();
      assertThat(training.size()).isEqualTo(2);
    }
  }

  private static KubernetesClient clientOf(Training training) {
    training.leadClientsHere();
    return new KubernetesClientBuilder().build();
  }

  @AfterEach
  void leadClientsAway() {
    for (String property :
        List.of(
            Config.KUBERNETES_MASTER_SYSTEM_PROPERTY,
            Config.KUBERNETES_CA_CERTIFICATE_DATA_SYSTEM_PROPERTY,
            Config.KUBERNETES_OAUTH_TOKEN_SYSTEM_PROPERTY,
            Config.KUBERNETES_AUTH_TRYKUBECONFIG_SYSTEM_PROPERTY)) {
      System.clearProperty(property);
    }
  }
}
