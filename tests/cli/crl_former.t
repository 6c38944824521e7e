# Each key has a list of its own, under one name: that of another key says nothing of a certificate.
$ export PKIT_HOME=$PWD/home; pkit init --name Demo --no-passphrase >/dev/null 2>&1
$ pkit issue --subject CN=n1 --new-key ec-p256 --out n1 >/dev/null; cp home/ca/issuing.crt former.crt
$ check() { pkit validate-cert n1/cert.pem --root home/ca/root.crt --intermediate former.crt --intermediate home/ca/issuing.crt --crl $1 --require-crl leaf; }
$ pkit crl --issuer current --form der --out o.crl >/dev/null; check o.crl | tail -1
  CN=Demo Root CA, until <date>, trusted
$ pkit authority renew issuing --new-key ec-p256 >/dev/null; pkit crl --issuer current --form der --out n.crl >/dev/null
$ check n.crl
n1/cert.pem: refused
  CN=n1, until <date>, status unknown
  CN=Demo Issuing CA, until <date>, status unknown
  CN=Demo Root CA, until <date>, trusted
2> pkit: error: n1/cert.pem: whether it is revoked is not known: the CRL of CN=Demo Issuing CA is of another key of that name (RFC 5280 6.3.3)
2>   certificate 1 of 3 (CN=n1) [path.no_status]
2> pkit: hint: give a current, complete CRL of its issuer with --crl
[3]
$ pkit validate-cert n1/cert.pem --crl n.crl --require-crl leaf
n1/cert.pem: refused
  CN=n1, until <date>, status unknown
  CN=Demo Issuing CA, until <date>, status unknown
  CN=Demo Root CA, until <date>, trusted
2> pkit: error: n1/cert.pem: whether it is revoked is not known: the CRL of CN=Demo Issuing CA is of another key of that name (RFC 5280 6.3.3)
2>   certificate 1 of 3 (CN=n1) [path.no_status]
2> pkit: hint: give a current, complete CRL of its issuer with --crl
[3]
$ check o.crl >/dev/null; pkit revoke n1/cert.pem --reason keyCompromise >/dev/null
$ pkit crl --issuer current --form der --out n.crl >/dev/null
2> pkit: warning: what is revoked of authority 'issuing' (former, <hex>) is not in it, but in the CRL of that key: pkit crl --issuer <hex>
$ check n.crl
n1/cert.pem: refused
  CN=n1, until <date>, status unknown
  CN=Demo Issuing CA, until <date>, status unknown
  CN=Demo Root CA, until <date>, trusted
2> pkit: error: n1/cert.pem: whether it is revoked is not known: the CRL of CN=Demo Issuing CA is of another key of that name (RFC 5280 6.3.3)
2>   certificate 1 of 3 (CN=n1) [path.no_status]
2> pkit: hint: give a current, complete CRL of its issuer with --crl
[3]
$ pkit crl --issuer $(openssl x509 -in former.crt -noout -serial | cut -d= -f2 | tr A-F a-f) --form der --out o.crl >/dev/null; check o.crl
n1/cert.pem: refused
  CN=n1, until <date>, status revoked
  CN=Demo Issuing CA, until <date>, status unknown
  CN=Demo Root CA, until <date>, trusted
2> pkit: error: n1/cert.pem: it was revoked at <date>: keyCompromise (RFC 5280 6.1.3 (a)(3))
2>   certificate 1 of 3 (CN=n1) [path.revoked]
2> pkit: hint: have a new certificate issued over a new key
[3]
$ pkit crl --out all.crl >/dev/null; check all.crl >/dev/null 2>&1
[3]
$ openssl verify -crl_check -CAfile home/ca/root.crt -untrusted <(cat former.crt home/ca/issuing.crt) -CRLfile <(openssl crl -inform DER -in n.crl) n1/cert.pem >/dev/null 2>&1
[2]

# What nobody hears: the authority that signed it is no more in pkit.yaml, or is another CA's. Both are told.
$ pkit authority add con >/dev/null; cp home/pkit.yaml without.yaml
$ with() { sed "s#^  issuing:#  con: { $1 }\n  issuing:#; s#^    authority: issuing#    authority: con#" without.yaml >home/pkit.yaml; }
$ with 'certificate: ca/con.crt, key: ca/con.key, chain: ca/root.crt'
$ for n in c1 c2 c3; do pkit issue --subject CN=$n --new-key ec-p256 --out $n >/dev/null; done; pkit revoke c1/cert.pem --reason superseded >/dev/null; pkit crl --out all.crl | grep -c ': 1 revoked by CN=con'; pkit doctor >/dev/null
1
$ cp without.yaml home/pkit.yaml; pkit revoke c2/cert.pem --reason superseded
certificate <id>, serial <hex>, until <date>, revoked
2> pkit: warning: pkit.yaml has no authority 'con' any more, and what is revoked of it is in no CRL: list it there again, or tell who relies on it
$ pkit crl --out all.crl >/dev/null
2> pkit: warning: pkit.yaml has no authority 'con' any more, and what is revoked of it is in no CRL: list it there again, or tell who relies on it
$ pkit crl --out all.crl --if-due | cut -d' ' -f2-4
is up to
2> pkit: warning: pkit.yaml has no authority 'con' any more, and what is revoked of it is in no CRL: list it there again, or tell who relies on it
$ pkit crl --authority issuing --issuer current >/dev/null
2> pkit: warning: what is revoked of authority 'issuing' (former, <hex>) is not in it, but in the CRL of that key: pkit crl --issuer <hex>
$ pkit doctor | grep -A3 config
FAILED  config
          pkit.yaml has no authority 'con' any more, and what is revoked of it is in no CRL: list it there again, or tell who relies on it
            revocation-untold: list its authority in pkit.yaml again, for pkit crl, or tell who relies on it
2> pkit: error: 1 fault in this home
$ with 'certificate: ca/con.crt, gateway: corpca'; pkit revoke c3/cert.pem --reason superseded
certificate <id>, serial <hex>, until <date>, revoked
2> pkit: warning: authority 'con' is another CA's, and what is revoked of it is in no CRL of pkit's: tell that CA itself
$ pkit crl --out all.crl >/dev/null
2> pkit: warning: authority 'con' is another CA's, and what is revoked of it is in no CRL of pkit's: tell that CA itself
$ echo 'authorities: nothing' >home/pkit.yaml; pkit revoke n1/cert.pem --release
2> pkit: error: <id> is revoked for good
[7]
$ cp without.yaml home/pkit.yaml; pkit issue --subject CN=n2 --new-key ec-p256 --out n2 >/dev/null; echo 'authorities: nothing' >home/pkit.yaml; pkit revoke n2/cert.pem --reason superseded
certificate <id>, serial <hex>, until <date>, revoked
2> pkit: warning: whether a CRL will tell of it is not known: <dir>/home/pkit.yaml has 1 fault
