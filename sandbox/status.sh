#!/usr/bin/env bash
# What runs, which nodes there are, which images they have.
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

service_state() {
  local directory pid
  directory=$(machine_directory "$1")
  if [[ -e $directory/$2.stopped ]]; then echo "stopped by service.sh"; return; fi
  pid=$(cat "$directory/$2.pid" 2>/dev/null) || { echo "not started"; return; }
  if in_machine "$1" kill -0 "$pid" 2>/dev/null; then echo running; else echo "starting again"; fi
}

print_machine() {
  local machine=$1 definition
  if ! machine_pid "$machine" >/dev/null; then printf '%-15s %-26s %s\n' "$machine" - "not running"; return; fi
  for definition in "$(machine_directory "$machine")"/services/*; do
    printf '%-15s %-26s %s\n' "$machine" "${definition##*/}" "$(service_state "$machine" "${definition##*/}")"
  done
}

print_image() {
  local name=$1 node places=()
  image_exists "$name" || { printf '%-48s %s\n' "$name" "not made yet"; return; }
  for node in $(running_nodes); do
    if [[ $(cat "$HOME_DIR/nodes/$node/images/${name//\//_}" 2>/dev/null) == "$(image_digest "$name")" ]]; then places+=("$node"); fi
  done
  printf '%-48s %s\n' "$name" "${places[*]:-in .sandbox only}"
}

[[ $(id -u) == 0 ]] || die "root is needed; run it again with sudo -E"
printf '%-15s %-26s %s\n' MACHINE SERVICE STATE
print_machine control-plane
print_machine gateway
for directory in "$HOME_DIR"/nodes/node-*; do
  if [[ -d $directory ]]; then print_machine "${directory##*/}"; fi
done
printf '\n%-48s %s\n' IMAGE NODES
for name in $(sandbox_images) "$OPERATOR_IMAGE"; do print_image "$name"; done
echo
if machine_pid control-plane >/dev/null && kubectl get --raw /readyz >/dev/null 2>&1; then
  kubectl get nodes --label-columns topology.kubernetes.io/zone
  say ""
  say "export KUBECONFIG=$KUBECONFIG_FILE"
else
  say "The API server does not answer; make sandbox-up starts the sandbox."
  exit 1
fi
