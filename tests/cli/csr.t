# repeats: yes
# A key that pkit makes and keeps (A23, T-A27): its request goes to any CA, the certificate that comes back joins it once,
# and both leave as PKCS#12.
$ export PKIT_HOME=$PWD/home; pkit init --no-passphrase --name T >/dev/null 2>&1; (umask 077; echo 'a passphrase of this test' >kept; echo 'export me' >password)
$ pkit csr new --keep-key --key-type ec-p256 --subject CN=web1
2> pkit: error: a key is kept encrypted, and nothing says under which passphrase
2> pkit: hint: --key-passphrase-file FILE, or in pkit.yaml  kept_keys: { passphrase: file:/ABSOLUTE/PATH }
[2]
$ echo "kept_keys: { passphrase: file:$PWD/kept }" >>home/pkit.yaml; pkit config check | sed "s#$PWD#.#"
./home/pkit.yaml: sound
$ pkit csr new --key-type ec-p256 --subject CN=web1
2> pkit: error: csr new makes a key that is kept, or one for a realm
2> pkit: hint: one of --keep-key and --requirements; for a key of your own: openssl req -new
[2]
$ pkit csr new --keep-key --key-type ec-p256
2> pkit: error: nothing says what the request is for
2> pkit: hint: --subject CN=web1, or --san dns:web1
[2]
$ pkit csr new --keep-key --key-type ec-p256 --subject CN=web1 --key-passphrase-file kept --dry-run; ls home/keys
dry run: nothing was changed; it would be
  exit     0
  subject  CN=web1
2> ls: cannot access 'home/keys': No such file or directory
[2]
$ pkit csr new --keep-key --key-type ec-p256 --subject CN=web1,O=Acme --san dns:web1.example --out web1.csr
<id> waiting; CN=web1,O=Acme, ec-p256
$ openssl req -in web1.csr -noout -verify -nameopt RFC2253 -subject 2>&1
Certificate request self-signature verify OK
subject=CN=web1,O=Acme
$ pkit csr new --keep-key --key-type ed25519 --san dns:web2 --request-id one >two.csr; pkit csr new --keep-key --key-type ed25519 --san dns:web2 --request-id one --out two.csr --force | cut -d' ' -f2-
waiting; dns:web2, ed25519
$ openssl req -in two.csr -noout -verify 2>&1; pkit list keys
Certificate request self-signature verify OK
<id>  waiting  ec-p256  CN=web1,O=Acme
<id>  waiting  ed25519  dns:web2
$ k=$(pkit list keys | head -n 1 | cut -d' ' -f1); pkit show $k --csr | cmp - web1.csr; pkit show $k | grep -E 'state|subject|keyType'
  state    waiting
  subject  CN=web1,O=Acme
  keyType  ec-p256

# It is encrypted where it lies, and nobody else's to read.
$ stat -c '%a %n' home/keys home/keys/$k.key | sed "s/$k/<key>/"; head -n 1 home/keys/$k.key
700 home/keys
600 home/keys/<key>.key
-----BEGIN ENCRYPTED PRIVATE KEY-----

# Another CA answers. Only a certificate over that key is taken, and only once.
$ openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -subj '/CN=Other CA' -days 400 2>/dev/null; openssl x509 -req -in web1.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -out web1.crt 2>/dev/null; openssl x509 -req -in two.csr -CA ca.crt -CAkey ca.key -days 30 -out two.crt 2>/dev/null
$ pkit export $k --p12 web1.p12 --p12-password-file password
2> pkit: error: <id> has no certificate yet
2> pkit: hint: pkit csr marry <id> CERTIFICATE
[7]
$ pkit csr marry $k two.crt
2> pkit: error: two.crt is over another key than <id>
2> pkit: hint: pkit show <id> tells what was asked for
[7]
$ pkit csr marry $k web1.crt --chain home/ca/root.crt
2> pkit: error: home/ca/root.crt is no chain: 'CN=web1,O=Acme' is not issued by 'CN=T Root CA'
2> pkit: hint: the certificate's issuer first, then each one's own
[5]
$ pkit csr marry $k web1.crt --chain ca.crt --dry-run | cut -d' ' -f2; pkit csr marry $k web1.crt --chain ca.crt
married;
<id> married; CN=web1,O=Acme, ec-p256; certificate of CN=Other CA, serial <hex>, until <date>
$ pkit csr marry $k web1.crt --request-id again
2> pkit: error: <id> has a certificate already
2> pkit: hint: pkit show <id>
[7]
$ pkit csr marry k-aaaaaaaaaaaaaaaa web1.crt
2> pkit: error: nothing is called '<id>'
2> pkit: hint: pkit list shows what there is
[6]
$ pkit csr marry $k README 2>&1 | head -n 1
pkit: error: README: there is no such file

# It leaves with its chain, the leaf first, and is recorded before; openssl and keytool find it.
$ pkit export $k --p12 web1.p12 --p12-password-file password --alias web1
<id> is in web1.p12, with its certificate and 1 above it
$ openssl pkcs12 -in web1.p12 -passin file:password -nokeys 2>/dev/null | sed 's/ = /=/g' | grep -E 'friendlyName|^subject'
    friendlyName: web1
