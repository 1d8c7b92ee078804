package io.cookify.consul.operator.cluster.plan;

import io.cookify.consul.operator.kube.Reason;

/**
 * Every reason the operator gives for what it does with a {@code ConsulCluster} or says of it: the
 * same word in conditions, events, logs and documentation.
 */
public enum ClusterReason implements Reason {
  // What is true of a cluster.
  ALL_SERVERS_IN_QUORUM("All servers are healthy voters, and access control is in place."),
  RECONCILING("The operator has seen the resource and is at work on it."),
  WAITING_FOR_SERVERS("Servers are starting or not yet ready."),
  WAITING_FOR_LEADER("The servers run but have not elected a leader."),
  SECURING("A leader is elected; tokens and policies are being put in place."),
  QUORUM_LOST("There was a quorum and there is none now."),
  CONSUL_UNAVAILABLE("Consul did not answer; the state of the servers is unknown."),
  PAUSED("The resource is paused: nothing is changed, the status is kept true."),

  // What the operator did.
  SECRETS_STORED("Keys and tokens were generated and stored before their first use."),
  CERTIFICATE_ISSUED("The servers' certificate was issued."),
  STARTED_OVER("Servers that never formed a quorum were removed to start with a changed spec."),
  CHILD_CREATED("A child object was created."),
  CHILD_UPDATED("A child object was brought in line with the specification."),
  CHILD_REPAIRED("A child object was changed or deleted by somebody else and was put back."),
  CHILD_REMOVED("A child object that the specification no longer asks for was removed."),
  ACL_BOOTSTRAPPED("Access control was bootstrapped with the stored token."),
  BOOTSTRAP_RECORDED("The first quorum exists; no server may found another one from now on."),
  ACL_SECURED("Policies and tokens were brought in line."),
  RETENTION_APPLIED("What happens to Secrets on deletion was brought in line."),

  // What only a person can mend.
  CHANGE_NEEDS_ROLL("The change would restart servers, which this version does not do."),
  SECRET_NOT_FOUND("A Secret that the specification names does not exist."),
  SECRET_INVALID("A Secret does not hold what it should."),
  EXTRA_CONFIG_INVALID(
      "servers.extraConfig is neither JSON nor HCL, or sets what is not its to set."),
  STORAGE_CLASS_NOT_FOUND("The storage class does not exist, or there is no default one."),
  UNSCHEDULABLE("No node can take a server."),
  IMAGE_PULL_FAILED("The image cannot be pulled."),
  SERVER_CRASHING("A server ends again and again."),
  CERTIFICATE_AUTHORITY_CHANGED("The certificate authority is not the one the servers trust."),
  CERTIFICATE_AUTHORITY_LOST("The certificate authority's Secret is gone."),
  GOSSIP_KEY_LOST("The gossip key's Secrets are gone."),
  GOSSIP_KEY_CHANGED("The gossip key is not the one the servers use."),
  BOOTSTRAP_TOKEN_LOST("The bootstrap token is needed, and its Secret is gone."),
  BOOTSTRAP_TOKEN_REJECTED("Access control was bootstrapped with another token."),
  CONFLICT("An object of somebody else has the name of a child."),
  ACCESS_DENIED("The operator lacks a permission in this namespace.");

  private final String meaning;

  ClusterReason(String meaning) {
    this.meaning = meaning;
  }

  /** One sentence, for the reference page. */
  public String meaning() {
    return meaning;
  }
}
