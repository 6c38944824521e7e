# timeout: 300
# Gateways to other CAs (B6): one contract over an openssl-ca directory, openssl-cmp against its mock server, and a CA
# that misbehaves; what is asked for once; what is killed goes on.
source "$PKIT_SOURCE/tests/tools/lib.sh"
export TRANSCRIPTS=$PKIT_SOURCE/tests/cli
source "$TRANSCRIPTS/common/cadir.sh"
new_cadir 2>&1 || { fail 'no home'; finish; }
mkdir home/adapters cmp && chmod 700 cmp && cp "$PKIT_SOURCE/examples/adapters/openssl-cmp" home/adapters/
request one two three four five six seven eight nine cmp1

# --- the other two CAs -------------------------------------------------------------------------------------------------
servers=()
trap 'kill "${servers[@]}" 2>/dev/null; wait 2>/dev/null' EXIT
wait_for() { for _ in $(seq 200); do [ -s "$1" ] && return; sleep 0.05; done; fail "nothing in $1"; }

mkdir mock && cp corp/ca.crt corp/ca.key mock/ && : >mock/calls
printf 'a secret of this test alone\n' >secret && chmod 600 secret && printf 'pass' >cmp/secret && chmod 600 cmp/secret
mkfifo hold
python3 "$PKIT_SOURCE/tests/tools/gateway_mock.py" port secret mock <hold 2>mock.log &
servers+=($!)
exec 7>hold
wait_for port
ca corp -in cmp1.csr -out cmp1.pem || fail 'no certificate for the mock of CMP'
cmp_port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
openssl cmp -config '' -port "$cmp_port" -srv_secret file:cmp/secret -srv_ref pkit -rsp_cert cmp1.pem >cmp.log 2>&1 &
servers+=($!)
no_port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
openssl cmp -config '' -port "$no_port" -srv_secret file:cmp/secret -srv_ref pkit -rsp_cert cmp1.pem -pkistatus 2 -failure 9 >no.log 2>&1 &
servers+=($!)
sed -i "s|^adapters: .*|adapters:\n  corpca: { exec: [$program, $PWD/corp], timeout: 10s }\n  cmpca: { exec: [adapters/openssl-cmp, $PWD/cmp], timeout: 10s }\n  mockca: { http: { url: \"http://127.0.0.1:$(<port)/\", secret: $PWD/secret }, timeout: 2s }|" home/pkit.yaml
cat >>home/pkit.yaml <<END
  cmp: { adapter: cmpca, certificate: $PWD/corp/ca.crt, connection: { server: "127.0.0.1:$cmp_port", ref: pkit, secret_file: $PWD/cmp/secret } }
  cmpno: { adapter: cmpca, connection: { server: "127.0.0.1:$no_port", ref: pkit, secret_file: $PWD/cmp/secret } }
  cmpoff: { adapter: cmpca, connection: { server: "127.0.0.1:1", ref: pkit, secret_file: $PWD/cmp/secret } }
  mock: { adapter: mockca, certificate: $PWD/mock/ca.crt, connection: { account: a } }
  bare: { adapter: mockca }
END
expect 0 pkit config check

record() { pkit gateway get "$1" "$2" --kept --format json | jq -r ".data.record.$3"; }
orders() { sql home "SELECT count(*) FROM intents WHERE state IN ('planned', 'sent', 'issued')"; }

