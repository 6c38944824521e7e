# A realm with an embedded bridge (D4b): no adapter, the home's own authority signs, and the identity is what was kept when
# the certificate was made.
$ source "$TRANSCRIPTS/common/realm.sh" && pkit init --name T --no-passphrase >/dev/null 2>&1 && users user@ibm.com jo@ibm.com && user='--realm staff --username user@ibm.com --password-file pw'
$ cat >>home/pkit.yaml <<< "$(printf '%s\n' 'user_sources: { people: { file: users.yaml } }' 'realms:' '  staff:' '    dependent-user-auth-realm: people' '    pki-bridge-class: com.worklight.core.auth.ext.UserCertificateEmbeddedPKI' '    embedded-pki-bridge-organization: IBM')"
$ pkit config check
<dir>/home/pkit.yaml: sound
$ pkit csr-requirements $user | tee requirements.json
{
  "commonName": "user@ibm.com",
  "additionalSubject": {
    "O": "IBM"
  },
  "additionalAttributes": {}
}
$ pkit csr new --requirements requirements.json --key-type ec-p256 --out-key user.key --out user.csr >/dev/null; pkit register $user --device-id D1 --app-id A1 --csr user.csr --out user.crt
certificate <id>, serial <hex>, until <date>
$ openssl verify -CAfile home/ca/root.crt -untrusted home/ca/issuing.crt -purpose sslclient user.crt; openssl x509 -in user.crt -noout -subject -nameopt RFC2253 -ext keyUsage,extendedKeyUsage,subjectAltName | sed "s, *$,,"
user.crt: OK
subject=CN=user@ibm.com,O=IBM
X509v3 Key Usage: critical
    Digital Signature
X509v3 Extended Key Usage:
    TLS Web Client Authentication
$ pkit authenticate --realm staff --cert user.crt --key user.key | jq -c .
{"userName":"user@ibm.com","displayName":"The user@ibm.com","attributes":{},"appID":"A1","deviceId":"D1"}
$ pkit identity-from-cert --realm staff user.crt --format json | jq -c .data.identity
{"userName":"user@ibm.com","displayName":"The user@ibm.com","attributes":{},"appID":"A1","deviceId":"D1"}
$ pkit explain user.crt | grep -c tOkEn; sqlite3 home/pkit.db .dump | grep -c tOkEn
0
0
[1]

# Refused: a CSR without the organization, another's CSR, another's key, and what was revoked.
$ openssl req -new -newkey ed25519 -nodes -keyout plain.key -subj /CN=user@ibm.com -out plain.csr 2>/dev/null; pkit register $user --csr plain.csr
2> pkit: error: the subject has no O 'IBM'
2> pkit: hint: make it of the requirements: pkit csr new --requirements FILE
[3]
$ pkit register --realm staff --username jo@ibm.com --password-file pw --csr user.csr
2> pkit: error: CN 'user@ibm.com' is not the required 'jo@ibm.com'
2> pkit: hint: make it of the requirements: pkit csr new --requirements FILE
[3]
$ openssl req -new -key user.key -subj /O=IBM/CN=jo@ibm.com -out jo.csr; pkit register --realm staff --username jo@ibm.com --password-file pw --csr jo.csr
2> pkit: error: the key belongs to another's certificate
2> pkit: hint: make a new key
[7]
$ cp -a home gone; former=$(openssl x509 -in home/ca/issuing.crt -noout -serial | cut -d= -f2 | tr A-F a-f); pkit authority renew issuing --new-key ec-p256 --home gone >/dev/null; pkit authenticate --realm staff --cert user.crt --key user.key --home gone >/dev/null; pkit authority revoke issuing --serial $former --reason cACompromise --home gone >/dev/null 2>&1; pkit authenticate --realm staff --cert user.crt --key user.key --home gone
2> pkit: error: of CN=T Issuing CA above it: it was revoked at <date>: cACompromise (RFC 5280 6.1.3 (a)(3))
2>   [path.revoked]
2> pkit: hint: have a new certificate issued over a new key
[8]
$ pkit revoke user.crt --reason keyCompromise >/dev/null; pkit authenticate --realm staff --cert user.crt --key user.key
2> pkit: error: certificate <hex> was revoked at <date>: keyCompromise
2> pkit: hint: register with a new key
[8]
$ pkit register $user --device-id D1 --app-id A1 --csr user.csr
2> pkit: error: the certificate of this CSR is revoked
2> pkit: hint: enrol again with a new CSR
[7]
$ openssl req -new -key user.key -subj /O=IBM/CN=user@ibm.com -out same.csr; pkit register $user --csr same.csr
2> pkit: error: the key is known to others: <id> over it was revoked as keyCompromise
2> pkit: hint: make a new key
[3]

# It calls no procedures, and none may be named.
$ pkit realm call staff csr-validation --in - <<<'{}'
2> pkit: error: realm staff has no adapter-pki-bridge-csr-validation-procedure
2> pkit: hint: without it the default holds
[6]
$ echo '    adapter-pki-bridge-csr-validation-procedure: x.y' >>home/pkit.yaml; pkit config check 2>&1 | sed "s#$PWD#.#; s/yaml:[0-9:]*/yaml:/"
pkit: error: ./home/pkit.yaml: 2 faults
  pkit.yaml: unknown adapter 'x' [config.unknown]
  pkit.yaml: realms.staff.adapter-pki-bridge-csr-validation-procedure: an embedded bridge calls no procedures (with procedures it is UserCertificateAdapterBasedPKI) [realm.class]
