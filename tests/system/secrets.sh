# timeout: 300
# Providers of secrets (B3, T-B16) between pkit and others: the example over a double of OpenBao's KV on loopback,
# systemd-creds on what a credential is called, a store of openssl and keytool with a password from a provider; and nowhere a
# secret.
source "$PKIT_SOURCE/tests/tools/lib.sh"
export PKIT_HOME=$PWD/home
make_home home
umask 077
mkdir home/adapters && install -m 755 "$PKIT_SOURCE/examples/secrets/openbao" home/adapters/

# --- a double of OpenBao: the paths, header and shapes of its KV version 2 ---------------------------------------------
cat >bao.py <<'END'
import http.server, json
class Bao(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        kept = json.load(open("kept.json"))
        if self.headers.get("X-Vault-Token") != "bao-token-1": return self.answer(403, {"errors": ["permission denied"]})
        if self.path == "/v1/kv/data/moved": return self.answer(307, {}, {"Location": "/v1/kv/data/pki/store"})
        secret = kept.get(self.path.removeprefix("/v1/kv/data/"))
        if secret is None: return self.answer(404, {"errors": []})
        self.answer(200, {"request_id": "1", "data": {"data": secret, "metadata": {"version": 1}}})
    def answer(self, status, body, headers={}):
        body = json.dumps(body).encode()
        self.send_response(status)
        for key, value in headers.items(): self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_): open("asked", "a").write(self.path + "\n")
server = http.server.HTTPServer(("127.0.0.1", 0), Bao)
open("port.new", "w").write(str(server.server_port))
import os; os.rename("port.new", "port")
server.serve_forever()
END
: >asked
keep() { printf '{"pki/store": {"password": "%s"}, "pki/ca": {"passphrase": "%s"}}' "$1" "$2" >kept.new && mv kept.new kept.json; }
keep vaulted-store-1 vaulted-ca-1
python3 bao.py 2>bao.err &
server=$!
trap 'kill $server 2>/dev/null' EXIT
for _ in $(seq 100); do [ -s port ] && break; sleep 0.1; done
printf 'bao-token-1\n' >token
cat >>home/pkit.yaml <<END
secrets:
  bao: { exec: [adapters/openbao], config: { address: 'http://127.0.0.1:$(cat port)', mount: kv, token_file: $PWD/token } }
END
expect 0 pkit config check

# --- a store's password: asked at each use, and so another one is used at once -----------------------------------------
expect 0 pkit issue --subject CN=web1 --new-key ec-p256 --out web1
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout mine.key -out mine.pem -subj /CN=mine 2>openssl.err
make_store() { openssl pkcs12 -export -inkey mine.key -in mine.pem -name mine -out web.p12 -passout "pass:$1"; }
make_store vaulted-store-1
expect 0 pkit store add web web.p12 --password-file 'secret:bao{"path":"pki/store","field":"password"}'
says 'secret:bao' out
before=$(wc -l <asked)
expect 0 pkit store put web --cert web1/cert.pem --key web1/key.pem --alias web1
[ "$(wc -l <asked)" -gt "$before" ] || fail 'the vault was not asked again'
keytool -list -keystore web.p12 -storepass vaulted-store-1 2>/dev/null | grep -q '^web1,' || fail 'keytool does not find what was put'
make_store vaulted-store-2
expect 10 pkit store inventory web
keep vaulted-store-2 vaulted-ca-1
expect 0 pkit store inventory web

# --- failure is closed (T-B16): told by a code, and nothing is an empty success ----------------------------------------
inventory() {
  pkit store inventory web --format json >inventory.json
  echo "$? $(jq -r '.data.stores[0] | [.Result, .error.code, (has("items") | tostring)] | join(" ")' inventory.json)"
}
chmod 644 token && same 'a token that others can read' '10 Failure secret.unavailable false' "$(inventory)"
chmod 600 token && echo another-token >token && same 'a token that is refused' '10 Failure secret.unavailable false' "$(inventory)"
jq -e '.data.stores[0].error.message | test("the vault answers 403")' inventory.json >/dev/null || fail 'not told why'
echo bao-token-1 >token
for reference in '{"path":"pki/none","field":"password"}' '{"path":"pki/store","field":"none"}' '{"path":"pki/../store","field":"password"}' \
  '{"path":"moved","field":"password"}' '{"path":"pki/store"}' '{}'; do
  pkit store add other web1/cert.pem --password-file "secret:bao$reference" --format json >refused.json
  same "$reference" '10 secret.unavailable' "$? $(jq -r .error.code refused.json)"
done

# --- a CA key under a passphrase from there: signs by it, and not without ---------------------------------------------
expect 0 pkit authority passphrase issuing --new-passphrase-file 'secret:bao{"path":"pki/ca","field":"passphrase"}'
sed -i "s|^\( *\)key: ca/issuing.key|\1passphrase: 'secret:bao{\"path\":\"pki/ca\",\"field\":\"passphrase\"}'\n&|" home/pkit.yaml
expect 0 pkit config check
openssl pkey -in home/ca/issuing.key -passin pass:vaulted-ca-1 -noout || fail 'openssl does not open the key'
expect 0 pkit issue --subject CN=web2 --new-key ec-p256 --out web2
keep vaulted-store-2 vaulted-ca-2
expect 10 pkit issue --subject CN=web3 --new-key ec-p256 --out web3
kill $server && wait $server 2>/dev/null
expect 10 pkit issue --subject CN=web3 --new-key ec-p256 --out web3
says 'the vault cannot be asked'
expect 0 pkit list certificates

# --- systemd: the name in the unit is the name that it was encrypted under ---------------------------------------------
printf 'secrets:\n  unit: { systemd: true }\n' >unit.yaml
sed '/^secrets:/,$d; s/secret:bao{[^}]*}/secret:unit{"name":"pkit-ca"}/' home/pkit.yaml >new.yaml && cat unit.yaml >>new.yaml && chmod 600 new.yaml && mv new.yaml home/pkit.yaml
expect 0 pkit config check
mkdir credentials
# The key that protects nothing, which each systemd calls otherwise.
printf vaulted-ca-1 | systemd-creds encrypt --with-key=null --name=pkit-ca - ca.cred 2>creds.err ||
  printf vaulted-ca-1 | systemd-creds encrypt --with-key=tpm2-absent --name=pkit-ca - ca.cred 2>creds.err || { fail 'systemd-creds encrypts'; cat creds.err; }
decrypted() { systemd-creds decrypt --allow-null --name="$1" ca.cred - 2>creds.err || systemd-creds decrypt --name="$1" ca.cred - 2>creds.err; }
decrypted other >nothing && fail 'systemd takes another name'
decrypted pkit-ca >credentials/pkit-ca || { fail 'systemd-creds decrypts'; cat creds.err; }
expect 10 pkit issue --subject CN=web4 --new-key ec-p256 --out web4
says 'systemd-creds encrypt --name=pkit-ca'
expect 0 env CREDENTIALS_DIRECTORY="$PWD/credentials" "$PKIT" issue --subject CN=web4 --new-key ec-p256 --out web4

# --- nothing of it was kept, told or written --------------------------------------------------------------------------
grep -rlE 'vaulted-(store|ca)-[0-9]|bao-token-1' home out err ./*.json 2>/dev/null | grep -v '^./kept.json$' && fail 'a secret was kept'
pkit events --format json | grep -c vaulted- | grep -qx 0 || fail 'a secret is in an event'
finish
