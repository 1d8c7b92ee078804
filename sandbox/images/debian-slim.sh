# As docker.io/library/debian:*-slim: the root alone.
# shellcheck source=recipe.sh
source "${BASH_SOURCE[0]%/*}/recipe.sh"
jq -n --arg path "$STANDARD_PATH" '{Cmd: ["bash"], Env: [$path]}'
