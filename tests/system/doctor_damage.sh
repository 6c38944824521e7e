# runs: release
# doctor finds what was done to a home behind pkit's back: each damage on a copy, by another program, is 9 and is named;
# the sound home is 0. What a crash cut short is finished and told.
source "$PKIT_SOURCE/tests/tools/lib.sh"
make_home sound_home --key-type ed25519
make_csr web1
make_csr web2
make_csr denied
expect 4 pkit register --home sound_home --client-machine denied --csr denied.csr
expect 0 pkit deny --home sound_home denied --reason 'not ours'
handlers sound_home "$everyone"
expect 0 pkit register --home sound_home --client-machine web1 --csr web1.csr --out web1.crt
expect 0 pkit issue --home sound_home --csr web2.csr --out web2.crt
expect 0 pkit revoke --home sound_home web2.crt --reason superseded
expect 0 pkit issue --home sound_home --subject CN=ci1 --new-key ed25519 --out ci1
expect 0 pkit doctor --home sound_home
same 'checks that failed in a sound home' 0 "$(grep -c FAILED out)"
events=$(sql sound_home 'SELECT count(*) FROM events')
[ "$events" -ge 4 ] || fail "only $events events"

inflicted=' '
# damaged DAMAGE TEXT COMMAND...: on a copy named home, doctor is 9 and tells of DAMAGE and TEXT. What --repair mends is
# sound afterwards and told by an event; the rest it refuses, says why, and leaves as it is.
damaged() {
  local damage=$1 text=$2 check mends remedy
  shift 2
  rm -rf home
  cp -a sound_home home
  "$@" >damage.out 2>&1 || { fail "cannot damage: $*"; cat damage.out; return; }
  IFS=$'\t' read -r check mends remedy < <(awk -F '\t' -v d="$damage" 'OFS = "\t" { if ($1 == d) print $2, $3 == "" ? "no" : $3, $5 }' damages)
  inflicted="$inflicted$damage "
  expect 9 pkit doctor --home home || return
  grep -q "^FAILED  $check" out || { fail "after $*: check '$check' is content"; cat out; }
  grep -q "^            $damage: " out || { fail "after $*: no $damage"; cat out; }
  says "$text" out
  if [ "$mends" = mends ]; then
    says 'doctor --repair mends'
    expect 0 pkit doctor --home home --repair || return
    grep -q "^mended  $damage: " out || { fail "$damage: not told as mended"; cat out; }
    expect 0 pkit doctor --home home
    same "$damage: events of the repair" 1 "$(pkit events --home home --kind home.repaired --format json |
      jq --arg damage "$damage" 'select(.data.data.damage == $damage)' | jq -s length)"
  else
    says "$remedy" out
    expect 9 pkit doctor --home home --repair
    grep -q "^            $damage: " out || { fail "$damage: gone after a repair that cannot mend it"; cat out; }
    ! grep -q '^mended' out || { fail "$damage: mended"; cat out; }
  fi
}
pkit __damages >damages

# --- the history
damaged event-changed 'event 2' sql home "UPDATE events SET data = CAST('{}' AS BLOB) WHERE sequence = 2"
damaged event-changed 'event 2' sql home "UPDATE events SET actor = 'uid:4711' WHERE sequence = 2"
damaged event-changed 'event 2' sql home "UPDATE events SET time = time + 1000 WHERE sequence = 2"
damaged event-missing "event $events" sql home "DELETE FROM events WHERE sequence = $events"
damaged event-missing 'event 2' sql home "DELETE FROM events WHERE sequence = 2"
damaged event-moved 'event 2' sql home "UPDATE events SET sequence = -1 WHERE sequence = 2;
  UPDATE events SET sequence = 2 WHERE sequence = 3; UPDATE events SET sequence = 3 WHERE sequence = -1;"
damaged event-head 'the head' sql home "UPDATE head SET sequence = $events - 1"
damaged event-head 'the head is missing' sql home 'DELETE FROM head'

damaged state-counter 'not as many' sql home 'UPDATE counters SET number = number + 1'

# --- the certificates
# Even with a head that was mended to fit the last event that is left, the certificate it told of gives it away.
damaged certificate-unexplained 'no event tells of its issue' sql home "DELETE FROM events WHERE sequence = $events;
  UPDATE head SET sequence = $events - 1, hash = (SELECT hash FROM events WHERE sequence = $events - 1);"
