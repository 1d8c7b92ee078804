# What the cluster itself must hold: access rules, DNS, the storage class.
# shellcheck shell=bash

install_manifests() {
  local name
  for name in "$@"; do
    sed -e "s|\${COREDNS_IMAGE}|$COREDNS_IMAGE|" -e "s|\${DNS_ADDRESS}|$DNS_ADDRESS|" "$SANDBOX_SOURCE/manifests/$name.yaml" \
      | kubectl apply --server-side --force-conflicts --field-manager sandbox -f - >/dev/null
  done
}

dns_answers() { curl --silent --fail --max-time 1 "http://$DNS_ADDRESS:9153/metrics" >/dev/null; }
