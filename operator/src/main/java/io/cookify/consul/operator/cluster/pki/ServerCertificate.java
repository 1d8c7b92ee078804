package io.cookify.consul.operator.cluster.pki;

import java.time.Instant;

/**
 * A certificate with its key. {@link #toString()} does not show the key.
 *
 * @param certificatePem the certificate, PEM
 * @param keyPem its private key, PEM (PKCS#8)
 * @param expiry when it ends
 */
public record ServerCertificate(String certificatePem, String keyPem, Instant expiry) {

  @Override
  public String toString() {
    return "ServerCertificate[expiry=" + expiry + "]";
  }
}
