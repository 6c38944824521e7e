#!/bin/sh
# Makes the requests of this directory again, with openssl, certtool, strongSwan's pki and keytool; expected.txt says
# what pkit must find in each. Keys are thrown away.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# openssl_csr NAME SUBJECT GENPKEY-ARGUMENTS -- REQ-ARGUMENTS
openssl_csr() {
  name=$1 subject=$2
  shift 2
  set -- "$@" "--end--"
  generate=
  while [ "$1" != -- ]; do generate="$generate $1"; shift; done
  shift
  arguments=
  while [ "$1" != --end-- ]; do arguments="$arguments $1"; shift; done
  # shellcheck disable=SC2086  # the words of these lists have no spaces
  openssl genpkey -quiet $generate -out "$work/key.pem" 2>/dev/null || openssl genpkey $generate -out "$work/key.pem" 2>/dev/null
  # shellcheck disable=SC2086
  openssl req -new -utf8 -config "$work/req.cnf" -key "$work/key.pem" -subj "$subject" $arguments -out "openssl-$name.pem"
}

cat > "$work/req.cnf" <<'END'
[req]
distinguished_name = dn
string_mask = utf8only
[dn]
[challenge]
distinguished_name = challenge_name
attributes = attributes
prompt = no
[challenge_name]
CN = web1
[attributes]
challengePassword = opensesame
[server]
subjectAltName = DNS:web1.corp.example, DNS:*.web1.corp.example, IP:10.0.0.1, IP:2001:db8::1, email:ops@corp.example, URI:https://corp.example/web1
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = serverAuth, clientAuth, 1.3.6.1.5.5.7.3.17
[ca]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = keyCertSign, cRLSign
[names]
subjectAltName = dirName:dn_name, otherName:1.2.3.4;UTF8:someone, RID:1.2.3.4
[dn_name]
CN = someone
END

p256="-algorithm EC -pkeyopt ec_paramgen_curve:P-256"
rsa="-algorithm RSA -pkeyopt rsa_keygen_bits:2048"
pss="-algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048"

# Taken
openssl_csr p256 "/CN=web1" $p256 --
openssl_csr p256-server "/C=DE/O=Acme/CN=web1" $p256 -- -reqexts server
openssl_csr p256-sha512 "/CN=web1" $p256 -- -sha512
openssl_csr p256-ca "/O=Acme/CN=a CA" $p256 -- -reqexts ca
openssl_csr p256-other-names "/CN=web1" $p256 -- -reqexts names
openssl_csr p256-empty-subject "/" $p256 -- -reqexts server
openssl_csr p256-utf8 "/O=Größe/CN=żółw" $p256 --
openssl_csr p256-one-rdn "/O=Acme/OU=a+CN=web1" $p256 --
openssl_csr p256-new-header "/CN=web1" $p256 -- -newhdr
openssl_csr p384 "/CN=web1" -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -- -sha384
openssl_csr rsa-2048 "/CN=web1" $rsa -- -reqexts server
openssl_csr rsa-3072 "/CN=web1" -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -- -sha384
openssl_csr rsa-4096 "/CN=web1" -algorithm RSA -pkeyopt rsa_keygen_bits:4096 -- -sha512
openssl_csr rsa-signs-pss "/CN=web1" $rsa -- -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32
openssl_csr rsa-signs-pss-no-salt "/CN=web1" $rsa -- -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:0
openssl_csr rsa-pss "/CN=web1" $pss -- -sigopt rsa_pss_saltlen:32
openssl_csr rsa-pss-bound "/CN=web1" $pss -pkeyopt rsa_pss_keygen_md:sha384 -pkeyopt rsa_pss_keygen_mgf1_md:sha384 -pkeyopt rsa_pss_keygen_saltlen:48 -- -sha384
openssl_csr ed25519 "/CN=web1" -algorithm ED25519 --
openssl req -new -config "$work/req.cnf" -section challenge -key "$work/key.pem" -out openssl-challenge.pem
openssl req -in openssl-p256-server.pem -outform DER -out openssl-p256-server.der
openssl base64 -in openssl-p256-server.der -out openssl-p256-server.b64

