# What the recipes share. A recipe is called with the directory to fill and the product's binary; it prints the image's configuration.
# shellcheck shell=bash
set -euo pipefail
root=$1 binary=$2

readonly STANDARD_PATH=PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# add_user NAME UID GID: as in the product's own image.
add_user() {
  mkdir -p "$root/etc"
  { cat "$BASE/etc/passwd"; echo "$1:x:$2:$3::/home/$1:/usr/sbin/nologin"; } >"$root/etc/passwd"
  { cat "$BASE/etc/group"; echo "$1:x:$3:"; } >"$root/etc/group"
}

# Debian merges /bin into /usr/bin: the binary is at /bin/NAME and /usr/bin/NAME.
add_binary() { install -D -m 755 "$binary" "$root/usr/bin/$1"; }

# add_directory PATH UID:GID
add_directory() { install -d "$root$1"; chown "$2" "$root$1"; }

# add_entrypoint: the script on stdin becomes docker-entrypoint.sh.
add_entrypoint() {
  install -D -m 755 /dev/stdin "$root/usr/local/bin/docker-entrypoint.sh"
}

# The products' own images are made from Alpine, which has no bash: what needs one shall fail here too.
hide_bash() { mkdir -p "$root/usr/bin" && touch "$root/usr/bin/.wh.bash"; }
