# issue is the same door for an approved registration, a CSR, and a new key.
$ export PKIT_HOME=$PWD/home; pkit init --no-passphrase --name T >/dev/null 2>&1
$ csr() { openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.csr" -subj "$2" "${@:3}" 2>/dev/null; }; csr web1 /CN=web1; csr web2 /CN=web2/OU=Fleet -addext subjectAltName=DNS:web2 -addext keyUsage=digitalSignature,keyAgreement; csr blank /; csr dns / -addext subjectAltName=DNS:web3; csr strange '/CN=web 1'

# By CSR: to standard output, or to a file, or with the chain beside it.
$ pkit issue --csr web1.csr >web1.crt && openssl verify -x509_strict -CAfile home/ca/root.crt -untrusted home/ca/issuing.crt web1.crt
web1.crt: OK
2> pkit: web1 is Approved; certificate <id>, serial <hex>, until <date>
$ cat web1.csr | pkit issue --csr - --out again.crt --out-chain chain.pem && openssl verify -x509_strict -CAfile home/ca/root.crt -untrusted chain.pem again.crt
web1 is Approved; certificate <id>, serial <hex>, until <date>
again.crt: OK
$ pkit issue --csr web1.csr --out again.crt
2> pkit: error: again.crt exists
2> pkit: hint: --force replaces it
[7]
$ pkit issue --csr web1.csr --out again.crt --force | sed 's/;.*//'
web1 is Approved
$ pkit issue --csr web1.csr --out nowhere/web1.crt
2> pkit: error: nowhere/web1.crt: the directory nowhere takes no file
[9]

# Who it is for: --client-machine, else the CN, else the first DNS name.
$ pkit issue --csr dns.csr --format json | grep -o '"ClientMachine":"[^"]*"' | sort -u
"ClientMachine":"web3"
$ pkit issue --csr blank.csr --client-machine web4 --format json | grep -o '"subject":"[^"]*"'
"subject":"CN=web4"
$ pkit issue --csr blank.csr
2> pkit: error: neither CN nor a DNS name says who the certificate is for
2> pkit: hint: give --client-machine NAME
[2]
$ pkit issue --csr strange.csr
2> pkit: error: 'web 1' is not a client machine's name
2> pkit: hint: use 1 to 253 letters, digits, '.', '_', ':' or '-', not ending in '.'
[2]
$ pkit issue --csr web1.csr --client-machine web9
2> pkit: error: CN 'web1' is not granted
2>   subject.CN [policy.cn]
2> pkit: hint: granted are cn:web9, dns:web9
[3]
$ pkit list orchestrators --name 'web9'
2> pkit: no orchestrators

# What the CSR asked for and did not get is told; --strict makes that a refusal that creates nothing.
$ pkit issue --csr web2.csr --out web2.crt 2>&1 | sed 's/certificate .*//'
web2 is Approved; 
pkit: difference: dropped subject.OU, asked for: Fleet
pkit: difference: dropped keyUsage, asked for: keyAgreement
$ pkit issue --csr web2.csr --strict
2> pkit: difference: dropped subject.OU, asked for: Fleet
2> pkit: difference: dropped keyUsage, asked for: keyAgreement
2> pkit: error: subject.OU would be dropped: asked for 'Fleet', would get '' (and 1 more)
2>   subject.OU: subject.OU would be dropped: asked for 'Fleet', would get '' [issue.strict]
2>   keyUsage: keyUsage would be dropped: asked for 'keyAgreement', would get '' [issue.strict]
2> pkit: hint: pkit explain <id> tells how it was decided
[3]
$ pkit issue --csr web1.csr --strict --out strict.crt | sed 's/;.*//'
web1 is Approved

# Further names must be granted too.
$ pkit issue --csr web1.csr --san dns:WEB1 --san dns:web1 --format json | grep -o '"sans":\[[^]]*\]'
"sans":["dns:web1"]
$ pkit issue --csr web1.csr --san dns:other
2> pkit: error: the name dns:other is not granted
2>   --san[0] [policy.san]
2> pkit: hint: granted are cn:web1, dns:web1
[3]
$ pkit issue --csr web1.csr --san dsn:web1
2> pkit: error: 'dsn' is no type of name
2> pkit: hint: did you mean 'dns'?
[2]

# Profile and end: within profile and authority, never shortened silently.
$ pkit issue --csr web1.csr --profile server | openssl x509 -noout -ext extendedKeyUsage,subjectAltName
X509v3 Extended Key Usage: 
    TLS Web Server Authentication
X509v3 Subject Alternative Name: 
    DNS:web1
2> pkit: web1 is Approved; certificate <id>, serial <hex>, until <date>
$ pkit issue --csr web1.csr --profile sever
2> pkit: error: there is no profile 'sever'
2> pkit: hint: did you mean 'server'?
[2]
$ pkit issue --csr web1.csr --not-after 10d | openssl x509 -noout -checkend 864001
Certificate will expire
2> pkit: web1 is Approved; certificate <id>, serial <hex>, until <date>
[1]
$ pkit issue --csr web1.csr --not-after 10d | openssl x509 -noout -checkend 860000
Certificate will not expire
2> pkit: web1 is Approved; certificate <id>, serial <hex>, until <date>
$ pkit issue --csr web1.csr --not-after 100d 2>&1 | sed 's/by .*/by THEN/'
pkit: error: profile 'agent' ends certificates by THEN
pkit: hint: ask for an earlier end, or leave --not-after out
$ pkit issue --csr web1.csr --not-after 2001-01-01
2> pkit: error: '2001-01-01' is no time to come
2> pkit: hint: write <date> or 90d
[2]
$ pkit issue --csr web1.csr --not-after soon
2> pkit: error: 'soon' is no time and no duration
2> pkit: hint: write <date> or 90d
[2]

# With a new key: key and certificate are published together.
$ pkit issue --subject CN=new1,O=Acme --san dns:new1 --profile server --new-key ec-p256 --out new1 2>&1 | sed "s#$PWD#.#; s/; certificate.*//"
new1 is Approved
published in ./new1
pkit: difference: dropped subject.O, asked for: Acme
$ stat -c '%a %n' new1 new1/*; openssl x509 -noout -nameopt RFC2253 -subject -in new1/cert.pem
755 new1
644 new1/cert.pem
644 new1/chain.pem
644 new1/fullchain.pem
600 new1/key.pem
subject=CN=new1
$ diff <(openssl pkey -in new1/key.pem -pubout) <(openssl x509 -noout -pubkey -in new1/cert.pem)
$ cat new1/cert.pem new1/chain.pem | diff - new1/fullchain.pem
$ pkit issue --subject CN=new1 --new-key ec-p256 --out new1 2>&1 | sed "s#$PWD#.#"
pkit: error: ./new1 exists and is not empty
pkit: hint: name another --out, or replace it with --force
$ cp new1/key.pem old.pem && pkit issue --subject CN=new1 --new-key ed25519 --out new1 --force >/dev/null && diff old.pem new1.previous/key.pem && openssl pkey -in new1/key.pem -noout -text | head -n 1
ED25519 Private-Key:
$ pkit issue --subject CN=slash --new-key ec-p256 --out slash/ 2>&1 | sed "s#$PWD#.#; s/; certificate.*//"; ls -A slash
slash is Approved
published in ./slash
cert.pem
chain.pem
fullchain.pem
key.pem
$ pkit issue --subject CN=slash --new-key ec-p256 --out slash/ --force 2>&1 | sed "s#$PWD#.#; s/; certificate.*//"; ls -A slash.previous
slash is Approved
published in ./slash
cert.pem
chain.pem
fullchain.pem
key.pem
$ (umask 077; printf 'secret words\n' >pass); pkit issue --subject CN=new2 --new-key ec-p384 --key-passphrase-file pass --out new2 >/dev/null && head -n 1 new2/key.pem && openssl pkey -in new2/key.pem -passin file:pass -noout && echo readable
-----BEGIN ENCRYPTED PRIVATE KEY-----
readable
$ pkit issue --subject CN=new3 --new-key ec-p256
2> pkit: error: --new-key needs --out DIR for the key and its certificate, or --keep-key
2> pkit: hint: the forms are: issue ID, issue --csr FILE, issue --new-key TYPE --out DIR or --keep-key
[2]
$ pkit issue --subject CN=new3 --new-key ec-p521 --out new3
2> pkit: error: profile 'agent' does not take keys of type ec-p521
2>   subjectPublicKeyInfo [policy.key]
2> pkit: hint: it takes ec-p256, ec-p384, rsa-2048+, ed25519
[3]
$ pkit issue --subject NOPE --new-key ec-p256 --out new3
2> pkit: error: 'NOPE' is no name
2> pkit: hint: write it as CN=web1,O=Acme
[2]
$ pkit issue --new-key ec-p256 --out new3
2> pkit: error: --new-key needs a name: --subject, --san or --client-machine
2> pkit: hint: the forms are: issue ID, issue --csr FILE, issue --new-key TYPE --out DIR or --keep-key
[2]
$ pkit issue --subject CN=new3 --csr web1.csr
2> pkit: error: --subject goes with --new-key only
2> pkit: hint: the forms are: issue ID, issue --csr FILE, issue --new-key TYPE --out DIR or --keep-key
[2]
$ pkit issue
2> pkit: error: nothing to issue is named
2> pkit: hint: the forms are: issue ID, issue --csr FILE, issue --new-key TYPE --out DIR or --keep-key
[2]
$ ls -d new3 .new* 2>/dev/null
[2]

# An approved registration, once.
$ id=$(pkit register --client-machine reg1 --csr blank.csr 2>/dev/null | cut -d' ' -f1)
$ pkit issue $id
<id> waiting; reg1 is New
2> pkit: error: <id> is waiting, not approved
2> pkit: hint: pkit approve <id>
[7]
$ pkit approve --no-issue $id | sed 's/^r-[a-z2-7]*/ID/'
ID approved; reg1 is Approved
$ pkit register --client-machine reg1 --csr blank.csr >/dev/null 2>&1
[4]
$ pkit issue $id --out reg1.crt | sed 's/;.*//'
<id> issued
$ pkit issue $id --out reg1-again.crt
<id> issued; reg1 is Approved
2> pkit: error: <id> is issued, not approved
2> pkit: hint: pkit show <id>
[7]
$ pkit issue $id --profile server
2> pkit: error: a registration has its names, profile and end already
2> pkit: hint: the forms are: issue ID, issue --csr FILE, issue --new-key TYPE --out DIR or --keep-key
[2]
$ pkit issue r-aaaaaaaa
2> pkit: error: nothing is called 'r-aaaaaaaa'
2> pkit: hint: pkit list shows what there is
[6]

# A New orchestrator becomes Approved and what of it waits stays open; a Disapproved one is a conflict.
$ pkit register --client-machine new5 --csr web1.csr >/dev/null 2>&1; pkit issue --csr blank.csr --client-machine new5 --out new5.crt | sed 's/;.*//'; pkit list registrations --name new5 | cut -d' ' -f3
new5 is Approved
waiting
$ pkit deny "$(pkit list orchestrators --name new5 | cut -d' ' -f1)" --reason gone >/dev/null && pkit issue --csr blank.csr --client-machine new5
2> pkit: error: new5 is Disapproved: gone
2> pkit: hint: approve it first: pkit approve
[7]

# A dry run predicts and changes nothing.
# sqlite: the file itself
$ sha256sum home/pkit.db >before; pkit issue --csr web1.csr --dry-run; sha256sum --check --quiet before
dry run: nothing was changed; it would be
  exit          0
  orchestrator  Approved
  profile       agent
  names         cn:web1
  notAfter      <date>

# sqlite: the file itself
$ pkit issue --subject CN=dry --new-key ec-p256 --out dry --dry-run | head -n 2; ls dry; sha256sum --check --quiet before
dry run: nothing was changed; it would be
  exit          0
2> ls: cannot access 'dry': No such file or directory
$ pkit issue --csr web1.csr --dry-run --explain 2>&1 >/dev/null | grep verdict
  verdict: allowed by default: no handler decided; the default is allow

# What the home is made of is no place for a result.
$ openssl req -new -newkey ed25519 -nodes -keyout own.key -subj /CN=own -out own.csr 2>/dev/null
$ before=$(sha256sum home/ca/* home/pkit.yaml); ln -s home/ca/issuing.key link.crt
$ for out in home/ca/issuing.key home/pkit.db home/pkit.yaml home/./ca/new.crt link.crt; do pkit issue --csr own.csr --out $out --force; done 2>&1 | grep error
pkit: error: <dir>/home/ca/issuing.key is what the home is made of
pkit: error: <dir>/home/pkit.db is what the home is made of
pkit: error: <dir>/home/pkit.yaml is what the home is made of
pkit: error: <dir>/home/ca/new.crt is what the home is made of
pkit: error: <dir>/link.crt is what the home is made of
$ pkit issue --subject CN=own --new-key ed25519 --out home/ca --force
2> pkit: error: <dir>/home/ca is what the home is made of
2> pkit: hint: name another file
[7]
$ pkit authority show issuing --out home/ca/issuing.key --force
2> pkit: error: <dir>/home/ca/issuing.key is what the home is made of
2> pkit: hint: name another file
[7]

# sqlite: pkit backup copies a state that is a file; of a server pg_dump does
$ pkit backup home/pkit.db --force
2> pkit: error: <dir>/home/pkit.db is what the home is made of
2> pkit: hint: name another file
[7]
$ [ "$before" = "$(sha256sum home/ca/* home/pkit.yaml)" ] && rm link.crt && pkit doctor >/dev/null && echo sound
sound

# --out-fullchain: certificate and issuers in one file, as most servers want them; nothing is replaced without --force.
$ openssl req -new -newkey ed25519 -nodes -keyout full.key -subj /CN=full -out full.csr 2>/dev/null; pkit issue --csr full.csr --out full.crt --out-chain chain.crt --out-fullchain both.crt >/dev/null; cat full.crt chain.crt | cmp - both.crt
$ pkit issue --csr full.csr --out-fullchain both.crt
2> pkit: error: both.crt exists
2> pkit: hint: --force replaces it
[7]
