# runs: release
# doctor finds what was done to a home behind pkit's back: each damage on a copy, by another program, is 9 and is named;
# the sound home is 0. What a crash cut short is finished and told.
source "$PKIT_SOURCE/tests/tools/lib.sh"
make_home sound_home --key-type ed25519
make_csr web1
make_csr web2
handlers sound_home "$everyone"
expect 0 pkit register --home sound_home --client-machine web1 --csr web1.csr --out web1.crt
expect 0 pkit issue --home sound_home --csr web2.csr --out web2.crt
expect 0 pkit issue --home sound_home --subject CN=ci1 --new-key ed25519 --out ci1
expect 0 pkit doctor --home sound_home
same 'checks that failed in a sound home' 0 "$(grep -c FAILED out)"
events=$(sql sound_home 'SELECT count(*) FROM events')
[ "$events" -ge 4 ] || fail "only $events events"

# damaged CHECK TEXT COMMAND...: on a copy named home, doctor is 9, and its check CHECK says TEXT.
damaged() {
  local check=$1 text=$2
  shift 2
  rm -rf home
  cp -a sound_home home
  "$@" >damage.out 2>&1 || { fail "cannot damage: $*"; cat damage.out; return; }
  expect 9 pkit doctor --home home || return
  grep -q "^FAILED  $check" out || { fail "after $*: check '$check' is content"; cat out; }
  says "$text" out
}

damaged events 'event 2' sql home "UPDATE events SET data = CAST('{}' AS BLOB) WHERE sequence = 2"
damaged events 'event 2' sql home "UPDATE events SET actor = 'uid:4711' WHERE sequence = 2"
damaged events 'event 2' sql home "UPDATE events SET time = time + 1000 WHERE sequence = 2"
damaged events "event $events" sql home "DELETE FROM events WHERE sequence = $events"
damaged events 'event 2' sql home "DELETE FROM events WHERE sequence = 2"
damaged events 'event 2' sql home "UPDATE events SET sequence = -1 WHERE sequence = 2;
  UPDATE events SET sequence = 2 WHERE sequence = 3; UPDATE events SET sequence = 3 WHERE sequence = -1;"
# Even with a head that was mended to fit the last event that is left, the certificate it told of gives it away.
damaged certificates 'no event tells of its issue' sql home "DELETE FROM events WHERE sequence = $events;
  UPDATE head SET sequence = $events - 1, hash = (SELECT hash FROM events WHERE sequence = $events - 1);"
first=$(sql sound_home 'SELECT id FROM certificates ORDER BY created, id LIMIT 1')
damaged certificates "$first" sql home "DELETE FROM certificates WHERE id = '$first'"

damaged modes 'chmod go-rwx' chmod 755 home
damaged modes 'home/pkit.yaml' chmod 644 home/pkit.yaml
damaged modes 'home/pkit.db' chmod 640 home/pkit.db
damaged modes 'issuing.key' chmod 644 home/ca/issuing.key
damaged modes 'home/ca' chmod 755 home/ca

damaged config 'issuing.crt' rm home/ca/issuing.crt
damaged config 'issuing.crt' cp web1.csr home/ca/issuing.crt
damaged config 'root.crt' rm home/ca/root.crt
damaged config 'issuing.key' rm home/ca/issuing.key
damaged config 'pkit.yaml' sed -i 's/^version: 1/version: 1\nauthoritys: {}/' home/pkit.yaml
says authoritys out
damaged config 'pkit.yaml' rm home/pkit.yaml

# A state that SQLite itself finds broken: a page in the middle is overwritten.
scribble() { printf 'scribbled over' | dd of=home/pkit.db bs=1 seek=$((4096 * $1 + 3)) conv=notrunc; }
page=$(sql sound_home "SELECT rootpage FROM sqlite_schema WHERE name = 'certificates'")
rm -rf home
cp -a sound_home home
sql home 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
scribble $((page - 1)) 2>/dev/null
expect 9 pkit doctor --home home
cat out err >both
says pkit.db both
printf 'no database at all' >home/pkit.db
expect 9 pkit doctor --home home
says pkit.db

# An authority that has expired, in a home whose clock tests may set.
make_home late --key-type ed25519 --test-clock
expect 0 pkit doctor --home late
expect 9 pkit doctor --home late --now 2099-01-01T00:00:00Z
says expired out

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
expect 9 pkit doctor --home lost
says 'revoke' out
finish