first=$(sql sound_home 'SELECT id FROM certificates ORDER BY created, id LIMIT 1')
damaged certificate-deleted "$first" sql home "DELETE FROM certificates WHERE id = '$first'"
damaged certificate-changed "$first" sql home "UPDATE certificates SET der = CAST(der || x'00' AS BLOB) WHERE id = '$first'"
changed() { sql home "UPDATE certificates SET $1 WHERE id = '$first'"; }
damaged certificate-changed "$first has another end" changed 'not_after = not_after + 1000'
damaged certificate-changed "$first has another beginning" changed 'not_before = not_before - 1000'
damaged certificate-changed "$first has another key" changed "key_id = x'00'"
damaged certificate-changed "$first has another serial" changed "serial = x'0102'"
damaged certificate-changed "$first has another subject" changed "subject = 'CN=other'"
damaged certificate-changed "$first has another profile" changed "profile = 'other'"
damaged certificate-revocation 'is not revoked, but by the history it is revoked since' \
  sql home 'UPDATE certificates SET revoked_at = NULL'
damaged certificate-revocation 'but by the history it is revoked since' \
  sql home 'UPDATE certificates SET revoked_at = revoked_at - 1000 WHERE revoked_at IS NOT NULL'
damaged certificate-revocation "$first is revoked since" changed 'revoked_at = created'
# A revocation that was undone is had again, as the remedy says.
rm -rf home
cp -a sound_home home
sql home 'UPDATE certificates SET revoked_at = NULL'
expect 0 pkit revoke --home home web2.crt --reason superseded
expect 0 pkit doctor --home home

# --- what was decided
denied=$(sql sound_home "SELECT id FROM registrations WHERE state = 'denied'")
disapproved=$(sql sound_home "SELECT id FROM principals WHERE state = 'Disapproved'")
damaged orchestrator-changed "$disapproved is approved, but by the history it is disapproved" \
  sql home "UPDATE principals SET state = 'Approved' WHERE id = '$disapproved'"
expect 0 pkit deny --home home "$disapproved" --reason again
expect 0 pkit doctor --home home
damaged orchestrator-deleted "orchestrator $disapproved" sql home "DELETE FROM orchestrators WHERE principal = '$disapproved'"
damaged orchestrator-deleted "$disapproved, by the history disapproved" sql home "DELETE FROM registrations
  WHERE principal = '$disapproved'; DELETE FROM orchestrators WHERE principal = '$disapproved';
  DELETE FROM principals WHERE id = '$disapproved'"
damaged orchestrator-unexplained 'o-stranger' sql home "INSERT INTO principals
  (id, kind, name, name_key, state, enabled, version) VALUES ('o-stranger', 'orchestrator', 'stranger', 'stranger', 'Approved', 1, 1)"
damaged orchestrator-name "$disapproved, disapproved, is called denied" \
  sql home "UPDATE principals SET name_key = 'other' WHERE id = '$disapproved'"
damaged registration-deleted "$denied, by the history denied" sql home "DELETE FROM registrations WHERE id = '$denied'"
damaged registration-changed "$denied is approved, but by the history it is denied" \
  sql home "UPDATE registrations SET state = 'approved' WHERE id = '$denied'"
damaged registration-unexplained "r-stranger" sql home "INSERT INTO registrations (id, principal, csr_sha256, csr, key_id,
  state, profile, not_after, client_parameters, request, decided_by, reason, certificate, created, updated, version)
  SELECT 'r-stranger', principal, x'00', csr, key_id, 'approved', profile, not_after, client_parameters, request,
  decided_by, reason, certificate, created, updated, version FROM registrations WHERE id = '$denied'"
# What a registration was when it was written is told: every column of its row, and what an approval would act on.
for change in "csr = CAST(csr || x'00' AS BLOB)" "csr_sha256 = x'0102'" "key_id = '00'" "profile = 'other'" \
  "not_after = '1d'" "client_parameters = '{\"a\":\"b\"}'" "request = '{}'" "decided_by = 'uid:1'" "reason = 'other'" \
  'created = created + 1' 'updated = updated + 1' 'event = event - 1'; do
  damaged registration-changed "$denied is not what event" sql home "UPDATE registrations SET $change WHERE id = '$denied'"
done
make_csr web3
bound() { pkit issue --home home --csr web3.csr --request-id r1 >/dev/null && sql home "UPDATE requests SET $1"; }
for change in "subject = '$first'" "digest = x'00'" "operation = 'register'" "id = 'r2'" "caller = 'uid:1'" 'created = created + 1'; do
  damaged request-changed 'answers with' bound "$change"
