package io.cookify.consul.operator.kube;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.List;
import java.util.Map;

/** One object of each kind that the operator writes, with the kinds of field that ours have. */
final class Children {
  static final String NAME = "platform-server";
  private static final Map<String, String> LABELS = Labels.of("platform", Labels.SERVER);
  private static final Map<String, String> SELECTOR = Labels.selector("platform", Labels.SERVER);

  private Children() {}

  static List<HasMetadata> in(String namespace) {
    return List.of(
        statefulSet(namespace),
        daemonSet(namespace),
        service(namespace),
        loadBalancer(namespace),
        configMap(namespace, "server.json", "{}"),
        serviceAccount(namespace),
        disruptionBudget(namespace),
        networkPolicy(namespace));
  }

  static HasMetadata statefulSet(String namespace) {
    return new StatefulSetBuilder()
        .withMetadata(metadata(namespace, NAME))
        .withNewSpec()
        .withServiceName(NAME)
        .withReplicas(3)
        .withPodManagementPolicy("Parallel")
        .withNewUpdateStrategy()
        .withType("OnDelete")
        .endUpdateStrategy()
        .withNewPersistentVolumeClaimRetentionPolicy("Retain", "Retain")
        .withNewSelector()
        .withMatchLabels(SELECTOR)
        .endSelector()
        .withTemplate(template())
        .addNewVolumeClaimTemplate()
        .withNewMetadata()
        .withName("data")
        .endMetadata()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withNewResources()
        .addToRequests("storage", new Quantity("1024Mi"))
        .endResources()
        .endSpec()
        .endVolumeClaimTemplate()
        .endSpec()
        .build();
  }

  static HasMetadata daemonSet(String namespace) {
    return new DaemonSetBuilder()
        .withMetadata(metadata(namespace, NAME))
        .withNewSpec()
        .withNewSelector()
        .withMatchLabels(SELECTOR)
        .endSelector()
        .withTemplate(template())
        .endSpec()
        .build();
  }

  static HasMetadata service(String namespace) {
    return new ServiceBuilder()
        .withMetadata(metadata(namespace, NAME))
        .withNewSpec()
        .withClusterIP("None")
        .withPublishNotReadyAddresses(true)
        .withSelector(SELECTOR)
        .addNewPort()
        .withName("https")
        .withPort(8501)
        .withTargetPort(new IntOrString("https"))
        .endPort()
        .addNewPort()
        .withName("serf-udp")
        .withProtocol("UDP")
        .withPort(8301)
        .withTargetPort(new IntOrString(8301))
        .endPort()
        .endSpec()
        .build();
  }

  static HasMetadata loadBalancer(String namespace) {
    return new ServiceBuilder()
        .withMetadata(metadata(namespace, "platform-expose"))
        .withNewSpec()
        .withType("LoadBalancer")
        .withSelector(SELECTOR)
        .addNewPort()
        .withName("https")
        .withPort(443)
        .withTargetPort(new IntOrString("https"))
        .endPort()
        .endSpec()
        .build();
  }

  static HasMetadata configMap(String namespace, String key, String value) {
    return new ConfigMapBuilder()
        .withMetadata(metadata(namespace, NAME))
        .withData(Map.of(key, value))
        .build();
  }

  static HasMetadata serviceAccount(String namespace) {
    return new ServiceAccountBuilder()
        .withMetadata(metadata(namespace, NAME))
        .withAutomountServiceAccountToken(false)
        .build();
  }

  static HasMetadata disruptionBudget(String namespace) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(metadata(namespace, NAME))
        .withNewSpec()
        .withMaxUnavailable(new IntOrString(1))
        .withNewSelector()
        .withMatchLabels(SELECTOR)
        .endSelector()
        .endSpec()
        .build();
  }

  static HasMetadata networkPolicy(String namespace) {
    return new NetworkPolicyBuilder()
        .withMetadata(metadata(namespace, NAME))
        .withNewSpec()
        .withPolicyTypes("Ingress")
        .withNewPodSelector()
        .withMatchLabels(SELECTOR)
        .endPodSelector()
        .addNewIngress()
        .addNewPort()
        .withPort(new IntOrString(8501))
        .endPort()
        .addNewFrom()
        .withNewPodSelector()
        .endPodSelector()
        .endFrom()
        .endIngress()
        .endSpec()
        .build();
  }

  static OwnerReference owner(String uid) {
    return new OwnerReferenceBuilder()
        .withApiVersion("consul.cookify.io/v1alpha1")
        .withKind("ConsulCluster")
        .withName("platform")
        .withUid(uid)
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  private static ObjectMeta metadata(String namespace, String name) {
    return new ObjectMetaBuilder()
        .withNamespace(namespace)
        .withName(name)
        .withLabels(LABELS)
        .withOwnerReferences(owner("6f2b5a3e-0000-4000-8000-000000000001"))
        .build();
  }

  private static PodTemplateSpec template() {
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(LABELS)
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName(NAME)
        .withAutomountServiceAccountToken(false)
        .withTerminationGracePeriodSeconds(60L)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(100L)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .addNewTopologySpreadConstraint()
        .withMaxSkew(1)
        .withTopologyKey("topology.kubernetes.io/zone")
        .withWhenUnsatisfiable("ScheduleAnyway")
        .withNewLabelSelector()
        .withMatchLabels(SELECTOR)
        .endLabelSelector()
        .endTopologySpreadConstraint()
        .addToContainers(
            new ContainerBuilder()
                .withName("consul")
                .withImage("hashicorp/consul:1.22.7")
                .withArgs("agent", "-config-dir=/consul/config")
                .addNewEnv()
                .withName("POD_NAME")
                .withNewValueFrom()
                .withNewFieldRef()
                .withFieldPath("metadata.name")
                .endFieldRef()
                .endValueFrom()
                .endEnv()
                .addNewPort()
                .withName("https")
                .withContainerPort(8501)
                .endPort()
                .withNewResources()
                .addToRequests("cpu", new Quantity("0.1"))
                .addToLimits("memory", new Quantity("1024Mi"))
                .endResources()
                .withNewReadinessProbe()
                .withNewExec()
                .withCommand("/bin/true")
                .endExec()
                .endReadinessProbe()
                .addNewVolumeMount()
                .withName("config")
                .withMountPath("/consul/config")
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("tmp")
                .withMountPath("/tmp")
                .endVolumeMount()
                .build())
        .addNewVolume()
        .withName("config")
        .withNewProjected()
        .withDefaultMode(288)
        .addNewSource()
        .withNewConfigMap()
        .withName(NAME)
        .endConfigMap()
        .endSource()
        .endProjected()
        .endVolume()
        .addNewVolume()
        .withName("tmp")
        .withNewEmptyDir()
        .withSizeLimit(new Quantity("0.5Gi"))
        .endEmptyDir()
        .endVolume()
        .endSpec()
        .build();
  }
}
