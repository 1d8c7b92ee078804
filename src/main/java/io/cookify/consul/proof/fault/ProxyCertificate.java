package io.cookify.consul.proof.fault;

import io.cookify.consul.proof.Command;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for 127.0.0.1 that lives as long as one proxy, made by the JDK's keytool. */
record ProxyCertificate(SSLContext serverContext, String pemBase64) {

  static ProxyCertificate create(Path directory) {
    var store = directory.resolve("proxy-" + UUID.randomUUID() + ".p12");
    // The key store is deleted as soon as it is read; its password guards nothing.
    var password = UUID.randomUUID().toString();
    Command.of(Path.of(System.getProperty("java.home"), "bin", "keytool"))
        .with("-genkeypair", "-alias", "proxy", "-keyalg", "EC", "-dname", "CN=fault proxy")
        .with("-ext", "san=ip:127.0.0.1", "-validity", "2", "-storetype", "PKCS12")
        .with("-keystore", store.toString(), "-storepass", password)
        .run()
        .orThrow();
    try {
      var bytes = Files.readAllBytes(store);
      Files.delete(store);
      var keys = KeyStore.getInstance("PKCS12");
      keys.load(new ByteArrayInputStream(bytes), password.toCharArray());
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(keys, password.toCharArray());
      var context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      var pem =
          "-----BEGIN CERTIFICATE-----\n"
              + Base64.getMimeEncoder().encodeToString(keys.getCertificate("proxy").getEncoded())
              + "\n-----END CERTIFICATE-----\n";
      return new ProxyCertificate(
          context, Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no certificate for the proxy", e);
    }
  }

  /** A TLS context that trusts the authorities of a kubeconfig (PEM in base64). */
  static SSLContext trusting(String caBase64) {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (var certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(Base64.getDecoder().decode(caBase64)))) {
        store.setCertificateEntry("ca-" + number++, certificate);
      }
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the API server's CA is not usable", e);
    }
  }
}