# --- one contract over all: contract GATEWAY CSR PRODUCT -------------------------------------------------------------
contract() {
  local gateway=$1 csr=$2 product=$3 id
  expect 0 pkit gateway ping "$gateway"
  expect 0 pkit gateway validate "$gateway"
  expect 0 pkit gateway products "$gateway"
  says "$product" out
  expect 0 pkit gateway enroll "$gateway" --csr "$csr.csr" --product "$product" --request-id "c-$gateway" --out "$gateway.pem"
  id=$(sed -n '1s/ issued$//p' out)
  openssl verify -CAfile corp/ca.crt "$gateway.pem" >verify.out 2>&1 || fail "$gateway: $(cat verify.out)"
  same "$gateway: a retry makes nothing" "$id issued" "$(pkit gateway enroll "$gateway" --csr "$csr.csr" --product "$product" --request-id "c-$gateway" --out "$gateway.pem" | head -n 1)"
  expect 0 pkit gateway get "$gateway" "$id"
  same "$gateway: state" valid "$(record "$gateway" "$id" state)"
  expect 6 pkit gateway get "$gateway" none-such
  expect 0 pkit gateway sync "$gateway" --full
  expect 0 pkit gateway sync "$gateway"
  same "$gateway: the record is there once" 1 "$(pkit gateway list "$gateway" --format json | jq --arg id "$id" '[.data.records[] | select(.CARequestID == $id)] | length')"
  expect 6 pkit gateway enroll "$gateway" --csr "eight.csr" --product "$product" --type renew
  expect 0 pkit gateway revoke "$gateway" "$id" --reason superseded
  same "$gateway: state" revoked "$(record "$gateway" "$id" state)"
  same "$gateway: reason" superseded "$(record "$gateway" "$id" RevocationReason)"
  expect 7 pkit gateway revoke "$gateway" "$id" --reason superseded
  expect 0 pkit gateway sync "$gateway" --full
  same "$gateway: revoked still" revoked "$(record "$gateway" "$id" state)"
  same "$gateway: nothing is open" 0 "$(orders)"
}
contract corp one server
contract mock two server
contract cmp cmp1 cmp
# T-B18: what is rejected is refused and can be asked for anew; what never left is not waited for.
expect 3 pkit gateway enroll cmpno --csr nine.csr --product cmp; says 'badPOP'
same 'nothing is open' 0 "$(orders)"
expect 10 pkit gateway enroll cmpoff --csr nine.csr --product cmp; says 'request sent: P10CR'
same 'nothing is taken for sent' 0 "$(grep -l sent cmp/*.json | wc -l)"
sql home "UPDATE intents SET state = 'abandoned' WHERE authority = 'gateway:cmpoff'"
same 'the CRL of the directory has it' 1 "$(openssl crl -in corp/crl.pem -noout -text | grep -c "$(serial corp.pem)")"

# T-B21: the same shape whatever CA it is of: the schema is one (system.json_schema), and so are the members.
members() { pkit gateway list "$1" --format json | jq -c '[.data.records[] | keys] | map(. - ["ProductID"]) | unique'; }
same 'members of records' "$(members mock)" "$(members cmp)"
expect 0 pkit issue --subject CN=native --new-key ec-p256 --out native
expect 0 pkit revoke native/cert.pem --reason superseded
same 'members of records of an authority whose key is here' "$(members mock)" "$(members issuing)"
expect 0 pkit gateway get issuing "$(serial native/cert.pem | tr A-F a-f)"; says 'RevocationReason  superseded' out

# --- T-B18: pending, refused, another key, octets that are none ------------------------------------------------------
mode() { echo "$*" >mock/mode; : >mock/calls; }
ask() { pkit gateway enroll mock --csr "$1.csr" --product server; }
kept() { sql home "SELECT count(*) FROM gateway_records WHERE gateway = 'mock'"; }
before=$(kept)
mode refused; expect 3 ask three; says 'refused: not \x1b[31mtoday'
mode other-key; expect 10 ask four; says 'it is over another key than the CSR'
mode half; expect 10 ask five; says 'its certificate cannot be read'
same 'nothing is kept of them' "$before" "$(kept)"
same 'two of them can be asked after' 2 "$(orders)"
mode pending; expect 4 ask three
pending=$(sed -n '1s/ waiting$//p' out)
same 'it waits' waiting "$(record mock "$pending" state)"
expect 0 pkit gateway get mock "$pending"
same 'it was issued' valid "$(record mock "$pending" state)"

