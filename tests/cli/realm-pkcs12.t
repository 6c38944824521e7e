# A realm whose CA is a PKCS#12 file (D4b): its certificates are taken out once, its key signs as an authority's does.
$ source "$TRANSCRIPTS/common/realm.sh" && pkit init --name T --no-passphrase >/dev/null 2>&1 && users user@ibm.com && user='--realm staff --username user@ibm.com --password-file pw'
$ ca() { openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout root.key -out root.crt -days 900 -subj "/CN=$1 Root" -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null && openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -subj "/CN=$1 CA" 2>/dev/null | openssl x509 -req -CA root.crt -CAkey root.key -days 800 -out ca.crt -extfile <(printf '%s\n' basicConstraints=critical,CA:TRUE,pathlen:0 keyUsage=critical,keyCertSign,cRLSign subjectKeyIdentifier=hash authorityKeyIdentifier=keyid) 2>/dev/null && openssl pkcs12 -export -inkey ca.key -in ca.crt -certfile root.crt -passout file:p12.pw -out home/ca/staff.p12 && chmod 600 home/ca/staff.p12; }
$ printf 'sEcret-p12\n' >p12.pw; chmod 600 p12.pw; ca Staff; rm root.key ca.key
$ cat >>home/pkit.yaml <<< "$(printf '%s\n' 'user_sources: { people: { file: users.yaml } }' 'realms:' '  staff:' '    dependent-user-auth-realm: people' '    pki-bridge-class: com.worklight.core.auth.ext.UserCertificateEmbeddedPKI' '    embedded-pki-bridge-ca-p12-file-path: ca/staff.p12' "    embedded-pki-bridge-ca-p12-password: file:$PWD/p12.pw")"

# Until its certificates are known nothing is signed, and config check says what to do.
$ pkit config check 2>&1 | sed "s#$PWD#.#g; s/yaml:[0-9:]*/yaml:/"
pkit: error: ./home/pkit.yaml: 1 fault
  pkit.yaml: the certificates in ./home/ca/staff.p12 are not taken out of it yet (pkit authority unpack staff) [authority.file]
$ pkit authority unpack staff --dry-run | head -n 2; ls home/ca | grep realm
dry run: nothing was changed; it would be
  subject      CN=Staff CA
[1]
$ pkit authority unpack staff | grep -v '^  \(serial\|keyId\|not\|fingerprint\)'
unpacked
  subject      CN=Staff CA
  issuer       CN=Staff Root
  key          ec-p256
  name         staff
  certificate  ca/realm-staff.crt
  keyFile      ca/staff.p12
$ pkit config check; ls home/ca | grep realm; pkit authority unpack staff >/dev/null; pkit events --kind authority.unpacked | wc -l
<dir>/home/pkit.yaml: sound
realm-staff-chain.crt
realm-staff.crt
1

# Its users enrol, and the certificate is one of the file's CA, with pkit's profile, lint and record.
$ openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout user.key -subj /CN=user@ibm.com -out user.csr 2>/dev/null; pkit register $user --csr user.csr --out user.crt
certificate <id>, serial <hex>, until <date>
$ openssl verify -CAfile root.crt -untrusted ca.crt -purpose sslclient user.crt; pkit authenticate --realm staff --cert user.crt --key user.key | jq -c .
user.crt: OK
{"userName":"user@ibm.com","displayName":"The user@ibm.com","attributes":{},"appID":"","deviceId":""}
$ pkit show user.crt | grep -i 'authority\|profile'; pkit doctor 2>&1 | grep -v kept
  profile           realm staff
ok      state
ok      events: 6 in one chain
ok      certificates
ok      decisions
ok      requests
ok      gateways
ok      publications
ok      vaults
ok      modes

# What is revoked is in the CRL that the same key signs.
$ pkit revoke user.crt --reason keyCompromise >/dev/null; pkit crl --authority staff --issuer current --out staff.crl >/dev/null; cat root.crt ca.crt staff.crl >trust.pem; openssl verify -crl_check -CAfile trust.pem user.crt 2>&1 | grep -v ^CN
error 23 at 0 depth lookup: certificate revoked
error user.crt: verification failed
$ pkit authenticate --realm staff --cert user.crt --key user.key 2>&1 | head -n 1
pkit: error: certificate <hex> was revoked at <date>: keyCompromise

# The file is another program's: nothing writes it. A wrong password, a file with another CA, an open one: nothing is signed.
$ pkit authority renew staff --years 1 2>&1 | sed "s#$PWD#.#g"; pkit authority passphrase staff --no-passphrase 2>&1 | sed "s#$PWD#.#g" | head -n 1
pkit: error: the key of authority 'staff' is in ./home/ca/staff.p12, which pkit reads and never writes
pkit: hint: do it where that was made; before a file with another key takes its place, keep this one as staff.SERIAL.p12, by its certificate's serial, for its CRLs; then: pkit authority unpack staff
pkit: error: the key of authority 'staff' is in ./home/ca/staff.p12, which pkit reads and never writes
$ sign() { openssl req -new -newkey ed25519 -nodes -keyout k.key -subj /CN=user@ibm.com -out k.csr 2>/dev/null; pkit register $user --csr k.csr 2>&1 | sed "s#$PWD#.#g"; return "${PIPESTATUS[0]}"; }
$ echo wrong >p12.pw; sign
pkit: error: authority 'staff': the password does not open the PKCS#12 file
pkit: hint: pkit explain <id> tells how it was decided
[10]
$ pkit authority unpack staff 2>&1 | sed "s#$PWD#.#g"
pkit: error: authority 'staff': the password does not open the PKCS#12 file
$ printf 'sEcret-p12\n' >p12.pw; chmod 644 home/ca/staff.p12; sign 2>&1 | head -n 1
pkit: error: authority 'staff': ./home/ca/staff.p12 can be read by others than its owner (mode 0644)
$ ca Other; sign
pkit: error: authority 'staff': staff.p12 is not the key of 'CN=Staff CA'
pkit: hint: pkit explain <id> tells how it was decided
[10]
$ pkit authority unpack staff | grep subject; sign | tail -n 1
  subject      CN=Other CA
