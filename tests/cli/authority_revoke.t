# authority revoke: the CA above says in its own CRL that an authority is not to be trusted any more.
$ pkit init --home rv --name Demo --no-passphrase --key-type ed25519 >/dev/null 2>&1; export PKIT_HOME=rv
$ pkit issue --subject CN=web1 --san dns:web1 --profile server --new-key ed25519 --out rv1 >/dev/null && pkit crl --out rv.pem | wc -l
2
$ pkit authority revoke issuing --reason cACompromise --dry-run | head -n 1
dry run: nothing was changed; it would be
$ cat rv1/cert.pem rv1/chain.pem rv1/key.pem >rv.site; cp rv1/cert.pem rv.leaf; (umask 077; pkit store add site rv.site; pkit store add leaf rv.leaf; pkit store verify site; pkit store verify leaf; pkit renew --cert rv1/fullchain.pem --key rv1/key.pem --check) 2>&1 | grep -E 'Result|error'
  Result  Success
  Result  Success
pkit: error: certificate <hex> is to be renewed from <date>
$ mv rv/ca/root.key root.away; pkit authority revoke issuing --reason cACompromise
2> pkit: error: the key of 'CN=Demo Root CA' is not in <dir>/rv/ca/root.key
2> pkit: hint: name it: --issuer-key FILE
[2]
$ pkit authority revoke issuing --reason certificateHold
2> pkit: error: --reason: 'certificateHold' is not one of unspecified, keyCompromise, cACompromise, affiliationChanged, superseded, cessationOfOperation
[2]

# The CRL is signed at once, and what it issued is refused: by openssl, and by this home. It signs nothing any more.
$ pkit authority revoke issuing --reason cACompromise --issuer-key root.away --root-next-update 100d --request-id gone | grep -E 'state|reason|revoked'
  state        retired
revoked issuer
  revokedAt    <date>
  reason       cACompromise
2> pkit: warning: who checks CRLs hears of it by the next one that is given out: pkit crl
2> pkit: warning: authority 'issuing' signs nothing any more, and what it signed leads to nobody who is trusted: pkit authority add makes another one
$ pkit crl --out rv.pem --if-due | grep -o '1 revoked by [^,]*'
1 revoked by CN=Demo Root CA
$ openssl verify -crl_check_all -CAfile rv/ca/root.crt -untrusted rv/ca/issuing.crt -CRLfile rv.pem rv1/cert.pem 2>&1 | grep -o 'error 23 at 1 depth.*'
error 23 at 1 depth lookup: certificate revoked
$ pkit validate-cert rv1/cert.pem
rv1/cert.pem: refused
  CN=web1, until <date>, status good
  CN=Demo Issuing CA, until <date>, status revoked
  CN=Demo Root CA, until <date>, trusted
2> pkit: error: rv1/cert.pem: it was revoked at <date>: cACompromise (RFC 5280 6.1.3 (a)(3))
2>   certificate 2 of 3 (CN=Demo Issuing CA) [path.revoked]
2> pkit: hint: have a new certificate issued over a new key
[3]
$ pkit identity-from-cert rv1/cert.pem
2> pkit: error: rv1/cert.pem: it was revoked at <date>: cACompromise (RFC 5280 6.1.3 (a)(3))
2>   certificate 2 of 3 (CN=Demo Issuing CA) [path.revoked]
2> pkit: hint: have a new certificate issued over a new key
[3]
$ pkit store verify site; pkit store verify leaf --format json | jq -r '.data.Result, .error.details[].message'; pkit renew --cert rv1/fullchain.pem --key rv1/key.pem --check | sed 's/ [0-9a-f]\{32\} / SERIAL /'; pkit renew --cert rv1/fullchain.pem --key rv1/key.pem --out rv1
site
  Result  Failure
  digest  <hex>
  proof   none
