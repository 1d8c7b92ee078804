package io.cookify.consul.operator.cluster.plan;

import io.cookify.consul.operator.resources.Names;

/** The Secrets of a cluster, in the order in which they are stored: each before its first use. */
public enum ClusterSecret {
  CA,
  GOSSIP,
  BOOTSTRAP_TOKEN,
  OPERATOR_TOKEN,
  SERVER_TOKENS,
  SERVER_CONFIG,
  CLIENT_CONFIG,
  SERVER_TLS;

  /** The Secret's name, where the operator makes it. */
  public String nameIn(Names names) {
    return switch (this) {
      case CA -> names.ca();
      case GOSSIP -> names.gossip();
      case BOOTSTRAP_TOKEN -> names.bootstrapToken();
      case OPERATOR_TOKEN -> names.operatorToken();
      case SERVER_TOKENS -> names.serverTokens();
      case SERVER_CONFIG -> names.serverConfig();
      case CLIENT_CONFIG -> names.clientConfig();
      case SERVER_TLS -> names.serverTls();
    };
  }
}
