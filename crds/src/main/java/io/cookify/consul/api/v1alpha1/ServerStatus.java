package io.cookify.consul.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One server as Consul's autopilot sees it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServerStatus(
    @JsonPropertyDescription("Name of the server, which is the name of its pod.")
        @Required
        @Size(min = 1, max = 253)
        String name,
    @JsonPropertyDescription("Whether autopilot calls it healthy.") @Required boolean healthy,
    @JsonPropertyDescription("Whether it has a vote in Raft.") @Required boolean voter,
    @JsonPropertyDescription("Whether it leads.") @Required boolean leader,
    @JsonPropertyDescription("Version of Consul that it runs.") @Size(max = 63)
        @Nullable String version) {}
