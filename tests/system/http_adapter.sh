# timeout: 300
# The adapter kind `http` over TLS, against services that other programs make: whom it trusts, what proves it, what it
# does not follow. What any kind of adapter can do wrong is in tests/unit/adapter/contract_test.cpp.
source "$PKIT_SOURCE/tests/tools/lib.sh"
export PKIT_HOME=$PWD/home
make_home home

# A root, an intermediate, and what they issue; CRLs of each.
openssl_ca() { openssl "$@" 2>>openssl.log || { fail "openssl $1"; tail -n 3 openssl.log; }; }
authority() { # NAME ISSUER
  mkdir -p "$1" && : >"$1/index" && echo 01 >"$1/number"
  printf '%s\n' '[ca]' default_ca=this '[this]' "database=$1/index" "new_certs_dir=$1" "serial=$1/number" \
    "crlnumber=$1/number" default_md=sha256 default_crl_days=30 default_days=30 policy=any copy_extensions=copy '[any]' \
    CN=supplied '[v3_ca]' basicConstraints=critical,CA:TRUE keyUsage=critical,keyCertSign,cRLSign >"$1/config"
  openssl_ca req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1/key" -out "$1/csr" -subj "/CN=$1"
  openssl_ca ca -batch -notext -config "${2:-$1}/config" -extensions v3_ca -keyfile "${2:-$1}/key" \
    $([ -n "${2:-}" ] && echo "-cert $2/crt" || echo -selfsign) -in "$1/csr" -out "$1/crt"
  openssl_ca ca -gencrl -config "$1/config" -cert "$1/crt" -keyfile "$1/key" -out "$1/crl"
}
issue() { # NAME CA SAN
  openssl_ca req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" \
    -addext "subjectAltName=$3"
  openssl_ca ca -batch -notext -config "$2/config" -cert "$2/crt" -keyfile "$2/key" -in "$1.csr" -out "$1.crt"
}
authority root && authority middle root && authority stranger
issue service middle IP:127.0.0.1
issue other middle DNS:other.example
issue client middle DNS:client.example
cat client.crt middle/crt >client.chain; cat service.crt middle/crt >service.chain && cat other.crt middle/crt >other.chain
cat root/crl middle/crl >all.crl
chmod 600 client.key
printf 'a secret of this test alone\n' >secret && chmod 600 secret

# serve NAME PORTFILE MODE: one HTTPS service, on a port that it chooses.
cat >serve.py <<'END'
import hashlib, hmac, http.server, os, ssl, sys
name, port_file, mode = sys.argv[1:4]
SECRET = b"a secret of this test alone"
class Service(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_): pass
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        message = b"\n".join([self.headers.get("X-Pkit-Timestamp", "").encode(), self.path.encode(), body])
        signed = hmac.new(SECRET, message, hashlib.sha256).hexdigest() == self.headers.get("X-Pkit-Signature")
        who = dict(pair[0] for pair in (self.connection.getpeercert() or {}).get("subject", ())).get("commonName", "nobody")
        self.send_response(302 if self.path == "/redirect" else 200)
        if self.path == "/redirect": self.send_header("Location", "/")
        answer = b'{"result":"Allow","message":"%s, %s"}' % (who.encode(), b"signed" if signed else b"unsigned")
        if self.path == "/forged": self.send_header("X-Pkit-Signature", "00" * 32)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(name + ".chain", name + ".key")
if mode == "client":
    context.load_verify_locations("root/crt")
    context.verify_mode = ssl.CERT_REQUIRED
server.socket = context.wrap_socket(server.socket, server_side=True)
with open(port_file + ".new", "w") as file: file.write(str(server.server_address[1]))
os.rename(port_file + ".new", port_file)
server.serve_forever()
END
servers=()
serve() {
  python3 serve.py "$@" 2>>serve.log &
  servers+=($!)
  for _ in $(seq 200); do [ -e "$2" ] && return; sleep 0.05; done
  fail "no service $*"
}
trap 'kill "${servers[@]}" 2>/dev/null' EXIT
serve service port any && serve service port.client client && serve other port.other any
here=$(<port) guarded=$(<port.client) elsewhere=$(<port.other)

