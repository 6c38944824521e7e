# CAs as other programs made them are taken over, sign, and what they sign verifies; each certificate here is DER of an
# Ed25519 CA.
$ hex() { printf "$(sed 's/../\\x&/g' <<<"$1")"; }; hex 302e020100300506032b657004220420c5c64d72d98576ef832a8830520e72a3eb371625b5ccc4942a64681af56de233 >ca.key
$ hex 3081f33081a6a003020102020101300506032b65703011310f300d060355040314064dfc6c6c6572301e170d3235303130313030303030305a170d3435303130313030303030305a3011310f300d060355040314064dfc6c6c6572302a300506032b65700321002782c1fbde6934e10851fa45e3c5342ee8a2917ed639d29456c50b57598bee46a3233021300f0603551d130101ff040530030101ff300e0603551d0f0101ff040403020204300506032b6570034100e41c23490dd2880d1ce280386fa374a4f27bf89e825d05d5060239b140aa48f55e9178c972dafef2c71046793686199225b0bac97dbca69399b9c4968797ce0f >t61.crt
$ hex 3081db30818ea003020102020101300506032b6570300d310b3009060355040313024341301e170d3235303130313030303030305a170d3435303130313030303030305a300d310b3009060355040313024341302a300506032b65700321002782c1fbde6934e10851fa45e3c5342ee8a2917ed639d29456c50b57598bee46a3133011300f0603551d130101ff040530030101ff300506032b65700341006ad2166dcf35782e9d3da8afd87808ecef4b1856917365e9280ae0d70c7ede0dfc388d9a706171b01d4741954c92b1061b05ae46a5fa679ae5da5e7c7fed6202 >usage.crt
$ hex 3081f63081a9a003020102020101300506032b6570300d310b3009060355040313024341301e170d3235303130313030303030305a170d3435303130313030303030305a300d310b3009060355040313024341302a300506032b65700321002782c1fbde6934e10851fa45e3c5342ee8a2917ed639d29456c50b57598bee46a32e302c300f0603551d130101ff040530030101ff300e0603551d0f0101ff04040302020430090603551d0e04020400300506032b6570034100561d44d2b252e2a5e742af90d9ed6e8da14de47ea56f308e57f6e79d016448f905c85172755718304781bacd39fa49fb5f42e927bfc4b74a6ec98620c508c70a >empty.crt
$ take() { pkit init --home "$1" --import-cert "$1.crt" --import-key ca.key --no-passphrase 2>&1 >/dev/null | grep -v 'CRL\|not encrypted\|unencrypted'; pkit issue --home "$1" --subject CN=web1 --new-key ec-p256 --out "$1.out" >/dev/null && openssl verify -CAfile "$1/ca/issuing.crt" "$1.out/cert.pem"; }

# A name in T61String is copied byte for byte (RFC 5280 4.1.2.4); the lint judges what is chosen here.
$ take t61
t61.out/cert.pem: OK
$ cmp <(openssl x509 -in t61.out/cert.pem -noout -issuer_hash) <(openssl x509 -in t61/ca/issuing.crt -noout -subject_hash)

# Without keyUsage a CA may sign (RFC 5280 6.1.4 (n)): that is what openssl req -x509 makes.
$ take usage
usage.out/cert.pem: OK

# A key identifier without octets can be matched by none: the certificates name none.
$ take empty
pkit: warning: 'CN=CA' has a key identifier without octets: its certificates will name none
empty.out/cert.pem: OK
$ openssl x509 -in empty.out/cert.pem -noout -ext authorityKeyIdentifier
2> No extensions in certificate
$ pkit authority renew --home empty issuing >/dev/null 2>&1; pkit issue --home empty --subject CN=web2 --new-key ec-p256 --out empty.2 >/dev/null; openssl x509 -inform DER -in empty.crt -out empty.pem; for ca in empty.pem empty/ca/issuing.crt; do openssl verify -CAfile $ca empty.out/cert.pem empty.2/cert.pem; done
empty.out/cert.pem: OK
empty.2/cert.pem: OK
empty.out/cert.pem: OK
empty.2/cert.pem: OK

