# runs: release
# timeout: 120
# Revocations and CRLs at once: what was answered 0 is in every CRL that is begun after it, and of several that write one
# file the last one's number is the largest.
source "$PKIT_SOURCE/tests/tools/lib.sh"
make_home home --key-type ed25519
mkdir csrs
openssl genpkey -quiet -algorithm ED25519 -out one.key
for ((i = 0; i < 40; i++)); do openssl req -new -key one.key -subj "/CN=m$i" -out "csrs/m$i.csr"; done
expect 0 pkit issue --home home --batch csrs --out certificates
: >answered

revoke_all() {
  local file serial
  for file in certificates/*; do
    serial=$(openssl x509 -in "$file" -noout -serial | cut -d= -f2)
    pkit revoke --home home "$file" --reason superseded >/dev/null 2>>revoke.err && echo "$serial" >>answered
  done
}
revoke_all &
revoking=$!
also() { while kill -0 $revoking 2>/dev/null; do pkit crl --home home --out shared.pem >/dev/null 2>>crl.err || echo "exit $?" >>crl.err; done; }
also &
second=$!
rounds=0
while kill -0 $revoking 2>/dev/null; do
  cp answered before
  expect 0 pkit crl --home home --issuer current --out mine.pem
  openssl crl -in mine.pem -noout -text | sed -n 's/^ *Serial Number: 0*//p' | sort >listed
  sed 's/^0*//' before | sort | comm -23 - listed >lacking
  [ -s lacking ] && fail "round $rounds: answered before, and not in the CRL: $(cat lacking)"
  expect 0 pkit crl --home home --out shared.pem
  rounds=$((rounds + 1))
done
wait $revoking $second
[ -s revoke.err ] && fail "$(cat revoke.err)"
[ -s crl.err ] && fail "$(cat crl.err)"
[ $rounds -ge 2 ] || fail "only $rounds rounds"
same 'revocations' 40 "$(wc -l <answered)"
# The file is the newest of those that were for it, and all numbers differ.
same 'numbers that came twice' '' "$(pkit events --home home --kind crl.signed --format json | jq -r .data.data.number | sort | uniq -d)"
expect 0 pkit crl --home home --out shared.pem
number=$(openssl crl -in shared.pem -noout -crlnumber | sed 's/.*0x//; s/.*=//' | tr A-F a-f | sed 's/^0*//')
same 'the number of the last' "$(sql home "SELECT lower(hex(max(number))) FROM crls WHERE der = x''")" "$number"
sound home
finish
