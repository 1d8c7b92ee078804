package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator found. Null is what it does not know yet. */
@JsonClassDescription("What the operator found; written by the operator alone.")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConsulClusterStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.") @Min(0)
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("One word for people; programs read the conditions.") @Size(max = 63)
        @Nullable String phase,
    @JsonPropertyDescription(
            "Version of Consul that all servers run; absent while they run different ones.")
        @Size(max = 63)
        @Nullable String version,
    @JsonPropertyDescription("Pod of the Raft leader; absent while there is none.") @Size(max = 253)
        @Nullable String leader,
    @JsonPropertyDescription("The servers as Consul's autopilot sees them.") @Size(max = 32)
        @Nullable List<ServerStatus> servers,
    @JsonPropertyDescription("Ready servers of wanted ones, like 3/3.") @Size(max = 16)
        @Nullable String readyServers,
    @JsonPropertyDescription(
            "Secret with the CA: certificate in ca.crt and tls.crt, and its key in tls.key if the"
                + " operator has made it.")
        @Size(max = 253)
        @Nullable String caSecret,
    @JsonPropertyDescription("Secret with the ACL bootstrap token, in key token.") @Size(max = 253)
        @Nullable String bootstrapTokenSecret,
    @JsonPropertyDescription("When the servers' certificate expires, RFC 3339.") @Size(max = 64)
        @Nullable String certificateExpiry,
    @JsonPropertyDescription(
            "Ready is always there; Reconciling and Stalled only while true. Stalled means that a"
                + " human must act, and its message says how.")
        @Size(max = 16)
        @Nullable List<Condition> conditions) {}
