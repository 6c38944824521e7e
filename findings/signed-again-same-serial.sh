# `openssl x509 -key` makes a CA's certificate anew with its old serial number, and NSS does not take it beside the old one.
#
# Guessed: what is signed anew with other dates gets a number of its own, as x509 -req -CA and req -x509 choose one at random.
# Seen with OpenSSL 3.0.19 and NSS 3.87.1 (Debian 12): a root that is prolonged by `openssl x509 -in old.pem -key ca.key -days`
# keeps its number, of which the manual does not speak. OpenSSL and GnuTLS take the new root; NSS refuses to import it where
# the old one is (SEC_ERROR_REUSED_ISSUER_AND_SERIAL), so that whoever trusted the old one, and only they, cannot get the
# new one, and even to look at it fails there. RFC 5280 4.1.2.2 has one number for one certificate: -set_serial belongs to it.
# Needs openssl, certtool and certutil. Ends with 1 where one of them behaves otherwise.
set -eu
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
openssl version
certtool --version | head -n 1
dpkg-query -W libnss3 || :
make() { openssl req "$@" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes 2>/dev/null; }
make -x509 -keyout ca.key -out old.pem -days 9 -subj /CN=ca -addext basicConstraints=critical,CA:TRUE
make -keyout leaf.key -out leaf.csr -subj /CN=leaf
openssl x509 -req -in leaf.csr -CA old.pem -CAkey ca.key -set_serial 7 -days 9 -out leaf.pem 2>/dev/null
openssl x509 -in old.pem -key ca.key -days 99 -out again
openssl x509 -in old.pem -key ca.key -days 99 -set_serial 0x1234 -out set
serial() { openssl x509 -in "$1" -noout -serial; }
for new in again set; do
  certutil -N -d . --empty-password
  certutil -A -d . -n old -t C,, -i old.pem
  echo "$new: $([ "$(serial $new)" = "$(serial old.pem)" ] && echo same || echo other) number;" \
    "$(openssl verify -CAfile $new leaf.pem | grep -ow OK);" \
    "$(certtool --verify --load-ca-certificate $new --infile leaf.pem 2>/dev/null | grep '^Chain' | grep -o 'is trusted');" \
    "$(certutil -A -d . -n new -t C,, -i $new 2>&1 | grep -o 'SEC_[A-Z_]*')"
  rm ./*.db
done | tee told
diff told - <<'END'
again: same number; OK; is trusted; SEC_ERROR_REUSED_ISSUER_AND_SERIAL
set: other number; OK; is trusted; 
END
echo 'as described'
