# A machine is a set of namespaces with an init of its own (machine/init.sh): a node, the gateway, the control plane. Killing it is pulling the plug: the kernel ends its
# processes, and with them its mounts, network interfaces and iptables rules go. Nothing needs to be remembered to clean up.
# shellcheck shell=bash

# Marks the processes of a sandbox with the checkout it belongs to.
readonly MARK_VARIABLE=CONSUL_SANDBOX_HOME

machine_directory() { echo "$RUN/$1"; }

# start_machine NAME UNSHARE-FLAGS...
start_machine() {
  local name=$1 directory
  shift
  directory=$(machine_directory "$name")
  machine_pid "$name" >/dev/null && return
  mkdir -p "$directory" "$LOGS/$name"
  rm -f "$directory"/{ready,outer.pid} "$directory"/*.stopped
  # A copy, because a shell reads its script as it goes and the checkout may change meanwhile.
  cp "$SANDBOX_SOURCE"/machine/*.sh "$directory/"
  # The child writes its own pid before it becomes unshare, so that no kill can come between birth and record.
  # shellcheck disable=SC2016
  env "$MARK_VARIABLE=$HOME_DIR" "CONSUL_SANDBOX_MACHINE=$name" PATH="$PATH:/usr/sbin:/sbin" \
    setsid bash -c 'echo $$ >"$1/outer.pid"; shift; exec unshare "$@"' start "$directory" \
    --pid --fork --kill-child --mount --mount-proc --propagation private "$@" \
    bash "$directory/init.sh" "$name" "$HOME_DIR" </dev/null >>"$LOGS/$name/init.log" 2>&1 8>&- 9>&- &
  retry 10 "machine $name starts" machine_pid "$name"
}

# The pid, as this machine sees it, of the init of a running machine of this checkout.
machine_pid() {
  local outer children
  outer=$(cat "$(machine_directory "$1")/outer.pid" 2>/dev/null) || return 1
  { tr '\0' '\n' <"/proc/$outer/environ" | grep -xF -e "$MARK_VARIABLE=$HOME_DIR" -e "CONSUL_SANDBOX_MACHINE=$1" | wc -l | grep -qx 2; } 2>/dev/null || return 1
  children=$(cat "/proc/$outer/task/$outer/children" 2>/dev/null) || return 1
  [[ -n $children ]] && echo "${children%% *}"
}

# Network and services may be used: init starts the services.
release_machine() { touch "$(machine_directory "$1")/ready"; }

# in_machine NAME COMMAND...: runs it in all namespaces of the machine.
in_machine() {
  local pid
  pid=$(machine_pid "$1") || die "$1 is not running"
  shift
  nsenter --target "$pid" --all -- "$@"
}

# in_network NAME COMMAND...: runs it with this machine's files, but in the machine's network.
in_network() {
  local pid
  pid=$(machine_pid "$1") || die "$1 is not running"
  shift
  nsenter --target "$pid" --net -- "$@"
}

# define_service MACHINE SERVICE COMMAND...: what init keeps running. A changed definition ends the running process, init starts the new one.
define_service() {
  local machine=$1 service=$2 directory
  shift 2
  directory=$(machine_directory "$machine")/services
  mkdir -p "$directory"
  if printf 'exec %s\n' "$(printf ' %q' "$@")" | write_if_changed "$directory/$service"; then
    if machine_pid "$machine" >/dev/null; then kill_service "$machine" "$service"; fi
  fi
}

# kill_service MACHINE SERVICE [SIGNAL]
kill_service() {
  local pid
  pid=$(cat "$(machine_directory "$1")/$2.pid" 2>/dev/null) || return 0
  in_machine "$1" kill -s "${3:-TERM}" "$pid" 2>/dev/null || true
}

# Pids of all marked processes of whatever checkout, one a line: pid, its checkout.
marked_processes() {
  local file pid home
  while read -r file; do
    pid=${file#/proc/}
    home=$({ tr '\0' '\n' <"$file"; } 2>/dev/null | sed -n "s/^$MARK_VARIABLE=//p") || continue
    [[ -z $home ]] || echo "${pid%/environ} $home"
  done < <(grep -lsz "^$MARK_VARIABLE=" /proc/[0-9]*/environ 2>/dev/null)
}

# stop_machines [HOME]: pulls the plug of every machine (of one checkout, or of all) and waits until they are gone.
stop_machines() {
  local only=${1:-} pid home deadline=$((SECONDS + 30)) left
  while :; do
    left=0
    while read -r pid home; do
      [[ -z $only || $home == "$only" ]] || continue
      left=$((left + 1))
      kill -KILL "$pid" 2>/dev/null || true
    done < <(marked_processes)
    ((left)) || return 0
    ((SECONDS < deadline)) || die "$left processes of the sandbox do not end; look for $MARK_VARIABLE in /proc/*/environ"
    sleep 0.2
  done
}
