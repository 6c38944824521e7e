# Is a certificate to be believed, and if not, why not? A root, a CA under it, and leaves, all by openssl.
$ k() { openssl ecparam -genkey -name prime256v1 -noout -out $1.key; }; for n in root ca leaf; do k $n; done; printf '[ca]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n[server]\nextendedKeyUsage=serverAuth\nkeyUsage=critical,digitalSignature\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\nsubjectAltName=DNS:*.corp.example,IP:10.0.0.1,email:ann@corp.example\n[nobody]\nkeyUsage=critical,digitalSignature\nsubjectKeyIdentifier=none\nauthorityKeyIdentifier=none\n' >x.cnf; sign() { openssl req -new -key $1.key -subj "/CN=$1" -out $1.csr 2>/dev/null; openssl x509 -req -in $1.csr -CA $2.pem -CAkey $2.key -days 30 -extfile x.cnf -extensions $3 -out ${4:-$1}.pem 2>/dev/null; }; openssl req -new -x509 -key root.key -subj /CN=root -days 30 -config /etc/ssl/openssl.cnf -extensions v3_ca -out root.pem -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null; sign ca root ca; sign leaf ca server; sign leaf ca nobody bare; cat leaf.pem ca.pem >chain.pem
$ pkit validate-cert leaf.pem --root root.pem --intermediate ca.pem | sed 's/until .*Z/until <time>/'
leaf.pem: valid
  CN=leaf, until <time>
  CN=ca, until <time>
  CN=root, until <time>, trusted
$ pkit validate-cert chain.pem --root root.pem --hostname a.corp.example --ip 10.0.0.1 --email ann@CORP.example --purpose server | head -n 1
chain.pem: valid

# What is wrong is told of the path that came nearest.
$ pkit validate-cert leaf.pem --root root.pem 2>&1 >/dev/null | head -n 2
pkit: error: leaf.pem: no certificate of its issuer, CN=ca, is at hand (RFC 5280 6.1)
  certificate 1 of 1 (CN=leaf) [path.issuer]
$ pkit validate-cert chain.pem --root root.pem --purpose client --explain 2>/dev/null | tail -n 7
certificate 1: CN=leaf
  what       it is for serverAuth, not for clientAuth
  extension  extendedKeyUsage
  clause     RFC 5280 4.2.1.12
  remedy     since 2026 public CAs issue no clientAuth; issue it from a private CA
  GnuTLS 3.7 accepts it, unless told what it is to be for
  Java 17 accepts it, unless told what it is to be for
$ told() { (pkit validate-cert "$@" 2>&1 >/dev/null && echo '[valid]') | grep -o '\[[.a-z_]*\]' | grep -v lint | sort -u | tr '\n' ' '; }; told chain.pem --root root.pem --hostname b.a.corp.example; told chain.pem --root root.pem --ip 10.0.0.2; told chain.pem --root root.pem --email bob@corp.example; echo
[path.hostname] [path.address] [path.email] 
$ pkit validate-cert chain.pem --root root.pem --at 2020-01-01 2>&1 >/dev/null | grep -c 'path.not_yet'; pkit validate-cert chain.pem --root root.pem --max-depth 0 2>&1 >/dev/null | grep -c 'path.depth'
3
1
$ pkit validate-cert chain.pem --root root.pem --explicit-policy --inhibit-policy-mapping --inhibit-any-policy --policy 1.2.3 2>&1 >/dev/null | grep -c 'path.policy'; pkit validate-cert leaf.pem chain.pem --root root.pem --jobs 2 2>/dev/null | grep -v until
1
leaf.pem: refused
chain.pem: valid

# Strict and lenient: a leaf without key identifiers.
$ pkit validate-cert bare.pem --root root.pem --intermediate ca.pem --explain 2>/dev/null | tail -n +5
certificate 1: CN=leaf
  what       it has no authority key identifier [lint.authority_key_id]
  clause     RFC 5280 4.2.1.1
  remedy     --lenient takes what only breaks the profile for issuing
  OpenSSL 3.0 accepts it
  GnuTLS 3.7 accepts it
  Java 17 accepts it
  Go 1.19 accepts it
$ pkit validate-cert bare.pem --root root.pem --intermediate ca.pem --lenient | head -n 1
bare.pem: valid

