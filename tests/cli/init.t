# A home is made whole or not at all, and says what was made and what to do next.
$ pkit init --home a --name Demo --no-passphrase
made <dir>/a
  config              <dir>/a/pkit.yaml
  rootCertificate     <dir>/a/ca/root.crt
  issuingCertificate  <dir>/a/ca/issuing.crt
  rootKey             <dir>/a/ca/root.key
  issuingKey          <dir>/a/ca/issuing.key

next:
  pkit issue --csr host.csr --profile server --out host.crt --home <dir>/a     (a TLS server's)
  pkit register --client-machine NAME --csr host.csr --home <dir>/a
  pkit config check --home <dir>/a     (after each change of pkit.yaml)
2> pkit: warning: certificates will name no CRL and no issuer URL; init --base-url URL sets them
2> pkit: warning: the CA keys are not encrypted
2> pkit: warning: the root's key lies beside the issuing key; --root-out DIR puts it elsewhere

# sqlite: the file itself
$ stat -c '%a %n' a a/pkit.yaml a/pkit.db a/ca a/ca/root.key a/ca/issuing.key a/ca/root.crt
700 a
600 a/pkit.yaml
600 a/pkit.db
700 a/ca
600 a/ca/root.key
600 a/ca/issuing.key
644 a/ca/root.crt
$ openssl x509 -noout -nameopt RFC2253 -subject -in a/ca/root.crt
subject=CN=Demo Root CA
$ openssl x509 -noout -nameopt RFC2253 -subject -issuer -in a/ca/issuing.crt
subject=CN=Demo Issuing CA
issuer=CN=Demo Root CA
$ openssl verify -x509_strict -CAfile a/ca/root.crt a/ca/issuing.crt
a/ca/issuing.crt: OK
$ pkit config check --home a | sed 's#^.*/a/#a/#'
a/pkit.yaml: sound

# An existing home is never touched; --if-missing is content with a sound one.
$ sha256sum a/pkit.yaml a/ca/root.key >before
$ pkit init --home a --no-passphrase 2>&1 | sed "s#$PWD#.#"
pkit: error: ./a exists already
pkit: hint: nothing was touched; --if-missing is content with a sound home
$ pkit init --home a --no-passphrase --if-missing --format json | grep -o '"created":[a-z]*'
"created":false
$ sha256sum --check --quiet before
$ mkdir empty && pkit init --home empty --no-passphrase >/dev/null 2>&1
$ echo something >file && pkit init --home file --no-passphrase >/dev/null 2>&1
[7]
$ echo 'version: 2' >a/pkit.yaml && pkit init --home a --no-passphrase --if-missing >/dev/null 2>&1
[10]

# A slash at the end of its name is no matter.
$ pkit init --home slash/ --no-passphrase >/dev/null 2>&1

# sqlite: the file itself
$ ls -A slash
ca
pkit.db
pkit.db-shm
pkit.db-wal
pkit.yaml
$ pkit init --home slash/ --no-passphrase --if-missing --format json | grep -o '"home":.*"created":[a-z]*' | sed "s#$PWD#.#"
"home":"./slash","created":false
$ PKIT_HOME=$PWD/slashes// pkit init --no-passphrase 2>/dev/null | sed -n "1s#$PWD#.#p"
made ./slashes
$ mkdir here && cd here && pkit init --home . --no-passphrase >/dev/null 2>&1; cd .. && pkit config check --home ./here/. | sed "s#$PWD#.#"
./here/pkit.yaml: sound

# The name defaults to the host's.
$ pkit init --home b --no-passphrase >/dev/null 2>&1 && openssl x509 -noout -nameopt RFC2253 -subject -in b/ca/root.crt | grep -c "$(hostname) Root CA"
1

# Each kind of CA key.
$ pkit init --home k1 --no-passphrase --key-type ec-p384 >/dev/null 2>&1 && openssl x509 -noout -text -in k1/ca/issuing.crt | grep -o 'secp384r1'
secp384r1
$ pkit init --home k2 --no-passphrase --key-type ed25519 >/dev/null 2>&1 && openssl x509 -noout -text -in k2/ca/issuing.crt | grep -c 'ED25519'
4
$ pkit init --home k3 --no-passphrase --key-type rsa-1024
2> pkit: error: --key-type: 'rsa-1024' is not one of ec-p256, ec-p384, ec-p521, rsa-3072, rsa-4096, rsa-pss-3072, ed25519
[2]

# One passphrase encrypts both keys, and pkit.yaml says where it is.
$ (umask 077 && printf 'correct horse\n' >pass) && pkit init --home p --passphrase-file pass >/dev/null 2>&1
$ head -n 1 p/ca/root.key p/ca/issuing.key
==> p/ca/root.key <==
-----BEGIN ENCRYPTED PRIVATE KEY-----

==> p/ca/issuing.key <==
-----BEGIN ENCRYPTED PRIVATE KEY-----
$ grep passphrase p/pkit.yaml | sed "s#$PWD#DIR#"
    passphrase: "file:DIR/pass"
$ pkit issue --home p --subject CN=web1 --new-key ec-p256 --out web1 >/dev/null && ls web1
cert.pem
chain.pem
fullchain.pem
key.pem
$ (umask 077 && printf 'wrong\n' >pass) && pkit issue --home p --subject CN=web2 --new-key ec-p256 --out web2 2>&1 | sed "s#$PWD#.#" | grep -v explain; ls -d web2 .web2* 2>/dev/null
pkit: error: authority 'issuing': issuing.key: the passphrase does not open the key
[2]
$ pkit init --home q --passphrase-file pass --no-passphrase
2> pkit: error: --passphrase-file and --no-passphrase exclude each other
[2]
$ setsid pkit init --home q </dev/null
2> pkit: error: there is no terminal to ask for the passphrase for the CA keys
[2]
$ ls -d q .q* 2>/dev/null
[2]

# The root's key can go elsewhere; its certificate stays in the home too.
$ mkdir vault && pkit init --home r --no-passphrase --root-out vault >/dev/null 2>&1; ls vault r/ca
r/ca:
issuing.crt
issuing.key
root.crt

vault:
root.crt
root.key
$ pkit init --home s --no-passphrase --root-out nowhere
2> pkit: error: <dir>/nowhere is not a directory
2> pkit: hint: make it first
[2]

# Without a base URL there are no URLs in certificates. Each key of the CA has an issuer URL of its own.
$ pkit init --home u --no-passphrase --base-url http://pki.example/ca/ >out 2>/dev/null; url() { grep -o "http://pki.example/ca/issuing-[0-9a-f]*[.]crt" "$@"; }; sed -n '/^to be/,$p' out | sed "s/-[0-9a-f]\{16\}/-KEY/"; grep urls u/pkit.yaml | sort -u
to be published, since certificates name it:
  http://pki.example/ca/issuing-KEY.crt     (<dir>/u/ca/issuing.crt)
  http://pki.example/ca/issuing.crl     (pkit crl --issuer current --form der --out issuing.crl --if-due --home <dir>/u)
    crl_urls: ["http://pki.example/ca/issuing.crl"]
    issuer_urls: ["http://pki.example/ca/issuing-{IssuerKey}.crt"]
$ pkit issue --home u --subject CN=web1 --new-key ec-p256 --out url >/dev/null && openssl x509 -noout -text -in url/cert.pem | grep -o 'URI:.*' | sed "s/-[0-9a-f]\{16\}/-KEY/"
URI:http://pki.example/ca/issuing.crl
URI:http://pki.example/ca/issuing-KEY.crt
$ openssl x509 -noout -text -in url/cert.pem | url | cmp - <(url out); pkit authority show issuing --home u --format json | jq -r '.data.authority.issuers[0].keyId[:16]' | grep -c -f - out
1
$ pkit crl --issuer current --form der --out issuing.crl --if-due --home u >/dev/null; openssl crl -inform DER -in issuing.crl -noout
$ pkit authority renew issuing --home u 2>&1 | grep name; pkit authority renew issuing --new-key ec-p256 --home u 2>&1 | grep name | tee renewed | sed "s/-[0-9a-f]\{16\}/-KEY/"
pkit: warning: certificates will name http://pki.example/ca/issuing-KEY.crt: publish the new CA or its CRL there, and leave the former's where they are
pkit: warning: former certificates name http://pki.example/ca/issuing.crl, where the former CA or its CRL must stay: publish the new one's elsewhere, and name that in issuer_urls and crl_urls of its profiles; {IssuerKey} in a URL makes it each key's own
$ pkit issue --home u --subject CN=web2 --new-key ec-p256 --out url2 >/dev/null; openssl x509 -noout -text -in url2/cert.pem | url | tee new | cmp - <(url renewed); cmp -s new <(url out) || echo another
another

# A name that looks like a server's, and a profile for clients: told, where nobody chose it.
$ pkit issue --home u --subject CN=www.corp.example --new-key ec-p256 --out www1 >/dev/null
2> pkit: warning: www.corp.example looks like a TLS server's name, and profile 'agent' certifies clients; --profile names another
$ pkit issue --home u --subject CN=www.corp.example --new-key ec-p256 --profile agent --out www2 >/dev/null

# A test clock marks the CA for good, and --now may be used.
$ pkit init --home t --name T --no-passphrase --test-clock >/dev/null 2>&1; openssl x509 -noout -nameopt RFC2253 -subject -in t/ca/issuing.crt
subject=CN=T TEST Issuing CA
$ pkit issue --home t --now 2030-01-01T00:00:00Z --subject CN=web1 --new-key ec-p256 --out then >/dev/null && openssl x509 -noout -startdate -in then/cert.pem
notBefore=Dec 31 23:59:00 2029 GMT
$ pkit issue --home a --now 2030-01-01T00:00:00Z --subject CN=web1 --new-key ec-p256 --out never
2> pkit: error: --now cannot be used by a command that changes the state
2> pkit: hint: add --dry-run, or use a home made by pkit init --test-clock
[2]

# A server can keep the state: see pkit-hosts(7), and tests/system/postgresql_engine.sh.
$ pkit init --home h --no-passphrase --store oracle:ca
2> pkit: error: 'oracle:ca' names no engine that pkit knows
2> pkit: hint: write postgresql:SERVICE
[2]
$ pkit init --home h --no-passphrase --store 'postgresql:ca password=secret'
2> pkit: error: what stands behind postgresql: is no name of a service
2> pkit: hint: name a service of libpq's service file, of up to 64 letters, digits and . _ -
[2]
$ pkit init --home h --join postgresql:ca
2> pkit: error: --join needs --from DIR, with pkit.yaml and ca/ of another host's home
[2]
$ pkit init --home h --join postgresql:ca --from a --name Other
2> pkit: error: --join takes the CA as it is, and only --from with it
[2]
$ pkit init --home h --no-passphrase --from a
2> pkit: error: --from goes with --join only
[2]
