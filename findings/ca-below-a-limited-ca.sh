# wolfSSL: below a CA that is limited to DNS names it takes no other CA, unless that one is called like a host.
#
# Guessed: a limit on DNS names does not concern a certificate without any (RFC 5280 4.2.1.10), as those of CAs are. Seen with
# wolfSSL 5.5.4, OpenSSL 3.0.19 and GnuTLS 3.7.9 (Debian 12): where a root permits example.com, wolfSSL refuses "CN=Issuing CA"
# below it ("Name Constraint error"), since it takes the common name of whatever has no subjectAltName for a DNS name; it takes
# O=Firm without a common name, and CN=ca.example.com. `openssl verify` and certtool take all of them. A limited root
# whose certificates devices with wolfSSL will meet gives its CAs no common name, or the limits belong into the last CA, not
# into the root.
# Needs apt, dpkg, a C compiler, openssl and certtool. Ends with 1 where one of them behaves otherwise.
set -eu
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
openssl version
certtool --version | head -n 1
apt-get download -q libwolfssl-dev=5.5.4-2+deb12u3 libwolfssl35=5.5.4-2+deb12u3 >/dev/null 2>&1
for package in ./*.deb; do dpkg -x "$package" root; done
cat >ask.c <<'END'
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <stdio.h>
int main(int count, char **files) {
  char text[WOLFSSL_MAX_ERROR_SZ];
  WOLFSSL_CERT_MANAGER *known = wolfSSL_CertManagerNew();
  int said = wolfSSL_CertManagerLoadCA(known, files[1], NULL);
  for (int i = 2; i < count && said == WOLFSSL_SUCCESS; ++i) {
    said = wolfSSL_CertManagerVerify(known, files[i], WOLFSSL_FILETYPE_PEM);
    if (said == WOLFSSL_SUCCESS && i + 1 < count) said = wolfSSL_CertManagerLoadCA(known, files[i], NULL);
  }
  puts(said == WOLFSSL_SUCCESS ? "OK" : wolfSSL_ERR_error_string(said, text));
}
END
libraries=$(dirname root/usr/lib/*/libwolfssl.so.35)
cc -o ask ask.c -Iroot/usr/include -L"$libraries" -lwolfssl
make() { openssl req -config none.cnf "$@" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes 2>/dev/null; }
printf '[req]\ndistinguished_name=name\n[name]\n' >none.cnf
printf '%s\n' subjectKeyIdentifier=hash authorityKeyIdentifier=keyid basicConstraints=critical,CA:TRUE \
  keyUsage=critical,keyCertSign >ca.ext
echo subjectAltName=DNS:www.example.com >leaf.ext
make -keyout leaf.key -out leaf.csr -subj /CN=leaf
for limit in none permitted; do
  make -x509 -keyout root.key -out root.pem -subj /CN=root -addext subjectKeyIdentifier=hash \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign \
    $([ $limit = none ] || echo '-addext nameConstraints=critical,permitted;DNS:example.com')
  for name in '/CN=Issuing CA' /O=Firm /CN=ca.example.com; do
    make -keyout ca.key -out ca.csr -subj "$name"
    openssl x509 -req -in ca.csr -CA root.pem -CAkey root.key -set_serial 1 -extfile ca.ext -out ca.pem 2>/dev/null
    openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -set_serial 7 -extfile leaf.ext -out leaf.pem 2>/dev/null
    cat leaf.pem ca.pem >chain.pem
    echo "$limit, $name: wolfSSL $(LD_LIBRARY_PATH=$libraries ./ask root.pem ca.pem leaf.pem);" \
      "$(openssl verify -CAfile root.pem -untrusted ca.pem leaf.pem 2>&1 | grep -ow OK);" \
      "$(certtool --verify --load-ca-certificate root.pem --infile chain.pem 2>/dev/null | grep '^Chain' | grep -o 'is trusted')"
  done
done | tee told
diff told - <<'END'
none, /CN=Issuing CA: wolfSSL OK; OK; is trusted
none, /O=Firm: wolfSSL OK; OK; is trusted
none, /CN=ca.example.com: wolfSSL OK; OK; is trusted
permitted, /CN=Issuing CA: wolfSSL Name Constraint error; OK; is trusted
permitted, /O=Firm: wolfSSL OK; OK; is trusted
permitted, /CN=ca.example.com: wolfSSL OK; OK; is trusted
END
echo 'as described'