pkit: certificate <id>, serial <hex>, until <date>
$ grep -rc sEcret-p12 home | grep -v ':0'
[1]

# What is no PKCS#12 file, no CA, or ended is not taken.
$ cp ca.crt home/ca/staff.p12; pkit authority unpack staff 2>&1 | sed "s#$PWD#.#g"
pkit: error: authority 'staff': ./home/ca/staff.p12 is no PKCS#12 file
pkit: hint: the certificates of a key in PEM are files of their own
$ openssl pkcs12 -export -inkey user.key -in user.crt -passout file:p12.pw -out home/ca/staff.p12; pkit authority unpack staff 2>&1 | sed "s#$PWD#.#g"
pkit: error: authority 'staff': the CA cannot be taken over: 'CN=user@ibm.com' is no CA certificate
$ pkit authority unpack issuing 2>&1 | sed "s#$PWD#.#g"; pkit authority unpack nobody
pkit: error: authority 'issuing': ./home/ca/issuing.key is no PKCS#12 file
pkit: hint: the certificates of a key in PEM are files of their own
2> pkit: error: pkit.yaml has no authority 'nobody'
2> pkit: hint: it has issuing, staff
[6]

# One that is retired is taken out of nothing any more.
$ cp home/pkit.yaml sound.yaml; ca Third; pkit authority unpack staff >/dev/null; pkit authority retire staff --reason gone >/dev/null; pkit authority unpack staff
2> pkit: error: authority 'staff' was retired at <date>
[7]
$ pkit authority unpack staff --dry-run >/dev/null 2>&1
[7]

# A backup with the keys has the former ones, by whose names pkit crl knows them.
# sqlite: pkit backup copies a state that is a file; of a server pg_dump does
$ cp home/ca/staff.p12 home/ca/staff.$(openssl x509 -in ca.crt -noout -serial | cut -d= -f2 | tr A-F a-f).p12; pkit backup keys.pkit --with-keys >/dev/null; sqlite3 keys.pkit "SELECT name FROM backup_files WHERE secret = 1" | sed 's/[0-9a-f]\{38,40\}/SERIAL/'
ca/issuing.key
ca/root.key
ca/staff.SERIAL.p12
ca/staff.p12

# In pkit.yaml stands where the password is, never the password; the realm has one CA; a bridge by adapter has another's.
$ sed -i 's/\(ca-p12-password: \).*/\1sEcret-p12/; $a\    authority: issuing' home/pkit.yaml; pkit config check 2>&1 | sed "s#$PWD#.#g; s/yaml:[0-9:]*/yaml:/"
pkit: error: ./home/pkit.yaml: 2 faults
  pkit.yaml: realms.staff.embedded-pki-bridge-ca-p12-password is no source of a passphrase (credential:NAME, file:/ABSOLUTE, fd:N from 3 up, prompt or secret:NAME{...}; never the passphrase itself) [authority.passphrase]
  pkit.yaml: realms.staff.authority and a PKCS#12 file: one of them signs (leave one out) [realm.authority]
$ sed -i 's/\(ca-p12-password: \).*/\1secret:vault{"path":"a"}/; /authority: issuing$/d; s/^authorities:/&\n  staff: { certificate: ca\/issuing.crt, key: ca\/issuing.key }/' home/pkit.yaml; pkit config check 2>&1 | sed "s#$PWD#.#g; s/yaml:[0-9:]*/yaml:/"
pkit: error: ./home/pkit.yaml: 3 faults
  pkit.yaml: profiles.agent does not say which authority signs (authority: is one of issuing, staff) [profile.authority]
  pkit.yaml: profiles.server does not say which authority signs (authority: is one of issuing, staff) [profile.authority]
  pkit.yaml: realm staff has a CA in a file, and there is an authority of the same name (call one of them otherwise) [realm.authority]
$ printf '<realm name="staff" loginModule="L">\n<className>com.worklight.core.auth.ext.UserCertificateAuthenticator</className>\n<parameter name="dependent-user-auth-realm" value="people"/>\n<parameter name="pki-bridge-class" value="com.worklight.core.auth.ext.UserCertificateEmbeddedPKI"/>\n<parameter name="embedded-pki-bridge-ca-p12-file-path" value="/opt/ca.p12"/>\n<parameter name="embedded-pki-bridge-ca-p12-password" value="sEcret-p12"/>\n</realm>\n' >realm.xml; pkit realm import realm.xml
2> pkit: error: realms.staff.embedded-pki-bridge-ca-p12-password is no source of a passphrase
2>   realm.xml [realm.xml]
2> pkit: hint: credential:NAME, file:/ABSOLUTE, fd:N from 3 up, prompt or secret:NAME{...}; never the passphrase itself
[5]
$ sed -i 's#value="sEcret-p12"#value="file:/etc/pkit/p12.pw"#' realm.xml; pkit realm import realm.xml
realms:
  staff:
    loginModule: "L"
    className: "com.worklight.core.auth.ext.UserCertificateAuthenticator"
    dependent-user-auth-realm: "people"
    pki-bridge-class: "com.worklight.core.auth.ext.UserCertificateEmbeddedPKI"
    embedded-pki-bridge-ca-p12-file-path: "/opt/ca.p12"
    embedded-pki-bridge-ca-p12-password: "file:/etc/pkit/p12.pw"
# It needs these, too:
# user_sources:
#   people: {file: users.yaml}
