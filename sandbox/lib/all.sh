# All rooms, in an order in which each finds what it needs.
# shellcheck shell=bash
for room in common prerequisites binaries machines cgroups network certificates oci images gateway controlplane nodes addons remains operator; do
  # shellcheck source=/dev/null
  source "$(dirname "${BASH_SOURCE[0]}")/$room.sh"
done
unset room
