package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants. Whatever the user left out holds its default here, so that readers need no
 * null checks except where a component is marked {@link Nullable}; the operator never writes a
 * spec, hence the defaults never reach the API server.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConsulClusterSpec(
    @JsonPropertyDescription("Consul version.") @Nullable String version,
    @JsonPropertyDescription("Complete image reference.") @Nullable String image,
    @JsonPropertyDescription("Name of the datacenter.") String datacenter,
    @JsonPropertyDescription("DNS domain of the datacenter.") String domain,
    @JsonPropertyDescription("The servers.") Servers servers,
    @JsonPropertyDescription("The client agents.") Clients clients,
    @JsonPropertyDescription("TLS, always on.") Tls tls,
    @JsonPropertyDescription("Gossip encryption, always on.") Gossip gossip,
    @JsonPropertyDescription("Access control, always on.") Acl acl,
    @JsonPropertyDescription("The web UI.") Ui ui,
    @JsonPropertyDescription("Exposure outside of Kubernetes.") @Nullable Expose expose,
    @JsonPropertyDescription("Metrics of the agents.") Telemetry telemetry,
    @JsonPropertyDescription("What happens to data on deletion.") DeletionPolicy deletionPolicy,
    @JsonPropertyDescription("Stops the operator's hands.") Boolean paused,
    @JsonPropertyDescription("Log level of the agents.") LogLevel logLevel) {

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
