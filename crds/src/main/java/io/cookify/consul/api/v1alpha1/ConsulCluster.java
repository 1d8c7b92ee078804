package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
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
 *
 * <p>Names have at most 45 characters: the longest name that Kubernetes derives from one and that
 * must fit into the 63 characters of a label's value is the revision of the StatefulSet's pods,
 * "NAME-server-" and a hash of ten.
 */
@JsonClassDescription(
    "One Consul datacenter: servers with TLS, gossip encryption and access control that denies by"
        + " default, and optional client agents.")
@Group(ConsulCluster.GROUP)
@Version(ConsulCluster.VERSION)
@Kind("ConsulCluster")
@Plural("consulclusters")
@Singular("consulcluster")
@ShortNames("ccl")
@Categories("consul")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    getDescription = "Whether the cluster is as the spec wants it")
@AdditionalPrinterColumn(
    name = "Servers",
    jsonPath = ".status.readyServers",
    getDescription = "Ready servers of wanted ones")
@AdditionalPrinterColumn(
    name = "Leader",
    jsonPath = ".status.leader",
    getDescription = "Pod of the Raft leader")
@AdditionalPrinterColumn(
    name = "Version",
    jsonPath = ".status.version",
    getDescription = "Consul version that all servers run")
@AdditionalPrinterColumn(
    name = "Phase",
    jsonPath = ".status.phase",
    getDescription = "What the operator is doing")
@AdditionalPrinterColumn(
    name = "Datacenter",
    jsonPath = ".spec.datacenter",
    priority = 1,
    getDescription = "Name of the datacenter")
@AdditionalPrinterColumn(
    name = "Certificate-Expiry",
    jsonPath = ".status.certificateExpiry",
    priority = 1,
    getDescription = "When the servers' certificate expires")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE,
    getDescription = "Time since the resource was created")
@ValidationRule(
    value = "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
    fieldPath = ".metadata.name",
    message =
        "must start with a letter and have only lower-case letters, digits and hyphens:"
            + " Services are named after it")
@ValidationRule(
    value = "self.metadata.name.size() <= 45",
    fieldPath = ".metadata.name",
    message = "must have at most 45 characters: names derived from it must fit into 63")
@ValidationRule(
    value = Rules.NO_DOWNGRADE,
    fieldPath = ".spec.version",
    message =
        "Consul must not go back to an older version: its data on disk is already newer;"
            + " restore a snapshot into a new cluster instead")
@ValidationRule(
    value = Rules.FOREIGN_CA_SECRET,
    fieldPath = ".spec.tls.caSecretRef.name",
    message = Rules.FOREIGN_SECRET_MESSAGE)
@ValidationRule(
    value = Rules.FOREIGN_GOSSIP_SECRET,
    fieldPath = ".spec.gossip.secretRef.name",
    message = Rules.FOREIGN_SECRET_MESSAGE)
@ValidationRule(
    value = Rules.FOREIGN_TOKEN_SECRET,
    fieldPath = ".spec.acl.bootstrapTokenSecretRef.name",
    message = Rules.FOREIGN_SECRET_MESSAGE)
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
