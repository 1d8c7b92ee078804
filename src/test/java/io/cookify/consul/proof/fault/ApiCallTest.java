package io.cookify.consul.proof.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ApiCallTest {

  private static ApiCall call(String verb, String uri) {
    return ApiCall.of(verb, URI.create(uri));
  }

  @Test
  void aWriteStoresSomething() {
    assertThat(call("PATCH", "/api/v1/namespaces/a/services/b?fieldManager=x").isWrite()).isTrue();
    assertThat(call("DELETE", "/api/v1/namespaces/a/services/b").isWrite()).isTrue();
    assertThat(call("GET", "/api/v1/namespaces/a/services/b").isWrite()).isFalse();
    assertThat(call("PATCH", "/api/v1/namespaces/a/services/b?dryRun=All").isWrite()).isFalse();
    assertThat(call("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews").isWrite())
        .isFalse();
  }

  @Test
  void aWatchIsKnownByItsQuery() {
    assertThat(call("GET", "/api/v1/namespaces/a/pods?watch=true&resourceVersion=1").isWatch())
        .isTrue();
    assertThat(call("GET", "/api/v1/namespaces/a/pods?resourceVersion=1").isWatch()).isFalse();
    assertThat(call("GET", "/apis/apps/v1/namespaces/a/statefulsets").concerns("statefulsets"))
        .isTrue();
  }

  @Test
  void leasesAreNotCounted() {
    assertThat(call("PUT", "/apis/coordination.k8s.io/v1/namespaces/a/leases/b").isLease())
        .isTrue();
  }
}
