package io.cookify.consul.proof.junit;

import io.cookify.consul.proof.Report;
import io.cookify.consul.proof.Workspace;
import io.cookify.consul.proof.cluster.Capability;
import io.cookify.consul.proof.cluster.Cluster;
import io.cookify.consul.proof.cluster.ClusterUnavailableException;
import io.cookify.consul.proof.cluster.TestNamespace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Opens the cluster once per run, hands out namespaces, tells what is skipped, keeps what explains
 * a failure.
 */
final class ProofExtension
    implements ExecutionCondition,
        ParameterResolver,
        BeforeTestExecutionCallback,
        AfterTestExecutionCallback,
        LifecycleMethodExecutionExceptionHandler {
  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(ProofExtension.class);

  /** The cluster, or why there is none. */
  private sealed interface Opened extends AutoCloseable {
    @Override
    void close();

    record Open(Proof proof) implements Opened {
      @Override
      public void close() {
        proof.close();
      }
    }

    record Unavailable(String why) implements Opened {
      @Override
      public void close() {}
    }
  }

  private static Opened opened(ExtensionContext context) {
    return context.getRoot().getStore(STORE).computeIfAbsent("cluster", _ -> open(), Opened.class);
  }

  private static Opened open() {
    var workspace = Workspace.find();
    try {
      return new Opened.Open(new Proof(workspace, Cluster.open(workspace)));
    } catch (ClusterUnavailableException e) {
      return new Opened.Unavailable(String.valueOf(e.getMessage()));
    }
  }

  private static Proof proof(ExtensionContext context) {
    return switch (opened(context)) {
      case Opened.Open(var proof) -> proof;
      case Opened.Unavailable(var why) -> throw new IllegalStateException(why);
    };
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return switch (opened(context)) {
      case Opened.Unavailable(var why) -> skip(context, why);
      case Opened.Open(var proof) -> {
        var missing = EnumSet.noneOf(Capability.class);
        AnnotationSupport.findAnnotation(context.getElement(), Needs.class)
            .ifPresent(needs -> missing.addAll(List.of(needs.value())));
        missing.removeAll(proof.capabilities());
        yield missing.isEmpty()
            ? ConditionEvaluationResult.enabled("the cluster has all that is needed")
            : skip(
                context,
                "cluster "
                    + proof.cluster().name()
                    + " lacks "
                    + missing.stream().map(Capability::words).collect(Collectors.joining(", ")));
      }
    };
  }

  private static ConditionEvaluationResult skip(ExtensionContext context, String why) {
    Report.line("SKIPPED %s: %s".formatted(title(context), why));
    return ConditionEvaluationResult.disabled(why);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == Proof.class || type == TestNamespace.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var proof = proof(context);
    if (parameter.getParameter().getType() == Proof.class) {
      return proof;
    }
    var suite = context.getRequiredTestClass().getSimpleName();
    return namespaces(context).add(proof.namespace(suite));
  }

  private static Proof.Namespaces namespaces(ExtensionContext context) {
    // Of the test, if a test asks; of the suite, if its set-up method asks.
    return context
        .getStore(STORE)
        .computeIfAbsent(
            "namespaces of " + context.getUniqueId(),
            _ -> new Proof.Namespaces(),
            Proof.Namespaces.class);
  }

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    context.getStore(STORE).put("start", Instant.now());
    Report.line("%s ...".formatted(title(context)));
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    var start = context.getStore(STORE).get("start", Instant.class);
    var took = start == null ? 0 : Duration.between(start, Instant.now()).toSeconds();
    var failure = context.getExecutionException();
    Report.line(
        "%s %s after %d s"
            .formatted(title(context), failure.isPresent() ? "FAILED" : "passed", took));
    if (failure.isPresent()) {
      explain(context);
    }
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable throwable)
      throws Throwable {
    Report.line("%s: set-up FAILED".formatted(title(context)));
    explain(context);
    throw throwable;
  }

  private static void explain(ExtensionContext context) {
    var involved = new ArrayList<TestNamespace>();
    for (var at = Optional.of(context); at.isPresent(); at = at.get().getParent()) {
      involved.addAll(namespaces(at.get()).all());
    }
    Diagnostics.of(proof(context)).dump(title(context), involved);
  }

  private static String title(ExtensionContext context) {
    return context
        .getTestClass()
        .map(Class::getSimpleName)
        .map(
            suite ->
                context.getTestMethod().isPresent()
                    ? suite + ": " + context.getDisplayName()
                    : suite)
        .orElse(context.getDisplayName());
  }
}
