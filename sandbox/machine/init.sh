#!/usr/bin/env bash
# Process 1 of a machine: sets up its file system, waits for its network, keeps its services running and reaps what they leave.
# usage: init.sh MACHINE SANDBOX-HOME
set -uo pipefail
machine=$1 home=$2
directory=$home/run/$machine
trap 'exit 0' TERM

log() { printf '%s %s\n' "$(date -u +%FT%TZ)" "$*"; }

# Lets mounts travel inside the machine (pods with mount propagation need it), never out of it.
mount --make-rshared /
if [[ $machine == node-* ]]; then
  # shellcheck source=filesystem.sh
  source "${BASH_SOURCE[0]%/*}/filesystem.sh"
  mount_node_filesystem "$machine" "$home" || { log "the file system could not be set up"; exit 1; }
fi

keep_running() {
  local service=$1 pid status
  while :; do
    # Fault tests stop a service by this file (service.sh); otherwise it is always started again.
    while [[ -e $directory/$service.stopped ]]; do sleep 0.5; done
    bash "$directory/services/$service" >>"$home/log/$machine/$service.log" 2>&1 &
    pid=$!
    echo "$pid" >"$directory/$service.pid"
    wait "$pid"
    status=$?
    log "$service ended with status $status"
    [[ -e $directory/$service.stopped ]] || sleep 1
  done
}

until [[ -e $directory/ready ]]; do sleep 0.1; done
log "starting services"
for definition in "$directory"/services/*; do
  keep_running "${definition##*/}" &
done
# Bash reaps adopted orphans (shims, their children) while it waits.
while :; do wait; sleep 1; done
