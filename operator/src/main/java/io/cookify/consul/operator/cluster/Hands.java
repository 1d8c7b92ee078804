package io.cookify.consul.operator.cluster;

import io.cookify.consul.api.v1alpha1.ConsulCluster;
import io.cookify.consul.operator.cluster.acl.AclKeeper;
import io.cookify.consul.operator.cluster.acl.AclWish;
import io.cookify.consul.operator.cluster.pki.CertificateAuthority;
import io.cookify.consul.operator.cluster.plan.ClusterReason;
import io.cookify.consul.operator.cluster.plan.EffectiveSpec;
import io.cookify.consul.operator.cluster.plan.Plan;
import io.cookify.consul.operator.cluster.plan.Problem;
import io.cookify.consul.operator.cluster.plan.Step;
import io.cookify.consul.operator.cluster.secrets.SecretKeeper;
import io.cookify.consul.operator.consul.BootstrapResult;
import io.cookify.consul.operator.consul.Consul;
import io.cookify.consul.operator.consul.ConsulDenied;
import io.cookify.consul.operator.consul.Token;
import io.cookify.consul.operator.kube.Events;
import io.cookify.consul.operator.kube.Outcome;
import io.cookify.consul.operator.kube.Writer;
import io.cookify.consul.operator.resources.Names;
import io.cookify.consul.operator.status.Conditions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries plans out. Each step may be cut off anywhere and is then simply taken again. */
public final class Hands {

  private static final Logger log = LoggerFactory.getLogger(Hands.class);

  private final KubernetesClient client;
  private final Writer writer;
  private final SecretKeeper secrets;
  private final ConsulObserver consul;
  private final Events events;

  /** Takes its parts from {@code Wiring}. */
  public Hands(
      KubernetesClient client,
      Writer writer,
      SecretKeeper secrets,
      ConsulObserver consul,
      Events events) {
    this.client = client;
    this.writer = writer;
    this.secrets = secrets;
    this.consul = consul;
    this.events = events;
  }

  /** Takes steps until one changes something or is stopped; the rest is for the next round. */
  Round carryOut(Plan plan, Seen seen) {
    for (Step step : plan.steps()) {
      Round round = take(step, seen);
      if (round.changed() || round.problem() != null) {
        return round;
      }
    }
    return Round.NOTHING;
  }

  private Round take(Step step, Seen seen) {
    return switch (step) {
      case Step.StoreSecrets store -> store(store, seen);
      case Step.IssueCertificate issue -> issue(issue, seen);
      case Step.ApplyRetention retention -> retain(retention, seen);
      case Step.StartOver startOver -> startOver(startOver, seen);
      case Step.ApplyChildren apply -> apply(apply, seen);
      case Step.RemoveChildren remove -> remove(remove, seen);
      case Step.BootstrapAcl bootstrap -> bootstrapAcl(seen);
      case Step.SecureAcl secure -> secureAcl(seen);
      case Step.RecordBootstrap recordIt -> recordBootstrap(seen);
    };
  }

  private Round store(Step.StoreSecrets step, Seen seen) {
    int replicas =
        EffectiveSpec.of(cluster(seen).getSpec(), seen.observation().rolledOut())
            .spec()
            .servers()
            .replicas();
    List<String> stored =
        secrets.storeMissing(cluster(seen), seen.secrets(), replicas, step.missing());
    if (stored.isEmpty()) {
      return Round.NOTHING;
    }
    tell(
        seen,
        ClusterReason.SECRETS_STORED,
        "StoreSecrets",
        "Stored Secrets " + String.join(", ", stored));
    return Round.CHANGED;
  }

  private Round issue(Step.IssueCertificate step, Seen seen) {
    CertificateAuthority authority = seen.secrets().authority();
    if (authority == null || ("CA_CHANGED".equals(step.why()) && hasServers(seen))) {
      return Round.NOTHING; // Told as a problem; the servers keep what they have.
    }
    secrets.issueCertificate(cluster(seen), authority, seen.secrets());
    tell(
        seen,
        ClusterReason.CERTIFICATE_ISSUED,
        "IssueCertificate",
        "Issued the servers' certificate: " + step.why());
    return Round.CHANGED;
  }

