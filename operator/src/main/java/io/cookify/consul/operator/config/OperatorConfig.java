package io.cookify.consul.operator.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The operator's configuration. It comes from the environment alone and does not change while the
 * process runs.
 *
 * @param watchNamespaces the namespaces to work in; empty for all
 * @param podNamespace the operator's own namespace, where its lease is
 * @param podName the operator's own pod: its name in the lease and in events
 * @param leaderElection whether another replica may run
 * @param leaseName name of the lease in {@code podNamespace}
 * @param httpPort TCP port of probes and metrics; 0 takes any free one
 * @param logLevel lowest level that is logged
 * @param logFormat how a line of the log looks
 * @param checkStorageClass whether StorageClasses may be read, to tell early that one is missing
 * @param resync how often everything is looked at again without an event
 * @param maxConcurrentReconciles how many resources are worked on at once
 */
public record OperatorConfig(
    Set<String> watchNamespaces,
    String podNamespace,
    String podName,
    boolean leaderElection,
    String leaseName,
    int httpPort,
    LogLevel logLevel,
    LogFormat logFormat,
    boolean checkStorageClass,
    Duration resync,
    int maxConcurrentReconciles) {

  /** Lowest level that is logged. */
  public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a line of the log looks. */
  public enum LogFormat {
    /** One JSON object a line. */
    JSON,
    /** For people at a terminal. */
    TEXT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String ALL_NAMESPACES = "*";

  /** RFC 1123 label, as Kubernetes demands of namespaces. */
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  private static final Setting<Set<String>> WATCH_NAMESPACES =
      new Setting<>(
          "WATCH_NAMESPACES",
          "names with commas between, or `*` for all",
          null,
          "The namespaces in which the operator works.",
          OperatorConfig::namespaces);
  private static final Setting<String> POD_NAMESPACE =
      Setting.text(
          "POD_NAMESPACE",
          "a namespace",
          "default",
          "The operator's own namespace, where its lease is. Must be set with `LEADER_ELECTION`.");
  private static final Setting<String> POD_NAME =
      Setting.text(
          "POD_NAME",
          "a pod",
          "local",
          "The operator's own pod: its name in the lease and in events. Must be set with"
              + " `LEADER_ELECTION`.");
  private static final Setting<Boolean> LEADER_ELECTION =
      Setting.flag(
          "LEADER_ELECTION",
          true,
          "Whether to hold a lease while working, so that one of several replicas works and"
              + " another takes over within 15 seconds.");
  private static final Setting<String> LEASE_NAME =
      Setting.text("LEASE_NAME", "a name", "consul-operator", "The lease that replicas share.");
  private static final Setting<Integer> HTTP_PORT =
      Setting.number(
          "HTTP_PORT",
          0,
          65_535,
          8080,
          "TCP port of `/livez`, `/readyz`, `/startupz` and `/metrics`; 0 takes any free one.");
  private static final Setting<LogLevel> LOG_LEVEL =
      Setting.choice("LOG_LEVEL", LogLevel.class, LogLevel.INFO, "Lowest level that is logged.");
  private static final Setting<LogFormat> LOG_FORMAT =
      Setting.choice(
          "LOG_FORMAT",
          LogFormat.class,
          LogFormat.JSON,
          "One JSON object a line, or text for people at a terminal.");
  private static final Setting<Boolean> CHECK_STORAGE_CLASS =
      Setting.flag(
          "CHECK_STORAGE_CLASS",
          true,
          "Whether the operator may read StorageClasses (a cluster-wide right) and so can tell"
              + " early that one is missing.");
  private static final Setting<Integer> RESYNC_SECONDS =
      Setting.number(
          "RESYNC_SECONDS",
          1,
          3600,
          20,
          "How often every resource and its Consul are looked at again without an event, in"
              + " seconds.");
  private static final Setting<Integer> MAX_CONCURRENT_RECONCILES =
      Setting.number(
          "MAX_CONCURRENT_RECONCILES", 1, 64, 4, "How many resources are worked on at once.");

  /** All settings, in the order of the reference page. */
  static final List<Setting<?>> SETTINGS =
      List.of(
          WATCH_NAMESPACES,
          POD_NAMESPACE,
          POD_NAME,
          LEADER_ELECTION,
          LEASE_NAME,
          HTTP_PORT,
          LOG_LEVEL,
          LOG_FORMAT,
          CHECK_STORAGE_CLASS,
          RESYNC_SECONDS,
          MAX_CONCURRENT_RECONCILES);

  /**
   * Reads the configuration.
   *
   * @param environment the process environment
   * @throws ConfigException on the first key that is missing or has a bad value
   */
  public static OperatorConfig from(Map<String, String> environment) {
    OperatorConfig config =
        new OperatorConfig(
            WATCH_NAMESPACES.in(environment),
            POD_NAMESPACE.in(environment),
            POD_NAME.in(environment),
            LEADER_ELECTION.in(environment),
            LEASE_NAME.in(environment),
            HTTP_PORT.in(environment),
            LOG_LEVEL.in(environment),
            LOG_FORMAT.in(environment),
            CHECK_STORAGE_CLASS.in(environment),
            Duration.ofSeconds(RESYNC_SECONDS.in(environment)),
            MAX_CONCURRENT_RECONCILES.in(environment));
    if (config.leaderElection) {
      // Two replicas of one name would both believe that they hold the lease.
      requireSet(POD_NAME, environment);
      requireSet(POD_NAMESPACE, environment);
    }
    return config;
  }

  /** Whether the operator works in all namespaces. */
  public boolean watchesAllNamespaces() {
    return watchNamespaces.isEmpty();
  }

  private static void requireSet(Setting<?> setting, Map<String, String> environment) {
    if (!setting.isSet(environment)) {
      throw new ConfigException(
          "%s must be set while LEADER_ELECTION is true".formatted(setting.key()));
    }
  }

  private static Set<String> namespaces(String value) {
    Set<String> names =
        new TreeSet<>(Arrays.stream(value.split(",", -1)).map(String::strip).toList());
    if (names.equals(Set.of(ALL_NAMESPACES))) {
      return Set.of();
    }
    for (String name : names) {
      if (!NAMESPACE.matcher(name).matches()) {
        throw new IllegalArgumentException(
            name.equals(ALL_NAMESPACES)
                ? "* stands for all namespaces and stands alone"
                : "\"%s\" is not the name of a namespace".formatted(name));
      }
    }
    return names;
  }
}