# keyUsage with zero bits behind it (X.690 11.2.2) and an x500UniqueIdentifier (X.520 6.2.7) are read; a request for no
# usage at all is sound and refused.
$ hex 3081ef3081a2a003020102020101300506032b6570300f310d300b06035504030c045a65726f301e170d3235303130313030303030305a170d3435303130313030303030305a300f310d300b06035504030c045a65726f302a300506032b65700321002782c1fbde6934e10851fa45e3c5342ee8a2917ed639d29456c50b57598bee46a3233021300f0603551d130101ff040530030101ff300e0603551d0f0101ff040403020006300506032b657003410013e5cc4c48b05ab019719d3bcf167c399df51399a62c79e7caac5cbaf797b8310ebdbd99906e672d07c2e8cb20da3e89c5452ce4d97b8e2a20a75596b39eab06 >zero.crt; hex 308201093081bca003020102020101300506032b6570301c310c300a06035504030c03556964310c300a060355042d0303000102301e170d3235303130313030303030305a170d3435303130313030303030305a301c310c300a06035504030c03556964310c300a060355042d0303000102302a300506032b65700321002782c1fbde6934e10851fa45e3c5342ee8a2917ed639d29456c50b57598bee46a3233021300f0603551d130101ff040530030101ff300e0603551d0f0101ff040403020106300506032b657003410089aa09657592b5a97995ea086bc471cbaefb691fb75aec0bfe2c7806f7a0f3f9343403871ddb94e0225b2fac4da608159841e0ebabe1eed4d1cbcc5e68ff3102 >uid.crt; for ca in zero uid; do take $ca; pkit show $ca.crt | grep -E 'subject|faults'; done
zero.out/cert.pem: OK
  subject      CN=Zero
  faults       encoding: keyUsage has trailing zero bits (X.690 11.2.2)
uid.out/cert.pem: OK
  subject      2.5.4.45=#0303000102,CN=Uid
$ hex 3081ad3061020100300e310c300a06035504030c036b7530302a300506032b65700321002782c1fbde6934e10851fa45e3c5342ee8a2917ed639d29456c50b57598bee46a020301e06092a864886f70d01090e3111300f300d0603551d0f0101ff0403030100300506032b6570034100ea0122e4abaec8f4e9ad0432726c007e590385912cb4f1aab1734c98128fe4a7dde814d735a030a322e039dae16b3161a682a5192a925524b19db7de5e2f1207 >none.csr; pkit validate-csr none.csr >/dev/null
2> pkit: error: none.csr: keyUsage has no bit set
2>   byte 99 [usage.key]
[3]

# Renewed over its key a CA keeps its name bytes and its key identifier, here a SHA-1; old and new chain verify both.
$ openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout old.key -out old.crt -subj '/O=A & B/CN=Old' -days 3650 -addext nsComment=made-by-hand 2>/dev/null
$ pkit init --home old --import-cert old.crt --import-key old.key --no-passphrase >/dev/null 2>&1; pkit issue --home old --subject CN=web1 --new-key ec-p256 --out w1 >/dev/null; cp old/ca/issuing.crt former.crt
$ pkit authority renew --home old issuing >/dev/null
2> pkit: warning: this is a root: whoever trusts the former one must be given the new one too
2> pkit: warning: the former certificate had no keyUsage; the new one has keyCertSign, cRLSign
2> pkit: warning: the former certificate had the extension 2.16.840.1.113730.1.13, which the new one has not
$ for what in subject ext=subjectKeyIdentifier; do cmp <(openssl x509 -in former.crt -noout -${what/=/ }) <(openssl x509 -in old/ca/issuing.crt -noout -${what/=/ }); done
$ pkit issue --home old --subject CN=web2 --new-key ec-p256 --out w2 >/dev/null; for ca in former.crt old/ca/issuing.crt; do openssl verify -CAfile $ca w1/cert.pem w2/cert.pem; done
w1/cert.pem: OK
w2/cert.pem: OK
w1/cert.pem: OK
w2/cert.pem: OK

