package io.cookify.consul.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.cookify.consul.operator.kube.Fault.Kind;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
  @ParameterizedTest
  @CsvSource({
    "400, USER",
    "401, USER",
    "403, USER",
    "404, RETRY",
    "409, RETRY",
    "410, RETRY",
    "422, USER",
    "429, WAIT",
    "500, WAIT",
    "503, WAIT",
    "504, WAIT"
  })
  void everyAnswerHasItsMeaning(int code, Kind kind) {
    assertThat(Faults.classify(answer(code, "no")).kind()).isEqualTo(kind);
  }

  @Test
  void serverThatCannotBeReachedIsWaitedFor() {
    Fault fault =
        Faults.classify(
            new KubernetesClientException("failed", new ConnectException("Connection refused")));

    assertThat(fault.kind()).isEqualTo(Kind.WAIT);
    assertThat(fault.message()).endsWith("cannot be reached: Connection refused");
  }

  @Test
  void missingRightIsNamed() {
    Fault fault =
        Faults.classify(
            answer(
                403,
                "statefulsets.apps \"platform-server\" is forbidden: User"
                    + " \"system:serviceaccount:ops:consul-operator\" cannot patch resource"
                    + " \"statefulsets\" in API group \"apps\" in the namespace \"consul\""));

    assertThat(fault.kind()).isEqualTo(Kind.USER);
    assertThat(fault.message())
        .startsWith("The operator may not patch statefulsets.apps in namespace \"consul\"");
  }

  @Test
  void missingClusterWideRightIsNamed() {
    assertThat(
            Faults.classify(
                    answer(
                        403,
                        "x cannot list resource \"secrets\" in API group \"\" at the cluster scope"))
                .message())
        .startsWith("The operator may not list secrets cluster-wide");
  }

  @Test
  void quotaSpeaksForItself() {
    Fault fault = Faults.classify(answer(403, "services \"a\" is forbidden: exceeded quota: q"));

    assertThat(fault.kind()).isEqualTo(Kind.USER);
    assertThat(fault.message()).contains("exceeded quota: q");
  }

  @Test
  void refusedFieldIsNamed() {
    Status status =
        new StatusBuilder()
            .withCode(422)
            .withMessage("StatefulSet.apps \"a\" is invalid: long text")
            .withNewDetails()
            .addNewCause("spec.replicas", "must not be negative", "FieldValueInvalid")
            .endDetails()
            .build();

    assertThat(Faults.classify(new KubernetesClientException(status)).message())
        .isEqualTo("Kubernetes refuses the object: spec.replicas: must not be negative");
  }

  @Test
  void terminatingNamespaceLeavesNothingToDo() {
    assertThat(
            Faults.classify(
                    answer(
                        403,
                        "configmaps \"a\" is forbidden: unable to create new content in namespace"
                            + " consul because it is being terminated"))
                .kind())
        .isEqualTo(Kind.GONE);
    Status gone =
        new StatusBuilder()
            .withCode(404)
            .withMessage("namespaces \"consul\" not found")
            .withNewDetails()
            .withKind("namespaces")
            .endDetails()
            .build();
    assertThat(Faults.classify(new KubernetesClientException(gone)).kind()).isEqualTo(Kind.GONE);
  }

  private static KubernetesClientException answer(int code, String message) {
    return new KubernetesClientException(
        new StatusBuilder().withCode(code).withMessage(message).build());
  }
}
