# runs: release
# timeout: 300
# What pkit issues, for each type of CA key and each type of a CSR's key, judged by openssl and by certtool; each judge
# refuses one that was damaged. And a TLS server that takes ours and refuses a stranger's in the same run.
source "$PKIT_SOURCE/tests/tools/lib.sh"

# --- the matrix ---------------------------------------------------------------------------------------------------------
new_key() { # NAME OPENSSL_ARGUMENTS...
  local name=$1
  shift
  openssl genpkey "$@" -out "$name.key" 2>openssl.err || { cat openssl.err; exit 1; }
  openssl req -new -key "$name.key" -subj /CN=web1 -out "$name.csr"
}
new_key p256 -algorithm EC -pkeyopt ec_paramgen_curve:P-256
new_key p384 -algorithm EC -pkeyopt ec_paramgen_curve:P-384
new_key rsa -algorithm RSA -pkeyopt rsa_keygen_bits:2048
new_key pss -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha256 \
  -pkeyopt rsa_pss_keygen_mgf1_md:sha256 -pkeyopt rsa_pss_keygen_saltlen:32
new_key ed25519 -algorithm ED25519
certtool --generate-privkey --key-type ecdsa --curve secp256r1 --outfile certtool.key 2>/dev/null
printf 'cn = "web1"\n' >template
certtool --generate-request --load-privkey certtool.key --template template --outfile certtool.csr 2>/dev/null ||
  fail 'certtool makes no request'
subjects='p256 p384 rsa pss ed25519 certtool'

openssl_accepts() { # ROOT ISSUING LEAF
  openssl verify -x509_strict -purpose sslclient -CAfile "$1" -untrusted "$2" "$3" >verdict 2>&1
}
certtool_accepts() { # the same
  cat "$3" "$2" >bundle.pem
  certtool --verify --load-ca-certificate "$1" --verify-profile medium --infile bundle.pem >verdict 2>&1
}
# both JUDGEMENT ROOT ISSUING LEAF
both() {
  local wanted=$1 judge
  shift
  for judge in openssl certtool; do
    if ${judge}_accepts "$@"; then
      [ "$wanted" = accept ] || { fail "$judge accepts $3 under $1"; cat verdict; }
    else
      [ "$wanted" = refuse ] || { fail "$judge refuses $3 under $1"; cat verdict; }
    fi
  done
}
judged=0
for type in ec-p256 ec-p384 rsa-3072 rsa-pss-3072 ed25519; do
  make_home "$type" --key-type $type --base-url http://pki.example/ca
  sed -i "s/rsa-2048+, ed25519/rsa-2048+, rsa-pss-2048+, ed25519/" "$type/pkit.yaml"
  both_cas=("$type/ca/root.crt" "$type/ca/issuing.crt")
  for subject in $subjects; do
    leaf=$type-$subject.crt
    expect 0 pkit issue --home "$type" --csr "$subject.csr" --out "$leaf" || continue
    both accept "${both_cas[@]}" "$leaf"
    same "the key of $leaf" "$(openssl req -in "$subject.csr" -noout -pubkey)" "$(openssl x509 -in "$leaf" -noout -pubkey)"
    judged=$((judged + 1))
  done
  sound "$type"
done
same 'certificates judged' 30 $judged

# damage CERTIFICATE TO WHERE: one bit of the octet at WHERE from the end is turned (0: in the signature).
damage() {
  openssl x509 -in "$1" -outform DER -out damaged.der
  local at=$(($(stat -c %s damaged.der) - 1 - $3)) octet
  octet=$(od -An -tu1 -j $at -N1 damaged.der)
  printf "$(printf '\\x%02x' $((octet ^ 1)))" | dd of=damaged.der bs=1 seek=$at conv=notrunc 2>/dev/null
  openssl x509 -inform DER -in damaged.der -out "$2"
}
for type in ec-p256 ec-p384 rsa-3072 rsa-pss-3072 ed25519; do
  damage "$type-p256.crt" damaged.crt 0
  both refuse "$type/ca/root.crt" "$type/ca/issuing.crt" damaged.crt
done
# Another CA's word does not count, nor does ours under another root.
both refuse ec-p256/ca/root.crt ec-p256/ca/issuing.crt ed25519-p256.crt

# --- mutual TLS -----------------------------------------------------------------------------------------------------------
expect 0 pkit issue --home ec-p256 --subject CN=localhost --san dns:localhost --profile server --new-key ec-p256 --out server
expect 0 pkit issue --home ec-p256 --subject CN=client1 --new-key ed25519 --out client
# A stranger whose CA has the same names.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout stranger_ca.key -out stranger_ca.crt \
  -subj '/CN=Test Issuing CA' 2>/dev/null
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout stranger.key -subj /CN=client1 2>/dev/null |
  openssl x509 -req -CA stranger_ca.crt -CAkey stranger_ca.key -CAcreateserial -out stranger.crt 2>/dev/null
[ -s stranger.crt ] || fail 'there is no stranger'

openssl s_server -accept 127.0.0.1:0 -cert server/cert.pem -key server/key.pem -cert_chain server/chain.pem -www \
  -CAfile ec-p256/ca/root.crt -Verify 3 -verify_return_error >server.log 2>&1 </dev/null &
server=$!
trap 'kill $server 2>/dev/null' EXIT
port=
for ((i = 0; i < 100; i++)); do
  port=$(sed -n 's/^ACCEPT .*:\([0-9]*\)$/\1/p' server.log | head -n 1)
  [ -n "$port" ] && break
  sleep 0.05
done
[ -n "$port" ] || { fail 'the server does not start'; cat server.log; finish; }
# asks VERSION CERTIFICATE KEY CHAIN: whether the server gives its page.
asks() {
  (printf 'GET / HTTP/1.0\r\n\r\n'; sleep 0.3) |
    timeout 20 openssl s_client -connect "127.0.0.1:$port" "$1" -CAfile ec-p256/ca/root.crt -verify_return_error \
      -verify_hostname localhost -servername localhost -cert "$2" -key "$3" -cert_chain "$4" -quiet >page 2>client.log
  grep -q '^HTTP/1.0 200 ok' page
}
for version in -tls1_3 -tls1_2; do
  asks $version client/cert.pem client/key.pem client/chain.pem || { fail "the server refuses ours $version"; tail -n 3 client.log; cat server.log; }
  asks $version stranger.crt stranger.key stranger_ca.crt && fail "the server takes a stranger $version"
  asks $version client/cert.pem client/key.pem client/chain.pem || fail "the server refuses ours after the stranger"
done
finish
