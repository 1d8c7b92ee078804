#!/usr/bin/env bash
# Installs the chart, without pods, on the sandbox (CLUSTER=current: on the cluster of the current kubectl context)
# and upgrades it to the other scope: the server takes each object without a warning, applying it again would
# change nothing, and the operator's rights in each namespace are those of golden/rights-*.txt. Removes all
# of it again. The definitions, which others may be using, are only tried.
# Usage: check-on-cluster.sh [--update]
set -euo pipefail
cd "$(dirname "$0")"

update=${1:-}
export PATH=$PWD/../.sandbox/bin:$PATH
[[ ${CLUSTER:-sandbox} == current ]] || export KUBECONFIG=$PWD/../.sandbox/kubeconfig
helm=${HELM:-helm}
readonly OWN=chart-check ADMITTED=chart-check-admitted FOREIGN=chart-check-foreign
kube_version=$(kubectl version --output=json | jq -r .serverVersion.gitVersion)
scratch=$(mktemp -d)

clean_up() {
  "$helm" uninstall consul-operator --namespace "$OWN" --ignore-not-found >/dev/null 2>&1 || true
  kubectl delete namespace "$OWN" "$ADMITTED" "$FOREIGN" --ignore-not-found --timeout=60s >/dev/null 2>&1 || true
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

template() {
  "$helm" template consul-operator consul-operator --namespace "$OWN" --kube-version "$kube_version" "$@"
}

# taken_without_warning: what is on standard input, tried only.
taken_without_warning() {
  kubectl apply --server-side --force-conflicts --dry-run=server --warnings-as-errors --filename -
}

template --show-only templates/crds.yaml | taken_without_warning

# The second scope is an upgrade of the first, so changing the scope of a release is tried as well.
for scope in namespaces cluster; do
  values=(--set "scope=$scope,namespaces={$OWN,$ADMITTED},crds.install=false,replicaCount=0,metrics.dashboards.enabled=true")
  template "${values[@]}" | taken_without_warning
  "$helm" upgrade consul-operator consul-operator --install --namespace "$OWN" "${values[@]}"
  template "${values[@]}" | kubectl diff --filename - \
    || { echo "scope $scope: the server keeps these objects otherwise than the chart writes them"; exit 1; }

  golden=golden/rights-$scope.txt
  if [[ $update == --update ]]; then
    kubectl auth can-i get secrets --namespace "$ADMITTED" --as "system:serviceaccount:$OWN:consul-operator" >/dev/null
    rights_of_the_operator >"$golden"
  fi
  rights_become "$golden" || { echo "scope $scope: the rights differ from $golden"; exit 1; }
done
