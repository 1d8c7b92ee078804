# The machine "gateway": router between this machine and the nodes, and the kube-proxy behind cluster IPs and LoadBalancer addresses.
# shellcheck shell=bash

start_gateway() {
  # The gateway's own "pods" are this machine: its traffic keeps its source address and reaches externalTrafficPolicy: Local services too.
  # It borrows a node's name, since a kube-proxy waits for its Node object.
  write_kube_proxy_config gateway "$HOST_ADDRESS/32" node-1 "$NODE_NETWORK.1"
  define_service gateway kube-proxy "$BIN/kube-proxy" --config "$(machine_directory gateway)/kube-proxy.yaml"
  start_machine gateway --net
  connect_gateway
}

# write_kube_proxy_config MACHINE LOCAL-CIDR HOSTNAME BIND-ADDRESS
write_kube_proxy_config() {
  mkdir -p "$(machine_directory "$1")"
  cat >"$(machine_directory "$1")/kube-proxy.yaml" <<CONFIG
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: iptables
hostnameOverride: $3
bindAddress: $4
healthzBindAddress: 127.0.0.1:10256
metricsBindAddress: 127.0.0.1:10249
clusterCIDR: $2
detectLocalMode: ClusterCIDR
clientConnection:
  kubeconfig: $PKI/kube-proxy.kubeconfig
iptables:
  minSyncPeriod: 0s
# The connection table belongs to the machine outside; its size is not ours to set.
conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
oomScoreAdj: 0
CONFIG
}
