#!/bin/sh
# Makes the certificates of this directory with openssl, certtool and pki; their keys are thrown away.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

cat >"$work/openssl.cnf" <<'CNF'
[req]
distinguished_name = dn
prompt = no
[dn]
[root]
basicConstraints = critical, CA:TRUE, pathlen:1
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[full]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature, keyAgreement
extendedKeyUsage = serverAuth, clientAuth, 1.3.6.1.4.1.311.20.2.2
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always, issuer:always
subjectAltName = DNS:web1.corp.example, DNS:*.corp.example, IP:10.0.0.1, IP:2001:db8::1, email:ops@corp.example, URI:https://corp.example/a, dirName:dir, RID:1.2.3, otherName:1.2.3.4;UTF8:x
crlDistributionPoints = one, two
authorityInfoAccess = OCSP;URI:http://ocsp.corp.example/, caIssuers;URI:http://corp.example/ca.crt, caIssuers;DNS:corp.example
certificatePolicies = 1.2.3.4, @policy
nsComment = unknown to us
[dir]
CN = a directory name
[one]
fullname = URI:http://corp.example/one.crl, URI:ldap://corp.example/cn=one
[two]
fullname = URI:http://corp.example/two.crl
CRLissuer = dirName:dir
reasons = keyCompromise, CACompromise
[policy]
policyIdentifier = 1.2.3.5
CPS.1 = http://corp.example/cps
[underscore]
subjectAltName = DNS:under_score.corp.example, DNS:web1.corp.example
CNF

key() { openssl genpkey -quiet -out "$work/$1" -algorithm "$2" ${3:+-pkeyopt "$3"}; }
key root EC ec_paramgen_curve:P-256
key p256 EC ec_paramgen_curve:P-256
key p384 EC ec_paramgen_curve:P-384
key p521 EC ec_paramgen_curve:P-521
key rsa RSA rsa_keygen_bits:2048
key rsa1024 RSA rsa_keygen_bits:1024
key pss RSA-PSS rsa_keygen_bits:2048
key ed25519 ED25519
openssl ec -in "$work/p256" -conv_form compressed -out "$work/compressed" 2>/dev/null

self() { # OUT KEY SUBJECT ARGUMENT...
  out=$1 name=$2 subject=$3
  shift 3
  openssl req -x509 -config "$work/openssl.cnf" -key "$work/$name" -subj "$subject" -days 20000 -out "$out" "$@"
}
self openssl-root.pem root "/C=DE/O=Acme/CN=Acme Root CA" -extensions root
openssl req -new -config "$work/openssl.cnf" -key "$work/p384" -subj /O=Acme/CN=web1 -out "$work/csr"
openssl x509 -req -in "$work/csr" -CA openssl-root.pem -CAkey "$work/root" -extfile "$work/openssl.cnf" -extensions full \
  -days 15000 -set_serial 0x00ff12 -out openssl-full.pem 2>/dev/null
openssl x509 -req -in "$work/csr" -CA openssl-root.pem -CAkey "$work/root" -days 15000 -set_serial 0 -out openssl-v1.pem 2>/dev/null
self openssl-sha1.pem rsa /CN=sha1 -sha1
self openssl-rsa1024.pem rsa1024 /CN=rsa1024
self openssl-p521.pem p521 /CN=p521
self openssl-compressed.pem compressed /CN=compressed
self openssl-pss.pem pss /CN=pss
self openssl-ed25519.pem ed25519 /CN=ed25519
self openssl-negative-serial.pem p256 /CN=negative -set_serial -255
self openssl-underscore.pem p256 /CN=underscore -extensions underscore

cat >"$work/ca.tmpl" <<'T'
cn = "GnuTLS CA"
organization = "Acme"
serial = 4660
expiration_days = 20000
ca
path_len = 0
cert_signing_key
crl_signing_key
T
cat >"$work/server.tmpl" <<'T'
cn = "web2"
organization = "Acme"
country = DE
serial = 22136
expiration_days = 15000
dns_name = "web2.corp.example"
ip_address = "10.0.0.2"
tls_www_server
signing_key
encryption_key
crl_dist_points = "http://corp.example/gnutls.crl"
ocsp_uri = "http://ocsp.corp.example/"
policy1 = 1.2.3.4
policy1_txt = "a text"
T
certtool --generate-self-signed --load-privkey "$work/ed25519" --template "$work/ca.tmpl" --no-text --outfile certtool-ca.pem 2>/dev/null
certtool --generate-certificate --load-privkey "$work/rsa" --load-ca-certificate certtool-ca.pem --load-ca-privkey "$work/ed25519" \
  --template "$work/server.tmpl" --no-text --outfile certtool-server.pem 2>/dev/null

openssl rsa -traditional -in "$work/rsa" -out "$work/rsa1" 2>/dev/null
pki --self --ca --type rsa --in "$work/rsa1" --dn "C=DE, O=Acme, CN=strongSwan CA" --lifetime 20000 --digest sha384 --serial 0a1b \
  --outform pem >pki-ca.pem 2>/dev/null
pki --pub --type rsa --in "$work/rsa1" 2>/dev/null | pki --issue --type pub --cacert pki-ca.pem --cakey "$work/rsa1" \
  --dn "O=Acme, CN=gw" --san gw.corp.example --flag serverAuth --crl http://corp.example/pki.crl --ocsp http://ocsp.corp.example/ \
  --lifetime 15000 --serial 0a1c --outform pem >pki-gw.pem 2>/dev/null
