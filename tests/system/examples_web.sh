# runs: release
# timeout: 120
# examples/web: an nginx as it stands there serves CRL, issuer's certificate and OCSP answers, as a client finds them by the
# URLs in a certificate; and examples/systemd: its units are sound, and each command in them works.
source "$PKIT_SOURCE/tests/tools/lib.sh"
make_home home --base-url http://pki.example
sed -i 's|^    issuer_urls:.*|&\n    ocsp_urls: ["http://pki.example/ocsp"]|' home/pkit.yaml
for name in good bad; do expect 0 pkit issue --home home --subject CN=$name --new-key ec-p256 --out $name; done
expect 0 pkit revoke --home home bad --reason keyCompromise

# --- the units ---------------------------------------------------------------------------------------------------------
mkdir units srv
for unit in "$PKIT_SOURCE"/examples/systemd/*; do
  sed "s|/usr/bin/pkit|$(command -v pkit)|; s|^User=.*|User=root|" "$unit" >"units/${unit##*/}"
done
SYSTEMD_LOG_LEVEL=warning systemd-analyze verify --man=no units/* >verdict 2>&1
[ -s verdict ] && fail "systemd-analyze says: $(cat verdict)"
# Each command of theirs that is there already, on this home.
grep -h '^ExecStart=' "$PKIT_SOURCE"/examples/systemd/pkit-{crl,ocsp,events}.service | cut -d= -f2- | while read -r line; do
  line=${line//\/srv\/pki/$PWD/srv}
  PKIT_HOME=$PWD/home ${line/#\/usr\/bin\/pkit/pkit} >said 2>&1 || echo "$line: $(cat said)"
done >failures
[ -s failures ] && fail "$(cat failures)"

# --- the server --------------------------------------------------------------------------------------------------------
key=$(pkit authority show issuing --home home --format json | jq -r '.data.authority.issuers[0].keyId[:16]')
expect 0 pkit authority show issuing --home home --out "srv/issuing-$key.crt"
chmod 755 srv
sed "s|listen 80|listen unix:$PWD/http.sock|; s|/srv/pki|$PWD/srv|" "$PKIT_SOURCE/examples/web/nginx.conf" >site.conf
chmod 755 .
nginx_conf 'user root;' 'daemon off;' 'master_process off;' >nginx.conf <<<"  include $PWD/site.conf;"
nginx -p "$PWD" -c "$PWD/nginx.conf" -e "$PWD/error.log" >nginx.log 2>&1 </dev/null &
server=$!
trap 'kill $server 2>/dev/null' EXIT
for ((i = 0; i < 200; i++)); do
  [ ! -S http.sock ] || break
  sleep 0.05
done
get() { curl -sS --max-time 20 --unix-socket http.sock --write-out '%{http_code} %{content_type}' --output got "$@"; }
url() { openssl x509 -in good/cert.pem -noout -text | grep -A4 "$1" | grep -o 'URI:.*' | cut -d: -f2-; }

same 'the CRL' '200 application/pkix-crl' "$(get "$(openssl x509 -in good/cert.pem -noout -ext crlDistributionPoints | grep -o 'http[^ ]*')")"
openssl crl -inform DER -in got -noout -CAfile home/ca/issuing.crt >verdict 2>&1
says 'verify OK' verdict
same 'the issuer' '200 application/pkix-cert' "$(get "$(url 'CA Issuers' | tail -n 1)")"
ocsp=$(openssl x509 -in good/cert.pem -noout -ocsp_uri)
for name in good bad; do
  openssl ocsp -issuer home/ca/issuing.crt -cert $name/cert.pem -no_nonce -reqout request.der >/dev/null 2>&1
  question=$(basenc --base64 -w0 request.der)
  for encoded in "$question" "$(sed 's|/|%2F|g; s|+|%2B|g; s|=|%3D|g' <<<"$question")"; do
    same "the answer about $name" '200 application/ocsp-response' "$(get "$ocsp/$encoded")"
    openssl ocsp -issuer home/ca/issuing.crt -cert $name/cert.pem -respin got -CAfile <(cat home/ca/root.crt home/ca/issuing.crt) >verdict 2>&1
    says 'Response verify OK' verdict
    says "$name/cert.pem: $([ $name = good ] && echo good || echo revoked)" verdict
  done
done
same 'what is not there' 404 "$(get http://pki.example/pkit.yaml | cut -d' ' -f1)"
kill $server
wait $server
trap - EXIT
finish
