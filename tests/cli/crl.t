# A revocation is heard: pkit crl signs what other programs heed.
$ export PKIT_HOME=$PWD/home; pkit init --name Demo --no-passphrase --root-next-update 365d >/dev/null 2>&1
$ for name in web1 web2 web3; do pkit issue --subject CN=$name --new-key ec-p256 --out $name >/dev/null; done
$ verify() { openssl verify -crl_check_all -CAfile home/ca/root.crt -untrusted home/ca/issuing.crt -CRLfile crl.pem $1/cert.pem 2>&1 | grep -o 'OK$\|error [0-9]* at.*'; }
$ pkit crl --out crl.pem | sed "s#$PWD/##"
crl.pem: 0 revoked by CN=Demo Issuing CA, number <hex>, until <date>
crl.pem: 0 revoked by CN=Demo Root CA, number <hex>, until <date>
$ verify web1
OK

# Each CRL that is begun after a revocation has it; the root's beside it was signed by init.
$ pkit revoke web1/cert.pem --reason keyCompromise --invalid-since 2026-01-02T03:04:05Z
certificate <id>, serial <hex>, until <date>, revoked
$ pkit crl --out crl.pem --if-due | sed "s#$PWD/##"
crl.pem: 1 revoked by CN=Demo Issuing CA, number <hex>, until <date>
crl.pem: 0 revoked by CN=Demo Root CA, number <hex>, until <date>
$ verify web1; verify web2
error 23 at 0 depth lookup: certificate revoked
OK
$ openssl crl -in crl.pem -noout -text | grep -A1 'CRL Reason\|Invalidity' | grep -v '^--' | sed 's/^ *//'
X509v3 CRL Reason Code: 
Key Compromise
Invalidity Date: 
Jan  2 03:04:05 2026 GMT

# A timer asks often; only what changes makes a new one, or that half of its time is over.
$ pkit crl --out crl.pem --if-due | sed "s#$PWD/##"
crl.pem is up to date, until <date>
$ rm crl.pem; pkit crl --out crl.pem --if-due | wc -l
2
$ pkit crl --out crl.pem --if-due --format json
{"version":1,"ok":true,"operation":"crl","data":{"file":"<dir>/crl.pem","due":false,"until":"<date>"},"warnings":[],"error":null}

# On hold, and back. A hold can also become final.
$ pkit revoke web2/cert.pem --reason certificateHold
certificate <id>, serial <hex>, until <date>, revoked
$ pkit crl --out crl.pem --if-due >/dev/null; verify web2
error 23 at 0 depth lookup: certificate revoked
$ pkit revoke web2/cert.pem --release
certificate <id>, serial <hex>, until <date>
$ pkit crl --out crl.pem --if-due >/dev/null; verify web2
OK
$ pkit revoke web2/cert.pem --release
2> pkit: error: <id> is not on hold
[7]
$ pkit revoke web2/cert.pem --reason certificateHold >/dev/null; pkit revoke web2/cert.pem --reason superseded
certificate <id>, serial <hex>, until <date>, revoked
$ pkit revoke web2/cert.pem --release
2> pkit: error: <id> is revoked for good
[7]
$ pkit revoke web2/cert.pem --reason superseded
2> pkit: error: <id> was revoked at <date>
[7]

# By its holder, and all over one key.
$ pkit issue --csr <(openssl req -new -key web3/key.pem -subj /CN=web3) --out again.crt >/dev/null; pkit revoke web3 --reason superseded
2> pkit: error: 'web3' fits several things
2>   <id>: certificate <hex>, CN=web3 [show.candidate]
2>   <id>: certificate <hex>, CN=web3 [show.candidate]
2> pkit: hint: give a serial, or --all-of-key for all of them
[7]
$ pkit revoke web3 --reason superseded --all-of-key --dry-run
dry run: nothing was changed; it would be
  exit         0
  certificate  revoked
$ pkit revoke web3 --reason superseded --all-of-key >/dev/null; pkit list certificates --state revoked | grep -c web3
2
$ pkit revoke web3 --reason superseded
2> pkit: error: web3 holds no certificate
2> pkit: hint: pkit list certificates --name web3
[6]
$ pkit revoke web1/cert.pem --release --reason superseded
2> pkit: error: --release goes alone
2> pkit: hint: --reason, --invalid-since and --all-of-key are for revocations
[2]
$ pkit revoke web1/cert.pem
2> pkit: error: --reason is missing
2> pkit: hint: why it is revoked; or --release to end a hold
[2]
$ pkit revoke web1/cert.pem --reason superseded --invalid-since 2199-01-01
2> pkit: error: the certificate cannot be invalid since 2199-01-01T00:00:00Z, which is yet to come
2> pkit: hint: a revocation counts from now on; revoke it then
[2]

# One alone in DER, for the URL in certificates.
$ pkit crl --form der --out all.crl
2> pkit: error: in DER a file is one CRL, and these are of authority 'issuing' (current, <hex>), 'CN=Demo Root CA'
2> pkit: hint: choose with --authority NAME and --issuer current, above or SERIAL; or take --form pem
[2]
$ pkit crl --form der --issuer current --out issuing.crl --next-update 2d >/dev/null; openssl crl -inform DER -in issuing.crl -noout -CAfile home/ca/issuing.crt
2> verify OK
$ pkit crl --issuer above | openssl crl -noout -nameopt RFC2253 -issuer
issuer=CN=Demo Root CA
$ pkit crl --issuer former
2> pkit: error: there is no issuer here that such a CRL could be of
2> pkit: hint: see pkit authority show; a CRL of another CA is that CA's to make
[6]

# A former key goes on with its list; certificates are checked by the one of who signed them.
$ pkit authority add other --root-next-update 300d >/dev/null; pkit authority renew issuing --new-key ec-p256 --root-next-update 365d >/dev/null; pkit crl --out crl.pem | sed "s#$PWD/##"
crl.pem: 0 revoked by CN=Demo Issuing CA, number <hex>, until <date>
crl.pem: 4 revoked by CN=Demo Issuing CA, number <hex>, until <date>
crl.pem: 0 revoked by CN=Demo Root CA, number <hex>, until <date>
$ pkit doctor >/dev/null

# Files: what is replaced by a CRL was one, and the home's own are none.
$ pkit crl --out web1/key.pem
2> pkit: error: <dir>/web1/key.pem exists, and is no CRL
2> pkit: hint: name another file, or remove it first
[7]
$ pkit crl --out home/ca/crl.pem
2> pkit: error: <any>
2> pkit: hint: name another file
[7]
$ pkit crl --if-due
2> pkit: error: --if-due needs --out FILE
2> pkit: hint: it is the file that is due or not
[2]
$ pkit crl --format json | grep -o '"code":"[^"]*"'
"code":"option.combination"
$ pkit crl --authority nobody
2> pkit: error: pkit.yaml has no authority 'nobody'
2> pkit: hint: see pkit authority list
[6]

# A faulty pkit.yaml does not hinder it. The root's key may be elsewhere.
$ echo 'chians: {}' >>home/pkit.yaml; pkit crl --out crl.pem >/dev/null
$ mv home/ca/root.key root.key; pkit crl --out crl.pem >/dev/null
$ sqlite3 home/pkit.db "UPDATE crls SET next_update = next_update - 31104000000 WHERE der <> x''"; pkit crl --out crl.pem >/dev/null
2> pkit: warning: the CRL of 'CN=Demo Root CA' ends on <date>, and who checks the whole chain then refuses everybody: --root-key FILE signs the next one
$ pkit crl --out crl.pem --root-key root.key --root-passphrase-file root.key --root-next-update 100d >/dev/null
