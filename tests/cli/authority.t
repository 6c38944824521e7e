# A CA's own life: what signs, a new certificate for it, a further one, and an end.
$ pkit init --home h --name Demo --no-passphrase --key-type ed25519 >/dev/null 2>&1
$ cp h/pkit.yaml before.yaml
$ pkit authority list --home h | sed 's/  [0-9a-f]\{32\}  20[^ ]*/  SERIAL  END/'
issuing  active  ed25519  SERIAL  END  CN=Demo Issuing CA  1  agent, server
$ pkit authority show issuing --home h | sed "s#$PWD#.#; s/[0-9a-f]\{32,\}/HEX/; s/20..-..-..T.*/TIME/"
authority issuing
  state        active
  subject      CN=Demo Issuing CA
  serial       HEX
  key          ed25519
  notBefore    TIME
  notAfter     TIME
  profiles     agent, server
  certificate  ./h/ca/issuing.crt
  keyFile      ./h/ca/issuing.key
  chain        CN=Demo Issuing CA, CN=Demo Root CA
current issuer
  subject      CN=Demo Issuing CA
  issuer       CN=Demo Root CA
  serial       HEX
  key          ed25519
  keyId        HEX
  notBefore    TIME
  notAfter     TIME
  fingerprint  HEX
$ pkit authority show issuing --home h --format json | grep -o '"state":"[a-z]*"'
"state":"active"
"state":"current"
$ pkit authority show nobody --home h
2> pkit: error: there is no authority 'nobody'
2> pkit: hint: see pkit authority list
[6]

# Its certificates, to take along.
$ pkit authority show issuing --home h --export root | cmp - h/ca/root.crt
$ pkit authority show issuing --home h --export chain | openssl x509 -noout -nameopt RFC2253 -subject
subject=CN=Demo Issuing CA
$ pkit authority show issuing --home h --out first.crt
wrote first.crt
$ pkit authority show issuing --home h --out first.crt
2> pkit: error: first.crt exists
2> pkit: hint: --force replaces it
[7]
$ pkit authority show issuing --home h --out first.crt --force --format json | grep -o '"file":"[^"]*"'
"file":"first.crt"

# A new certificate over the same key, then over a new one: pkit.yaml stays as it is, and what was issued stays valid.
$ pkit issue --home h --subject CN=web1 --new-key ed25519 --out web1 >/dev/null
$ pkit authority renew issuing --home h --years 5 --dry-run | sed "s/[0-9a-f]\{32,\}/HEX/; s/20..-..-..T.*/TIME/"
dry run: nothing was changed; it would be
  subject      CN=Demo Issuing CA
  issuer       CN=Demo Root CA
  serial       HEX
  key          ed25519
  keyId        HEX
  notBefore    TIME
  notAfter     TIME
  fingerprint  HEX
2> pkit: warning: the new certificate ends on <date>, earlier than the former one
$ pkit authority renew issuing --home h --years 5 --request-id spring | grep issuer
current issuer
  issuer       CN=Demo Root CA
former issuer
  issuer       CN=Demo Root CA
2> pkit: warning: the new certificate ends on <date>, earlier than the former one
$ pkit authority renew issuing --home h --years 5 --request-id spring | grep -c issuer$
2
$ pkit authority renew issuing --home h --years 4 --request-id spring
2> pkit: error: request id 'spring' was used with other inputs
2> pkit: hint: use a new id for a new request
[7]
$ pkit authority show issuing --home h --out second.crt && openssl verify -x509_strict -CAfile h/ca/root.crt -untrusted second.crt web1/cert.pem
wrote second.crt
web1/cert.pem: OK
$ pkit authority renew issuing --home h --new-key ec-p384 | grep -A5 '^current' | grep '  key  '
  key          ec-p384
