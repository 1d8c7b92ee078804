package io.cookify.consul.operator.cluster.gossip;

import io.cookify.consul.operator.consul.KeyFingerprint;
import java.security.SecureRandom;
import java.util.Base64;

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

  /** What to call the key where it must not be shown. */
  public String fingerprint() {
    return KeyFingerprint.of(decode(base64));
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
