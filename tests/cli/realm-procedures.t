# What goes to a realm's procedures and what may come back, to the letter. Nothing that is not exactly an answer counts
# for a yes, and then nothing is kept.
$ source "$TRANSCRIPTS/common/realm.sh" && new_realm && user='--realm staff --username user@ibm.com --password-file pw'
$ sent() { jq -c --arg p "$1" 'select(.procedure == $p) | .parameters' home/adapters/calls | tail -n "${2:-1}"; }
$ told() { jq -r '[.data.state, .error.code, .error.message | values] | join(" ")'; }

# Without the four that are optional: the user's name is the CN, and everything else is a yes (T-D2, T-D5).
$ pkit csr-requirements $user --device-id D1 --app-id A1 | tee requirements.json | jq -c .; called
{"commonName":"user@ibm.com","additionalSubject":{},"additionalAttributes":{}}
$ pkit csr new --requirements requirements.json --key-type ec-p256 --out-key user.key --out user.csr >/dev/null; pkit register $user --device-id D1 --app-id A1 --csr user.csr --out user.crt
certificate <id>, serial <hex>, until <date>
$ sent init | jq .
[
  {
    "dependent-user-auth-realm": "WASLTPARealm",
    "pki-bridge-class": "com.worklight.core.auth.ext.UserCertificateAdapterBasedPKI",
    "adapter-pki-bridge-init-procedure": "PKIAdapter.init",
    "adapter-pki-bridge-certificate-generation-procedure": "PKIAdapter.generateCertificate",
    "adapter-pki-bridge-identity-from-certificate-procedure": "PKIAdapter.getIdentityFromCertificate"
  }
]
$ sent generateCertificate | jq -c '.[0] | keys_unsorted, .userIdentity, .deviceId, .appId'; sent generateCertificate | jq -r '.[0].csr' | base64 -d | cmp - <(openssl req -in user.csr -outform DER)
["deviceId","csr","userIdentity","appId"]
{"userName":"user@ibm.com","attributes":{"LtpaToken":"tOkEn-of-user@ibm.com"},"displayName":"The user@ibm.com"}
"D1"
"A1"
$ called >/dev/null; pkit authenticate --realm staff --cert user.crt --key user.key | jq -c .; sent getIdentityFromCertificate | jq -c '.[0] | keys_unsorted, .cn, .dn, .issuer, .version, .signature.algorithm, .publicKey.algorithm'; called
{"userName":"user@ibm.com","displayName":"The user@ibm.com","attributes":{"LtpaToken":"tOkEn-of-user@ibm.com"},"appID":"A1","deviceId":"D1"}
["publicKey","signature","subjectUniqueId","version","issuer","dn","cn","valid","serialNumber","base64"]
"user@ibm.com"
"CN=user@ibm.com"
{"dn":"O=IBM,CN=Users CA","cn":"Users CA","uniqueId":""}
3
"SHA256withECDSA"
"EC"
init getIdentityFromCertificate

# No csr-validation is a yes of the realm, and pkit still looks at the CSR itself (X19).
$ openssl req -new -newkey rsa:1024 -nodes -keyout weak.key -subj /CN=user@ibm.com -out weak.csr 2>/dev/null; called >/dev/null; pkit register $user --csr weak.csr --format json | told; called
key.rsa.short weak.csr: RSA key of 1024 bits, not at least 2048

# An adapter that is not there yet (T-D3).
$ cp home/pkit.yaml kept.yaml; sed -i 's/PKIAdapter.init/Later.init/' home/pkit.yaml; pkit csr-requirements $user; cp kept.yaml home/pkit.yaml
2> pkit: error: <dir>/home/pkit.yaml has 1 fault
2>   <dir>/home/pkit.yaml:62:40: unknown adapter 'Later' (valid: PKIAdapter) [config.unknown]
2> pkit: hint: mend it, then: pkit config check

# With all seven: identity validation and requirements are given the same, CSR validation the CSR alone, and certificate
# validation what identity-from-certificate is given (D8, D12, D18, D22, D26, X17, T-D10).
$ configure identity-validation csr-requirements csr-validation certificate-validation; pkit config check; called >/dev/null
<dir>/home/pkit.yaml: sound
$ pkit csr-requirements $user --device-id D2 >requirements.json; sent validateIdentity; [ "$(sent validateIdentity)" = "$(sent getCSRRequirements)" ] && echo the same
[{"deviceId":"D2","userIdentity":{"userName":"user@ibm.com","attributes":{"LtpaToken":"tOkEn-of-user@ibm.com"},"displayName":"The user@ibm.com"},"appId":""}]
the same
$ pkit csr new --requirements requirements.json --key-type ec-p256 --out-key two.key --out two.csr >/dev/null; pkit register $user --device-id D2 --csr two.csr --out two.crt; sent validateCSR | jq -c '.[0] | keys'
certificate <id>, serial <hex>, until <date>
["csr"]
$ pkit authenticate --realm staff --cert two.crt --key two.key | jq -c .deviceId,.appID; [ "$(sent validateCertificate)" = "$(sent getIdentityFromCertificate)" ] && echo the same
"D2"
""
the same