$ pkit issue --home h --subject CN=web2 --new-key ed25519 --out web2 >/dev/null
$ openssl verify -x509_strict -CAfile h/ca/root.crt -untrusted web1/chain.pem web1/cert.pem && openssl verify -x509_strict -CAfile h/ca/root.crt -untrusted web2/chain.pem web2/cert.pem
web1/cert.pem: OK
web2/cert.pem: OK
$ pkit authority show issuing --home h --export issuers | grep -c BEGIN
3
$ ls h/ca | sed 's/[0-9a-f]\{32\}/SERIAL/'
issuing.SERIAL.crt
issuing.SERIAL.crt
issuing.SERIAL.key
issuing.crt
issuing.key
root.crt
root.key
$ cmp before.yaml h/pkit.yaml && pkit doctor --home h >/dev/null
$ pkit authority renew nobody --home h
2> pkit: error: pkit.yaml has no authority 'nobody'
2> pkit: hint: it has issuing
[6]
$ pkit authority renew issuing --home h --years 0
2> pkit: error: --years: 0 is not between 1 and 50
[2]

# The root's key need not be in the home.
$ mkdir safe && mv h/ca/root.key safe
$ pkit authority renew issuing --home h 2>&1 | sed "s#$PWD#.#"
pkit: error: the key of 'CN=Demo Root CA' is not in ./h/ca/root.key
pkit: hint: name it: --issuer-key FILE
$ pkit authority renew issuing --home h --issuer-key safe/root.key | grep -c issuer$
4
$ (umask 077; printf 'words\n' >pass; openssl pkcs8 -topk8 -in safe/root.key -passout file:pass -out safe/locked.key)
$ pkit authority renew issuing --home h --issuer-key safe/locked.key 2>&1 | sed "s#$PWD#.#"
pkit: error: authority 'issuing': locked.key: the key is encrypted and needs a passphrase
$ pkit authority renew issuing --home h --issuer-key safe/locked.key --issuer-passphrase-file pass | grep -c issuer$
5

# A further CA under the same root; pkit.yaml is its operator's to change.
$ pkit authority add machines --home h --under issuing --common-name 'Demo Machines CA' --key-type ec-p256 --years 3 --issuer-key safe/locked.key --issuer-passphrase-file pass --dry-run | grep subject
  subject      CN=Demo Machines CA
$ pkit authority add machines --home h --under issuing --common-name 'Demo Machines CA' --key-type ec-p256 --years 3 --issuer-key safe/locked.key --issuer-passphrase-file pass --request-id m | sed "s#$PWD#.#; s/[0-9a-f]\{32,\}/HEX/; s/20..-..-..T.*/TIME/"
authority machines
  subject      CN=Demo Machines CA
  issuer       CN=Demo Root CA
  serial       HEX
  key          ec-p256
  keyId        HEX
  notBefore    TIME
  notAfter     TIME
  fingerprint  HEX
  certificate  ./h/ca/machines.crt
  keyFile      ./h/ca/machines.key

to put under 'authorities:' in pkit.yaml:
  machines:
    certificate: ca/machines.crt
    key: ca/machines.key
    chain: ca/root.crt
$ pkit authority add machines --home h
2> pkit: error: there is an authority 'machines' already
[7]
$ pkit authority add ../escape --home h
2> pkit: error: '../escape' is no name for an authority
2> pkit: hint: a lower-case letter, and up to 63 of a-z, 0-9, - and _
[2]
$ openssl verify -x509_strict -CAfile h/ca/root.crt h/ca/machines.crt
h/ca/machines.crt: OK

# The end of one: it signs nothing any more.
$ pkit authority retire issuing --home h --reason 'key moved' --dry-run
dry run: nothing was changed; it would be
  name   issuing
  state  retired
2> pkit: warning: pkit.yaml's agent, server still name it, and can issue nothing: give them another authority
$ pkit authority retire issuing --home h --reason 'key moved' --request-id end | grep -E '^authority|state'
authority issuing
  state        retired
