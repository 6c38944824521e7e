# The XML form of a realm, as document D prints it (D5), becomes lines for pkit.yaml.
$ pkit realm import realm.xml
realms:
  wl_userCertificateAuthRealm:
    loginModule: "UserCertificateLoginModule"
    className: "com.worklight.core.auth.ext.UserCertificateAuthenticator"
    dependent-user-auth-realm: "WASLTPARealm"
    pki-bridge-class: "com.worklight.core.auth.ext.UserCertificateAdapterBasedPKI"
    adapter-pki-bridge-init-procedure: "PKIAdapter.init"
    adapter-pki-bridge-identity-validation-procedure: "PKIAdapter.validateIdentity"
    adapter-pki-bridge-csr-requirements-procedure: "PKIAdapter.getCSRRequirements"
    adapter-pki-bridge-csr-validation-procedure: "PKIAdapter.validateCSR"
    adapter-pki-bridge-certificate-generation-procedure: "PKIAdapter.generateCertificate"
    adapter-pki-bridge-identity-from-certificate-procedure: "PKIAdapter.getIdentityFromCertificate"
    adapter-pki-bridge-certificate-validation-procedure: "PKIAdapter.validateCertificate"
# It needs these, too:
# user_sources:
#   WASLTPARealm: {file: users.yaml}
# adapters:
#   PKIAdapter: {exec: [adapters/PKIAdapter]}
$ pkit realm import realm.xml --format json | jq -c '.data | .realm, .userSource, .adapters'
"wl_userCertificateAuthRealm"
"WASLTPARealm"
["PKIAdapter"]

# An ampersand is one in the lines too.
$ sed 's/UserCertificateLoginModule/Smith \&amp; Sons/' realm.xml | pkit realm import - | grep Smith
    loginModule: "Smith & Sons"

# What the lines say is sound beside what they name.
$ pkit init --home home --name T --no-passphrase >/dev/null 2>&1; mkdir home/adapters; printf '#!/bin/sh\n' >home/adapters/PKIAdapter; chmod 755 home/adapters/PKIAdapter
$ pkit realm import realm.xml >>home/pkit.yaml; echo 'user_sources: { WASLTPARealm: { file: users.yaml } }' >>home/pkit.yaml
$ sed -i 's/^authorities:/&\n  users: { certificate: ca\/root.crt, gateway: PKIAdapter }/' home/pkit.yaml
$ { echo '    authority: users'; echo 'adapters: { PKIAdapter: { exec: [adapters\/PKIAdapter] } }' | tr -d '\\'; } >rest; sed -i '/^# It needs/e cat rest; : >rest' home/pkit.yaml
$ pkit config check --home home | sed "s#$PWD#.#"
./home/pkit.yaml: sound

# Every parameter that is required and missing is named (T-D1).
$ grep -v 'init-proc\|generation\|identity-from' realm.xml | pkit realm import -
2> pkit: error: realms.wl_userCertificateAuthRealm.adapter-pki-bridge-init-procedure is missing (and 2 more)
2>   standard input: realms.wl_userCertificateAuthRealm.adapter-pki-bridge-init-procedure is missing (is given the realm before each call (D6)) [realm.xml]
2>   standard input: realms.wl_userCertificateAuthRealm.adapter-pki-bridge-certificate-generation-procedure is missing (makes the certificate (D20)) [realm.xml]
2>   standard input: realms.wl_userCertificateAuthRealm.adapter-pki-bridge-identity-from-certificate-procedure is missing (whose a certificate is (D25)) [realm.xml]
2> pkit: hint: is given the realm before each call (D6)
[5]

