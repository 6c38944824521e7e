# runs: release
# A home that is moved, copied or restored elsewhere works there, and what waits in it is its own: nothing is written where
# it came from. A renewal or an added authority that a kill cut short is finished by doctor, by a backup, or by who signs.
source "$PKIT_SOURCE/tests/tools/lib.sh"

# cut_short HOME COMMAND...: a command of authorities, killed when its change is recorded and no file is in its place.
cut_short() {
  local home=$1
  shift
  # In a subshell whose own words about the kill nobody wants to read.
  (PKIT_FAULT_PROGRAM=pkit PKIT_FAULT_KIND=kill PKIT_FAULT_AT=1 PKIT_FAULT_ONLY=link,rename,renameat2 \
    LD_PRELOAD=$PKIT_FAULTLIB pkit "$@" --home "$home" >cut.out 2>&1
    exit $?) 2>/dev/null
  [ -n "$(sql "$home" "SELECT staging FROM authorities WHERE staging <> ''")" ] || fail "not cut short: pkit $*"
}
unchanged() { find "$1" -type f ! -name 'pkit.db*' -exec sha256sum {} + | sort; }

make_home home --key-type ed25519
handlers home "$everyone"
expect 0 pkit issue --home home --subject CN=before --new-key ed25519 --out before
cut_short home authority renew issuing --new-key ed25519
same 'absolute paths of the home in its state' 0 \
  "$(sql home "SELECT count(*) FROM authorities WHERE certificate || key || staging LIKE '%$PWD%'")"

# Moved: the next that signs finishes it there.
cp -a home former
mkdir elsewhere
cp -a home elsewhere/home
unchanged former >former.before
mv home gone
expect 0 pkit issue --home elsewhere/home --subject CN=after --new-key ed25519 --out after
expect 0 openssl verify -CAfile elsewhere/home/ca/root.crt -untrusted elsewhere/home/ca/issuing.crt after/cert.pem
sound elsewhere/home
# With the home that it came from still there: nothing is written into that one.
mv gone home
unchanged home >home.before
rm -rf elsewhere/home
cp -a former elsewhere/home
expect 0 pkit doctor --home elsewhere/home
says 'the files of authority issuing were put in their places' out
unchanged home | diff - home.before || fail 'the home that it was copied from was written'
expect 0 pkit doctor --home elsewhere/home
same 'finished once' 0 "$(grep -c 'were put in their places' out)"

# A backup carries it finished; a copy of the state alone does not, and what it had stays in service.
expect 0 pkit backup --home home all --with-keys
expect 0 pkit restore all --home restored
expect 0 pkit issue --home restored --subject CN=restored --new-key ed25519 --out restored.ci
expect 0 openssl verify -CAfile restored/ca/root.crt -untrusted restored/ca/issuing.crt restored.ci/cert.pem
same 'the key of the renewed certificate' "$(openssl x509 -in restored/ca/issuing.crt -noout -pubkey)" \
  "$(openssl pkey -in restored/ca/issuing.key -pubout)"
sound restored
rm -rf elsewhere/home
cp -a former elsewhere/home
rm -rf elsewhere/home/ca/.issuing.pkit-*
expect 9 pkit doctor --home elsewhere/home
says authority-files-lost out
expect 0 pkit issue --home elsewhere/home --subject CN=still --new-key ed25519 --out still
expect 0 pkit doctor --home elsewhere/home --repair
sound elsewhere/home
expect 0 pkit authority renew issuing --home elsewhere/home --new-key ed25519
sound elsewhere/home

# An added authority that nothing signs with yet: doctor finishes it, and so does the same command.
make_home home2 --key-type ed25519
cut_short home2 authority add second --key-type ed25519
cp -a home2 home3
expect 0 pkit doctor --home home2
says 'the files of authority second were put in their places' out
same 'the key of the added one' "$(openssl x509 -in home2/ca/second.crt -noout -pubkey)" \
  "$(openssl pkey -in home2/ca/second.key -pubout)"
expect 7 pkit authority add second --home home3 --key-type ed25519
same 'files of the added one' 2 "$(ls home3/ca/second.crt home3/ca/second.key | wc -l)"
sound home3
finish
