# Who a certificate is about (D25-D30): nothing is told of one that is not verified.
$ export PKIT_HOME=$PWD/home; pkit init --name T --no-passphrase >/dev/null 2>&1; sed -i 's/^    names: .*//' home/pkit.yaml
$ pkit issue --subject CN=web1 --new-key ec-p256 --out web1 >/dev/null 2>&1; pkit identity-from-cert web1/cert.pem | sed 's/ 1[0-9]\{9\}$/ <seconds>/; s/serialNumber .*/serialNumber     <serial>/'
web1/cert.pem: certificate
  version          3
  issuer.dn        CN=T Issuing CA
  issuer.cn        T Issuing CA
  dn               CN=web1
  cn               web1
  valid.notBefore  <seconds>
  valid.notAfter   <seconds>
  serialNumber     <serial>
2> pkit: warning: web1/cert.pem: the certificate names no user: it has none of uri, upn, email, dns

# The common name counts where a map says so.
$ printf 'version: 1\nuserName: [upn, CN]\n' >map.yaml; pkit identity-from-cert web1/cert.pem --map map.yaml | head -n 2
web1/cert.pem
  userName  web1
$ printf 'version: 1\nuserName: [upm]\n' >bad.yaml; pkit identity-from-cert web1/cert.pem --map bad.yaml
2> pkit: error: bad.yaml: unknown source 'upm'
2>   bad.yaml:2:12 [config.unknown]
2> pkit: hint: did you mean 'upn'? valid: uri, upn, email, dns, CN, UID, emailAddress, OU
[10]

# One that is revoked, that is over, that is another's.
$ pkit identity-from-cert web1/cert.pem --now 2099-01-01 2>&1 | grep -o 'was valid until' | sort -u
was valid until
$ pkit revoke web1/cert.pem --reason keyCompromise >/dev/null; pkit identity-from-cert web1/cert.pem 2>&1 | grep -o 'was revoked at'; pkit identity-from-cert web1/cert.pem --format json | head -c 62
was revoked at
{"version":1,"ok":false,"operation":"identity-from-cert","data
$ openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k.pem -out foreign.pem -subj /CN=x -addext 'subjectAltName=URI:urn:u:ann,email:a@b.example,email:c@d.example' 2>/dev/null
$ pkit identity-from-cert foreign.pem
2> pkit: error: foreign.pem is not a certificate that this home issued
2> pkit: hint: name the root that it must lead to with --root, or read it with --unverified
[3]

# Unverified says so. The first kind that is there names the user; two of a kind are refused.
$ pkit identity-from-cert --unverified foreign.pem | head -n 2
foreign.pem (not verified)
  userName  urn:u:ann
2> pkit: warning: foreign.pem: nothing of it is verified
$ printf 'version: 1\nuserName: email\n' >mail.yaml; pkit identity-from-cert --unverified foreign.pem --map mail.yaml | head -n 1
foreign.pem: certificate (not verified)
2> pkit: warning: foreign.pem: nothing of it is verified
2> pkit: error: foreign.pem: both 'a@b.example' and 'c@d.example' could be meant
2>   userName from email [identity.ambiguous]
2> pkit: hint: say in a --map file which one counts, or have the certificate issued with one
