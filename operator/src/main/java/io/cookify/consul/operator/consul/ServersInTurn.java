package io.cookify.consul.operator.consul;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Whom to ask, and whom next. A question starts at the server that answered last, so that a dead
 * one costs its time-out once and not at every question.
 */
final class ServersInTurn {

  private final List<Endpoint> endpoints;
  private final AtomicInteger preferred = new AtomicInteger();

  ServersInTurn(List<Endpoint> endpoints) {
    this.endpoints = List.copyOf(endpoints);
  }

  /** The server of this name. */
  Endpoint named(String name) {
    return endpoints.stream()
        .filter(endpoint -> endpoint.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no server of this cluster is called " + name));
  }

  /** The first usable answer of any server. */
  <T> T read(Request request, Function<Endpoint, T> attempt) {
    return inTurn(request, attempt, false);
  }

  /** The answer of the first server that the request may have reached. */
  <T> T write(Request request, Function<Endpoint, T> attempt) {
    return inTurn(request, attempt, true);
  }

  private <T> T inTurn(Request request, Function<Endpoint, T> attempt, boolean once) {
    List<ConsulException> failures = new ArrayList<>();
    int start = preferred.get();
    for (int i = 0; i < endpoints.size(); i++) {
      int index = (start + i) % endpoints.size();
      try {
        T answer = attempt.apply(endpoints.get(index));
        preferred.set(index);
        return answer;
      } catch (ConsulUnavailable | ConsulUntrusted | ConsulGarbled e) {
        failures.add(e);
        if (once && !Failures.neverSent(e)) {
          break;
        }
      }
    }
    throw Failures.ofAll(request, failures);
  }
}
