# RSA-PSS with OpenSSL 3.0's own salt length: GnuTLS calls the signature of such a certificate invalid.
#
# Guessed: a certificate says how long its salt is (RFC 4055 3.1), so that any length is verified. Seen with OpenSSL 3.0.19,
# GnuTLS 3.7.9 and NSS 3.87.1 (Debian 12): `openssl x509 -req -sigopt rsa_padding_mode:pss` makes the salt as long as the key
# allows (222 octets for 2048 bits and SHA-256), and `openssl verify` and vfychain take it; certtool says "The signature in the
# certificate is invalid" unless the salt is as long as the hash, 20 octets, the default of the standard, included. Of a key
# that is itself "RSA-PSS" it takes 222 as well. A CA that signs so has to say rsa_pss_saltlen:digest (in C,
# RSA_PSS_SALTLEN_DIGEST), and a test by OpenSSL alone does not show it.
# Needs openssl, certtool, certutil and vfychain. Ends with 1 where one of them behaves otherwise.
set -eu
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
openssl version
certtool --version | head -n 1
dpkg-query -W libnss3 || :
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout leaf.key -out leaf.csr -subj /CN=leaf 2>/dev/null
for key in RSA RSA-PSS; do
  openssl req -x509 -newkey $key -pkeyopt rsa_keygen_bits:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=ca \
    -addext basicConstraints=critical,CA:TRUE 2>/dev/null
  certutil -N -d . --empty-password
  certutil -A -d . -n ca -t C,, -i ca.pem
  for salt in none 20 digest; do
    options="-sigopt rsa_padding_mode:pss $([ $salt = none ] || echo "-sigopt rsa_pss_saltlen:$salt")"
    openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -set_serial 7 -days 9 $options -out leaf.pem 2>/dev/null
    echo "$key $salt: $(openssl x509 -in leaf.pem -noout -text | sed -n 's/.*Salt Length: *//p' | head -n 1);" \
      "$(openssl verify -CAfile ca.pem leaf.pem 2>&1 | grep -ow OK);" \
      "$(vfychain -d . -u 1 -a leaf.pem 2>&1 | grep -o 'is good');" \
      "$(certtool --verify --load-ca-certificate ca.pem --infile leaf.pem 2>/dev/null | grep '^Chain' |
        grep -o 'is trusted\|signature .* invalid')"
  done
  rm ./*.db
done | tee told
diff told - <<'END'
RSA none: 0xDE; OK; is good; signature in the certificate is invalid
RSA 20: 0x14 (default); OK; is good; signature in the certificate is invalid
RSA digest: 0x20; OK; is good; is trusted
RSA-PSS none: 0xDE; OK; is good; is trusted
RSA-PSS 20: 0x14 (default); OK; is good; is trusted
RSA-PSS digest: 0x20; OK; is good; is trusted
END
echo 'as described'
