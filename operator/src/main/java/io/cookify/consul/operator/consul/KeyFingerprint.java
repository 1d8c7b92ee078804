package io.cookify.consul.operator.consul;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How a gossip key is spoken of. */
public final class KeyFingerprint {

  private KeyFingerprint() {}

  /**
   * The first 12 hex digits of the SHA-256 of a key: enough to tell keys apart, of no use to an
   * attacker, since a key has at least 128 random bits.
   */
  public static String of(byte[] key) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
