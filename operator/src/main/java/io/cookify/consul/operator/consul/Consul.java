package io.cookify.consul.operator.consul;

import java.util.List;
import java.util.Optional;

/**
 * One Consul cluster.
 *
 * <p>A question to the cluster goes to its servers in turn: a read moves on to the next server
 * whenever one gives no usable answer, a write only if the request was surely never sent. Methods
 * with a {@code server} go to that one only; its name must be one of {@link ConsulAccess#servers}.
 *
 * <p>Every method throws a {@link ConsulException} when it does not get its answer: {@link
 * ConsulUnavailable}, {@link ConsulUntrusted}, {@link ConsulDenied}, {@link ConsulRejected} or
 * {@link ConsulGarbled}. Nothing is retried behind the caller's back. While there is no leader,
 * each server holds a question that needs one for some 7 s before it gives up: ask for the {@link
 * #leader} first. Thread-safe.
 */
public interface Consul {

  /** The leader's RPC address ({@code ip:8300}); empty if there is none. Needs no token. */
  Optional<String> leader();

  /** The RPC addresses of the Raft peers. Needs no token. */
  List<String> peers();

  /** What autopilot thinks of the servers. Needs {@code operator:read} and a leader. */
  AutopilotState autopilotState();

  /** Autopilot's settings. Needs {@code operator:read}. */
  AutopilotConfiguration autopilotConfiguration();

  /**
   * Replaces autopilot's settings if nobody changed them since they were read. Needs {@code
   * operator:write}.
   *
   * @return false if somebody did; read again
   */
  boolean setAutopilotConfiguration(AutopilotConfiguration wish);

  /**
   * Who belongs to the quorum. Needs {@code operator:read}.
   *
   * @param stale also without a leader, as the asked server remembers it
   */
  RaftConfiguration raftConfiguration(boolean stale);

  /** What this server says of itself. Needs {@code agent:read}. */
  AgentSelf self(String server);

  /** Makes this server read its configuration files again. Needs {@code agent:write}. */
  void reload(String server);

  /** The agents, as gossip sees them; those the token may not see are missing. */
  List<Member> members();

  /**
   * Which gossip keys are in use. Needs {@code keyring:read}; a cluster that does not encrypt its
   * gossip answers with an error.
   */
  List<GossipRing> gossipRings();

  /**
   * Makes the first management token, with a secret that the caller has stored before. Harmless to
   * repeat. Needs no token.
   */
  BootstrapResult bootstrapAcl(Token secret);

  /** The token this connection uses; empty if Consul does not know it. */
  Optional<AclToken> tokenSelf();

  /**
   * The token this connection uses, as this server knows it. A new token reaches lagging servers
   * later, and whoever is refused meanwhile remembers that for 30 s: ask every server before
   * handing a token out.
   */
  Optional<AclToken> tokenSelf(String server);

  /** The policy of this name, if there is one. Needs {@code acl:read}. */
  Optional<AclPolicy> policy(String name);

  /**
   * Creates a policy; {@link ConsulRejected} if the name is taken. Needs {@code acl:write}.
   *
   * @return the policy with its id
   */
  AclPolicy createPolicy(AclPolicy wish);

  /**
   * Writes a policy that was read before. Needs {@code acl:write}.
   *
   * @throws IllegalArgumentException if it has no id
   */
  AclPolicy updatePolicy(AclPolicy policy);

  /** The token of this accessor, if there is one. Needs {@code acl:read}. */
  Optional<AclToken> token(String accessor);

  /**
   * Creates a token with the accessor and secret of the wish; {@link ConsulRejected} if either is
   * taken. Needs {@code acl:write}.
   */
  AclToken createToken(AclToken wish);

  /** Writes a token that was read before. Needs {@code acl:write}. */
  AclToken updateToken(AclToken token);

  /** The text stored under this key, if any. Needs {@code key:read}. */
  Optional<String> value(String key);
}
