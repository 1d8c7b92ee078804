#!/usr/bin/env bash
# Runs the Argo CD health script against its fixtures. Needs Lua 5.1, which Argo CD's interpreter speaks, and lyaml.
set -euo pipefail
cd "$(dirname "$0")"

lua=${LUA:-$(command -v lua5.1 || command -v luajit || true)}
[[ -n $lua ]] || { echo "Lua 5.1 is missing: run apt-get install lua5.1 lua-yaml, or set LUA" >&2; exit 1; }
"$lua" -e 'require "lyaml"' 2>/dev/null || { echo "$lua has no lyaml: run apt-get install lua-yaml, or luarocks install lyaml" >&2; exit 1; }

checks=consul.cookify.io/_
for fixture in "$checks"/testdata/*.yaml; do
  grep -qF "inputPath: testdata/${fixture##*/}" "$checks/health_test.yaml" \
    || { echo "$fixture is in no test of $checks/health_test.yaml" >&2; exit 1; }
done
# The values for the argo-cd chart carry a copy of the script.
values=../../examples/argocd/argocd-values.yaml
diff -u "$checks/health.lua" <(sed -n '/"consul.cookify.io\/\*":/,/argoproj.io\/Application:/p' "$values" | sed '1,2d;$d;s/^          //') \
  || { echo "$values has another health script than $checks/health.lua" >&2; exit 1; }

"$lua" test.lua "$checks"
