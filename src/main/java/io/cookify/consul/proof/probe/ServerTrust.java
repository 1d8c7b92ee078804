package io.cookify.consul.proof.probe;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts a Consul server of one datacenter: signed by the cluster's CA, and named {@code
 * server.<datacenter>.<domain>}, the name that Consul itself checks with {@code
 * verify_server_hostname}. The address it was reached by says nothing about a server, since pods
 * change theirs.
 */
final class ServerTrust extends X509ExtendedTrustManager {
  private static final int DNS_NAME = 2;

  private final X509ExtendedTrustManager chain;
  private final String serverName;

  private ServerTrust(X509ExtendedTrustManager chain, String serverName) {
    this.chain = chain;
    this.serverName = serverName;
  }

  /** A TLS context that trusts only servers of that name under that CA (PEM). */
  static SSLContext context(String caPem, String serverName) {
    try {
      var trust = new ServerTrust(authorities(caPem), serverName);
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the CA of " + serverName + " is not usable", e);
    }
  }

  private static X509ExtendedTrustManager authorities(String caPem)
      throws GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
    var certificates =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(caPem.getBytes(StandardCharsets.US_ASCII)));
    int number = 0;
    for (var certificate : certificates) {
      store.setCertificateEntry("ca-" + number++, certificate);
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(X509ExtendedTrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] certificates, String authType)
      throws CertificateException {
    chain.checkServerTrusted(certificates, authType);
    var names = certificates[0].getSubjectAlternativeNames();
    if (names == null
        || names.stream()
            .noneMatch(name -> name.get(0).equals(DNS_NAME) && serverName.equals(name.get(1)))) {
      throw new CertificateException(
          "the server's certificate is not for " + serverName + ": " + names);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] certificates, String authType, Socket socket)
      throws CertificateException {
    checkServerTrusted(certificates, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] certificates, String authType, SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(certificates, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] certificates, String authType)
      throws CertificateException {
    throw new CertificateException("a probe has no clients");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] certificates, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(certificates, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] certificates, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(certificates, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return chain.getAcceptedIssuers();
  }
}
