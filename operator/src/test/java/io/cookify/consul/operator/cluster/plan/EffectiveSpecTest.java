package io.cookify.consul.operator.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cookify.consul.api.v1alpha1.ConsulClusterSpec;
import io.cookify.consul.api.v1alpha1.DeletionPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectiveSpecTest {

  private static final String RUNNING = "version: 1.22.7\nservers: {storage: {size: 1Gi}}";

  @Test
  void beforeThereAreServersEverythingIsActedOn() {
    EffectiveSpec effective = EffectiveSpec.of(spec(RUNNING), null);
    assertThat(effective.spec()).isEqualTo(spec(RUNNING));
    assertThat(effective.heldBack()).isEmpty();
  }

  @Test
  void whatRunsReadsBackAsItself() {
    String recorded = EffectiveSpec.of(spec(RUNNING), null).rolledOut();
    EffectiveSpec again = EffectiveSpec.of(spec(RUNNING), recorded);
    assertThat(again.heldBack()).isEmpty();
    assertThat(again.rolledOut()).isEqualTo(recorded);
    assertThat(again.spec()).isEqualTo(spec(RUNNING));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          version: 1.22.8                                       | spec.version
          image: x/consul:1.22.7                                | spec.image
          servers: {replicas: 5, storage: {size: 1Gi}}          | spec.servers.replicas
          servers: {storage: {size: 2Gi}}                       | spec.servers.storage.size
          servers: {storage: {size: 1Gi}, podLabels: {a: b}}    | spec.servers.podLabels.a
          servers: {storage: {size: 1Gi}, extraConfig: '{}'}    | spec.servers.extraConfig
          logLevel: debug                                       | spec.logLevel
          telemetry: {enabled: false}                           | spec.telemetry.enabled
          ui: {enabled: false}                                  | spec.ui.enabled
          gossip: {secretRef: {name: g}}                        | spec.gossip.secretRef
          tls: {caSecretRef: {name: c}}                         | spec.tls.caSecretRef
          acl: {bootstrapTokenSecretRef: {name: b}}             | spec.acl.bootstrapTokenSecretRef
          """)
  void whatRestartsServersIsHeldBackByItsPath(String change, String path) {
    EffectiveSpec effective = EffectiveSpec.of(changed(change), recorded(RUNNING));
    assertThat(effective.heldBack()).contains(path);
    assertThat(effective.spec()).isEqualTo(spec(RUNNING));
  }

  @Test
  void whatTouchesNoAgentIsActedOn() {
    EffectiveSpec effective =
        EffectiveSpec.of(
            changed(
                "deletionPolicy: Delete\nexpose: {type: NodePort}\n"
                    + "tls: {certificateLifetime: 100h}\nui: {service: {port: 8443}}"),
            recorded(RUNNING));
    assertThat(effective.heldBack()).isEmpty();
    assertThat(effective.spec().deletionPolicy()).isEqualTo(DeletionPolicy.Delete);
    assertThat(effective.spec().tls().certificateLifetime()).isEqualTo("100h");
    assertThat(effective.spec().ui().service().port()).isEqualTo(8443);
  }

  @Test
  void quantitiesAreComparedByValue() {
    EffectiveSpec effective =
        EffectiveSpec.of(
            spec("version: 1.22.7\nservers: {storage: {size: 1024Mi}}"), recorded(RUNNING));
    assertThat(effective.heldBack()).isEmpty();
  }

  @Test
  void clientAgentsGoOnAndOffButTheirSettingsAreHeldBackWhileTheyRun() {
    String on = RUNNING + "\nclients: {enabled: true}";
    assertThat(EffectiveSpec.of(spec(on), recorded(RUNNING)).heldBack()).isEmpty();
    assertThat(EffectiveSpec.of(spec(RUNNING), recorded(on)).heldBack()).isEmpty();
    assertThat(
            EffectiveSpec.of(
                    spec(RUNNING + "\nclients: {enabled: true, nodeSelector: {a: b}}"),
                    recorded(on))
                .heldBack())
        .isEqualTo(List.of("spec.clients.nodeSelector.a"));
  }

  private static String recorded(String spec) {
    return EffectiveSpec.of(spec(spec), null).rolledOut();
  }

  private static ConsulClusterSpec spec(String yaml) {
    return Clusters.cluster(yaml).getSpec();
  }

  /** The running spec with the top-level keys of this change in place of its own. */
  private static ConsulClusterSpec changed(String change) {
    String key = change.substring(0, change.indexOf(':'));
    String rest =
        RUNNING
            .lines()
            .filter(line -> !line.startsWith(key + ":"))
            .reduce("", (a, b) -> a + b + "\n");
    return spec(rest + change);
  }
}
