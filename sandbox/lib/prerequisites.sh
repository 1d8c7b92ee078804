# What the machine must have, each with one clear line when it cannot be had.
# shellcheck shell=bash

# command:package
readonly DEBIAN_PACKAGES="containerd:containerd runc:runc iptables:iptables conntrack:conntrack ip:iproute2 nsenter:util-linux
  openssl:openssl curl:curl jq:jq gcc:gcc socat:socat mmdebstrap:mmdebstrap buildah:buildah python3:python3 flock:util-linux xz:xz-utils"

require_machine() {
  [[ $(uname -s) == Linux ]] || die "the sandbox runs on Linux only; elsewhere take a cluster you have: CLUSTER=current"
  [[ $(id -u) == 0 ]] || die "root is needed for namespaces and cgroups; run it again with sudo -E"
  install_missing_packages
  command -v go >/dev/null || die "Go is needed to compile Kubernetes and Consul; install Go 1.26 or newer from https://go.dev/dl"
  cni_directory >/dev/null || die "no CNI plugins in /usr/lib/cni or /opt/cni/bin; install containernetworking-plugins"
}

install_missing_packages() {
  local entry missing=()
  for entry in $DEBIAN_PACKAGES; do
    command -v "${entry%%:*}" >/dev/null || missing+=("${entry#*:}")
  done
  cni_directory >/dev/null || missing+=(containernetworking-plugins)
  python3 -m pip --version >/dev/null 2>&1 || missing+=(python3-pip)
  [[ -e /usr/share/keyrings/debian-archive-keyring.gpg ]] || missing+=(debian-archive-keyring)
  ((${#missing[@]})) || return 0
  command -v apt-get >/dev/null || die "missing: ${missing[*]}; install them with this machine's package manager"
  mkdir -p "$LOGS"
  say "   installing ${missing[*]} (about 1 min)"
  if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } >"$LOGS/apt.log" 2>&1; then
    tail -n 5 "$LOGS/apt.log" >&2
    die "apt-get could not install ${missing[*]}; see $LOGS/apt.log"
  fi
}

cni_directory() {
  local directory
  for directory in /usr/lib/cni /opt/cni/bin; do
    if [[ -x $directory/bridge ]]; then echo "$directory"; return; fi
  done
  return 1
}

# The first JDK of the wanted version: $JAVA_HOME, then the usual places.
find_jdk() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /opt/jdk* /opt/java/*; do
    if [[ -x $home/bin/jlink ]] && grep -q "^JAVA_VERSION=\"${JAVA_VERSION}[.\"]" "$home/release" 2>/dev/null; then
      realpath "$home"
      return
    fi
  done
  return 1
}
