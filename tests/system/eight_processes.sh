# runs: release
# timeout: 300
# Eight processes at once on one home: nobody is refused for it, no serial is there twice, nobody waits for a slow
# adapter of another, and who waits for a decision learns of it at once.
source "$PKIT_SOURCE/tests/tools/lib.sh"
make_home home --key-type ed25519
export PKIT_HOME=$PWD/home
mkdir home/adapters logs made
cat >home/adapters/slow <<'ADAPTER'
#!/bin/sh
echo $$ >>"${0%/*}/started"
sleep 5
echo '{"result":"Allow"}'
echo done >>"${0%/*}/ended"
ADAPTER
chmod 700 home/adapters home/adapters/slow
cat >>home/pkit.yaml <<'YAML'
adapters:
  slow: { exec: [adapters/slow], timeout: 30s }
YAML
handlers home '[ { name: slow, when: { claimed.ClientMachine: "slow*" }, call: slow.ask }, { name: waits, when: { claimed.ClientMachine: { not: "wait*" } }, unverified: true, allow: {} } ]'

for key in shared slow; do openssl genpkey -algorithm ed25519 -out $key.key 2>/dev/null; done
request() { openssl req -new -key "${2:-shared}.key" -subj "/CN=$1" -out "$1.csr"; }

rounds=4
for i in 1 2 3 4 5 6 7 8; do
  for ((r = 0; r < rounds; r++)); do
    request "reg-$i-$r"
    request "wait-$i-$r"
  done
done

# must NAME COMMAND...: what does not end with 0 leaves a log of that name.
must() {
  local log=logs/$1
  shift
  "$@" >"$log.out" 2>"$log" && rm -f "$log" "$log.out"
}

# One process's work: three certificates a round, one by each door.
work() {
  local i=$1 r id
  for ((r = 0; r < rounds; r++)); do
    must "issue-$i-$r" pkit issue --subject "CN=new-$i-$r" --new-key ed25519 --out "made/new-$i-$r"
    must "register-$i-$r" pkit register --client-machine "reg-$i-$r" --csr "reg-$i-$r.csr" --out "made/reg-$i-$r.crt"
    pkit register --client-machine "wait-$i-$r" --csr "wait-$i-$r.csr" --format json >"wait-$i-$r.json" 2>&1
    [ $? -eq 4 ] || cp "wait-$i-$r.json" "logs/wait-$i-$r"
    must "approve-$i-$r" pkit approve "$(json "wait-$i-$r.json" '$.data.registration.id')"
  done
}

for i in 1 2 3 4 5 6 7 8; do work $i & done
# Who reads meanwhile always sees a sound state.
reads=0
while [ -n "$(jobs -r)" ]; do
  for question in 'list certificates' 'status' 'doctor'; do
    pkit $question >reader.out 2>&1 || { fail "pkit $question beside eight writers"; cat reader.out; }
    reads=$((reads + 1))
  done
