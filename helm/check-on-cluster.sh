#!/usr/bin/env bash
# Puts the chart's objects, except the definitions and without pods, on the cluster of the current kubeconfig:
# the server takes each without a warning, applying again would change nothing, and the operator's
# rights in each namespace are those of golden/rights-*.txt. Removes all of it again.
# Usage: check-on-cluster.sh [--update]
set -euo pipefail
cd "$(dirname "$0")"

update=${1:-}
export PATH=$PWD/../.sandbox/bin:$PATH
export KUBECONFIG=${KUBECONFIG:-$PWD/../.sandbox/kubeconfig}
helm=${HELM:-helm}
readonly OWN=chart-check ADMITTED=chart-check-admitted FOREIGN=chart-check-foreign
kube_version=$(kubectl version --output=json | jq -r .serverVersion.gitVersion)
scratch=$(mktemp -d)

clean_up() {
  for rendered in "$scratch"/rendered-*.yaml; do
    kubectl delete --filename "$rendered" --ignore-not-found --wait=false >/dev/null 2>&1 || true
  done
  kubectl delete namespace "$OWN" "$ADMITTED" "$FOREIGN" --ignore-not-found --wait >/dev/null 2>&1 || true
  rm -rf "$scratch"
}
trap clean_up EXIT

for namespace in "$OWN" "$ADMITTED" "$FOREIGN"; do
  kubectl create namespace "$namespace" --dry-run=client --output=yaml | kubectl apply --filename=- >/dev/null
  # The operator must do with the strictest level of Pod Security.
  kubectl label namespace "$namespace" pod-security.kubernetes.io/{enforce,warn}=restricted --overwrite >/dev/null
done

rights() {
  kubectl auth can-i --list --no-headers --namespace "$1" --as "system:serviceaccount:$OWN:$2" \
    | sed -E 's/ +/ /g; s/ $//' | sort
}

# Prints, per namespace, what the operator may do beyond what any account may.
rights_of_the_operator() {
  local namespace
  for namespace in "$OWN" "$ADMITTED" "$FOREIGN"; do
    echo "# $namespace"
    comm -13 <(rights "$namespace" nobody) <(rights "$namespace" consul-operator)
  done
}

# The authorizer learns of new roles by watching, so they count a moment after they were written.
rights_become() {
  local golden=$1 attempt
  for attempt in {1..20}; do
    rights_of_the_operator >"$scratch/rights"
    if diff -u "$golden" "$scratch/rights" >"$scratch/difference"; then return; fi
    sleep 0.5
  done
  cat "$scratch/difference"
  return 1
}

for scope in namespaces cluster; do
  rendered=$scratch/rendered-$scope.yaml
  "$helm" template consul-operator consul-operator --namespace "$OWN" --kube-version "$kube_version" \
    --set "scope=$scope,namespaces={$OWN,$ADMITTED},crds.install=false,replicaCount=0" \
    --set metrics.dashboards.enabled=true >"$rendered"
  kubectl apply --server-side --field-manager=helm --warnings-as-errors --filename "$rendered"
  kubectl diff --server-side --field-manager=helm --filename "$rendered" \
    || { echo "scope $scope: the server keeps these objects otherwise than the chart writes them"; exit 1; }

  golden=golden/rights-$scope.txt
  if [[ $update == --update ]]; then
    kubectl auth can-i get secrets --namespace "$ADMITTED" --as "system:serviceaccount:$OWN:consul-operator" >/dev/null
    rights_of_the_operator >"$golden"
  fi
  rights_become "$golden" || { echo "scope $scope: the rights differ from $golden"; exit 1; }
  kubectl delete --filename "$rendered" --ignore-not-found >/dev/null
done
