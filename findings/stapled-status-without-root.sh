# curl --cert-status: a good stapled answer is refused where the server does not send its CA's certificate, which curl has anyway.
#
# Guessed: the issuer is taken from the path that was just verified, --cacert included. Seen with curl 7.88.1 and OpenSSL 3.0.19
# (Debian 12), of a certificate that a root signed itself: a server that leaves the root out, as RFC 8446 4.4.2 lets it, and
# staples an answer makes curl end with 91, "Error computing OCSP ID"; without --cert-status the same connection is good, and so
# is `openssl s_client -status -verify_return_error`. curl looks for the issuer among the certificates that were sent alone.
# A private CA that issues from its root has its servers send the root as well, or its users of --cert-status
# (CURLOPT_SSL_VERIFYSTATUS) get no further, with a message that sounds like a broken answer.
# Needs openssl and curl. Ends with 1 where one of them behaves otherwise.
set -eu
export LC_ALL=C
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || { kill $server && wait $server || :; }; rm -r "$work"' EXIT
cd "$work"
curl --version | head -n 1
openssl version
make() { openssl req "$@" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes 2>/dev/null; }
make -x509 -keyout ca.key -out ca.pem -subj /CN=ca
make -keyout leaf.key -out leaf.csr -subj /CN=localhost
echo subjectAltName=DNS:localhost >leaf.ext
openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -set_serial 5 -extfile leaf.ext -out leaf.pem 2>/dev/null
printf 'V\t491231000000Z\t\t05\tunknown\t/CN=localhost\n' >rows
openssl ocsp -no_nonce -issuer ca.pem -cert leaf.pem -reqout request
openssl ocsp -index rows -CA ca.pem -rsigner ca.pem -rkey ca.key -reqin request -respout answer -ndays 1 2>/dev/null
get() { curl -sS "$@" --unix-socket s.sock --cacert ca.pem https://localhost/ -o page -w 'got\n' 2>&1 | head -n 1; }
for sent in '' '-cert_chain ca.pem'; do
  openssl s_server -unix s.sock -cert leaf.pem -key leaf.key $sent -status_file answer -www >log 2>&1 &
  server=$!
  for _ in $(seq 300); do grep -qs ACCEPT log && break || sleep 0.1; done
  echo "$sent: curl: $(get); curl --cert-status: $(get --cert-status)"
  openssl s_client -unix s.sock -CAfile ca.pem -status -verify_return_error </dev/null 2>&1 |
    grep -o 'Cert Status: .*\|Verification: .*'
  kill $server
  wait $server || :
  server=
  rm s.sock log
done >told
cat told
diff told - <<'END'
: curl: got; curl --cert-status: curl: (91) Error computing OCSP ID
Cert Status: good
Verification: OK
-cert_chain ca.pem: curl: got; curl --cert-status: got
Cert Status: good
Verification: OK
END
echo 'as described'