# ask WORD SECTION: the verdict of one call, or the last line of stderr and the failure.
ask() {
  { sed '/^adapters:/d; /^  web:/d' home/pkit.yaml; printf 'adapters:\n  web: { http: { %s } }\n' "$1"; } >new.yaml
  chmod 600 new.yaml && mv new.yaml home/pkit.yaml
  pkit adapter test web.lookup 2>&1 | sed -n 's/^verdict: //p; s/^stderr: //p; s/^pkit: error: //p' | tail -n 2 | head -n 1
}
sed -i 's|^    handlers: .*|    handlers: [ { name: w, call: web.lookup } ]|' home/pkit.yaml
good="url: 'https://127.0.0.1:$here/', ca: $PWD/root/crt"
same 'a service that is trusted' 'Allow, nobody, unsigned' "$(ask "$good")"
same 'with a secret' 'Allow, nobody, signed' "$(ask "$good, secret: $PWD/secret")"
same 'with a client certificate' 'Allow, client, unsigned' \
  "$(ask "url: 'https://127.0.0.1:$guarded/', ca: $PWD/root/crt, certificate: $PWD/client.chain, key: $PWD/client.key")"
same 'with the CRLs of the whole chain' 'Allow, nobody, unsigned' "$(ask "$good, crl: $PWD/all.crl")"

# refused WORD SECTION PATTERN
refused() { case $(ask "$2") in *$3*) ;; *) fail "$1: $(ask "$2")" ;; esac; }
refused 'no client certificate' "url: 'https://127.0.0.1:$guarded/', ca: $PWD/root/crt" 'http: '
refused 'another CA' "url: 'https://127.0.0.1:$here/', ca: $PWD/stranger/crt" 'SSL certificate problem'
refused 'the system CAs' "url: 'https://127.0.0.1:$here/'" 'SSL certificate problem'
refused 'another name' "url: 'https://127.0.0.1:$elsewhere/', ca: $PWD/root/crt" "no alternative certificate subject name matches target "
refused 'a partial CRL' "$good, crl: $PWD/middle/crl" 'unable to get certificate CRL'
refused 'a redirect' "url: 'https://127.0.0.1:$here/redirect', ca: $PWD/root/crt" 'a redirect is not followed'
refused 'a signature that does not hold' "url: 'https://127.0.0.1:$here/forged', ca: $PWD/root/crt, secret: $PWD/secret" \
  'signature is not that of the secret'
openssl_ca ca -config middle/config -cert middle/crt -keyfile middle/key -revoke service.crt
openssl_ca ca -gencrl -config middle/config -cert middle/crt -keyfile middle/key -out middle/crl
cat root/crl middle/crl >all.crl
refused 'a revoked service' "$good, crl: $PWD/all.crl" 'certificate revoked'

# No proxy of the environment: neither pkit's, which the helper does not see, nor the helper's own.
http_proxy=http://127.0.0.1:1 https_proxy=http://127.0.0.1:1 ALL_PROXY=http://127.0.0.1:1
export http_proxy https_proxy ALL_PROXY
same 'with a proxy in the environment' 'Allow, nobody, unsigned' "$(ask "$good")"
helper=$(dirname "$PKIT")/libexec/pkit/http
same 'the helper itself with a proxy in its environment' '{"result":"Allow","message":"nobody, unsigned"}' \
  "$(echo '{"attempt":1}' | "$helper" "https://127.0.0.1:$here/" --ca "$PWD/root/crt" 2>&1)"
same 'the helper and plain HTTP elsewhere' 'http: a URL that is not https:// needs --secret' \
  "$(echo '{}' | "$helper" http://192.0.2.1/ 2>&1)"
case $(echo '{}' | "$helper" http://192.0.2.1/ --secret secret 2>&1) in
  *refused* | *connect*) ;;
  *) fail 'plain HTTP left the host' ;;
esac
finish
