# pkit gate: one request in JSON on standard input, one reply on standard output; --via is its other end.
$ . "$TRANSCRIPTS/common/foretold.sh" && new_home && handlers only
$ openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout web1.key -subj /CN=web1 -out web1.csr 2>/dev/null
$ unset PKIT_HOME; certificates() { pkit list certificates --home home | wc -l; }

# An application asks, an operator decides meanwhile, and the certificate is written where the application is.
$ answer only '{"result":"Defer"}'
$ pkit register --client-machine web1 --csr web1.csr --param team=ops --request-id job-1 --via pkit gate --home home
<id> waiting; web1 is New
2> pkit: error: <id> waits for approval
2> pkit: hint: an operator decides: pkit approve <id>
[4]
$ (sleep 1; pkit approve --home home $(pkit list registrations --home home | cut -d' ' -f1)) >/dev/null &
$ pkit register --client-machine web1 --csr web1.csr --param team=ops --request-id job-1 --wait 1m \
  --out web1.crt --out-chain chain.pem --via pkit gate --home home
<id> issued; web1 is Approved; certificate <id>, serial <hex>, until <date>
$ openssl verify -partial_chain -trusted chain.pem web1.crt && certificates
web1.crt: OK
1

# The words that the gate's owner wrote say who asks, and handlers see it; nobody is nobody.
$ sed -i 's/^  { name: only.*/  { name: known, when: { verified.caller: alice }, allow: {} },/' home/pkit.yaml
$ openssl req -new -key web1.key -subj /CN=web2 -out web2.csr
$ pkit register --client-machine web2 --csr web2.csr --via pkit gate --home home
<id> waiting; web2 is New
2> pkit: error: <id> waits for approval
2> pkit: hint: an operator decides: pkit approve <id>
[4]
$ pkit register --client-machine web2 --csr web2.csr --out web2.crt --via pkit gate --home home --caller alice
<id> issued; web2 is Approved; certificate <id>, serial <hex>, until <date>
$ pkit register --client-machine web2 --via pkit gate --home home --caller-from-sudo
2> pkit: error: no user is behind this call
2> pkit: hint: --caller-from-sudo needs to be run by sudo
[8]
$ SUDO_UID=0 pkit register --client-machine web2 --via pkit gate --home home --caller-from-sudo | grep -v registration
<id> done; web2 is Approved

# What has to do with the home has no place on this side, and the gate has the options of its line alone.
$ pkit register --client-machine web1 --dry-run --via pkit gate --home home
2> pkit: error: --via does not go together with --home, --now, --accept-clock, --dry-run or --explain
2> pkit: hint: give them to pkit where the home is
[2]
$ pkit register --client-machine web1 --via
2> pkit: error: option --via needs a program
2> pkit: hint: see pkit help register
[2]
$ pkit gate --home home --now 2026-01-01
2> <any>
2> <any>
[2]

# Without --via: what travels.
$ pkit gate --home home --caller bob <request.json >reply.json
[4]
$ sed 's/"data":.*"warnings"/"data":{},"warnings"/' reply.json
{"version":1,"ok":false,"operation":"register","data":{},"warnings":[],"error":{"code":"registration.waiting","message":"<id> waits for approval","hint":"an operator decides: pkit approve <id>","details":[]},"exit":4,"requestId":"job-7","chain":[]}
$ pkit explain --home home web3 | grep -E 'verified|gate'
  verified: caller=bob
  it came through the gate, from bob
  1. known: Defer (no condition held: verified.caller)
       verified.caller is bob, does not match
$ pkit gate --home home <<<'{"version": 1, "operation": "approve", "options": {"id": "web3"}}'
{"version":1,"ok":false,"operation":null,"data":null,"warnings":[],"error":{"code":"gate.operation","message":"'approve' cannot be had through a gate","hint":"there is <any>","details":[]},"exit":5,"requestId":null,"chain":[]}
[5]

# What an operator does for others is asked where the home is, however it is spelt.
$ for option in due match within operator; do for operation in renew rotate-key; do pkit gate --home home <<<"{\"version\": 1, \"operation\": \"$operation\", \"requestId\": \"o\", \"time\": \"2026-01-01T00:00:00Z\", \"options\": {\"$option\": \"web1\"}, \"files\": {\"cert\": \"AAAA\"}}" | jq -r '"\(.exit) " + .error.details[].message'; done; done | sort | uniq -c | awk '{ $1 = $1; print }'
2 5 options: unknown key 'due'
2 5 options: unknown key 'match'
2 5 options: unknown key 'operator'
2 5 options: unknown key 'within'
$ pkit renew --due --via pkit gate --home home
2> pkit: error: --due renews for others: it goes with --within, --match and --jobs
2> pkit: hint: what holders renew themselves: pkit renew --cert FILE --key FILE
[2]

