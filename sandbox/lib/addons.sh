# What the cluster itself must hold: access rules, DNS, the storage class.
# shellcheck shell=bash

# install_manifests NAME...: their checksum in a pod template makes a changed configuration roll out.
install_manifests() {
  local name manifest
  for name in "$@"; do
    manifest=$SANDBOX_SOURCE/manifests/$name.yaml
    sed -e "s|\${COREDNS_IMAGE}|$COREDNS_IMAGE|" -e "s|\${DNS_ADDRESS}|$DNS_ADDRESS|" -e "s|\${CHECKSUM}|$(sha256sum "$manifest" | cut -c1-16)|" "$manifest" \
      | kubectl apply --server-side --force-conflicts --field-manager sandbox -f - >/dev/null
  done
}

dns_answers() { curl --silent --fail --max-time 1 "http://$DNS_ADDRESS:9153/metrics" >/dev/null; }
