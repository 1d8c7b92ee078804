package io.cookify.consul.operator.resources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.cookify.consul.api.v1alpha1.ConsulClusterSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The servers' configuration file. Source of the keys: Consul's agent configuration reference.
 *
 * <p>Secrets are not in here: the gossip key and the agent's token come from files of their own.
 */
public final class ServerConfig {

  /** Where the API answers; there is no plain HTTP port. */
  public static final int HTTPS_PORT = 8501;

  /** Where Envoy and other outside clients of gRPC connect. */
  public static final int GRPC_TLS_PORT = 8503;

  static final int RPC_PORT = 8300;
  static final int SERF_PORT = 8301;
  static final int DNS_PORT = 8600;

  /**
   * Keys, as dotted paths, that belong to the operator. {@code spec.servers.extraConfig} may not
   * set them: it would take the security, the identity or the membership of servers out of the
   * operator's hands.
   */
  public static final Set<String> OWNED_KEYS =
      Set.of(
          "acl",
          "acl_agent_token",
          "acl_datacenter",
          "acl_default_policy",
          "acl_token",
          "addresses",
          "advertise_addr",
          "advertise_addr_ipv4",
          "advertise_addr_ipv6",
          "advertise_addr_wan",
          "advertise_reconnect_timeout",
          "auto_config",
          "auto_encrypt",
          "auto_reload_config",
          "autopilot",
          "bind_addr",
          "bootstrap",
          "bootstrap_expect",
          "ca_file",
          "ca_path",
          "cert_file",
          "client_addr",
          "connect.enabled",
          "data_dir",
          "datacenter",
          "default_intention_policy",
          "disable_update_check",
          "domain",
          "enable_acl_replication",
          "enable_agent_tls_for_checks",
          "encrypt",
          "encrypt_verify_incoming",
          "encrypt_verify_outgoing",
          "key_file",
          "leave_on_terminate",
          "limits.http_max_conns_per_client",
          "log_file",
          "log_json",
          "log_level",
          "node_id",
          "node_name",
          "performance.raft_multiplier",
          "pid_file",
          "ports",
          "primary_datacenter",
          "raft_protocol",
          "read_replica",
          "non_voting_server",
          "rejoin_after_leave",
          "retry_interval",
          "retry_interval_wan",
          "retry_join",
          "retry_join_wan",
          "retry_max",
          "server",
          "server_rejoin_age_max",
          "skip_leave_on_interrupt",
          "start_join",
          "start_join_wan",
          "telemetry.disable_hostname",
          "telemetry.prometheus_retention_time",
          "tls",
          "ui_config.enabled",
          "verify_incoming",
          "verify_incoming_https",
          "verify_incoming_rpc",
          "verify_outgoing",
          "verify_server_hostname");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** With less than this much guaranteed CPU, Raft's shortest time-outs make leaders flap. */
  private static final BigDecimal CPU_FOR_FAST_RAFT = new BigDecimal("0.5");

  private ServerConfig() {}

  /** The file {@code server.json}. */
  public static String render(Names names, ConsulClusterSpec spec) {
    Map<String, Object> config = agent(names, spec);
    config.put("server", true);
    config.put(
        "ports",
        new TreeMap<>(
            Map.of(
                "http", -1,
                "https", HTTPS_PORT,
                "grpc", -1,
                "grpc_tls", GRPC_TLS_PORT,
                "server", RPC_PORT,
                "serf_lan", SERF_PORT,
                "serf_wan", -1,
                "dns", DNS_PORT)));
    config.put("rejoin_after_leave", true);
    // The default of a week makes a parked cluster refuse to start again.
    config.put("server_rejoin_age_max", "8760h");
    config.put("auto_reload_config", true);
    config.put("tls", tls());
    config.put("auto_encrypt", Map.of("allow_tls", true));
    config.put("connect", Map.of("enabled", true));
    config.put("ui_config", Map.of("enabled", spec.ui().enabled()));
    config.put("performance", Map.of("raft_multiplier", raftMultiplier(spec)));
    config.put("autopilot", autopilot(spec.servers().replicas()));
    // The default of 200 is shared by everything behind one address: gateways, Vault, the operator.
    config.put("limits", Map.of("http_max_conns_per_client", 2000));
    if (spec.telemetry().enabled()) {
      config.put(
          "telemetry",
          new TreeMap<>(
              Map.of(
                  "disable_hostname",
                  true,
                  "prometheus_retention_time",
                  spec.telemetry().prometheusRetention())));
    }
    return write(config);
  }

