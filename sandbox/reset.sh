#!/usr/bin/env bash
# Switches the sandbox off and forgets the cluster: the next start makes a new, empty one. Binaries and images stay.
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"
[[ $(id -u) == 0 ]] || die "root is needed; run it again with sudo -E"
take_machine
remove_everything
rm -rf "$RUN" "$PKI" "$HOME_DIR/etcd" "$KUBECONFIG_FILE" "$LOGS"/audit*.log
for node in "$HOME_DIR"/nodes/*; do rm -rf "$node/kubelet" "$node/volumes" "$node/pods" "$node/containers"; done
say "The sandbox is down and its cluster forgotten; make sandbox-up makes a new one."