done
damaged trace-unexplained 'no event tells of trace 1' sql home 'UPDATE attempts SET time = time + 1 WHERE id = 1'
damaged trace-unexplained 'no event tells of trace 1' sql home "UPDATE attempts SET actor = 'uid:1' WHERE id = 1"
damaged trace-unexplained 'no event tells of trace 1' sql home "UPDATE attempts SET subject = 'o-other' WHERE id = 1"
damaged trace-missing 'the trace that event 2 tells of' sql home 'DELETE FROM attempts'
expect 0 pkit explain --home home denied
says 'no trace is kept of denied' out
damaged trace-missing 'the trace that event 2 tells of' sql home "UPDATE attempts SET trace = CAST('{}' AS BLOB) WHERE id = 1"
damaged trace-missing 'the trace that event 2 tells of' sql home "UPDATE attempts SET trace = substr(trace, 1, 40) WHERE id = 1"
damaged trace-missing 'the trace that event 2 tells of' sql home "UPDATE attempts SET trace = CAST(x'01' || trace AS BLOB) WHERE id = 1"
damaged trace-unexplained 'no event tells of trace 99, about nobody known' sql home "INSERT INTO attempts
  (id, operation, subject, principal, time, actor, exit, trace)
  SELECT 99, operation, '', principal, time, actor, exit, CAST('{}' AS BLOB) FROM attempts WHERE id = 1"

damaged authority-files-lost 'authority issuing are gone' sql home "INSERT INTO authorities
  VALUES ('issuing', 'ca/none.crt', 'ca/none.key', 'ca/.issuing.pkit-gone', NULL)"
# A clock that was ahead is mended where that is asked for alone: clock_ahead.sh.
rm -rf home
cp -a sound_home home
sql home 'UPDATE meta SET highest_time = highest_time + 86400000'
expect 9 pkit doctor --home home --repair
grep -q '^            clock-ahead: ' out || { fail 'a clock that was ahead goes unnoticed'; cat out; }
inflicted="${inflicted}clock-ahead "

damaged state-reference 'principals' sql home "UPDATE certificates SET principal = 'o-nobody' WHERE id = '$first'"

# --- a change of a store that was cut short, whose directory is gone; where that is back it is ended and told
mkdir sites
cp web1.crt sites/site.pem
printf '#!/bin/sh\nkill -KILL $PPID\n' >killing
chmod 700 killing
expect 0 pkit store add site sites/site.pem --home sound_home --reload "$PWD/killing"
cut_change() { (pkit store put site --home home --cert home/ca/root.crt; exit $?) 2>/dev/null; mv sites sites.away; }
damaged store-change 'a change of the store site was cut short' cut_change
mv sites.away sites
expect 0 pkit doctor --home home
says 'site: an earlier put of' out
expect 0 pkit doctor --home home
! grep -q 'cut short' out || fail 'what was ended is told again'

# --- modes
damaged mode-open 'chmod go-rwx' chmod 755 home
damaged mode-open 'home' chmod 777 home
damaged mode-open 'home/pkit.yaml' chmod 666 home/pkit.yaml
damaged mode-open 'home/pkit.db' chmod 640 home/pkit.db
open_log() { pkit register --home home --client-machine again --csr web1.csr; chmod 644 home/pkit.db-wal; }
damaged mode-open 'pkit.db-wal is open to others' open_log
same 'mode of the log that was mended' 600 "$(stat -c %a home/pkit.db-wal)"
damaged mode-open 'issuing.key' chmod 644 home/ca/issuing.key
damaged mode-open 'home/ca' chmod 755 home/ca
same 'mode of a key that was mended' 600 "$(stat -c %a home/ca/issuing.key)"
# What is above the home: nothing is changed there.
mkdir -m 777 open
cp -a sound_home open/home
expect 9 pkit doctor --home open/home --repair
grep -q '^            mode-parent: ' out || fail 'a parent that others can write goes unnoticed'
same 'mode of that parent' 777 "$(stat -c %a open)"
inflicted="${inflicted}mode-parent "

