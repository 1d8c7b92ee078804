# The cgroups that hold the nodes' pods: /csb/<node>, in each hierarchy of cgroup v1 or once in v2.
# shellcheck shell=bash

cgroup_version() { if [[ $(stat -fc %T /sys/fs/cgroup) == cgroup2fs ]]; then echo 2; else echo 1; fi; }

cgroup_hierarchies() {
  if [[ $(cgroup_version) == 2 ]]; then
    echo /sys/fs/cgroup
  else
    findmnt --noheadings --list --types cgroup --output TARGET
  fi
}

create_node_cgroup() {
  local hierarchy directory
  for hierarchy in $(cgroup_hierarchies); do
    for directory in "$hierarchy/$MARK" "$hierarchy/$MARK/$1"; do
      mkdir -p "$directory"
      if [[ $(cgroup_version) == 2 ]]; then
        delegate_controllers "${directory%/*}"
      elif [[ -e $directory/cpuset.cpus && -z $(cat "$directory/cpuset.cpus") ]]; then
        # A v1 cpuset is born empty, and nothing can run in it.
        cat "${directory%/*}/cpuset.cpus" >"$directory/cpuset.cpus"
        cat "${directory%/*}/cpuset.mems" >"$directory/cpuset.mems"
      fi
    done
    if [[ $(cgroup_version) == 2 ]]; then delegate_controllers "$hierarchy/$MARK/$1"; fi
  done
}

delegate_controllers() {
  local controller
  while read -r controller; do
    echo "+$controller" >"$1/cgroup.subtree_control" 2>/dev/null || true
  done < <(tr ' ' '\n' <"$1/cgroup.controllers")
  grep -q memory "$1/cgroup.subtree_control" \
    || die "cgroup $1 does not delegate the memory controller; run the sandbox outside of that container or with its cgroup delegated"
}

remove_cgroups() {
  local hierarchy
  # In the hybrid layout runc leaves cgroups in the unified hierarchy as well.
  for hierarchy in $(findmnt --noheadings --list --types cgroup,cgroup2 --output TARGET); do
    [[ -d $hierarchy/$MARK ]] || continue
    retry 20 "removing $hierarchy/$MARK" remove_cgroup_tree "$hierarchy/$MARK"
  done
}

# A cgroup can go as soon as the last of its killed processes has been reaped.
remove_cgroup_tree() {
  find "$1" -depth -type d -exec rmdir {} + 2>/dev/null || true
  [[ ! -d $1 ]]
}
