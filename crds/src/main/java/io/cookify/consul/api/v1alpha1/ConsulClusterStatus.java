package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator found. Null is what it does not know yet. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConsulClusterStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("One word for people; programs read the conditions.")
        @Nullable String phase,
    @JsonPropertyDescription("Consul version that all servers run.") @Nullable String version,
    @JsonPropertyDescription("Pod of the Raft leader.") @Nullable String leader,
    @JsonPropertyDescription("The servers as Consul's autopilot sees them.")
        @Nullable List<ServerStatus> servers,
    @JsonPropertyDescription("Ready servers of wanted ones, like 3/3.")
        @Nullable String readyServers,
    @JsonPropertyDescription("Secret with the CA: ca.crt, tls.crt, tls.key.")
        @Nullable String caSecret,
    @JsonPropertyDescription("Secret with the ACL bootstrap token: key token.")
        @Nullable String bootstrapTokenSecret,
    @JsonPropertyDescription("When the servers' certificate expires, RFC 3339.")
        @Nullable String certificateExpiry,
    @JsonPropertyDescription("Ready always; Reconciling and Stalled only while true.")
        @Nullable List<Condition> conditions) {}
