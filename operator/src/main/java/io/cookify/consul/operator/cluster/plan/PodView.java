package io.cookify.consul.operator.cluster.plan;

import org.jspecify.annotations.Nullable;

/**
 * What matters of one server pod.
 *
 * @param name the pod's name, which is the server's node name too
 * @param ip its address; null until it has one
 * @param ready whether it is ready
 * @param unschedulable why no node takes it; null if one does
 * @param waiting why its container does not run, like {@code ImagePullBackOff}; null if it does
 * @param waitingMessage the kubelet's words on it
 */
public record PodView(
    String name,
    @Nullable String ip,
    boolean ready,
    @Nullable String unschedulable,
    @Nullable String waiting,
    @Nullable String waitingMessage) {}
