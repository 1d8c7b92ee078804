# Compiling the pinned tools. A binary is fresh when its stamp names the same module files, flags and compiler.
# shellcheck shell=bash

KUBERNETES_LINK="-X k8s.io/component-base/version.gitVersion=v$KUBERNETES_VERSION \
-X k8s.io/component-base/version.gitMajor=${KUBERNETES_VERSION%%.*} \
-X k8s.io/component-base/version.gitMinor=$(cut -d. -f2 <<<"$KUBERNETES_VERSION") \
-X k8s.io/component-base/version.gitTreeState=clean"

# binary | wrapper module | package | its version | CGO | extra linker flags | minutes from cold on two cores.
# In the order in which others need them.
binary_table() {
  local kube=k8s.io/kubernetes/cmd
  cat <<TABLE
etcd|etcd|go.etcd.io/etcd/server/v3|go.etcd.io/etcd/server/v3 v$ETCD_VERSION|0||1
kubectl|kubernetes|$kube/kubectl|k8s.io/kubernetes v$KUBERNETES_VERSION|0|$KUBERNETES_LINK|2
kube-apiserver|kubernetes|$kube/kube-apiserver|k8s.io/kubernetes v$KUBERNETES_VERSION|0|$KUBERNETES_LINK|3
kube-controller-manager|kubernetes|$kube/kube-controller-manager|k8s.io/kubernetes v$KUBERNETES_VERSION|0|$KUBERNETES_LINK|2
kube-scheduler|kubernetes|$kube/kube-scheduler|k8s.io/kubernetes v$KUBERNETES_VERSION|0|$KUBERNETES_LINK|1
kube-proxy|kubernetes|$kube/kube-proxy|k8s.io/kubernetes v$KUBERNETES_VERSION|0|$KUBERNETES_LINK|1
kubelet|kubernetes|$kube/kubelet|k8s.io/kubernetes v$KUBERNETES_VERSION|1|$KUBERNETES_LINK|4
sandbox-controllers|controllers|sandbox/controllers||0||1
pause|pause|sandbox/pause||0||1
consul-$CONSUL_VERSION|consul-$CONSUL_VERSION|github.com/hashicorp/consul|github.com/hashicorp/consul v$CONSUL_VERSION|0||6
coredns|coredns|github.com/coredns/coredns|github.com/coredns/coredns v$COREDNS_VERSION|0||2
helm|helm|helm.sh/helm/v3/cmd/helm|helm.sh/helm/v3 v$HELM_VERSION|0||2
consul-$CONSUL_OLDER_VERSION|consul-$CONSUL_OLDER_VERSION|github.com/hashicorp/consul|github.com/hashicorp/consul v$CONSUL_OLDER_VERSION|0||4
vault|vault|github.com/hashicorp/vault|github.com/hashicorp/vault v$VAULT_VERSION|0||8
kwok|kwok|sigs.k8s.io/kwok/cmd/kwok|sigs.k8s.io/kwok v$KWOK_VERSION|0||1
TABLE
}

build_binaries() {
  local name module package version cgo link minutes
  mkdir -p "$BIN" "$LOGS"
  while IFS='|' read -r name module package version cgo link minutes; do
    build_binary "$name" "$module" "$package" "$version" "$cgo" "-s -w $link" "$minutes" </dev/null
  done < <(binary_table)
  ln -sfn "consul-$CONSUL_VERSION" "$BIN/consul"
}

build_binary() {
  local name=$1 module=$SANDBOX_SOURCE/go/$2 package=$3 version=$4 cgo=$5 link=$6 minutes=$7
  local stamp_file=$BIN/.$name.stamp log=$LOGS/build-$name.log stamp started=$SECONDS
  stamp=$(binary_stamp "$module" "$cgo $link")
  if [[ -x $BIN/$name && $(cat "$stamp_file" 2>/dev/null) == "$stamp" ]]; then return; fi
  [[ -z $version ]] || grep -qF "$version" "$module/go.mod" \
    || die "$module/go.mod does not pin «$version» that sandbox/versions.env names"
  printf '   compiling %-24s (about %s min from cold) ... ' "$name" "$minutes"
  if ! (cd "$module" && CGO_ENABLED=$cgo nice -n 5 go build -trimpath -buildvcs=false -ldflags="$link" -o "$BIN/.$name.new" "$package") >"$log" 2>&1; then
    echo failed
    tail -n 20 "$log" >&2
    die "$name does not compile; the whole output is in $log"
  fi
  mv "$BIN/.$name.new" "$BIN/$name"
  echo "$stamp" >"$stamp_file"
  echo "$((SECONDS - started)) s"
}

binary_stamp() {
  { go env GOVERSION GOARCH; echo "$2"; find "$1" -type f -exec sha256sum {} + | awk '{print $1}' | sort; } | sha256sum | cut -d' ' -f1
}
