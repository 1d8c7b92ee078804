package io.cookify.consul.proof.cluster;

/** This machine cannot give the cluster that was asked for; the suites are skipped. */
public final class ClusterUnavailableException extends Exception {
  ClusterUnavailableException(String message) {
    super(message);
  }
}
