# runs: release
# An old backup is restored after the state was lost: what was spent since then stays spent or is void, and nothing is
# there twice. A backup is made while others write, and is whole; a false or damaged one is refused, and changes nothing.
source "$PKIT_SOURCE/tests/tools/lib.sh"

# serials HOME: all that it knows, a line each.
serials() { sql "$1" 'SELECT hex(serial) FROM certificates ORDER BY 1'; }
# put_keys_back FROM TO: what a backup does not have.
put_keys_back() { cp -p "$1"/ca/*.key "$2/ca"; }

make_home home --key-type ed25519
handlers home "[ { name: auto, unverified: true, when: { claimed.ClientMachine: 'auto*' }, allow: {} }, { name: never, unverified: true, when: { claimed.ClientMachine: 'bad*' }, deny: never } ]"
for name in auto1 auto2 wait1 wait2 wait3 byhand bad1 lone; do make_csr "$name"; done
mkdir agents

# Before the backup: one that is issued under a request id, two that wait, one that is denied, one that is revoked, one
# request id whose command was killed after it had claimed it.
expect 0 pkit register --home home --client-machine auto1 --csr auto1.csr --request-id done1 --out agents/auto1.crt
expect 4 pkit register --home home --client-machine wait1 --csr wait1.csr
expect 4 pkit register --home home --client-machine wait2 --csr wait2.csr --request-id waits2
expect 4 pkit register --home home --client-machine wait3 --csr wait3.csr
expect 3 pkit register --home home --client-machine bad1 --csr bad1.csr
expect 0 pkit issue --home home --subject CN=old1 --new-key ed25519 --out old1
expect 0 pkit revoke --home home old1/cert.pem --reason superseded
for ((n = 1; n < 300; n++)); do
  (PKIT_FAULT_PROGRAM=pkit PKIT_FAULT_KIND=kill PKIT_FAULT_AT=$n LD_PRELOAD=$PKIT_FAULTLIB pkit issue --home home \
    --csr lone.csr --request-id lost1 --out agents/lone.crt >cut.out 2>&1; exit $?) 2>/dev/null
  [ "$(sql home "SELECT count(*) FROM requests WHERE id = 'lost1' AND subject = ''")" = 1 ] && break
done
same 'requests that nobody finished' 1 "$(sql home "SELECT count(*) FROM requests WHERE subject = ''")"
same 'certificates before the backup' 2 "$(certificates home)"

expect 0 pkit backup --home home old.pkit
serials home >serials.backup

# After the backup: more of each.
expect 0 pkit approve --home home wait1
expect 0 pkit register --home home --client-machine wait1 --csr wait1.csr --out agents/wait1.crt
expect 0 pkit approve --home home wait2
expect 0 pkit register --home home --client-machine auto2 --csr auto2.csr --request-id later1 --out agents/auto2.crt
expect 0 pkit issue --home home --csr byhand.csr --out agents/byhand.crt
expect 0 pkit issue --home home --csr lone.csr --request-id lost1 --out agents/lone.crt
expect 0 pkit issue --home home --subject CN=new1 --new-key ed25519 --out agents/new1
openssl x509 -in agents/byhand.crt -outform DER -out agents/byhand.der
rm agents/byhand.crt
serials home >serials.lost
same 'certificates when the state is lost' 8 "$(certificates home)"

# Strangers in the directory: a certificate of another CA of that name, one that is broken, the issuers themselves, keys, text, a link.
make_home other --key-type ed25519
expect 0 pkit issue --home other --csr lone.csr --out agents/stranger.crt
cp home/ca/*.crt home/ca/issuing.key agents
echo nothing >agents/README
sed "s/^MII/MIIA/" agents/auto1.crt >agents/broken.crt
ln -s "$PWD/home" agents/home

mv home lost
expect 0 pkit restore old.pkit --home home --issued agents
says 'stranger.crt holds a certificate that is not by this home'
says 'broken.crt holds a certificate that is not by this home'
says 'home/ca/issuing.key'
same 'lines of certificates that were taken in' 5 "$(grep -c 'took in' out)"
put_keys_back lost home
sound home
same 'the directory' 'ca pkit.db pkit.db-shm pkit.db-wal pkit.yaml' "$(echo $(ls -A home))"
same 'mode of the state' 600 "$(stat -c %a home/pkit.db)"

# Every certificate of the backup and of the directory is there, once, octet for octet; wait2's was in no file.
same 'certificates after it' 7 "$(certificates home)"
for file in agents/auto1.crt agents/auto2.crt agents/wait1.crt agents/lone.crt agents/new1/cert.pem; do
  recorded home "$file"
done
serials home >serials.home
same 'serials that the lost state did not have' '' "$(comm -13 serials.lost serials.home)"
same 'serials of the backup that are gone' '' "$(comm -23 serials.backup serials.home)"
same 'certificates that are revoked' 1 "$(sql home 'SELECT count(*) FROM certificates WHERE revoked_at IS NOT NULL')"
state_of() { sql home "SELECT r.state FROM registrations r JOIN principals p ON p.id = r.principal WHERE p.name = '$1'"; }
same 'the registration that was issued after the backup' issued "$(state_of wait1)"
same 'the one whose certificate is lost' waiting "$(state_of wait2)"
same 'the one that still waits' waiting "$(state_of wait3)"
for name in wait1 auto2 byhand lone new1; do
  same "state of $name" Approved "$(sql home "SELECT state FROM principals WHERE name = '$name'")"
done
same 'state of bad1' Disapproved "$(sql home "SELECT state FROM principals WHERE name = 'bad1'")"

# The same CSR continues the same registration and gets the same certificate.
expect 0 pkit register --home home --client-machine wait1 --csr wait1.csr --out again.crt
same 'the certificate that wait1 gets again' "$(cat agents/wait1.crt)" "$(cat again.crt)"
expect 0 pkit register --home home --client-machine auto1 --csr auto1.csr --request-id done1 --out done.crt
same 'what a request id answers that was spent before' "$(cat agents/auto1.crt)" "$(cat done.crt)"
expect 4 pkit register --home home --client-machine wait2 --csr wait2.csr --request-id waits2
expect 7 pkit register --home home --client-machine wait2 --csr wait3.csr --request-id waits2
# The id whose command had been killed is void, for any inputs; a new id is free.
expect 7 pkit issue --home home --csr lone.csr --request-id lost1 --out void.crt
says 'is unknown since the state was restored'
[ ! -e void.crt ] || fail 'a void request id gives out a certificate'
same 'certificates after all that' 7 "$(certificates home)"
expect 3 pkit register --home home --client-machine bad1 --csr bad1.csr

# New certificates have new serials, among all that ever were.
for n in 1 2 3; do expect 0 pkit issue --home home --subject "CN=fresh$n" --new-key ed25519 --out "fresh$n"; done
expect 0 pkit approve --home home wait2
serials home >serials.end
same 'serials that are there twice' '' "$(cat serials.lost serials.end | sort | uniq -c | awk '$1 > 2 { print $2 }')"
same 'new ones that the lost state had' 7 "$(comm -12 serials.lost serials.end | wc -l)"
no_serial_twice home
sound home
pkit events --home home >events
grep -q 'state.restored' events || fail 'the history does not tell of the restoration'
same 'events of certificates that were taken in' 5 "$(grep -c 'certificate.taken_in' events)"

# A signed request that was taken before the backup's state came back is not known to it: it is void, as is any other that
# was signed before the restoration, or so soon after it that the clock of who signed it may have been ahead.
sign() { pkit register --home "$1" --client-machine auto1 --cert agents/auto1.crt --key auto1.key --capability "$2"; }
expect 0 sign lost signed
expect 8 sign home signed
says 'the state was restored, and may not know that this signed request was taken before'
same 'events of it' 1 "$(pkit events --home home --format json | grep -c 'proof\.restored')"

# Restored once more over what is there: the home is kept, and its keys are used on.
expect 0 pkit restore old.pkit --home home --issued agents --force
sound home
sound home.previous
same 'certificates in the home that was replaced' 11 "$(certificates home.previous)"
expect 0 pkit issue --home home --subject CN=after --new-key ed25519 --out after

# What names one of our issuers and is not by it is a forgery: all of it is refused, and nothing is made.
mkdir false
openssl x509 -in agents/lone.crt -outform DER -out false/forged.der
printf '\377\377\377\377' | dd of=false/forged.der bs=1 seek=25 conv=notrunc 2>/dev/null
expect 5 pkit restore old.pkit --home made --issued false
says 'forged.der'
says 'is not by it'
[ ! -e made ] || fail 'a home was made from forgeries'

# Damaged backups.
damaged() {
  cp old.pkit bad.pkit
  "${@:2}" || fail "cannot damage: ${*:2}"
  expect "$1" pkit restore bad.pkit --home made
  says bad.pkit
  [ ! -e made ] || fail "a home was made after: ${*:2}"
}
damaged 9 truncate -s 60000 bad.pkit
damaged 9 truncate -s 0 bad.pkit
damaged 9 sqlite3 bad.pkit "UPDATE events SET actor = 'uid:4711' WHERE sequence = 2"
damaged 9 sqlite3 bad.pkit 'DELETE FROM events WHERE sequence = 3'
damaged 9 sqlite3 bad.pkit "UPDATE certificates SET principal = 'o-nobody' WHERE rowid = 1"
damaged 9 sqlite3 bad.pkit 'PRAGMA user_version = 99; UPDATE compatibility SET min_reader = 99'
damaged 9 sqlite3 bad.pkit "UPDATE backup_files SET name = '../escape' WHERE name = 'pkit.yaml'"
damaged 9 sqlite3 bad.pkit "UPDATE backup_files SET name = '/tmp/escape' WHERE name = 'pkit.yaml'"
damaged 9 sqlite3 bad.pkit "UPDATE backup_files SET name = 'pkit.db-wal' WHERE name = 'pkit.yaml'"
damaged 5 sqlite3 bad.pkit "DELETE FROM backup_files WHERE name = 'manifest.json'"
[ ! -e ../escape ] && [ ! -e /tmp/escape ] || fail 'a backup writes outside the home'

# A backup of a state that is damaged is refused, and replaces no sound one.
cp -a home broken
sql broken "UPDATE events SET actor = 'uid:4711' WHERE sequence = 2"
before=$(sha256sum <old.pkit)
expect 9 pkit backup --home broken old.pkit --force
says 'the state is damaged: event 2'
same 'the backup that was to be replaced' "$before" "$(sha256sum <old.pkit)"
same 'what lies beside it' '' "$(ls -A | grep '^\.old.pkit')"

# Online: four processes issue while backups are made one after the other. Each backup is whole, none of the processes
# is disturbed, and what had been given out before a backup began is in it.
handlers home "$everyone"
for n in 1 2 3 4; do
  (for ((i = 0; i < 12; i++)); do
    pkit issue --home home --subject "CN=busy$n-$i" --new-key ed25519 --out "busy$n-$i" || exit 1
    echo "busy$n-$i" >>given
  done) >"busy.$n" 2>&1 &
  pids[n]=$!
done
for n in 1 2 3 4 5; do
  cp given given.before 2>/dev/null || : >given.before
  expect 0 pkit backup --home home online.pkit --force
  same "soundness of backup $n" ok "$(sqlite3 online.pkit 'PRAGMA integrity_check')"
  while read -r name; do
    [ "$(sqlite3 online.pkit "SELECT count(*) FROM principals WHERE name = '$name'")" = 1 ] ||
      fail "backup $n lacks $name"
  done <given.before
  rm -rf made
  expect 0 pkit restore online.pkit --home made
  put_keys_back home made
  sound made
done
for n in 1 2 3 4; do wait "${pids[n]}" || { fail "backups disturb process $n"; tail -n 3 "busy.$n"; }; done
sound home
finish
