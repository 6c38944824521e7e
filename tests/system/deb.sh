# The Debian package: built from the preset "dynamic" (by tests/run.sh, else here), installed by dpkg into a root of its own
# whose record of packages is a copy of the system's, used there, and removed without a trace.
# runs: release
# timeout: 1800
source "$PKIT_SOURCE/tests/tools/lib.sh"

# PKIT_DEB may name a package that is there already.
if [ -z "${PKIT_DEB:-}" ]; then
  cmake --preset dynamic -S "$PKIT_SOURCE" -B "$PWD/dynamic" >build.log 2>&1 &&
    cmake --build dynamic -j "$(nproc)" >>build.log 2>&1 && (cd dynamic && cpack) >>build.log 2>&1 ||
    { tail -n 30 build.log; exit 1; }
  PKIT_DEB=$(ls dynamic/*.deb)
fi
field() { dpkg-deb --field "$PKIT_DEB" "$1"; }
version=$("$PKIT" --version | sed -n 's/^pkit //p')

same 'name' pkit "$(field Package)"
same 'version' "$version" "$(field Version)"
same 'architecture' "$(dpkg --print-architecture)" "$(field Architecture)"
for library in libc6 libstdc++6 "libssl3(t64)?" libsqlite3-0 zlib1g "libyaml-cpp0\.[78]" "libre2-(9|11)(-absl[0-9]*)?" \
  "libcurl4(t64)?" libidn2-0 "libxml2(-16)?"; do  # of Debian 12, or 13
  field Depends | tr ',' '\n' | grep -qE "^ *${library//+/[+]}( |\$)" || fail "it does not depend on $library: $(field Depends)"
done
same 'what belongs to others, or is writable by them' '' \
  "$(dpkg-deb --contents "$PKIT_DEB" | awk '$2 != "root/root" || substr($1, 6, 1) == "w" || substr($1, 9, 1) == "w"')"

root=$PWD/root
mkdir -p "$root/var/lib"
cp -a /var/lib/dpkg "$root/var/lib/"
# Without triggers: the programs that they would call are not in this root.
packaged() { dpkg --root="$root" --no-triggers --log=dpkg.log "$@"; }
expect 0 packaged --install "$PKIT_DEB"
same 'state of the package' 'install ok installed' "$(packaged --showformat='${Status}' --show pkit 2>/dev/null ||
  dpkg-query --admindir="$root/var/lib/dpkg" -W -f '${Status}' pkit)"
for file in bin/pkit libexec/pkit/http libexec/pkit/plugin-host libexec/pkit/realm-xml libexec/pkit/ca-directory libexec/pkit/pkcs11 share/man/man1/pkit.1 share/man/man1/pkit-issue.1 share/man/man5/pkit.yaml.5 \
  share/man/man7/pkit-adapter.7 share/bash-completion/completions/pkit share/zsh/vendor-completions/_pkit \
  share/fish/vendor_completions.d/pkit.fish include/pkit/fleet/operations.h share/doc/pkit/README.md \
  share/doc/pkit/CHANGELOG.md share/doc/pkit/LICENSE share/doc/pkit/examples/adapters/inventory; do
  [ -f "$root/usr/$file" ] || fail "there is no /usr/$file"
done
[ "$(ls "$root"/usr/share/man/man1/pkit*.1 | wc -l)" = "$(ls "$PKIT_SOURCE"/man/*.1 | wc -l)" ] || fail 'a man page is missing'

# It is another program than the one under test: linked to the system's libraries, and the same otherwise.
installed=$root/usr/bin/pkit
readelf -d "$installed" | grep -q 'NEEDED.*libcrypto' || fail 'libcrypto is built in'
"$installed" --version >version
says "pkit $version" version
says 'built with, and using what the system has now:' version
says "OpenSSL $(dpkg-query -W -f '${Version}' libssl-dev)" version
PATH=$root/usr/bin:$PATH
make_home home
handlers home "$everyone"
make_csr web1
expect 0 pkit register --home home --client-machine web1 --csr web1.csr --out web1.crt
expect 0 openssl verify -x509_strict -CAfile home/ca/root.crt -untrusted home/ca/issuing.crt web1.crt
sound home
# And a state goes from one build to the other and back.
make_csr web2
expect 0 "$PKIT" issue --home home --csr web2.csr --out web2.crt
expect 0 pkit show --home home web2.crt
sound home
printf '#include "fleet/operations.h"\nint main() {}\n' >uses.cpp
expect 0 g++ -std=c++20 -fsyntax-only -I "$root/usr/include/pkit" uses.cpp

expect 0 packaged --purge pkit
same 'what is left of it' '' "$(find "$root/usr" -name '*pkit*' 2>/dev/null)"
finish
