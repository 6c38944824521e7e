# rotate-key: a new key takes the place of the present one, and everything over the old one ends (C22, C23, X12).
$ pkit init --home home --name T --key-type ed25519 --no-passphrase 2>/dev/null | head -n 1
made <dir>/home
$ export PKIT_HOME=home
$ pkit issue --subject CN=web1 --new-key ec-p256 --out web1 | tail -n 1
published in <dir>/web1
$ openssl req -new -key web1/key.pem -subj /CN=web1 -out second.csr && pkit issue --csr second.csr --out second.crt
web1 is Approved; certificate <id>, serial <hex>, until <date>
$ cp web1/fullchain.pem old.pem && cp web1/key.pem old.key

# The key is made here; key and certificates are exchanged together, and the former pair is kept.
$ pkit rotate-key --cert web1/fullchain.pem --key web1/key.pem --new-key ed25519 --out web1 --dry-run --explain 2>&1 | grep -c 'verdict: allowed'
1
$ pkit rotate-key --cert web1/fullchain.pem --key web1/key.pem --new-key ed25519 --out web1
web1 is Approved; certificate <id>, serial <hex>, until <date>
published in web1
$ cmp web1.previous/key.pem old.key && stat -c '%a %n' web1/key.pem
600 web1/key.pem
$ openssl pkey -in web1/key.pem -pubout | cmp - <(openssl x509 -in web1/cert.pem -noout -pubkey)
$ openssl verify -CAfile home/ca/root.crt -untrusted web1/chain.pem web1/cert.pem
web1/cert.pem: OK

# Both certificates over the old key ended by the same commit.
$ pkit list certificates --format json | jq -r '.data.certificates[].state' | sort | uniq -c | awk '{ print $1, $2 }'
2 revoked
1 valid
$ pkit rotate-key --cert old.pem --key old.key --new-key ed25519 --out other
2> pkit: error: certificate <hex> was revoked at <date>: superseded
2> pkit: hint: register with a new key
[8]
$ test -e other || ls -A | grep -c pkit-
0
[1]

# A key that was certified before is none that is new, whoever holds it.
$ pkit rotate-key --cert web1/fullchain.pem --key web1/key.pem --csr second.csr
2> pkit: error: the new key was certified before: <hex>
2> pkit: hint: make a new key
[3]
$ openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout new.key -subj /CN=web1 -out new.csr 2>/dev/null
$ printf '#!/bin/sh\necho "$PKIT_CERTIFICATE" >%s/told\n' "$PWD" >reload && chmod 755 reload
$ pkit rotate-key --cert web1/fullchain.pem --key web1/key.pem --csr new.csr --reason affiliationChanged --not-after 30d --out new.crt --out-chain chain.pem --then "$PWD/reload" --request-id one
web1 is Approved; certificate <id>, serial <hex>, until <date>
$ cat told
<dir>/new.crt

# The same id again answers, although the key that proved it is retired by now.
$ pkit rotate-key --cert web1/fullchain.pem --key web1/key.pem --csr new.csr --reason affiliationChanged --not-after 30d --out again.crt --request-id one
web1 is Approved; certificate <id>, serial <hex>, until <date>
$ rm told; pkit rotate-key --cert web1/fullchain.pem --key web1/key.pem --csr new.csr --reason affiliationChanged --not-after 30d --out new.crt --out-chain chain.pem --then "$PWD/reload" --request-id one >/dev/null; ls told 2>/dev/null
[2]
$ cmp again.crt new.crt

# An operator does it for a key that is lost; never through the gate.
$ pkit rotate-key --operator web1 --new-key ec-p384 --reason keyCompromise --out rescued
web1 is Approved; certificate <id>, serial <hex>, until <date>
published in rescued
$ pkit authenticate --cert new.crt --key new.key
2> pkit: error: certificate <hex> was revoked at <date>: keyCompromise
2> pkit: hint: register with a new key
[8]
$ pkit rotate-key --operator web1 --new-key ec-p384 --out more --via pkit gate --home home
2> pkit: error: --operator is asked where the home is
2> pkit: hint: the forms are: --cert C --key K, or --operator NAME; each with --csr NEW, or --new-key TYPE --out DIR
[2]
$ pkit rotate-key --cert rescued/fullchain.pem --key rescued/key.pem --new-key ed25519 --out rescued --via env -u PKIT_HOME pkit gate --home home
web1 is Approved; certificate <id>, serial <hex>, until <date>
published in rescued

# A key with a passphrase stays one with a passphrase.
$ (umask 077 && printf geheim >secret) && pkit issue --subject CN=web8 --new-key ec-p256 --key-passphrase-file secret --out web8 | tail -n 1
published in <dir>/web8
$ pkit authenticate --cert web8/fullchain.pem --key web8/key.pem --key-passphrase-file secret
web8 is Approved; certificate <id>, serial <hex>, until <date>
$ pkit renew --cert web8/fullchain.pem --key web8/key.pem --key-passphrase-file secret --out web8 | head -n 1
web8 is Approved; certificate <id>, serial <hex>, until <date>
$ pkit rotate-key --cert web8/fullchain.pem --key web8/key.pem --key-passphrase-file secret --new-key ec-p256 --out web8
web8 is Approved; certificate <id>, serial <hex>, until <date>
published in web8
$ head -n 1 web8/key.pem
-----BEGIN ENCRYPTED PRIVATE KEY-----
$ pkit register --client-machine web8 --cert web8/fullchain.pem --key web8/key.pem --key-passphrase-file secret
<id> done; web8 is Approved

# A certificate that was renewed and is still good shows the key as well; all of that key ends.
$ pkit issue --subject CN=web3 --new-key ed25519 --out web3 >/dev/null && pkit renew --cert web3/fullchain.pem --key web3/key.pem --force-renewal --out web3.crt 2>/dev/null | tail -n 1
web3 is Approved; certificate <id>, serial <hex>, until <date>
$ pkit rotate-key --cert web3/fullchain.pem --key web3/key.pem --new-key ed25519 --out web3 --format json | jq '.data.revoked | length'
2

# With an encrypted key a run that was cut off is finished by the same command; what was refused leaves nothing.
$ (umask 077 && echo 'of the old and the new key' >pass) && pkit issue --subject CN=web4 --new-key ec-p256 --key-passphrase-file pass --out web4 | tail -n 1
published in <dir>/web4
$ pkit rotate-key --cert web4/fullchain.pem --key web4/key.pem --key-passphrase-file pass --new-key ec-p256 --out web4 --request-id four | tail -n 1
published in web4
$ pkit rotate-key --cert web4/fullchain.pem --key web4/key.pem --key-passphrase-file pass --new-key ec-p256 --out web4 --request-id four
2> pkit: error: request id 'four' was used with other inputs
2> pkit: hint: use a new id for a new request
[7]
$ ls -A | grep 'web4'
web4
web4.previous
$ head -n 1 web4/key.pem
-----BEGIN ENCRYPTED PRIVATE KEY-----
