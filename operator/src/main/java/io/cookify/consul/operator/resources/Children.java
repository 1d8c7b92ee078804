package io.cookify.consul.operator.resources;

import io.cookify.consul.api.v1alpha1.ConsulClusterSpec;
import io.cookify.consul.api.v1alpha1.Expose;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;

/** All children of a cluster but its Secrets, in the order in which they are applied. */
public final class Children {

  private Children() {}

  /** What should exist for this blueprint; pods come last, when all they mount is there. */
  public static List<HasMetadata> of(Blueprint blueprint) {
    ConsulClusterSpec spec = blueprint.spec();
    List<HasMetadata> children = new ArrayList<>();
    children.add(ServerObjects.account(blueprint));
    children.add(ServerObjects.certificateAuthority(blueprint));
    children.add(ServerObjects.config(blueprint));
    children.add(ServerObjects.headless(blueprint));
    children.add(ServerNetworkPolicy.build(blueprint));
    children.add(ServerObjects.budget(blueprint));
    children.add(ServerStatefulSet.build(blueprint));
    if (spec.ui().enabled()) {
      children.add(ServerObjects.ui(blueprint));
    }
    Expose expose = spec.expose();
    if (expose != null) {
      children.add(ExposeService.build(blueprint, expose));
    }
    if (spec.clients().enabled() && blueprint.clientsReady()) {
      children.addAll(ClientAgents.build(blueprint));
    }
    return List.copyOf(children);
  }
}
