#!/usr/bin/env bash
# Proves that the sandbox works: a pod on every node, DNS, traffic between nodes, volumes, load balancers, logs, exec, Pod Security, audit.
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

readonly NAMESPACE=sandbox-check
nodes=$(kubectl get nodes -o jsonpath='{range .items[*]}{.metadata.name}{"\n"}{end}')

in_namespace() { kubectl --namespace "$NAMESPACE" "$@"; }
in_pod() { local pod=$1; shift; in_namespace exec "$pod" -- "$@"; }

# verify WHAT COMMAND...: the command must succeed within half a minute.
verify() {
  local what=$1 deadline=$((SECONDS + 30))
  shift
  until "$@" >"$HOME_DIR/check.out" 2>&1; do
    if ((SECONDS >= deadline)); then
      printf 'FAILED  %s\n' "$what"
      tail -n 5 "$HOME_DIR/check.out" >&2
      exit 1
    fi
    sleep 0.3
  done
  printf 'ok      %s\n' "$what"
}

# answers EXPECTED COMMAND...: the command prints exactly that.
answers() {
  local expected=$1 got
  shift
  got=$("$@") && [[ $got == "$expected" ]] || { echo "expected «$expected», got «${got:-}»"; return 1; }
}

refuses() { ! "$@"; }

# complains TEXT COMMAND...: the command fails and its output has the text.
complains() {
  local text=$1 output
  shift
  if output=$("$@" 2>&1); then return 1; fi
  grep -qF "$text" <<<"$output"
}

# one line of a manifest per node
workloads() {
  local node
  cat <<MANIFEST
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Service
metadata: {name: web-local}
spec: {type: LoadBalancer, externalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Service
metadata: {name: pods}
spec: {clusterIP: None, selector: {app: web}, ports: [{port: 8080}]}
MANIFEST
  for node in $nodes; do
    cat <<MANIFEST
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data-$node}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
apiVersion: v1
kind: Pod
metadata: {name: web-$node, labels: {app: web}}
spec:
  hostname: web-$node
  subdomain: pods
  nodeSelector: {kubernetes.io/hostname: $node}
  terminationGracePeriodSeconds: 0
  automountServiceAccountToken: false
  securityContext: {runAsNonRoot: true, runAsUser: 100, runAsGroup: 1000, fsGroup: 1000, seccompProfile: {type: RuntimeDefault}}
  containers:
    - name: web
      image: $TOOLS_IMAGE
      command: [sh, -c, "echo serving; echo web > /data/index.html; exec httpd -f -p 8080 -h /data"]
      readinessProbe: {httpGet: {port: 8080, path: /}, periodSeconds: 1}
      securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
      volumeMounts: [{name: data, mountPath: /data}]
  volumes: [{name: data, persistentVolumeClaim: {claimName: data-$node}}]
MANIFEST
  done
}

forget() { kubectl delete namespace "$NAMESPACE" --ignore-not-found --wait >/dev/null; }

ingress() { in_namespace get service "$1" -o jsonpath='{.status.loadBalancer.ingress[0].ip}'; }
has_ingress() { [[ -n $(ingress "$1") ]]; }
fetch() { curl --silent --fail --max-time 2 "$@"; }
volumes_left() { kubectl get persistentvolumes -o jsonpath='{.items[?(@.spec.claimRef.namespace=="'$NAMESPACE'")].metadata.name}'; }

forget
kubectl create namespace "$NAMESPACE" >/dev/null
trap forget EXIT
kubectl label namespace "$NAMESPACE" pod-security.kubernetes.io/enforce=restricted >/dev/null
verify "a default service account" in_namespace get serviceaccount default
workloads | in_namespace apply -f - >/dev/null

for node in $nodes; do
  verify "$node runs a pod with a volume of its own" in_namespace wait --for=condition=Ready "pod/web-$node" --timeout=1s
done
first=$(head -n1 <<<"$nodes")
for node in $nodes; do
  verify "$node: logs" answers serving in_namespace logs "web-$node"
  verify "$node: exec" answers "web-$node" in_pod "web-$node" hostname
  verify "$node: volume written as uid 100" answers "web" in_pod "web-$node" cat /data/index.html
  verify "$node: DNS of a service" in_pod "web-$node" nslookup kubernetes.default.svc.cluster.local
  verify "$node: DNS of a pod, and traffic from $first" answers web in_pod "web-$first" wget -qO- "http://web-$node.pods:8080/"
  verify "$node: its pod answers this machine" answers web fetch "http://$(in_namespace get pod "web-$node" -o jsonpath='{.status.podIP}'):8080/"
  verify "$node: a cluster IP from its pods" answers web in_pod "web-$node" wget -qO- http://web/
done
verify "an outside name does not resolve, and quickly" refuses timeout 3 kubectl --namespace "$NAMESPACE" exec "web-$first" -- wget -qO- http://example.com/
verify "a cluster IP answers this machine" answers web fetch "http://$(in_namespace get service web -o jsonpath='{.spec.clusterIP}')/"
for service in web web-local; do
  verify "$service has an address" has_ingress "$service"
  verify "$service answers this machine at $(ingress "$service")" answers web fetch "http://$(ingress "$service")/"
done
in_namespace patch persistentvolumeclaim "data-$first" --type merge --patch '{"spec": {"resources": {"requests": {"storage": "2Gi"}}}}' >/dev/null
verify "a volume grows" answers 2Gi in_namespace get persistentvolumeclaim "data-$first" -o jsonpath='{.status.capacity.storage}'
verify "Pod Security refuses a privileged pod" complains "violates PodSecurity" in_namespace run privileged --image "$TOOLS_IMAGE" --privileged
verify "the audit log has it" grep -q "\"namespace\":\"$NAMESPACE\"" "$LOGS/audit.log"
forget
verify "deleted claims delete their volumes" answers "" volumes_left
say "The sandbox works."
