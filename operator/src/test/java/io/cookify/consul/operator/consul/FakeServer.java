package io.cookify.consul.operator.consul;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.cookify.consul.operator.cluster.pki.CertificateAuthority;
import io.cookify.consul.operator.cluster.pki.ServerCertificate;
import io.cookify.consul.operator.cluster.pki.SubjectNames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An HTTPS server of the JDK in the place of a Consul server, which misbehaves as it is told. */
final class FakeServer implements AutoCloseable {

  static final SecureRandom RANDOM = new SecureRandom();
  static final CertificateAuthority CA = authority();

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final String name;
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Seen> requests = new CopyOnWriteArrayList<>();

  /** A request that arrived: its line, the values of its token header, the client's port. */
  record Seen(String line, List<String> tokens, int clientPort) {}

  /** Answers all requests so, with a certificate that is as it should be. */
  static FakeServer answering(String name, HttpHandler handler) {
    return new FakeServer(name, certificate("platform", Clock.systemUTC()), handler);
  }

  FakeServer(String name, ServerCertificate certificate, HttpHandler handler) {
    this.name = name;
    try {
      server = HttpsServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(context(certificate)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              new Seen(
                  exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                  exchange.getRequestHeaders().getOrDefault("X-Consul-Token", List.of()),
                  exchange.getRemoteAddress().getPort()));
          handler.handle(exchange);
        });
    server.start();
  }

  /** Answers with a status and a body. */
  static HttpHandler says(int status, String body) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    };
  }

  ConsulServer address() {
    return new ConsulServer(
        name, name + ".platform-server.consul.svc", "127.0.0.1", server.getAddress().getPort());
  }

  List<Seen> requests() {
    return List.copyOf(requests);
  }

  static CertificateAuthority authority() {
    return CertificateAuthority.create("Test CA", Duration.ofDays(1), Clock.systemUTC(), RANDOM);
  }

  static ServerCertificate certificate(String cluster, Clock clock) {
    return certificate(CA, cluster, clock);
  }

  static ServerCertificate certificate(CertificateAuthority ca, String cluster, Clock clock) {
    return ca.issue(
        "server.dc1.consul",
        SubjectNames.ofServers(cluster, "consul", "dc1", "consul", List.of()),
        Duration.ofHours(1),
        clock,
        RANDOM);
  }

  private static SSLContext context(ServerCertificate certificate)
      throws GeneralSecurityException, IOException {
    Certificate leaf =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(
                    certificate.certificatePem().getBytes(StandardCharsets.US_ASCII)));
    byte[] key =
        Base64.getMimeDecoder().decode(certificate.keyPem().replaceAll("-----[^-]+-----", ""));
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setKeyEntry(
        "server",
        KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)),
        new char[0],
        new Certificate[] {leaf});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
