package io.cookify.consul.operator.cluster.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Is the servers' certificate still good, or is it time for another? */
public final class CertificateCheck {

  private CertificateCheck() {}

  /** What to do. */
  public sealed interface Verdict {

    /** It is good. */
    record Keep(Instant expiry) implements Verdict {}

    /** Another is needed. */
    record Issue(Reason reason) implements Verdict {}
  }

  /** Why another certificate is needed. */
  public enum Reason {
    /** There is none. */
    MISSING,
    /** Two thirds of its lifetime are over. */
    EXPIRING,
    /** The CA that signed it is not the one we have now. */
    CA_CHANGED,
    /** It stands for other names than it should. */
    NAMES_CHANGED,
    /** It cannot be read, or the key is not its own. */
    BROKEN
  }

  /**
   * Judges a certificate.
   *
   * @param certificatePem {@code tls.crt}; null if there is none
   * @param keyPem {@code tls.key}; null if there is none
   * @param caPem the CA, which must be readable; the first certificate is the one that signs
   * @param wished the names it should stand for, all of them and no others
   * @param lifetime the lifetime wished for; a certificate with a longer one is renewed earlier
   * @throws IllegalArgumentException if the CA cannot be read
   */
  public static Verdict check(
      @Nullable String certificatePem,
      @Nullable String keyPem,
      String caPem,
      SubjectNames wished,
      Duration lifetime,
      Clock clock) {
    X509Certificate authority = authority(caPem);
    if (certificatePem == null || certificatePem.isBlank() || keyPem == null || keyPem.isBlank()) {
      return new Verdict.Issue(Reason.MISSING);
    }
    X509Certificate leaf;
    PrivateKey key;
    SubjectNames names;
    try {
      leaf = Pem.certificates(certificatePem).getFirst();
      key = Pem.privateKey(keyPem);
      names = names(leaf);
    } catch (IOException | CertificateParsingException e) {
      return new Verdict.Issue(Reason.BROKEN);
    }
    if (!Keys.match(leaf.getPublicKey(), key)) {
      return new Verdict.Issue(Reason.BROKEN);
    }
    if (!signed(leaf, authority)) {
      return new Verdict.Issue(Reason.CA_CHANGED);
    }
    if (!names.equals(wished)) {
      return new Verdict.Issue(Reason.NAMES_CHANGED);
    }
    if (due(leaf, authority, lifetime, clock.instant())) {
      return new Verdict.Issue(Reason.EXPIRING);
    }
    return new Verdict.Keep(leaf.getNotAfter().toInstant());
  }

  private static boolean due(
      X509Certificate leaf, X509Certificate authority, Duration lifetime, Instant now) {
    Instant start = leaf.getNotBefore().toInstant();
    Instant end = leaf.getNotAfter().toInstant();
    if (!end.isBefore(authority.getNotAfter().toInstant())) {
      // Another would not live longer: it ends with the CA. Without this, the last days of a CA
      // would be spent on ever shorter certificates.
      return false;
    }
    Duration own = Duration.between(start, end);
    Duration shorter = own.compareTo(lifetime) < 0 ? own : lifetime;
    return !now.isBefore(start.plus(shorter.multipliedBy(2).dividedBy(3)));
  }

  private static boolean signed(X509Certificate leaf, X509Certificate authority) {
    if (!leaf.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
      return false;
    }
    try {
      leaf.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      // Another key under the same name: the CA was replaced.
      return false;
    }
  }

  private static X509Certificate authority(String caPem) {
    try {
      return Pem.certificates(caPem).getFirst();
    } catch (IOException e) {
      throw new IllegalArgumentException("the CA cannot be read: " + e.getMessage(), e);
    }
  }

  private static SubjectNames names(X509Certificate leaf) throws CertificateParsingException {
    TreeSet<String> dns = new TreeSet<>();
    TreeSet<String> ips = new TreeSet<>();
    Collection<List<?>> alternatives = leaf.getSubjectAlternativeNames();
    if (alternatives != null) {
      for (List<?> alternative : alternatives) {
        String value = String.valueOf(alternative.get(1));
        // The kinds of RFC 5280's GeneralName: 2 is a DNS name, 7 an IP address; we use no other.
        switch ((Integer) alternative.get(0)) {
          case 7 -> ips.add(value);
          default -> dns.add(value.toLowerCase(Locale.ROOT));
        }
      }
    }
    return new SubjectNames(dns, ips);
  }
}