done
wait
[ -z "$(ls logs)" ] || { fail 'some of the eight were refused'; head -n 5 logs/*; }
same certificates $((8 * 3 * rounds)) "$(certificates home)"
same 'certificates in the list' $((8 * 3 * rounds)) "$(pkit list certificates | wc -l)"
same 'fingerprints' $((8 * 3 * rounds)) "$(sql home 'SELECT count(DISTINCT hex(fingerprint)) FROM certificates')"
sound home
no_serial_twice home
for directory in made/new-*; do published home "$directory"; done
echo "$((8 * 3 * rounds)) certificates by eight processes, read $reads times meanwhile"

# The same thing by eight at once is done once: one registration, one approval, one request id.
request crowd
request wait-crowd
together() {
  local i
  for i in 1 2 3 4 5 6 7 8; do ("$@" >"crowd-$i.out" 2>&1; echo $? >"crowd-$i.exit") & done
  wait
}
exits() { cat crowd-?.exit | sort -n | uniq -c | awk '{ printf "%sx%s ", $2, $1 }'; }
of() { sql home "SELECT count(*) FROM certificates c JOIN principals p ON p.id = c.principal WHERE p.name = '$1'"; }

# Where what was relied on changed twice under one of them, that one is told so (7) and may come again.
no_worse_than_conflict() {
  case $(cat crowd-?.exit | sort -u | tr '\n' ' ') in
    '0 ' | '0 7 ') ;;
    *) fail "exits of one $1 by eight: $(exits)" ;;
  esac
}
together pkit register --client-machine crowd --csr crowd.csr
no_worse_than_conflict registration
same 'certificates of one registration by eight' 1 "$(of crowd)"

expect 4 pkit register --client-machine wait-crowd --csr wait-crowd.csr
id=$(sql home "SELECT r.id FROM registrations r JOIN principals p ON p.id = r.principal WHERE p.name = 'wait-crowd'")
together pkit approve "$id"
no_worse_than_conflict approval
same 'certificates of one approval by eight' 1 "$(of wait-crowd)"

together pkit issue --csr crowd.csr --client-machine crowd --request-id crowd-1 --format json
same 'exits of one request id by eight' '0x8 ' "$(exits)"
same 'certificates of one request id by eight' 2 "$(of crowd)"
same 'serials that eight were told' 1 \
  "$(for i in 1 2 3 4 5 6 7 8; do json crowd-$i.out '$.data.certificate.serial'; done | sort -u | wc -l)"

# While an adapter of one sleeps five seconds, another issues in under one: the best of three, all of them meanwhile.
# That others get certificates over its key meanwhile is no reason to ask the adapter again: it was shared before.
request quick
request slow1 slow
request before slow
expect 0 pkit issue --csr before.csr
mkdir over-the-key
for ((i = 0; i < 20; i++)); do request "quick-$i" slow && mv "quick-$i.csr" over-the-key; done
pkit register --client-machine slow1 --csr slow1.csr >slow.out 2>&1 &
slow=$!
for ((i = 0; i < 200; i++)); do
  [ -s home/adapters/started ] && break
  sleep 0.05
done
best=99999
for i in 1 2 3; do
  begin=$(date +%s%N)
  expect 0 pkit issue --csr quick.csr
  took=$((($(date +%s%N) - begin) / 1000000))
  [ $took -lt $best ] && best=$took
done
expect 0 pkit issue --batch over-the-key
[ ! -e home/adapters/ended ] || fail 'the adapter did not sleep long enough to measure anything'
[ $best -lt 1000 ] || fail "issuing beside a sleeping adapter took $best ms"
wait $slow
same 'exit of the slow registration' 0 $?
same 'calls of the adapter' 1 "$(wc -l <home/adapters/started)"
echo "issued in $best ms beside an adapter that sleeps"

# --wait ends as soon as another process decides, long before its limit.
for decision in 'approve 0' 'deny 3'; do
  read -r verb status <<<"$decision"
  request "wait-$verb"
  pkit register --client-machine "wait-$verb" --csr "wait-$verb.csr" --wait 120s >wait.out 2>wait.err &
  waiter=$!
  id=
  for ((i = 0; i < 200; i++)); do
    id=$(sql home "SELECT r.id FROM registrations r JOIN principals p ON p.id = r.principal WHERE p.name = 'wait-$verb'")
    [ -n "$id" ] && break
    sleep 0.05
  done
  kill -0 $waiter 2>/dev/null || fail "--wait did not wait for $verb"
  begin=$(date +%s%N)
  if [ $verb = approve ]; then expect 0 pkit approve "$id"; else expect 0 pkit deny "$id" --reason 'not this one'; fi
  wait $waiter
  same "exit of --wait after $verb" "$status" $?
  took=$((($(date +%s%N) - begin) / 1000000))
  [ $took -lt 10000 ] || fail "--wait noticed $verb after $took ms"
  echo "--wait noticed $verb after $took ms"
done

# A limit that is over is the answer it would have had at once.
request wait-long
begin=$(date +%s%N)
expect 4 pkit register --client-machine wait-long --csr wait-long.csr --wait 1s
took=$((($(date +%s%N) - begin) / 1000000))
[ $took -ge 1000 ] || fail "--wait 1s ended after $took ms"
sound home
finish