# Neither a document type nor an entity of one's own is read, and no other file (T-D25).
$ printf '<!DOCTYPE realm [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n%s' "$(cat realm.xml)" | sed 's/WASLTPARealm/\&x;/' | pkit realm import -
2> pkit: error: it has a document type, and a realm has none
2>   standard input:1 [realm.xml]
[5]
$ printf '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><realm name="&b;"/>' | pkit realm import -
2> pkit: error: it has a document type, and a realm has none
2>   standard input:1 [realm.xml]
[5]
$ sed 's/WASLTPARealm/\&nothing;/' realm.xml | pkit realm import -
2> pkit: error: it has an entity of its own (and 2 more)
2>   standard input:3: it has an entity of its own [realm.xml]
2>   standard input:3: it is not XML that can be read (libxml2's error 26) [realm.xml]
2>   standard input:3: it is no XML document [realm.xml]
[5]

# A text that others would cut is refused, and not half a name.
$ sed 's/auth\.ext\.UserCertificateAuthenticator/auth<!-- x -->.ext.UserCertificateAuthenticator/' realm.xml | pkit realm import -
2> pkit: error: the text of className is cut by a comment
2>   standard input:2 [realm.xml]
[5]
$ sed 's/auth\.ext\.UserCertificateAuthenticator/auth<?x y?>.ext.UserCertificateAuthenticator/' realm.xml | pkit realm import -
2> pkit: error: the text of className is cut by a processing instruction
2>   standard input:2 [realm.xml]
[5]
$ sed 's/auth\.ext\.UserCertificateAuthenticator/<![CDATA[auth.ext.UserCertificateAuthenticator]]>/' realm.xml | pkit realm import -
2> pkit: error: the text of className is cut by a CDATA section
2>   standard input:2 [realm.xml]
[5]
$ sed 's/<realm/<!-- beside a text it cuts nothing --><realm/' realm.xml | pkit realm import - | head -n 1
realms:

# All else that a realm is not, each with its line.
$ sed '/init-proc/p' realm.xml | pkit realm import -
2> pkit: error: parameter 'adapter-pki-bridge-init-procedure' is there twice
2>   standard input:6 [realm.xml]
[5]
$ sed 's/<className>/<class>/; s/loginModule=/module=/; s/UserCertificateAdapterBasedPKI/SomePKI/' realm.xml | pkit realm import -
2> pkit: error: realm has no attribute 'module' (and 4 more)
2>   standard input:1: realm has no attribute 'module' [realm.xml]
2>   standard input:2: a realm has no element 'class' there [realm.xml]
2>   standard input:2: there is text outside of className [realm.xml]
2>   standard input:2: it is not XML that can be read (libxml2's error 76) [realm.xml]
2>   standard input:2: it is no XML document [realm.xml]
[5]
$ sed 's/PKIAdapter.init/ PKIAdapter.init/; s/PKIAdapter.validateCSR/PKIAdapter/' realm.xml | pkit realm import -
2> pkit: error: realms.wl_userCertificateAuthRealm.adapter-pki-bridge-init-procedure is not ADAPTER.PROCEDURE (and 1 more)
2>   standard input: realms.wl_userCertificateAuthRealm.adapter-pki-bridge-init-procedure is not ADAPTER.PROCEDURE (as in PKIAdapter.init) [realm.xml]
2>   standard input: realms.wl_userCertificateAuthRealm.adapter-pki-bridge-csr-validation-procedure is not ADAPTER.PROCEDURE (as in PKIAdapter.init) [realm.xml]
2> pkit: hint: as in PKIAdapter.init
[5]
$ head -n 3 realm.xml | pkit realm import -; echo nothing | pkit realm import -; pkit realm import - </dev/null
2> pkit: error: it is not XML that can be read (libxml2's error 5) (and 1 more)
2>   standard input:3: it is not XML that can be read (libxml2's error 5) [realm.xml]
2>   standard input:3: it is no XML document [realm.xml]
2> pkit: error: it is not XML that can be read (libxml2's error 4) (and 1 more)
2>   standard input:1: it is not XML that can be read (libxml2's error 4) [realm.xml]
2>   standard input:1: it is no XML document [realm.xml]
2> pkit: error: it is empty
2>   standard input [realm.xml]
[5]
$ head -c 70000 /dev/zero | tr '\0' ' ' | pkit realm import -
2> pkit: error: standard input is larger than 64 KiB
2> pkit: hint: a realm is a few lines
[5]

-- realm.xml --
<realm name="wl_userCertificateAuthRealm" loginModule="UserCertificateLoginModule">
  <className>com.worklight.core.auth.ext.UserCertificateAuthenticator</className>
  <parameter name="dependent-user-auth-realm" value="WASLTPARealm" />
  <parameter name="pki-bridge-class" value="com.worklight.core.auth.ext.UserCertificateAdapterBasedPKI" />
  <parameter name="adapter-pki-bridge-init-procedure" value="PKIAdapter.init" />
  <parameter name="adapter-pki-bridge-identity-validation-procedure" value="PKIAdapter.validateIdentity" />
  <parameter name="adapter-pki-bridge-csr-requirements-procedure" value="PKIAdapter.getCSRRequirements" />
  <parameter name="adapter-pki-bridge-csr-validation-procedure" value="PKIAdapter.validateCSR" />
  <parameter name="adapter-pki-bridge-certificate-generation-procedure" value="PKIAdapter.generateCertificate" />
  <parameter name="adapter-pki-bridge-identity-from-certificate-procedure" value="PKIAdapter.getIdentityFromCertificate" />
  <parameter name="adapter-pki-bridge-certificate-validation-procedure" value="PKIAdapter.validateCertificate" />
</realm>
