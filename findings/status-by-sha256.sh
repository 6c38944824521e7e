# OCSP: an answer that names its certificate by SHA-256 is read by GnuTLS, and holds nothing about it for Java, curl and OpenSSL.
#
# Guessed: who reads an answer takes its hash (RFC 6960 4.1.1 lets it be any) for the comparison, as the answer has it in it.
# Seen with OpenJDK 17.0.15, curl 7.88.1, OpenSSL 3.0.19 and GnuTLS 3.7.9 (Debian 12), of a stapled answer with a SHA-256 CertID:
# gnutls_ocsp_resp_check_crt finds its certificate; Java says that the answer "does not include a response", curl ends with 91,
# and `openssl ocsp` says "No Status found" unless it is told -sha256 before -cert, since OCSP_resp_find_status compares with
# the one hash that its caller chose. All of them find it where the answer has both. A responder that signs ahead keeps to
# SHA-1 in the CertID, which is no signature, or signs both; a program that reads tries the hashes of the answer.
# Needs openssl, curl, java, a C compiler and libgnutls28-dev. Ends with 1 where one of them behaves otherwise.
set -eu
export LC_ALL=C
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || { kill $server && wait $server || :; }; rm -r "$work"' EXIT
cd "$work"
curl --version | head -n 1
openssl version
cat >Ask.java <<'END'
import java.io.FileInputStream;
import java.nio.file.*;
import java.security.cert.*;
import java.util.*;

class Ask {
  static X509Certificate read(String file) throws Exception {
    return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new FileInputStream(file));
  }
  public static void main(String[] answers) throws Exception {
    System.err.println("java " + System.getProperty("java.version"));
    for (String answer : answers) {
      CertPathValidator validator = CertPathValidator.getInstance("PKIX");
      PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
      checker.setOcspResponses(Map.of(read("leaf.pem"), Files.readAllBytes(Path.of(answer))));
      checker.setOptions(Set.of(PKIXRevocationChecker.Option.NO_FALLBACK));
      PKIXParameters asked = new PKIXParameters(Set.of(new TrustAnchor(read("ca.pem"), null)));
      asked.addCertPathChecker(checker);
      try {
        validator.validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(read("leaf.pem"))), asked);
        System.out.println(answer + " java: good");
      } catch (CertPathValidatorException refused) {
        System.out.println(answer + " java: " + refused.getMessage());
      }
    }
  }
}
END
cat >ask.c <<'END'
#include <gnutls/ocsp.h>
#include <gnutls/x509.h>
#include <stdio.h>
int main(int count, char **words) {
  gnutls_x509_crt_t leaf;
  gnutls_datum_t file;
  fprintf(stderr, "GnuTLS %s\n", gnutls_check_version(NULL));
  gnutls_load_file("leaf.pem", &file);
  gnutls_x509_crt_init(&leaf);
  gnutls_x509_crt_import(leaf, &file, GNUTLS_X509_FMT_PEM);
  for (int i = 1; i < count; ++i) {
    gnutls_ocsp_resp_t answer;
    gnutls_load_file(words[i], &file);
    gnutls_ocsp_resp_init(&answer);
    gnutls_ocsp_resp_import(answer, &file);
    printf("%s gnutls: %s\n", words[i], gnutls_strerror(gnutls_ocsp_resp_check_crt(answer, 0, leaf)));
  }
}
END
cc -o ask ask.c -lgnutls
make() { openssl req "$@" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes 2>/dev/null; }
make -x509 -keyout ca.key -out ca.pem -subj /CN=ca
make -keyout leaf.key -out leaf.csr -subj /CN=localhost
echo subjectAltName=DNS:localhost >leaf.ext
openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -set_serial 5 -extfile leaf.ext -out leaf.pem 2>/dev/null
printf 'V\t491231000000Z\t\t05\tunknown\t/CN=localhost\n' >rows
# sign NAME OPTIONS...: the answer to these questions.
sign() {
  openssl ocsp -no_nonce -issuer ca.pem "${@:2}" -reqout request
  openssl ocsp -index rows -CA ca.pem -rsigner ca.pem -rkey ca.key -reqin request -respout "$1" -ndays 1 2>/dev/null
}
sign sha1 -sha1 -cert leaf.pem
sign sha256 -sha256 -cert leaf.pem
sign both -sha256 -cert leaf.pem -sha1 -cert leaf.pem
for answer in sha1 sha256 both; do
  for hash in '' -sha256; do
    echo "$answer openssl $hash: $(openssl ocsp -no_nonce -issuer ca.pem $hash -cert leaf.pem -CAfile ca.pem -respin $answer \
      2>/dev/null | grep -o 'good\|No Status found')"
  done
  openssl s_server -unix s.sock -cert leaf.pem -key leaf.key -cert_chain ca.pem -status_file $answer -www >log 2>&1 &
  server=$!
  for _ in $(seq 300); do grep -qs ACCEPT log && break || sleep 0.1; done
  echo "$answer curl: $(curl -sS --cert-status --unix-socket s.sock --cacert ca.pem https://localhost/ -o page -w 'good\n' 2>&1 |
    head -n 1)"
  kill $server
  wait $server || :
  server=
  rm s.sock log
done >told
./ask sha1 sha256 both >>told
java -XX:+UseSerialGC Ask.java sha1 sha256 both >>told
cat told
diff told - <<'END'
sha1 openssl : good
sha1 openssl -sha256: No Status found
sha1 curl: good
sha256 openssl : No Status found
sha256 openssl -sha256: good
sha256 curl: curl: (91) Could not find certificate ID in OCSP response
both openssl : good
both openssl -sha256: good
both curl: good
sha1 gnutls: Success.
sha256 gnutls: Success.
both gnutls: Success.
sha1 java: good
sha256 java: OCSP response does not include a response for a certificate supplied in the OCSP request
both java: good
END
echo 'as described'
