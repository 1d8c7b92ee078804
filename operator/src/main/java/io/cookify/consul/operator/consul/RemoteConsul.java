package io.cookify.consul.operator.consul;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Consul over HTTPS. */
final class RemoteConsul implements Consul {

  private static final Request TOKEN_SELF = Request.get("acl", "token", "self");

  private static final Pattern RESET_INDEX = Pattern.compile("reset index: (\\d+)");

  private final ServersInTurn servers;

  RemoteConsul(ServersInTurn servers) {
    this.servers = servers;
  }

  @Override
  public Optional<String> leader() {
    Request request = Request.get("status", "leader");
    return servers.read(
        request,
        server ->
            Optional.ofNullable(server.ask(request, consul -> consul.getStatusLeader().getValue()))
                .filter(address -> !address.isEmpty()));
  }

  @Override
  public List<String> peers() {
    Request request = Request.get("status", "peers");
    return servers.read(
        request,
        server ->
            List.copyOf(
                complete(request, server.ask(request, c -> c.getStatusPeers().getValue()))));
  }

  @Override
  public AutopilotState autopilotState() {
    return get(Request.get("operator", "autopilot", "state"), AutopilotState.class);
  }

  @Override
  public AutopilotConfiguration autopilotConfiguration() {
    return get(Request.get("operator", "autopilot", "configuration"), AutopilotConfiguration.class);
  }

  @Override
  public boolean setAutopilotConfiguration(AutopilotConfiguration wish) {
    return put(
        Request.put("operator", "autopilot", "configuration")
            .with("cas", Long.toString(wish.modifyIndex()))
            .body(wish),
        Boolean.class);
  }

  @Override
  public RaftConfiguration raftConfiguration(boolean stale) {
    Request request = Request.get("operator", "raft", "configuration");
    return get(stale ? request.with("stale", "") : request, RaftConfiguration.class);
  }

  @Override
  public AgentSelf self(String server) {
    return servers.named(server).send(Request.get("agent", "self")).as(AgentSelf.class);
  }

  @Override
  public void reload(String server) {
    servers.named(server).send(Request.put("agent", "reload")).orThrow();
  }

  @Override
  public List<Member> members() {
    Request request = Request.get("agent", "members");
    return servers.read(
        request,
        server ->
            complete(request, server.ask(request, c -> c.getAgentMembers().getValue())).stream()
                .map(RemoteConsul::member)
                .toList());
  }

  @Override
  public List<GossipRing> gossipRings() {
    return List.of(get(Request.get("operator", "keyring"), GossipRing[].class));
  }

  @Override
  public BootstrapResult bootstrapAcl(Token secret) {
    Request request = Request.put("acl", "bootstrap").body(Map.of("BootstrapSecret", secret));
    return servers.write(
        request,
        server -> {
          Answer answer = server.send(request);
          return answer.says("ACL bootstrap no longer allowed")
              ? new BootstrapResult.AlreadyDone(resetIndex(answer.text()))
              : new BootstrapResult.Bootstrapped(answer.as(AclToken.class));
        });
  }

  @Override
  public Optional<AclToken> tokenSelf() {
    return servers.read(TOKEN_SELF, RemoteConsul::tokenSelf);
  }

  @Override
  public Optional<AclToken> tokenSelf(String server) {
    return tokenSelf(servers.named(server));
  }

  private static Optional<AclToken> tokenSelf(Endpoint server) {
    return unless("ACL not found", server.send(TOKEN_SELF), AclToken.class);
  }

  @Override
  public Optional<AclPolicy> policy(String name) {
    Request request = Request.get("acl", "policy", "name", name);
    return servers.read(
        request, server -> unless("policy does not exist", server.send(request), AclPolicy.class));
  }

  @Override
  public AclPolicy createPolicy(AclPolicy wish) {
    return put(Request.put("acl", "policy").body(wish), AclPolicy.class);
  }

  @Override
  public AclPolicy updatePolicy(AclPolicy policy) {
    String id = policy.id();
    if (id == null) {
      throw new IllegalArgumentException(
          "policy " + policy.name() + " has no id: read it before it is updated");
    }
    return put(Request.put("acl", "policy", id).body(policy), AclPolicy.class);
  }

  @Override
  public Optional<AclToken> token(String accessor) {
    Request request = Request.get("acl", "token", accessor);
    return servers.read(
        request, server -> unless("token does not exist", server.send(request), AclToken.class));
  }

  @Override
  public AclToken createToken(AclToken wish) {
    return put(Request.put("acl", "token").body(wish), AclToken.class);
  }

  @Override
  public AclToken updateToken(AclToken token) {
    return put(Request.put("acl", "token", token.accessor()).body(token), AclToken.class);
  }

  @Override
  public Optional<String> value(String key) {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("a key has at least one character");
    }
    // Ecwid puts the key into the URL as it is: unencoded, "a?recurse" would be another request.
    String path = Arrays.stream(key.split("/", -1)).map(Request::encode).collect(joining("/"));
    Request request = new Request("GET", "kv/" + path, Map.of(), null);
    return servers.read(
        request,
        server ->
            Optional.ofNullable(server.ask(request, c -> c.getKVValue(path).getValue()))
                .map(value -> value.getDecodedValue(StandardCharsets.UTF_8)));
  }

  private <T> T get(Request request, Class<T> type) {
    return servers.read(request, server -> server.send(request).as(type));
  }

  private <T> T put(Request request, Class<T> type) {
    return servers.write(request, server -> server.send(request).as(type));
  }

  /** Empty if Consul says that there is no such thing; it uses 403 and 404 for that. */
  private static <T> Optional<T> unless(String absent, Answer answer, Class<T> type) {
    return answer.says(absent) ? Optional.empty() : Optional.of(answer.as(type));
  }

  private static <T> List<T> complete(Request request, @Nullable List<T> answer) {
    if (answer == null) {
      throw new ConsulGarbled(request + ": the answer is empty", null);
    }
    return answer;
  }

  private static Member member(com.ecwid.consul.v1.agent.model.Member member) {
    Member.Status[] states = Member.Status.values();
    int state = member.getStatus();
    return new Member(
        member.getName(),
        member.getAddress(),
        "consul".equals(member.getTags().get("role")),
        state >= 0 && state < states.length ? states[state] : Member.Status.NONE);
  }

  private static OptionalLong resetIndex(String text) {
    Matcher index = RESET_INDEX.matcher(text);
    return index.find() ? OptionalLong.of(Long.parseLong(index.group(1))) : OptionalLong.empty();
  }
}
