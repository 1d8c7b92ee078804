# shellcheck source=recipe.sh
source "${BASH_SOURCE[0]%/*}/recipe.sh"
install -D -m 755 "$binary" "$root/coredns"
jq -n '{Entrypoint: ["/coredns"], User: "65532:65532", WorkingDir: "/"}'
