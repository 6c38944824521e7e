# NSS imports no revocation list that says what part it is of, though the extension for it has to be critical.
#
# Guessed: a CA with many certificates splits its list by distribution points (RFC 5280 5.2.5), and its readers know it. Seen
# with OpenSSL 3.0.19, GnuTLS 3.7.9, NSS 3.87.1 and OpenJDK 17.0.15 (Debian 12): a list with issuingDistributionPoint, which names
# the address that the certificate has in crlDistributionPoints, is used by `openssl verify`, certtool and Java; crlutil ends
# with SEC_ERROR_CRL_UNKNOWN_CRITICAL_EXTENSION, of a list that says "only users' certificates" as well, so that a script
# that fills a database by it has the list of before for ever. The RFC lets readers do without it: a CA with readers by NSS has
# one whole list without that extension besides the parts.
# Needs openssl, certtool, certutil, crlutil and java. Ends with 1 where one of them behaves otherwise.
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
  public static void main(String[] names) throws Exception {
    System.err.println("java " + System.getProperty("java.version"));
    CertificateFactory made = CertificateFactory.getInstance("X.509");
    X509Certificate ca = (X509Certificate) made.generateCertificate(new FileInputStream("ca.pem"));
    Certificate leaf = made.generateCertificate(new FileInputStream("leaf.pem"));
    for (String name : names) {
      PKIXParameters asked = new PKIXParameters(Set.of(new TrustAnchor(ca, null)));
      var lists = made.generateCRLs(new FileInputStream(name + ".crl"));
      asked.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
      try {
        CertPathValidator.getInstance("PKIX").validate(made.generateCertPath(List.of(leaf)), asked);
        System.out.println(name + " java: good");
      } catch (CertPathValidatorException refused) {
        System.out.println(name + " java: " + refused.getReason());
      }
    }
  }
}
END
make() { openssl req "$@" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes 2>/dev/null; }
make -x509 -keyout ca.key -out ca.pem -subj /CN=ca
make -keyout leaf.key -out leaf.csr -subj /CN=leaf
echo crlDistributionPoints=URI:http://ca.example/1.crl >leaf.ext
openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -set_serial 5 -extfile leaf.ext -out leaf.pem 2>/dev/null
printf 'R\t491231000000Z\t%s\t05\tunknown\t/CN=leaf\n' "$(date -u +%y%m%d%H%M%SZ)" >rows
# list NAME LINES...: a list of that scope, and what each says of the certificate on it.
list() {
  printf '%s\n' '[ca]' default_ca=d '[d]' database=rows default_md=sha256 default_crl_days=9 "${@:2}" >ca.cnf
  openssl ca -config ca.cnf -cert ca.pem -keyfile ca.key -gencrl -out "$1.crl" 2>/dev/null
  openssl crl -in "$1.crl" -outform DER -out list.der
  certutil -N -d . --empty-password
  certutil -A -d . -n ca -t C,, -i ca.pem
  echo "$1 openssl: $(openssl verify -crl_check -CAfile ca.pem -CRLfile "$1.crl" leaf.pem 2>&1 | grep -ow 'OK\|revoked')"
  echo "$1 certtool: $(certtool --verify --load-ca-certificate ca.pem --load-crl "$1.crl" --infile leaf.pem 2>/dev/null |
    grep '^Chain' | grep -o 'is trusted\|is revoked')"
  echo "$1 nss: $(crlutil -I -d . -i list.der 2>&1 | grep -o 'SEC_[A-Z_]*' || echo imported)"
  rm ./*.db
}
{
  list whole crl_extensions=x '[x]' authorityKeyIdentifier=keyid
  list part crl_extensions=x '[x]' issuingDistributionPoint=critical,@p '[p]' fullname=URI:http://ca.example/1.crl
  list users crl_extensions=x '[x]' issuingDistributionPoint=critical,@p '[p]' onlyuser=TRUE
  java -XX:+UseSerialGC Ask.java whole part users
} | tee told
diff told - <<'END'
whole openssl: revoked
whole certtool: is revoked
whole nss: imported
part openssl: revoked
part certtool: is revoked
part nss: SEC_ERROR_CRL_UNKNOWN_CRITICAL_EXTENSION
users openssl: revoked
users certtool: is revoked
users nss: SEC_ERROR_CRL_UNKNOWN_CRITICAL_EXTENSION
whole java: REVOKED
part java: REVOKED
users java: REVOKED
END
echo 'as described'
