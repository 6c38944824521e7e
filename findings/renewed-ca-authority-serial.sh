# A CA certificate is renewed with its key: to OpenSSL it may no longer be the issuer of what the CA signed before.
#
# An authorityKeyIdentifier may name the issuer's certificate by its issuer and serial number as well as by its key: openssl's
# ca and x509 put that in for "issuer:always", which many a configuration has. Seen with OpenSSL 3.0.19, GnuTLS 3.7.9 and NSS
# 3.87.1 (Debian 12): once the CA above has certified the same name and key again, `openssl verify` finds no issuer for such
# a certificate and refuses it; certtool and vfychain go by name and key, and take it. For some readers it so ends with its
# CA's certificate and not with itself: a CA that will be renewed above its certificates names its key alone, as pkit does.
# Needs openssl, certtool, certutil and vfychain. Ends with 1 where one of them behaves otherwise.
set -eu
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
openssl version
certtool --version | head -n 1
make() { openssl req "$@" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes 2>/dev/null; }
sign() { openssl x509 -req -set_serial "$1" -in "$2.csr" -CA "$3.pem" -CAkey "$4.key" -days 9 -extfile "$5" -out "$6.pem" 2>/dev/null; }
make -x509 -keyout root.key -out root.pem -subj /CN=root
make -keyout ca.key -out ca.csr -subj /CN=ca
make -keyout leaf.key -out leaf.csr -subj /CN=leaf
printf '%s\n' basicConstraints=critical,CA:TRUE subjectKeyIdentifier=hash >ca.ext
echo authorityKeyIdentifier=keyid >key.ext
echo authorityKeyIdentifier=keyid,issuer:always >serial.ext
sign 1 ca root root ca.ext old
sign 2 ca root root ca.ext new
for names in key serial; do
  sign 9 leaf old ca $names.ext leaf
  for ca in old new; do
    certutil -N -d . --empty-password
    certutil -A -d . -n root -t C,, -i root.pem
    cat leaf.pem $ca.pem >chain.pem
    echo "$names $ca: $(openssl verify -CAfile root.pem -untrusted $ca.pem leaf.pem 2>&1 | grep -ow 'OK\|unable to get');" \
      "$(certtool --verify --load-ca-certificate root.pem --infile chain.pem 2>/dev/null | grep '^Chain' | grep -o 'is trusted');" \
      "$(vfychain -d . -u 1 -a leaf.pem $ca.pem 2>&1)"
    rm ./*.db
  done
done | tee told
diff told - <<'END'
key old: OK; is trusted; Chain is good!
key new: OK; is trusted; Chain is good!
serial old: OK; is trusted; Chain is good!
serial new: unable to get; is trusted; Chain is good!
END
echo 'as described'