  /**
   * The file {@code bootstrap.json}: how many servers the very first quorum waits for. Empty ever
   * after, or servers with lost disks could found a second cluster.
   */
  public static String renderBootstrap(int replicas, boolean bootstrapped) {
    return write(bootstrapped ? Map.of() : Map.of("bootstrap_expect", replicas));
  }

  /** How many voters are a majority of this many servers. */
  public static int quorum(int replicas) {
    return replicas / 2 + 1;
  }

  /** What the configurations of servers and of client agents have in common. */
  static Map<String, Object> agent(Names names, ConsulClusterSpec spec) {
    Map<String, Object> config = new TreeMap<>();
    config.put("datacenter", spec.datacenter());
    config.put("primary_datacenter", spec.datacenter());
    config.put("domain", spec.domain());
    config.put("data_dir", "/consul/data");
    config.put("bind_addr", "0.0.0.0");
    config.put("client_addr", "0.0.0.0");
    config.put("retry_join", List.of(names.server() + "." + names.namespace() + ".svc"));
    // Consul's default of 30 s would be the length of the first start.
    config.put("retry_interval", "1s");
    config.put("retry_max", 0);
    // A pod returns with a new address; leaving first keeps elections undisturbed (consul-k8s
    // 3000).
    config.put("leave_on_terminate", true);
    config.put("disable_update_check", true);
    config.put("log_json", true);
    config.put("log_level", spec.logLevel().name());
    config.put("encrypt_verify_incoming", true);
    config.put("encrypt_verify_outgoing", true);
    config.put("acl", acl());
    return config;
  }

  static String write(Map<String, Object> config) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(config);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of plain values is always JSON", e);
    }
  }

  static Map<String, Object> tls() {
    return new TreeMap<>(
        Map.of(
            "defaults",
            new TreeMap<>(
                Map.of(
                    "ca_file", "/consul/tls/ca.crt",
                    "cert_file", "/consul/tls/tls.crt",
                    "key_file", "/consul/tls/tls.key",
                    "tls_min_version", "TLSv1_2",
                    "verify_outgoing", true)),
            "internal_rpc",
            new TreeMap<>(Map.of("verify_incoming", true, "verify_server_hostname", true)),
            // Users and sidecars prove themselves by token, the servers by certificate.
            "https",
            Map.of("verify_incoming", false),
            "grpc",
            new TreeMap<>(Map.of("verify_incoming", false, "use_auto_cert", false))));
  }

  private static Map<String, Object> acl() {
    return new TreeMap<>(
        Map.of("enabled", true, "default_policy", "deny", "down_policy", "extend-cache"));
  }

  private static Map<String, Object> autopilot(int replicas) {
    return new TreeMap<>(
        Map.of(
            "cleanup_dead_servers",
            true,
            "min_quorum",
            replicas == 1 ? 0 : quorum(replicas),
            "last_contact_threshold",
            "1s",
            "server_stabilization_time",
            "10s"));
  }

  private static int raftMultiplier(ConsulClusterSpec spec) {
    Map<String, Quantity> requests = spec.servers().resources().getRequests();
    Quantity cpu = requests == null ? null : requests.get("cpu");
    boolean guaranteed =
        cpu != null && Quantity.getAmountInBytes(cpu).compareTo(CPU_FOR_FAST_RAFT) >= 0;
    return guaranteed ? 1 : 3;
  }
}
