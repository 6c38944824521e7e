# Certificate policies: NSS and GnuTLS refuse, as unknown and critical, extensions that RFC 5280 has every verifier know.
#
# Guessed: policy extensions can be critical, since RFC 5280 6.1 processes them, and some have to be (4.2.1.11, 4.2.1.14).
# Seen with OpenSSL 3.0.19, GnuTLS 3.7.9, NSS 3.87.1 and OpenJDK 17.0.15 (Debian 12): certtool refuses whatever is below a CA
# with policyConstraints or critical policyMappings; `certutil -V` and vfychain refuse all of these extensions, and vfychain
# -pp, NSS's other verifier, takes them; Java refuses critical policies that have a qualifier, a CPS's address for one, unless
# setPolicyQualifiersRejected(false) was called. `openssl verify` takes all. A CA whose users are not known has its
# certificatePolicies not critical, and none of the rest in it.
# Needs openssl, certtool, certutil, vfychain and java. Ends with 1 where one of them behaves otherwise.
set -eu
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
openssl version
certtool --version | head -n 1
dpkg-query -W libnss3 || :
cat >Ask.java <<'END'
import java.io.FileInputStream;
import java.security.cert.*;
import java.util.*;

class Ask {
  static X509Certificate read(String file) throws Exception {
    return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new FileInputStream(file));
  }
  public static void main(String[] names) throws Exception {
    System.err.println("java " + System.getProperty("java.version"));
    PKIXParameters asked = new PKIXParameters(Set.of(new TrustAnchor(read("root.pem"), null)));
    asked.setRevocationEnabled(false);
    for (String name : names) {
      CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(read(name + ".pem"), read(name + ".ca")));
      try {
        CertPathValidator.getInstance("PKIX").validate(path, asked);
        System.out.println(name + ", java: valid");
      } catch (CertPathValidatorException refused) {
        System.out.println(name + ", java: " + refused.getMessage());
      }
    }
  }
}
END
make() { openssl req "$@" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes 2>/dev/null; }
make -x509 -keyout root.key -out root.pem -subj /CN=root
for name in ca leaf; do make -keyout $name.key -out $name.csr -subj /CN=$name; done
echo certificatePolicies=1.2.3.4 >leaf.ext
certutil -N -d . --empty-password
certutil -A -d . -n root -t C,, -i root.pem
# ca NAME EXTENSIONS...: what each says of a certificate below a CA with them.
ca() {
  printf '%s\n' basicConstraints=critical,CA:TRUE "${@:2}" >ca.ext
  openssl x509 -req -in ca.csr -CA root.pem -CAkey root.key -set_serial 1 -extfile ca.ext -out "$1.ca" 2>/dev/null
  openssl x509 -req -in leaf.csr -CA "$1.ca" -CAkey ca.key -set_serial 7 -extfile leaf.ext -out "$1.pem" 2>/dev/null
  cat "$1.pem" "$1.ca" >chain.pem
  echo "$1, openssl: $(openssl verify -CAfile root.pem -untrusted "$1.ca" "$1.pem" 2>&1 | grep -ow 'OK\|error')"
  echo "$1, certtool: $(certtool --verify --load-ca-certificate root.pem --infile chain.pem 2>/dev/null | grep '^Chain' |
    grep -o 'is trusted\|unknown critical')"
  for pp in '' -pp; do
    echo "$1, vfychain $pp: $(vfychain $pp -d . -u 1 -a "$1.pem" "$1.ca" 2>&1 | grep -o 'is good\|unknown critical' | head -n 1)"
  done
}
{
  ca plain certificatePolicies=1.2.3.4
  ca critical certificatePolicies=critical,1.2.3.4
  ca qualifier certificatePolicies=critical,@p [p] policyIdentifier=1.2.3.4 CPS.1=https://ca.example/cps
  ca constraints certificatePolicies=1.2.3.4 policyConstraints=critical,requireExplicitPolicy:0
  ca mappings certificatePolicies=1.2.3.4,1.2.3.5 policyMappings=critical,1.2.3.5:1.2.3.6
  ca inhibit certificatePolicies=1.2.3.4 inhibitAnyPolicy=critical,0
  java -XX:+UseSerialGC Ask.java plain critical qualifier constraints mappings inhibit
} | tee told
diff told - <<'END'
plain, openssl: OK
plain, certtool: is trusted
plain, vfychain : is good
plain, vfychain -pp: is good
critical, openssl: OK
critical, certtool: is trusted
critical, vfychain : unknown critical
critical, vfychain -pp: is good
qualifier, openssl: OK
qualifier, certtool: is trusted
qualifier, vfychain : unknown critical
qualifier, vfychain -pp: is good
constraints, openssl: OK
constraints, certtool: unknown critical
constraints, vfychain : unknown critical
constraints, vfychain -pp: is good
mappings, openssl: OK
mappings, certtool: unknown critical
mappings, vfychain : unknown critical
mappings, vfychain -pp: is good
inhibit, openssl: OK
inhibit, certtool: is trusted
inhibit, vfychain : unknown critical
inhibit, vfychain -pp: is good
plain, java: valid
critical, java: valid
qualifier, java: critical policy qualifiers present in certificate
constraints, java: valid
mappings, java: valid
inhibit, java: valid
END
echo 'as described'
