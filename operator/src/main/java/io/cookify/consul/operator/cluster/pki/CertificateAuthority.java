package io.cookify.consul.operator.cluster.pki;

import java.io.IOException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * A certificate authority that can sign: ours, or one the user brought. {@link #toString()} does
 * not show the key.
 */
public final class CertificateAuthority {

  /** Clocks of nodes differ; a certificate that is valid only from now on fails on some of them. */
  static final Duration BACKDATE = Duration.ofMinutes(5);

  /** The place of {@code keyCertSign} among the bits of the extension keyUsage (RFC 5280). */
  private static final int KEY_CERT_SIGN = 5;

  private final List<X509Certificate> bundle;
  private final X509Certificate certificate;
  private final PrivateKey key;

  private CertificateAuthority(List<X509Certificate> bundle, PrivateKey key) {
    this.bundle = bundle;
    this.certificate = bundle.getFirst();
    this.key = key;
  }

  /**
   * A new CA with an ECDSA key on P-256.
   *
   * @param commonName what people see in its certificate
   * @param lifetime how long it is valid from now on
   */
  public static CertificateAuthority create(
      String commonName, Duration lifetime, Clock clock, SecureRandom random) {
    KeyPair pair = Keys.generate(random);
    X500Name name = commonName(commonName);
    Instant now = clock.instant();
    X509Certificate certificate =
        new Signing(name, pair.getPrivate(), pair.getPublic(), random)
            .sign(
                name,
                pair.getPublic(),
                now.minus(BACKDATE),
                now.plus(lifetime),
                builder -> {
                  // Path length 0: no certificate of ours signs further CAs.
                  builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
                  builder.addExtension(
                      Extension.keyUsage,
                      true,
                      new KeyUsage(
                          KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature));
                });
    return new CertificateAuthority(List.of(certificate), pair.getPrivate());
  }

  /**
   * Reads a CA and checks that it can sign and that others will believe it.
   *
   * @param certificatePem {@code tls.crt}: the CA's certificate, then, if it is not a root, those
   *     above it
   * @param keyPem {@code tls.key}: its private key, not encrypted
   */
  public static Reading read(String certificatePem, String keyPem, Clock clock) {
    List<X509Certificate> bundle;
    try {
      bundle = Pem.certificates(certificatePem);
    } catch (IOException e) {
      return new Reading.Unusable(
          Problem.CERTIFICATE_UNREADABLE, "tls.crt is not a PEM certificate: " + e.getMessage());
    }
    PrivateKey key;
    try {
      key = Pem.privateKey(keyPem);
    } catch (IOException e) {
      return new Reading.Unusable(
          Problem.KEY_UNREADABLE, "tls.key is not a usable private key: " + e.getMessage());
    }
    X509Certificate certificate = bundle.getFirst();
    if (certificate.getBasicConstraints() < 0) {
      return new Reading.Unusable(
          Problem.NOT_A_CA,
          "the certificate in tls.crt is not a CA (basicConstraints lacks CA:TRUE)");
    }
    boolean[] usage = certificate.getKeyUsage();
    if (usage != null && !usage[KEY_CERT_SIGN]) {
      return new Reading.Unusable(
          Problem.MAY_NOT_SIGN,
          "the CA in tls.crt may not sign certificates (keyUsage lacks keyCertSign)");
    }
    Instant now = clock.instant();
    Instant start = certificate.getNotBefore().toInstant();
    if (now.isBefore(start)) {
      return new Reading.Unusable(
          Problem.NOT_YET_VALID, "the CA in tls.crt is valid only from " + start);
    }
    Instant end = certificate.getNotAfter().toInstant();
    if (!now.isBefore(end)) {
      return new Reading.Unusable(Problem.EXPIRED, "the CA in tls.crt expired at " + end);
    }
    if (!Keys.match(certificate.getPublicKey(), key)) {
      return new Reading.Unusable(
          Problem.KEY_MISMATCH, "tls.key is not the key of the certificate in tls.crt");
    }
    return new Reading.Usable(new CertificateAuthority(bundle, key));
  }

  /** What became of reading a CA. */
  public sealed interface Reading {

    /** It can sign. */
    record Usable(CertificateAuthority authority) implements Reading {}

    /**
     * It cannot be used.
     *
     * @param problem what is wrong
     * @param message the same for the user, naming the key of the Secret; free of secrets
     */
    record Unusable(Problem problem, String message) implements Reading {}
  }

  /** Why a CA cannot be used. */
  public enum Problem {
    CERTIFICATE_UNREADABLE,
    KEY_UNREADABLE,
    NOT_A_CA,
    MAY_NOT_SIGN,
    NOT_YET_VALID,
    EXPIRED,
    KEY_MISMATCH
  }

  /**
   * A new certificate, with a new ECDSA key on P-256, for servers that are also each other's
   * clients. It does not outlive the CA.
   *
   * @param subject the common name people see; nobody verifies it
   * @param names what it stands for
   * @param lifetime how long it is valid from now on
   */
  public ServerCertificate issue(
      String subject, SubjectNames names, Duration lifetime, Clock clock, SecureRandom random) {
    KeyPair pair = Keys.generate(random);
    Instant now = clock.instant();
    Instant wished = now.plus(lifetime);
    Instant end = wished.isAfter(expiry()) ? expiry() : wished;
    X509Certificate leaf =
        new Signing(
                // Byte for byte the CA's own subject, or strict verifiers find no chain.
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
                key,
                certificate.getPublicKey(),
                random)
            .sign(
                commonName(subject),
                pair.getPublic(),
                now.minus(BACKDATE),
                end,
                builder -> {
                  builder.addExtension(
                      Extension.basicConstraints, true, new BasicConstraints(false));
                  builder.addExtension(
                      Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
                  builder.addExtension(
                      Extension.extendedKeyUsage,
                      false,
                      new ExtendedKeyUsage(
                          new KeyPurposeId[] {
                            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                          }));
                  builder.addExtension(
                      Extension.subjectAlternativeName, false, generalNames(names));
                });
    return new ServerCertificate(
        Pem.write(List.of(leaf)), Pem.write(pair.getPrivate()), leaf.getNotAfter().toInstant());
  }

  /** Its certificate and those above it, PEM: what others must trust. */
  public String certificatePem() {
    return Pem.write(bundle);
  }

  /** Its private key, PEM (PKCS#8). */
  public String keyPem() {
    return Pem.write(key);
  }

  /** When it ends. */
  public Instant expiry() {
    return certificate.getNotAfter().toInstant();
  }

  @Override
  public String toString() {
    return "CertificateAuthority[" + certificate.getSubjectX500Principal() + "]";
  }

  private static X500Name commonName(String text) {
    // X.520 allows a common name of 64 characters, and some verifiers insist.
    String name = text.substring(0, Math.min(text.length(), 64));
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
  }

  private static GeneralNames generalNames(SubjectNames names) {
    return new GeneralNames(
        Stream.concat(
                names.dnsNames().stream().map(dns -> new GeneralName(GeneralName.dNSName, dns)),
                names.ipAddresses().stream().map(ip -> new GeneralName(GeneralName.iPAddress, ip)))
            .toArray(GeneralName[]::new));
  }
}
