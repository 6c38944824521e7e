# authenticate: who holds a certificate and its key, and may they act? (C15, C18, C19, X24)
$ pkit init --home home --name T --key-type ed25519 --no-passphrase 2>/dev/null | head -n 1
made <dir>/home
$ export PKIT_HOME=home
$ pkit issue --subject CN=web1 --new-key ec-p256 --out web1 >/dev/null && pkit issue --subject CN=web2 --new-key ed25519 --out web2 >/dev/null
$ pkit authenticate --cert web1/fullchain.pem --key web1/key.pem
web1 is Approved; certificate <id>, serial <hex>, until <date>
$ pkit authenticate --cert web1/fullchain.pem --key web1/key.pem --via pkit gate --home home
web1 is Approved; certificate <id>, serial <hex>, until <date>
$ pkit authenticate --cert web1/fullchain.pem --key web2/key.pem
2> pkit: error: --key is not the key of --cert
2> pkit: hint: give the key whose certificate it is
[8]

# A holder who cannot reach the home signs a challenge with any tool; it is good once.
$ pkit authenticate --challenge >challenge && printf %s "$(cat challenge)" | openssl dgst -sha256 -sign web1/key.pem | base64 -w0 >signature
$ cat challenge signature >response && pkit authenticate --cert web1/cert.pem --response response
web1 is Approved; certificate <id>, serial <hex>, until <date>
$ pkit authenticate --cert web1/cert.pem --response response
2> pkit: error: this home did not make the challenge, or it is spent or over
2> pkit: hint: ask for a new one: pkit authenticate --challenge
[8]
$ pkit authenticate --challenge >challenge && cat challenge signature >response && pkit authenticate --cert web1/cert.pem --response response
2> pkit: error: the challenge is not signed by the key of the certificate
2> pkit: hint: sign its text without a line end
[8]
$ pkit authenticate --cert web1/cert.pem --response web1/key.pem 2>&1 | head -n 1
pkit: error: this home did not make the challenge, or it is spent or over
$ pkit authenticate --cert web1/cert.pem
2> pkit: error: nothing shows who holds the key of the certificate
2> pkit: hint: give its key, --key, or the answer to a challenge, --response
[8]

# Each refusal has a code of its own.
$ why() { pkit authenticate "$@" --format json | jq -r .error.code; }
$ pkit deny web2 --reason moved >/dev/null && why --cert web2/fullchain.pem --key web2/key.pem
orchestrator.disapproved
$ pkit revoke web1/cert.pem --reason superseded >/dev/null && why --cert web1/fullchain.pem --key web1/key.pem
certificate.revoked
$ pkit init --home other --name O --key-type ed25519 --no-passphrase >/dev/null 2>&1 && pkit issue --home other --subject CN=web1 --new-key ed25519 --out foreign >/dev/null
$ why --cert foreign/fullchain.pem --key foreign/key.pem
proof.refused
$ pkit init --home short --name S --key-type ed25519 --no-passphrase --test-clock >/dev/null 2>&1 && export PKIT_HOME=short
$ pkit issue --subject CN=web1 --new-key ed25519 --out brief >/dev/null
$ why --cert brief/fullchain.pem --key brief/key.pem --now "$(date -u -d 'now + 91 days' +%Y-%m-%dT%H:%M:%SZ)"
certificate.expired