# Identity validation (T-D4, T-D23): what is none of the three words refuses, and the CSR is not looked at.
$ pkit csr new --requirements requirements.json --key-type ec-p256 --out-key three.key --out three.csr >/dev/null; called >/dev/null
$ for answer in '{"valid":"yes"}' '{"valid":"YES","why":""}' '{}' '' '{"valid":"YES"}{"valid":"NO"}' '{"valid":"NO","valid":"YES"}' fail; do answers validateIdentity "$answer"; pkit csr-requirements $user --format json | told; done
realm.procedure realm staff, PKIAdapter.validateIdentity: the answer's valid is none of YES, NO_USE_DEPENDENT_REALM_ONLY, NO
realm.procedure realm staff, PKIAdapter.validateIdentity: the answer has a member that it may not have
realm.procedure realm staff, PKIAdapter.validateIdentity: the answer's valid is missing
realm.procedure realm staff, PKIAdapter.validateIdentity: answer is not JSON
realm.procedure realm staff, PKIAdapter.validateIdentity: answer is not JSON
realm.procedure realm staff, PKIAdapter.validateIdentity: answer is not JSON
realm.procedure realm staff, PKIAdapter.validateIdentity: exit status 1
$ pkit register $user --csr three.csr --format json | told; answers validateIdentity
Failed realm.procedure realm staff, PKIAdapter.validateIdentity: exit status 1
$ sed -i 's/PKIAdapter.validateIdentity/PKIAdapter.validateIdentify/' home/pkit.yaml; pkit csr-requirements $user; sed -i 's/PKIAdapter.validateIdentify/PKIAdapter.validateIdentity/' home/pkit.yaml
2> pkit: error: realm staff, PKIAdapter.validateIdentify: exit status 1
2> pkit: hint: pkit realm call shows what it is sent and answers
$ answers init fail; pkit csr-requirements $user; answers init; called | tr ' ' '\n' | sort | uniq -c | tr -s ' '
 10 init
 1 validateIdentify
 8 validateIdentity
2> pkit: error: realm staff, PKIAdapter.init: exit status 1
2> pkit: hint: pkit realm call shows what it is sent and answers

# Requirements: all three, and nothing else (T-D6). Of an attribute or a text that no CSR can have it is said which.
$ for answer in '{"commonName":"user@ibm.com","additionalSubject":{}}' '{"additionalSubject":{},"additionalAttributes":{}}' '{"commonName":"user@ibm.com","additionalSubject":{"O":1},"additionalAttributes":{}}' '{"commonName":"user@ibm.com","additionalSubject":{"CN":"admin"},"additionalAttributes":{}}' '{"commonName":"user@ibm.com","additionalSubject":{},"additionalAttributes":{"extensionRequest":"x"}}' '{"commonName":"nobody@ibm.com","additionalSubject":{},"additionalAttributes":{}}'; do answers getCSRRequirements "$answer"; pkit csr-requirements $user --format json | told; done
realm.procedure realm staff, PKIAdapter.getCSRRequirements: additionalAttributes is missing
realm.procedure realm staff, PKIAdapter.getCSRRequirements: commonName is missing
realm.procedure realm staff, PKIAdapter.getCSRRequirements: additionalSubject.O must be a text, not integer
realm.procedure realm staff, PKIAdapter.getCSRRequirements: additionalSubject.CN is the common name, which is required by itself
realm.procedure realm staff, PKIAdapter.getCSRRequirements: additionalAttributes.extensionRequest is no attribute of a request whose value is a text
realm.common_name the common name that is required is no user of WASLTPARealm

# An attribute that is required is looked for; what is there besides does no harm (T-D7).
$ answers getCSRRequirements '{"commonName":"user@ibm.com","additionalSubject":{"O":"IBM"},"additionalAttributes":{"challengePassword":"wOrd"}}'; pkit register $user --csr three.csr --format json | told
Failed realm.csr.attribute the CSR has no attribute 1.2.840.113549.1.9.7 with the required value
$ pkit csr-requirements $user >requirements.json; pkit csr new --requirements requirements.json --key-type ec-p256 --out-key four.key --out four.csr >/dev/null; openssl req -in four.csr -noout -text | grep challenge
            challengePassword        :wOrd
$ answers getCSRRequirements; pkit register $user --csr four.csr --out four.crt
certificate <id>, serial <hex>, until <date>
2> pkit: difference: dropped challengePassword

