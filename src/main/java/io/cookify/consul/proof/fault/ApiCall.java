package io.cookify.consul.proof.fault;

import java.net.URI;
import java.util.Arrays;
import java.util.Set;

/**
 * A request on its way to the API server.
 *
 * @param verb the HTTP method
 * @param path without the query
 * @param query as sent, maybe empty
 */
record ApiCall(String verb, String path, String query) {
  private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");

  static ApiCall of(String verb, URI uri) {
    var query = uri.getRawQuery();
    return new ApiCall(verb, uri.getRawPath(), query == null ? "" : query);
  }

  /** Whether it may store something: no question about rights or tokens, no dry run. */
  boolean isWrite() {
    return CHANGING.contains(verb)
        && !path.startsWith("/apis/authorization.k8s.io/")
        && !path.startsWith("/apis/authentication.k8s.io/")
        && !query.contains("dryRun=");
  }

  boolean isLease() {
    return path.contains("/leases");
  }

  boolean isWatch() {
    return "GET".equals(verb) && Arrays.asList(query.split("&")).contains("watch=true");
  }

  /** Whether it concerns this kind of resource, in the plural. */
  boolean concerns(String resource) {
    return Arrays.asList(path.split("/")).contains(resource);
  }
}
