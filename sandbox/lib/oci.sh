# An OCI image layout (.sandbox/images) filled by hand: layers are plain tar files kept once, whatever number of images share them.
# shellcheck shell=bash

readonly IMAGES=$HOME_DIR/images
readonly BLOBS=$IMAGES/blobs/sha256

# store_layer FILE: moves a tar into the layout; prints its digest.
store_layer() {
  local digest
  digest=$(sha256sum "$1" | cut -d' ' -f1)
  mkdir -p "$BLOBS"
  mv "$1" "$BLOBS/$digest"
  echo "$digest"
}

# layer_of DIRECTORY: packs a directory reproducibly; prints the digest of the layer.
layer_of() {
  local file
  file=$(mktemp "$HOME_DIR/work.XXXXXX")
  tar --create --file "$file" --sort=name --mtime=@0 --numeric-owner --directory "$1" .
  store_layer "$file"
}

# write_image NAME CONFIG-JSON LAYER...: image configuration, manifest and entry in the index. The lowest layer comes first.
write_image() {
  local name=$1 config=$2 layers config_digest manifest_digest
  shift 2
  layers=$(printf '%s\n' "$@" | jq -R . | jq -s .)
  config_digest=$(jq -cn --argjson config "$config" --argjson layers "$layers" --arg architecture "$(go env GOARCH)" \
    '{architecture: $architecture, os: "linux", config: $config, rootfs: {type: "layers", diff_ids: [$layers[] | "sha256:" + .]}}' | store_json)
  manifest_digest=$(jq -cn --arg config "$config_digest" --argjson size "$(blob_size "$config_digest")" \
    --argjson layers "$(for layer in "$@"; do jq -n --arg digest "sha256:$layer" --argjson size "$(blob_size "$layer")" \
      '{mediaType: "application/vnd.oci.image.layer.v1.tar", digest: $digest, size: $size}'; done | jq -s .)" \
    '{schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json", layers: $layers,
      config: {mediaType: "application/vnd.oci.image.config.v1+json", digest: ("sha256:" + $config), size: $size}}' | store_json)
  refer_to "$name" "$manifest_digest"
}

# refer_to NAME DIGEST: the name means this manifest from now on.
refer_to() {
  mkdir -p "$IMAGES/refs"
  jq -cn --arg digest "sha256:$2" --argjson size "$(blob_size "$2")" --arg name "$1" \
    '{mediaType: "application/vnd.oci.image.manifest.v1+json", digest: $digest, size: $size,
      annotations: {"org.opencontainers.image.ref.name": $name, "io.containerd.image.name": $name}}' >"$(reference_file "$1").new"
  mv "$(reference_file "$1").new" "$(reference_file "$1")"
}

store_json() {
  local file
  file=$(mktemp "$HOME_DIR/work.XXXXXX")
  cat >"$file"
  store_layer "$file"
}

blob_size() { stat -c %s "$BLOBS/$1"; }
reference_file() { echo "$IMAGES/refs/${1//\//_}"; }
stamp_file() { echo "$IMAGES/stamps/${1//\//_}"; }
image_exists() { [[ -s $(reference_file "$1") ]]; }
image_digest() { jq -r .digest "$(reference_file "$1")"; }

# write_index DIRECTORY NAME...: makes the directory a layout of these images.
write_index() {
  local directory=$1 name
  shift
  mkdir -p "$directory"
  printf '{"imageLayoutVersion": "1.0.0"}' >"$directory/oci-layout"
  for name in "$@"; do cat "$(reference_file "$name")"; done | jq -s '{schemaVersion: 2, manifests: .}' >"$directory/index.json"
}

# image_blobs NAME...: digests of all blobs that these images need.
image_blobs() {
  local name manifest
  for name in "$@"; do
    manifest=$(image_digest "$name")
    echo "${manifest#sha256:}"
    jq -r '.config.digest, .layers[].digest | ltrimstr("sha256:")' "$BLOBS/${manifest#sha256:}"
  done | sort -u
}

# stream_images NAME...: an OCI archive of these images on stdout.
stream_images() {
  local index
  index=$(mktemp -d "$HOME_DIR/work.XXXXXX")
  write_index "$index" "$@"
  image_blobs "$@" | sed 's|^|blobs/sha256/|' | tar --create --directory "$index" oci-layout index.json --directory "$IMAGES" --files-from -
  rm -rf "$index"
}

# Blobs that no image needs any more.
prune_blobs() {
  local names=() file needed
  for file in "$IMAGES"/refs/*; do names+=("$(jq -r '.annotations["org.opencontainers.image.ref.name"]' "$file")"); done
  needed=$(image_blobs "${names[@]}"; cat "$IMAGES"/layers/*.digest)
  for file in "$BLOBS"/*; do
    grep -qxF "${file##*/}" <<<"$needed" || rm -f "$file"
  done
}
