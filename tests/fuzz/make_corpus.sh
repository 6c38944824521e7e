# make_corpus.sh: the seeds of the corpus, from the data of the other tests and by openssl. What a campaign found is
# named found-*, and stays.
set -eu
cd "$(dirname "$0")"
data=../data

# der FILE: what is in its one PEM block.
der() { sed -n '/^-----BEGIN/,/^-----END/{/^-/d;p}' "$1" | tr -d '\r' | basenc -d --base64; }

# seed TARGET NAME: standard input is one seed.
seed() { mkdir -p "corpus/$1"; cat >"corpus/$1/$2"; }

for file in "$data"/csr/*.pem; do
  name=$(basename "$file" .pem)
  case $name in *rsa-4096 | *rsa-5120 | *rsa-3072 | openssl-rsa-2048 | forged-rsa-*) continue ;; esac
  der "$file" | seed csr "$name"
done
for file in "$data"/cert/*.pem; do der "$file" | seed certificate "$(basename "$file" .pem)"; done
# Not the one whose passphrase takes 600,000 iterations.
for file in "$data"/private-key/*.pem; do
  [ "$(basename "$file")" = certtool-rsa-encrypted.pem ] || seed key "$(basename "$file" .pem)" <"$file"
done
for name in csr/openssl-p256-server csr/pki-challenge cert/openssl-full cert/pki-gw; do
  der "$data/$name.pem" | seed der "$(basename "$name")"
done
for file in csr/openssl-p256-new-header.pem cert/openssl-ed25519.pem private-key/openssl-p256-sec1-parameters.pem \
  csr/openssl-p256-server.b64; do
  seed pem "$(basename "$file")" <"$data/$file"
done

# Certification paths: leaf, CA, root and CRLs behind each other; and what restricts them.
paths=$(mktemp -d)
(
  cd "$paths"
  for n in root ca leaf; do openssl ecparam -genkey -name prime256v1 -noout -out $n.key; done
  printf '%s\n' '[ca]' 'basicConstraints=critical,CA:TRUE,pathlen:0' 'keyUsage=critical,keyCertSign,cRLSign' \
    'subjectKeyIdentifier=hash' 'authorityKeyIdentifier=keyid' 'certificatePolicies=1.2.3.4' \
    'policyConstraints=critical,requireExplicitPolicy:0' \
    'nameConstraints=critical,permitted;DNS:example.com,permitted;email:.example.com,excluded;IP:10.0.0.0/255.0.0.0' \
    '[leaf]' 'keyUsage=critical,digitalSignature' 'subjectKeyIdentifier=hash' 'authorityKeyIdentifier=keyid' \
    'certificatePolicies=1.2.3.4' 'subjectAltName=DNS:a.example.com,email:a@b.example.com,URI:https://a.example.com/' \
    'crlDistributionPoints=p' '[p]' 'fullname=URI:http://crl.example.com/a' 'reasons=keyCompromise' >x.cnf
  openssl req -new -x509 -key root.key -subj /CN=root -days 7300 -out root.pem \
    -addext keyUsage=critical,keyCertSign,cRLSign
  sign() {
    openssl req -new -key $1.key -subj /CN=$1 -out $1.csr
    openssl x509 -req -in $1.csr -CA $2.pem -CAkey $2.key -days 7300 -extfile x.cnf -extensions $1 -out $1.pem
  }
  sign ca root
  sign leaf ca
  printf '%s\n' '[ca]' 'default_ca=d' '[d]' 'database=index.txt' 'crlnumber=num' 'default_md=sha256' \
    'default_crl_days=7300' 'crl_extensions=e' '[e]' 'authorityKeyIdentifier=keyid' 'issuingDistributionPoint=critical,@i' \
    '[i]' 'fullname=URI:http://crl.example.com/a' 'onlyuser=TRUE' >ca.cnf
  : >index.txt
  echo 01 >num
  openssl ca -revoke ca.pem -config ca.cnf -cert root.pem -keyfile root.key -crl_reason keyCompromise
  openssl ca -gencrl -config ca.cnf -cert ca.pem -keyfile ca.key -out ca.crl
) >/dev/null 2>&1
(for n in leaf ca root; do der "$paths/$n.pem"; done) | seed path three
(der "$paths/leaf.pem"; der "$paths/ca.pem"; der "$paths/ca.crl"; der "$paths/root.pem") | seed path revoked
(der "$paths/leaf.pem"; der "$paths/root.pem") | seed path no-issuer
der "$paths/ca.crl" | seed crl openssl
extension() { openssl asn1parse -in "$1" -strparse "$2" -noout -out "$paths/out" && cat "$paths/out"; }
for oid in 'Name Constraints' 'Certificate Policies' 'Policy Constraints'; do
  at=$(openssl asn1parse -in "$paths/ca.pem" | grep -A2 "X509v3 $oid" | grep 'OCTET STRING' | cut -d: -f1 | tr -d ' ')
  extension "$paths/ca.pem" "$at" | seed crl "${oid// /-}"
done
rm -r "$paths"

seed json empty <<<'{}'
seed json all <<<'{"a": [1, -2, 9223372036854775807, true, false, null], "b": {"\u00e4\ud83d\ude00": "\"\\\/\b\f\n\r\t"}, "": ""}'
seed json escaped <<<'["\u202e\u0007\u001b[31m", "é"]'
seed yaml all <<'Y'
# comment
a: [1, -2, true, ~, "x\n\u00e9", 'it''s']
"b c": { d: e, f: [ ] }
list:
  - one
  - two: 2
    three: |
      text
      more
  - >-
    folded
    text
empty:
Y
seed yaml json <<<'{"a": [1, {"b": "c"}], "d": null}'
seed yaml refused <<<'a: &x 1
b: *x
<<: !tag {}'
seed config full <<'Y'
version: 1
authorities:
  machines: { certificate: ca/issuing.crt, key: ca/issuing.key, passphrase: credential:pkit, chain: ca/root.crt }
profiles:
  agent:
    authority: machines
    lifetime: 365d
    keys: [ec-p256, rsa-2048+, ed25519]
    key_usage: [digitalSignature]
    extended_key_usage: [clientAuth, serverAuth]
    names: from-csr
    allowed: { cn: "*.corp.example", dns: ["*.corp.example"], ip: 10.0.0.0/8 }
    subject: { CN: "{ClientMachine}", O: Acme }
    san: { dns: ["{ClientMachine}.corp.example"] }
    crl_urls: ["http://pki.corp.example/ca.crl"]
adapters:
  cmdb: { exec: [/bin/true, --site, hq], timeout: 5s, dry_run: true, config: { a: 1 } }
chains:
  fleet:
    profiles: [agent]
    handlers:
      - name: retired
        when: { claimed.ClientMachine: ["old-*", { regex: "test-[0-9]+" }], not: { csr.key.type: RSA } }
        deny: retired in 2024
      - name: lab
        when: { verified.osGroups: lab, any_of: [ { csr.key.bits: { at_least: 256 } }, { verified.caller: { present: true } } ] }
        allow: { profile: agent, names: { dns: ["{claimed.ClientMachine}.lab"] } }
      - { name: cmdb, on: [register], call: cmdb.lookup, on_error: defer }
registration: { chain: fleet, profile: agent }
operations: { issue: { chain: fleet, default: deny } }
Y
seed config small <<'Y'
version: 1
authorities: { a: { certificate: c, key: k } }
profiles: { p: {} }
Y
seed answer allow <<<'{"result":"Allow","message":"ok","names":{"dns":["a.b"],"ip":["10.0.0.1"],"email":[],"uri":[]},"profile":"agent","ClientParameters":{"a":"b"},"x-more":1}'
seed answer deny <<<'{"result":"Deny","message":"no","blueprintName":null,"ClientID":null,"metadata":{}}'
seed answer defer <<<'{"result":"Defer"}'
seed answer twice <<<'{"result":"Deny","result":"Allow"}'
gate() { # CLIENT_MACHINE FILES PROOF
  printf '{"version":1,"operation":"register","requestId":"job-1","time":"2026-11-21T10:00:00.123Z",'
  printf '"options":{"clientMachine":"%s","capability":["a","b"],"param":["k=v"]},"files":{%s},"secrets":{}%s}' "$1" "$2" "$3"
}
csr=$(basenc --base64 -w0 "$data/csr/openssl-p256-empty-subject.pem")
cert=$(basenc --base64 -w0 "$data/cert/openssl-ed25519.pem")
gate web1 '' '' | seed gate claim
gate web1 "\"csr\":\"$csr\"" '' | seed gate csr
gate web1 "\"csr\":\"$csr\",\"cert\":\"$cert\"" ',"proof":{"signature":"YWJj"}' | seed gate proof
# What a gate says to the request job-1 of web1, and what is made of that; pkit is the one in PATH. The target judges them
# at one fixed time, in which the certificates must be in force.
work=$(mktemp -d)
reply() { sqlite3 -batch :memory: "SELECT $2 FROM (SELECT CAST(readfile('$work/issued') AS TEXT) AS r)" | seed reply "$1"; }
pkit init --home "$work/home" --name T --no-passphrase --key-type ed25519 >/dev/null 2>&1
gate web1 '' '' | pkit gate --home "$work/home" | seed reply waiting
sed -i 's|^    handlers: .*|    handlers: [ { name: e, unverified: true, allow: {} } ]|' "$work/home/pkit.yaml"
openssl req -new -newkey ed25519 -nodes -keyout "$work/key" -subj /CN=web1 -out "$work/csr" 2>/dev/null
gate web1 "\"csr\":\"$(basenc --base64 -w0 "$work/csr")\"" '' | sed 's/job-1/job-2/' | pkit gate --home "$work/home" | sed 's/job-2/job-1/' >"$work/issued"
seed reply issued <"$work/issued"
echo '{}' | pkit gate --home "$work/home" | seed reply unread
reply no-data "json_remove(r, '$.data')"
reply no-chain "json_set(r, '$.chain', json_array())"
reply self-signed "json_set(r, '$.chain', json_array(json_extract(r, '$.data.certificate.pem')))"
reply no-message "json_set(r, '$.ok', json('false'), '$.exit', 4, '$.error', json('{\"code\":\"x.y\",\"details\":[]}'))"
rm -r "$work"
printf '{"csr":"%s","clientMachine":"web1","profile":"agent","san":["dns:web1"],"notAfter":"30d","out":"a.pem"}\n' "$csr" |
  seed manifest issue
seed manifest registration <<'M'
{"clientMachine":"web1","capability":["a","b"],"platform":"linux","version":"1.2","param":{"k":"v","l":"w"}}

{"csrFile":"web2.csr","clientMachine":"web2","out":"web2.pem"}
M
seed manifest refused <<'M'
{"csrFile":"a.csr","out":"../a.pem"}
{"csrFile":"a.csr","csr":"x"}
{"csrFile":"a.csr","out":".hidden"}
{"csrFile":["a.csr"],"param":[]}
[]
{"csrFile":"/a/../b.csr","csrFle":"x"}
M
printf 'CN=web1+OU=a,O=Acme\\, Inc.,C=DE' | seed name rfc4514
printf '/C=DE/O=Acme/CN=web1' | seed name slashes
printf '2.5.4.3=#0c0161,DC=corp,emailAddress=a@b.example' | seed name oid
printf 'CN=\\C3\\A4\\ \\#x\\+y' | seed name escaped
for san in dns:web1.corp.example ip:10.0.0.1 ip:2001:db8::1 email:a@b.example uri:https://a.example/x%20y; do
  printf %s "$san" | seed name "san-${san//[^a-z0-9]/-}"
done
printf 'g*.corp.example\nweb1.corp.example' | seed pattern glob
printf 'gweb[0-9!a-c]?\\*\nweb1x*' | seed pattern glob-class
printf 'g[!]a-z]*ä\n1ä' | seed pattern glob-negated
printf 'rweb[0-9]+(-(a|b)){1,3}\nweb12-a-b' | seed pattern regex
printf 'c10.0.0.0/8\n10.1.2.3' | seed pattern cidr4
printf 'c2001:db8::/32\n2001:db8::1' | seed pattern cidr6
printf 'c10.0.0.1\n::ffff:10.0.0.1' | seed pattern cidr-mapped

# An envelope by openssl for the key of envelope.cpp, and sealed content by python3-cryptography under that of sealed.cpp.
work=$(mktemp -d)
openssl req -x509 -new -key "$data/private-key/openssl-p256.pem" -subj /CN=owner -out "$work/owner.pem" 2>/dev/null
printf 0123456789abcdef0123456789abcdef |
  openssl cms -encrypt -binary -aes-256-gcm -outform DER -keyid -recip "$work/owner.pem" -keyopt ecdh_kdf_md:sha256 |
  seed envelope openssl
printf 0123456789abcdef0123456789abcdef |
  openssl cms -encrypt -binary -aes-256-cbc -outform DER -recip "$work/owner.pem" | seed envelope not-authenticated
rm -r "$work"
for size in 0 10 65536 70000; do
  python3 - "$size" <<'P' | seed sealed "content-$size"
import sys
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
field = lambda octets: len(octets).to_bytes(4, "big") + octets
whose = b"pkit-vault-object-v1" + field(b"fuzz") + field(b"object") + field((1).to_bytes(8, "big"))
content, out = bytes(int(sys.argv[1])), b"\xff"
chunks = [content[at:at + 65536] for at in range(0, len(content), 65536)] or [b""]
for number, chunk in enumerate(chunks):
    nonce = number.to_bytes(11, "big") + bytes([number == len(chunks) - 1])
    out += AESGCM(b"k" * 32).encrypt(nonce, chunk, whose)
sys.stdout.buffer.write(out)
P
done

# Java's stores: a key and a trusted certificate.
for type in jks jceks; do
  keytool -genkeypair -alias one -keyalg EC -groupname secp256r1 -dname CN=one -keystore store.$type -storetype $type \
    -storepass secret -keypass secret
  keytool -exportcert -rfc -alias one -keystore store.$type -storepass secret |
    keytool -importcert -noprompt -alias two -keystore store.$type -storetype $type -storepass secret
  seed jks both-$type <store.$type
  rm store.$type
done

# SSH's lists of keys, with options, comments, and lines that are none.
ssh-keygen -q -t ecdsa -N '' -C '' -f one
ssh-keygen -q -t ed25519 -N '' -C 'with  blanks' -f two
{
  echo '# the team'
  echo "restrict,command=\"echo \\\"a, b\\\" ssh-rsa\",no-pty $(cat one.pub)"
  echo
  cat two.pub
  echo 'not a key'
  printf '  \t%s me@there' "$(cat one.pub)"
} | seed authorized_keys several
printf 'cert-authority,principals="a,b" %s\r\n' "$(cat two.pub)" | seed authorized_keys carriage-return
rm one one.pub two two.pub