Failure
the CA above it, CN=Demo Issuing CA, was revoked <date>: cACompromise
certificate SERIAL is due since <date>
2> pkit: error: site holds a certificate that was revoked
2>   <hex>: the CA above it, CN=Demo Issuing CA, was revoked <date>: cACompromise [certstore.revoked]
2>   <hex>: it was revoked <date>: cACompromise [certstore.revoked]
2> pkit: hint: pkit store put, or pkit store reenroll
2> pkit: error: authority 'issuing' was retired at <date> and signs nothing
2> pkit: hint: name another authority in pkit.yaml
[10]
$ pkit authenticate --cert rv1/fullchain.pem --key rv1/key.pem | cut -d, -f1; pkit authority renew issuing --issuer-key root.away
web1 is Approved; certificate <id>
2> pkit: error: authority 'issuing' was retired at <date>
[7]
$ pkit issue --subject CN=web2 --new-key ed25519 --out rv2 2>&1 | sed 's/at 20[^ ]*/at TIME/' | head -n 1
pkit: error: authority 'issuing' was retired at TIME and signs nothing
$ pkit authority revoke issuing --reason superseded --issuer-key root.away
2> pkit: error: serial <hex> was revoked at <date>: cACompromise
[7]
$ pkit authority revoke issuing --reason cACompromise --issuer-key root.away --root-next-update 100d --request-id gone 2>&1 | grep -c revoked
2
$ pkit events | grep -E ' (authority|crl)[.]' | grep -oE '(authority|crl)[.][a-z]+'; pkit doctor | grep -v ^ok
crl.signed
authority.revoked
crl.signed
crl.signed
[1]

# A former certificate over the same key can go alone: a path to the root is left, and what it issued stays good.
$ pkit init --home rw --name Demo --no-passphrase --key-type ed25519 >/dev/null 2>&1; export PKIT_HOME=rw
$ pkit issue --subject CN=web1 --san dns:web1 --profile server --new-key ed25519 --out rw1 >/dev/null; pkit authority renew issuing >/dev/null; (umask 077; echo none >none)
$ pkit authority revoke issuing --serial "$(pkit authority show issuing --format json | jq -r '.data.authority.issuers[1].serial')" --reason superseded --issuer-passphrase-file none 2>/dev/null | grep -E 'state| issuer$'
  state        active
current issuer
revoked issuer
$ cp rw1/cert.pem rw.leaf; (pkit store add leaf rw.leaf; pkit store verify leaf; pkit renew --cert rw1/fullchain.pem --key rw1/key.pem --check) 2>&1 | grep -E 'Result|error'
  Result  Success
pkit: error: certificate <hex> is to be renewed from <date>
$ pkit validate-cert rw1/cert.pem | head -n 1; pkit issue --subject CN=web2 --new-key ed25519 --out rw2 | cut -d' ' -f1-3
rw1/cert.pem: valid
web2 is Approved;
published in <dir>/rw2

# A key that others may have goes with every certificate over it, by one CRL, also those of another authority.
$ pkit authority renew issuing >/dev/null 2>&1; openssl req -new -key rw/ca/issuing.key -subj '/CN=Demo Issuing CA' -out cross.csr; pkit authority sign --csr cross.csr --under issuing --issuer-key rw/ca/root.key --path-length 0 --not-after 300d --out cross.crt 2>&1 | grep -c error; pkit issue --subject CN=web3 --san dns:web3 --profile server --new-key ed25519 --out rw3 >/dev/null
0
$ cp cross.crt rw/ca/cross.crt && cp rw/ca/issuing.key rw/ca/cross.key && sed -i "/^authorities:/a\\  cross: { certificate: ca/cross.crt, key: ca/cross.key, chain: ca/root.crt }" rw/pkit.yaml && pkit config check >/dev/null; pkit authority list
cross    active  ed25519  <hex>  <date>  CN=Demo Issuing CA  1
issuing  active  ed25519  <hex>  <date>  CN=Demo Issuing CA  3  agent, server
$ pkit authority revoke issuing --reason keyCompromise --dry-run | grep -oE 'ofSameKey|alsoRetired .*'; pkit authority revoke issuing --reason keyCompromise | grep -E 'state|issuer$'
ofSameKey
alsoRetired  cross
  state        retired
