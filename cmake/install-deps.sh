#!/bin/bash
# install-deps.sh [--test] [--long] [--bench] [--hosts]: the packages of Debian 12 or 13 that a build needs, and those
# that tests, measurements and the campaign of tests/hosts.sh need besides. Says what is missing and installs it; without
# root it only says so, and ends with 2. The one list of packages.
set -eu

packages=(g++ cmake ninja-build libssl-dev libsqlite3-dev zlib1g-dev libyaml-cpp-dev libre2-dev libunistring-dev
  libidn2-dev nlohmann-json3-dev libcurl4-openssl-dev libxml2-dev libp11-kit-dev openssl gnutls-bin)
# What Debian 13 no longer has; the checks that need it are of Debian 12 alone.
of_debian_12() { if grep -q '^VERSION_CODENAME=bookworm' /etc/os-release; then packages+=("$@"); fi; }

# What its archives of libcrypto are linked with.
if grep -q '^VERSION_CODENAME=trixie' /etc/os-release; then packages+=(libzstd-dev); fi

for word in "$@"; do
  case $word in
    --test) packages+=(file time doctest-dev ccache mold clang libclang-rt-dev strongswan-pki libstrongswan-standard-plugins
      universal-ctags mandoc strace valgrind procps sqlite3 python3 python3-jsonschema python3-yaml python3-cryptography python3-cryptography-vectors jq zsh fish dpkg-dev
      softhsm2 opensc sudo openssh-server openssh-client bsdutils default-jdk-headless nginx curl libnss3-tools systemd postgresql
      python3-psycopg2 libjansson-dev chromium golang-cfssl) && of_debian_12 clang-format-14 ;;
    --long) packages+=(debootstrap debian-archive-keyring git) && of_debian_12 clang-tidy-14 ;;
    --hosts) packages+=(patroni python3-etcd etcd-server postgresql iproute2) ;;
    --bench) packages+=(easy-rsa golang-cfssl strongswan-pki libstrongswan-standard-plugins sqlite3 valgrind postgresql python3) ;;
    *)
      echo "usage: install-deps.sh [--test] [--long] [--bench] [--hosts]" >&2
      exit 2
      ;;
  esac
done

command -v dpkg-query >/dev/null || {
  echo "this is no Debian; what has these names there is needed: ${packages[*]}" >&2
  exit 2
}
missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -ne 0 ]; then
  echo "missing packages: ${missing[*]}" >&2
  echo "as root: apt-get install ${missing[*]}" >&2
  exit 2
fi
echo "installing with apt: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
# Servers are here to be started by tests, and not by their installation.
policy=/usr/sbin/policy-rc.d
made=
[ -e $policy ] || { made=$policy && printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy; }
trap 'rm -f "$log" $made' EXIT
{ apt-get update -q && apt-get install -y -q --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 || {
  cat "$log" >&2
  exit 1
}
