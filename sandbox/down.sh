#!/usr/bin/env bash
# Switches the sandbox off, like pulling the plug of its machines. The cluster's state, binaries and images stay in .sandbox for the next start.
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"
[[ $(id -u) == 0 ]] || die "root is needed; run it again with sudo -E"
take_machine
remove_everything
rm -rf "$RUN"
say "The sandbox is down; make sandbox-up starts it again with the same state."
