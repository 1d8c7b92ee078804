package io.cookify.consul.operator.kube;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people what was done, by events ({@code events.k8s.io/v1}) on the resource concerned.
 *
 * <p>The same object, reason and note is told once in {@link #QUIET}. An event that cannot be
 * written is logged and forgotten: telling must never stop the work.
 */
public final class Events {
  /** How long the same event is not repeated. */
  public static final Duration QUIET = Duration.ofMinutes(10);

  /** Who reports: {@code reportingController} of every event. */
  public static final String CONTROLLER = "consul.cookify.io/operator";

  /** Memory bound; beyond it the oldest may be told twice. */
  private static final int REMEMBERED = 1024;

  /** Limits of {@code events.k8s.io/v1}: longer notes are refused. */
  private static final int MAX_NOTE = 1024;

  private static final int MAX_INSTANCE = 128;

  private static final byte[] ELLIPSIS = "…".getBytes(UTF_8);

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX").withZone(ZoneOffset.UTC);

  private static final Logger LOG = LoggerFactory.getLogger(Events.class);

  private final KubernetesClient client;
  private final String instance;
  private final Clock clock;
  private final Map<Told, Instant> told =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Told, Instant> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Told(String uid, String reason, String note) {}

  /** How an event reads: all is well, or a look is due. */
  public enum Type {
    /** All is well. */
    Normal,
    /** A look is due. */
    Warning
  }

  /**
   * A publisher for any namespace that the client may write to.
   *
   * @param instance name of this process (the pod), for {@code reportingInstance}
   */
  public Events(KubernetesClient client, String instance, Clock clock) {
    this.client = client;
    this.instance = shortened(instance, MAX_INSTANCE);
    this.clock = clock;
  }

  /**
   * Publishes an event unless it was told lately.
   *
   * @param regarding a namespaced object that exists in the cluster
   * @param reason why, from a closed list
   * @param action what was done or tried, one CamelCase word, e.g. {@code CreateSecret}
   * @param note one sentence for people, without secrets; cut at 1024 bytes
   */
  public void publish(HasMetadata regarding, Type type, Reason reason, String action, String note) {
    String text = shortened(note, MAX_NOTE);
    Instant now = clock.instant();
    if (!isNews(new Told(regarding.getMetadata().getUid(), reason.word(), text), now)) {
      return;
    }
    try {
      client.resource(event(regarding, type, reason, action, text, now)).create();
    } catch (KubernetesClientException e) {
      LOG.warn(
          "Could not write event {} of {} {}/{}: {}",
          reason.word(),
          regarding.getKind(),
          regarding.getMetadata().getNamespace(),
          regarding.getMetadata().getName(),
          Faults.classify(e).message());
    }
  }

  private boolean isNews(Told event, Instant now) {
    synchronized (told) {
      Instant last = told.get(event);
      if (last != null && now.isBefore(last.plus(QUIET))) {
        return false;
      }
      told.remove(event); // So that it counts as the youngest again.
      told.put(event, now);
      return true;
    }
  }

  private Event event(
      HasMetadata regarding, Type type, Reason reason, String action, String note, Instant now) {
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(regarding.getMetadata().getNamespace())
        .withGenerateName(regarding.getMetadata().getName() + "-")
        .endMetadata()
        .withEventTime(new MicroTime(MICROS.format(now)))
        .withType(type.name())
        .withReason(reason.word())
        .withAction(action)
        .withNote(note)
        .withRegarding(reference(regarding))
        .withReportingController(CONTROLLER)
        .withReportingInstance(instance)
        .build();
  }

  private static ObjectReference reference(HasMetadata object) {
    return new ObjectReferenceBuilder()
        .withApiVersion(object.getApiVersion())
        .withKind(object.getKind())
        .withNamespace(object.getMetadata().getNamespace())
        .withName(object.getMetadata().getName())
        .withUid(object.getMetadata().getUid())
        .withResourceVersion(object.getMetadata().getResourceVersion())
        .build();
  }

  /** Cut to {@code bytes} in UTF-8, which is how the API server counts. */
  private static String shortened(String text, int bytes) {
    if (text.getBytes(UTF_8).length <= bytes) {
      return text;
    }
    String cut = text.substring(0, Math.min(text.length(), bytes - ELLIPSIS.length));
    while (cut.getBytes(UTF_8).length > bytes - ELLIPSIS.length) {
      cut = cut.substring(0, cut.length() - 1);
    }
    return cut + new String(ELLIPSIS, UTF_8);
  }
}
