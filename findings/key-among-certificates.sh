# Java: CertificateFactory takes every PEM block for a certificate, and fails at the key or the list in a file that others read.
#
# Guessed: blocks of other labels are passed over, as "-----BEGIN CERTIFICATE-----" is what the class says it looks for, and as
# text between blocks is. Seen with OpenJDK 17.0.15, OpenSSL 3.0.19 and GnuTLS 3.7.9 (Debian 12): of a file with two certificates
# and their key, as servers such as HAProxy have them, generateCertificates fails by "signed fields invalid" or the like, whether
# the key stands first or last, and so it does of one with a revocation list; `openssl storeutl -certs`, certtool and Python's
# ssl find both certificates. Who hands such a file to Java keeps the certificates in one of their own, and a reader in Java
# cuts the blocks out by their labels first: the message leads to a broken certificate, and none is broken.
# Needs openssl, certtool, java and Debian 12's /usr/bin/python3. Ends with 1 where one of them behaves otherwise.
set -eu
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
openssl version
certtool --version | head -n 1
cat >Ask.java <<'END'
import java.io.FileInputStream;
import java.security.cert.*;

class Ask {
  public static void main(String[] files) throws Exception {
    System.err.println("java " + System.getProperty("java.version"));
    for (String file : files) {
      try {
        var found = CertificateFactory.getInstance("X.509").generateCertificates(new FileInputStream(file));
        System.out.println(file + " java: " + found.size());
      } catch (CertificateException failed) {
        System.out.println(file + " java: fails");
        System.err.println(failed.getMessage());
      }
    }
  }
}
END
make() { openssl req "$@" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes 2>/dev/null; }
for name in ca leaf; do make -x509 -keyout $name.key -out $name.pem -subj /CN=$name; done
printf '[ca]\ndefault_ca=d\n[d]\ndatabase=rows\ndefault_md=sha256\ndefault_crl_days=9\n' >ca.cnf
: >rows
openssl ca -config ca.cnf -cert ca.pem -keyfile ca.key -gencrl -out crl.pem 2>/dev/null
echo 'a line of text' >text
cat leaf.pem text ca.pem >text-between
cat leaf.key leaf.pem ca.pem >key-first
cat leaf.pem ca.pem leaf.key >key-last
cat leaf.pem ca.pem crl.pem >list-last
{
  for file in text-between key-first key-last list-last; do
    echo "$file openssl: $(openssl storeutl -noout -certs $file 2>/dev/null | grep -o '[0-9]*$')"
    echo "$file certtool: $(certtool -i --infile $file 2>/dev/null | grep -c 'BEGIN CERTIFICATE')"
    echo "$file python: $(/usr/bin/python3 -c 'import ssl, sys
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.load_verify_locations(sys.argv[1])
print(context.cert_store_stats()["x509"])' $file)"
  done
  java -XX:+UseSerialGC Ask.java text-between key-first key-last list-last
} | tee told
diff told - <<'END'
text-between openssl: 2
text-between certtool: 2
text-between python: 2
key-first openssl: 2
key-first certtool: 2
key-first python: 2
key-last openssl: 2
key-last certtool: 2
key-last python: 2
list-last openssl: 2
list-last certtool: 2
list-last python: 2
text-between java: 2
key-first java: fails
key-last java: fails
list-last java: fails
END
echo 'as described'
