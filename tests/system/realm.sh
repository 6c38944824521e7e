# runs: release
# timeout: 300
# A realm's enrolment under faults and strangers: pkit killed while its PKI makes the certificate, the adapter killed, two
# at once, an identity that is not an operator's, guesses, and what a process list shows. After each the PKI has made one
# certificate of the CSR at most, the same --request-id ends with that one, and doctor is content.
source "$PKIT_SOURCE/tests/tools/lib.sh"
TRANSCRIPTS=$PKIT_SOURCE/tests/cli
source "$TRANSCRIPTS/common/realm.sh"
new_realm csr-requirements || fail 'no home'
unset PKIT_HOME
user=(--realm staff --username user@ibm.com --password-file pw)
pkit csr-requirements --home home "${user[@]}" >requirements.json || fail 'no requirements'
pkit csr new --requirements requirements.json --key-type ec-p256 --out-key user.key --out user.csr >/dev/null
pkit csr new --requirements requirements.json --key-type ec-p256 --out-key new.key --out new.csr >/dev/null

fresh() { rm -rf work issued && cp -a home work && rm -rf ca/issued work/adapters/calls; }
enrol() { pkit register --home work "${user[@]}" --csr "${csr:-user.csr}" --out user.crt --force "$@"; }
intent() { sql work 'SELECT state FROM intents ORDER BY rowid DESC LIMIT 1'; }
made() { ls ca/issued 2>/dev/null | grep -c '\.der$'; }
generated() { jq -r 'select(.procedure == "generateCertificate") | .requestId' work/adapters/calls | sort | uniq -c | awk '{print $1}' | paste -sd' '; }
# The one certificate of this CSR that the PKI made is the one that is here.
one() {
  same "$1: certificates here" 1 "$(certificates work)"
  same "$1: certificates of the PKI" 1 "$(made)"
  same "$1: it is" "$(basenc --base16 -w0 ca/issued/*.der)" "$(sql work 'SELECT hex(der) FROM certificates')"
  same "$1: the intent" bound "$(intent)"
  sound work
}
until_called() { # PROCEDURE
  for ((i = 0; i < 400; ++i)); do
    [ "$(jq -r .procedure work/adapters/calls 2>/dev/null | grep -c "^$1$")" -ge "${2:-1}" ] && return
    sleep 0.05
  done
  fail "$1 was not called"
}

# pkit killed in mid-call, before the PKI made it and after: doctor shows what was sent; the same id finishes it, and
# whoever asks otherwise is told so, and gets none.
for when in before after; do
  fresh
  if [ $when = before ]; then echo hang >work/adapters/says/generateCertificate; else
    sed -i 's/^sys.exit(subprocess.*/done = subprocess.run([here \/ "pki-bridge", *sys.argv[1:]], input=text.encode()).returncode\nif envelope["procedure"] == "generateCertificate" and (here \/ "late").exists(): time.sleep(60)\nsys.exit(done)/' work/adapters/spy
    : >work/adapters/late
  fi
  PKIT_HOME=work exec -a pkit "$PKIT" register "${user[@]}" --csr user.csr --request-id r1 >killed.out 2>&1 &
  killed=$!
  until_called generateCertificate
  if [ $when = after ]; then for ((i = 0; i < 400; ++i)); do [ "$(made)" = 1 ] && break; sleep 0.05; done; fi
  kill -9 $killed
  wait $killed 2>/dev/null
  same "the intent, killed $when" sent "$(intent)"
  pkit doctor --home work >doctor.out 2>&1
  grep -q 'users is asked for, is sent' doctor.out || fail "doctor does not tell of what was sent: $(<doctor.out)"
  rm -f work/adapters/says/generateCertificate work/adapters/late
  sql work 'UPDATE intents SET sent_until = 0, lease_until = 0'
  expect 10 enrol
  says 'the same --request-id'
  expect 10 enrol --request-id r2
  same "certificates before the same id, killed $when" 0 "$(certificates work)"
  expect 0 enrol --request-id r1
  one "killed $when"
  same "calls by one id, killed $when" 2 "$(generated)"
  expect 0 enrol --request-id r1
  expect 0 enrol
  one "again, killed $when"
done

# The adapter killed: what came of it is not known, and the same id asks again.
fresh
echo '{"certificateBase64":' >work/adapters/says/generateCertificate
expect 10 enrol --request-id r1
same 'the intent after half an answer' sent "$(intent)"
rm work/adapters/says/generateCertificate
expect 0 enrol --request-id r1
one 'half an answer'

# Kept and not bound, as after a kill before Bind: what was made for one device is not another's, whoever asks by the same CSR.
fresh
sql work "CREATE TRIGGER unbound BEFORE INSERT ON certificates BEGIN SELECT RAISE(ABORT, 'not now'); END"
pkit register --home work "${user[@]}" --csr user.csr --device-id D1 --request-id r1 >out 2>&1 && fail 'it was bound'
sql work 'DROP TRIGGER unbound'
same 'the intent before Bind' issued "$(intent)"
sql work 'UPDATE intents SET lease_until = 0'
expect 10 enrol --device-id D2 --request-id r2
expect 10 enrol --device-id D2
same 'certificates for another device' 0 "$(certificates work)"
expect 0 enrol --device-id D1 --request-id r1
one 'kept and not bound'
same 'calls for one that is kept' 1 "$(generated)"

