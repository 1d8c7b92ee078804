package io.cookify.consul.proof.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cookify.consul.proof.probe.GrantedRights.Right;
import org.junit.jupiter.api.Test;

class GrantedRightsTest {

  @Test
  void onlyRolesBoundToTheAccountCount() {
    var manifest =
        """
        ---
        # Source: templates/rbac.yaml
        kind: Role
        metadata: {name: mine}
        rules:
          - apiGroups: [""]
            resources: [services, pods]
            verbs: [get]
        ---
        kind: Role
        metadata: {name: of-people}
        rules:
          - apiGroups: [""]
            resources: [secrets]
            verbs: [list]
        ---
        kind: RoleBinding
        metadata: {name: mine}
        roleRef: {kind: Role, name: mine}
        subjects: [{kind: ServiceAccount, name: operator}]
        """;
    assertThat(GrantedRights.of(manifest, "operator"))
        .containsExactlyInAnyOrder(new Right("", "services", "get"), new Right("", "pods", "get"));
  }
}
