# The machines node-1 ... node-N: containerd, kubelet and kube-proxy, each in its own namespaces.
# shellcheck shell=bash

start_node() {
  local node=$1 directory
  directory=$(machine_directory "$node")
  mkdir -p "$directory/cni" "$HOME_DIR/nodes/$node"
  write_containerd_config "$node" >"$directory/containerd.toml"
  write_cni_config "$node" >"$directory/cni/10-sandbox.conflist"
  write_kubelet_config "$node" >"$directory/kubelet.yaml"
  write_kube_proxy_config "$node" "$POD_CIDR" "$node" "$(node_address "$node")"
  printf '# Pods resolve through the cluster DNS; there is nothing beyond it.\n' >"$directory/resolv.conf"
  define_service "$node" containerd containerd --config "$directory/containerd.toml"
  define_service "$node" kubelet "$BIN/kubelet" --config "$directory/kubelet.yaml" --kubeconfig "$PKI/$node.kubeconfig" \
    --root-dir /var/lib/kubelet --hostname-override "$node" --node-ip "$(node_address "$node")" \
    --node-labels "topology.kubernetes.io/zone=$(node_zone "$node"),topology.kubernetes.io/region=sandbox"
  define_service "$node" kube-proxy "$BIN/kube-proxy" --config "$directory/kube-proxy.yaml"
  create_node_cgroup "$node"
  start_machine "$node" --net --uts
  connect_node "$node"
  route_pods "$node"
  release_machine "$node"
}

write_containerd_config() {
  cat <<CONFIG
version = 2
root = "/run/node/containerd"
state = "/run/containerd"
oom_score = 0
disabled_plugins = ["io.containerd.internal.v1.tracing", "io.containerd.tracing.processor.v1.otlp"]
[grpc]
address = "/run/containerd/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = "$PAUSE_IMAGE"
enable_unprivileged_ports = true
enable_unprivileged_icmp = true
# Without CAP_SYS_RESOURCE a lower score cannot be set, and no pod would start.
restrict_oom_score_adj = true
netns_mounts_under_state_dir = true
[plugins."io.containerd.grpc.v1.cri".containerd]
snapshotter = "overlayfs"
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
SystemdCgroup = false
[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = "$(cni_directory)"
conf_dir = "$(machine_directory "$1")/cni"
CONFIG
}

write_cni_config() {
  cat <<CONFIG
{
  "cniVersion": "0.4.0",
  "name": "sandbox",
  "plugins": [
    {
      "type": "bridge",
      "bridge": "pods",
      "isGateway": true,
      "hairpinMode": true,
      "ipam": {"type": "host-local", "dataDir": "/run/node/addresses", "ranges": [[{"subnet": "$(node_pod_cidr "$1")"}]], "routes": [{"dst": "0.0.0.0/0"}]}
    },
    {"type": "portmap", "capabilities": {"portMappings": true}}
  ]
}
CONFIG
}

write_kubelet_config() {
  cat <<CONFIG
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
address: $(node_address "$1")
tlsCertFile: $PKI/$1.crt
tlsPrivateKeyFile: $PKI/$1.key
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: true}
  x509: {clientCAFile: $PKI/ca.crt}
authorization: {mode: Webhook}
clusterDomain: cluster.local
clusterDNS: [$DNS_ADDRESS]
resolvConf: $(machine_directory "$1")/resolv.conf
cgroupDriver: cgroupfs
cgroupRoot: /$MARK/$1
$([[ $(cgroup_version) == 2 ]] || echo "failCgroupV1: false")
failSwapOn: false
oomScoreAdj: 0
# Nothing can be pulled again, so no image is ever thrown away; and the disk is shared with everything else on this machine.
imageGCHighThresholdPercent: 100
imageGCLowThresholdPercent: 99
evictionHard: {memory.available: 100Mi, nodefs.available: 1Gi, imagefs.available: 1Gi, nodefs.inodesFree: 1%}
CONFIG
}

# Ready, and said so by a kubelet that lives now: an old "Ready" stays in the API for a while after the node is gone.
node_is_ready() {
  local node=$1 started=$2 renewed
  renewed=$(kubectl get lease -n kube-node-lease "$node" -o jsonpath='{.spec.renewTime}') || return 1
  (($(date -d "$renewed" +%s) >= started)) || return 1
  kubectl wait --for=condition=Ready "node/$node" --timeout=1s
}

running_nodes() {
  local directory node
  for directory in "$RUN"/node-*; do
    node=${directory##*/}
    if machine_pid "$node" >/dev/null; then echo "$node"; fi
  done
}
