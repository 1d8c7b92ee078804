# As docker.io/hashicorp/consul: sh, curl and friends, /bin/consul, user consul (100:1000), /consul/data and /consul/config.
# shellcheck source=recipe.sh
source "${BASH_SOURCE[0]%/*}/recipe.sh"
add_binary consul
add_user consul 100 1000
add_directory /consul 100:1000
add_directory /consul/data 100:1000
add_directory /consul/config 100:1000
hide_bash
add_entrypoint <<'SCRIPT'
#!/bin/sh
# Runs consul with these arguments, or any other program; as user consul where started as root.
set -e
case "$1" in
  agent) shift; set -- consul agent -data-dir=/consul/data -config-dir=/consul/config "$@" ;;
  -*) set -- consul agent -data-dir=/consul/data -config-dir=/consul/config "$@" ;;
  *) if consul "$1" --help 2>&1 | grep -q "^Usage: consul $1"; then set -- consul "$@"; fi ;;
esac
if [ "$1" = consul ] && [ "$(id -u)" = 0 ]; then
  set -- setpriv --reuid=consul --regid=consul --clear-groups "$@"
fi
exec dumb-init "$@"
SCRIPT
jq -n --arg path "$STANDARD_PATH" '{Entrypoint: ["docker-entrypoint.sh"], Cmd: ["agent", "-dev", "-client", "0.0.0.0"], Env: [$path], Volumes: {"/consul/data": {}}}'
