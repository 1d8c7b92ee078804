#!/usr/bin/env bash
# Switches the sandbox off and removes all it ever made here, binaries and images included.
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"
[[ $(id -u) == 0 ]] || die "root is needed; run it again with sudo -E"
take_machine
remove_everything
rm -rf "$HOME_DIR"
say "The sandbox is gone."
