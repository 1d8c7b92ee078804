# The directories that a node has for itself. They are kept under .sandbox/nodes/<node>, so that images and volumes outlive the machine.
# shellcheck shell=bash

# These three are fixed in the kubelet and in containerd; the rest is below /run, which a node has for itself anyway.
readonly FIXED_NODE_DIRECTORIES="/var/lib/kubelet /var/log/pods /var/log/containers"
readonly NODE_DIRECTORIES="$FIXED_NODE_DIRECTORIES /run/node/containerd /run/node/volumes"

# mount_node_filesystem NODE SANDBOX-HOME
mount_node_filesystem() {
  local directory store=$2/nodes/$1
  hostname "$1" || return
  mount -t tmpfs -o mode=755,size=256m tmpfs /run || return
  mkdir -p /run/netns /run/lock
  for directory in $NODE_DIRECTORIES; do
    mkdir -p "$store/${directory##*/}" "$directory" || return
    mount --bind "$store/${directory##*/}" "$directory" || return
  done
  # No name server either: names outside of the cluster do not resolve, and say so at once.
  local resolver
  resolver=$(readlink -m /etc/resolv.conf)
  touch /run/no-resolver
  [[ -e $resolver ]] || { mkdir -p "${resolver%/*}" && touch "$resolver"; } || return
  mount --bind /run/no-resolver "$resolver" || return
}
