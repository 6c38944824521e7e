# A CA limited to DNS names: does a user's common name count as one? OpenSSL, GnuTLS, Java and NSS have four answers.
#
# Guessed: such a limit is about the DNS names of subjectAltName (RFC 5280 4.2.1.10), and says nothing of a user who has none.
# Seen with OpenSSL 3.0.19, GnuTLS 3.7.9, NSS 3.87.1 and OpenJDK 17.0.15 (Debian 12), below a CA that permits example.com for DNS
# and email, of certificates with an email address there alone: OpenSSL refuses CN=alice.smith, since a dot makes it a
# host; Java refuses CN=alice too, and takes "Alice Smith", which cannot be a host; GnuTLS refuses all of them unless
# extendedKeyUsage leaves out servers; NSS takes all for a client. A DNS name in subjectAltName ends it for everybody.
# Such a CA gives its users a common name with a space in it, and clientAuth; a program with OpenSSL that has to take
# the others sets X509_CHECK_FLAG_NEVER_CHECK_SUBJECT, for which `openssl verify` has no option.
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
      CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(read(name + ".pem"), read("ca.pem")));
      try {
        CertPathValidator.getInstance("PKIX").validate(path, asked);
        System.out.println(name + " java: valid");
      } catch (CertPathValidatorException refused) {
        System.out.println(name + " java: " + refused.getMessage());
      }
    }
  }
}
END
make() { openssl req "$@" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes 2>/dev/null; }
make -x509 -keyout root.key -out root.pem -subj /CN=root
make -keyout ca.key -out ca.csr -subj /CN=ca
limits='nameConstraints=critical,permitted;DNS:example.com,permitted;email:example.com'
printf '%s\n' basicConstraints=critical,CA:TRUE "$limits" >ca.ext
openssl x509 -req -in ca.csr -CA root.pem -CAkey root.key -set_serial 1 -extfile ca.ext -out ca.pem 2>/dev/null
certutil -N -d . --empty-password
certutil -A -d . -n root -t CT,, -i root.pem
echo subjectAltName=email:somebody@example.com >any.ext
printf '%s\n' subjectAltName=email:somebody@example.com extendedKeyUsage=clientAuth >client.ext
echo subjectAltName=email:somebody@example.com,DNS:www.example.com >host.ext
users=
for name in 'Alice Smith' alice alice.smith; do
  for use in any client host; do
    user=${name// /_}-$use users="$users $user"
    make -keyout leaf.key -out leaf.csr -subj "/CN=$name"
    openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -set_serial 7 -extfile $use.ext -out "$user.pem" 2>/dev/null
    cat "$user.pem" ca.pem >chain.pem
    echo "$user openssl: $(openssl verify -purpose sslclient -CAfile root.pem -untrusted ca.pem "$user.pem" 2>&1 |
      grep -o 'OK\|permitted.*'); certtool: $(certtool --verify --load-ca-certificate root.pem --infile chain.pem 2>/dev/null |
      grep '^Chain' | grep -o 'is trusted\|violates.*s\b'); nss: $(vfychain -d . -u 0 -a "$user.pem" ca.pem 2>&1 |
      grep -o 'is good')"
  done
done >told
java -XX:+UseSerialGC Ask.java $users >>told
sort -o told told
cat told
diff told - <<'END'
Alice_Smith-any java: valid
Alice_Smith-any openssl: OK; certtool: violates the signer's constraints; nss: is good
Alice_Smith-client java: valid
Alice_Smith-client openssl: OK; certtool: is trusted; nss: is good
Alice_Smith-host java: valid
Alice_Smith-host openssl: OK; certtool: is trusted; nss: is good
alice-any java: name constraints check failed
alice-any openssl: OK; certtool: violates the signer's constraints; nss: is good
alice-client java: name constraints check failed
alice-client openssl: OK; certtool: is trusted; nss: is good
alice-host java: valid
alice-host openssl: OK; certtool: is trusted; nss: is good
alice.smith-any java: name constraints check failed
alice.smith-any openssl: permitted subtree violation; certtool: violates the signer's constraints; nss: is good
alice.smith-client java: name constraints check failed
alice.smith-client openssl: permitted subtree violation; certtool: is trusted; nss: is good
alice.smith-host java: valid
alice.smith-host openssl: OK; certtool: is trusted; nss: is good
END
echo 'as described'