# Generation (T-D9): what is no certificate over the CSR's key, by the realm's CA and for the name required. Nothing of it
# is kept; what was asked for stays open, and the next answer counts. White space in base64 does no harm (T-D18).
$ der() { openssl x509 -in "$1" -outform DER | base64 -w0; }
$ generates() { answers generateCertificate "{\"certificateBase64\":\"$1\"}"; pkit register $user --csr three.csr --request-id g1 --format json | told; }
$ openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout o.key -out o.crt -subj '/CN=Users CA/O=IBM' 2>/dev/null; openssl x509 -req -in three.csr -CA o.crt -CAkey o.key -out stranger.crt 2>/dev/null; openssl x509 -req -in three.csr -CA ca/ca.crt -CAkey ca/ca.key -extfile <(echo basicConstraints=CA:TRUE) -out power.crt 2>/dev/null; made() { openssl x509 -req -in three.csr -CA ca/ca.crt -CAkey ca/ca.key -days $1 -extfile <(printf "keyUsage=$2\nextendedKeyUsage=$3\n") "${@:5}" -out $4.crt 2>/dev/null; }; made 30 digitalSignature clientAuth good
$ for answer in '' "$(base64 -w0 good.crt)" "$({ openssl x509 -in good.crt -outform DER; echo; } | base64 -w0)" "$(der two.crt)" "$(der stranger.crt)" "$(der power.crt)"; do generates "$answer"; done
Failed gateway.failed authority 'users', PKIAdapter.generateCertificate: the answer's certificateBase64 is not as it must be
Failed gateway.failed authority 'users', PKIAdapter.generateCertificate: certificateBase64 is no certificate in DER (der.type)
Failed gateway.failed authority 'users', PKIAdapter.generateCertificate: certificateBase64 is no certificate in DER (der.trailing)
Failed gateway.certificate authority 'users', PKIAdapter.generateCertificate: the certificate that came back is not what was asked for: it is over another key than the CSR
Failed gateway.certificate authority 'users', PKIAdapter.generateCertificate: the certificate that came back is not what was asked for: it is not signed by 'O=IBM,CN=Users CA'
Failed gateway.certificate authority 'users', PKIAdapter.generateCertificate: the certificate that came back is not what was asked for: it is a CA certificate

# What the profile does not grant (D20): a further use, no bound on its use, a longer life, another organization than was required.
$ made 30 digitalSignature clientAuth,serverAuth wide; openssl x509 -req -in three.csr -CA ca/ca.crt -CAkey ca/ca.key -days 30 -out any.crt 2>/dev/null; made 400 digitalSignature clientAuth long; made 30 digitalSignature clientAuth other -subj /O=Else/CN=user@ibm.com
$ for name in wide any long other; do generates "$(der $name.crt)" | sed 's/.*asked for: //'; done
it may be used for serverAuth
it has none, so that it may be used for anything
it ends at <date>, later than <date>
its O is not what was granted
$ sqlite3 home/pkit.db 'SELECT count(*) FROM certificates'; generates " $(der good.crt | sed 's/.\{60\}/& \\r\\n\\t/g')"; sqlite3 home/pkit.db 'SELECT count(*) FROM certificates'; answers generateCertificate
3
Issued
4

# Of a type that nothing grants each value counts that the CSR has, alone and beside others; what the PKI adds is its own word.
$ openssl req -new -key three.key -subj '/O=IBM/OU=Executives/CN=user@ibm.com' -out ou.csr; for ou in OU=Executives OU=executives OU=Executives/OU=Staff OU=Staff; do made 30 digitalSignature clientAuth ou -subj /O=IBM/$ou/CN=user@ibm.com; answers generateCertificate "{\"certificateBase64\":\"$(der ou.crt)\"}"; pkit register $user --csr ou.csr --request-id o1 --format json | told | sed 's/.*asked for: //'; done; answers generateCertificate
its OU is not what was granted
its OU is not what was granted
its OU is not what was granted
Issued

# The identity (D27): appID and deviceId may be missing or empty (D29, T-D20); what is no identity logs nobody in.
$ for answer in '{"userName":"user@ibm.com"}' '{"userName":"user@ibm.com","displayName":"U","attributes":{},"appID":"","deviceId":""}' '{"displayName":"U"}' 'null' fail; do answers getIdentityFromCertificate "$answer"; pkit authenticate --realm staff --cert two.crt --key two.key --format json | jq -c '.data.identity // .error.message'; done
{"userName":"user@ibm.com","displayName":"","attributes":{},"appID":"","deviceId":""}
{"userName":"user@ibm.com","displayName":"U","attributes":{},"appID":"","deviceId":""}
"realm staff, PKIAdapter.getIdentityFromCertificate: the answer's userName is missing"
"realm staff, PKIAdapter.getIdentityFromCertificate: the answer is no object"
"realm staff, PKIAdapter.getIdentityFromCertificate: exit status 1"
