# OpenSSL: where policies are checked and none is asked for, a CA that requires one is refused, whatever policies its path has.
#
# Guessed: who names no policy takes any, as RFC 5280 6.1.1 (c) starts with "any-policy" and Java does. Seen with OpenSSL 3.0.19,
# NSS 3.87.1 and OpenJDK 17.0.15 (Debian 12), below a CA with requireExplicitPolicy whose certificates all have the same
# policy: `openssl verify` takes the path, -policy_check alone makes it "no explicit policy", and -policy_print shows
# that the user's policies are none; -policy 1.2.3.4 or -policy anyPolicy puts it right. vfychain -pp and Java take it without.
# A program that sets X509_V_FLAG_POLICY_CHECK, or tells users to be strict so, adds anyPolicy by X509_VERIFY_PARAM_add0_policy.
# Needs openssl, certutil, vfychain and java. Ends with 1 where one of them behaves otherwise.
set -eu
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
openssl version
dpkg-query -W libnss3 || :
cat >Ask.java <<'END'
import java.io.FileInputStream;
import java.security.cert.*;
import java.util.*;

class Ask {
  static X509Certificate read(String file) throws Exception {
    return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new FileInputStream(file));
  }
  public static void main(String[] none) throws Exception {
    System.err.println("java " + System.getProperty("java.version"));
    PKIXParameters asked = new PKIXParameters(Set.of(new TrustAnchor(read("root.pem"), null)));
    asked.setRevocationEnabled(false);
    CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(read("leaf.pem"), read("ca.pem")));
    var said = (PKIXCertPathValidatorResult) CertPathValidator.getInstance("PKIX").validate(path, asked);
    System.out.println("java: valid, by " + said.getPolicyTree().getChildren().next().getValidPolicy());
  }
}
END
make() { openssl req "$@" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes 2>/dev/null; }
make -x509 -keyout root.key -out root.pem -subj /CN=root
for name in ca leaf; do make -keyout $name.key -out $name.csr -subj /CN=$name; done
echo certificatePolicies=1.2.3.4 >leaf.ext
{ cat leaf.ext && printf '%s\n' basicConstraints=critical,CA:TRUE policyConstraints=critical,requireExplicitPolicy:0; } >ca.ext
openssl x509 -req -in ca.csr -CA root.pem -CAkey root.key -set_serial 1 -extfile ca.ext -out ca.pem 2>/dev/null
openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -set_serial 7 -extfile leaf.ext -out leaf.pem 2>/dev/null
certutil -N -d . --empty-password
certutil -A -d . -n root -t C,, -i root.pem
{
  for options in '' -policy_check '-policy_check -policy 1.2.3.4' '-policy_check -policy anyPolicy'; do
    echo "openssl $options: $(openssl verify $options -CAfile root.pem -untrusted ca.pem leaf.pem 2>&1 |
      grep -o 'OK\|no explicit.*')"
  done
  echo "vfychain -pp: $(vfychain -pp -d . -u 1 -a leaf.pem ca.pem 2>&1 | grep -o 'is good')"
  java -XX:+UseSerialGC Ask.java
} | tee told
diff told - <<'END'
openssl : OK
openssl -policy_check: no explicit policy
openssl -policy_check -policy 1.2.3.4: OK
openssl -policy_check -policy anyPolicy: OK
vfychain -pp: is good
java: valid, by 1.2.3.4
END
echo 'as described'
