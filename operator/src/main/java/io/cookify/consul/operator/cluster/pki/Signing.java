package io.cookify.consul.operator.cluster.pki;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The act of signing a certificate.
 *
 * @param issuer who signs
 * @param key with what
 * @param issuerKey the public half of {@code key}
 * @param random for the serial number and the signature
 */
record Signing(X500Name issuer, PrivateKey key, PublicKey issuerKey, SecureRandom random) {

  /** RFC 5280 allows 20 octets, of which the first bit is the sign. */
  private static final int SERIAL_BITS = 159;

  /** What a certificate says beside names, key and time. */
  interface Extensions {
    void addTo(X509v3CertificateBuilder builder) throws CertIOException;
  }

  X509Certificate sign(
      X500Name subject, PublicKey subjectKey, Instant start, Instant end, Extensions extensions) {
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              new BigInteger(SERIAL_BITS, random).setBit(0),
              Date.from(start),
              Date.from(end),
              subject,
              subjectKey);
      JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          identifiers.createSubjectKeyIdentifier(subjectKey));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          identifiers.createAuthorityKeyIdentifier(issuerKey));
      extensions.addTo(builder);
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder(Keys.signatureAlgorithm(key))
                      .setSecureRandom(random)
                      .build(key)));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("signing the certificate of " + subject + " failed", e);
    }
  }
}