subject=O=Acme, CN=web1
subject=CN=Other CA
$ openssl pkcs12 -in web1.p12 -passin file:password -nocerts -nodes 2>/dev/null | openssl pkey -pubout | cmp - <(openssl x509 -in web1.crt -noout -pubkey)
$ openssl pkcs12 -in web1.p12 -passin file:password -info -noout 2>&1 | grep -oE 'sha256|AES-256-CBC' | sort | uniq -c | awk '{print $2}'; stat -c %a web1.p12
AES-256-CBC
sha256
600
$ pkit export $k --p12 web1.p12 --p12-password-file password
2> pkit: error: web1.p12 exists
2> pkit: hint: --force replaces it
[7]
$ pkit export $k --p12 - --p12-password-file password
2> pkit: error: --p12 needs a file
[2]
$ pkit export $k --p12 web1.p12 --p12-password-file password --force --key-passphrase-file password
2> pkit: error: <id>: the passphrase does not open the key
[10]
$ pkit events --kind 'key.*' --subject $k | awk '{print $4}'
key.kept
key.married
key.exported

# What another CA certified is found by its serial and its file too.
$ serial=$(openssl x509 -in web1.crt -noout -serial | cut -d= -f2); for word in $serial web1.crt; do pkit export $word --p12 web1.p12 --p12-password-file password --force; done; pkit show $serial | head -n 2
<id> is in web1.p12, with its certificate and 1 above it
<id> is in web1.p12, with its certificate and 1 above it
key
  id           <id>
$ pkit show web1.crt | head -n 1; pkit revoke web1.crt --reason superseded
certificate
2> pkit: warning: web1.crt is another CA's, and its key is kept here: pkit show <id>
2> pkit: error: web1.crt is not a certificate of this home
2> pkit: hint: its key is kept here: pkit show <id>
[6]

# Both at once with our own CA: the certificate is recorded, the key stays here.
$ pkit issue --new-key ec-p256 --keep-key --subject CN=db1 --request-id db1 | openssl x509 -noout -nameopt RFC2253 -subject
subject=CN=db1
2> pkit: db1 is Approved; certificate <id>, serial <hex>, until <date>; its key is kept as <id>
$ pkit issue --new-key ec-p256 --keep-key --subject CN=db1 --request-id db1 2>&1 >/dev/null | grep -o 'its key is kept as k-'
its key is kept as k-
$ pkit export db1 --p12 db1.p12 --p12-password-file password --key-passphrase-file kept
<id> is in db1.p12, with its certificate and 1 above it
$ openssl pkcs12 -in db1.p12 -passin file:password -nokeys 2>/dev/null | openssl verify -CAfile home/ca/root.crt -untrusted home/ca/issuing.crt
stdin: OK
$ pkit issue --new-key ec-p256 --keep-key --out x --subject CN=db2
2> pkit: error: --new-key needs --out DIR for the key and its certificate, or --keep-key
2> pkit: hint: the forms are: issue ID, issue --csr FILE, issue --new-key TYPE --out DIR or --keep-key
[2]
$ pkit issue --new-key ec-p256 --keep-key --subject CN=db3 --not-after 90000d; ls home/keys | wc -l
3
2> pkit: error: profile 'agent' ends certificates by <date>
2> pkit: hint: ask for an earlier end, or leave --not-after out
$ pkit list keys --state waiting | awk '{print $2, $4}'; pkit list keys --name 'CN=db*' | awk '{print $2, $4}'
waiting dns:web2
married CN=db1

# A backup has them, doctor misses them; what a killed command left is told, and removed by the next key.
# sqlite: pkit backup copies a state that is a file; of a server pg_dump does
$ pkit backup all.pkit --with-keys >/dev/null; pkit restore all.pkit --home again >/dev/null; ls again/keys | wc -l; pkit backup none.pkit >/dev/null 2>&1; pkit restore none.pkit --home bare >/dev/null 2>&1; pkit doctor --home bare 2>&1 | grep -c kept-key-lost
3
3
$ cp home/keys/$k.key home/keys/k-left.key; pkit doctor 2>&1 | grep -o '1 key file was.*'; pkit csr new --keep-key --key-type ed25519 --subject CN=next --out next.csr >/dev/null; ls home/keys | wc -l; ls home/keys | grep left
1 key file was left by killed commands: the next key that is kept removes them
4
[1]
$ cp home/keys/$k.key kept; : >home/keys/$k.key; pkit doctor 2>&1 | grep -o 'the file of the key.*'; cp kept home/keys/$k.key
the file of the key <id> of CN=web1,O=Acme holds no encrypted key
$ mv home/keys/$k.key away; pkit export $k --p12 y.p12 --p12-password-file password 2>&1 | sed "s#$PWD#.#"
pkit: error: the key <id> is gone: ./home/keys/<id>.key is not there
pkit: hint: pkit restore the last backup
