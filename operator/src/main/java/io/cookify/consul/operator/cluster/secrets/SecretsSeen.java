package io.cookify.consul.operator.cluster.secrets;

import io.cookify.consul.operator.cluster.gossip.GossipKey;
import io.cookify.consul.operator.cluster.pki.CertificateAuthority;
import io.cookify.consul.operator.cluster.plan.ClusterSecret;
import io.cookify.consul.operator.cluster.plan.Observation;
import io.cookify.consul.operator.cluster.plan.Problem;
import io.cookify.consul.operator.consul.Token;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The Secrets as they are. {@link #toString()} shows none of them.
 *
 * @param own the operator's own, where they exist
 * @param authority the CA that can sign; null if there is none or it is not usable
 * @param caCertificate what Consul's certificates are verified with, PEM; null if there is none
 * @param gossipKey the gossip key; null if there is none
 * @param bootstrapToken the management token; null if there is none
 * @param operatorToken the operator's daily token; null if there is none
 * @param serverTokens the agent tokens by node name
 * @param clientToken the client agents' token; null if there is none
 * @param missing what is to be made
 * @param misowned what has an owner reference that does not fit the deletion policy
 * @param certificate the state of the servers' certificate
 * @param bootstrapped whether a quorum is on record
 * @param problems what only a person can mend
 */
public record SecretsSeen(
    Map<ClusterSecret, Secret> own,
    @Nullable CertificateAuthority authority,
    @Nullable String caCertificate,
    @Nullable GossipKey gossipKey,
    @Nullable Token bootstrapToken,
    @Nullable Token operatorToken,
    Map<String, Token> serverTokens,
    @Nullable Token clientToken,
    Set<ClusterSecret> missing,
    Set<ClusterSecret> misowned,
    Observation.Certificate certificate,
    boolean bootstrapped,
    List<Problem> problems) {

  @Override
  public String toString() {
    return "SecretsSeen[" + own.keySet() + ", missing " + missing + "]";
  }
}
