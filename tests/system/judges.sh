# runs: release
# timeout: 300
# What pkit issues, judged by openssl and by certtool. And a TLS server that takes ours and refuses a stranger's in the
# same run.
source "$PKIT_SOURCE/tests/tools/lib.sh"
source "$PKIT_SOURCE/tests/tools/matrix.sh"

openssl_judge() {
  local root issuing leaf
  while read -r root issuing leaf; do
    openssl verify -x509_strict -purpose sslclient -CAfile "$root" -untrusted "$issuing" "$leaf" >verdict 2>&1 &&
      echo accept || echo "refuse $(grep -m 1 error verdict)"
  done
}
certtool_judge() {
  local root issuing leaf
  while read -r root issuing leaf; do
    cat "$leaf" "$issuing" >bundle.pem
    certtool --verify --load-ca-certificate "$root" --verify-profile medium --infile bundle.pem >verdict 2>&1 &&
      echo accept || echo "refuse $(tail -n 1 verdict)"
  done
}
make_matrix
judged_by openssl_judge
judged_by certtool_judge
same 'certificates judged' 30 "$(ls ./*-{p256,p384,rsa,pss,ed25519,certtool}.crt | wc -l)"
for subject in $subjects; do
  for type in $authority_types; do
    same "the key of $type-$subject" "$(openssl req -in "$subject.csr" -noout -pubkey)" \
      "$(openssl x509 -in "$type-$subject.crt" -noout -pubkey)"
  done
done
for type in $authority_types; do sound "$type"; done

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
