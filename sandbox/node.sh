#!/usr/bin/env bash
# Runs a command on a machine of the sandbox, as if logged in there; without one, a shell.
# usage: node.sh MACHINE [COMMAND...]     e.g. node.sh node-2 ctr -n k8s.io containers list
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"
(($#)) || die "usage: node.sh MACHINE [COMMAND...]; machines: control-plane gateway $(running_nodes | paste -sd' ')"
machine=$1
shift
(($#)) || set -- bash
in_machine "$machine" "$@"
