# A realm of document D: users of a dependent realm get certificates by seven procedures of an adapter. Beside the lines
# of pkit.yaml there is the example adapter, a CA of its own, and a file of users.
$ source "$TRANSCRIPTS/common/realm.sh" && new_realm identity-validation csr-requirements csr-validation certificate-validation
$ pkit config check
<dir>/home/pkit.yaml: sound
$ user='--realm staff --username user@ibm.com --password-file pw'
$ sed -n '/^user_sources/,$p' home/pkit.yaml
user_sources: { WASLTPARealm: { file: users.yaml } }
realms:
  staff:
    loginModule: UserCertificateLoginModule
    className: com.worklight.core.auth.ext.UserCertificateAuthenticator
    dependent-user-auth-realm: WASLTPARealm
    pki-bridge-class: com.worklight.core.auth.ext.UserCertificateAdapterBasedPKI
    adapter-pki-bridge-init-procedure: PKIAdapter.init
    adapter-pki-bridge-certificate-generation-procedure: PKIAdapter.generateCertificate
    adapter-pki-bridge-identity-from-certificate-procedure: PKIAdapter.getIdentityFromCertificate
    authority: users
    adapter-pki-bridge-identity-validation-procedure: PKIAdapter.validateIdentity
    adapter-pki-bridge-csr-requirements-procedure: PKIAdapter.getCSRRequirements
    adapter-pki-bridge-csr-validation-procedure: PKIAdapter.validateCSR
    adapter-pki-bridge-certificate-validation-procedure: PKIAdapter.validateCertificate

# The dependent realm knows the user, its PKI lets him enrol, and says what his request must contain (D7, D12, D13). Before
# each procedure init is called with the realm (D6, T-D11).
$ pkit csr-requirements --realm staff --username user@ibm.com --password-file pw --device-id C146B473 --app-id UserCert | tee requirements.json
{
  "commonName": "user@ibm.com",
  "additionalSubject": {
    "O": "IBM"
  },
  "additionalAttributes": {}
}
$ called
init validateIdentity init getCSRRequirements
$ pkit csr-requirements --realm staff --username user@ibm.com --password-file pw --via pkit gate --home home | cmp - requirements.json; called
init validateIdentity init getCSRRequirements
$ pkit csr new --requirements requirements.json --key-type ec-p256 --out-key user.key --out user.csr
made a request for CN=user@ibm.com,O=IBM; its key is in user.key
$ openssl req -in user.csr -noout -subject -nameopt RFC2253
subject=CN=user@ibm.com,O=IBM
$ pkit register --realm staff --username user@ibm.com --password-file pw --device-id C146B473 --app-id UserCert --csr user.csr --out user.crt
certificate <id>, serial <hex>, until <date>
$ called
init validateIdentity init getCSRRequirements init validateCSR init generateCertificate
$ openssl verify -CAfile ca/ca.crt user.crt; openssl x509 -in user.crt -noout -subject -nameopt RFC2253
user.crt: OK
subject=CN=user@ibm.com,O=IBM
$ pkit register $user --device-id C146B473 --app-id UserCert --csr user.csr --out again.crt; cmp user.crt again.crt; called
certificate <id>, serial <hex>, until <date>
init validateIdentity init getCSRRequirements init validateCSR

# The later login. The certificate is validated when it is received first, and not again (D22, X13, T-D12). The identity is
# the one that the dependent realm gave, attributes and all (D27, D28, T-D19).
$ pkit authenticate --realm staff --cert user.crt --key user.key
{
  "userName": "user@ibm.com",
  "displayName": "The user@ibm.com",
  "attributes": {
    "LtpaToken": "tOkEn-of-user@ibm.com"
  },
  "appID": "UserCert",
  "deviceId": "C146B473"
}
$ called
init validateCertificate init getIdentityFromCertificate
$ pkit authenticate --realm staff --cert user.crt --key user.key --format json | jq -c .data.state,.data.identity.userName; called
"Active"
"user@ibm.com"
init getIdentityFromCertificate

