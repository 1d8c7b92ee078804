package io.cookify.consul.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/**
 * One Consul datacenter: its servers, its optional client agents and everything they need to be
 * secure. Read from the API server, {@link #getSpec()} is never null (the schema requires it) while
 * {@link #getStatus()} is null until the operator has seen the resource.
 */
@Group(ConsulCluster.GROUP)
@Version(ConsulCluster.VERSION)
@Kind("ConsulCluster")
@Plural("consulclusters")
@Singular("consulcluster")
@ShortNames("ccl")
public class ConsulCluster extends CustomResource<ConsulClusterSpec, ConsulClusterStatus>
    implements Namespaced {

  /** The API group of all our kinds. */
  public static final String GROUP = "consul.cookify.io";

  /** The version of the API this package describes. */
  public static final String VERSION = "v1alpha1";

  /** {@inheritDoc} Null: a record has no empty instance, and a cluster has no empty spec. */
  @Override
  protected @Nullable ConsulClusterSpec initSpec() {
    return null;
  }

  /** {@inheritDoc} Null: nothing is known before the first reconciliation. */
  @Override
  protected @Nullable ConsulClusterStatus initStatus() {
    return null;
  }
}
