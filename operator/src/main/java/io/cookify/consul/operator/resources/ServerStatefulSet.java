package io.cookify.consul.operator.resources;

import io.cookify.consul.api.v1alpha1.ConsulClusterSpec;
import io.cookify.consul.api.v1alpha1.DeletionPolicy;
import io.cookify.consul.api.v1alpha1.Servers;
import io.cookify.consul.operator.kube.Labels;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The servers. {@code OnDelete}: Kubernetes never restarts a server because something changed; who
 * restarts, when and why is decided by the operator alone (mistakes 1 and 2 of Raft operations).
 */
final class ServerStatefulSet {

  private static final int GRACE_SECONDS = 60;

  private ServerStatefulSet() {}

  static StatefulSet build(Blueprint blueprint) {
    Names names = blueprint.names();
    Servers servers = blueprint.spec().servers();
    String afterDeletion =
        blueprint.spec().deletionPolicy() == DeletionPolicy.Delete ? "Delete" : "Retain";
    return new StatefulSetBuilder()
        .withMetadata(Metadata.of(blueprint, names.server(), Labels.SERVER, annotations(blueprint)))
        .withNewSpec()
        .withReplicas(servers.replicas())
        .withServiceName(names.server())
        .withPodManagementPolicy("Parallel")
        .withRevisionHistoryLimit(10)
        .withNewUpdateStrategy()
        .withType("OnDelete")
        .endUpdateStrategy()
        .withNewPersistentVolumeClaimRetentionPolicy()
        .withWhenDeleted(afterDeletion)
        .withWhenScaled("Retain")
        .endPersistentVolumeClaimRetentionPolicy()
        .withNewSelector()
        .withMatchLabels(Metadata.selector(names, Labels.SERVER))
        .endSelector()
        .withTemplate(pod(blueprint))
        .withVolumeClaimTemplates(claim(blueprint))
        .endSpec()
        .build();
  }

  private static Map<String, String> annotations(Blueprint blueprint) {
    return blueprint.bootstrapped()
        ? Map.of(Metadata.ROLLED_OUT, blueprint.rolledOut(), Metadata.BOOTSTRAPPED, "true")
        : Map.of(Metadata.ROLLED_OUT, blueprint.rolledOut());
  }

  private static PodTemplateSpec pod(Blueprint blueprint) {
    Names names = blueprint.names();
    ConsulClusterSpec spec = blueprint.spec();
    Servers servers = spec.servers();
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(Metadata.podLabels(names, Labels.SERVER, servers.podLabels()))
        .withAnnotations(servers.podAnnotations().isEmpty() ? null : servers.podAnnotations())
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName(names.server())
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds((long) GRACE_SECONDS)
        .withSecurityContext(PodSecurity.pod())
        .withAffinity(servers.affinity())
        .withNodeSelector(servers.nodeSelector().isEmpty() ? null : servers.nodeSelector())
        .withTolerations(servers.tolerations())
        .withTopologySpreadConstraints(spread(names, servers))
        .withContainers(consul(spec))
        .addNewVolume()
        .withName("config")
        .withNewConfigMap()
        .withName(names.server())
        .withDefaultMode(PodSecurity.READ_AND_RUN)
        .endConfigMap()
        .endVolume()
        .addToVolumes(
            PodSecurity.secretVolume("secrets", names.serverConfig()),
            PodSecurity.secretVolume("tokens", names.serverTokens()),
            PodSecurity.secretVolume("tls", names.serverTls()),
            PodSecurity.scratchVolume())
        .endSpec()
        .build();
  }

  private static Container consul(ConsulClusterSpec spec) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "consul",
                "agent",
                "-node=$(POD_NAME)",
                "-advertise=$(POD_IP)",
                "-config-file=/consul/config/server.json",
                "-config-file=/consul/config/bootstrap.json",
                "-config-file=/consul/secrets/gossip.json",
                "-config-file=/consul/tokens/$(POD_NAME).json"));
    if (spec.servers().extraConfig() != null) {
      command.add("-config-file=/consul/config/" + ServerObjects.extraConfigFile(spec));
    }
    return new ContainerBuilder()
        .withName("consul")
        .withImage(spec.resolvedImage())
        .withImagePullPolicy("IfNotPresent")
        .withCommand(command)
        .withEnv(PodSecurity.fieldEnv("POD_NAME", "metadata.name"))
        .addToEnv(PodSecurity.fieldEnv("POD_IP", "status.podIP"))
        .withPorts(ServerObjects.containerPorts())
        .withResources(spec.servers().resources())
        .withSecurityContext(PodSecurity.container())
        .addNewVolumeMount()
        .withName("data")
        .withMountPath("/consul/data")
        .endVolumeMount()
        .addToVolumeMounts(
            PodSecurity.readOnly("config", "/consul/config"),
            PodSecurity.readOnly("secrets", "/consul/secrets"),
            PodSecurity.readOnly("tokens", "/consul/tokens"),
            PodSecurity.readOnly("tls", "/consul/tls"),
            PodSecurity.scratchMount())
        // Replaying a large Raft log takes minutes; half an hour is allowed.
        .withStartupProbe(PodSecurity.apiProbe(2, 900))
        .withNewReadinessProbe()
        .withNewExec()
        .withCommand("/bin/sh", "/consul/config/ready.sh")
        .endExec()
        .withPeriodSeconds(3)
        .withTimeoutSeconds(5)
        .withFailureThreshold(2)
        .withSuccessThreshold(1)
        .endReadinessProbe()
        // Answers without a leader, so a lost quorum never turns into restarts.
        .withLivenessProbe(PodSecurity.apiProbe(10, 9))
        .build();
  }

  /**
   * As far apart as the nodes allow: never two servers on one node while another node could take
   * it. Zones are preferred, not demanded, for clusters whose nodes carry no zone.
   */
  private static List<TopologySpreadConstraint> spread(Names names, Servers servers) {
    if (!servers.topologySpread().isEmpty()) {
      return servers.topologySpread();
    }
    return List.of(
        spreadOver(names, "kubernetes.io/hostname", "DoNotSchedule"),
        spreadOver(names, "topology.kubernetes.io/zone", "ScheduleAnyway"));
  }

  private static TopologySpreadConstraint spreadOver(Names names, String key, String otherwise) {
    return new TopologySpreadConstraintBuilder()
        .withMaxSkew(1)
        .withTopologyKey(key)
        .withWhenUnsatisfiable(otherwise)
        .withNewLabelSelector()
        .withMatchLabels(Metadata.selector(names, Labels.SERVER))
        .endLabelSelector()
        .build();
  }

  private static PersistentVolumeClaim claim(Blueprint blueprint) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName("data")
        .withLabels(Metadata.labels(blueprint.names(), Labels.SERVER))
        .endMetadata()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withStorageClassName(blueprint.spec().servers().storage().storageClassName())
        .withNewResources()
        .addToRequests("storage", blueprint.spec().servers().storage().size())
        .endResources()
        .endSpec()
        .build();
  }
}
