# As docker.io/envoyproxy/envoy: /usr/local/bin/envoy, user envoy (101:101).
# shellcheck source=recipe.sh
source "${BASH_SOURCE[0]%/*}/recipe.sh"
install -D -m 755 "$binary" "$root/usr/local/bin/envoy"
add_user envoy 101 101
add_directory /etc/envoy 101:101
install -D -m 755 /dev/stdin "$root/docker-entrypoint.sh" <<'SCRIPT'
#!/bin/sh
# Runs envoy with these arguments, or any other program; as user envoy where started as root.
set -e
case "$1" in -*) set -- envoy "$@" ;; esac
if [ "$1" = envoy ] && [ "$(id -u)" = 0 ]; then
  set -- setpriv --reuid=envoy --regid=envoy --clear-groups "$@"
fi
exec "$@"
SCRIPT
jq -n --arg path "$STANDARD_PATH" '{Entrypoint: ["/docker-entrypoint.sh"], Cmd: ["envoy", "-c", "/etc/envoy/envoy.yaml"], Env: [$path]}'
