package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** One server as Consul's autopilot sees it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServerStatus(
    @JsonPropertyDescription("Name of the server, which is the name of its pod.") String name,
    @JsonPropertyDescription("Whether autopilot calls it healthy.") boolean healthy,
    @JsonPropertyDescription("Whether it has a vote in Raft.") boolean voter,
    @JsonPropertyDescription("Whether it leads.") boolean leader,
    @JsonPropertyDescription("Consul version it runs.") @Nullable String version) {}
