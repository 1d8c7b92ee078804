package io.cookify.consul.operator.consul;

import static io.cookify.consul.operator.consul.FakeServer.says;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Answers that a healthy server does not give on demand. */
class ConsulAnswersTest {

  @Test
  void understandsAServerThatNeverHadALeader() {
    AgentSelf self =
        answer(
            """
            {"Config": {"Datacenter": "dc1", "NodeName": "s0", "NodeID": "id", "Version": "1.22.7"},
             "Stats": {"raft": {"state": "Candidate", "last_contact": "never",
                                "commit_index": "7", "applied_index": "5"}}}
            """,
            consul -> consul.self("platform-server-0"));

    assertThat(self.raft())
        .isEqualTo(new AgentSelf.Raft(AgentSelf.State.CANDIDATE, null, 7, 5))
        .matches(raft -> !raft.caughtUp());
  }

  @Test
  void understandsAClientAgent() {
    AgentSelf self =
        answer(
            """
            {"Config": {"Datacenter": "dc1", "NodeName": "c", "NodeID": "id", "Version": "1.22.7"},
             "Stats": {"agent": {"checks": "0"}}}
            """,
            consul -> consul.self("platform-server-0"));

    assertThat(self.raft()).isNull();
  }

  @Test
  void understandsEveryPartAServerCanHave() {
    AutopilotState state =
        answer(
            """
            {"Healthy": false, "FailureTolerance": 1, "Leader": "", "NewField": {},
             "Servers": {
               "5": {"ID": "5", "Name": "e", "Status": "of a later version"},
               "4": {"ID": "4", "Name": "d", "Status": "staging"},
               "3": {"ID": "3", "Name": "c", "Status": "read-replica", "LastContact": "-1ns"},
               "2": {"ID": "2", "Name": "b", "Status": "non-voter", "Version": "1.22.5",
                     "LastContact": "13.5ms", "StableSince": "2026-11-22T20:10:12.5+01:00"},
               "1": {"ID": "1", "Name": "a", "Status": "voter", "Healthy": true,
                     "StableSince": "0001-01-01T00:00:00Z"}}}
            """,
            Consul::autopilotState);

    assertThat(state.leader()).isEmpty();
    assertThat(state.leaderId()).isNull();
    assertThat(state.servers())
        .extracting(AutopilotState.Server::status)
        .containsExactly(
            AutopilotState.Status.VOTER,
            AutopilotState.Status.NON_VOTER,
            AutopilotState.Status.READ_REPLICA,
            AutopilotState.Status.STAGING,
            AutopilotState.Status.UNKNOWN);
    AutopilotState.Server second = state.server("b").orElseThrow();
    assertThat(second.lastContact()).isEqualTo(Duration.ofNanos(13_500_000));
    assertThat(second.stableSince()).isEqualTo("2026-11-22T19:10:12.5Z");
    assertThat(state.server("c").orElseThrow().lastContact()).isNull();
    assertThat(state.server("a").orElseThrow().stableSince()).isNull();
  }

  @Test
  void takesAHiddenSecretForNone() {
    AclToken token =
        answer(
            "{\"AccessorID\": \"a\", \"SecretID\": \"<hidden>\"}",
            consul -> consul.token("a").orElseThrow());

    assertThat(token.secret()).isNull();
  }

  @Test
  void noticesAgentsThatEncryptWithDifferentKeys() {
    List<GossipRing> rings =
        answer(
            """
            [{"WAN": false, "Datacenter": "dc1", "NumNodes": 3,
              "Keys": {"AAAAAAAAAAAAAAAAAAAAAA==": 3, "AQAAAAAAAAAAAAAAAAAAAA==": 3},
              "PrimaryKeys": {"AAAAAAAAAAAAAAAAAAAAAA==": 2, "AQAAAAAAAAAAAAAAAAAAAA==": 1}}]
            """,
            Consul::gossipRings);

    assertThat(rings).singleElement().matches(ring -> !ring.agreed());
    assertThat(rings.getFirst().keys()).hasSize(2);
  }

  @Test
  void toleratesMembersInAStateItDoesNotKnow() {
    assertThat(
            answer(
                "[{\"Name\": \"n\", \"Addr\": \"10.0.0.1\", \"Status\": 17, \"Tags\": {\"role\": \"node\"}}]",
                Consul::members))
        .containsExactly(new Member("n", "10.0.0.1", false, Member.Status.NONE));
  }

  private static <T> T answer(String body, Function<Consul, T> question) {
    try (FakeServer server = FakeServer.answering("platform-server-0", says(200, body));
        ConsulClients clients = new ConsulClients()) {
      return question.apply(
          clients.connect(
              "consul/platform",
              new ConsulAccess(List.of(server.address()), FakeServer.CA.certificatePem(), null)));
    }
  }
}
