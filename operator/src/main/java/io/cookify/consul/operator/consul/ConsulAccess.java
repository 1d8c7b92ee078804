package io.cookify.consul.operator.consul;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to talk to one Consul cluster.
 *
 * @param servers the servers known now, in the order in which they are to be tried
 * @param caPem one or more CA certificates, PEM; nothing else is trusted
 * @param token sent with every request; without one Consul applies the anonymous token
 */
public record ConsulAccess(List<ConsulServer> servers, String caPem, @Nullable Token token) {

  public ConsulAccess {
    servers = List.copyOf(servers);
  }

  /** The same servers and trust, spoken to with another token. */
  public ConsulAccess withToken(@Nullable Token other) {
    return new ConsulAccess(servers, caPem, other);
  }
}
