package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants. Whatever the user left out holds its default here, so that readers need no
 * null checks except where a component is marked {@link Nullable}; the operator never writes a
 * spec, hence the defaults never reach the API server. Only {@code datacenter} and {@code domain}
 * have their defaults in the schema too: they can never change, so the object itself pins them.
 */
@JsonClassDescription(
    "What the cluster should be. One of version and image is required, the rest has defaults that"
        + " are secure and small.")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.version) || has(self.image)",
    fieldPath = ".version",
    message = "say which Consul to run: set version (like 1.22.7) or image")
@ValidationRule(
    value = Rules.VERSION_MATCHES_IMAGE,
    fieldPath = ".image",
    message = "the image's tag names another version than version does")
@ValidationRule(
    value = Rules.SAME_STORAGE_CLASS,
    fieldPath = ".servers.storage.storageClassName",
    message =
        "must stay as it was at creation: a volume cannot move to another StorageClass;"
            + " restore a snapshot into a new cluster instead")
@ValidationRule(
    value = Rules.STORAGE_NOT_SMALLER,
    fieldPath = ".servers.storage.size",
    message = "must not shrink: volumes can only grow")
public record ConsulClusterSpec(
    @JsonPropertyDescription(
            "Release of Consul, three numbers; the image is hashicorp/consul:<version> unless"
                + " image names another one. One of version and image is required."
                + " Default: none. Change: upwards only; restarts the servers one by one."
                + " Example: 1.22.7.")
        @Size(max = 11)
        @Pattern(Formats.VERSION)
        @ValidationRule(
            value = Rules.OLDEST_VERSION,
            message = "must be 1.20.0 or newer: the operator relies on what that release brought")
        @Nullable String version,
    @JsonPropertyDescription(
            "Complete reference of the image, for a registry or a build of your own. Must be pinned"
                + " by a tag other than latest or by a digest; set version too where the tag does"
                + " not tell it. Default: hashicorp/consul:<version>. Change: any time, the version"
                + " upwards only; restarts the servers one by one."
                + " Example: registry.example.com/hashicorp/consul:1.22.7.")
        @Size(min = 1, max = 512)
        @Pattern(Formats.IMAGE)
        @ValidationRule(
            value = Rules.IMAGE_IS_PINNED,
            message =
                "must end with a tag other than latest or with a digest: else two servers could run"
                    + " different versions")
        @Nullable String image,
    @JsonPropertyDescription(
            "Name of the Consul datacenter, a DNS label: it is part of the servers' certificates"
                + " and of every service's DNS name. Default: dc1. Change: refused, Consul cannot"
                + " rename a datacenter. Example: eu-central-1.")
        @Default("dc1")
        @Size(min = 1, max = 63)
        @Pattern(Formats.DNS_LABEL)
        @ValidationRule(
            value = "self == oldSelf",
            message = "must stay as it was at creation: Consul cannot rename a datacenter")
        String datacenter,
    @JsonPropertyDescription(
            "DNS domain that Consul answers for. Default: consul. Change: refused, certificates and"
                + " clients carry it. Example: consul.example.com.")
        @Default("consul")
        @Size(min = 1, max = 128)
        @Pattern(Formats.DNS_NAME)
        @ValidationRule(
            value = "self == oldSelf",
            message = "must stay as it was at creation: certificates and clients carry it")
        @ValidationRule(
            value = "self != 'cluster.local' && !self.endsWith('.cluster.local')",
            message = "must not be within cluster.local, which is Kubernetes' own")
        String domain,
    @JsonPropertyDescription("The servers, which hold the data and elect a leader by Raft.")
        Servers servers,
    @JsonPropertyDescription(
            "Client agents, one on each node; the service mesh of this operator needs none.")
        Clients clients,
    @JsonPropertyDescription(
            "TLS between all agents and to all clients. It is always on; this says where the CA"
                + " comes from and how long certificates live.")
        Tls tls,
    @JsonPropertyDescription(
            "Encryption of the gossip between agents. It is always on; this can bring a key of your"
                + " own.")
        Gossip gossip,
    @JsonPropertyDescription(
            "Access control lists. They are always on and deny by default; this can bring a"
                + " bootstrap token of your own.")
        Acl acl,
    @JsonPropertyDescription("Consul's web UI, served by the servers over HTTPS.") Ui ui,
    @JsonPropertyDescription(
            "A Service through which the servers are reached from outside of Kubernetes: HTTPS API"
                + " on 8501 and gRPC with TLS on 8503. Left out, there is none.")
        @Nullable Expose expose,
    @JsonPropertyDescription("Metrics of the agents, in Prometheus' format.") Telemetry telemetry,
    @JsonPropertyDescription(
            "What happens to volumes, CA and tokens when this resource is deleted: with Retain they"
                + " stay and a new resource of the same name takes them over, with Delete they go."
                + " Default: Retain. Change: any time before the deletion. Example: Retain.")
        DeletionPolicy deletionPolicy,
    @JsonPropertyDescription(
            "Whether the operator keeps its hands off: nothing is created, changed or repaired"
                + " while true, and the status stays truthful. Default: false. Change: any time."
                + " Example: true.")
        Boolean paused,
    @JsonPropertyDescription(
            "What the agents log at least. Default: info. Change: any time; restarts the servers"
                + " one by one. Example: debug.")
        LogLevel logLevel) {

  private static final String REPOSITORY = "hashicorp/consul";

  /** Puts the documented default in the place of everything that was left out. */
  public ConsulClusterSpec {
    datacenter = datacenter == null ? "dc1" : datacenter;
    domain = domain == null ? "consul" : domain;
    servers = servers == null ? Servers.defaults() : servers;
    clients = clients == null ? Clients.defaults() : clients;
    tls = tls == null ? Tls.defaults() : tls;
    gossip = gossip == null ? new Gossip(null) : gossip;
    acl = acl == null ? new Acl(null) : acl;
    ui = ui == null ? Ui.defaults() : ui;
    telemetry = telemetry == null ? Telemetry.defaults() : telemetry;
    deletionPolicy = deletionPolicy == null ? DeletionPolicy.Retain : deletionPolicy;
    paused = paused == null ? Boolean.FALSE : paused;
    logLevel = logLevel == null ? LogLevel.info : logLevel;
  }

  /** The image to run: {@code image}, else the official one of {@code version}. */
  public String resolvedImage() {
    return image != null ? image : REPOSITORY + ":" + version;
  }

  /**
   * The version the user asked for: {@code version}, else the image's tag without what build
   * variants append ("1.22.7" of "consul:1.22.7-ubi"), else empty: an image named by digest alone
   * does not tell.
   */
  public String resolvedVersion() {
    return version != null ? version : image != null ? ImageTag.version(image) : "";
  }
}