2> pkit: warning: pkit.yaml's agent, server still name it, and can issue nothing: give them another authority
$ pkit issue --home h --subject CN=web3 --new-key ed25519 --out web3 2>&1 | sed 's/at 20[^ ]*/at TIME/'; ls -d web3
pkit: error: authority 'issuing' was retired at TIME and signs nothing
pkit: hint: name another authority in pkit.yaml
2> ls: cannot access 'web3': No such file or directory
[2]
$ pkit authority retire issuing --home h 2>&1 | sed 's/at 20[^ ]*/at TIME/'
pkit: error: authority 'issuing' was retired at TIME
$ pkit authority list --home h --format json | grep -o '"state":"[a-z]*"'
"state":"retired"
"state":"unlisted"
$ pkit events --home h | grep -o '  authority\.[a-z]*'
  authority.renewed
  authority.renewed
  authority.renewed
  authority.renewed
  authority.added
  authority.retired

# Its keys under another passphrase, the former ones too; pkit.yaml stays the operator's.
$ (umask 077; printf '%043d\n' 1 >one; printf '%043d\n' 2 >two; : >none); pkit init --home pp --name P --key-type ed25519 --passphrase-file one >/dev/null 2>&1; pkit authority renew issuing --home pp --new-key ed25519 >/dev/null 2>&1; keys() { for f in pp/ca/issuing*.key; do openssl pkey -in $f -passin file:$1 -noout 2>/dev/null && echo opens || echo shut; done; }
$ pkit authority passphrase issuing --home pp
2> pkit: error: give either --new-passphrase-file or --no-passphrase
[2]
$ pkit authority passphrase issuing --home pp --no-passphrase --new-passphrase-file none
2> pkit: error: give either --new-passphrase-file or --no-passphrase
[2]
$ pkit authority passphrase issuing --home pp --passphrase-file missing
2> pkit: error: give either --new-passphrase-file or --no-passphrase
[2]
$ pkit authority passphrase nobody --home pp --new-passphrase-file two
2> pkit: error: pkit.yaml has no authority 'nobody'
2> pkit: hint: it has issuing
[6]
$ pkit authority passphrase issuing --home pp --new-passphrase-file none
2> pkit: error: passphrase from file:<dir>/none: the passphrase is empty
[10]
$ pkit authority passphrase issuing --home pp --new-passphrase-file two --dry-run | sed "s#$PWD#.#g; s/issuing\.[0-9a-f]*\.key/issuing.HEX.key/"; keys one
dry run: nothing was changed; it would be
  name       issuing
  keys       ./pp/ca/issuing.key, ./pp/ca/issuing.HEX.key
  encrypted  yes
opens
opens
$ pkit authority passphrase issuing --home pp --new-passphrase-file two 2>&1 | grep warning; keys two; keys one
pkit: warning: pkit.yaml still leads to the former passphrase: in authorities.issuing, let passphrase: name where the new one is
opens
opens
shut
shut
$ pkit issue --home pp --subject CN=web1 --new-key ed25519 --out pp1 2>&1 | grep -c 'does not open the key'
1
$ cp two one; pkit issue --home pp --subject CN=web1 --new-key ed25519 --out pp1 >/dev/null; pkit crl --home pp --out pp.pem >/dev/null && openssl crl -in pp.pem -noout
$ pkit authority passphrase issuing --home pp --no-passphrase --passphrase-file two 2>&1 | grep warning; head -n 1 pp/ca/issuing.key
pkit: warning: pkit.yaml still leads to the former passphrase: in authorities.issuing, leave passphrase: out
-----BEGIN PRIVATE KEY-----
$ pkit authority passphrase issuing --home pp --key pp/ca/root.key --new-passphrase-file two --passphrase-file one
2> pkit: error: root.key: the passphrase does not open the key
[10]
$ printf '%043d\n' 1 >one; pkit authority passphrase issuing --home pp --key pp/ca/root.key --new-passphrase-file two --passphrase-file one | sed "s#$PWD#.#"; openssl pkey -in pp/ca/root.key -passin file:two -noout; pkit events --home pp --kind authority.passphrase | wc -l
changed
  name       issuing
  keys       ./pp/ca/root.key
  encrypted  yes
3