# --- pkit.yaml and the authorities
damaged authority-certificate-missing 'issuing.crt' rm home/ca/issuing.crt
same 'the certificate that was put back' "$(cat sound_home/ca/issuing.crt)" "$(cat home/ca/issuing.crt)"
expect 0 pkit issue --home home --subject CN=again --new-key ed25519 --out again
# After renewals the state knows several: the newest over the key that is there is the one.
renewed_and_lost() {
  pkit authority renew issuing --home home "$@" && cp home/ca/issuing.crt renewed.crt && rm home/ca/issuing.crt
}
damaged authority-certificate-missing 'issuing.crt' renewed_and_lost
same 'the renewed certificate that was put back' "$(cat renewed.crt)" "$(cat home/ca/issuing.crt)"
damaged authority-certificate-missing 'issuing.crt' renewed_and_lost --new-key ed25519
same 'the certificate of the new key that was put back' "$(cat renewed.crt)" "$(cat home/ca/issuing.crt)"
without_key() { renewed_and_lost && rm home/ca/issuing.key; }
damaged authority-file-missing 'issuing.crt' without_key
# Where the state knows two of one time, nobody can tell which it was.
two_issuers() {
  rm home/ca/issuing.crt
  sql home "INSERT INTO issuers (id, authority, key_id, certificate, not_after, created)
    SELECT 'i-other', authority, key_id, x'3000', not_after, created FROM issuers"
}
damaged authority-file-missing 'issuing.crt' two_issuers
damaged authority-file-missing 'root.crt' rm home/ca/root.crt
damaged authority-file-missing 'issuing.key' rm home/ca/issuing.key
echo secret >p12.pass
chmod 600 p12.pass
packed() {
  openssl pkcs12 -export -inkey home/ca/issuing.key -in home/ca/issuing.crt -passout file:p12.pass -out home/ca/staff.p12
  printf 'version: 1\nusers: {}\n' >home/users.yaml
  chmod 600 home/ca/staff.p12 home/users.yaml
  cat >>home/pkit.yaml <<YAML
user_sources: { people: { file: users.yaml } }
realms:
  staff:
    dependent-user-auth-realm: people
    pki-bridge-class: com.worklight.core.auth.ext.UserCertificateEmbeddedPKI
    embedded-pki-bridge-ca-p12-file-path: ca/staff.p12
    embedded-pki-bridge-ca-p12-password: file:$PWD/p12.pass
YAML
}
damaged authority-packed 'pkit authority unpack staff' packed
damaged authority-certificate 'issuing.crt' cp web1.csr home/ca/issuing.crt
damaged authority-certificate 'issuing.crt' truncate -s 100 home/ca/issuing.crt
make_home other --key-type ed25519
damaged authority-key 'is not the key of' cp other/ca/issuing.key home/ca/issuing.key
damaged authority-key 'issuing.key' truncate -s 20 home/ca/issuing.key
damaged authority-issuer-key 'root.key is not the key of' cp other/ca/root.key home/ca/root.key
damaged authority-issuer-key 'root.key' truncate -s 20 home/ca/root.key
# A root's key that is kept elsewhere, or has a passphrase of its own, is no damage.
rm -rf home
cp -a sound_home home
openssl pkcs8 -topk8 -in other/ca/root.key -out home/ca/root.key -passout pass:another
chmod 600 home/ca/root.key
expect 0 pkit doctor --home home
says 'was not read' out
rm home/ca/root.key
expect 0 pkit doctor --home home
says 'is kept elsewhere' out
# Nor is what a retired authority lacks.
expect 0 pkit authority retire issuing --home home
rm home/ca/issuing.key
expect 0 pkit doctor --home home
says 'issuing is retired' out
damaged authority-certificate 'chain' cp other/ca/issuing.crt home/ca/issuing.crt
other_ca() { cp other/ca/* home/ca; }
damaged state-other 'another home' other_ca
damaged revocation-untold "no authority 'gone' any more" sql home "UPDATE issuers SET authority = 'gone', key_id = '00'"
damaged config-fault 'authoritys' sed -i 's/^version: 1/version: 1\nauthoritys: {}/' home/pkit.yaml
damaged config-fault 'pkit.yaml' truncate -s -3 home/pkit.yaml
damaged file-missing 'pkit.yaml' rm home/pkit.yaml

# --- the state's file
damaged state-missing 'pkit.db' rm home/pkit.db
damaged state-server 'oracle' sh -c '(umask 077 && echo oracle:elsewhere >home/pkit.state)'
damaged state-truncated 'pkit.db' truncate -s 40960 home/pkit.db
damaged state-truncated 'pkit.db' truncate -s 50 home/pkit.db
damaged state-foreign 'pkit.db' dd if=/dev/urandom of=home/pkit.db bs=4096 count=3
damaged state-foreign 'pkit.db' sqlite3 home/pkit.db 'PRAGMA application_id = 7'
damaged state-newer 'schema version 99' sql home 'PRAGMA user_version = 99; UPDATE compatibility SET min_reader = 99'
pkit backup --home sound_home copied --force >backup.out
damaged state-backup 'is a backup' cp copied home/pkit.db
damaged file-unreadable 'issuing' sh -c 'rm -r home/ca && ln -s ca home/ca'
damaged state-unreadable 'pkit.db' sh -c 'rm home/pkit.db && mkdir -m 700 home/pkit.db'

# A page is overwritten: of a table its rows are lost, of an index they are not.
root_of() { sql sound_home "SELECT rootpage FROM sqlite_schema WHERE name = '$1'"; }
overwrite() { head -c "$3" /dev/urandom | dd of=home/pkit.db bs=1 seek=$((4096 * ($(root_of "$1") - 1) + $2)) conv=notrunc; }
sqlite3 sound_home/pkit.db 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
damaged state-page 'pkit.db' overwrite certificates 0 64
damaged state-index 'pkit.db' overwrite registrations_by_state 0 64
same 'registrations after the repair' "$(sql sound_home 'SELECT * FROM registrations')" "$(sql home 'SELECT * FROM registrations')"
same 'mode of the state that was kept' 600 "$(stat -c %a home/pkit.db.damaged)"
damaged state-index 'pkit.db' overwrite events_by_kind 4000 90
damaged state-index 'pkit.db' overwrite certificates_by_key 0 1
same 'certificates after the repair' "$(sql sound_home 'SELECT hex(der) FROM certificates')" "$(sql home 'SELECT hex(der) FROM certificates')"
expect 0 pkit issue --home home --subject CN=mended --new-key ed25519 --out mended
sound home

# The log of another state, as a process that was killed leaves one: SQLite itself would apply it.
log_of() {
  rm -rf logged
  cp -a "$1" logged
  sqlite3 logged/pkit.db 'PRAGMA journal_mode' >/dev/null
  sqlite3 -batch logged/pkit.db "UPDATE meta SET created = created + 1" "UPDATE head SET sequence = sequence" \
    '.shell cp logged/pkit.db-wal stray-wal' >/dev/null
}
foreign_log() { log_of other && cp stray-wal home/pkit.db-wal; }
before=$(sha256sum <sound_home/pkit.db)
damaged state-log 'pkit.db-wal does not belong to' foreign_log
same 'the state beside a foreign log' "$before" "$(sha256sum <home/pkit.db)"
rm home/pkit.db-wal
expect 0 pkit doctor --home home
# Its own log is no damage.
rm -rf home
cp -a sound_home home
log_of sound_home
cp stray-wal home/pkit.db-wal
expect 0 pkit doctor --home home

# An authority that has expired, in a home whose clock tests may set.
make_home late --key-type ed25519 --test-clock
expect 0 pkit doctor --home late
expect 9 pkit doctor --home late --now 2099-01-01T00:00:00Z
grep -q '^            authority-expired: ' out || fail 'an authority that has expired goes unnoticed'
inflicted="${inflicted}authority-expired "

# Without a state that takes the event nothing is mended.
rm -rf home
cp -a sound_home home
chmod 644 home/ca/issuing.key
truncate -s 50 home/pkit.db
expect 9 pkit doctor --home home --repair
same 'mode of a key where no event can tell of it' 644 "$(stat -c %a home/ca/issuing.key)"

# A directory that a killed command left beside the home, and a request id that nobody finished, are notes.
rm -rf home
cp -a sound_home home
mkdir .home.pkit-abandoned
sql home "INSERT INTO requests (caller, id, operation, digest, subject, holder, lease_until, created)
  VALUES ('uid:0', 'cut', 'issue', x'00', '', 'nobody 1 1', 1, 1)"
expect 0 pkit doctor --home home
says '1 directory was left by killed commands' out
says '1 was left by a command that was killed' out
rmdir .home.pkit-abandoned

# A command that died after its commit: the key waits in its staging directory, and doctor publishes the pair.
rm -rf home
cp -a sound_home home
for ((n = 1; n < 300; n++)); do
  rm -rf cut
  # In a subshell whose own words about the kill nobody wants to read.
  (PKIT_FAULT_PROGRAM=pkit PKIT_FAULT_KIND=kill PKIT_FAULT_AT=$n PKIT_FAULT_ONLY=rename,renameat2,write \
    LD_PRELOAD=$PKIT_FAULTLIB pkit issue --home home --subject CN=cut --new-key ed25519 --out cut --force >cut.out 2>&1
    exit $?) 2>/dev/null
  [ $? -eq 137 ] || break
  [ "$(sql home 'SELECT count(*) FROM publications WHERE done = 0')" = 1 ] && [ ! -e cut ] && break
done
same 'unfinished publications' 1 "$(sql home 'SELECT count(*) FROM publications WHERE done = 0')"
cp -a home lost
expect 0 pkit doctor --home home
says '1 finished' out
published home "$PWD/cut"
same 'unfinished publications after a doctor' 0 "$(sql home 'SELECT count(*) FROM publications WHERE done = 0')"
expect 0 pkit doctor --home home
same 'publications finished by the second doctor' 0 "$(grep -c finished out)"
# Where key and target are both gone, there is nothing to finish: the certificate must be revoked.
rm -rf cut .cut.pkit-*
expect 9 pkit doctor --home lost --repair
grep -q '^            publication-lost: ' out || fail 'a key that is lost goes unnoticed'
inflicted="${inflicted}publication-lost "
expect 0 pkit revoke --home lost "$(sql lost 'SELECT certificate FROM publications WHERE done = 0')" --reason superseded
expect 0 pkit doctor --home lost
# Something stands in the way of a key that waits.
cp -a home blocked
sql blocked "UPDATE publications SET done = 0, target = '$PWD/inflicted', staging = '$PWD/inflicted'
  WHERE certificate = (SELECT max(certificate) FROM publications)"
touch inflicted
expect 9 pkit doctor --home blocked
grep -q '^            publication-' out || { fail 'a publication that fails goes unnoticed'; cat out; }

rm -rf blocked
cp -a home blocked
mkdir staged occupied
touch staged/key.pem occupied/else
sql blocked "UPDATE publications SET done = 0, replaces = 0, target = '$PWD/occupied', staging = '$PWD/staged'
  WHERE certificate = (SELECT max(certificate) FROM publications)"
expect 9 pkit doctor --home blocked
grep -q '^            publication-occupied: ' out || { fail 'something else in the place goes unnoticed'; cat out; }
same 'what stands there' else "$(ls occupied)"
inflicted="${inflicted}publication-occupied "

# A key that is kept without its file.
rm -rf home && cp -a sound_home home
(umask 077 && echo 'under this' >keeping)
expect 0 pkit csr new --home home --keep-key --key-type ed25519 --subject CN=kept --key-passphrase-file keeping
expect 0 pkit doctor --home home
rm home/keys/*.key
expect 9 pkit doctor --home home
grep -q '^            kept-key-lost: ' out || { fail 'a kept key that is lost goes unnoticed'; cat out; }
inflicted="${inflicted}kept-key-lost "

# An object in a vault without its content, or with half of it.
rm -rf home && cp -a sound_home home
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out app.key 2>/dev/null
openssl req -new -key app.key -subj /CN=app -out app.csr
(umask 077 && echo password-of-app >app.pass && echo secret >secret)
expect 0 pkit account create --home home --name app --username app --password-file app.pass --format json
expect 0 pkit register --home home --account "$(json out '$.data.account.id')" --username app --password-file app.pass --csr app.csr --out app.crt
expect 0 pkit vault template plain --home home
expect 0 pkit vault create data --home home --template plain --cert app.crt --key app.key
expect 0 pkit vault put data one secret --home home --cert app.crt --key app.key
expect 0 pkit doctor --home home
truncate -s -1 home/vaults/*
expect 9 pkit doctor --home home
says 'the object one in the vault data has' out
says ' object-lost: ' out
rm home/vaults/*
expect 9 pkit doctor --home home
says 'the object one in the vault data has' out
says ' object-lost: ' out
touch home/vaults/b-stray
expect 9 pkit doctor --home home
says '1 file was left by killed commands' out
inflicted="${inflicted}object-lost "

# Each row of the table was inflicted, and stands in the manual.
while IFS=$'\t' read -r damage check mends what remedy; do
  case $inflicted in *" $damage "*) ;; *) [ "$damage" = publication-failed ] || fail "nobody has inflicted $damage" ;; esac
  grep -qF ".B ${damage//-/\\-}" "$PKIT_SOURCE/man/pkit-doctor.1" || fail "pkit-doctor(1) lacks $damage"
done <damages
finish
