# Certificates of the control plane: one CA for clients and servers, one for the aggregation layer, the service account key.
# shellcheck shell=bash

create_certificates() {
  local node
  mkdir -p "$PKI"
  chmod 700 "$PKI"
  authority ca "sandbox-ca"
  authority front-proxy-ca "sandbox-front-proxy-ca"
  leaf ca etcd "/CN=etcd" "IP:$HOST_ADDRESS,IP:127.0.0.1"
  leaf ca kube-apiserver "/CN=kube-apiserver" "IP:$HOST_ADDRESS,IP:127.0.0.1,IP:$SERVICE_NETWORK.0.1,DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local"
  leaf ca kube-apiserver-kubelet-client "/O=system:masters/CN=kube-apiserver-kubelet-client"
  leaf front-proxy-ca front-proxy-client "/CN=front-proxy-client"
  leaf ca admin "/O=system:masters/CN=sandbox-admin"
  leaf ca kube-controller-manager "/CN=system:kube-controller-manager" "IP:$HOST_ADDRESS"
  leaf ca kube-scheduler "/CN=system:kube-scheduler" "IP:$HOST_ADDRESS"
  leaf ca kube-proxy "/CN=system:kube-proxy"
  leaf ca sandbox-controllers "/CN=sandbox-controllers"
  for node in $(node_names); do
    leaf ca "$node" "/O=system:nodes/CN=system:node:$node" "IP:$(node_address "$node"),DNS:$node"
  done
  if [[ ! -s $PKI/service-account.pub ]]; then
    openssl genrsa -out "$PKI/service-account.key" 2048 2>/dev/null
    openssl rsa -in "$PKI/service-account.key" -pubout -out "$PKI/service-account.pub" 2>/dev/null
  fi
}

authority() {
  local name=$1 subject=$2
  if still_valid "$name"; then return; fi
  openssl ecparam -name prime256v1 -genkey -noout -out "$PKI/$name.key"
  openssl req -x509 -new -key "$PKI/$name.key" -days 3650 -subj "/CN=$subject" -out "$PKI/$name.crt" \
    -addext "keyUsage=critical,digitalSignature,keyCertSign,cRLSign"
}

# leaf AUTHORITY NAME SUBJECT [SUBJECT-ALTERNATIVE-NAMES]
leaf() {
  local authority=$1 name=$2 subject=$3 names=${4:-}
  if still_valid "$name" && openssl verify -CAfile "$PKI/$authority.crt" "$PKI/$name.crt" >/dev/null 2>&1 \
    && [[ $(cat "$PKI/$name.names" 2>/dev/null) == "$names" ]]; then return; fi
  openssl ecparam -name prime256v1 -genkey -noout -out "$PKI/$name.key"
  openssl req -new -key "$PKI/$name.key" -subj "$subject" -out "$PKI/$name.csr"
  openssl x509 -req -in "$PKI/$name.csr" -CA "$PKI/$authority.crt" -CAkey "$PKI/$authority.key" -CAcreateserial -days 3650 -out "$PKI/$name.crt" 2>/dev/null \
    -extfile <(printf 'keyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth,clientAuth\n'; [[ -z $names ]] || printf 'subjectAltName=%s\n' "$names")
  rm -f "$PKI/$name.csr"
  printf '%s' "$names" >"$PKI/$name.names"
}

still_valid() { [[ -s $PKI/$1.key ]] && openssl x509 -in "$PKI/$1.crt" -noout -checkend 604800 >/dev/null 2>&1; }

# write_kubeconfig FILE CERTIFICATE-NAME
write_kubeconfig() {
  (umask 077; jq -n --arg server "$API_SERVER" --arg ca "$(base64 -w0 <"$PKI/ca.crt")" \
    --arg certificate "$(base64 -w0 <"$PKI/$2.crt")" --rawfile key <(base64 -w0 <"$PKI/$2.key") '{
    apiVersion: "v1", kind: "Config", "current-context": "sandbox",
    clusters: [{name: "sandbox", cluster: {server: $server, "certificate-authority-data": $ca}}],
    users: [{name: "sandbox", user: {"client-certificate-data": $certificate, "client-key-data": $key}}],
    contexts: [{name: "sandbox", context: {cluster: "sandbox", user: "sandbox"}}]}' | write_if_changed "$1" || true)
}

create_kubeconfigs() {
  local name
  write_kubeconfig "$KUBECONFIG_FILE" admin
  for name in kube-controller-manager kube-scheduler kube-proxy sandbox-controllers $(node_names); do
    write_kubeconfig "$PKI/$name.kubeconfig" "$name"
  done
}
