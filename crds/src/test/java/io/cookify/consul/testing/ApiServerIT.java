package io.cookify.consul.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ApiServerExtension.class)
class ApiServerIT {

  @Test
  void administratorMayEverythingAndEverybodyElseNothing(ApiServer server) {
    assertThat(server.admin().namespaces().withName("default").get()).isNotNull();
    try (KubernetesClient nobody = server.clientOf("nobody")) {
      assertThatThrownBy(() -> nobody.configMaps().inNamespace("default").list())
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("\"nobody\" cannot list resource \"configmaps\"");
    }
  }

  @Test
  void kubectlWorksAndIsAudited(ApiServer server) {
    assertThat(server.kubectl().run("create", "namespace", "audited").orThrow())
        .contains("namespace/audited created");

    Awaitility.await()
        .until(() -> Files.readString(server.auditLog()).contains("/api/v1/namespaces?"));
    assertThat(server.kubectl().run("get", "namespace", "absent").exitCode()).isEqualTo(1);
  }
}
