package io.cookify.consul.operator.cluster.secrets;

import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.cookify.consul.api.v1alpha1.DeletionPolicy;
import io.cookify.consul.operator.cluster.gossip.GossipKey;
import io.cookify.consul.operator.cluster.pki.CertificateAuthority;
import io.cookify.consul.operator.cluster.pki.ServerCertificate;
import io.cookify.consul.operator.cluster.plan.ClusterSecret;
import io.cookify.consul.operator.consul.Token;
import io.cookify.consul.operator.kube.FieldManager;
import io.cookify.consul.operator.kube.Writer;
import io.cookify.consul.operator.resources.Metadata;
import io.cookify.consul.operator.resources.Names;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes the Secrets of a cluster. Created, never overwritten: if another operator, or this one
 * before it died, was first, then what it stored counts.
 */
public final class SecretKeeper {

  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(FieldManager.NAME)
          .build();

  private final KubernetesClient client;
  private final Writer writer;
  private final Clock clock;
  private final SecureRandom random;

  /** Everything that decides what comes out is handed in. */
  public SecretKeeper(KubernetesClient client, Writer writer, Clock clock, SecureRandom random) {
    this.client = client;
    this.writer = writer;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Stores what is missing, sources first. What is rendered from a source that was only just stored
   * waits for the next round, when it is read back.
   *
   * @return names of what was stored
   */
  public List<String> storeMissing(
      ConsulCluster cluster, SecretsSeen seen, int replicas, Set<ClusterSecret> missing) {
    List<String> stored = new ArrayList<>();
    for (ClusterSecret kind : new TreeSet<>(missing)) {
      GossipKey gossipKey = seen.gossipKey();
      switch (kind) {
        case CA -> {
          CertificateAuthority ca =
              CertificateAuthority.create(
                  cluster.getMetadata().getName() + " Consul CA",
                  cluster.getSpec().tls().caLifetimeDuration(),
                  clock,
                  random);
          stored.add(
              create(cluster, kind, tls(ca.certificatePem(), ca.keyPem(), ca.certificatePem())));
        }
        case GOSSIP -> {
          GossipKey key = gossipKey == null ? GossipKey.generate(random) : gossipKey;
          stored.add(create(cluster, kind, Map.of("key", key.base64())));
        }
        case BOOTSTRAP_TOKEN ->
            stored.add(create(cluster, kind, Map.of("token", Token.random().secret())));
        case OPERATOR_TOKEN ->
            // Made anew, it bears the same record as the one that was deleted.
            stored.add(
                create(
                    cluster,
                    kind,
                    Map.of("token", Token.random().secret()),
                    seen.bootstrapped() ? Map.of(Metadata.BOOTSTRAPPED, "true") : Map.of()));
        case SERVER_TOKENS -> stored.add(storeServerTokens(cluster, seen, replicas));
        case SERVER_CONFIG -> {
          if (gossipKey != null && !missing.contains(ClusterSecret.GOSSIP)) {
            stored.add(create(cluster, kind, SecretFiles.gossip(gossipKey)));
          }
        }
        case CLIENT_CONFIG -> {
          if (gossipKey != null && !missing.contains(ClusterSecret.GOSSIP)) {
            stored.add(create(cluster, kind, SecretFiles.client(gossipKey, Token.random())));
          }
        }
        case SERVER_TLS -> {
          // Issued by a step of its own, once the CA is stored.
        }
      }
    }
    return stored;
  }

  /** Issues the servers' certificate, in place of the present one if there is one. */
  public void issueCertificate(
      ConsulCluster cluster, CertificateAuthority authority, SecretsSeen seen) {
    ServerCertificate certificate =
        authority.issue(
            "server." + cluster.getSpec().datacenter() + "." + cluster.getSpec().domain(),
            SecretReader.subjectNames(cluster),
            cluster.getSpec().tls().certificateLifetimeDuration(),
            clock,
            random);
    Map<String, String> files =
        tls(certificate.certificatePem(), certificate.keyPem(), authority.certificatePem());
    Secret present = seen.own().get(ClusterSecret.SERVER_TLS);
    if (present == null) {
      create(cluster, ClusterSecret.SERVER_TLS, files);
      return;
    }
    // Two operators that both find it due: the second one's write is refused.
    patch(present, lockedOn(present), Map.of("data", SecretData.encoded(files)));
  }

  /** Sets or removes owner references as the deletion policy demands. */
  public void applyRetention(ConsulCluster cluster, SecretsSeen seen, Set<ClusterSecret> misowned) {
    for (ClusterSecret kind : misowned) {
      Secret secret = seen.own().get(kind);
      if (secret != null) {
        Map<String, Object> metadata = new TreeMap<>(lockedOn(secret));
        metadata.put("ownerReferences", owners(cluster));
        patch(secret, metadata, Map.of());
      }
    }
  }

  /** Notes down that the first quorum exists, where it outlives the cluster's resource. */
  public void recordBootstrap(SecretsSeen seen) {
    Secret secret = seen.own().get(ClusterSecret.OPERATOR_TOKEN);
    if (secret == null) {
      throw new IllegalStateException("a quorum exists only after the operator's token is stored");
    }
    patch(secret, Map.of("annotations", Map.of(Metadata.BOOTSTRAPPED, "true")), Map.of());
  }

  private String storeServerTokens(ConsulCluster cluster, SecretsSeen seen, int replicas) {
    Names names = names(cluster);
    Map<String, String> files = new TreeMap<>();
    for (String pod : names.serverPods(replicas)) {
      if (!seen.serverTokens().containsKey(pod)) {
        files.putAll(SecretFiles.server(pod, Token.random()));
      }
    }
    Secret present = seen.own().get(ClusterSecret.SERVER_TOKENS);
    if (present == null) {
      return create(cluster, ClusterSecret.SERVER_TOKENS, files);
    }
    patch(present, lockedOn(present), Map.of("data", SecretData.encoded(files)));
    return names.serverTokens();
  }

  private String create(ConsulCluster cluster, ClusterSecret kind, Map<String, String> files) {
    return create(cluster, kind, files, Map.of());
  }

  private String create(
      ConsulCluster cluster,
      ClusterSecret kind,
      Map<String, String> files,
      Map<String, String> annotations) {
    Names names = names(cluster);
    String name = kind.nameIn(names);
    writer.create(
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(names.namespace())
            .withName(name)
            .withLabels(Metadata.labels(names, "secret"))
            .withAnnotations(annotations.isEmpty() ? null : annotations)
            .withOwnerReferences(owners(cluster))
            .endMetadata()
            .withType(files.containsKey("tls.key") ? "kubernetes.io/tls" : "Opaque")
            .withData(SecretData.encoded(files))
            .build());
    return name;
  }

  private static Map<String, Object> lockedOn(Secret secret) {
    return Map.of("resourceVersion", secret.getMetadata().getResourceVersion());
  }

  private void patch(Secret secret, Map<String, ?> metadata, Map<String, ?> rest) {
    Map<String, Object> change = new TreeMap<>(rest);
    change.put("metadata", metadata);
    client
        .secrets()
        .inNamespace(secret.getMetadata().getNamespace())
        .withName(secret.getMetadata().getName())
        .patch(MERGE, client.getKubernetesSerialization().asJson(change));
  }

  private static List<OwnerReference> owners(ConsulCluster cluster) {
    return cluster.getSpec().deletionPolicy() == DeletionPolicy.Delete
        ? List.of(Metadata.owner(names(cluster), cluster.getMetadata().getUid()))
        : List.of();
  }

  private static Map<String, String> tls(String certificate, String key, String authority) {
    return Map.of("tls.crt", certificate, "tls.key", key, "ca.crt", authority);
  }

  private static Names names(ConsulCluster cluster) {
    return Names.of(cluster);
  }
}
