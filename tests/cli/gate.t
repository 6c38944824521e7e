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
  it came through the gate
  1. known: Defer (no condition held: verified.caller)
       verified.caller is bob, does not match
$ pkit gate --home home <<<'{"version": 1, "operation": "approve", "options": {"id": "web3"}}'
{"version":1,"ok":false,"operation":null,"data":null,"warnings":[],"error":{"code":"gate.operation","message":"'approve' cannot be had through a gate","hint":"there is register","details":[]},"exit":5,"requestId":null,"chain":[]}
[5]

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
2> pkit: error: the gate's reply is not to this request
2> pkit: hint: what --via runs must be a pkit gate
[5]

-- request.json --
{"version": 1, "operation": "register", "requestId": "job-7", "time": "2026-11-26T10:00:00Z",
 "options": {"clientMachine": "web3", "capability": ["A", "B"], "platform": "linux"}}
