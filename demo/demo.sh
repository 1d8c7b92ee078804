#!/usr/bin/env bash
# From a Kubernetes cluster to a Consul that is ready: installs the operator by its chart, applies
# examples/quickstart and waits. Safe to run again; what is there already is kept.
# The cluster is the sandbox; with CLUSTER=current, the one of the current kubectl context.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly RELEASE=consul-operator NAMESPACE=consul-operator
export PATH=$PWD/.sandbox/bin:$PATH
if [[ ${CLUSTER:-sandbox} == sandbox ]]; then export KUBECONFIG=$PWD/.sandbox/kubeconfig; fi

main() {
  require kubectl helm
  step "Cluster: $(kubectl config current-context), Kubernetes $(server_version)"
  step "Installing the operator (chart helm/consul-operator, namespace $NAMESPACE)"
  install_operator
  step "Applying examples/quickstart"
  kubectl apply --filename examples/quickstart
  step "Waiting for Consul to be ready (at most 5 min)"
  kubectl wait --for=condition=Ready consulcluster/platform --namespace consul --timeout=5m || explain
  echo
  kubectl get consulclusters --namespace consul
  echo
  kubectl get pods --namespace consul --output wide
  next_steps
}

require() {
  local program
  for program; do
    command -v "$program" >/dev/null || { echo "$program is missing: run make sandbox-up, or put it on the PATH" >&2; exit 1; }
  done
}

step() { printf '\n==> %s\n' "$*"; }

server_version() { kubectl version --output=json | sed -n '/serverVersion/,$s/.*"gitVersion": "\(.*\)".*/\1/p'; }

install_operator() {
  # The chart admits the operator to the namespace it shall write in; so that comes first.
  kubectl apply --filename examples/quickstart/namespace.yaml
  # An install that was killed half-way blocks helm for ever.
  if helm status "$RELEASE" --namespace "$NAMESPACE" 2>/dev/null | grep -q '^STATUS: pending'; then
    helm uninstall "$RELEASE" --namespace "$NAMESPACE" --wait
  fi
  helm upgrade --install "$RELEASE" helm/consul-operator --namespace "$NAMESPACE" --create-namespace \
    --set scope=cluster --set "namespaces={$NAMESPACE,consul}" \
    --set-string "podAnnotations.demo/image=$(image_mark)" \
    --take-ownership --wait --timeout 5m >/dev/null || explain
  kubectl get deployment "$RELEASE" --namespace "$NAMESPACE"
}

# The image keeps its name when it is built anew; the pods must not keep the old one.
image_mark() {
  local reference=.sandbox/images/refs/docker.io_cookify_consul-operator:0.1.0
  if [[ ${CLUSTER:-sandbox} == sandbox && -r $reference ]]; then sha256sum <"$reference" | cut -c1-12; else echo released; fi
}

explain() {
  echo
  echo "It did not become ready. What the cluster says:"
  kubectl get pods --namespace "$NAMESPACE" --output wide || true
  kubectl describe consulclusters --namespace consul || true
  kubectl get pods,pvc --namespace consul --output wide || true
  kubectl get events --namespace consul --sort-by=.metadata.creationTimestamp | tail -n 20 || true
  kubectl logs --namespace "$NAMESPACE" --selector app.kubernetes.io/name=consul-operator --tail 30 --prefix || true
  exit 1
} >&2

next_steps() {
  local kubectl=kubectl
  if [[ ${CLUSTER:-sandbox} == sandbox ]]; then kubectl="KUBECONFIG=.sandbox/kubeconfig .sandbox/bin/kubectl"; fi
  cat <<TEXT

Consul is ready: three servers, TLS, gossip encryption, access control with "deny" as default.

Open the UI at https://localhost:8501/ui (the certificate is signed by the cluster's own CA):
  $kubectl port-forward --namespace consul service/platform-ui 8501:443
Log in with the bootstrap token:
  $kubectl get secret platform-bootstrap-token --namespace consul --output go-template='{{.data.token | base64decode}}'

Next: kill a server and watch the status tell the truth
  $kubectl delete pod platform-server-0 --namespace consul
  $kubectl get ccl --namespace consul --watch
All fields of a ConsulCluster: docs/reference/. Take it all away: make sandbox-down
TEXT
}

main "$@"
