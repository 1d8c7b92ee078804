#!/usr/bin/env bash
# Checks the chart: without a cluster first, then against the API server of the sandbox where one runs
# (CLUSTER=current: of the current kubectl context).
# Usage: check.sh [--update]   --update rewrites the golden files and the README's table of values
set -euo pipefail
cd "$(dirname "$0")"

readonly CHART=consul-operator KUBE_VERSION=1.36.3
update=${1:-}
passed=0 failed=0

export PATH=$PWD/../.sandbox/bin:$PATH
helm=${HELM:-$(command -v helm || true)}
[[ -n $helm ]] || { echo "helm is missing: run make sandbox-up, or set HELM" >&2; exit 1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# check NAME COMMAND...: counts one check; shows what the command printed when it fails.
check() {
  local name=$1
  shift
  if "$@" >"$scratch/out" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAIL $name"
    sed 's/^/     /' "$scratch/out" | head -n 40
  fi
}

render() {
  "$helm" template consul-operator "$CHART" --namespace consul-operator --kube-version "$KUBE_VERSION" "$@"
}

golden() {
  local file=$1 values=$2
  render --values "$values" >"$scratch/rendered" || return 1
  if [[ $update == --update ]]; then cp "$scratch/rendered" "$file"; fi
  diff -u "$file" "$scratch/rendered"
}

renders_the_same_twice() {
  diff <(render --values "$1") <(render --values "$1")
}

# Whatever is decided by chance, by the cluster or by a phase of the release shows up as drift in a GitOps tool.
templates_are_plain() {
  ! grep -rnE 'lookup|rand[A-Z]|gen[A-Z][A-Za-z]+Cert|genCA|genPrivateKey|uuidv4|\bnow\b|\.Capabilities|helm\.sh/hook|IsInstall|IsUpgrade|kind: Job' \
    "$CHART/templates"
}

# The chart has copies because Helm reads no file outside a chart.
definitions_are_equal() {
  local copies=$CHART/files/crds
  if [[ $update == --update ]]; then rm -f "$copies"/*.yaml && cp ../crds/*.yaml "$copies"; fi
  diff <(cd ../crds && ls -- *.yaml) <(cd "$copies" && ls -- *.yaml) || return 1
  for file in "$copies"/*.yaml; do
    diff -u "../crds/${file##*/}" "$file" || return 1
  done
}

# The chart adds metadata; a definition's own lines from "spec:" on are printed as they are.
definitions_are_printed_whole() {
  local file
  render --show-only templates/crds.yaml >"$scratch/crds" || return 1
  for file in "$CHART"/files/crds/*.yaml; do
    awk -v RS='---\n' -v name="  name: $(basename "$file" .yaml)\n" 'index($0, name)' "$scratch/crds" >"$scratch/definition"
    grep -qF 'helm.sh/resource-policy: keep' "$scratch/definition" || return 1
    grep -qF 'argocd.argoproj.io/sync-options: Prune=false' "$scratch/definition" || return 1
    diff -B <(sed -n '/^spec:/,$p' "$file") <(sed -n '/^spec:/,$p' "$scratch/definition") || return 1
  done
}

definition_annotations_are_merged() {
  render --show-only templates/crds.yaml --values - >"$scratch/crds" <<'YAML' || return 1
crds:
  annotations:
    example.com/note: hello
    argocd.argoproj.io/sync-options: ServerSideApply=true
YAML
  grep -q 'example.com/note: hello' "$scratch/crds" \
    && grep -q 'argocd.argoproj.io/sync-options: Prune=false,ServerSideApply=true' "$scratch/crds"
}

# refuses LINE: a line of bad-values.txt; the first field is a part of the refusal.
refuses() {
  local reason=${1%% | *} values=${1#* | }
  if render --values - <<<"$values" >/dev/null 2>"$scratch/refusal"; then
    echo "accepted: $values"
    return 1
  fi
  grep -qF -- "$reason" "$scratch/refusal" || { cat "$scratch/refusal"; return 1; }
}

# No key without its line in the table, and no line without its key.
readme_has_the_table_of_values() {
  local readme=$CHART/README.md
  awk -f values-table.awk "$CHART/values.yaml" >"$scratch/table"
  awk -v table="$scratch/table" '
    /<!-- values: begin -->/ { print; while ((getline line < table) > 0) print line; skip = 1 }
    /<!-- values: end -->/ { skip = 0 }
    !skip' "$readme" >"$scratch/readme"
  if [[ $update == --update ]]; then cp "$scratch/readme" "$readme"; fi
  diff -u "$readme" "$scratch/readme"
}

values_are_few() {
  local lines
  lines=$(wc -l <"$CHART/values.yaml")
  ((lines < 400)) || { echo "$lines lines, fewer than 400 are wanted"; return 1; }
}

# Every top-level key of the values stands in the schema, and the other way round.
schema_covers_values() {
  diff <(grep -oE '^[A-Za-z]+' "$CHART/values.yaml" | sort) <(jq -r '.properties | keys[]' "$CHART/values.schema.json" | sort)
}

# The lists of rules give a Secret to be got by name, written, and nothing else; and nobody gets rights to hand on.
rights_stay_small() {
  local rules=$CHART/templates/_rules.tpl
  [[ $(grep -A1 'resources:.*secrets' "$rules" | grep verbs:) == "  verbs: [get, create, patch]" ]] || { echo "Secrets: more than get, create, patch"; return 1; }
  ! grep -nE '"?\*"?\]|escalate|bind\b|impersonate|nodes|exec|deletecollection' "$rules"
}

check "lint" "$helm" lint "$CHART" --strict --quiet
check "templates hold nothing that changes between renders" templates_are_plain
for values in cases/*.yaml; do
  name=$(basename "$values" .yaml)
  check "$name renders as in golden/$name.yaml (rewrite with --update)" golden "golden/$name.yaml" "$values"
  check "$name renders the same twice" renders_the_same_twice "$values"
done
check "chart and crds/ hold the same definitions" definitions_are_equal
check "definitions are printed whole, and kept" definitions_are_printed_whole
check "annotations of definitions are merged" definition_annotations_are_merged
check "values.yaml is short" values_are_few
check "README has the table of values (rewrite with --update)" readme_has_the_table_of_values
check "schema covers the values" schema_covers_values
check "rights stay small" rights_stay_small
check "dashboard is JSON" jq -e '.panels | length > 0' "$CHART/files/dashboards/consul-operator.json"
while IFS= read -r line; do
  check "refuses ${line#* | }" refuses "$line"
done < <(grep -vE '^(#|$)' bad-values.txt)

[[ ${CLUSTER:-sandbox} == current ]] || export KUBECONFIG=$PWD/../.sandbox/kubeconfig
if kubectl get --raw=/readyz --request-timeout=5s >/dev/null 2>&1; then
  check "against the API server" ./check-on-cluster.sh "$update"
else
  echo "SKIP against the API server: none answers; make sandbox-up starts one"
fi

echo "$passed passed, $failed failed"
((failed == 0))
