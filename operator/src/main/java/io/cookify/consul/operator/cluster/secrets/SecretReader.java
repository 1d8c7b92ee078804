package io.cookify.consul.operator.cluster.secrets;

import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.cookify.consul.api.v1alpha1.ConsulClusterSpec;
import io.cookify.consul.api.v1alpha1.DeletionPolicy;
import io.cookify.consul.api.v1alpha1.SecretKeyRef;
import io.cookify.consul.operator.cluster.gossip.GossipKey;
import io.cookify.consul.operator.cluster.pki.CertificateAuthority;
import io.cookify.consul.operator.cluster.pki.CertificateCheck;
import io.cookify.consul.operator.cluster.pki.SubjectNames;
import io.cookify.consul.operator.cluster.plan.ClusterReason;
import io.cookify.consul.operator.cluster.plan.ClusterSecret;
import io.cookify.consul.operator.cluster.plan.Observation;
import io.cookify.consul.operator.cluster.plan.Problem;
import io.cookify.consul.operator.consul.Token;
import io.cookify.consul.operator.kube.Labels;
import io.cookify.consul.operator.resources.Metadata;
import io.cookify.consul.operator.resources.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the Secrets of a cluster, its own and those that its user brought. */
public final class SecretReader {

  private final KubernetesClient client;
  private final Clock clock;

