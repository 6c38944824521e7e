# To revoke at the wrong CA succeeds: tools take any certificate, and list its number for a CA that never signed it.
#
# Guessed: a certificate that another CA signed is refused, as its issuer's name and signature tell. Seen with OpenSSL 3.0.19,
# GnuTLS 3.7.9 and strongSwan 5.9.8 (Debian 12), of a CA that a new one has followed: `openssl ca -revoke` of the old CA's
# certificate in the new one's database adds a row for it and ends with 0; `certtool --generate-crl` and `pki --signcrl` list
# it likewise. The old CA's list stays as it was, so that the certificate is good for everybody, and where both CAs count from
# 1 the new list can name a stranger of the same number. A script that revokes verifies the certificate by its CA first.
# Needs openssl, certtool and strongSwan's pki. Ends with 1 where one of them behaves otherwise.
set -eu
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
openssl version
certtool --version | head -n 1
pki --help 2>/dev/null | sed -n 's/ PKI tool$//p'
make() { openssl req "$@" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes 2>/dev/null; }
for name in old new; do
  make -x509 -keyout $name.key -out $name.pem -subj /CN=$name
  printf '[ca]\ndefault_ca=d\n[d]\ndatabase=%s.rows\ndefault_md=sha256\ndefault_crl_days=9\n' $name >$name.cnf
  : >$name.rows
done
make -keyout leaf.key -out leaf.csr -subj /CN=leaf
openssl x509 -req -in leaf.csr -CA old.pem -CAkey old.key -set_serial 7 -days 9 -out leaf.pem 2>/dev/null
ca() { openssl ca -config "$1.cnf" -cert "$1.pem" -keyfile "$1.key" "${@:2}" 2>/dev/null; }
# listed CRL: the numbers on it.
listed() { openssl crl -in "$1" -noout -text | sed -n 's/.*Serial Number: */listed /p;/No Revoked/s/^ *//p'; }
{
  ca new -revoke leaf.pem
  echo "openssl ends with $?"
  for name in new old; do ca $name -gencrl -out $name.crl && echo "$name: $(listed $name.crl)"; done
  openssl verify -crl_check -CAfile old.pem -CRLfile old.crl leaf.pem
  certtool --generate-crl --load-ca-certificate new.pem --load-ca-privkey new.key --load-certificate leaf.pem \
    --template /dev/null --outfile certtool.crl 2>/dev/null
  echo "certtool ends with $?: $(listed certtool.crl)"
  pki --signcrl --cacert new.pem --cakey new.key --cert leaf.pem --outform pem >pki.crl 2>/dev/null
  echo "pki ends with $?: $(listed pki.crl)"
} | tee told
diff told - <<'END'
openssl ends with 0
new: listed 07
old: No Revoked Certificates.
leaf.pem: OK
certtool ends with 0: listed 07
pki ends with 0: listed 07
END
echo 'as described'
