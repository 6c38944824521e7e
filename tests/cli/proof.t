# register --cert --key: the request is signed by a key that the orchestrator holds, and so changes what a claim cannot.
$ . "$TRANSCRIPTS/common/foretold.sh" && new_home && handlers only
$ openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout web1.key -subj /CN=web1 -out web1.csr 2>/dev/null
$ openssl req -new -newkey ed25519 -nodes -keyout new.key -subj /CN=web1 -out new.csr 2>/dev/null
$ answer only '{"result":"Allow"}'
$ pkit register --client-machine web1 --capability A --csr web1.csr --out web1.crt --out-chain chain.pem >/dev/null
$ signed() { pkit register --client-machine web1 --cert web1.crt --key web1.key "$@"; }

# Another capability: refused as a claim, and taken over when it is signed.
$ pkit register --client-machine web1 --capability B 2>&1 >/dev/null | head -n 1
pkit: error: web1 holds a valid certificate, and a change of its capabilities is not proven
$ signed --capability B
<id> done; web1 is Approved
$ pkit show web1 | grep Capabilities
  Capabilities   B

# A certificate over another key, by the proof of the one that it holds.
$ signed --capability B --csr new.csr --out new.crt
<id> issued; web1 is Approved; certificate <id>, serial <hex>, until <date>

# What handlers return, and what they deny.
$ answer only '{"result":"Allow","ClientParameters":{"token":"geheim"}}'
$ signed --capability B
<id> done; web1 is Approved
2> pkit: parameter: token=geheim
$ answer only '{"result":"Deny","message":"retired"}'
$ foretold register --client-machine web1 --capability B --cert new.crt --key new.key
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied
$ pkit explain web1 | grep -c 'proven by'
4

# What proves nothing: another's key, another's certificate, one that is revoked.
$ pkit register --client-machine web9 --cert web1.crt --key web1.key
2> pkit: error: the request is not signed by the key of a valid certificate of web9
2> pkit: hint: give the certificate that it holds now, followed by its issuer's, and its key
[8]
$ pkit register --client-machine web1 --cert web1.crt --key new.key
2> pkit: error: --key is not the key of --cert
2> pkit: hint: give the key whose certificate it is
[8]
$ pkit register --client-machine web1 --cert web1.crt
2> pkit: error: --cert and --key need each other
[2]
$ pkit revoke web1.crt --reason superseded >/dev/null; signed --capability C
2> pkit: error: the request is not signed by the key of a valid certificate of web1
2> pkit: hint: give the certificate that it holds now, followed by its issuer's, and its key
[8]

# Elsewhere than in the home nobody knows the issuer, so that its certificate must be at hand.
$ pkit register --client-machine web1 --cert new.crt --key new.key --via pkit gate --home home
2> pkit: error: --cert: its issuer's certificate does not follow it
2> pkit: hint: cat web1.crt chain.pem >web1-full.crt
[2]
$ cat new.crt chain.pem >full.crt; pkit register --client-machine web1 --cert full.crt --key new.key --via pkit gate --home home
<any>
2> <any>
2> <any>
[3]