  /** Reads with this client; the clock tells whether certificates are due. */
  public SecretReader(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * Reads everything.
   *
   * @param cluster whose Secrets
   * @param replicas how many servers run or are to run; each has a token
   * @param servers the StatefulSet; null if there is none. Once there is one no key is made up anew
   */
  public SecretsSeen read(ConsulCluster cluster, int replicas, @Nullable StatefulSet servers) {
    return new Reading(cluster, replicas, servers).read();
  }

  /** One pass over the Secrets; collects what is missing and what is wrong on its way. */
  private final class Reading {
    private final ConsulCluster cluster;
    private final ConsulClusterSpec spec;
    private final Names names;
    private final int replicas;
    private final @Nullable StatefulSet servers;
    private final boolean serversExist;
    private final Map<ClusterSecret, Secret> own = new EnumMap<>(ClusterSecret.class);
    private final Set<ClusterSecret> missing = EnumSet.noneOf(ClusterSecret.class);
    private final List<Problem> problems = new ArrayList<>();

    Reading(ConsulCluster cluster, int replicas, @Nullable StatefulSet servers) {
      this.cluster = cluster;
      this.spec = cluster.getSpec();
      this.names = Names.of(cluster);
      this.replicas = replicas;
      this.servers = servers;
      this.serversExist = servers != null;
    }

    SecretsSeen read() {
      CertificateAuthority authority = authority();
      Secret serverTls = own(ClusterSecret.SERVER_TLS);
      String trusted = SecretData.text(serverTls, "ca.crt");
      String caCertificate =
          trusted != null ? trusted : authority == null ? null : authority.certificatePem();
      Observation.Certificate certificate = certificate(serverTls, authority, trusted);
      GossipKey gossipKey = gossipKey();
      Token bootstrapToken = bootstrapToken();
      Token operatorToken = token(own(ClusterSecret.OPERATOR_TOKEN), "token");
      Map<String, Token> serverTokens = serverTokens();
      Token clientToken = clientToken();
      noteMissing(gossipKey, operatorToken, serverTokens, clientToken);
      return new SecretsSeen(
          own,
          authority,
          caCertificate,
          gossipKey,
          bootstrapToken,
          operatorToken,
          serverTokens,
          clientToken,
          missing,
          misowned(),
          certificate,
          bootstrapped(),
          problems);
    }

    private @Nullable CertificateAuthority authority() {
      var ref = spec.tls().caSecretRef();
      String field = ref == null ? "spec.tls" : "spec.tls.caSecretRef";
      Secret secret = ref == null ? own(ClusterSecret.CA) : named(ref.name());
      if (secret == null) {
        if (ref != null) {
          notFound(field, ref.name());
        } else if (serversExist) {
          report(
              ClusterReason.CERTIFICATE_AUTHORITY_LOST,
              field,
              "Secret "
                  + names.ca()
                  + " is gone, so certificates cannot be renewed; restore it"
                  + " from a backup (keys tls.crt and tls.key)");
        } else {
          missing.add(ClusterSecret.CA);
        }
        return null;
      }
      String certificate = SecretData.text(secret, "tls.crt");
      String key = SecretData.text(secret, "tls.key");
      if (certificate == null || key == null) {
        invalid(field, secret, "needs the keys tls.crt and tls.key");
        return null;
      }
      return switch (CertificateAuthority.read(certificate, key, clock)) {
        case CertificateAuthority.Reading.Usable usable -> usable.authority();
        case CertificateAuthority.Reading.Unusable unusable -> {
          invalid(field, secret, unusable.message());
          yield null;
        }
      };
    }

    private Observation.Certificate certificate(
        @Nullable Secret serverTls,
        @Nullable CertificateAuthority authority,
        @Nullable String trusted) {
      String authorityPem = authority == null ? trusted : authority.certificatePem();
      if (authorityPem == null) {
        return new Observation.Certificate.ToIssue("MISSING");
      }
      CertificateCheck.Verdict verdict =
          CertificateCheck.check(
              SecretData.text(serverTls, "tls.crt"),
              SecretData.text(serverTls, "tls.key"),
              authorityPem,
              subjectNames(cluster),
              spec.tls().certificateLifetimeDuration(),
              clock);
      return switch (verdict) {
        case CertificateCheck.Verdict.Keep keep -> new Observation.Certificate.Good(keep.expiry());
        case CertificateCheck.Verdict.Issue issue -> {
          if (issue.reason() == CertificateCheck.Reason.CA_CHANGED && serversExist) {
            report(
                ClusterReason.CERTIFICATE_AUTHORITY_CHANGED,
                "spec.tls.caSecretRef",
                "the servers trust another certificate authority than the one given now; a CA"
                    + " cannot be exchanged in one go, so put the former one back");
          }
          yield new Observation.Certificate.ToIssue(issue.reason().name());
        }
      };
    }

    private @Nullable GossipKey gossipKey() {
      SecretKeyRef ref = spec.gossip().secretRef();
      String field = ref == null ? "spec.gossip" : "spec.gossip.secretRef";
      Secret secret = ref == null ? own(ClusterSecret.GOSSIP) : named(ref.name());
      String used = usedGossipKey();
      if (secret == null) {
        if (ref != null) {
          notFound(field, ref.name());
          return null;
        }
        if (used == null && serversExist) {
          report(
              ClusterReason.GOSSIP_KEY_LOST,
              field,
              "Secrets "
                  + names.gossip()
                  + " and "
                  + names.serverConfig()
                  + " are both gone while"
                  + " servers run with the key that was in them; restore one from a backup");
          return null;
        }
        missing.add(ClusterSecret.GOSSIP);
        // Whoever deleted it by hand gets it back: the servers' configuration still holds it.
        return used == null ? null : new GossipKey(used);
      }
      String text = SecretData.word(secret, ref == null ? "key" : ref.key());
      if (text == null) {
        invalid(field, secret, "lacks the key " + (ref == null ? "key" : ref.key()));
        return null;
      }
      try {
        GossipKey key = new GossipKey(text);
        if (used != null && !used.equals(text)) {
          report(
              ClusterReason.GOSSIP_KEY_CHANGED,
              field,
              "Secret "
                  + secret.getMetadata().getName()
                  + " holds another key than the servers"
                  + " use; editing it rotates nothing, so put the former key back");
        }
        return key;
      } catch (IllegalArgumentException e) {
        invalid(field, secret, String.valueOf(e.getMessage()));
        return null;
      }
    }

    private @Nullable String usedGossipKey() {
      String json = SecretData.text(own(ClusterSecret.SERVER_CONFIG), "gossip.json");
      return json == null ? null : SecretFiles.gossipKeyOf(json);
    }

    private @Nullable Token bootstrapToken() {
      SecretKeyRef ref = spec.acl().bootstrapTokenSecretRef();
      String field = ref == null ? "spec.acl" : "spec.acl.bootstrapTokenSecretRef";
      Secret secret = ref == null ? own(ClusterSecret.BOOTSTRAP_TOKEN) : named(ref.name());
      if (secret == null) {
        if (ref != null) {
          notFound(field, ref.name());
        } else if (!bootstrapped()) {
          missing.add(ClusterSecret.BOOTSTRAP_TOKEN);
        }
        // Later its absence is no problem until it is needed: some keep it elsewhere on purpose.
        return null;
      }
      String text = SecretData.word(secret, ref == null ? "token" : ref.key());
      if (text == null) {
        invalid(field, secret, "lacks the key " + (ref == null ? "token" : ref.key()));
        return null;
      }
      try {
        return new Token(UUID.fromString(text).toString());
      } catch (IllegalArgumentException e) {
        // The parser's message repeats the token.
        invalid(field, secret, "does not hold a UUID, the only form Consul accepts");
        return null;
      }
    }

    private Map<String, Token> serverTokens() {
      Secret secret = own(ClusterSecret.SERVER_TOKENS);
      Map<String, Token> tokens = new TreeMap<>();
      for (String pod : names.serverPods(replicas)) {
        String header = SecretData.text(secret, SecretFiles.headerFile(pod));
        if (header != null) {
          tokens.put(pod, SecretFiles.tokenOf(header));
        }
      }
      return tokens;
    }

    private @Nullable Token clientToken() {
      return spec.clients().enabled() ? token(own(ClusterSecret.CLIENT_CONFIG), "token") : null;
    }

    private void noteMissing(
        @Nullable GossipKey gossipKey,
        @Nullable Token operatorToken,
        Map<String, Token> serverTokens,
        @Nullable Token client) {
      if (operatorToken == null) {
        missing.add(ClusterSecret.OPERATOR_TOKEN);
      }
      if (serverTokens.size() < replicas) {
        missing.add(ClusterSecret.SERVER_TOKENS);
      }
      boolean renderable = gossipKey != null || missing.contains(ClusterSecret.GOSSIP);
      if (renderable && own(ClusterSecret.SERVER_CONFIG) == null) {
        missing.add(ClusterSecret.SERVER_CONFIG);
      }
      if (renderable && spec.clients().enabled() && client == null) {
        missing.add(ClusterSecret.CLIENT_CONFIG);
      }
    }

    private @Nullable Token token(@Nullable Secret secret, String key) {
      String text = SecretData.word(secret, key);
      return text == null ? null : new Token(text);
    }

    private boolean bootstrapped() {
      return isMarked(own(ClusterSecret.OPERATOR_TOKEN)) || isMarked(servers);
    }

    private static boolean isMarked(@Nullable HasMetadata object) {
      return object != null
          && object.getMetadata().getAnnotations() != null
          && object.getMetadata().getAnnotations().containsKey(Metadata.BOOTSTRAPPED);
    }

    private Set<ClusterSecret> misowned() {
      boolean goes = spec.deletionPolicy() == DeletionPolicy.Delete;
      Set<ClusterSecret> found = EnumSet.noneOf(ClusterSecret.class);
      own.forEach(
          (kind, secret) -> {
            boolean owned =
                secret.getMetadata().getOwnerReferences().stream()
                    .map(OwnerReference::getUid)
                    .anyMatch(cluster.getMetadata().getUid()::equals);
            if (owned != goes) {
              found.add(kind);
            }
          });
      return found;
    }

    private @Nullable Secret own(ClusterSecret kind) {
      Secret known = own.get(kind);
      if (known != null) {
        return known;
      }
      Secret secret = named(kind.nameIn(names));
      if (secret == null) {
        return null;
      }
      Map<String, String> labels =
          Objects.requireNonNullElse(secret.getMetadata().getLabels(), Map.of());
      if (!names.cluster().equals(labels.get(Labels.CLUSTER))
          || !Labels.OPERATOR.equals(labels.get(Labels.MANAGED_BY))) {
        problems.add(
            Problem.blocking(
                ClusterReason.CONFLICT,
                "metadata.name",
                "Secret "
                    + secret.getMetadata().getName()
                    + " exists and is not the operator's;"
                    + " rename or remove it, or name the cluster differently"));
      }
      own.put(kind, secret);
      return secret;
    }

    private @Nullable Secret named(String name) {
      return client.secrets().inNamespace(names.namespace()).withName(name).get();
    }

    private void notFound(String field, String name) {
      report(
          ClusterReason.SECRET_NOT_FOUND,
          field,
          "Secret " + name + " does not exist in namespace " + names.namespace() + "; create it");
    }

    private void invalid(String field, Secret secret, String what) {
      report(
          ClusterReason.SECRET_INVALID,
          field,
          "Secret " + secret.getMetadata().getName() + ": " + what);
    }

    /** Servers that run are looked after whatever is wrong; new ones wait until it is mended. */
    private void report(ClusterReason reason, String field, String message) {
      problems.add(new Problem(reason, field, message, !serversExist));
    }
  }

  /** The names that the servers' certificate stands for. */
  static SubjectNames subjectNames(ConsulCluster cluster) {
    return SubjectNames.ofServers(
        cluster.getMetadata().getName(),
        cluster.getMetadata().getNamespace(),
        cluster.getSpec().datacenter(),
        cluster.getSpec().domain(),
        List.of());
  }
}
