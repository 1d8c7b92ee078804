package io.cookify.consul.proof.cluster;

/**
 * A way to a port of a pod from this machine.
 *
 * @param host an address
 * @param port a TCP port at it
 * @param end what taking the route down needs
 */
public record Route(String host, int port, Runnable end) implements AutoCloseable {
  @Override
  public void close() {
    end.run();
  }
}
