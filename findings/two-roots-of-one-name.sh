# Two roots of one name: OpenSSL and GnuTLS take one of them by its place, and do not try the other when its key is wrong.
#
# Guessed: where the signature does not fit the first root of that name, the next one is tried. Seen with OpenSSL 3.0.19 and
# GnuTLS 3.7.9 (Debian 12), of a certificate without authorityKeyIdentifier, as `openssl x509 -req` makes them: `openssl
# verify` asks the root that is first in the file, and certtool the one that is last; each says that the signature is invalid
# where that is the other key. With the key's identifier in the certificate both find the right one. So a CA that was set up anew
# under its old name, or has changed its key, breaks one half of its readers as long as both roots are in their bundle.
# Needs openssl and certtool. Ends with 1 where one of them behaves otherwise.
set -eu
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
openssl version
certtool --version | head -n 1
make() { openssl req "$@" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes 2>/dev/null; }
for root in old new; do make -x509 -keyout $root.key -out $root.pem -subj /CN=root; done
make -keyout leaf.key -out leaf.csr -subj /CN=leaf
: >none
echo authorityKeyIdentifier=keyid >named
for ext in none named; do
  openssl x509 -req -in leaf.csr -CA new.pem -CAkey new.key -set_serial 7 -extfile $ext -out leaf.pem 2>/dev/null
  for order in 'old new' 'new old'; do
    cat ${order% *}.pem ${order#* }.pem >roots.pem
    echo "$ext, $order: $(openssl verify -CAfile roots.pem leaf.pem 2>&1 | grep -ow 'OK\|signature failure');" \
      "$(certtool --verify --load-ca-certificate roots.pem --infile leaf.pem 2>/dev/null | grep '^Chain' |
        grep -o 'is trusted\|signature .* invalid')"
  done
done | tee told
diff told - <<'END'
none, old new: signature failure; is trusted
none, new old: OK; signature in the certificate is invalid
named, old new: OK; is trusted
named, new old: OK; is trusted
END
echo 'as described'
