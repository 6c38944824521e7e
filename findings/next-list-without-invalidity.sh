# strongSwan: the next list that `pki --signcrl --lastcrl` signs has forgotten since when the keys on it are not to be believed.
#
# Guessed: entries are taken over from the last list as they are, as the manual has them "copied". Seen with strongSwan 5.9.8,
# OpenSSL 3.0.19 and GnuTLS 3.7.9 (Debian 12), of a list with invalidityDate (RFC 5280 5.3.2), as `openssl ca` writes it for a
# revocation by -crl_compromise: number, date and reason come through, the invalidityDate does not, and pki ends with 0;
# `certtool --generate-crl --load-crl` keeps it. Signatures between the compromise and its discovery count again from
# then on for whoever looks at that date. A CA that moves to pki and back has to keep its own record of it.
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
make -x509 -keyout ca.key -out ca.pem -subj /CN=ca -addext basicConstraints=critical,CA:TRUE
make -keyout leaf.key -out leaf.csr -subj /CN=leaf
for serial in 5 6; do
  openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -set_serial $serial -out $serial.pem 2>/dev/null
done
printf '[ca]\ndefault_ca=d\n[d]\ndatabase=rows\ndefault_md=sha256\ndefault_crl_days=9\ncrlnumber=number\n' >ca.cnf
echo 01 >number
: >rows
ca() { openssl ca -config ca.cnf -cert ca.pem -keyfile ca.key "$@" 2>/dev/null; }
ca -revoke 5.pem -crl_compromise 20260101000000Z
ca -gencrl -out openssl.crl
pki --signcrl --cacert ca.pem --cakey ca.key --lastcrl openssl.crl --cert 6.pem --outform pem >pki.crl 2>/dev/null
certtool --generate-crl --load-ca-certificate ca.pem --load-ca-privkey ca.key --load-crl openssl.crl --load-certificate 6.pem \
  --template /dev/null --outfile certtool.crl 2>/dev/null
for list in openssl pki certtool; do
  echo "$list: $(openssl crl -in $list.crl -noout -text | sed -n '/^ *Serial Number: 05/,$p' |
    sed -nE 's/^ *(Serial Number.*|Key Compromise|Jan  1 .*[^ ]) *$/\1;/p' | xargs)"
done | tee told
diff told - <<'END'
openssl: Serial Number: 05; Key Compromise; Jan 1 00:00:00 2026 GMT;
pki: Serial Number: 05; Key Compromise;
certtool: Serial Number: 05; Key Compromise; Jan 1 00:00:00 2026 GMT; Serial Number: 06;
END
echo 'as described'
