package io.cookify.consul.operator.cluster.gossip;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A symmetric key for gossip. {@link #toString()} shows its fingerprint only.
 *
 * @param base64 16, 24 or 32 bytes, as Consul's setting {@code encrypt} wants them
 */
public record GossipKey(String base64) {

  private static final int BYTES = 32;

  /**
   * @throws IllegalArgumentException with a message for the user that does not repeat the key
   */
  public GossipKey {
    base64 = base64.strip();
    int length = decode(base64).length;
    if (length != 16 && length != 24 && length != 32) {
      throw new IllegalArgumentException(
          "a gossip key has 16, 24 or 32 bytes, this one has "
              + length
              + "; make one with: consul keygen");
    }
  }

  /** A new key of 32 bytes. */
  public static GossipKey generate(SecureRandom random) {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    return new GossipKey(Base64.getEncoder().encodeToString(key));
  }

  /**
   * The first 12 hex digits of the SHA-256 of the key: enough to tell keys apart, of no use to an
   * attacker.
   */
  public String fingerprint() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(decode(base64));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "GossipKey[" + fingerprint() + "]";
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // The decoder's message would repeat a character of the key, so it is no cause.
      throw new IllegalArgumentException(
          "a gossip key is written in base64; make one with: consul keygen");
    }
  }
}
