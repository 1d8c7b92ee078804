package io.cookify.consul.testing;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * etcd and kube-apiserver on free ports of the loopback interface, in a directory that goes with
 * them. There is no controller manager and no kubelet: a StatefulSet makes no pods, nothing is
 * garbage collected and a deleted namespace stays "Terminating"; tests use a namespace of their own
 * instead. RBAC is on, anonymous access off, every request is in the audit log.
 */
public final class ApiServer implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final String LOOPBACK = "127.0.0.1";

  private final Path directory;
  private final String url;
  private final String token = UUID.randomUUID().toString();
  private final ChildProcess etcd;
  private final ChildProcess apiServer;
  private final KubernetesClient admin;

  private ApiServer() throws IOException {
    Path etcdBinary = SandboxBinaries.binary("etcd");
    Path apiServerBinary = SandboxBinaries.binary("kube-apiserver");
    directory = Files.createTempDirectory("apiserver");
    List<Integer> ports = freePorts(3);
    String etcdUrl = "http://" + LOOPBACK + ":" + ports.get(0);
    url = "https://" + LOOPBACK + ":" + ports.get(2);

    etcd =
        ChildProcess.start(
            directory.resolve("etcd.log"),
            List.of(
                etcdBinary.toString(),
                "--data-dir=" + directory.resolve("etcd"),
                "--listen-client-urls=" + etcdUrl,
                "--advertise-client-urls=" + etcdUrl,
                "--listen-peer-urls=http://" + LOOPBACK + ":" + ports.get(1),
                // Nothing has to survive the tests.
                "--unsafe-no-fsync"));
    apiServer = startApiServer(apiServerBinary, etcdUrl, ports.get(2));
    admin = awaitReady();
    Files.writeString(kubeconfig(), kubeconfigYaml());
  }

  /**
   * Starts both and waits until the API server is ready.
   *
   * @throws IllegalStateException if a program is missing or ends, with what to do or what it said
   */
  public static ApiServer start() {
    try {
      return new ApiServer();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare an API server", e);
    }
  }

  private ChildProcess startApiServer(Path binary, String etcdUrl, int port) throws IOException {
    Path tokens = directory.resolve("tokens.csv");
    Files.writeString(tokens, token + ",admin,admin,system:masters\n");
    Path serviceAccountKey = directory.resolve("service-account.key");
    Files.writeString(serviceAccountKey, newPrivateKey());
    Path auditPolicy = directory.resolve("audit-policy.yaml");
    Files.writeString(
        auditPolicy,
        """
        apiVersion: audit.k8s.io/v1
        kind: Policy
        omitStages: [RequestReceived]
        rules: [{level: Metadata}]
        """);
    return ChildProcess.start(
        directory.resolve("kube-apiserver.log"),
        List.of(
            binary.toString(),
            "--etcd-servers=" + etcdUrl,
            "--bind-address=" + LOOPBACK,
            "--advertise-address=" + LOOPBACK,
            "--secure-port=" + port,
            "--cert-dir=" + directory,
            "--service-cluster-ip-range=10.0.0.0/24",
            "--anonymous-auth=false",
            "--token-auth-file=" + tokens,
            "--authorization-mode=RBAC",
            "--service-account-issuer=https://kubernetes.default.svc",
            "--service-account-key-file=" + serviceAccountKey,
            "--service-account-signing-key-file=" + serviceAccountKey,
            "--audit-policy-file=" + auditPolicy,
            "--audit-log-path=" + auditLog(),
            // Nobody makes the default ServiceAccount of a namespace.
            "--disable-admission-plugins=ServiceAccount"));
  }

  private KubernetesClient awaitReady() {
    // The API server writes its certificate before it listens.
    Awaitility.await("kube-apiserver's certificate")
        .atMost(START_TIMEOUT)
        .until(() -> aliveAnd(Files.exists(certificate())));
    KubernetesClient client = connect(config().build());
    Awaitility.await("kube-apiserver's readiness")
        .atMost(START_TIMEOUT)
        .until(() -> aliveAnd(isReady(client)));
    return client;
  }

  private boolean aliveAnd(boolean condition) {
    etcd.requireAlive();
    apiServer.requireAlive();
    return condition;
  }

  private static boolean isReady(KubernetesClient client) {
    try {
      return "ok".equals(client.raw("/readyz"));
    } catch (KubernetesClientException notYet) {
      return false;
    }
  }

  /** The client of the cluster's administrator; it ends with this server. */
  public KubernetesClient admin() {
    return admin;
  }

  /** A client of a user whom only RBAC gives rights; the caller closes it. */
  public KubernetesClient clientOf(String user, String... groups) {
    return connect(config().withImpersonateUsername(user).withImpersonateGroups(groups).build());
  }

  private static KubernetesClient connect(Config config) {
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private ConfigBuilder config() {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(url)
        .withCaCertFile(certificate().toString())
        .withOauthToken(token)
        .withNamespace("default")
        .withRequestRetryBackoffLimit(0);
  }

  /** A kubeconfig of the cluster's administrator. */
  public Path kubeconfig() {
    return directory.resolve("kubeconfig");
  }

  /** One JSON event a line, without the stage RequestReceived, level Metadata. */
  public Path auditLog() {
    return directory.resolve("audit.log");
  }

  /** Runs kubectl as the cluster's administrator. */
  public Kubectl kubectl() {
    return new Kubectl(SandboxBinaries.binary("kubectl"), kubeconfig());
  }

  private Path certificate() {
    return directory.resolve("apiserver.crt");
  }

  private String kubeconfigYaml() {
    return """
        apiVersion: v1
        kind: Config
        clusters:
        - name: test
          cluster: {server: "%s", certificate-authority: "%s"}
        users:
        - name: admin
          user: {token: "%s"}
        contexts:
        - name: test
          context: {cluster: test, user: admin}
        current-context: test
        """
        .formatted(url, certificate(), token);
  }

  private static List<Integer> freePorts(int count) throws IOException {
    // All are held until all are known, so that they differ.
    ServerSocket[] sockets = new ServerSocket[count];
    try {
      for (int i = 0; i < count; i++) {
        sockets[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      }
      return Stream.of(sockets).map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        if (socket != null) {
          socket.close();
        }
      }
    }
  }

  private static String newPrivateKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      byte[] der = generator.generateKeyPair().getPrivate().getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
          .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  @Override
  public void close() {
    admin.close();
    apiServer.close();
    etcd.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + directory, e);
    }
  }
}