# What the attributes say goes to the procedures and nowhere else (T-D24).
$ grep -c tOkEn ca/issued/*.json home/users.yaml | cut -d: -f2 | paste -sd' '
1 3
$ sqlite3 home/pkit.db .dump | grep -c tOkEn; pkit events | grep -c tOkEn; pkit explain user.crt | grep -c tOkEn
0
0
0
[1]
$ pkit doctor
ok      state
ok      events: 8 in one chain
ok      certificates
ok      decisions
ok      requests
ok      gateways
ok      publications
ok      vaults
ok      modes
ok      config

# Who may not: NO is 3, NO_USE_DEPENDENT_REALM_ONLY is 12, and neither gets as far as the CSR (D10, D11, T-D4).
$ pkit csr-requirements --realm staff --username guest@ibm.com --password-file pw
2> pkit: error: the user is logged in to the dependent realm, and may have no certificate
[12]
$ pkit register --realm staff --username guest@ibm.com --password-file pw --csr user.csr --format json | jq -c .data,.error.code
{"state":"DependentOnly"}
"realm.dependent_only"
$ pkit csr-requirements --realm staff --username mallory@ibm.com --password-file pw --format json
{"version":1,"ok":false,"operation":"csr-requirements","data":{"state":"Refused"},"warnings":[],"error":{"code":"realm.refused","message":"the user may not log in, and may have no certificate","hint":null,"details":[]}}
[3]
$ pkit register --realm staff --username mallory@ibm.com --password-file pw --csr user.csr; called
init validateIdentity init validateIdentity init validateIdentity init validateIdentity
2> pkit: error: the user may not log in, and may have no certificate
2> pkit: hint: pkit explain <id> tells how it was decided

# A wrong password and a user that there is not look alike, and no procedure is called.
$ pkit csr-requirements --realm staff --username user@ibm.com --password-file wrong
2> pkit: error: user name or password is wrong, or cannot be used
2> pkit: hint: after several tries each takes longer
[8]
$ pkit register --realm staff --username nobody@ibm.com --password-file pw --csr user.csr; called
2> pkit: error: user name or password is wrong, or cannot be used
2> pkit: hint: after several tries each takes longer
$ pkit events --kind user.refused | cut -d' ' -f5-
uid:0  user.refused  code=realm.login realm=staff
uid:0  user.refused  code=realm.login realm=staff

# An operator may say who it is; the history says that an operator did.
$ echo '{"userName":"user@ibm.com","displayName":"","attributes":{}}' >identity.json
$ pkit csr-requirements --realm staff --identity identity.json >/dev/null && pkit events --kind user.requirements | tail -n 1 | cut -d' ' -f7-
user.requirements  by=identity realm=staff state=RequirementsIssued userName=user@ibm.com
$ pkit register --realm staff --identity identity.json --csr user.csr --out third.crt
2> pkit: error: the CSR has a certificate already, for another realm, device or application
2> pkit: hint: make a new CSR
[7]
$ pkit csr-requirements --realm staff --identity identity.json --username user@ibm.com --password-file pw
2> pkit: error: it is not said who asks
2> pkit: hint: --username and --password-file; an operator may say --identity FILE instead
[2]

# What the CSR lacks of the requirements, all of it (D14 to D16, T-D7), before any procedure is asked for a certificate (T-D8).
$ pkit csr new --requirements - --out-key other.key --out other.csr <<<'{"commonName":"other@ibm.com","additionalSubject":{},"additionalAttributes":{}}'
made a request for CN=other@ibm.com; its key is in other.key
$ rm -f home/adapters/calls; pkit register $user --csr other.csr; called
init validateIdentity init getCSRRequirements
2> pkit: error: CN 'other@ibm.com' is not the required 'user@ibm.com' (and 1 more)
2>   subject.CN: CN 'other@ibm.com' is not the required 'user@ibm.com' (make it of the requirements: pkit csr new --requirements FILE) [realm.csr.cn]
2>   subject.O: the subject has no O 'IBM' (make it of the requirements: pkit csr new --requirements FILE) [realm.csr.subject]
2> pkit: hint: make it of the requirements: pkit csr new --requirements FILE
$ answers validateCSR '{"valid":"NO"}'; pkit csr new --requirements requirements.json --out-key two.key --out two.csr >/dev/null; pkit register $user --csr two.csr; called; answers validateCSR
init validateIdentity init getCSRRequirements init validateCSR
2> pkit: error: the CSR does not meet the requirements of the realm's PKI
2> pkit: hint: make it of the requirements: pkit csr-requirements, pkit csr new

# Another device of the same user is another certificate (T-D22).
$ pkit register $user --device-id D2 --csr two.csr --out two.crt
certificate <id>, serial <hex>, until <date>
$ pkit authenticate --realm staff --cert two.crt --key two.key | jq -c '[.userName, .deviceId, .appID]'
["user@ibm.com","D2",""]
$ pkit register $user --device-id D3 --csr two.csr
2> pkit: error: the CSR has a certificate already, for another realm, device or application
2> pkit: hint: make a new CSR
[7]
$ pkit list certificates --state valid | cut -d' ' -f3-
valid  WASLTPARealm/user@ibm.com  <hex>  <date>  CN=user@ibm.com,O=IBM
valid  WASLTPARealm/user@ibm.com  <hex>  <date>  CN=user@ibm.com,O=IBM

# The PKI does not take it any more: the user starts over, and can (D24, T-D13).
$ pkit csr new --requirements requirements.json --out-key three.key --out three.csr >/dev/null; pkit register $user --csr three.csr --out three.crt
certificate <id>, serial <hex>, until <date>
$ answers validateCertificate '{"valid":"NO"}'; pkit authenticate --realm staff --cert three.crt --key three.key; called
init validateIdentity init getCSRRequirements init validateCSR init generateCertificate init validateCertificate init getIdentityFromCertificate init validateIdentity init getCSRRequirements init validateCSR init validateIdentity init getCSRRequirements init validateCSR init generateCertificate init validateCertificate
2> pkit: error: the realm's PKI does not take the certificate
2> pkit: hint: enrol again with a new CSR: pkit register --realm staff
$ pkit register $user --csr three.csr
2> pkit: error: the certificate of this CSR is not valid for its realm
2> pkit: hint: enrol again with a new CSR
[7]
$ answers validateCertificate; pkit authenticate --realm staff --cert three.crt --key three.key
2> pkit: error: the realm's PKI does not take the certificate
2> pkit: hint: enrol again with a new CSR: pkit register --realm staff
[8]
$ pkit csr new --requirements requirements.json --out-key four.key --out four.csr >/dev/null; pkit register $user --csr four.csr --out four.crt && pkit authenticate --realm staff --cert four.crt --key four.key >/dev/null
certificate <id>, serial <hex>, until <date>

# Each refusal of a login has a code of its own (T-D21): another's key, a certificate signed by itself, by a stranger of
# the CA's name, by the CA behind pkit's back, for another realm, expired, not begun, revoked. Nobody is asked of any.
$ code() { local told; told=$(pkit authenticate --realm "${realm:-staff}" --cert "$1" --key "$2" --format json "${@:3}"); echo "$? $(jq -r .error.code <<<"$told")"; }
$ code two.crt two.key; called >/dev/null; code two.crt user.key
0 null
8 key.mismatch
$ openssl req -x509 -key two.key -subj /CN=user@ibm.com -out self.crt; code self.crt two.key; cat self.crt self.crt >twice.crt; code twice.crt two.key
8 certificate.self_signed
8 certificate.self_signed
$ openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout stranger.key -out stranger.crt -subj '/CN=Users CA/O=IBM' 2>/dev/null; openssl x509 -req -in two.csr -CA stranger.crt -CAkey stranger.key -out foreign.crt 2>/dev/null
$ code foreign.crt two.key; cat foreign.crt stranger.crt >both.crt; code both.crt two.key
8 certificate.issuer
8 certificate.issuer
$ openssl x509 -req -in two.csr -CA ca/ca.crt -CAkey ca/ca.key -out behind.crt 2>/dev/null; code behind.crt two.key
8 certificate.unknown
$ realm=other code two.crt two.key
6 realm.missing
$ cp home/pkit.yaml kept.yaml; sed -n '/^  staff:/,$p' kept.yaml | sed 's/^  staff:/  other:/' >>home/pkit.yaml; realm=other code two.crt two.key; mv kept.yaml home/pkit.yaml
8 realm.foreign
$ enabled() { sqlite3 home/pkit.db "UPDATE principals SET enabled = $1 WHERE kind = 'user'"; }; enabled 0; code two.crt two.key; enabled 1
8 account.disabled
$ code two.crt two.key --now 2099-01-01T00:00:00Z --accept-clock; code two.crt two.key --now 2020-01-01T00:00:00Z --accept-clock
8 certificate.expired
8 certificate.early
$ pkit revoke two.crt --reason cessationOfOperation >/dev/null; code two.crt two.key; called
8 certificate.revoked
2> pkit: warning: authority 'users' is another CA's, and what is revoked of it is in no CRL of pkit's: tell that CA itself

# All of it through the gate, which the certificate's issuer must be told to; but nobody there may say who he is.
$ pkit csr new --requirements requirements.json --key-type ec-p256 --out-key five.key --out five.csr >/dev/null
$ pkit register --realm staff --username user@ibm.com --password-file pw --device-id D5 --csr five.csr --out leaf.crt --out-fullchain five.crt --via pkit gate --home home
certificate <id>, serial <hex>, until <date>
$ pkit authenticate --realm staff --cert five.crt --key five.key --via pkit gate --home home | jq -c '[.userName, .deviceId]'
["user@ibm.com","D5"]
$ pkit register --realm staff --username user@ibm.com --password-file wrong --csr five.csr --via pkit gate --home home
2> pkit: error: user name or password is wrong, or cannot be used
2> pkit: hint: after several tries each takes longer
[8]
$ pkit register --realm staff --identity identity.json --csr five.csr --via pkit gate --home home
2> pkit: error: --identity is an operator's at the home, and does not go with --via
[2]
$ pkit csr-requirements --realm staff --identity identity.json --via pkit gate --home home
2> pkit: error: --identity is an operator's at the home, and does not go with --via
[2]
$ crafted() { jq -nc --arg t "$(date -u +%FT%TZ)" --rawfile i identity.json "{version: 1, requestId: \"$RANDOM\", operation: \"$1\", time: \$t} + $2" | pkit gate --home home | jq -c '.error | .code, .message'; }
$ called >/dev/null; crafted csr-requirements '{options: {realm: "staff"}, files: {identity: ($i | @base64)}}'; crafted csr-requirements '{options: {realm: "staff", identity: $i}}'; crafted register-realm '{options: {realm: "staff"}, files: {identity: ($i | @base64)}}'; called
"gate.field"
"request: files: unknown key 'identity'"
"gate.field"
"request: options: unknown key 'identity'"
"gate.field"
"request: files: unknown key 'identity'"

# Users renew nothing and are known by their realm alone: what the realm decides on it would not be asked there.
$ pkit renew --cert four.crt --key four.key --force-renewal
2> pkit: error: WASLTPARealm/user@ibm.com is a realm's user and renews nothing
2> pkit: hint: a user enrols anew: pkit register --realm
[3]
$ pkit authenticate --cert four.crt --key four.key
2> pkit: error: WASLTPARealm/user@ibm.com is a realm's user
2> pkit: hint: its realm knows it: pkit authenticate --realm
[3]

# For authors of adapters.
$ pkit realm call staff csr-validation --in - <<<"{\"csr\":\"$(openssl req -in four.csr -outform DER | base64 -w0)\"}" --request-id one | grep -v '"csr"'
parameter:
  {
  }
answer:
  {
    "valid": "YES"
  }
verdict: YES
$ pkit realm call staff init --in - --dry-run <<<'{}'
parameter:
  {}
2> pkit: error: PKIAdapter.init is not called in a dry run: adapter PKIAdapter does not say dry_run: true
[10]
$ answers validateIdentity '{"valid":"yes"}'; pkit realm call staff identity-validation --in - <<<'{}'
parameter:
  {}
answer:
  {
    "valid": "yes"
  }
2> pkit: error: realm staff, PKIAdapter.validateIdentity: the answer's valid is none of YES, NO_USE_DEPENDENT_REALM_ONLY, NO
2> pkit: hint: pkit realm call shows what it is sent and answers
[10]

# A password for the file of users is hashed with a salt of its own.
$ pkit realm password --password-file pw | cut -d: -f1
scrypt

# What users ask before they turn a request in: all that it lacks of the requirements, or of what the realm's profile
# takes, and then the realm's own validation (4c). Of what the document prints as a CSR the version is an INTEGER of length
# zero, which no parser takes (T-D16); a profile may tolerate that, and then the signature over its very octets holds, or
# does not (T-D17). SHA-1 is not taken either way.
$ pkit validate-csr other.csr --requirements requirements.json
other.csr: refused
  sha256     <hex>
  subject    CN=other@ibm.com
  cn         other@ibm.com
  key.type   EC
  key.bits   256
  key.id     <hex>
  key.curve  P-256
  signature  ecdsa-sha256
2> pkit: error: other.csr: CN 'other@ibm.com' is not the required 'user@ibm.com' (and 1 more)
2>   subject.CN: CN 'other@ibm.com' is not the required 'user@ibm.com' (make it of the requirements: pkit csr new --requirements FILE) [realm.csr.cn]
2>   subject.O: the subject has no O 'IBM' (make it of the requirements: pkit csr new --requirements FILE) [realm.csr.subject]
2> pkit: hint: make it of the requirements: pkit csr new --requirements FILE
[3]
$ pkit validate-csr four.csr --requirements requirements.json --realm staff | head -n 1; answers validateCSR '{"valid":"NO"}'; pkit validate-csr four.csr --realm staff
four.csr: sound
four.csr: refused
  sha256     <hex>
  subject    CN=user@ibm.com,O=IBM
  cn         user@ibm.com
  key.type   EC
  key.bits   256
  key.id     <hex>
  key.curve  P-256
  signature  ecdsa-sha256
2> pkit: error: four.csr: the CSR does not meet the requirements of the realm's PKI
2>   [realm.csr.refused]
2> pkit: hint: make it of the requirements: pkit csr-requirements, pkit csr new
[3]
$ answers validateCSR; cp -r "$TRANSCRIPTS/../data/realm" samples; samples=samples; pkit validate-csr "$samples/sample-csr.b64"
samples/sample-csr.b64: refused
  sha256     <hex>
  subject    CN=lizet@us.ibm.com
  cn         lizet@us.ibm.com
  key.type   RSA
  key.bits   2048
  key.id     <hex>
  signature  rsa-sha1
2> pkit: error: samples/sample-csr.b64: version is an INTEGER of length zero (and 1 more)
2>   byte 335: signature algorithm rsa-sha1 is not taken (sign with SHA-256 or better) [signature.algorithm]
2>   byte 8: version is an INTEGER of length zero (for devices that cannot be changed, a profile can say  tolerate: [empty-version]) [der.integer]
2> pkit: hint: for devices that cannot be changed, a profile can say  tolerate: [empty-version]
[5]
$ sed -i 's/^    authority: users/&\n    profile: old/; s/^profiles:/&\n  old: { authority: users, keys: [rsa-2048+], tolerate: [empty-version] }/' home/pkit.yaml
$ pkit validate-csr --realm staff "$samples/sample-csr.b64"
samples/sample-csr.b64: refused
  sha256     <hex>
  subject    CN=lizet@us.ibm.com
  cn         lizet@us.ibm.com
  key.type   RSA
  key.bits   2048
  key.id     <hex>
  signature  rsa-sha1
2> pkit: warning: profile 'realm staff' tolerates empty-version: version is an INTEGER of length zero (X.690 8.3.1)
2> pkit: error: samples/sample-csr.b64: signature algorithm rsa-sha1 is not taken
2>   byte 335 [signature.algorithm]
2> pkit: hint: sign with SHA-256 or better
[3]
$ pkit validate-csr --realm staff "$samples/sample-csr-flipped.b64" 2>&1 | grep signature
  signature  rsa-sha1
pkit: error: samples/sample-csr-flipped.b64: the signature does not verify under the request's own key (and 1 more)
  byte 335: signature algorithm rsa-sha1 is not taken (sign with SHA-256 or better) [signature.algorithm]
  byte 350: the signature does not verify under the request's own key (make the request again with the key it is for) [csr.signature]
$ pkit register $user --csr "$samples/sample-csr.b64" 2>&1 | head -n 1
pkit: error: samples/sample-csr.b64: signature algorithm rsa-sha1 is not taken

# The document's certificate, to the letter: v1, SHA1withRSA, names as they are in it and not as they are printed (T-D14).
$ pkit identity-from-cert --unverified "$samples/sample-certificate.b64" --format json >sample.json; jq -c '.data.certificate | .version, .serialNumber, .valid, .signature.algorithm, .publicKey.algorithm, .dn, .cn, .issuer' sample.json
1
"efa7b0e3f0d9cef0"
{"notBefore":1381193593,"notAfter":1382403193}
"SHA1withRSA"
"RSA"
"CN=lizet@us.ibm.com"
"lizet@us.ibm.com"
{"dn":"CN=Worklight Garrick Beta Signing CA,OU=Security Division,O=IBM Worklight,L=Austin,ST=TX,C=US","cn":"Worklight Garrick Beta Signing CA","uniqueId":""}
$ jq -r .data.certificate.publicKey.base64 sample.json | cmp - "$samples/sample-public-key.b64" && jq -r .data.certificate.signature.base64 sample.json | cmp - "$samples/sample-signature.b64" && jq -r .data.certificate.base64 sample.json | cmp - "$samples/sample-certificate.b64" && echo as printed
as printed

# A certificate is judged, and is somebody's, by the realm too.
$ pkit identity-from-cert --realm staff four.crt --format json | jq -c .data.identity
{"userName":"user@ibm.com","displayName":"The user@ibm.com","attributes":{"LtpaToken":"tOkEn-of-user@ibm.com"},"appID":"","deviceId":""}
$ pkit validate-cert --realm staff four.crt; answers validateCertificate '{"valid":"NO"}'; pkit validate-cert --realm staff four.crt 2>&1 | tail -n 2
four.crt: valid
  CN=user@ibm.com,O=IBM, until <date>, status good
  O=IBM,CN=Users CA, until <date>, trusted
  [realm.certificate.refused]
pkit: hint: its user enrols again: pkit register --realm
$ pkit identity-from-cert --realm staff home/ca/root.crt
2> pkit: error: home/ca/root.crt is not a certificate that this home issued
2> pkit: hint: name the root that it must lead to with --root, or read it with --unverified
[3]
