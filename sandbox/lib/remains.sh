# Leaving nothing behind, and clearing what another checkout left.
# shellcheck shell=bash

# The kubelet sets these for the whole machine.
readonly KERNEL_SETTINGS="vm.overcommit_memory vm.panic_on_oom kernel.panic kernel.panic_on_oops kernel.keys.root_maxkeys kernel.keys.root_maxbytes"
readonly SAVED_SETTINGS=/run/consul-sandbox.sysctl

keep_kernel_settings() {
  local setting
  [[ -e $SAVED_SETTINGS ]] && return
  for setting in $KERNEL_SETTINGS; do
    printf '%s=%s\n' "$setting" "$(sysctl -n "$setting" 2>/dev/null || true)"
  done | grep -v '=$' >"$SAVED_SETTINGS.new"
  mv "$SAVED_SETTINGS.new" "$SAVED_SETTINGS"
}

restore_kernel_settings() {
  [[ -e $SAVED_SETTINGS ]] || return 0
  sysctl -qp "$SAVED_SETTINGS" 2>/dev/null || warn "not all kernel settings of $SAVED_SETTINGS could be restored"
  rm -f "$SAVED_SETTINGS"
}

# One sandbox per machine. Another checkout's is stopped (its state stays in its .sandbox), and what it left is removed.
clear_foreign_remains() {
  local home running
  running=$(marked_processes | awk '{print $2}' | sort -u)
  while read -r home; do
    [[ -n $home && $home != "$HOME_DIR" ]] || continue
    say "   stopping the sandbox of $(dirname "$home"): one machine carries one sandbox at a time"
    stop_machines "$home"
  done <<<"$running"
  # With none of ours alive, whatever carries our name is a remnant.
  if ! grep -qxF "$HOME_DIR" <<<"$running"; then
    remove_host_link
    remove_cgroups
  fi
}

remove_everything() {
  stop_machines
  remove_host_link
  remove_cgroups
  restore_kernel_settings
  # shellcheck source=../machine/filesystem.sh disable=SC2086
  (source "$SANDBOX_SOURCE/machine/filesystem.sh"; rmdir --ignore-fail-on-non-empty $FIXED_NODE_DIRECTORIES 2>/dev/null || true)
}
