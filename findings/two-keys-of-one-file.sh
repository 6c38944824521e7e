# A PKCS#12 file with two keys of one name, as NSS makes it of a renewed certificate: most take the first, Java the last alone.
#
# Guessed: a file with two keys is refused, or both are there. Seen with NSS 3.87.1, OpenJDK 17.0.15, Node.js 20, cryptography
# 38.0.4 and GnuTLS 3.7.9 (Debian 12): `pk12util -o -n host` puts all certificates of that name in the database, with their keys,
# into one file, in this order or in that. tls.createSecureContext, load_key_and_certificates and
# gnutls_certificate_set_x509_simple_pkcs12_file take the first pair, which can be the one that was replaced; Java's KeyStore has
# one entry "host", the last pair, and keytool -importkeystore says "1 entries successfully imported, 0 entries failed" while
# the other key is lost. Whoever gives such a file away has it hold one pair: `openssl pkcs12 -info` shows all.
# Needs openssl, certutil, pk12util, keytool, node, Debian 12's python3-cryptography, a C compiler and libgnutls28-dev.
# Ends with 1 where one of them behaves otherwise.
set -eu
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
dpkg-query -W libnss3 python3-cryptography || :
java -version 2>&1 | head -n 1
node --version
certutil -N -d . --empty-password
for serial in 1 2; do
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out cert.pem -subj /CN=host \
    -set_serial $serial -days $((serial * 30)) 2>/dev/null
  openssl pkcs12 -export -in cert.pem -inkey key.pem -name host -passout pass:password -out one.p12
  pk12util -d . -W password -i one.p12 >/dev/null
done
pk12util -d . -W password -n host -o both.p12 >/dev/null
cat >ask.c <<'END'
#include <gnutls/x509.h>
#include <stdio.h>
int main(void) {
  gnutls_certificate_credentials_t taken;
  gnutls_x509_crt_t *chain;
  unsigned count;
  unsigned char serial[20];
  size_t size = sizeof serial;
  gnutls_certificate_allocate_credentials(&taken);
  int failed = gnutls_certificate_set_x509_simple_pkcs12_file(taken, "both.p12", GNUTLS_X509_FMT_DER, "password");
  gnutls_certificate_get_x509_crt(taken, 0, &chain, &count);
  gnutls_x509_crt_get_serial(chain[0], serial, &size);
  printf("gnutls: %d, %d certificate: %d\n", failed, count, serial[0]);
}
END
cc -o ask ask.c -lgnutls
cat >ask.py <<'END'
from cryptography.hazmat.primitives.serialization import pkcs12
key, certificate, others = pkcs12.load_key_and_certificates(open("both.p12", "rb").read(), b"password")
own = key.public_key().public_numbers() == certificate.public_key().public_numbers()
print("cryptography:", certificate.serial_number, "with its own key" if own else "with another key")
END
cat >ask.mjs <<'END'
import fs from 'fs';
import tls from 'tls';
import { X509Certificate } from 'crypto';
const taken = tls.createSecureContext({ pfx: fs.readFileSync('both.p12'), passphrase: 'password' });
console.log('node:', Number(new X509Certificate(taken.context.getCertificate()).serialNumber));
END
{
  echo "keys in the file: $(openssl pkcs12 -in both.p12 -passin pass:password -nodes -nocerts 2>/dev/null | grep -c BEGIN)"
  ./ask
  /usr/bin/python3 ask.py
  node ask.mjs
  keytool -list -v -keystore both.p12 -storepass password 2>/dev/null | sed -n 's/^Serial number/java/p'
  keytool -importkeystore -srckeystore both.p12 -srcstorepass password -destkeystore copy.p12 -deststorepass password 2>&1 |
    grep -o '[0-9]* entries.*'
  echo "keys in the copy: $(openssl pkcs12 -in copy.p12 -passin pass:password -nodes -nocerts 2>/dev/null | grep -c BEGIN)"
} >seen
# NSS writes them in no certain order.
first=$(openssl pkcs12 -in both.p12 -passin pass:password -nokeys 2>/dev/null | openssl x509 -noout -serial | cut -d0 -f2)
sed -E "/keys|entr/!{s/: $first\b/: first/;s/: $((3 - first))\b/: last/}" seen | tee told
diff told - <<'END'
keys in the file: 2
gnutls: 0, 1 certificate: first
cryptography: first with its own key
node: first
java: last
1 entries successfully imported, 0 entries failed or cancelled
keys in the copy: 1
END
echo 'as described'
