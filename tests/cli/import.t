# A home for a CA that exists already, made by another program.
$ openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout root.key -out root.crt -subj '/CN=Old Root' -addext keyUsage=critical,keyCertSign,cRLSign -days 3650 2>/dev/null
$ printf 'basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n' >ca.ext
$ openssl req -new -newkey rsa:3072 -nodes -keyout plain.key -subj '/CN=Old Issuing' 2>/dev/null | openssl x509 -req -CA root.crt -CAkey root.key -CAcreateserial -days 1000 -extfile ca.ext -out ca.crt 2>/dev/null
$ (umask 077; printf 'old words\n' >old.pass; printf 'new words\n' >new.pass); openssl pkcs8 -topk8 -in plain.key -passout file:old.pass -out ca.key
$ pkit init --home a --import-cert ca.crt --import-key ca.key --import-passphrase-file old.pass --import-chain root.crt --passphrase-file new.pass 2>&1 | sed "s#$PWD#.#"
made ./a
  config              ./a/pkit.yaml
  issuingCertificate  ./a/ca/issuing.crt
  issuingKey          ./a/ca/issuing.key

next:
  pkit issue --csr host.csr --profile server --out host.crt --home ./a     (a TLS server's)
  pkit register --client-machine NAME --csr host.csr --home ./a
  pkit config check --home ./a     (after each change of pkit.yaml)
pkit: warning: certificates will name no CRL and no issuer URL; init --base-url URL sets them
$ ls a/ca; cmp a/ca/chain.crt root.crt; head -n 1 a/ca/issuing.key
chain.crt
issuing.crt
issuing.key
-----BEGIN ENCRYPTED PRIVATE KEY-----
$ openssl pkey -in a/ca/issuing.key -passin file:new.pass -pubout | cmp - <(openssl x509 -in ca.crt -noout -pubkey)
$ pkit issue --home a --subject CN=web1 --new-key ec-p256 --out web1 >/dev/null && openssl verify -x509_strict -CAfile root.crt -untrusted web1/chain.pem web1/cert.pem
web1/cert.pem: OK
$ pkit events --home a --format json | grep -o '"imported":true'
"imported":true

# What it revoked stays revoked, and its CRLs' numbers go on, of up to 20 octets (RFC 5280 5.2.3).
$ mkdir ca && : >ca/index.txt && echo 7F112233445566778899AABBCCDDEEFF00112233 >ca/number && printf '[ca]\ndefault_ca=d\n[d]\ndatabase=ca/index.txt\ncrlnumber=ca/number\ndefault_md=sha256\ndefault_crl_days=9\nunique_subject=no\n' >ca.cnf
$ printf 'R\t300101000000Z\t260101000000Z,keyCompromise\t4D\tunknown\t/CN=gone\n' >ca/index.txt
$ openssl ca -config ca.cnf -gencrl -cert ca.crt -keyfile plain.key -out ca.crl 2>/dev/null && openssl ca -config ca.cnf -gencrl -cert root.crt -keyfile root.key -out root.crl 2>/dev/null && cat ca.crl root.crl >all.crl
$ pkit init --home d --import-cert ca.crt --import-key plain.key --import-chain root.crt --import-crl all.crl --no-passphrase 2>/dev/null | head -n 1
made <dir>/d
$ pkit crl --home d --out d.crl | sed "s#$PWD/##; s/number [0-9a-f]*/number N/"
d.crl: 1 revoked by CN=Old Issuing, number N, until <date>
d.crl: 1 revoked by CN=Old Root, number N, until <date>
2> pkit: warning: the CRL of 'CN=Old Root' ends on <date>, and who checks the whole chain then refuses everybody: --root-key FILE signs the next one
$ openssl crl -in d.crl -noout -crlnumber; openssl crl -in d.crl -noout -text | grep -A2 'Serial Number: 4D' | grep -c 'Jan  1 00:00:00 2026'
crlNumber=0x7F112233445566778899AABBCCDDEEFF00112234
1
$ pkit issue --home d --subject CN=web1 --new-key ec-p256 --out d1 >/dev/null && openssl verify -crl_check_all -CAfile root.crt -untrusted d1/chain.pem -CRLfile d.crl d1/cert.pem
d1/cert.pem: OK
$ pkit init --home e --import-cert ca.crt --import-key plain.key --import-crl all.crl --no-passphrase
2> pkit: error: the CRL of 'CN=Old Root' is signed by none of the CAs that are taken over
2> pkit: hint: give their own CRLs, and --import-chain
[5]
$ printf '[ca]\ndefault_ca=d\n[d]\ndatabase=ca/index.txt\ncrlnumber=ca/number\ndefault_md=sha256\ndefault_crl_days=9\ncrl_extensions=x\n[x]\nissuingDistributionPoint=critical,onlyuser:TRUE\n' >part.cnf; sed -i '2,$d' ca/index.txt; openssl ca -config part.cnf -gencrl -cert ca.crt -keyfile plain.key -out part.crl 2>/dev/null
$ pkit init --home e --import-cert ca.crt --import-key plain.key --import-chain root.crt --import-crl part.crl --no-passphrase
2> pkit: error: the CRL of 'CN=Old Issuing' <any>
2> pkit: hint: give the complete one
[5]

# A root alone, and plain keys.
$ pkit init --home b --import-cert root.crt --import-key root.key --no-passphrase 2>&1 | grep -v : ; grep -c 'chain: ca' b/pkit.yaml; ls b/ca
made <dir>/b
  config              <dir>/b/pkit.yaml
  issuingCertificate  <dir>/b/ca/issuing.crt
  issuingKey          <dir>/b/ca/issuing.key

  pkit issue --csr host.csr --profile server --out host.crt --home <dir>/b     (a TLS server's)
  pkit register --client-machine NAME --csr host.csr --home <dir>/b
  pkit config check --home <dir>/b     (after each change of pkit.yaml)
0
issuing.crt
issuing.key
$ pkit issue --home b --subject CN=web1 --new-key ec-p256 --out web2 >/dev/null && openssl verify -x509_strict -CAfile root.crt web2/cert.pem
web2/cert.pem: OK

# What is no CA, is not its key, or is not issued as the chain says is refused, and no home is left.
$ pkit init --home c --import-cert web1/cert.pem --import-key web1/key.pem --import-chain ca.crt --no-passphrase
2> pkit: error: the CA cannot be taken over: 'CN=web1' is no CA certificate
[5]
$ pkit init --home c --import-cert ca.crt --import-key root.key --import-chain root.crt --no-passphrase
2> pkit: error: the key is not the one of 'CN=Old Issuing'
[5]
$ pkit init --home c --import-cert ca.crt --import-key plain.key --import-chain web1/cert.pem --no-passphrase
2> pkit: error: the CA cannot be taken over: the chain is no chain: 'CN=Old Issuing' is not issued by 'CN=web1'
2> pkit: hint: each certificate is followed by its issuer
[5]
$ pkit init --home c --import-cert ca.crt --import-key ca.key --import-chain root.crt --no-passphrase
2> pkit: error: the CA's key: the key is encrypted and needs a passphrase
[10]
$ pkit init --home c --import-cert ca.crt --import-key ca.key --import-passphrase-file new.pass --no-passphrase
2> pkit: error: the CA's key: the passphrase does not open the key
[10]
$ printf '%s\n' 'cn = "Old Issuing"' ca cert_signing_key 'activation_date = "2020-01-01 00:00:00"' 'expiration_date = "2020-02-01 00:00:00"' >expired.cfg
$ certtool --generate-certificate --load-privkey plain.key --load-ca-certificate root.crt --load-ca-privkey root.key --template expired.cfg --outfile expired.crt 2>/dev/null; pkit init --home c --import-cert expired.crt --import-key plain.key --no-passphrase 2>&1 | sed 's/on 20[^ ]*/on TIME/'
pkit: error: the CA cannot be taken over: 'CN=Old Issuing' expired on TIME
pkit: hint: set up a new authority; certificates of this one are worthless too
$ sed -i 's/pathlen:0/pathlen:1/' ca.ext; openssl x509 -req -in <(openssl req -new -key root.key -subj '/CN=Deep') -CA ca.crt -CAkey plain.key -CAcreateserial -days 9 -extfile ca.ext -out deep.crt 2>/dev/null; cat ca.crt root.crt >deep.chain; pkit init --home c --import-cert deep.crt --import-key root.key --import-chain deep.chain --no-passphrase
2> pkit: error: the CA cannot be taken over: 'CN=Old Issuing' permits fewer CAs below it than there are
[5]
$ sed -i 's/keyCertSign,//' ca.ext; openssl x509 -req -in <(openssl req -new -key plain.key -subj '/CN=Old Issuing') -CA root.crt -CAkey root.key -CAcreateserial -days 9 -extfile ca.ext -out signs.crt 2>/dev/null; pkit init --home c --import-cert signs.crt --import-key plain.key --no-passphrase
2> pkit: error: the CA cannot be taken over: 'CN=Old Issuing' may not sign certificates: its keyUsage lacks keyCertSign
[5]
$ pkit init --home c --import-cert ca.crt --no-passphrase
2> pkit: error: --import-cert and --import-key go together, unless the first is a PKCS#12 file
[2]
$ pkit init --home c --import-chain ca.crt --no-passphrase
2> pkit: error: --import-chain, --import-crl, --import-passphrase-file and --import-alias go with --import-cert
[2]
$ pkit init --home c --import-cert ca.crt --import-key plain.key --key-type ed25519 --no-passphrase
2> pkit: error: a CA that is taken over has its name and key; --name, --key-type, --root-out and --root-next-update are for new ones
[2]
$ pkit init --home c --import-cert ca.crt --import-key plain.key --test-clock --no-passphrase
2> pkit: error: --test-clock marks CAs for good, and cannot mark one that is there already
[2]
$ ls -d c .c* 2>/dev/null
[2]

# What a CA's certificate demands of those below it, pkit applies or refuses.
$ limited() { printf 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\nsubjectKeyIdentifier=hash\n%s\n' "$1" >lim.ext; openssl req -new -key plain.key -subj '/CN=Limited' | openssl x509 -req -CA root.crt -CAkey root.key -CAcreateserial -days 1000 -extfile lim.ext -out lim.crt 2>/dev/null; }
$ limited '1.2.3.4=critical,DER:0500'; pkit init --home n --import-cert lim.crt --import-key plain.key --import-chain root.crt --no-passphrase
2> pkit: error: the CA cannot be taken over: 'CN=Limited' has the critical extension 1.2.3.4, which pkit does not know
[5]
$ limited 'extendedKeyUsage=emailProtection,clientAuth'; pkit init --home n --import-cert lim.crt --import-key plain.key --import-chain root.crt --no-passphrase 2>&1 | head -n 1
made <dir>/n
$ openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout m.key -subj /CN=m -out m.csr 2>/dev/null; pkit issue --home n --csr m.csr --profile agent --out m.crt
m is Approved; certificate <id>, serial <hex>, until <date>
$ pkit issue --home n --csr m.csr --profile server --out m2.crt
2> pkit: error: 'CN=Limited' issues no certificates for serverAuth: its own extendedKeyUsage leaves it out
2> pkit: hint: give the profile another authority
[10]

# Name constraints (RFC 5280 4.2.1.10) are applied to every name below them, and openssl says the same of what is issued.
$ limited 'nameConstraints=critical,permitted;DNS:foo.example'; pkit init --home k --import-cert lim.crt --import-key plain.key --import-chain root.crt --no-passphrase 2>&1 | head -n 1
made <dir>/k
$ pkit issue --home k --client-machine web1.foo.example --subject CN=web1.foo.example --new-key ec-p256 --profile server --out k1 | head -n 1 | cut -d' ' -f1-3; openssl verify -x509_strict -CAfile root.crt -untrusted lim.crt k1/cert.pem
web1.foo.example is Approved;
k1/cert.pem: OK
$ pkit issue --home k --client-machine web1.bar.example --subject CN=web1.bar.example --new-key ec-p256 --profile server --out k2
2> pkit: error: 'CN=Limited' does not permit dns:web1.bar.example
2>   subjectAltName [authority.constraints]
2> pkit: hint: its name constraints say which names may be issued below it
[3]