  private Round retain(Step.ApplyRetention step, Seen seen) {
    secrets.applyRetention(cluster(seen), seen.secrets(), step.misowned());
    tell(
        seen,
        ClusterReason.RETENTION_APPLIED,
        "ApplyRetention",
        "On deletion Secrets now follow deletionPolicy "
            + cluster(seen).getSpec().deletionPolicy().name());
    return Round.CHANGED;
  }

  private Round startOver(Step.StartOver step, Seen seen) {
    Names names = seen.observation().names();
    client.apps().statefulSets().inNamespace(names.namespace()).withName(names.server()).delete();
    tell(
        seen,
        ClusterReason.STARTED_OVER,
        "StartOver",
        "No quorum has ever existed; starting the servers anew with "
            + String.join(", ", step.changed()));
    return Round.CHANGED;
  }

  private Round apply(Step.ApplyChildren step, Seen seen) {
    Map<ClusterReason, List<String>> told = new TreeMap<>();
    for (HasMetadata desired : step.desired()) {
      Outcome<HasMetadata> outcome = writer.apply(desired, live(desired, seen));
      String id = id(desired);
      switch (outcome.change()) {
        case UNCHANGED -> {
          // As it should be.
        }
        case CREATED -> note(told, createdReason(seen), id);
        case UPDATED -> note(told, ClusterReason.CHILD_UPDATED, id + describe(outcome.fields()));
        case REPAIRED -> note(told, ClusterReason.CHILD_REPAIRED, id + describe(outcome.fields()));
        case LEAVING -> {
          tell(seen, told);
          return Round.NOTHING; // It must be gone before it can come back.
        }
        case CONFLICT -> {
          tell(seen, told);
          return Round.stoppedBy(
              Problem.blocking(
                  ClusterReason.CONFLICT,
                  "metadata.name",
                  id
                      + " exists and is not the operator's; rename or remove it, or name the"
                      + " cluster differently"));
        }
      }
    }
    tell(seen, told);
    return told.isEmpty() ? Round.NOTHING : Round.CHANGED;
  }

  /** A child that was missing although all was as declared had been deleted by hand. */
  private static ClusterReason createdReason(Seen seen) {
    var status = cluster(seen).getStatus();
    boolean wasReady =
        status != null && Conditions.isTrue(status.conditions(), Conditions.Type.Ready);
    return wasReady ? ClusterReason.CHILD_REPAIRED : ClusterReason.CHILD_CREATED;
  }

  private Round remove(Step.RemoveChildren step, Seen seen) {
    List<String> removed = new ArrayList<>();
    for (HasMetadata child : step.superfluous()) {
      boolean ours =
          child.getMetadata().getOwnerReferences().stream()
              .anyMatch(owner -> owner.getUid().equals(cluster(seen).getMetadata().getUid()));
      if (ours) {
        client.resource(child).delete();
        removed.add(id(child));
      }
    }
    if (removed.isEmpty()) {
      return Round.NOTHING;
    }
    tell(
        seen,
        ClusterReason.CHILD_REMOVED,
        "RemoveChildren",
        "Removed " + String.join(", ", removed));
    return Round.CHANGED;
  }

  private Round bootstrapAcl(Seen seen) {
    Token bootstrap = seen.secrets().bootstrapToken();
    if (bootstrap == null) {
      return Round.stoppedBy(bootstrapTokenLost(seen));
    }
    Consul anonymous = consul.connect(cluster(seen), seen.secrets(), seen.servers(), null);
    return switch (anonymous.bootstrapAcl(bootstrap)) {
      case BootstrapResult.Bootstrapped b -> {
        tell(
            seen,
            ClusterReason.ACL_BOOTSTRAPPED,
            "BootstrapAcl",
            "Access control is bootstrapped with the token of Secret "
                + bootstrapTokenSecret(seen));
        yield Round.CHANGED;
      }
      case BootstrapResult.AlreadyDone done -> {
        // Done by us before we could say so, or by a stranger: only the token itself tells.
        boolean ours = management(seen, bootstrap).tokenSelf().isPresent();
        yield ours ? Round.NOTHING : Round.stoppedBy(bootstrapTokenRejected(seen));
      }
    };
  }

