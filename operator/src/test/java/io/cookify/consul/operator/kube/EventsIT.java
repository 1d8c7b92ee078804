package io.cookify.consul.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.cookify.consul.testing.ApiServer;
import io.cookify.consul.testing.ApiServerExtension;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ApiServerExtension.class)
class EventsIT {
  private enum Why implements Reason {
    SERVERS_CREATED,
    QUORUM_LOST
  }

  private static final Clock MORNING =
      Clock.fixed(Instant.parse("2026-01-01T06:00:00.123456Z"), ZoneOffset.UTC);
  private static int namespaces;

  private KubernetesClient client;
  private HasMetadata regarding;

  @BeforeEach
  void newObject(ApiServer server) {
    client = server.admin();
    String namespace = "events-" + namespaces++;
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    regarding = client.resource(Children.configMap(namespace, "a", "1")).create();
  }

  @Test
  void eventSaysWhoDidWhatToWhichObjectAndWhy() {
    events(MORNING)
        .publish(regarding, Events.Type.Normal, Why.SERVERS_CREATED, "CreateServers", "3 servers");

    assertThat(published()).hasSize(1);
    Event event = published().getFirst();
    assertThat(event.getType()).isEqualTo("Normal");
    assertThat(event.getReason()).isEqualTo("ServersCreated");
    assertThat(event.getAction()).isEqualTo("CreateServers");
    assertThat(event.getNote()).isEqualTo("3 servers");
    assertThat(event.getReportingController()).isEqualTo("consul.cookify.io/operator");
    assertThat(event.getReportingInstance()).isEqualTo("operator-0");
    assertThat(event.getRegarding().getUid()).isEqualTo(regarding.getMetadata().getUid());
    assertThat(event.getRegarding().getName()).isEqualTo(Children.NAME);
    assertThat(event.getEventTime().getTime()).startsWith("2026-01-01T06:00:00.123456");
  }

  @Test
  void sameEventIsNotRepeatedForAWhile() {
    TestClock clock = new TestClock(MORNING.instant());
    Events events = events(clock);
    events.publish(regarding, Events.Type.Warning, Why.QUORUM_LOST, "Observe", "one of three");
    clock.advance(Events.QUIET.minusSeconds(1));
    events.publish(regarding, Events.Type.Warning, Why.QUORUM_LOST, "Observe", "one of three");
    assertThat(published()).hasSize(1);

    events.publish(regarding, Events.Type.Warning, Why.QUORUM_LOST, "Observe", "none of three");
    assertThat(published()).hasSize(2);

    clock.advance(Duration.ofSeconds(1));
    events.publish(regarding, Events.Type.Warning, Why.QUORUM_LOST, "Observe", "one of three");
    assertThat(published()).hasSize(3);
  }

  @Test
  void longNoteIsCut() {
    events(MORNING)
        .publish(regarding, Events.Type.Normal, Why.SERVERS_CREATED, "Create", "ö".repeat(5000));

    assertThat(published().getFirst().getNote()).isEqualTo("ö".repeat(510) + "…");
  }

  @Test
  void eventThatMayNotBeWrittenDoesNotStopTheWork(ApiServer server) {
    try (KubernetesClient nobody = server.clientOf("nobody")) {
      new Events(nobody, "operator-0", MORNING)
          .publish(regarding, Events.Type.Normal, Why.SERVERS_CREATED, "Create", "3 servers");
    }
    assertThat(published()).isEmpty();
  }

  private Events events(Clock clock) {
    return new Events(client, "operator-0", clock);
  }

  private List<Event> published() {
    return client
        .events()
        .v1()
        .events()
        .inNamespace(regarding.getMetadata().getNamespace())
        .list()
        .getItems();
  }

  /** A clock that moves when told. */
  private static final class TestClock extends Clock {
    private Instant now;

    TestClock(Instant now) {
      this.now = now;
    }

    void advance(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
