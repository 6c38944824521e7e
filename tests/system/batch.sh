# runs: release
# timeout: 300
# A batch that is killed, interrupted, or run twice at once: in the end each CSR has exactly one certificate, and what was
# told was lasting before.
source "$PKIT_SOURCE/tests/tools/lib.sh"
make_home start --key-type ed25519
openssl genpkey -algorithm ed25519 -out key 2>/dev/null
mkdir csrs
for ((i = 1; i <= 130; i++)); do openssl req -new -key key -subj "/CN=web$i" -out "csrs/web$i.csr"; done
all=130

batch() { pkit issue --home home --batch csrs --out out --jobs 2 "$@"; }
fresh() { rm -rf home out && cp -a start home; }

# complete: every CSR has one certificate, its file is there and whole, and doctor is content.
complete() {
  same "$1: certificates" $all "$(certificates home)"
  same "$1: CSRs with a certificate" $all "$(sql home 'SELECT count(DISTINCT csr_sha256) FROM certificates')"
  same "$1: files" $all "$(find out -name '*.pem' | wc -l)"
  same "$1: what else lies there" '' "$(find out -type f ! -name '*.pem')"
  no_serial_twice home
  recorded home out/web7.pem
  sound home
}

# told_is_lasting: each line that was printed tells of a certificate in the state, and its file is there.
told_is_lasting() {
  local serial name
  while read -r serial name; do
    same "$1: certificates with serial $serial" 1 "$(sql home "SELECT count(*) FROM certificates WHERE hex(serial) LIKE '%' || upper('$serial')")"
    [ -s "out/$name" ] || fail "$1: $name was told of and is not there"
  done < <(jq -r 'select(.ok) | "\(.data.certificate.serial) \(.data.out)"' "$2" 2>/dev/null | sed -n '1p;$p')
}

# --- killed at a call that changes a file, and again -----------------------------------------------------------------
fresh
PKIT_FAULT_PROGRAM=pkit PKIT_FAULT_LOG=$PWD/calls LD_PRELOAD=$PKIT_FAULTLIB batch >undisturbed || fail 'a batch undisturbed'
complete undisturbed
calls=$(wc -l <calls)
[ "$calls" -gt 300 ] || fail "a batch makes only $calls calls"
step=$((calls / 7))
[ -z "${PKIT_LONG:-}" ] || step=$((calls / 200))  # tests/faults has each call of a small batch
killed=0
for ((n = 1; n <= calls; n += step)); do
  fresh
  (PKIT_FAULT_PROGRAM=pkit PKIT_FAULT_KIND=kill PKIT_FAULT_AT=$n LD_PRELOAD=$PKIT_FAULTLIB batch >told 2>/dev/null; exit $?) 2>/dev/null
  [ $? -eq 137 ] && killed=$((killed + 1))
  told_is_lasting "killed at $n" told
  batch >again 2>err || { fail "killed at $n: the same again"; tail -n 3 err; }
  complete "killed at $n"
  [ $failed -eq 0 ] || finish
done
echo "killed $killed times of $calls calls"
[ $killed -gt 5 ] || fail "killed only $killed times"

# --- interrupted: what was begun is told, and the process ends as by the signal --------------------------------------
fresh
cat >home/slow <<'ADAPTER'
#!/bin/sh
sleep 0.1
echo '{"result":"Allow"}'
ADAPTER
chmod 700 home/slow
printf 'adapters:\n  slow: { exec: [slow] }\n' >>home/pkit.yaml
handlers home '[ { name: slow, call: slow.ask } ]'
rm told
pkit issue --home home --batch csrs --out out --jobs 2 >told 2>err &
running=$!
for ((i = 0; i < 100; i++)); do [ -s told ] && break; sleep 0.1; done
kill -TERM $running  # bash lets a background job ignore SIGINT
wait $running
same 'status of an interrupted batch' 143 $?
says 'interrupted, the same command again does the rest'
same 'lines and certificates' "$(wc -l <told)" "$(certificates home)"
[ "$(wc -l <told)" -lt $all ] || fail 'the batch was not interrupted'
told_is_lasting interrupted told
handlers home '[]'
batch >again 2>err || fail 'the rest of an interrupted batch'
complete interrupted

# --- two at once on one home ------------------------------------------------------------------------------------------
fresh
batch >one 2>one.err &
other=$!
pkit issue --home home --batch csrs --jobs 2 >two 2>two.err || fail "the second of two: $(cat two.err)"
wait $other || fail "the first of two: $(cat one.err)"
complete 'two at once'
same 'what the two told' "$(jq -r .data.certificate.serial one)" "$(jq -r .data.certificate.serial two)"
finish
