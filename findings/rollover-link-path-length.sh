# A root that changes its key: GnuTLS counts the certificate from the old key to the new against pathLenConstraint.
#
# RFC 5280 4.2.1.9 counts only intermediate certificates that are not self-issued, so that a root with pathLenConstraint 0 can
# certify its next key under its own name, and whoever trusts the old key follows it. Seen with OpenSSL 3.0.19, GnuTLS 3.7.9
# and NSS 3.87.1 (Debian 12): `openssl verify` and vfychain take a certificate of the new key by such a link; certtool says
# that it "violates the signer's constraints", and takes it where the old root has pathLenConstraint 1. Where GnuTLS has to
# follow a change of key, a root needs one more in its constraint than it has levels of CAs, or the new root by hand.
# Needs openssl, certtool, certutil and vfychain. Ends with 1 where one of them behaves otherwise.
set -eu
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
openssl version
certtool --version | head -n 1
printf '[req]\ndistinguished_name=name\n[name]\n' >none.cnf
make() { openssl req -config none.cnf "$@" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes 2>/dev/null; }
sign() { openssl x509 -req -set_serial "$1" -in "$2.csr" -CA "$3.pem" -CAkey "$3.key" -days 9 -extfile "$4" -out "$2.pem" 2>/dev/null; }
printf '%s\n' subjectKeyIdentifier=hash authorityKeyIdentifier=keyid >leaf.ext
make -keyout link.key -out link.csr -subj /CN=root
make -keyout leaf.key -out leaf.csr -subj /CN=leaf
for length in 0 1; do
  make -x509 -keyout old.key -out old.pem -subj /CN=root -addext subjectKeyIdentifier=hash \
    -addext basicConstraints=critical,CA:TRUE,pathlen:$length
  { cat leaf.ext && echo basicConstraints=critical,CA:TRUE,pathlen:0; } >link.ext
  sign 1 link old link.ext
  sign 2 leaf link leaf.ext
  cat leaf.pem link.pem >chain.pem
  certutil -N -d . --empty-password
  certutil -A -d . -n root -t C,, -i old.pem
  echo "$length: $(openssl verify -CAfile old.pem -untrusted link.pem leaf.pem 2>&1 | grep -ow 'OK\|error');" \
    "$(vfychain -d . -u 1 -a leaf.pem link.pem 2>&1);" \
    "$(certtool --verify --load-ca-certificate old.pem --infile chain.pem 2>/dev/null | grep '^Chain' |
      grep -o 'is trusted\|violates.*s\b')"
  rm ./*.db
done | tee told
diff told - <<'END'
0: OK; Chain is good!; violates the signer's constraints
1: OK; Chain is good!; is trusted
END
echo 'as described'
