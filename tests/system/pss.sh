# runs: release
# timeout: 300
# Authorities with RSA-PSS keys: what they sign says its parameters to the letter, and openssl and certtool accept it,
# also under keys of theirs that are for one digest alone.
source "$PKIT_SOURCE/tests/tools/lib.sh"

# accepted ROOT ISSUER LEAF: by both; the issuer may be the root itself.
accepted() {
  openssl verify -x509_strict -CAfile "$1" -untrusted "$2" "$3" >verdict 2>&1 || { fail "openssl refuses $3"; cat verdict; }
  if cmp -s "$1" "$2"; then cp "$3" bundle.pem; else cat "$3" "$2" >bundle.pem; fi
  certtool --verify --load-ca-certificate "$1" --verify-profile medium --infile bundle.pem >verdict 2>&1 ||
    { fail "certtool refuses $3"; cat verdict; }
}
refused() {
  openssl verify -x509_strict -CAfile "$1" "$2" >verdict 2>&1 && fail "openssl accepts $2"
  certtool --verify --load-ca-certificate "$1" --verify-profile medium --infile "$2" >verdict 2>&1 && fail "certtool accepts $2"
}
hex_of() { openssl x509 -in "$1" -outform DER | basenc --base16 -w0; }

# RSASSA-PSS-params (RFC 4055 3.1): the digest in [0], MGF1 over the same in [1], the salt in [2]; the trailer is the
# default and left out, as DER has it. A digest has NULL for its parameters (RFC 4055 2.1).
algorithm() { # DIGEST SALT: what an AlgorithmIdentifier of RSASSA-PSS is, in hexadecimal
  local digest
  case $1 in
    sha256) digest=300D06096086480165030402010500 ;;
    sha384) digest=300D06096086480165030402020500 ;;
    sha512) digest=300D06096086480165030402030500 ;;
  esac
  printf '304106092A864886F70D01010A3034A00F%sA11C301A06092A864886F70D010108%sA2030201%02X' "$digest" "$digest" "$2"
}
# says_twice CERTIFICATE DIGEST SALT: within what is signed and beside the signature, octet for octet (RFC 5280 4.1.1.2).
says_twice() { same "AlgorithmIdentifiers of $1" 2 "$(hex_of "$1" | grep -o "$(algorithm "$2" "$3")" | wc -l)"; }

# --- keys that pkit makes ---------------------------------------------------------------------------------------------------
make_csr web1
make_csr web2
make_home own --key-type rsa-pss-3072
expect 0 pkit issue --home own --csr web1.csr --out own.crt
for certificate in own/ca/root.crt own/ca/issuing.crt own.crt; do says_twice "$certificate" sha256 32; done
# Such a key is for PSS alone, with any digest: its parameters are absent (RFC 4055 1.2).
for certificate in own/ca/root.crt own/ca/issuing.crt; do
  same "keys in $certificate" 1 "$(hex_of "$certificate" | grep -o '300B06092A864886F70D01010A03' | wc -l)"
  openssl x509 -in "$certificate" -noout -ext keyUsage | grep -qx ' *Certificate Sign, CRL Sign' || fail "key usage of $certificate"
done
accepted own/ca/root.crt own/ca/issuing.crt own.crt
for key in root issuing; do
  openssl pkey -in "own/ca/$key.key" -check -noout >verdict 2>&1 || fail "openssl refuses $key.key"
  certtool --key-info --infile "own/ca/$key.key" 2>&1 | grep -q 'Public Key Info.*' || fail "certtool refuses $key.key"
done
# A key of a client, too, which enciphers nothing (RFC 4055 1.2), whatever the profile lets RSA keys do.
sed -i 's/rsa-2048+, ed25519/rsa-2048+, rsa-pss-2048+, ed25519/' own/pkit.yaml
expect 0 pkit issue --home own --subject CN=web3 --san dns:web3 --profile server --new-key rsa-pss-3072 --out web3
accepted own/ca/root.crt own/ca/issuing.crt web3/cert.pem
same 'key usage of web3' 'Digital Signature' "$(openssl x509 -in web3/cert.pem -noout -ext keyUsage | sed -n '2s/^ *//p')"
openssl x509 -in web3/cert.pem -noout -text | grep -q 'Public Key Algorithm: rsassaPss' || fail 'web3 has another key'
sound own

# --- keys of other programs that are for one digest alone -------------------------------------------------------------------
openssl_ca() { # NAME DIGEST SALT
  openssl genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt "rsa_pss_keygen_md:$2" \
    -pkeyopt "rsa_pss_keygen_mgf1_md:$2" -pkeyopt "rsa_pss_keygen_saltlen:$3" -out "$1.key"
  openssl req -x509 -new -key "$1.key" -subj "/CN=$1 CA" -days 3650 -addext keyUsage=critical,keyCertSign,cRLSign \
    "-$2" -out "$1.crt" 2>openssl.err || { cat openssl.err; exit 1; }
}
certtool_ca() { # NAME DIGEST SALT
  certtool --generate-privkey --pkcs8 --password= --no-text --key-type rsa-pss --bits 2048 --hash "$2" --salt-size "$3" \
    --outfile "$1.key" 2>/dev/null
  printf 'cn = "%s CA"\nca\ncert_signing_key\ncrl_signing_key\nexpiration_days = 3650\n' "$1" >template
  certtool --generate-self-signed --load-privkey "$1.key" --template template --no-text --outfile "$1.crt" 2>/dev/null ||
    { echo "certtool makes no $1"; exit 1; }
}
# taken_over NAME DIGEST SALT: what it signs as an authority of pkit.
taken_over() {
  (umask 077 && cp "$1.key" "$1.copy")
  expect 0 pkit init --home "$1" --import-cert "$1.crt" --import-key "$1.copy" --no-passphrase || return
  expect 0 pkit issue --home "$1" --csr web2.csr --out "$1.leaf.crt" || return
  says_twice "$1.leaf.crt" "$2" "$3"
  accepted "$1.crt" "$1.crt" "$1.leaf.crt"
  same "the key of $1" "$(openssl pkey -in "$1.key" -pubout)" "$(openssl pkey -in "$1/ca/issuing.key" -pubout)"
  sound "$1"
}
openssl_ca o256 sha256 20 # the least salt: a signature's is as long as the digest all the same
taken_over o256 sha256 32
openssl_ca o512 sha512 64
taken_over o512 sha512 64
certtool_ca c384 sha384 48
taken_over c384 sha384 48
refused o512.crt c384.leaf.crt
refused o256.crt o512.leaf.crt

# A key for SHA-1, openssl's default where only the salt is told, is not taken, nor one whose two digests differ.
openssl_ca_of_sha1() {
  openssl genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_saltlen:20 -out sha1.key
  openssl req -x509 -new -key sha1.key -subj '/CN=sha1 CA' -days 3650 -sha1 -out sha1.crt 2>openssl.err
}
openssl_ca_of_sha1 || cat openssl.err
chmod 600 sha1.key
expect 5 pkit init --home sha1 --import-cert sha1.crt --import-key sha1.key --no-passphrase
[ ! -e sha1 ] || fail 'a home was left'
finish
