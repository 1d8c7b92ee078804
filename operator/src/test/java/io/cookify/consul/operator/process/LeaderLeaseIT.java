package io.cookify.consul.operator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cookify.consul.operator.process.LeaderLease.Timing;
import io.cookify.consul.testing.ApiServer;
import io.cookify.consul.testing.ApiServerExtension;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ApiServerExtension.class)
class LeaderLeaseIT {
  private static final String NAMESPACE = "default";
  private static final Timing QUICK =
      new Timing(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofMillis(300));
  private static int leases;

  private final List<LeaderLease> opened = new ArrayList<>();
  private final CountDownLatch lost = new CountDownLatch(1);
  private KubernetesClient client;
  private String name;

  @BeforeEach
  void newName(ApiServer server) {
    client = server.admin();
    name = "lease-" + leases++;
  }

  @AfterEach
  void closeAll() {
    opened.forEach(LeaderLease::close);
  }

  @Test
  void oneOfTwoLeadsAndTheOtherTakesOverAtOnceAfterARelease() throws Exception {
    LeaderLease first = candidate("a", client);
    assertThat(first.acquire()).isTrue();
    assertThat(first.isHeld()).isTrue();
    LeaderLease second = candidate("b", client);
    CompletableFuture<Boolean> acquired = acquire(second);
    awaitRenewals(3);
    assertThat(second.isHeld()).isFalse();

    first.close();

    assertThat(acquired.get(QUICK.retry().toMillis() + 1000, TimeUnit.MILLISECONDS)).isTrue();
    assertThat(first.isHeld()).isFalse();
    assertThat(lease().getSpec().getHolderIdentity()).isEqualTo("b");
    assertThat(lease().getSpec().getLeaseTransitions()).isEqualTo(2);
    assertThat(lost.getCount()).isEqualTo(1);
  }

  @Test
  void releasedLeaseHasNoHolder() throws InterruptedException {
    LeaderLease holder = candidate("a", client);
    holder.acquire();
    holder.close();

    assertThat(lease().getSpec().getHolderIdentity()).isNull();
  }

  @Test
  void leaseOfADeadHolderIsTakenOnceItHasRunOut() throws Exception {
    hold("dead", 2);
    long start = System.nanoTime();

    assertThat(candidate("b", client).acquire()).isTrue();

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(5));
  }

  @Test
  void sameContainerStartedAgainNeedNotWait() throws Exception {
    hold("a", 3600);

    assertThat(acquire(candidate("a", client)).get(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void leaseTakenAwayIsLost() throws InterruptedException {
    LeaderLease holder = candidate("a", client);
    holder.acquire();

    Awaitility.await()
        .ignoreExceptions() // The holder may renew between our read and write.
        .until(
            () -> {
              Lease lease = lease();
              lease.getSpec().setHolderIdentity("thief");
              client.resource(lease).update();
              return true;
            });

    assertThat(lost.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(holder.isHeld()).isFalse();
    // Closing now must not take the lease from the other.
    holder.close();
    assertThat(lease().getSpec().getHolderIdentity()).isEqualTo("thief");
  }

  @Test
  void leaseThatCannotBeRenewedIsLostBeforeOthersMayTakeIt(ApiServer server)
      throws InterruptedException {
    RoleBinding right = grantLeases("holder");
    try (KubernetesClient holders = server.clientOf("holder")) {
      LeaderLease holder = candidate("a", holders);
      holder.acquire();
      awaitRenewals(2);

      client.resource(right).delete();

      assertThat(lost.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(holder.isHeld()).isFalse();
      Lease lease = lease();
      assertThat(lease.getSpec().getHolderIdentity()).isEqualTo("a");
      assertThat(ZonedDateTime.now(ZoneOffset.UTC))
          .isBefore(lease.getSpec().getRenewTime().plus(QUICK.lease()));
    }
  }

  @Test
  void candidateThatIsClosedStopsWaiting() throws Exception {
    hold("other", 3600);
    LeaderLease candidate = candidate("b", client);
    CompletableFuture<Boolean> acquired = acquire(candidate);

    candidate.close();

    assertThat(acquired.get(5, TimeUnit.SECONDS)).isFalse();
    assertThat(lease().getSpec().getHolderIdentity()).isEqualTo("other");
  }

  @Test
  void candidateWithoutTheRightKeepsTrying(ApiServer server) throws Exception {
    try (KubernetesClient nobody = server.clientOf("nobody")) {
      LeaderLease candidate = candidate("b", nobody);
      CompletableFuture<Boolean> acquired = acquire(candidate);
      assertThatThrownBy(() -> acquired.get(1, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);
      candidate.close();
      assertThat(acquired.get(5, TimeUnit.SECONDS)).isFalse();
    }
  }

  private LeaderLease candidate(String identity, KubernetesClient with) {
    LeaderLease lease = new LeaderLease(with, NAMESPACE, name, identity, QUICK, lost::countDown);
    opened.add(lease);
    return lease;
  }

  private static CompletableFuture<Boolean> acquire(LeaderLease lease) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return lease.acquire();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private RoleBinding grantLeases(String user) {
    client
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(user)
                .endMetadata()
                .addNewRule()
                .withApiGroups("coordination.k8s.io")
                .withResources("leases")
                .withVerbs("get", "create", "update")
                .endRule()
                .build())
        .create();
    return client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(user)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", user)
                .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
                .build())
        .create();
  }

  private void hold(String holder, int seconds) {
    client
        .resource(
            new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(holder)
                .withLeaseDurationSeconds(seconds)
                .endSpec()
                .build())
        .create();
  }

  private void awaitRenewals(int count) {
    for (int i = 0; i < count; i++) {
      String version = lease().getMetadata().getResourceVersion();
      Awaitility.await().until(() -> !version.equals(lease().getMetadata().getResourceVersion()));
    }
  }

  private Lease lease() {
    return client.leases().inNamespace(NAMESPACE).withName(name).require();
  }
}