# PKCS#12 has all in one; keys come in many forms.
$ openssl req -new -newkey rsa:2048 -nodes -keyout sub.key -subj '/CN=Sub' 2>/dev/null | openssl x509 -req -CA old.crt -CAkey old.key -CAcreateserial -days 100 -extfile <(printf 'basicConstraints=critical,CA:TRUE\n') -out sub.crt 2>/dev/null; (umask 077; echo secret >p)
$ openssl pkcs12 -export -in sub.crt -inkey sub.key -certfile old.crt -passout file:p -out sub.p12; pkit init --home p12 --import-cert sub.p12 --import-passphrase-file p --no-passphrase 2>&1 | head -n 1; cmp p12/ca/chain.crt old.crt
made <dir>/p12
$ pkit init --home alias --import-cert sub.p12 --import-passphrase-file p --import-alias other --no-passphrase
2> pkit: error: it has no key called 'other'
2> pkit: hint: its keys have no alias
[5]
$ (umask 077; echo wrong >q); pkit init --home no --import-cert sub.p12 --import-passphrase-file q --no-passphrase
2> pkit: error: the password does not open the PKCS#12 file
[10]
$ openssl rsa -in sub.key -traditional -aes256 -passout file:p -out dek.key 2>/dev/null; openssl pkcs8 -topk8 -scrypt -in sub.key -passout file:p -out scrypt.key; openssl pkcs8 -topk8 -v1 PBE-SHA1-3DES -in sub.key -passout file:p -outform DER -out v1.key
$ for key in dek scrypt v1; do pkit init --home $key --import-cert sub.crt --import-key $key.key --import-passphrase-file p --no-passphrase 2>&1 | grep 'made\|no root'; done
made <dir>/dek
pkit: warning: the chain ends with 'CN=Sub', which is no root: clients need 'CN=Old,O=A & B' too; --import-chain FILE takes it
made <dir>/scrypt
pkit: warning: the chain ends with 'CN=Sub', which is no root: clients need 'CN=Old,O=A & B' too; --import-chain FILE takes it
made <dir>/v1
pkit: warning: the chain ends with 'CN=Sub', which is no root: clients need 'CN=Old,O=A & B' too; --import-chain FILE takes it

# What is above is refused for its true reason (newer openssl makes no version 1 any more: it is here as octets).
$ hex 3081db30818e020101300506032b6570301a310c300a06035504030c034f6c64310a3008060355040a0c0141301e170d3236313133303037323031395a170d3436303132393037323031395a301a310c300a06035504030c034f6c64310a3008060355040a0c0141302a300506032b65700321002782c1fbde6934e10851fa45e3c5342ee8a2917ed639d29456c50b57598bee46300506032b657003410070b6d8b29f397d11c512bb69d9e667262a0f684d1ed5064069c407105a4af1848432d4a2c81e3a628608b000f8fd4d0f54846960c8b686687a40dbd8298cc607 | openssl x509 -inform DER -out v1.crt; openssl pkey -inform DER -in ca.key -out v1.key; openssl req -new -key sub.key -subj /CN=Sub | openssl x509 -req -CA v1.crt -CAkey v1.key -set_serial 2 -extfile <(printf 'basicConstraints=critical,CA:TRUE\n') -out under.crt 2>/dev/null; pkit init --home no --import-cert under.crt --import-key sub.key --import-chain v1.crt --no-passphrase
2> pkit: error: the CA cannot be taken over: the chain is no chain: 'O=A,CN=Old' is no CA certificate: version 1 cannot say that it is one
2> pkit: hint: each certificate is followed by its issuer
[5]

# A further CA with name constraints, and one whose key is elsewhere.
$ pkit init --home h --name Acme --no-passphrase >/dev/null 2>&1; export PKIT_HOME=$PWD/h; pkit authority add corp --permit dns:corp.example --exclude dns:old.corp.example >/dev/null; openssl x509 -in h/ca/corp.crt -noout -ext nameConstraints
X509v3 Name Constraints: critical
    Permitted:
      DNS:corp.example
    Excluded:
      DNS:old.corp.example
$ openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-521 -nodes -keyout elsewhere.key -subj '/CN=Elsewhere/O=Acme' -out elsewhere.csr 2>/dev/null; pkit authority sign --csr elsewhere.csr --under issuing --issuer-key h/ca/root.key --not-after 1000d >elsewhere.crt; openssl verify -x509_strict -CAfile h/ca/root.crt elsewhere.crt; openssl x509 -in elsewhere.crt -noout -ext basicConstraints
elsewhere.crt: OK
X509v3 Basic Constraints: critical
    CA:TRUE, pathlen:0
$ pkit events | grep -c 'authority.signed'
1
$ openssl req -new -newkey ed25519 -nodes -keyout two.key -subj '/CN=Two' -out two.csr 2>/dev/null; pkit init --home two --import-cert elsewhere.crt --import-key elsewhere.key --import-chain h/ca/root.crt --no-passphrase 2>&1 | head -n 1
made <dir>/two
$ openssl req -x509 -key old.key -subj '/CN=Shallow' -days 100 -addext basicConstraints=critical,CA:TRUE,pathlen:0 -out shallow.crt; pkit init --home s --import-cert shallow.crt --import-key old.key --no-passphrase >/dev/null 2>&1; pkit authority sign --home s --csr two.csr --under issuing --issuer-key old.key --not-after 50d
2> pkit: error: 'CN=Shallow' permits 0 CAs below each other, and a path length of 0 asks for 1
2> pkit: hint: only a CA above it can sign another
[3]
$ pkit authority retire issuing --home s --reason 'a test' >/dev/null; pkit authority sign --home s --csr two.csr --under issuing --issuer-key old.key --not-after 50d 2>&1 | sed 's/at 20[^ ]*/at TIME/'; pkit authority add more --home s --under issuing --common-name More 2>&1 | sed 's/at 20[^ ]*/at TIME/'
pkit: error: authority 'issuing' was retired at TIME
pkit: error: 'CN=Shallow' permits no further CA below it (its path length is 0)
2> pkit: warning: pkit.yaml's agent, server still name it, and can issue nothing: give them another authority

# A CA has a name of its own (RFC 5280 4.1.2.6); what is signed below constraints is in them as validate-cert reads them, which sees what libcrypto does not: the wildcard stands for an excluded host.
$ pkit authority add twin --common-name 'acme  ISSUING ca'
2> pkit: error: a CA of this home is called 'CN=acme  ISSUING ca' already
2> pkit: hint: a CA has a name of its own: --common-name, or another request
[7]
$ openssl req -new -key two.key -subj '/CN=ACME root CA' -out thief.csr; pkit authority sign --csr thief.csr --under issuing --issuer-key h/ca/root.key --not-after 50d | head -n 1
2> pkit: error: a CA of this home is called 'CN=ACME root CA' already
2> pkit: hint: a CA has a name of its own: --common-name, or another request
$ sed -i 's|^authorities:|&\n  corp: { certificate: ca/corp.crt, key: ca/corp.key, chain: ca/root.crt }|; s|^profiles:|&\n  wild: { authority: corp, lifetime: 30d, keys: [ed25519], key_usage: [digitalSignature], extended_key_usage: [serverAuth], names: from-csr, allowed: { dns: ["\\\\*.corp.example", "*.corp.example"] } }|' h/pkit.yaml; pkit config check 2>&1 | head -n 3
<dir>/h/pkit.yaml: sound
$ for name in '*.corp.example' web.corp.example; do openssl req -new -key two.key -subj / -addext "subjectAltName=DNS:$name" -out wild.csr; pkit issue --csr wild.csr --client-machine web --profile wild --out wild.crt 2>&1 | sed 's/c-[a-z0-9]*, serial [0-9a-f]*, until .*/C/'; done
pkit: error: below 'CN=corp' dNSName '*.corp.example' is in an excluded subtree
  subjectAltName [authority.constraints]
pkit: hint: its name constraints say which names may be issued below it
web is Approved; certificate C
