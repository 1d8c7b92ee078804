package io.cookify.consul.operator.cluster.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Set;

/**
 * One act. Each is idempotent: it may be cut off at any point and is simply taken again. The first
 * step of a plan that changes anything ends the round; the next round observes afresh.
 */
public sealed interface Step {

  /** Generate what is missing and store it, before anything uses it. */
  record StoreSecrets(Set<ClusterSecret> missing) implements Step {}

  /** Issue the servers' certificate. */
  record IssueCertificate(String why) implements Step {}

  /** Let Secrets go with the resource, or stay. */
  record ApplyRetention(Set<ClusterSecret> misowned) implements Step {}

  /** Remove servers that never formed a quorum, to start them anew with the changed fields. */
  record StartOver(List<String> changed) implements Step {}

  /** Bring all children in line; writes only what differs. */
  record ApplyChildren(List<HasMetadata> desired) implements Step {}

  /** Remove children that are no longer asked for. */
  record RemoveChildren(List<HasMetadata> superfluous) implements Step {}

  /** Bootstrap access control with the stored token. */
  record BootstrapAcl() implements Step {}

  /** Bring policies and tokens in line. */
  record SecureAcl() implements Step {}

  /** Note down for ever that the first quorum exists. */
  record RecordBootstrap() implements Step {}
}