# Sound, and not taken
openssl_csr p521 "/CN=web1" -algorithm EC -pkeyopt ec_paramgen_curve:P-521 --
openssl_csr secp256k1 "/CN=web1" -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 --
openssl_csr brainpool "/CN=web1" -algorithm EC -pkeyopt ec_paramgen_curve:brainpoolP256r1 --
openssl_csr explicit "/CN=web1" $p256 -pkeyopt ec_param_enc:explicit --
openssl_csr rsa-1024 "/CN=web1" -algorithm RSA -pkeyopt rsa_keygen_bits:1024 --
openssl_csr rsa-5120 "/CN=web1" -algorithm RSA -pkeyopt rsa_keygen_bits:5120 --
openssl_csr rsa-exponent-3 "/CN=web1" $rsa -pkeyopt rsa_keygen_pubexp:3 --
openssl_csr rsa-exponent-large "/CN=web1" $rsa -pkeyopt rsa_keygen_pubexp:36893488147419103233 --
openssl_csr rsa-md5 "/CN=web1" $rsa -- -md5
openssl_csr rsa-sha1 "/CN=web1" $rsa -- -sha1
openssl_csr rsa-sha224 "/CN=web1" $rsa -- -sha224
openssl_csr rsa-sha3 "/CN=web1" $rsa -- -sha3-256
openssl_csr rsa-pss-sha1 "/CN=web1" $rsa -- -sha1 -sigopt rsa_padding_mode:pss
openssl_csr rsa-pss-two-digests "/CN=web1" $rsa -- -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_mgf1_md:sha384
openssl_csr rsa-pss-bound-sha1 "/CN=web1" $pss -pkeyopt rsa_pss_keygen_md:sha1 -pkeyopt rsa_pss_keygen_mgf1_md:sha1 -- -sha1
openssl_csr p256-sha1 "/CN=web1" $p256 -- -sha1
openssl_csr ed448 "/CN=web1" -algorithm ED448 --
openssl genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:2048 -pkeyopt dsa_paramgen_q_bits:256 -out "$work/dsa.pem" 2>/dev/null
openssl_csr dsa "/CN=web1" -paramfile "$work/dsa.pem" -- -sha256
for form in compressed hybrid; do
  openssl genpkey $p256 -out "$work/key.pem"
  openssl ec -in "$work/key.pem" -conv_form $form -out "$work/form.pem" 2>/dev/null
  openssl req -new -config "$work/req.cnf" -key "$work/form.pem" -subj /CN=web1 -out openssl-$form.pem
done

# GnuTLS
cat > "$work/server.tmpl" <<'END'
cn = "web1"
organization = "Acme"
dns_name = "web1.corp.example"
ip_address = "10.0.0.1"
uri = "https://corp.example/web1"
email = "ops@corp.example"
signing_key
encryption_key
tls_www_server
END
certtool_csr() {
  name=$1
  shift
  certtool --generate-privkey "$@" --outfile "$work/key.pem" 2>/dev/null
  certtool --generate-request --load-privkey "$work/key.pem" --template "$work/server.tmpl" --outfile "certtool-$name.pem" 2>/dev/null
}
certtool_csr p256 --key-type=ecdsa --curve=secp256r1
certtool_csr p384 --key-type=ecdsa --curve=secp384r1
certtool_csr rsa-2048 --key-type=rsa --bits=2048
certtool_csr rsa-pss --key-type=rsa-pss --bits=2048
certtool_csr ed25519 --key-type=ed25519

# strongSwan (without its openssl plugin it makes RSA keys only)
pki --gen --type rsa --size 2048 > "$work/key.der" 2>/dev/null
pki_csr() {
  name=$1
  shift
  pki --req --type priv --in "$work/key.der" --dn "C=DE, O=Acme, CN=web1" --san web1.corp.example --san 10.0.0.1 \
    --outform pem "$@" > "pki-$name.pem" 2>/dev/null
}
pki_csr rsa-2048
pki_csr rsa-signs-pss --rsa-padding pss
pki_csr profile --profile server
pki_csr challenge --password opensesame

# keys whose factors are known ways to find
(cd "$work" && python3 "$OLDPWD/../../tools/weak_rsa.py")
for kind in roca close small; do
  openssl req -new -key "$work/$kind.pem" -subj /CN=weak -out "openssl-rsa-$kind.pem"
done
# and keys that need no factors; only what a profile is held against tells of them
for kind in prime power; do mv "$work/$kind.csr" "forged-rsa-$kind.pem"; done

# Java
for kind in "p256 EC 256 SHA256withECDSA" "rsa-2048 RSA 2048 SHA256withRSA" "rsa-pss RSASSA-PSS 2048 RSASSA-PSS" "ed25519 EdDSA 255 EdDSA"; do
  # shellcheck disable=SC2086
  set -- $kind
  store="$work/$1.p12"
  keytool -genkeypair -keyalg "$2" -keysize "$3" -dname "CN=web1, O=Acme, C=DE" -keystore "$store" \
    -storepass opensesame -alias a 2>/dev/null
  keytool -certreq -keystore "$store" -storepass opensesame -alias a -sigalg "$4" \
    -ext san=dns:web1.corp.example,ip:10.0.0.1 -ext ku=digitalSignature -file "keytool-$1.pem" 2>/dev/null
done
