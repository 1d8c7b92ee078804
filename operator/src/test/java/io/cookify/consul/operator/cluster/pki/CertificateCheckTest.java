package io.cookify.consul.operator.cluster.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cookify.consul.operator.cluster.pki.CertificateCheck.Reason;
import io.cookify.consul.operator.cluster.pki.CertificateCheck.Verdict;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateCheckTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration LIFETIME = Duration.ofHours(90);
  private static final SubjectNames NAMES = names("platform");
  private static final CertificateAuthority CA = authority();
  private static final ServerCertificate LEAF =
      CA.issue("server.dc1.consul", NAMES, LIFETIME, at(0), RANDOM);

  @ParameterizedTest(name = "after {0} h of 90 h, {1} h wished")
  @CsvSource({
    "0, 90, false",
    "59, 90, false",
    "60, 90, true",
    "100, 90, true",
    // The user shortened the lifetime: what is there is renewed as if it had the new one.
    "19, 30, false",
    "20, 30, true",
    // The user lengthened it: what is there ends when it ends.
    "59, 900, false",
    "60, 900, true"
  })
  void renewsAfterTwoThirds(int hours, int lifetime, boolean renew) {
    Verdict verdict =
        CertificateCheck.check(
            LEAF.certificatePem(),
            LEAF.keyPem(),
            CA.certificatePem(),
            NAMES,
            Duration.ofHours(lifetime),
            at(hours));

    assertThat(verdict)
        .isEqualTo(renew ? new Verdict.Issue(Reason.EXPIRING) : new Verdict.Keep(LEAF.expiry()));
  }

  @Test
  void issuesWhatIsMissing() {
    assertThat(check(null, null)).isEqualTo(new Verdict.Issue(Reason.MISSING));
    assertThat(check(LEAF.certificatePem(), "")).isEqualTo(new Verdict.Issue(Reason.MISSING));
    assertThat(check(" ", LEAF.keyPem())).isEqualTo(new Verdict.Issue(Reason.MISSING));
  }

  @Test
  void replacesWhatIsBroken() {
    String otherKey = CA.issue("x", NAMES, LIFETIME, at(0), RANDOM).keyPem();

    assertThat(check("garbage", LEAF.keyPem())).isEqualTo(new Verdict.Issue(Reason.BROKEN));
    assertThat(check(LEAF.certificatePem(), "garbage")).isEqualTo(new Verdict.Issue(Reason.BROKEN));
    assertThat(check(LEAF.certificatePem(), otherKey)).isEqualTo(new Verdict.Issue(Reason.BROKEN));
  }

  @Test
  void noticesAnotherCaEvenUnderTheSameName() {
    assertThat(
            CertificateCheck.check(
                LEAF.certificatePem(),
                LEAF.keyPem(),
                authority().certificatePem(),
                NAMES,
                LIFETIME,
                at(0)))
        .isEqualTo(new Verdict.Issue(Reason.CA_CHANGED));
  }

  @Test
  void noticesOtherNames() {
    assertThat(
            CertificateCheck.check(
                LEAF.certificatePem(),
                LEAF.keyPem(),
                CA.certificatePem(),
                names("other"),
                LIFETIME,
                at(0)))
        .isEqualTo(new Verdict.Issue(Reason.NAMES_CHANGED));
  }

  @Test
  void doesNotRenewInVainWhenTheCaEnds() {
    Clock late = Clock.fixed(CA.expiry().minus(Duration.ofHours(1)), ZoneOffset.UTC);
    Clock later = Clock.fixed(CA.expiry().minus(Duration.ofMinutes(1)), ZoneOffset.UTC);
    ServerCertificate last = CA.issue("x", NAMES, LIFETIME, late, RANDOM);

    assertThat(
            CertificateCheck.check(
                last.certificatePem(), last.keyPem(), CA.certificatePem(), NAMES, LIFETIME, later))
        .isEqualTo(new Verdict.Keep(CA.expiry()));
  }

  @Test
  void wantsACa() {
    assertThatThrownBy(() -> CertificateCheck.check(null, null, "nothing", NAMES, LIFETIME, at(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("BEGIN CERTIFICATE");
  }

  private static Verdict check(@Nullable String certificate, @Nullable String key) {
    return CertificateCheck.check(certificate, key, CA.certificatePem(), NAMES, LIFETIME, at(0));
  }

  private static CertificateAuthority authority() {
    return CertificateAuthority.create("Consul CA", Duration.ofDays(365), at(0), RANDOM);
  }

  private static SubjectNames names(String cluster) {
    return SubjectNames.ofServers(cluster, "consul", "dc1", "consul", List.of());
  }

  private static Clock at(int hours) {
    return Clock.fixed(NOW.plus(Duration.ofHours(hours)), ZoneOffset.UTC);
  }
}
