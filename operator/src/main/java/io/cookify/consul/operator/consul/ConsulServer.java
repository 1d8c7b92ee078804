package io.cookify.consul.operator.consul;

import java.net.InetAddress;

/**
 * One Consul server and how to reach it.
 *
 * @param name the name of its pod, which is also its node name in Consul
 * @param host the DNS name its certificate must carry; it is verified, but never looked up
 * @param address the IP address to dial, the pod's
 * @param port the port of its HTTPS API
 */
public record ConsulServer(String name, String host, String address, int port) {

  /**
   * @throws IllegalArgumentException if the address is not an IP address
   */
  public ConsulServer {
    address = InetAddress.ofLiteral(address).getHostAddress();
  }

  /** Where Consul's HTTPS API listens by convention. */
  public static final int HTTPS_PORT = 8501;

  /** A server whose API listens on {@link #HTTPS_PORT}. */
  public ConsulServer(String name, String host, String address) {
    this(name, host, address, HTTPS_PORT);
  }
}
