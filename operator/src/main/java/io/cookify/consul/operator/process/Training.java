package io.cookify.consul.operator.process;

import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A short run without a cluster, in the image build, by which the JVM learns which classes to load
 * and link ahead of time (JEP 483).
 */
public final class Training {

  private static final Logger LOG = LoggerFactory.getLogger(Training.class);

  private Training() {}

  /** Touches what every start needs; connects to nothing. */
  public static void run() {
    try (KubernetesClient client =
            new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder().withMasterUrl("https://127.0.0.1:1").build())
                .build();
        ProcessMetrics metrics = new ProcessMetrics()) {
      var json = client.getKubernetesSerialization();
      ConsulCluster cluster =
          json.unmarshal(
              """
              apiVersion: consul.cookify.io/v1alpha1
              kind: ConsulCluster
              metadata: {name: training, namespace: training}
              spec: {version: 1.22.7}
              """,
              ConsulCluster.class);
      Pod pod = json.unmarshal("{\"kind\": \"Pod\", \"apiVersion\": \"v1\"}", Pod.class);
      LOG.info(
          "Trained with {} bytes of JSON and {} bytes of metrics",
          json.asJson(cluster).length() + json.asJson(pod).length(),
          metrics.scrape().length());
    }
  }
}