# What answers must be a gate, and must answer what was asked.
$ pkit register --client-machine web1 --via ./no-such-program
2> pkit: error: ./no-such-program: No such file or directory
2> pkit: hint: try it by hand; a retry with the same --request-id is safe
[9]
$ pkit register --client-machine web1 --via true
2> pkit: error: true gave no reply
2> pkit: hint: try it by hand; a retry with the same --request-id is safe
[9]
$ pkit register --client-machine web1 --via echo '{"version":1,"exit":0}'
2> pkit: error: the gate's reply is not one: ok is missing
2> pkit: hint: what --via runs must be a pkit gate
[5]

# What it says is held against what was asked, and what it hands out against the CSR. First what a gate does say.
$ . ./forge.sh && pkit gate --home home --caller alice <<<"$(request web5)" >true.json
$ forged "r"
exit 0, and web5.crt
<id> issued; web5 is Approved; certificate <id>, serial <hex>, until <date>
$ forged "json_remove(r, '$.data')"
exit 5
pkit: error: the gate's reply is not one: data is missing
pkit: hint: what --via runs must be a pkit gate
$ forged "json_remove(r, '$.data.certificate')"
exit 5
pkit: error: the gate's reply does not grant what was asked for
  certificate: there is none, although a CSR was sent [gate.reply]
pkit: hint: nothing of it is kept; tell the operator of the certification authority
$ forged "json_set(r, '$.data.orchestrator.Status', 'New')"
exit 5
pkit: error: the gate's reply has exit 0 and no approval
pkit: hint: what --via runs must be a pkit gate
$ forged "json_set(r, '$.chain', json_array())"
exit 5
pkit: error: the gate's reply does not grant what was asked for
  chain: it is empty, without the certificate of the issuer [gate.reply]
pkit: hint: nothing of it is kept; tell the operator of the certification authority
$ forged "json_remove(r, '$.chain')"
exit 5
pkit: error: the gate's reply is not one: chain is missing
pkit: hint: what --via runs must be a pkit gate
$ forged "json_set(r, '$.data.certificate.id', '')"
exit 5
pkit: error: the gate's reply does not grant what was asked for
  certificate: its id is missing [gate.reply]
pkit: hint: nothing of it is kept; tell the operator of the certification authority
$ forged "json_set(r, '$.data.certificate.serial', '01')"
exit 5
pkit: error: the gate's reply does not grant what was asked for
  certificate: its serial is <hex>, and the reply tells otherwise [gate.reply]
pkit: hint: nothing of it is kept; tell the operator of the certification authority
$ forged "json_set(r, '$.data.registration.ClientMachine', 'web6')"
exit 5
pkit: error: the gate's reply does not grant what was asked for
  registration: it is of 'web6' and not of 'web5' [gate.reply]
pkit: hint: nothing of it is kept; tell the operator of the certification authority
$ forged "json_set(r, '$.requestId', 'job-6')"
exit 5
pkit: error: the gate's reply is not to this request
pkit: hint: what --via runs must be a pkit gate
$ forged "json_set(r, '$.ok', json('false'))"
exit 5
pkit: error: the gate's reply contradicts itself
pkit: hint: what --via runs must be a pkit gate

# A certificate that is none of this CA's, whatever the reply says of it.
$ openssl x509 -req -in evil.csr -signkey web5.key -days 9 -out evil.crt 2>/dev/null
$ forged "json_set(r, '$.data.certificate.pem', $(pem evil.crt), '$.chain', json_array())" | sed 's/ is [0-9a-fTZ:-]*, and/ is X, and/'
exit 5
pkit: error: the gate's reply does not grant what was asked for
  chain: it is empty, without the certificate of the issuer [gate.reply]
  certificate: its serial is X, and the reply tells otherwise [gate.reply]
  certificate: its fingerprint is X, and the reply tells otherwise [gate.reply]
  certificate: its notBefore is X, and the reply tells otherwise [gate.reply]
  certificate: its notAfter is X, and the reply tells otherwise [gate.reply]
pkit: hint: nothing of it is kept; tell the operator of the certification authority
$ forged "json_set(r, '$.data.certificate.pem', $(pem evil.crt), '$.chain', $(chain evil.crt))" | grep signed
  certificate: it is not signed by the first of the chain [gate.reply]
  certificate: it is signed by its own key [gate.reply]
$ forged "json_set(r, '$.data.certificate.pem', $(pem home/ca/issuing.crt), '$.chain', $(chain home/ca/root.crt))" | grep 'certificate: it '
  certificate: it is over another key than the CSR [gate.reply]
  certificate: it is a CA's [gate.reply]
$ forged "json_set(r, '$.data.certificate', $(by 2020-01-02 web5.csr), '$.chain', $(chain))"
exit 5
pkit: error: the gate's reply does not grant what was asked for
  certificate: it ended at <date> [gate.reply]
pkit: hint: nothing of it is kept; tell the operator of the certification authority
$ forged "json_set(r, '$.data.certificate', $(by 2036-01-02 web5.csr), '$.chain', $(chain))"
exit 5
pkit: error: the gate's reply does not grant what was asked for
  certificate: it begins only at <date> [gate.reply]
