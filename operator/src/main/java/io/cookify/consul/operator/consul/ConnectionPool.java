package io.cookify.consul.operator.consul;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.http.config.ConnectionConfig;
import org.apache.http.config.MessageConstraints;
import org.apache.http.config.Registry;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.config.SocketConfig;
import org.apache.http.conn.HttpClientConnectionManager;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.ssl.DefaultHostnameVerifier;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;

/** The open connections to one cluster, all of them verified against one CA. */
final class ConnectionPool implements AutoCloseable {

  /** A replaced pod is noticed at the latest when its connections are this old. */
  private static final Duration TIME_TO_LIVE = Duration.ofSeconds(60);

  /** Consul closes idle connections without a word; older ones are probed before use. */
  private static final Duration PROBE_AFTER = Duration.ofSeconds(1);

  private static final Duration HANDSHAKE = Duration.ofSeconds(5);

  // Consul allows 200 connections from one address, and the cluster's other clients need some.
  private static final int PER_SERVER = 8;
  private static final int IN_ALL = 32;

  private static final int HEADER_LINE = 16 * 1024;
  private static final int HEADERS = 100;

  private final String caPem;
  private final PoolingHttpClientConnectionManager manager;

  /**
   * An empty pool.
   *
   * @param caPem what to trust, and nothing else
   * @throws ConsulUntrusted if it cannot be read
   */
  ConnectionPool(String caPem) {
    this.caPem = caPem;
    Registry<ConnectionSocketFactory> https =
        RegistryBuilder.<ConnectionSocketFactory>create()
            .register(
                "https",
                new SSLConnectionSocketFactory(
                    trusting(caPem),
                    new String[] {"TLSv1.3", "TLSv1.2"},
                    null,
                    new DefaultHostnameVerifier()))
            .build();
    manager =
        new PoolingHttpClientConnectionManager(
            https, null, null, null, TIME_TO_LIVE.toMillis(), TimeUnit.MILLISECONDS);
    manager.setDefaultMaxPerRoute(PER_SERVER);
    manager.setMaxTotal(IN_ALL);
    manager.setValidateAfterInactivity((int) PROBE_AFTER.toMillis());
    manager.setDefaultSocketConfig(
        SocketConfig.custom().setSoTimeout((int) HANDSHAKE.toMillis()).build());
    manager.setDefaultConnectionConfig(
        ConnectionConfig.custom()
            .setMessageConstraints(
                MessageConstraints.custom()
                    .setMaxLineLength(HEADER_LINE)
                    .setMaxHeaderCount(HEADERS)
                    .build())
            .build());
  }

  boolean trusts(String otherCaPem) {
    return caPem.equals(otherCaPem);
  }

  HttpClientConnectionManager manager() {
    return manager;
  }

  void closeIdle() {
    manager.closeExpiredConnections();
    manager.closeIdleConnections(TIME_TO_LIVE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    manager.close();
  }

  private static SSLContext trusting(String caPem) {
    try {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(caPem.getBytes(StandardCharsets.UTF_8)));
      if (certificates.isEmpty()) {
        throw new ConsulUntrusted("the CA of the servers holds no certificate", null);
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("ca-" + store.size(), certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new ConsulUntrusted("the CA of the servers cannot be read", e);
    }
  }
}
