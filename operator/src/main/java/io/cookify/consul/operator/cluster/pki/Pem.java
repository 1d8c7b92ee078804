package io.cookify.consul.operator.cluster.pki;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.bouncycastle.util.io.pem.PemWriter;

/** Certificates and keys as text. Messages never repeat what was read. */
final class Pem {

  private Pem() {}

  /**
   * All certificates of a text, at least one.
   *
   * @throws IOException with the reason, if there is none or one cannot be read
   */
  static List<X509Certificate> certificates(String pem) throws IOException {
    JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
    List<X509Certificate> certificates = new ArrayList<>();
    for (Object object : objects(pem)) {
      if (object instanceof X509CertificateHolder holder) {
        try {
          certificates.add(converter.getCertificate(holder));
        } catch (CertificateException e) {
          throw new IOException("a certificate in it cannot be read", e);
        }
      }
    }
    if (certificates.isEmpty()) {
      throw new IOException("it holds no block BEGIN CERTIFICATE");
    }
    return List.copyOf(certificates);
  }

  /**
   * The first private key of a text: PKCS#8, SEC 1 or PKCS#1, not encrypted.
   *
   * @throws IOException with the reason, if there is none or it cannot be read
   */
  static PrivateKey privateKey(String pem) throws IOException {
    for (Object object : objects(pem)) {
      switch (object) {
        case PrivateKeyInfo info -> {
          return convert(info);
        }
        case PEMKeyPair pair -> {
          return convert(pair.getPrivateKeyInfo());
        }
        case PEMEncryptedKeyPair pair -> throw encrypted();
        case PKCS8EncryptedPrivateKeyInfo info -> throw encrypted();
        default -> {
          // For example EC PARAMETERS, which OpenSSL writes before the key.
        }
      }
    }
    throw new IOException("it holds no block BEGIN PRIVATE KEY");
  }

  static String write(List<X509Certificate> certificates) {
    StringBuilder text = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      try {
        text.append(write(new JcaMiscPEMGenerator(certificate)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return text.toString();
  }

  static String write(PrivateKey key) {
    try {
      return write(new JcaPKCS8Generator(key, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String write(PemObjectGenerator object) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }

  private static IOException encrypted() {
    return new IOException("it is encrypted with a passphrase; store it without one");
  }

  private static PrivateKey convert(PrivateKeyInfo info) throws IOException {
    try {
      PrivateKey key = new JcaPEMKeyConverter().getPrivateKey(info);
      if (Keys.canSign(key)) {
        return key;
      }
    } catch (IOException | RuntimeException e) {
      // An algorithm or a curve the platform does not know: same answer as below.
      throw unknownAlgorithm();
    }
    throw unknownAlgorithm();
  }

  private static IOException unknownAlgorithm() {
    return new IOException("its algorithm is not one of ECDSA, RSA and Ed25519");
  }

  private static List<Object> objects(String pem) throws IOException {
    List<Object> objects = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
        objects.add(object);
      }
    } catch (IOException | RuntimeException e) {
      // The parser's own messages may repeat what it read, so none is passed on.
      throw new IOException("a PEM block in it is damaged");
    }
    return objects;
  }
}
