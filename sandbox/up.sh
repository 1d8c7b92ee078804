#!/usr/bin/env bash
# Brings the sandbox up, from whatever state it is in. What is there at the right version is left alone.
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

started=$SECONDS
require_machine
take_checkout
mkdir -p "$BIN" "$LOGS" "$RUN"

step "Binaries (about 35 min on two cores from nothing, seconds afterwards)"
build_binaries
step "Images"
make_images

step "Cluster"
take_machine
clear_foreign_remains
keep_kernel_settings
create_certificates
create_kubeconfigs
start_gateway
start_control_plane
install_manifests access storage
cluster_started=$(date +%s)
for node in $(node_names); do start_node "$node"; done
route_pods gateway
release_machine gateway
for node in $(node_names); do
  retry 30 "containerd of $node answers" in_machine "$node" ctr version
  # shellcheck disable=SC2046
  import_images "$node" $(sandbox_images)
done
for node in $(node_names); do retry 120 "$node is Ready" node_is_ready "$node" "$cluster_started"; done
install_manifests coredns
retry 120 "the cluster DNS answers" dns_answers

step "Operator image"
provide_operator_image

step "The sandbox is up ($((SECONDS - started)) s): export KUBECONFIG=$KUBECONFIG_FILE"
