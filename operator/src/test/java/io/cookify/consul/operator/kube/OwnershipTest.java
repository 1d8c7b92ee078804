package io.cookify.consul.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnershipTest {
  private static final Map<String, String> OURS = Labels.of("platform", Labels.SERVER);

  @Test
  void objectWithoutOurLabelsIsForeign() {
    assertThat(Ownership.of(controlled(OURS, "1"), plain(Map.of()))).isEqualTo(Ownership.FOREIGN);
  }

  @Test
  void objectOfAnotherClusterIsForeign() {
    assertThat(Ownership.of(controlled(OURS, "1"), plain(Labels.of("other", Labels.SERVER))))
        .isEqualTo(Ownership.FOREIGN);
  }

  @Test
  void objectWithOurLabelsButAnotherControllerIsForeign() {
    ConfigMap live = plain(OURS);
    live.addOwnerReference(
        new OwnerReferenceBuilder(reference("1")).withApiVersion("apps/v1").build());

    assertThat(Ownership.of(controlled(OURS, "1x"), live)).isEqualTo(Ownership.FOREIGN);
  }

  @Test
  void controlledObjectStaysOursWhenItsLabelsWereTakenOff() {
    assertThat(Ownership.of(controlled(OURS, "1"), controlled(Map.of(), "1")))
        .isEqualTo(Ownership.OURS);
  }

  @Test
  void retainedObjectIsTakenOverByAClusterOfTheSameName() {
    assertThat(Ownership.of(controlled(OURS, "2"), plain(OURS))).isEqualTo(Ownership.OURS);
    assertThat(Ownership.of(plain(OURS), plain(OURS))).isEqualTo(Ownership.OURS);
  }

  @Test
  void objectThatWeAreToRetainFromNowOnIsOurs() {
    assertThat(Ownership.of(plain(OURS), controlled(OURS, "1"))).isEqualTo(Ownership.OURS);
  }

  @Test
  void objectOfADeletedClusterOfTheSameNameIsLeaving() {
    assertThat(Ownership.of(controlled(OURS, "2"), controlled(OURS, "1")))
        .isEqualTo(Ownership.LEAVING);
  }

  @Test
  void objectBeingDeletedIsLeaving() {
    ConfigMap live = controlled(OURS, "1");
    live.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");

    assertThat(Ownership.of(controlled(OURS, "1"), live)).isEqualTo(Ownership.LEAVING);
  }

  private static ConfigMap plain(Map<String, String> labels) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("platform-server")
        .withNamespace("consul")
        .withLabels(labels)
        .endMetadata()
        .build();
  }

  private static ConfigMap controlled(Map<String, String> labels, String uid) {
    ConfigMap map = plain(labels);
    map.addOwnerReference(reference(uid));
    return map;
  }

  private static OwnerReference reference(String uid) {
    return new OwnerReferenceBuilder()
        .withApiVersion("consul.cookify.io/v1alpha1")
        .withKind("ConsulCluster")
        .withName("platform")
        .withUid(uid)
        .withController(true)
        .build();
  }
}
