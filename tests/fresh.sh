#!/bin/bash
# fresh.sh [bookworm|trixie]: what a newcomer does. A minimal Debian 12 or 13 (12 where nothing is said) is made with
# debootstrap, this repository is cloned into it, and the commands of README.md run there as they are written. As root;
# what is not committed is not looked at. Says which versions of the compiler and of the checking programs are there.
# Ends with 1 where a command fails. All of it is removed at the end, whatever happens.
set -u
cd "$(dirname "$0")/.." || exit 2
suite=${1:-bookworm}
case $suite in bookworm | trixie) ;; *) echo 'usage: fresh.sh [bookworm|trixie]' >&2; exit 2 ;; esac

# The second time the script runs alone with its mounts and processes, which end with it.
if [ -z "${FRESH_DIRECTORY-}" ]; then
  [ "$(id -u)" -eq 0 ] || { echo 'fresh.sh: a system is made by root' >&2; exit 2; }
  for program in debootstrap git; do
    command -v $program >/dev/null || { echo "fresh.sh: needs $program: cmake/install-deps.sh --long" >&2; exit 2; }
  done
  FRESH_DIRECTORY=$(mktemp -d "${TMPDIR:-/tmp}/pkit-fresh-XXXXXX") || exit 2
  export FRESH_DIRECTORY
  inner=
  # The processes have ended when their first one has; only then are the mounts gone and nothing but files is left.
  remove() {
    if [ -n "$inner" ]; then
      pkill -KILL -P "$inner"
      wait "$inner"
    fi
    rm -rf --one-file-system "$FRESH_DIRECTORY"
  }
  trap remove EXIT
  trap 'exit 1' INT TERM HUP
  unshare --mount --pid --fork --kill-child --propagation private bash "$0" "$suite" &
  inner=$!
  wait "$inner"
  exit
fi

root=$FRESH_DIRECTORY/root
log=$FRESH_DIRECTORY/log

# quietly COMMAND...: what it says is shown where it fails.
quietly() { "$@" >"$log" 2>&1 || { tail -n 30 "$log"; echo "fresh.sh: failed: $*" >&2; exit 1; }; }

# The archives that this system installs from, as lines of sources.list for the new one: "deb URI SUITE COMPONENTS".
archives() {
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk -v here="$(. /etc/os-release && echo "$VERSION_CODENAME")" -v there="$suite" '
      index($2, here) == 1 { sub(here, there, $2); print "deb", $1, $2, $3 }' | sort -u
}

# debootstrap fetches by wget, which knows a proxy from the environment.
proxy() { # http|https
  local proxy=
  eval "$(apt-config shell proxy "Acquire::$1::Proxy")"
  [ -z "$proxy" ] || export "$1_proxy=$proxy"
}

make_system() {
  local from
  from=$(archives | awk -v suite="$suite" '$3 == suite && $4 == "main" { print $2; exit }')
  [ -n "$from" ] || { echo 'fresh.sh: apt knows no archive of Debian; try apt-get update' >&2; exit 2; }
  (proxy http; proxy https; quietly debootstrap --variant=minbase "$suite" "$root" "$from") || exit 1
}

# The new system reaches the archives as this one does; the rest of this one's configuration is left behind.
copy_ways() {
  rm -rf "$root"/etc/apt/{sources.list,sources.list.d,preferences.d,auth.conf.d}
  archives >"$root/etc/apt/sources.list"
  local name
  for name in /etc/apt/{preferences{,.d},auth.conf{,.d}}; do
    [ ! -e "$name" ] || cp -a "$name" "$root$(dirname "$name")/"
  done
  apt-config dump | grep '^Acquire::' | grep -v '^Acquire::IndexTargets' >"$root/etc/apt/apt.conf.d/99here"
  for name in /etc/resolv.conf /etc/hosts /etc/ssl/certs/ca-certificates.crt; do
    [ ! -e "$name" ] || { mkdir -p "$root$(dirname "$name")" && cp -L "$name" "$root$name"; }
  done
}

# inside COMMAND: a shell in /root/pkit of the new system.
inside() {
  env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
    chroot "$root" bash -c 'cd /root/pkit && exec bash -c "$1"' bash "$1"
}

echo "== a minimal $suite"
make_system
copy_ways
quietly git clone --bare "$PWD" "$FRESH_DIRECTORY/pkit.git"
quietly git clone "$FRESH_DIRECTORY/pkit.git" "$root/root/pkit"
# What is mounted there can have mounts of its own, as tests want them.
mount --bind "$root" "$root" && mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev" || exit 2

mapfile -t commands < <(sed -nE 's|^- `(\./[^`]+)`.*|\1|p' README.md)
[ ${#commands[@]} -eq 2 ] || { echo 'fresh.sh: README.md does not have its two commands' >&2; exit 1; }
failed=0
for command in "${commands[@]}"; do
  echo "== $command, in the new system"
  inside "$command" || { echo "fresh.sh: exit $? of $command" >&2; failed=1; }
done
echo "== what is in the new system"
inside '. /etc/os-release; echo "$PRETTY_NAME"
  dpkg-query -W -f "  \${Package} \${Version}\n" g++ clang cmake libssl-dev openssl gnutls-bin libre2-dev libyaml-cpp-dev \
    libsqlite3-dev nlohmann-json3-dev libcurl4-openssl-dev libxml2-dev strongswan-pki default-jdk-headless golang-cfssl \
    libnss3-tools softhsm2 nginx curl openssh-server postgresql python3 python3-cryptography systemd 2>/dev/null'
exit $failed
