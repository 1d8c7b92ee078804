package io.cookify.consul.operator.cluster.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;

/** Key pairs and what they can sign with. */
final class Keys {

  /** The names the JDK and BouncyCastle give to kinds of keys, and how each kind signs. */
  private static final Map<String, String> SIGNATURES =
      Map.of(
          "EC", "SHA256withECDSA",
          "ECDSA", "SHA256withECDSA",
          "RSA", "SHA256withRSA",
          "EdDSA", "Ed25519",
          "Ed25519", "Ed25519");

  private Keys() {}

  /** A new ECDSA key on P-256. */
  static KeyPair generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has ECDSA on P-256", e);
    }
  }

  /** True if a signature by one is accepted by the other. */
  static boolean match(PublicKey publicKey, PrivateKey privateKey) {
    byte[] probe = {1, 2, 3};
    try {
      String algorithm = signatureAlgorithm(privateKey);
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(privateKey);
      signer.update(probe);
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(publicKey);
      verifier.update(probe);
      return verifier.verify(signer.sign());
    } catch (GeneralSecurityException e) {
      // Keys of different kinds, or of a kind that cannot sign.
      return false;
    }
  }

  /** True if it is of a kind that signs certificates. */
  static boolean canSign(PrivateKey key) {
    return SIGNATURES.containsKey(key.getAlgorithm());
  }

  /**
   * How this key signs certificates.
   *
   * @throws NoSuchAlgorithmException unless {@link #canSign}
   */
  static String signatureAlgorithm(PrivateKey key) throws NoSuchAlgorithmException {
    String algorithm = SIGNATURES.get(key.getAlgorithm());
    if (algorithm == null) {
      throw new NoSuchAlgorithmException(key.getAlgorithm());
    }
    return algorithm;
  }
}
