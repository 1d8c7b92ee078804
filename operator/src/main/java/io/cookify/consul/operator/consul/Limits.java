package io.cookify.consul.operator.consul;

import java.time.Duration;

/**
 * How long and how much we wait for.
 *
 * @param connect for a connection, of the pool or of the network
 * @param read between two packets of an answer
 * @param body from the first byte of a body to its last
 * @param maxBytes of a body
 */
record Limits(Duration connect, Duration read, Duration body, int maxBytes) {

  /**
   * For questions that a reconciliation waits for. The largest answer is that of {@code
   * /v1/agent/self}, some 20 kB.
   */
  static final Limits CONTROL =
      new Limits(
          Duration.ofSeconds(2), Duration.ofSeconds(8), Duration.ofSeconds(10), 4 * 1024 * 1024);
}
