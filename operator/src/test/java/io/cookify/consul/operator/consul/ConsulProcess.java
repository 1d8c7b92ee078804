package io.cookify.consul.operator.consul;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cookify.consul.operator.cluster.gossip.GossipKey;
import io.cookify.consul.operator.cluster.pki.CertificateAuthority;
import io.cookify.consul.operator.cluster.pki.ServerCertificate;
import io.cookify.consul.operator.cluster.pki.SubjectNames;
import io.cookify.consul.testing.SandboxBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real Consul server on loopback: TLS, gossip encryption, ACLs that deny by default. */
final class ConsulProcess implements AutoCloseable {

  static final String NAME = "platform-server-0";

  private static final String LOOPBACK = "127.0.0.1";
  private static final String HOST = NAME + ".platform-server.consul.svc";

  private final SecureRandom random = new SecureRandom();
  private final CertificateAuthority ca =
      CertificateAuthority.create("Test CA", Duration.ofHours(2), Clock.systemUTC(), random);
  private final GossipKey gossipKey = GossipKey.generate(random);
  private final Path directory;
  private final ConsulServer server;
  private final Process process;
  private final Thread killOnExit;

  /**
   * Starts a server.
   *
   * @param version which of the sandbox's versions
   * @param expect how many servers it waits for before there is a leader
   */
  ConsulProcess(String version, int expect) {
    Path binary = SandboxBinaries.binary("consul-" + version);
    try {
      directory = Files.createTempDirectory("consul");
      List<Integer> ports = freePorts(4);
      server = new ConsulServer(NAME, HOST, LOOPBACK, ports.getFirst());
      Path config = directory.resolve("server.json");
      Files.write(config, new ObjectMapper().writeValueAsBytes(config(expect, ports)));
      process =
          new ProcessBuilder(binary.toString(), "agent", "-config-file=" + config)
              .redirectErrorStream(true)
              .redirectOutput(log().toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start Consul", e);
    }
    killOnExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killOnExit);
  }

  private Map<String, Object> config(int expect, List<Integer> ports) throws IOException {
    ServerCertificate certificate =
        ca.issue(
            "server.dc1.consul",
            SubjectNames.ofServers("platform", "consul", "dc1", "consul", List.of()),
            Duration.ofHours(1),
            Clock.systemUTC(),
            random);
    return Map.ofEntries(
        Map.entry("server", true),
        Map.entry("bootstrap_expect", expect),
        Map.entry("node_name", NAME),
        Map.entry("data_dir", directory.resolve("data").toString()),
        Map.entry("bind_addr", LOOPBACK),
        Map.entry("client_addr", LOOPBACK),
        Map.entry(
            "ports",
            Map.of(
                "https",
                ports.get(0),
                "server",
                ports.get(1),
                "serf_lan",
                ports.get(2),
                "serf_wan",
                ports.get(3),
                "http",
                -1,
                "grpc",
                -1,
                "grpc_tls",
                -1,
                "dns",
                -1)),
        Map.entry(
            "tls",
            Map.of(
                "defaults",
                Map.of(
                    "ca_file", file("ca.crt", ca.certificatePem()),
                    "cert_file", file("tls.crt", certificate.certificatePem()),
                    "key_file", file("tls.key", certificate.keyPem()),
                    "verify_incoming", true,
                    "verify_outgoing", true),
                "https",
                Map.of("verify_incoming", false),
                "internal_rpc",
                Map.of("verify_server_hostname", true))),
        Map.entry("encrypt", gossipKey.base64()),
        Map.entry("acl", Map.of("enabled", true, "default_policy", "deny")),
        Map.entry("performance", Map.of("raft_multiplier", 1)),
        Map.entry("disable_update_check", true));
  }

  ConsulServer server() {
    return server;
  }

  ConsulAccess access(@Nullable Token token) {
    return new ConsulAccess(List.of(server), ca.certificatePem(), token);
  }

  GossipKey gossipKey() {
    return gossipKey;
  }

  String output() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log() {
    return directory.resolve("consul.log");
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.ofLiteral(LOOPBACK)));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(killOnExit);
    try (var paths = Files.walk(directory)) {
      paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
