# The date of a revocation: OpenSSL and GnuTLS do not look at it; to NSS a certificate is good until then.
#
# Seen with OpenSSL 3.0.19, GnuTLS 3.7.9 and NSS 3.87.1 (Debian 12), of a CRL that is current and has an entry whose date is
# an hour ahead, as a CA might sign it in the morning for a service that ends in the evening: for `openssl verify` and
# certtool the certificate is revoked at once, for certutil it is valid until the hour has come. A CA that means "from then
# on" has to sign that CRL then, and a program that asks OpenSSL whether somebody's signature of last week was made before
# the revocation has to compare the dates itself.
# Needs openssl, certtool, certutil and crlutil. Ends with 1 where one of them behaves otherwise.
set -eu
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
openssl version
certtool --version | head -n 1
make() { openssl req "$@" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes 2>/dev/null; }
make -x509 -keyout ca.key -out ca.pem -subj /CN=ca
make -keyout leaf.key -out leaf.csr -subj /CN=leaf
openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -set_serial 5 -days 9 -out leaf.pem 2>/dev/null
printf '[ca]\ndefault_ca=d\n[d]\ndatabase=rows\ndefault_md=sha256\ndefault_crl_days=9\n' >ca.cnf
for hours in -1 +1; do
  printf 'R\t491231000000Z\t%s\t05\tunknown\t/CN=leaf\n' "$(date -u -d "$hours hour" +%y%m%d%H%M%SZ)" >rows
  openssl ca -config ca.cnf -cert ca.pem -keyfile ca.key -gencrl -out crl.pem 2>/dev/null
  openssl crl -in crl.pem -outform DER -out crl.der
  certutil -N -d . --empty-password
  certutil -A -d . -n ca -t C,, -i ca.pem
  certutil -A -d . -n leaf -t ,, -i leaf.pem
  crlutil -I -d . -i crl.der
  echo "$hours openssl $(openssl verify -CAfile ca.pem -crl_check -CRLfile crl.pem leaf.pem 2>&1 | grep -ow 'OK\|revoked')"
  echo "$hours certtool $(certtool --verify --load-ca-certificate ca.pem --load-crl crl.pem --infile leaf.pem 2>/dev/null |
    grep '^Chain' | grep -o 'is trusted\|revoked')"
  echo "$hours certutil $(certutil -V -d . -n leaf -u V 2>&1 | grep -ow 'valid\|revoked')"
  rm ./*.db
done | tee told
diff told - <<'END'
-1 openssl revoked
-1 certtool revoked
-1 certutil revoked
+1 openssl revoked
+1 certtool revoked
+1 certutil valid
END
echo 'as described'
