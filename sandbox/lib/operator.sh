# The operator's image: Maven builds the jars, buildah runs the Dockerfile on base images made here under their real names.
# shellcheck shell=bash

readonly BUILDER=$HOME_DIR/builder

# Builds and imports what changed; without a Dockerfile it says so.
provide_operator_image() {
  local node
  if [[ ! -e $PROJECT/Dockerfile ]]; then
    warn "the project has no Dockerfile yet, so there is no image $OPERATOR_IMAGE either"
    return
  fi
  mkdir -p "$LAYERS" "$BLOBS" "$IMAGES/stamps" "$LOGS"
  build_operator_image
  for node in $(running_nodes); do import_images "$node" "$OPERATOR_IMAGE"; done
}

build_operator_image() {
  local inputs stamp_file started=$SECONDS
  package_operator
  stamp_file=$(stamp_file "$OPERATOR_IMAGE")
  inputs=$(operator_inputs)
  if image_exists "$OPERATOR_IMAGE" && [[ $(cat "$stamp_file" 2>/dev/null) == "$inputs" ]]; then return; fi
  provide_base_images
  printf '   building image %s (about 1 min) ... ' "$OPERATOR_IMAGE"
  if ! { builder build --pull-never --isolation chroot --tag "$OPERATOR_IMAGE" --file "$PROJECT/Dockerfile" "$PROJECT" \
    && rm -rf "$BUILDER/result" && builder push --disable-compression "$OPERATOR_IMAGE" "oci:$BUILDER/result:operator"; } >"$LOGS/image.log" 2>&1; then
    echo failed
    tail -n 20 "$LOGS/image.log" >&2
    die "$OPERATOR_IMAGE could not be built; the whole output is in $LOGS/image.log"
  fi
  adopt_result
  echo "$inputs" >"$stamp_file"
  builder rmi --prune >/dev/null 2>&1 || true
  prune_blobs
  echo "$((SECONDS - started)) s"
}

# Maven is asked only when a source is newer than what it made last.
package_operator() {
  local mark=$HOME_DIR/operator-packaged started=$SECONDS
  [[ -e $PROJECT/pom.xml ]] || return 0
  if [[ -e $mark && -d $PROJECT/operator/target ]] && ! find "$PROJECT/pom.xml" "$PROJECT/crds" "$PROJECT/operator" -name target -prune -o -type f -newer "$mark" -print -quit | grep -q .; then return; fi
  command -v mvn >/dev/null || die "Maven 3.8 or newer is needed to build the operator (apt-get install maven)"
  find_jdk >/dev/null || die "a JDK $JAVA_VERSION is needed to build the operator; install one, e.g. Temurin from https://adoptium.net, or set JAVA_HOME"
  printf '   packaging the operator (about 1 min) ... '
  touch "$mark.new"
  if ! (cd "$PROJECT" && mvn --batch-mode --quiet --projects operator --also-make -DskipTests package) >"$LOGS/package.log" 2>&1 8>&- 9>&-; then
    echo failed
    tail -n 20 "$LOGS/package.log" >&2
    die "the operator does not build; the whole output is in $LOGS/package.log"
  fi
  mv "$mark.new" "$mark"
  echo "$((SECONDS - started)) s"
}

# The Dockerfile, what it copies from the project, and what it is built upon.
operator_inputs() {
  {
    cat "$PROJECT/Dockerfile"
    find_jdk || true
    (cd "$PROJECT" && copied_paths | while read -r path; do compgen -G "$path" || true; done | sort -u \
      | xargs -r -d '\n' -I{} find {} -type f -print0 | sort -z | xargs -r -0 sha256sum)
  } | sha256sum | cut -d' ' -f1
}

# Sources of COPY and ADD, except those from other stages and the last word, the destination.
copied_paths() {
  sed -e ':join' -e '/\\$/{N;s/\\\n/ /;b join}' "$PROJECT/Dockerfile" | grep -iE '^[[:space:]]*(COPY|ADD)[[:space:]]' | grep -v -- '--from=' \
    | awk '{ for (i = 2; i < NF; i++) if ($i !~ /^--/) print $i }'
}

builder() {
  local driver=overlay
  if [[ $(stat -fc %T "$HOME_DIR") == overlayfs ]]; then driver=vfs; fi
  buildah --root "$BUILDER/storage" --runroot "$BUILDER/run" --storage-driver "$driver" "$@"
}

# Debian and a JDK under the names that the Dockerfile uses.
provide_base_images() {
  debian_layer slim ""
  make_image "$DEBIAN_IMAGE" debian-slim slim
  make_jdk_image
  load_base_image "$DEBIAN_IMAGE"
  load_base_image "$JDK_IMAGE"
}

make_jdk_image() {
  local jdk stamp stamp_file root
  jdk=$(find_jdk) || die "a JDK $JAVA_VERSION is needed; install one, e.g. Temurin from https://adoptium.net, or set JAVA_HOME"
  stamp_file=$(stamp_file "$JDK_IMAGE")
  stamp=$(cat "$jdk/release" "$LAYERS/runtime.digest" | sha256sum | cut -d' ' -f1)
  if image_exists "$JDK_IMAGE" && [[ $(cat "$stamp_file" 2>/dev/null) == "$stamp" ]]; then return; fi
  say "   making image $JDK_IMAGE from $jdk"
  root=$(mktemp -d "$HOME_DIR/work.XXXXXX")
  mkdir -p "$root/opt/java"
  cp -aL "$jdk" "$root/opt/java/openjdk"
  chown -R 0:0 "$root"
  write_image "$JDK_IMAGE" '{"Env": ["JAVA_HOME=/opt/java/openjdk", "PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8"]}' \
    "$(cat "$LAYERS/runtime.digest")" "$(layer_of "$root")"
  rm -rf "$root"
  echo "$stamp" >"$stamp_file"
}

# buildah keeps images unpacked in a storage of its own.
load_base_image() {
  local name=$1 mark id
  mark=$BUILDER/loaded-$(basename "${name//:/-}")
  if [[ $(cat "$mark" 2>/dev/null) == "$(image_digest "$name")" ]]; then return; fi
  mkdir -p "$BUILDER"
  write_index "$IMAGES" "$name"
  # A relative path, because buildah makes an image name of it and refuses one with a leading dot.
  id=$(cd "$HOME_DIR" && builder pull --quiet "oci:images:$name" 2>"$LOGS/base-image.log") && builder tag "$id" "$name" 2>>"$LOGS/base-image.log" \
    || die "buildah could not take over $name; see $LOGS/base-image.log"
  image_digest "$name" >"$mark"
}

# What buildah pushed becomes an image of our layout.
adopt_result() {
  local digest
  digest=$(jq -r '.manifests[0].digest' "$BUILDER/result/index.json")
  cp -n "$BUILDER"/result/blobs/sha256/* "$BLOBS/"
  rm -rf "$BUILDER/result"
  refer_to "$OPERATOR_IMAGE" "${digest#sha256:}"
}
