# For workloads in tests: Debian with curl, openssl, jq, dig, ip, iptables, and of busybox the servers and clients that Debian names otherwise or not at all.
# shellcheck source=recipe.sh
source "${BASH_SOURCE[0]%/*}/recipe.sh"
mkdir -p "$root/usr/local/bin"
for applet in httpd nc wget nslookup ping telnet vi; do ln -s /bin/busybox "$root/usr/local/bin/$applet"; done
jq -n --arg path "$STANDARD_PATH" '{Cmd: ["sh"], Env: [$path]}'
