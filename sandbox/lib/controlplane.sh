# The services of the machine "control-plane", which shares this machine's network and listens on the uplink address only.
# shellcheck shell=bash

start_control_plane() {
  mkdir -p "$HOME_DIR/etcd"
  define_etcd
  define_api_server
  define_controller_manager
  define_scheduler
  define_service control-plane sandbox-controllers "$BIN/sandbox-controllers" \
    --kubeconfig "$PKI/sandbox-controllers.kubeconfig" --nodes-directory "$HOME_DIR/nodes" --node-volumes /run/node/volumes --address-pool "$LB_CIDR"
  start_machine control-plane
  release_machine control-plane
  retry 90 "the API server is ready" kubectl get --raw /readyz
}

define_etcd() {
  define_service control-plane etcd "$BIN/etcd" --name sandbox --data-dir "$HOME_DIR/etcd" \
    --listen-client-urls "https://$HOST_ADDRESS:2379" --advertise-client-urls "https://$HOST_ADDRESS:2379" \
    --listen-peer-urls "http://127.0.0.1:32380" --initial-advertise-peer-urls "http://127.0.0.1:32380" --initial-cluster "sandbox=http://127.0.0.1:32380" \
    --cert-file "$PKI/etcd.crt" --key-file "$PKI/etcd.key" --trusted-ca-file "$PKI/ca.crt" --client-cert-auth \
    --quota-backend-bytes 8589934592 --auto-compaction-retention 10m --log-level warn
}

define_api_server() {
  define_service control-plane kube-apiserver "$BIN/kube-apiserver" \
    --bind-address "$HOST_ADDRESS" --advertise-address "$HOST_ADDRESS" --secure-port 6443 \
    --etcd-servers "https://$HOST_ADDRESS:2379" --etcd-cafile "$PKI/ca.crt" --etcd-certfile "$PKI/etcd.crt" --etcd-keyfile "$PKI/etcd.key" \
    --tls-cert-file "$PKI/kube-apiserver.crt" --tls-private-key-file "$PKI/kube-apiserver.key" --client-ca-file "$PKI/ca.crt" \
    --authorization-mode Node,RBAC --enable-admission-plugins NodeRestriction --allow-privileged \
    --service-cluster-ip-range "$SERVICE_CIDR" \
    --service-account-issuer https://kubernetes.default.svc.cluster.local \
    --service-account-key-file "$PKI/service-account.pub" --service-account-signing-key-file "$PKI/service-account.key" \
    --kubelet-preferred-address-types InternalIP --kubelet-certificate-authority "$PKI/ca.crt" \
    --kubelet-client-certificate "$PKI/kube-apiserver-kubelet-client.crt" --kubelet-client-key "$PKI/kube-apiserver-kubelet-client.key" \
    --requestheader-client-ca-file "$PKI/front-proxy-ca.crt" --requestheader-allowed-names front-proxy-client \
    --requestheader-username-headers X-Remote-User --requestheader-group-headers X-Remote-Group --requestheader-extra-headers-prefix X-Remote-Extra- \
    --proxy-client-cert-file "$PKI/front-proxy-client.crt" --proxy-client-key-file "$PKI/front-proxy-client.key" \
    --audit-policy-file "$SANDBOX_SOURCE/config/audit-policy.yaml" --audit-log-path "$LOGS/audit.log" --audit-log-maxsize 2000 --audit-log-maxbackup 1
}

define_controller_manager() {
  define_service control-plane kube-controller-manager "$BIN/kube-controller-manager" \
    --bind-address "$HOST_ADDRESS" --kubeconfig "$PKI/kube-controller-manager.kubeconfig" \
    --authentication-kubeconfig "$PKI/kube-controller-manager.kubeconfig" --authorization-kubeconfig "$PKI/kube-controller-manager.kubeconfig" \
    --tls-cert-file "$PKI/kube-controller-manager.crt" --tls-private-key-file "$PKI/kube-controller-manager.key" \
    --service-account-private-key-file "$PKI/service-account.key" --root-ca-file "$PKI/ca.crt" \
    --cluster-signing-cert-file "$PKI/ca.crt" --cluster-signing-key-file "$PKI/ca.key" \
    --use-service-account-credentials --controllers '*,bootstrap-signer-controller,token-cleaner-controller' \
    --allocate-node-cidrs=false --cluster-cidr "$POD_CIDR" --service-cluster-ip-range "$SERVICE_CIDR" --leader-elect=false
}

define_scheduler() {
  define_service control-plane kube-scheduler "$BIN/kube-scheduler" \
    --bind-address "$HOST_ADDRESS" --kubeconfig "$PKI/kube-scheduler.kubeconfig" \
    --authentication-kubeconfig "$PKI/kube-scheduler.kubeconfig" --authorization-kubeconfig "$PKI/kube-scheduler.kubeconfig" \
    --tls-cert-file "$PKI/kube-scheduler.crt" --tls-private-key-file "$PKI/kube-scheduler.key" --leader-elect=false
}
