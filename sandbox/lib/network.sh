# Networks: this machine -- uplink -- gateway -- bridge with all nodes -- pods. Only one interface and its routes are on this machine itself; iptables rules are in the
# machines alone. The gateway runs a kube-proxy, so cluster IPs and LoadBalancer addresses answer here without a rule here.
# shellcheck shell=bash

readonly HOST_LINK=${MARK}0

connect_gateway() {
  local gateway route
  gateway=$(machine_pid gateway)
  if ! ip link show "$HOST_LINK" >/dev/null 2>&1 || ! in_network gateway ip link show uplink >/dev/null 2>&1; then
    ip link delete "$HOST_LINK" 2>/dev/null || true
    in_network gateway ip link delete uplink 2>/dev/null || true
    ip link add "$HOST_LINK" type veth peer name uplink netns "$gateway"
  fi
  ip address replace "$HOST_ADDRESS/30" dev "$HOST_LINK"
  ip link set "$HOST_LINK" up
  in_network gateway bash -euo pipefail -s <<SCRIPT
ip link set lo up
ip link show nodes >/dev/null 2>&1 || ip link add nodes type bridge
ip address replace $NODE_NETWORK.1/24 dev nodes
ip link set nodes up
ip address replace $UPLINK_NETWORK.2/30 dev uplink
ip link set uplink up
sysctl -qw net.ipv4.ip_forward=1
# What nodes say to each other is not the gateway's to translate.
sysctl -qw net.bridge.bridge-nf-call-iptables=0 2>/dev/null || true
SCRIPT
  for route in "$NODE_NETWORK.0/24" "$POD_CIDR" "$SERVICE_CIDR" "$LB_CIDR"; do
    ip route replace "$route" via "$UPLINK_NETWORK.2" dev "$HOST_LINK"
  done
}

# connect_node NODE: a cable from the node to the gateway's bridge.
connect_node() {
  local node=$1 gateway pid cable=$1
  gateway=$(machine_pid gateway)
  pid=$(machine_pid "$node")
  if ! in_network "$node" ip link show eth0 >/dev/null 2>&1 || ! in_network gateway ip link show "$cable" >/dev/null 2>&1; then
    in_network gateway ip link delete "$cable" 2>/dev/null || true
    in_network "$node" ip link delete eth0 2>/dev/null || true
    ip link add "$cable" netns "$gateway" type veth peer name eth0 netns "$pid"
  fi
  in_network gateway ip link set "$cable" master nodes up
  in_network "$node" bash -euo pipefail -s <<SCRIPT
ip link set lo up
ip address replace $(node_address "$node")/24 dev eth0
ip link set eth0 up
for network in $UPLINK_NETWORK.0/30 $SERVICE_CIDR $LB_CIDR; do ip route replace "\$network" via $NODE_NETWORK.1; done
# Nothing is beyond: an image that is not here fails to pull at once, not after a time-out.
ip route replace unreachable default
sysctl -qw net.ipv4.ip_forward=1
sysctl -qw net.bridge.bridge-nf-call-iptables=1
SCRIPT
}

# Every machine of the node network knows where each node's pods are.
route_pods() {
  local machine=$1 node
  for node in $(node_names); do
    [[ $node == "$machine" ]] || in_network "$machine" ip route replace "$(node_pod_cidr "$node")" via "$(node_address "$node")"
  done
}

remove_host_link() { ip link delete "$HOST_LINK" 2>/dev/null || true; }
