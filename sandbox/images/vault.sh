# As docker.io/hashicorp/vault: /bin/vault, user vault (100:1000), /vault/file, /vault/logs and /vault/config.
# shellcheck source=recipe.sh
source "${BASH_SOURCE[0]%/*}/recipe.sh"
add_binary vault
add_user vault 100 1000
add_directory /vault 100:1000
add_directory /vault/config 100:1000
add_directory /vault/file 100:1000
add_directory /vault/logs 100:1000
hide_bash
add_entrypoint <<'SCRIPT'
#!/bin/sh
# Runs vault with these arguments, or any other program; as user vault where started as root.
set -e
case "$1" in
  server) shift; set -- vault server -config=/vault/config "$@" ;;
  *) if vault "$1" --help 2>&1 | grep -q "^Usage: vault $1"; then set -- vault "$@"; fi ;;
esac
if [ "$1" = vault ] && [ "$(id -u)" = 0 ]; then
  set -- setpriv --reuid=vault --regid=vault --clear-groups "$@"
fi
exec dumb-init "$@"
SCRIPT
jq -n --arg path "$STANDARD_PATH" '{Entrypoint: ["docker-entrypoint.sh"], Cmd: ["server", "-dev"], Env: [$path], Volumes: {"/vault/file": {}, "/vault/logs": {}}}'
