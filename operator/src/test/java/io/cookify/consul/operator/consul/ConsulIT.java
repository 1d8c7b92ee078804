package io.cookify.consul.operator.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The port against real Consul servers, of each version that the project supports. */
@ParameterizedClass
@ValueSource(strings = {"1.22.7", "1.22.5"})
@SuppressWarnings("NullAway.Init") // JUnit sets the static fields before each set of tests.
class ConsulIT {

  private static final Token BOOTSTRAP = Token.random();

  private static ConsulProcess process;
  private static ConsulClients clients;
  private static BootstrapResult firstBootstrap;

  @Parameter String version;

  @BeforeParameterizedClassInvocation
  static void start(String version) {
    process = new ConsulProcess(version, 1);
    clients = new ConsulClients();
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsInstanceOf(ConsulUnavailable.class)
        .until(() -> consul(null).leader().isPresent());
    firstBootstrap =
        await()
            .atMost(Duration.ofSeconds(60))
            .ignoreExceptionsInstanceOf(ConsulUnavailable.class)
            .until(() -> consul(null).bootstrapAcl(BOOTSTRAP), result -> true);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    clients.close();
    process.close();
  }

  @Test
  void bootstrapsOnceWithTheSecretWeChose() {
    assertThat(firstBootstrap).isInstanceOf(BootstrapResult.Bootstrapped.class);
    AclToken token = ((BootstrapResult.Bootstrapped) firstBootstrap).token();
    assertThat(token.secret()).isEqualTo(BOOTSTRAP);
    assertThat(token.hasPolicy("global-management")).isTrue();

    assertThat(consul(null).bootstrapAcl(BOOTSTRAP)).satisfies(ConsulIT::alreadyDone);
    assertThat(consul(null).bootstrapAcl(Token.random())).satisfies(ConsulIT::alreadyDone);
    assertThat(management().tokenSelf()).map(AclToken::accessor).contains(token.accessor());
    assertThat(management().tokenSelf(ConsulProcess.NAME)).isPresent();
    assertThat(consul(Token.random()).tokenSelf()).isEmpty();
    assertThat(consul(Token.random()).tokenSelf(ConsulProcess.NAME)).isEmpty();
  }

  @Test
  void tellsTheLeaderAndThePeersWithoutAToken() {
    assertThat(consul(null).leader())
        .hasValueSatisfying(a -> assertThat(a).startsWith("127.0.0.1:"));
    assertThat(consul(null).peers()).hasSize(1);
  }

  @Test
  void deniesWithoutAToken() {
    Consul anonymous = consul(null);

    for (ConsulDenied denied :
        List.of(
            denied(() -> anonymous.value("key")),
            denied(anonymous::autopilotState),
            denied(() -> anonymous.raftConfiguration(false)),
            denied(() -> anonymous.reload(ConsulProcess.NAME)),
            denied(() -> anonymous.policy("global-management")),
            denied(() -> anonymous.createPolicy(AclPolicy.wish("p", "", ""))))) {
      assertThat(denied.unknownToken()).as(denied.getMessage()).isFalse();
    }
  }

  @Test
  void tellsAnUnknownTokenFromOneThatMayNot() {
    Consul stranger = consul(Token.random());

    for (ConsulDenied denied :
        List.of(
            denied(() -> stranger.value("key")),
            denied(stranger::autopilotState),
            denied(() -> stranger.token(AclToken.ANONYMOUS)),
            denied(() -> stranger.token(UUID.randomUUID().toString())),
            denied(() -> stranger.policy("nope")))) {
      assertThat(denied.unknownToken()).as(denied.getMessage()).isTrue();
    }
  }

