package io.cookify.consul.operator.kube;

import io.cookify.consul.operator.kube.Fault.Kind;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Classifies errors of the Kubernetes client. */
public final class Faults {
  /**
   * How the RBAC authorizer words a refusal (apiserver, {@code responsewriters.ForbiddenErrorf}).
   */
  private static final Pattern MISSING_RIGHT =
      Pattern.compile(
          "cannot (?<verb>\\S+) resource \"(?<resource>[^\"]+)\" in API group \"(?<group>[^\"]*)\""
              + "(?: in the namespace \"(?<namespace>[^\"]+)\")?");

  private Faults() {}

  /** What {@code error} means to whoever made the call. */
  public static Fault classify(KubernetesClientException error) {
    String refusal = refusal(error);
    return switch (error.getCode()) {
      case -1, 0 ->
          new Fault(Kind.WAIT, "The Kubernetes API server cannot be reached: " + cause(error));
      case 401 ->
          new Fault(
              Kind.USER,
              "The Kubernetes API server does not accept the operator's service account token;"
                  + " restart the operator if its ServiceAccount was re-created");
      case 403 -> forbidden(error, refusal);
      case 404 ->
          isNamespace(error)
              ? new Fault(Kind.GONE, "The namespace is gone")
              : new Fault(Kind.RETRY, refusal);
      case 400, 405, 415, 422 -> new Fault(Kind.USER, "Kubernetes refuses the object: " + refusal);
      case 409 ->
          isTerminating(error)
              ? new Fault(Kind.GONE, "The namespace is being deleted")
              : new Fault(Kind.RETRY, "The object was changed by somebody else: " + refusal);
      case 429 -> new Fault(Kind.WAIT, "The Kubernetes API server is overloaded: " + refusal);
      default ->
          error.getCode() >= 500
              ? new Fault(Kind.WAIT, "The Kubernetes API server failed: " + refusal)
              : new Fault(Kind.RETRY, refusal);
    };
  }

  private static Fault forbidden(KubernetesClientException error, String refusal) {
    if (isTerminating(error)) {
      return new Fault(Kind.GONE, "The namespace is being deleted");
    }
    Matcher missing = MISSING_RIGHT.matcher(refusal);
    if (!missing.find()) {
      // A quota, a policy or a webhook: their own words say it best.
      return new Fault(Kind.USER, "Kubernetes refuses the object: " + refusal);
    }
    String group = missing.group("group").isEmpty() ? "" : "." + missing.group("group");
    String where =
        missing.group("namespace") == null
            ? "cluster-wide"
            : "in namespace \"" + missing.group("namespace") + "\"";
    return new Fault(
        Kind.USER,
        "The operator may not %s %s%s %s: grant it (chart value namespaces and the Role of the operator)"
            .formatted(missing.group("verb"), missing.group("resource"), group, where));
  }

  private static boolean isTerminating(KubernetesClientException error) {
    return causes(error).stream().anyMatch(c -> "NamespaceTerminating".equals(c.getReason()))
        || refusal(error).contains("because it is being terminated");
  }

  private static boolean isNamespace(KubernetesClientException error) {
    return details(error).map(StatusDetails::getKind).filter("namespaces"::equals).isPresent();
  }

  private static String refusal(KubernetesClientException error) {
    String causes =
        causes(error).stream()
            .filter(c -> c.getField() != null)
            .map(c -> c.getField() + ": " + c.getMessage())
            .collect(Collectors.joining("; "));
    if (!causes.isEmpty()) {
      return causes;
    }
    return Optional.ofNullable(error.getStatus())
        .map(Status::getMessage)
        .orElseGet(() -> cause(error));
  }

  private static List<StatusCause> causes(KubernetesClientException error) {
    return details(error).map(StatusDetails::getCauses).orElse(List.of());
  }

  private static Optional<StatusDetails> details(KubernetesClientException error) {
    return Optional.ofNullable(error.getStatus()).map(Status::getDetails);
  }

  private static String cause(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