# --- written down before, and never sent twice ------------------------------------------------------------------------
# What was lost on the way back was done: the same again asks what became of it.
mode lost lost; expect 10 ask six; says 'sends nothing twice'
made=$(kept); : >mock/calls
expect 0 ask six
same 'what was called' GetSingleRecord "$(sort -u mock/calls)"
same 'one more record' $((made + 1)) "$(kept)"
# What never arrived can be sent anew, but only once nothing of it can be under way.
mode 429 429; expect 10 ask seven
expect 7 ask seven; says 'may be on its way until'
sql home 'UPDATE intents SET sent_until = 0'; : >mock/calls
expect 0 ask seven
same 'it was asked after, and then sent' 'GetSingleRecord Enroll' "$(uniq mock/calls | xargs)"
mode lost lost; expect 10 pkit gateway revoke mock "$pending" --reason keyCompromise
: >mock/calls; expect 0 pkit gateway revoke mock "$pending" --reason keyCompromise
same 'a revocation is not sent twice' GetSingleRecord "$(sort -u mock/calls)"

# --- listings: 429 and cut connections are asked again, bodies are fetched, a cursor must move (B-S17) ----------------
mode 429 cut; expect 0 pkit gateway sync mock --full
sql home "DELETE FROM gateway_records WHERE gateway = 'mock'"
mode bodiless; expect 0 pkit gateway sync mock --full; says 'added' out
same 'no record without its certificate' 0 "$(sql home "SELECT count(*) FROM gateway_records WHERE gateway = 'mock' AND certificate = x''")"
mode stuck stuck; expect 10 pkit gateway sync mock --full; says 'is the one that it was asked for'
expect 0 pkit gateway sync mock
same 'what was begun was ended' 0 "$(sql home "SELECT count(*) FROM gateways WHERE run <> ''")"
expect 10 pkit gateway validate bare; says 'account is missing'

# --- a synchronisation that is killed goes on where it was -----------------------------------------------------------------
# As many rows as three pages have, of one certificate.
serial=$(openssl x509 -in web1.pem -noout -serial | sed 's/.*=//')
python3 - "$serial" >>corp/index.txt <<'END'
import os, sys
for n in range(1, 1201):
    os.symlink(sys.argv[1] + ".pem", f"corp/certs/77{n:06X}.pem")
    print("V", "330101000000Z", "", f"77{n:06X}", "unknown", "/CN=many", sep="\t")
END
cat >slow <<END
#!/bin/sh
# The third page is not answered: its process is killed then.
cd "$PWD" || exit 1
echo >>pages
[ "\$(wc -l <pages)" -ne 3 ] || { touch third; exec sleep 5; }
exec $program corp
END
chmod 755 slow && cp home/pkit.yaml sound.yaml && sed -i "s|exec: \[$program|exec: [$PWD/slow|; s|slow, $PWD/corp\]|slow]|" home/pkit.yaml
pkit gateway sync corp --full >sync.out 2>&1 &
syncing=$!
for _ in $(seq 400); do [ -e third ] && break; sleep 0.05; done
kill -KILL $syncing; wait $syncing 2>/dev/null
cp sound.yaml home/pkit.yaml
same 'two pages are kept' 2 "$(sql home "SELECT pages FROM gateways WHERE name = 'corp'")"
pkit gateway list | grep -q 'corp .*unfinished' || fail 'list does not tell of it'
expect 0 pkit gateway sync corp; says 'it went on' out
same 'all of them are there' 1200 "$(sql home "SELECT count(*) FROM gateway_records WHERE gateway = 'corp' AND ca_request_id LIKE '77______'")"
expect 0 pkit doctor
same 'runs that were told of' 4 "$(sql home "SELECT count(*) FROM events WHERE kind = 'gateway.synced' AND subject = 'corp'")"

# --- CRL numbers of up to 20 octets go on -----------------------------------------------------------------------------------
echo FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFE >corp/crlnumber
expect 0 pkit gateway revoke corp "$serial" --reason cessationOfOperation
same 'its number' 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFE "$(openssl crl -in corp/crl.pem -noout -crlnumber | sed 's/.*=//')"

finish
