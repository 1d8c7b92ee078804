# Paths, settings and the few words the scripts speak with. Sourced first by every script.
# shellcheck shell=bash
set -euo pipefail

SANDBOX_SOURCE=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
PROJECT=$(dirname "$SANDBOX_SOURCE")
HOME_DIR=$PROJECT/.sandbox
BIN=$HOME_DIR/bin
LOGS=$HOME_DIR/log
PKI=$HOME_DIR/pki
RUN=$HOME_DIR/run
KUBECONFIG_FILE=$HOME_DIR/kubeconfig

# shellcheck source=../versions.env
source "$SANDBOX_SOURCE/versions.env"
# shellcheck source=../settings.env
source "$SANDBOX_SOURCE/settings.env"

node_names() { local i; for ((i = 1; i <= NODES; i++)); do echo "node-$i"; done; }
node_number() { echo "${1#node-}"; }
node_address() { echo "$NODE_NETWORK.$((10 + $(node_number "$1")))"; }
node_pod_cidr() { echo "$POD_NETWORK.$(node_number "$1").0/24"; }
node_zone() { local letters=abcdefghi; echo "zone-${letters:$(($(node_number "$1") - 1)):1}"; }

say() { printf '%s\n' "$*"; }
step() { printf '\n== %s\n' "$*"; }
warn() { printf 'note: %s\n' "$*" >&2; }
die() { printf 'sandbox: %s\n' "$*" >&2; exit 1; }

# retry SECONDS DESCRIPTION COMMAND...: until the command succeeds.
retry() {
  local seconds=$1 what=$2 deadline
  shift 2
  deadline=$((SECONDS + seconds))
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < deadline)) || die "$what: not so after $seconds s; see $LOGS"
    sleep 0.3
  done
}

# write_if_changed FILE: stdin becomes the file; true when that changed it.
write_if_changed() {
  local file=$1 fresh=$1.new
  cat >"$fresh"
  if cmp -s "$fresh" "$file"; then rm -f "$fresh"; return 1; fi
  mv "$fresh" "$file"
}

kubectl() { "$BIN/kubectl" --kubeconfig "$KUBECONFIG_FILE" "$@"; }

# One script at a time in this checkout (binaries, images) ...
take_checkout() {
  mkdir -p "$HOME_DIR"
  exec 8>"$HOME_DIR/lock"
  flock -n 8 || { say "waiting for another sandbox script of this checkout to end"; flock 8; }
}

# ... and one on this machine, whichever checkout it is of: networks, cgroups and names exist once.
take_machine() {
  exec 9>/run/lock/consul-sandbox.lock
  flock -n 9 || { say "waiting for another sandbox script on this machine to end"; flock 9; }
}
