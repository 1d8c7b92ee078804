package io.cookify.consul.operator.resources;

import io.cookify.consul.api.v1alpha1.ConsulClusterSpec;

/**
 * All that the builders may look at.
 *
 * @param names names of the children
 * @param uid the owning resource's UID, for owner references
 * @param spec the specification to build, already reduced to what may be acted on now
 * @param rolledOut what the servers run, as JSON; kept on the StatefulSet so that a later change of
 *     the specification can be told from it
 * @param bootstrapped whether a quorum has existed: from then on no server may ever start a second
 *     one
 * @param caCertificate the certificate authority's certificate, PEM
 * @param clientsReady whether client agents can be let in (their token exists in Consul)
 */
public record Blueprint(
    Names names,
    String uid,
    ConsulClusterSpec spec,
    String rolledOut,
    boolean bootstrapped,
    String caCertificate,
    boolean clientsReady) {}