  @Test
  void createsReadsAndUpdatesPolicies() {
    Consul consul = management();
    String name = "policy-" + UUID.randomUUID();
    AclPolicy wish =
        new AclPolicy(
            null,
            name,
            "first",
            "operator = \"read\"",
            Map.of("Datacenters", JsonNodeFactory.instance.arrayNode().add("dc1")));
    assertThat(consul.policy(name)).isEmpty();

    AclPolicy created = consul.createPolicy(wish);
    assertThat(created.id()).isNotNull();
    assertThat(consul.policy(name)).contains(created);

    AclPolicy updated =
        consul.updatePolicy(created.withRules("operator = \"write\"").withDescription("second"));
    assertThat(updated.rules()).isEqualTo("operator = \"write\"");
    assertThat(updated.description()).isEqualTo("second");
    assertThat(updated.other().get("Datacenters")).isEqualTo(wish.other().get("Datacenters"));
    assertThat(consul.policy(name)).contains(updated);
  }

  @Test
  void rejectsWrongPolicies() {
    Consul consul = management();
    String name = "policy-" + UUID.randomUUID();
    consul.createPolicy(AclPolicy.wish(name, "", ""));

    rejected(() -> consul.createPolicy(AclPolicy.wish(name, "", "")));
    rejected(() -> consul.createPolicy(AclPolicy.wish(name + "-2", "", "key_prefix {{{")));
    rejected(() -> consul.createPolicy(AclPolicy.wish("blank name", "", "")));
    assertThatThrownBy(() -> consul.updatePolicy(AclPolicy.wish(name, "", "")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void createsTokensWithChosenAccessorAndSecret() {
    Consul consul = management();
    String policy = "policy-" + UUID.randomUUID();
    consul.createPolicy(AclPolicy.wish(policy, "", "operator = \"read\""));
    String accessor = UUID.randomUUID().toString();
    Token secret = Token.random();
    assertThat(consul.token(accessor)).isEmpty();

    AclToken wish =
        AclToken.wish(accessor, secret, "of the test", List.of(policy))
            .withNodeIdentities(List.of(new AclToken.NodeIdentity(ConsulProcess.NAME, "dc1")));
    AclToken created = consul.createToken(wish);

    assertThat(created.accessor()).isEqualTo(accessor);
    assertThat(created.secret()).isEqualTo(secret);
    assertThat(created.hasPolicy(policy)).isTrue();
    assertThat(created.nodeIdentities()).isEqualTo(wish.nodeIdentities());
    assertThat(consul.token(accessor)).contains(created);
    assertThat(consul(secret).tokenSelf(ConsulProcess.NAME)).contains(created);
    assertThat(consul(secret).autopilotState().servers()).hasSize(1);
    denied(() -> consul(secret).token(accessor));
  }

  @Test
  void updatesTokensWithoutLosingWhatItDoesNotKnow() {
    Consul consul = management();
    AclToken wish =
        new AclToken(
            UUID.randomUUID().toString(),
            Token.random(),
            "",
            List.of(),
            List.of(),
            Map.of("Local", BooleanNode.TRUE));
    AclToken created = consul.createToken(wish);

    AclToken updated =
        consul.updateToken(
            created.withDescription("new").withPolicies(List.of("builtin/global-read-only")));

    assertThat(updated.description()).isEqualTo("new");
    assertThat(updated.hasPolicy("builtin/global-read-only")).isTrue();
    assertThat(updated.other().get("Local")).isEqualTo(BooleanNode.TRUE);
    assertThat(updated.secret()).isEqualTo(wish.secret());
  }

  @Test
  void givesPoliciesToTheAnonymousToken() {
    Consul consul = management();
    AclToken anonymous = consul.token(AclToken.ANONYMOUS).orElseThrow();
    String policy = "anonymous-" + UUID.randomUUID();
    consul.createPolicy(AclPolicy.wish(policy, "", "service_prefix \"\" { policy = \"read\" }"));

    consul.updateToken(anonymous.withPolicies(List.of(policy)));

    assertThat(consul.token(AclToken.ANONYMOUS).orElseThrow().hasPolicy(policy)).isTrue();
  }

  @Test
  void rejectsWrongTokens() {
    Consul consul = management();
    AclToken one =
        consul.createToken(
            AclToken.wish(UUID.randomUUID().toString(), Token.random(), "", List.of()));
    Token secret = Objects.requireNonNull(one.secret());

    String sameAccessor =
        rejected(
            () -> consul.createToken(AclToken.wish(one.accessor(), Token.random(), "", List.of())));
    String sameSecret =
        rejected(
            () ->
                consul.createToken(
                    AclToken.wish(UUID.randomUUID().toString(), secret, "", List.of())));
    rejected(
        () ->
            consul.createToken(
                AclToken.wish(UUID.randomUUID().toString(), Token.random(), "", List.of("nope"))));
    rejected(() -> consul.createToken(AclToken.wish("no-uuid", Token.random(), "", List.of())));
    rejected(
        () ->
            consul.updateToken(
                AclToken.wish(UUID.randomUUID().toString(), Token.random(), "", List.of())));

    assertThat(sameAccessor + sameSecret)
        .contains("already in use")
        .doesNotContain(secret.secret());
  }

  @Test
  void reportsWhatAutopilotThinks() {
    AutopilotState state =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> management().autopilotState(), AutopilotState::healthy);

    assertThat(state.failureTolerance()).isZero();
    assertThat(state.servers()).hasSize(1);
    AutopilotState.Server server = state.server(ConsulProcess.NAME).orElseThrow();
    assertThat(server.id()).isEqualTo(state.leaderId());
    assertThat(server.status()).isEqualTo(AutopilotState.Status.LEADER);
    assertThat(server.voter()).isTrue();
    assertThat(server.healthy()).isTrue();
    assertThat(server.version()).isEqualTo(version);
    assertThat(server.lastIndex()).isPositive();
    assertThat(server.stableSince()).isNotNull();
    assertThat(server.lastContact()).isEqualTo(Duration.ZERO);
    assertThat(state.leader()).contains(server);
  }

  @Test
  void replacesAutopilotsSettingsOnlyIfNobodyElseDid() {
    Consul consul = management();
    AutopilotConfiguration before = consul.autopilotConfiguration();
    assertThat(before.serverStabilizationTime()).isEqualTo(Duration.ofSeconds(10));
    assertThat(before.lastContactThreshold()).isEqualTo(Duration.ofMillis(200));

    assertThat(
            consul.setAutopilotConfiguration(
                before.withMinQuorum(before.minQuorum() + 1).withCleanupDeadServers(false)))
        .isTrue();
    assertThat(consul.setAutopilotConfiguration(before.withMinQuorum(9))).isFalse();

    AutopilotConfiguration after = consul.autopilotConfiguration();
    assertThat(after.minQuorum()).isEqualTo(before.minQuorum() + 1);
    assertThat(after.cleanupDeadServers()).isFalse();
    assertThat(after.serverStabilizationTime()).isEqualTo(before.serverStabilizationTime());
    assertThat(after.lastContactThreshold()).isEqualTo(before.lastContactThreshold());
    assertThat(after.other().keySet()).isEqualTo(before.other().keySet());
  }

  @Test
  void listsTheMembersOfTheQuorum() {
    for (boolean stale : new boolean[] {false, true}) {
      RaftConfiguration raft = management().raftConfiguration(stale);
      assertThat(raft.voters()).isEqualTo(1);
      assertThat(raft.server(ConsulProcess.NAME))
          .hasValueSatisfying(
              server -> {
                assertThat(server.leader()).isTrue();
                assertThat(server.address()).startsWith("127.0.0.1:");
                assertThat(server.id()).hasSize(36);
              });
    }
  }

  @Test
  void knowsWhatAServerSaysOfItself() {
    AgentSelf self = management().self(ConsulProcess.NAME);

    assertThat(self.nodeName()).isEqualTo(ConsulProcess.NAME);
    assertThat(self.version()).isEqualTo(version);
    assertThat(self.datacenter()).isEqualTo("dc1");
    assertThat(self.nodeId())
        .isEqualTo(management().raftConfiguration(false).servers().getFirst().id());
    AgentSelf.Raft raft = Objects.requireNonNull(self.raft());
    assertThat(raft.state()).isEqualTo(AgentSelf.State.LEADER);
    assertThat(raft.lastContact()).isEqualTo(Duration.ZERO);
    assertThat(raft.commitIndex()).isPositive();
    assertThatThrownBy(() -> management().self("platform-server-9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("platform-server-9");
  }

  @Test
  void reloadsAServer() {
    long before = configurationsRead();

    management().reload(ConsulProcess.NAME);

    await().atMost(Duration.ofSeconds(10)).until(() -> configurationsRead() > before);
  }

  /** Consul complains of a single server whenever it reads its configuration. */
  private static long configurationsRead() {
    return process
        .output()
        .lines()
        .filter(line -> line.contains("BootstrapExpect is set to 1"))
        .count();
  }

  @Test
  void seesTheAgents() {
    assertThat(management().members())
        .containsExactly(new Member(ConsulProcess.NAME, "127.0.0.1", true, Member.Status.ALIVE));
    assertThat(consul(null).members()).isEmpty();
  }

  @Test
  void seesThatGossipIsEncryptedWithOurKey() {
    List<GossipRing> rings = management().gossipRings();

    assertThat(rings).hasSize(2).allMatch(GossipRing::agreed);
    assertThat(rings)
        .allSatisfy(
            ring ->
                assertThat(ring.keys()).isEqualTo(Map.of(process.gossipKey().fingerprint(), 1)));
    assertThat(rings.toString()).doesNotContain(process.gossipKey().base64());
  }

  @Test
  void readsAValueUnderAnyKey() {
    String key = "of-the-test/ü?recurse&a=b#c%2Fd";
    put(Request.put("kv", "of-the-test", "ü?recurse&a=b#c%2Fd").body("größer"));

    assertThat(management().value(key)).contains("\"größer\"");
    assertThat(management().value("of-the-test/other")).isEmpty();
  }

  @Test
  void trustsOurCaOnly() {
    try (ConsulProcess other = new ConsulProcess(version, 1)) {
      ConsulAccess wrongCa =
          new ConsulAccess(List.of(process.server()), other.access(null).caPem(), null);
      assertThatThrownBy(() -> clients.connect("wrong/ca", wrongCa).leader())
          .isInstanceOf(ConsulUntrusted.class)
          .hasMessageContaining("GET /v1/status/leader at " + ConsulProcess.NAME);
    }
  }

  @Test
  void hasNoLeaderBeforeTheQuorumIsComplete() {
    try (ConsulProcess lonely = new ConsulProcess(version, 3)) {
      Consul consul = clients.connect("lonely", lonely.access(null));
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptionsInstanceOf(ConsulUnavailable.class)
          .untilAsserted(() -> assertThat(consul.leader()).isEmpty());

      assertThat(consul.peers()).isEmpty();
      assertThatThrownBy(() -> consul.bootstrapAcl(Token.random()))
          .isInstanceOf(ConsulUnavailable.class)
          .hasMessageContaining("PUT /v1/acl/bootstrap at " + ConsulProcess.NAME);
    }
  }

  private static Consul consul(@Nullable Token token) {
    return clients.connect("consul/platform", process.access(token));
  }

  private static Consul management() {
    return consul(BOOTSTRAP);
  }

  private static void put(Request request) {
    try (ConnectionPool pool = new ConnectionPool(process.access(null).caPem())) {
      new Endpoint(
              Transport.open(pool, List.of(process.server()), BOOTSTRAP, Limits.CONTROL),
              process.server())
          .send(request)
          .orThrow();
    }
  }

  private static void alreadyDone(BootstrapResult result) {
    assertThat(result).isInstanceOf(BootstrapResult.AlreadyDone.class);
    assertThat(((BootstrapResult.AlreadyDone) result).resetIndex()).isPresent();
  }

  private static ConsulDenied denied(Runnable call) {
    ConsulDenied denied = catchThrowableOfType(ConsulDenied.class, call::run);
    assertThat(denied).isNotNull();
    return denied;
  }

  private static String rejected(Runnable call) {
    ConsulRejected rejected = catchThrowableOfType(ConsulRejected.class, call::run);
    assertThat(rejected).isNotNull();
    return String.valueOf(rejected.getMessage());
  }
}