# Two at once, by the same id and by two: one certificate, and each that says it succeeded has that one.
for ids in 'r1 r1' 'r1 r2'; do
  fresh
  for id in $ids; do
    n=$((${n:-0} + 1))
    { pkit register --home work "${user[@]}" --csr user.csr --request-id "$id" --out "both.$n" --force >"said.$n" 2>&1; echo $? >"exit.$n"; } &
  done
  wait
  exits=$(sort -u "exit.$((n - 1))" "exit.$n" | paste -sd' ')
  case $exits in 0 | '0 7' | '0 10') ;; *) fail "two at once by $ids end with $exits: $(cat "said.$((n - 1))" "said.$n")" ;; esac
  one "two at once by $ids"
done

# For two devices with one CSR at once: one of them has it, the other is told that it is taken.
fresh
for n in 1 2; do { pkit register --home work "${user[@]}" --device-id D$n --csr user.csr --out both.$n --force >said.$n 2>&1; echo $? >exit.$n; } & done
wait
one 'two devices by one CSR'
same 'exits of two devices by one CSR' 1 "$(cat exit.1 exit.2 | grep -cx 0)"

# Whoever may not use the home may not say who he is, by whatever door.
chmod 755 "$PWD"
echo '{"userName":"user@ibm.com","displayName":"","attributes":{}}' >identity.json && chmod 644 identity.json user.csr
fresh
before=$(sql work 'SELECT count(*) FROM events')
setpriv --reuid 65534 --regid 65534 --clear-groups "$PKIT" register --home work --realm staff --identity identity.json --csr user.csr >out 2>err
status=$?
case $status in 8 | 9) ;; *) fail "another user's --identity ends with $status: $(<err)" ;; esac
expect 2 pkit register --realm staff --identity identity.json --csr user.csr --via pkit gate --home work
same 'events of such' "$before" "$(sql work 'SELECT count(*) FROM events')"
same 'certificates of such' 0 "$(certificates work)"
[ ! -e work/adapters/calls ] || fail "procedures were called for such: $(generated)"

# By the file of users an unknown name, and one that is none, look and cost like a wrong password; and a try is counted
# before it waits, and before the hash.
fresh
printf 'wrong horse\n' >wrong && chmod 600 wrong
cost() { # NAME: ms of the processor's time of one login that is refused
  local TIMEFORMAT=%U seconds
  seconds=$({ time pkit csr-requirements --home work --realm staff --username "$1" --password-file wrong >out 2>err; } 2>&1)
  cat out err >"told.$1" && awk -v s="$seconds" 'BEGIN { print s * 1000 }'
}
most=0 least=1000000
for name in user@ibm.com nobody@ibm.com ' user@ibm.com'; do
  spent=$(cost "$name")
  most=$(awk -v a="$most" -v b="$spent" 'BEGIN { print (a > b ? a : b) }')
  least=$(awk -v a="$least" -v b="$spent" 'BEGIN { print (a < b ? a : b) }')
  cmp -s "told.$name" told.user@ibm.com || fail "a login as '$name' is told otherwise"
done
awk -v a="$most" -v b="$least" 'BEGIN { exit !(b > 20 && a < 2 * b) }' || fail "refused logins cost from $least to $most ms"
counted() { sql work 'SELECT max(tries) FROM guesses'; }
sql work 'UPDATE guesses SET tries = 40'
"$PKIT" csr-requirements --home work --realm staff --username user@ibm.com --password-file wrong >out 2>err &
killed=$!
for ((i = 0; i < 400; ++i)); do [ "$(counted)" = 41 ] && break; sleep 0.02; done
kill -9 $killed && wait $killed 2>/dev/null
same 'tries of a login that was killed before it was looked at' 41 "$(counted)"

# Of an adapter that knows the users: a try is counted before it is asked, though pkit is killed, and the password is in
# no argument of any process, and afterwards nowhere.
fresh
(rm -rf there && mkdir there && cp -a work there/home && cp pw there && cd there && new_people && echo hang >home/adapters/says/people &&
  sed -i 's|^\[ ! -e says/people \].*|[ ! -e says/people ] \|\| { : >hanging; sleep 60; }|' home/adapters/people)
tries() { sqlite3 -batch there/home/pkit.db 'SELECT coalesce(sum(tries), 0) FROM guesses'; }
"$PKIT" csr-requirements --home there/home --realm staff --username jo@ibm.com --password-file pw >out 2>err &
killed=$!
for ((i = 0; i < 400; ++i)); do [ -e there/home/adapters/hanging ] && break; sleep 0.05; done
[ -e there/home/adapters/hanging ] || fail 'the adapter of the users was not asked'
for process in /proc/[0-9]*; do
  ! { tr '\0' ' ' <"$process/cmdline"; tr '\0' ' ' <"$process/environ"; } 2>/dev/null | grep -q 'correct horse' || fail "the password is in $process"
done
kill -9 $killed && wait $killed 2>/dev/null
same 'tries after a kill' 1 "$(tries)"
rm there/home/adapters/says/people
expect 0 pkit csr-requirements --home there/home --realm staff --username jo@ibm.com --password-file pw
same 'tries after a login' 0 "$(tries)"
! grep -rq 'correct horse' there/home --include='pkit.db*' || fail 'the password is in the state'
finish