revoked issuer
revoked issuer
revoked issuer
2> pkit: warning: who checks CRLs hears of it by the next one that is given out: pkit crl
2> pkit: warning: authority 'issuing' signs nothing any more, and what it signed leads to nobody who is trusted: pkit authority add makes another one
2> pkit: warning: authority 'cross' has the same key, and signs nothing any more either
2> pkit: warning: revoked with it, over the same key: serial <hex>, <hex>
$ pkit events --kind authority.retired | sed 's/.*authority.retired/authority.retired/'
authority.retired  cross  reason=keyCompromise revokedSerial=<hex>
$ pkit events | grep -c authority.revoked; pkit events | tail -n 1 | grep -o crl.signed; pkit crl --out rw.pem | grep -o '[0-9]* revoked by CN=Demo Root CA'
4
crl.signed
4 revoked by CN=Demo Root CA
$ for chain in rw/ca/issuing.crt rw/ca/cross.crt; do openssl verify -crl_check_all -CAfile rw/ca/root.crt -untrusted $chain -CRLfile rw.pem rw3/cert.pem 2>&1 | grep -o 'error .*'; done
error 23 at 1 depth lookup: certificate revoked
error rw3/cert.pem: verification failed
error 23 at 1 depth lookup: certificate revoked
error rw3/cert.pem: verification failed
$ pkit authority list
cross    retired  ed25519  <hex>  <date>  CN=Demo Issuing CA  1
issuing  retired  ed25519  <hex>  <date>  CN=Demo Issuing CA  3  agent, server
$ pkit issue --subject CN=web4 --new-key ed25519 --out rw4 2>&1 | sed 's/at 20[^ ]*/at TIME/' | head -n 1
pkit: error: authority 'issuing' was retired at TIME and signs nothing
$ pkit authority revoke issuing --serial 77 --reason superseded
2> pkit: error: authority 'issuing' has no certificate with serial 77
2> pkit: hint: pkit authority show issuing
[6]
$ pkit authority revoke nobody --reason superseded
2> pkit: error: pkit.yaml has no authority 'nobody'
2> pkit: hint: it has cross, issuing
[6]
$ pkit init --home rx --import-cert rw/ca/root.crt --import-key rw/ca/root.key --no-passphrase >/dev/null 2>&1; pkit authority revoke issuing --home rx --reason superseded
2> pkit: error: 'CN=Demo Root CA' is a root: nobody is above it
2> pkit: hint: whoever trusts it must be told; pkit authority retire lets it sign nothing any more
[3]

# A certificate over the key that has ended is no way up, and need not be revoked to be none (RFC 5280 6.1.3 (a)(2)).
$ pkit init --home ry --test-clock --name Demo --no-passphrase --key-type ed25519 --now 2026-01-01 >/dev/null 2>&1; export PKIT_HOME=ry
$ pkit authority renew issuing --years 30 --now 2034-06-01 >/dev/null 2>&1; openssl x509 -in ry/ca/issuing.crt -noout -enddate
notAfter=Dec 31 23:58:59 2045 GMT
$ pkit issue --subject CN=web1 --san dns:web1 --profile server --new-key ed25519 --out ry1 --now 2036-02-01 >/dev/null; cp ry1/cert.pem ry.leaf; pkit store add leaf ry.leaf --now 2036-02-02 >/dev/null
$ pkit authority revoke issuing --reason keyCompromise --now 2036-02-03 >/dev/null 2>&1; pkit store verify leaf --now 2036-02-04; pkit renew --cert ry1/fullchain.pem --key ry1/key.pem --check --now 2036-02-04 | sed 's/ [0-9a-f]\{32\} / SERIAL /'
leaf
  Result  Failure
  digest  <hex>
  proof   none
certificate SERIAL is due since <date>
2> pkit: error: leaf holds a certificate that was revoked
2>   <hex>: the CA above it, CN=Demo TEST Issuing CA, was revoked <date>: keyCompromise [certstore.revoked]
2> pkit: hint: pkit store put, or pkit store reenroll
