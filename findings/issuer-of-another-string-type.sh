# A CA certificate is renewed by a tool that writes other string types: GnuTLS and NSS no longer find it for what it signed.
#
# Guessed: names of the same characters are the same name, as RFC 5280 7.1 compares them. Seen with OpenSSL 3.0.19, GnuTLS
# 3.7.9 and NSS 3.87.1 (Debian 12), of a root of the same key and name that is a UTF8String where it was a PrintableString:
# `openssl verify` takes a certificate of the one by the other; certtool and vfychain know no issuer for it, since they compare
# octets. Whoever makes a CA's certificate again, or moves a CA to another toolkit, copies the encoded subject and does
# not write it anew from its text; a test by openssl alone does not show the difference.
# Needs openssl, certtool, certutil and vfychain. Ends with 1 where one of them behaves otherwise.
set -eu
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
openssl version
certtool --version | head -n 1
for mask in default utf8only; do printf '[req]\ndistinguished_name=n\nstring_mask=%s\n[n]\n' $mask >$mask.cnf; done
make() { openssl req -config "$@" -nodes 2>/dev/null; }
openssl ecparam -name prime256v1 -genkey -noout -out root.key
for mask in default utf8only; do
  make $mask.cnf -x509 -key root.key -out $mask -subj /CN=Root -addext basicConstraints=critical,CA:TRUE
done
make default.cnf -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout leaf.key -out leaf.csr -subj /CN=leaf
openssl x509 -req -in leaf.csr -CA default -CAkey root.key -set_serial 7 -out leaf.pem 2>/dev/null
for root in default utf8only; do
  certutil -N -d . --empty-password
  certutil -A -d . -n root -t C,, -i $root
  echo "$(openssl asn1parse -in $root | grep -o '[A-Z0-9]*STRING *:Root' | head -n 1):" \
    "$(openssl verify -CAfile $root leaf.pem 2>&1 | grep -ow OK);" \
    "$(certtool --verify --load-ca-certificate $root --infile leaf.pem 2>/dev/null | grep '^Chain' |
      grep -o 'is trusted\|issuer is unknown');" \
    "$(vfychain -d . -u 1 -a leaf.pem 2>&1 | grep -o 'is good\|issuer is not recognized')"
  rm ./*.db
done | tee told
diff told - <<'END'
PRINTABLESTRING   :Root: OK; is trusted; is good
UTF8STRING        :Root: OK; issuer is unknown; issuer is not recognized
END
echo 'as described'
