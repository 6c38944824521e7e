#!/bin/bash
# hosts.sh [KILLS [CUTS]]: three hosts as network namespaces share one state over a PostgreSQL that Patroni and etcd keep,
# with one synchronous standby. Eight processes issue on them, while the primary is killed KILLS times and one host is cut
# off CUTS times (20 of each). Then what was answered is held against what is recorded. As root; PKIT is the program,
# else the one of the release build. HOSTS_KEEP=yes leaves the directory.
set -u
cd "$(dirname "$0")/.." || exit 2
[ "$(id -u)" -eq 0 ] || { echo 'hosts.sh: only root makes network namespaces' >&2; exit 2; }
bash cmake/install-deps.sh --hosts || exit 2
PKIT=$(realpath "${PKIT:-build/release/pkit}") || exit 2
export PKIT
source=$PWD
directory=$(mktemp -d "${TMPDIR:-/tmp}/pkit-hosts-XXXXXX") || exit 2
switch=pkit-$$-switch
end() {
  for pid in $(ip netns list | sed -n "s/^\(pkit-$$-[^ ]*\).*/\1/p" | xargs -rn 1 ip netns pids); do kill -9 "$pid" 2>/dev/null; done
  ip netns list | sed -n "s/^\(pkit-$$-[^ ]*\).*/\1/p" | xargs -rn 1 ip netns del
  if [ -n "${HOSTS_KEEP:-}" ]; then echo "kept: $directory"; else rm -rf "$directory"; fi
}
trap end EXIT
chmod 711 "$directory" && cd "$directory" || exit 2
ip netns add "$switch" && ip -n "$switch" link add bridge type bridge && ip -n "$switch" link set bridge up &&
  ip -n "$switch" addr add 10.77.0.254/24 dev bridge || exit 2
for n in 1 2 3; do
  host=pkit-$$-h$n
  ip netns add "$host" && ip -n "$switch" link add "port$n" type veth peer name eth0 netns "$host" &&
    ip -n "$switch" link set "port$n" master bridge up && ip -n "$host" addr add "10.77.0.$n/24" dev eth0 &&
    ip -n "$host" link set eth0 up && ip -n "$host" link set lo up || exit 2
done
ip netns exec "$switch" python3 -B "$source/tests/hosts/run.py" "pkit-$$" "${1:-20}" "${2:-20}"
