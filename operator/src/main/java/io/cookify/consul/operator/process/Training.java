package io.cookify.consul.operator.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.cookify.consul.operator.cluster.pki.CertificateAuthority;
import io.cookify.consul.operator.cluster.pki.ServerCertificate;
import io.cookify.consul.operator.cluster.pki.SubjectNames;
import io.cookify.consul.operator.config.OperatorConfig;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.internal.CertUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A short run without a cluster, in the image build, by which the JVM learns which classes to load
 * and link ahead of time (JEP 483): the operator starts as always, but against a {@link
 * TrainingApiServer} that has one cluster for it to reconcile.
 */
public final class Training implements AutoCloseable {
  /** The operator's environment in a training run. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "WATCH_NAMESPACES", "training",
          "POD_NAMESPACE", "training",
          "POD_NAME", "training",
          "HTTP_PORT", "0",
          "CHECK_STORAGE_CLASS", "false");

  private static final String CLUSTER =
      """
      apiVersion: consul.cookify.io/v1alpha1
      kind: ConsulCluster
      metadata: {name: platform, namespace: training}
      spec: {version: 1.22.7}
      """;

  /** When nothing more was written for so long, the reconciliation has got as far as it can. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final char[] PASSWORD = "training".toCharArray();
  private static final Logger LOG = LoggerFactory.getLogger(Training.class);

  private final TrainingApiServer server;
  private final String caPem;

  /** Starts the operator and returns once it works. */
  public interface Start {
    /** See {@link Start}. */
    void with(OperatorConfig config) throws InterruptedException;
  }

  private Training(TrainingApiServer server, String caPem) {
    this.server = server;
    this.caPem = caPem;
  }

  /**
   * Starts the operator, lets it create the objects of one cluster and returns; the caller then
   * ends the process by {@link System#exit}.
   *
   * @throws IllegalStateException when nothing was reconciled: the cache would be of little use
   */
  public static void run(Start operator) throws InterruptedException {
    Training training = start();
    training.leadClientsHere();
    training.addCluster();
    operator.with(OperatorConfig.from(ENVIRONMENT));
    training.awaitQuiet();
    LOG.info("Trained: there are {} objects", training.size());
    // Not closed: the operator's orderly end, which is trained too, still talks to it.
  }

  /** Makes certificates and starts the API server. */
  static Training start() {
    Clock clock = Clock.systemUTC();
    SecureRandom random = new SecureRandom();
    Duration lifetime = Duration.ofHours(1);
    CertificateAuthority authority =
        CertificateAuthority.create("training", lifetime, clock, random);
    SubjectNames names = SubjectNames.ofServers("training", "training", "dc1", "consul", List.of());
    ServerCertificate certificate = authority.issue("training", names, lifetime, clock, random);
    return new Training(new TrainingApiServer(tls(certificate)), authority.certificatePem());
  }

  /** Makes {@link Config#autoConfigure} lead to the API server. */
  void leadClientsHere() {
    System.setProperty(Config.KUBERNETES_MASTER_SYSTEM_PROPERTY, server.url());
    System.setProperty(
        Config.KUBERNETES_CA_CERTIFICATE_DATA_SYSTEM_PROPERTY,
        Base64.getEncoder().encodeToString(caPem.getBytes(UTF_8)));
    System.setProperty(Config.KUBERNETES_OAUTH_TOKEN_SYSTEM_PROPERTY, "training");
    System.setProperty(Config.KUBERNETES_AUTH_TRYKUBECONFIG_SYSTEM_PROPERTY, "false");
  }

  /** How many objects there are. */
  int size() {
    return server.size();
  }

  private void addCluster() {
    try (KubernetesClient client = new KubernetesClientBuilder().build()) {
      client
          .resource(client.getKubernetesSerialization().unmarshal(CLUSTER, ConsulCluster.class))
          .create();
    }
  }

  private void awaitQuiet() throws InterruptedException {
    int before = server.size();
    long limit = System.nanoTime() + LIMIT.toNanos();
    for (int last = -1; last != server.size() || last == before; ) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException("nothing was reconciled within " + LIMIT);
      }
      last = server.size();
      Thread.sleep(QUIET);
    }
  }

  @Override
  public void close() {
    server.close();
  }

  private static SSLContext tls(ServerCertificate certificate) {
    try {
      KeyStore keys =
          CertUtils.createKeyStore(
              new ByteArrayInputStream(certificate.certificatePem().getBytes(UTF_8)),
              new ByteArrayInputStream(certificate.keyPem().getBytes(UTF_8)),
              "EC",
              PASSWORD,
              null,
              PASSWORD);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot use the certificate that was just made", e);
    }
  }
}
