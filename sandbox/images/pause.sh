# shellcheck source=recipe.sh
source "${BASH_SOURCE[0]%/*}/recipe.sh"
install -D -m 755 "$binary" "$root/pause"
jq -n '{Entrypoint: ["/pause"], User: "65535:65535"}'