  private Round secureAcl(Seen seen) {
    Token bootstrap = seen.secrets().bootstrapToken();
    if (bootstrap == null) {
      return Round.stoppedBy(bootstrapTokenLost(seen));
    }
    Optional<AclWish> wish = ConsulObserver.wish(cluster(seen), seen.secrets());
    if (wish.isEmpty()) {
      return Round.NOTHING;
    }
    List<String> written;
    try {
      written = AclKeeper.secure(management(seen, bootstrap), wish.get());
    } catch (ConsulDenied e) {
      return Round.stoppedBy(bootstrapTokenRejected(seen));
    }
    if (written.isEmpty()) {
      return Round.NOTHING;
    }
    tell(
        seen,
        ClusterReason.ACL_SECURED,
        "SecureAcl",
        "Brought in line: " + String.join(", ", written));
    return Round.CHANGED;
  }

  private Round recordBootstrap(Seen seen) {
    secrets.recordBootstrap(seen.secrets());
    tell(
        seen,
        ClusterReason.BOOTSTRAP_RECORDED,
        "RecordBootstrap",
        "The first quorum exists; no server may found another one from now on");
    return Round.CHANGED;
  }

  private Consul management(Seen seen, Token bootstrap) {
    return consul.connect(cluster(seen), seen.secrets(), seen.servers(), bootstrap);
  }

  private static Problem bootstrapTokenLost(Seen seen) {
    return Problem.reported(
        ClusterReason.BOOTSTRAP_TOKEN_LOST,
        "spec.acl.bootstrapTokenSecretRef",
        "policies or tokens must be written, which needs the bootstrap token, but Secret "
            + bootstrapTokenSecret(seen)
            + " is gone; restore it");
  }

  private static Problem bootstrapTokenRejected(Seen seen) {
    return Problem.reported(
        ClusterReason.BOOTSTRAP_TOKEN_REJECTED,
        "spec.acl.bootstrapTokenSecretRef",
        "access control of this cluster was bootstrapped with another token than the one in Secret "
            + bootstrapTokenSecret(seen)
            + "; put the former token there, or follow Consul's ACL reset procedure");
  }

  private static String bootstrapTokenSecret(Seen seen) {
    var ref = cluster(seen).getSpec().acl().bootstrapTokenSecretRef();
    return ref == null ? seen.observation().names().bootstrapToken() : ref.name();
  }

  private static ConsulCluster cluster(Seen seen) {
    return seen.observation().cluster();
  }

  private static boolean hasServers(Seen seen) {
    return seen.observation().children().stream().anyMatch(StatefulSet.class::isInstance);
  }

  private static @Nullable HasMetadata live(HasMetadata desired, Seen seen) {
    return seen.observation().children().stream()
        .filter(child -> id(child).equals(id(desired)))
        .findFirst()
        .orElse(null);
  }

  private static String id(HasMetadata object) {
    return object.getKind() + " " + object.getMetadata().getName();
  }

  /** The fields that differed, but for the mark of the comparison itself. */
  private static String describe(List<String> fields) {
    List<String> telling =
        fields.stream().filter(field -> !field.contains(Writer.APPLIED_HASH)).sorted().toList();
    return telling.isEmpty()
        ? ""
        : telling.stream().limit(5).collect(Collectors.joining(", ", " (", ")"));
  }

  private static void note(Map<ClusterReason, List<String>> told, ClusterReason reason, String id) {
    told.computeIfAbsent(reason, r -> new ArrayList<>()).add(id);
  }

  private void tell(Seen seen, Map<ClusterReason, List<String>> told) {
    told.forEach(
        (reason, ids) ->
            tell(seen, reason, "ApplyChildren", reason.word() + ": " + String.join("; ", ids)));
  }

  private void tell(Seen seen, ClusterReason reason, String action, String note) {
    log.atInfo().addKeyValue("reason", reason.word()).log(note);
    events.publish(cluster(seen), Events.Type.Normal, reason, action, note);
  }
}
