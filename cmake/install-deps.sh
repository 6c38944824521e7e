#!/bin/bash
# install-deps.sh [--test] [--long] [--bench]: the Debian 12 packages that a build needs, and those that tests and
# measurements need besides. Says what is missing and installs it; without root it only says so, and ends with 2. The one list of packages.
set -eu

packages=(g++ cmake ninja-build libssl-dev libsqlite3-dev libyaml-cpp-dev libre2-dev libunistring-dev
  libcli11-dev nlohmann-json3-dev openssl gnutls-bin)
for word in "$@"; do
  case $word in
    --test) packages+=(doctest-dev ccache mold strongswan-pki libstrongswan-standard-plugins universal-ctags clang-format-14
      mandoc strace valgrind procps sqlite3 python3 python3-jsonschema python3-yaml jq zsh fish dpkg-dev sudo
      openssh-server openssh-client bsdutils openjdk-17-jdk-headless nginx curl) ;;
    --long) packages+=(clang-tidy-14 clang-14 libclang-rt-14-dev debootstrap debian-archive-keyring git) ;;
    --bench) packages+=(easy-rsa golang-cfssl strongswan-pki libstrongswan-standard-plugins sqlite3 valgrind) ;;
    *)
      echo "usage: install-deps.sh [--test] [--long] [--bench]" >&2
      exit 2
      ;;
  esac
done

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