pkit: hint: nothing of it is kept; tell the operator of the certification authority
$ forged "json_set(r, '$.data.certificate', $(by "$now" web1.csr), '$.chain', $(chain))"
exit 5
pkit: error: the gate's reply does not grant what was asked for
  certificate: it is over another key than the CSR [gate.reply]
pkit: hint: nothing of it is kept; tell the operator of the certification authority
$ forged "json_set(r, '$.data.certificate', $(by "$now" web5.csr))"
exit 5
pkit: error: the gate's reply does not grant what was asked for
  certificate: it is not signed by the first of the chain [gate.reply]
pkit: hint: nothing of it is kept; tell the operator of the certification authority

# Another name than was asked for may be what a profile or handler says; it is told.
$ forged "json_set(r, '$.data.certificate', $(by "$now" evil.csr --profile server), '$.chain', $(chain))"
exit 0, and web5.crt
<id> issued; web5 is Approved; certificate <id>, serial <hex>, until <date>
pkit: warning: the certificate has names that were not asked for: cn:evil, dns:evil
$ forged "json_set(r, '$.data.certificate', $(by "$now" evil.csr --profile server), '$.chain', $(chain), '$.data.differences', json('[{\"what\":\"added\",\"field\":\"subjectAltName\",\"asked\":\"\",\"got\":\"dns:evil\"}]'))"
exit 0, and web5.crt
<id> issued; web5 is Approved; certificate <id>, serial <hex>, until <date>
pkit: difference: added subjectAltName, got: dns:evil
pkit: warning: the certificate has names that were not asked for: cn:evil

# An authority that is a root itself is in the chain.
$ openssl req -new -key web1.key -subj /CN=web7 -out web7.csr && sed -i 's|ca/issuing|ca/root|' home/pkit.yaml
$ pkit register --client-machine web7 --csr web7.csr --out web7.crt --out-chain root.pem --via pkit gate --home home --caller alice
<id> issued; web7 is Approved; certificate <id>, serial <hex>, until <date>
$ cmp root.pem home/ca/root.crt

# A refusal says why.
$ forged "$(refusal '')"
exit 5
pkit: error: the gate's reply is not one: error.message is missing
pkit: hint: what --via runs must be a pkit gate
$ forged "$(refusal ',"message":"","details":[]')"
exit 5
pkit: error: the gate's reply is not one: error.message is empty
pkit: hint: what --via runs must be a pkit gate
$ forged "$(refusal ',"message":"it waits","details":[{}]')"
exit 5
pkit: error: the gate's reply is not one: error.details[0].code is missing
pkit: hint: what --via runs must be a pkit gate
$ forged "$(refusal ',"message":"it waits","details":[]')"
exit 4
pkit: error: it waits

-- request.json --
{"version": 1, "operation": "register", "requestId": "job-7", "time": "2026-11-26T10:00:00Z",
 "options": {"clientMachine": "web3", "capability": ["A", "B"], "platform": "linux"}}

-- forge.sh --
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout web5.key -subj /CN=web5 -out web5.csr 2>/dev/null
openssl req -new -key web5.key -subj /CN=evil -addext subjectAltName=DNS:evil -out evil.csr
now=$(date -u +%FT%TZ)

request() { # CLIENT_MACHINE, with its CSR
  printf '{"version":1,"operation":"register","requestId":"job-5","time":"2026-11-26T10:00:00Z","options":{"clientMachine":"%s"},"files":{"csr":"%s"}}' \
    "$1" "$(base64 -w0 "$1.csr")"
}

# forged EXPRESSION: what becomes of the reply that SQL makes of the true one, r.
forged() {
  sqlite3 -batch :memory: "SELECT $1 FROM (SELECT CAST(readfile('true.json') AS TEXT) AS r)" >forged.json
  rm -f web5.crt web5-chain.pem
  pkit register --client-machine web5 --csr web5.csr --request-id job-5 --out web5.crt --out-chain web5-chain.pem \
    --via cat forged.json >told 2>&1
  echo "exit $?$(ls | grep -x 'web5.crt' | sed 's/^/, and /')" && cat told
}

pem() { echo "CAST(readfile('$1') AS TEXT)"; }
chain() { echo "json_array($(pem "${1:-other.pem}"))"; }

refusal() { # MEMBERS of the error
  echo "json_set(r, '$.ok', json('false'), '$.exit', 4, '$.data', json('null'), '$.error', json('{\"code\":\"registration.waiting\",\"hint\":null$1}'))"
}

# by NOW CSR [OPTION...]: what another CA, made then, tells of the certificate that it makes.
by() {
  local now=$1 csr=$2
  shift 2
  rm -rf other other.pem
  pkit init --home other --name O --no-passphrase --test-clock --now "$now" >/dev/null 2>&1
  pkit issue --home other --now "$now" --csr "$csr" --out-chain other.pem --format json "$@" >other.json
  echo "json_set(json_extract(readfile('other.json'), '$.data.certificate'), '$.ClientMachine', 'web5')"
}
