package io.cookify.consul.operator.cluster.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.cookify.consul.operator.cluster.pki.CertificateAuthority.Problem;
import io.cookify.consul.operator.cluster.pki.CertificateAuthority.Reading;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateAuthorityTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final SubjectNames NAMES =
      SubjectNames.ofServers("platform", "consul", "dc1", "consul", List.of());

  private static final CertificateAuthority CA =
      CertificateAuthority.create(
          "Consul CA of consul/platform", Duration.ofDays(3650), CLOCK, RANDOM);

  @Test
  void createsACaThatIsReadBackWhole() {
    CertificateAuthority again =
        usable(CertificateAuthority.read(CA.certificatePem(), CA.keyPem(), CLOCK));

    assertThat(again.certificatePem()).isEqualTo(CA.certificatePem());
    assertThat(again.keyPem()).isEqualTo(CA.keyPem());
    assertThat(again.expiry()).isEqualTo(NOW.plus(Duration.ofDays(3650)));
  }

  @Test
  void itsCertificateMaySignAndNothingElse() throws Exception {
    X509Certificate certificate = certificate(CA.certificatePem());

    assertThat(certificate.getBasicConstraints()).isZero();
    assertThat(certificate.getKeyUsage()[5]).as("keyCertSign").isTrue();
    assertThat(certificate.getCriticalExtensionOIDs())
        .containsExactlyInAnyOrder(Extension.basicConstraints.getId(), Extension.keyUsage.getId());
    assertThat(certificate.getSerialNumber().signum()).isPositive();
    assertThat(certificate.getPublicKey().getAlgorithm()).isEqualTo("EC");
  }

  @Test
  void whatItIssuesPassesPkix() throws Exception {
    X509Certificate leaf = certificate(issue(CA, CLOCK).certificatePem());

    assertThat(chains(leaf, certificate(CA.certificatePem()))).isTrue();
    assertThat(leaf.getExtendedKeyUsage())
        .containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(leaf.getNotBefore()).isEqualTo(Date.from(NOW.minus(CertificateAuthority.BACKDATE)));
    assertThat(leaf.getNotAfter()).isEqualTo(Date.from(NOW.plus(Duration.ofDays(90))));
    assertThat(leaf.getSubjectAlternativeNames())
        .contains(
            List.of(2, "server.dc1.consul"),
            List.of(2, "*.platform-server.consul.svc"),
            List.of(7, "127.0.0.1"),
            List.of(7, "0:0:0:0:0:0:0:1"))
        .hasSize(NAMES.dnsNames().size() + NAMES.ipAddresses().size());
  }

  @Test
  void whatAnotherCaIssuesFailsPkix() throws Exception {
    CertificateAuthority other =
        CertificateAuthority.create(
            "Consul CA of consul/platform", Duration.ofDays(1), CLOCK, RANDOM);
    X509Certificate leaf = certificate(issue(other, CLOCK).certificatePem());

    assertThat(chains(leaf, certificate(CA.certificatePem()))).isFalse();
  }

  @Test
  void issuesNothingThatOutlivesIt() {
    Clock late = Clock.fixed(CA.expiry().minus(Duration.ofDays(10)), ZoneOffset.UTC);

    assertThat(issue(CA, late).expiry()).isEqualTo(CA.expiry());
  }

  @Test
  void issuesAKeyOfItsOwnEachTime() {
    assertThat(issue(CA, CLOCK).keyPem())
        .startsWith("-----BEGIN PRIVATE KEY-----")
        .isNotEqualTo(issue(CA, CLOCK).keyPem());
  }

  @Test
  void cutsACommonNameThatIsTooLong() throws Exception {
    CertificateAuthority ca =
        CertificateAuthority.create("n".repeat(100), Duration.ofDays(1), CLOCK, RANDOM);

    assertThat(certificate(ca.certificatePem()).getSubjectX500Principal().getName())
        .isEqualTo("CN=" + "n".repeat(64));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "Ed25519"})
  void signsWithAUsersKeyOfAnotherKind(String algorithm) throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    X509Certificate root = root(pair, true, KeyUsage.keyCertSign, NOW, NOW.plusSeconds(3600));

    CertificateAuthority ca =
        usable(
            CertificateAuthority.read(
                Pem.write(List.of(root)), Pem.write(pair.getPrivate()), CLOCK));

    assertThat(chains(certificate(issue(ca, CLOCK).certificatePem()), root)).isTrue();
  }

  @Test
  void readsAKeyAsOpensslWritesIt() throws Exception {
    // openssl ecparam -name prime256v1 -genkey; openssl req -x509 -days 36500
    Reading reading =
        CertificateAuthority.read(
            text("openssl-ca.crt"), text("openssl-ca.key"), Clock.systemUTC());

    CertificateAuthority ca = usable(reading);
    X509Certificate leaf = certificate(issue(ca, Clock.systemUTC()).certificatePem());
    leaf.verify(certificate(ca.certificatePem()).getPublicKey());
  }

  @Test
  void signsWithAnIntermediateAndKeepsWhatIsAboveIt() throws Exception {
    KeyPair rootPair = Keys.generate(RANDOM);
    X509Certificate root = root(rootPair, true, KeyUsage.keyCertSign, NOW, NOW.plusSeconds(7200));
    KeyPair pair = Keys.generate(RANDOM);
    X509Certificate intermediate =
        new Signing(new X500Name("CN=Test"), rootPair.getPrivate(), rootPair.getPublic(), RANDOM)
            .sign(
                new X500Name("CN=Intermediate"),
                pair.getPublic(),
                NOW,
                NOW.plusSeconds(3600),
                builder ->
                    builder.addExtension(
                        Extension.basicConstraints, true, new BasicConstraints(0)));
    String bundle = Pem.write(List.of(intermediate, root));

    CertificateAuthority ca =
        usable(CertificateAuthority.read(bundle, Pem.write(pair.getPrivate()), CLOCK));

    assertThat(ca.certificatePem()).isEqualTo(bundle);
    assertThat(chains(certificate(issue(ca, CLOCK).certificatePem()), intermediate)).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void namesTheProblemOfABadCa(Problem problem, String crt, String key, String message) {
    Reading reading = CertificateAuthority.read(crt, key, CLOCK);

    assertThat(reading).isInstanceOf(Reading.Unusable.class);
    Reading.Unusable unusable = (Reading.Unusable) reading;
    assertThat(unusable.problem()).isEqualTo(problem);
    assertThat(unusable.message()).contains(message).doesNotContain("MHcCAQ");
  }

  static Stream<Arguments> namesTheProblemOfABadCa() throws Exception {
    KeyPair pair = Keys.generate(RANDOM);
    String key = Pem.write(pair.getPrivate());
    int sign = KeyUsage.keyCertSign;
    Instant later = NOW.plusSeconds(60);
    KeyPair dsa = KeyPairGenerator.getInstance("X25519").generateKeyPair();
    String good = CA.certificatePem();
    return Stream.of(
        Arguments.of(Problem.CERTIFICATE_UNREADABLE, "", CA.keyPem(), "no block BEGIN CERTIFICATE"),
        Arguments.of(
            Problem.CERTIFICATE_UNREADABLE, "hello", CA.keyPem(), "no block BEGIN CERTIFICATE"),
        Arguments.of(
            Problem.CERTIFICATE_UNREADABLE, CA.keyPem(), CA.keyPem(), "no block BEGIN CERTIFICATE"),
        Arguments.of(
            Problem.CERTIFICATE_UNREADABLE,
            good.substring(0, good.length() / 2),
            CA.keyPem(),
            "damaged"),
        Arguments.of(
            Problem.CERTIFICATE_UNREADABLE,
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            CA.keyPem(),
            "damaged"),
        Arguments.of(Problem.KEY_UNREADABLE, good, "", "no block BEGIN PRIVATE KEY"),
        Arguments.of(Problem.KEY_UNREADABLE, good, good, "no block BEGIN PRIVATE KEY"),
        Arguments.of(
            Problem.KEY_UNREADABLE,
            good,
            "-----BEGIN PRIVATE KEY-----\nMHcCAQ==\n-----END PRIVATE KEY-----\n",
            "damaged"),
        Arguments.of(Problem.KEY_UNREADABLE, good, text("openssl-encrypted.key"), "passphrase"),
        Arguments.of(Problem.KEY_UNREADABLE, good, Pem.write(dsa.getPrivate()), "algorithm"),
        Arguments.of(Problem.KEY_MISMATCH, good, key, "not the key"),
        Arguments.of(
            Problem.NOT_A_CA,
            Pem.write(List.of(root(pair, false, sign, NOW, later))),
            key,
            "CA:TRUE"),
        Arguments.of(
            Problem.MAY_NOT_SIGN,
            Pem.write(List.of(root(pair, true, KeyUsage.digitalSignature, NOW, later))),
            key,
            "keyCertSign"),
        Arguments.of(
            Problem.NOT_YET_VALID,
            Pem.write(List.of(root(pair, true, sign, later, later.plusSeconds(1)))),
            key,
            "valid only from 2026-11-22T12:01:00Z"),
        Arguments.of(
            Problem.EXPIRED,
            Pem.write(List.of(root(pair, true, sign, NOW.minusSeconds(9), NOW))),
            key,
            "expired at 2026-11-22T12:00:00Z"));
  }

  @Test
  void doesNotShowItsKey() {
    String secret = CA.keyPem().lines().skip(1).findFirst().orElseThrow();

    assertThat(CA.toString()).doesNotContain(secret);
    ServerCertificate issued = issue(CA, CLOCK);
    assertThat(issued.toString())
        .doesNotContain(issued.keyPem().lines().skip(1).findFirst().orElseThrow());
  }

  private static ServerCertificate issue(CertificateAuthority ca, Clock clock) {
    return ca.issue("server.dc1.consul", NAMES, Duration.ofDays(90), clock, RANDOM);
  }

  private static CertificateAuthority usable(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Usable.class);
    return ((Reading.Usable) reading).authority();
  }

  private static X509Certificate root(
      KeyPair pair, boolean ca, int usage, Instant start, Instant end) {
    X500Name name = new X500Name("CN=Test");
    return new Signing(name, pair.getPrivate(), pair.getPublic(), RANDOM)
        .sign(
            name,
            pair.getPublic(),
            start,
            end,
            builder -> {
              builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
              builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            });
  }

  private static boolean chains(X509Certificate leaf, X509Certificate anchor) throws Exception {
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(NOW.plusSeconds(1)));
    try {
      CertPathValidator.getInstance("PKIX")
          .validate(
              CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf)), parameters);
      return true;
    } catch (CertPathValidatorException e) {
      return false;
    }
  }

  private static X509Certificate certificate(String pem) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String text(String resource) throws Exception {
    try (var in = CertificateAuthorityTest.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