# CRLs by openssl.
$ printf '[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ncrlnumber=num\ndefault_md=sha256\ndefault_crl_days=7\ncrl_extensions=e\n[e]\nauthorityKeyIdentifier=keyid\n' >ca.cnf; : >index.txt; echo 01 >num; gen() { openssl ca -gencrl -config ca.cnf -cert ca.pem -keyfile ca.key -out $1 2>/dev/null; }; gen good.crl; openssl ca -revoke leaf.pem -config ca.cnf -cert ca.pem -keyfile ca.key -crl_reason keyCompromise 2>/dev/null; gen bad.crl
$ pkit validate-cert chain.pem --root root.pem --crl good.crl --require-crl leaf | grep -c 'status good'
1
$ pkit validate-cert chain.pem --root root.pem --crl bad.crl 2>&1 >/dev/null | head -n 1 | sed 's/at 2.*Z/at <time>/'
pkit: error: chain.pem: it was revoked at <time>: keyCompromise (RFC 5280 6.1.3 (a)(3))

# The same judgement before an identity is told.
$ pkit identity-from-cert chain.pem --root root.pem | head -n 2
chain.pem
  userName  ann@corp.example
$ pkit identity-from-cert chain.pem --root root.pem --crl bad.crl 2>/dev/null | wc -l; pkit identity-from-cert chain.pem --root root.pem --purpose client 2>&1 | grep -o '\[path.purpose\]'
0
[path.purpose]
$ pkit identity-from-cert leaf.pem --root root.pem --intermediate ca.pem --crl good.crl --require-crl leaf --lenient | head -n 1; pkit identity-from-cert chain.pem --root root.pem --at 2020-01-01 2>&1 | grep -c 'path.not_yet'
leaf.pem
3
$ pkit identity-from-cert chain.pem --unverified --root root.pem
2> pkit: error: --unverified goes with none of the options that verify
[2]

# Checks of our own, each with what it is there for: another key of the same name, the end of the validity, a leaf that
# signs, constraints over a wildcard, a policy, and what only OpenSSL refuses.
$ for n in other under; do k $n; done; printf '[narrow]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\nnameConstraints=critical,excluded;DNS:host.corp.example\n[any]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\nextendedKeyUsage=anyExtendedKeyUsage\n[explicit]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\npolicyConstraints=critical,requireExplicitPolicy:0\n' >>x.cnf; sign ca root narrow narrow; sign ca root any any; sign ca root explicit explicit; openssl req -new -x509 -key other.key -subj /CN=ca -days 30 -out other.pem 2>/dev/null; sign under leaf server
$ told() { (pkit validate-cert "$@" 2>&1 >/dev/null && echo '[valid]') | grep -o '\[[.a-z_]*\]' | grep -v lint | sort -u | tr '\n' ' '; echo; }; told leaf.pem --root other.pem; told chain.pem --root root.pem --at 2099-01-01; told under.pem --root root.pem --intermediate chain.pem --lenient
[path.signature] 
[path.expired] 
[path.key_usage] [path.not_ca] 
$ told leaf.pem --root root.pem --intermediate narrow.pem; told leaf.pem --root root.pem --intermediate any.pem --purpose server; told leaf.pem --root root.pem --intermediate explicit.pem; told leaf.pem --root root.pem --intermediate narrow.pem --intermediate ca.pem
[path.excluded] 
[path.libcrypto] 
[path.policy] 
[valid] 

# A CRL that speaks of CAs alone says nothing of a leaf.
$ sed -i 's/^\[e\]/&\nissuingDistributionPoint=critical,@i/; $a [i]\nonlyCA=TRUE' ca.cnf; gen cas.crl; told chain.pem --root root.pem --crl cas.crl --require-crl leaf
[path.no_status] 

# Values that mean nothing.
$ pkit validate-cert chain.pem --root root.pem --ip 10.0.0; pkit validate-cert chain.pem --root root.pem --policy x
2> pkit: error: --ip '10.0.0' is no IP address
2> pkit: error: --policy 'x' is no object identifier
[2]
$ pkit validate-cert chain.pem --root leaf.key
2> pkit: error: leaf.key has no certificate that can be read
[5]
