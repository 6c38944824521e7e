# A CA that excludes a directory name: GnuTLS refuses whatever is below it, NSS and pkijs what has no subject.
#
# Guessed: an excluded name concerns those that are within it, and an empty subject is within none (RFC 5280 4.2.1.10). Seen with
# OpenSSL 3.0.19, GnuTLS 3.7.9, NSS 3.87.1 (Debian 12) and pkijs 3.2.4 on Node.js 20, below a CA that excludes O=Other: certtool
# says that every certificate "violates the signer's constraints", one of O=Firm as well; vfychain and pkijs take that one, and
# refuse a certificate that has its names in subjectAltName alone, as those of servers and of machines often do. `openssl verify`
# takes all. Such a CA has to name what it permits, and to leave the excluded directory names out.
# Needs openssl, certtool, certutil, vfychain, node and npm. Ends with 1 where one of them behaves otherwise.
set -eu
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
openssl version
certtool --version | head -n 1
dpkg-query -W libnss3 || :
npm init -y >/dev/null
npm install --silent pkijs@3.2.4 >/dev/null
cat >ask.mjs <<'END'
import fs from 'fs';
import { X509Certificate, webcrypto } from 'crypto';
import pkijs from 'pkijs';
pkijs.setEngine('node', webcrypto, new pkijs.CryptoEngine({ crypto: webcrypto, subtle: webcrypto.subtle }));
const read = file => pkijs.Certificate.fromBER(Uint8Array.from(new X509Certificate(fs.readFileSync(file)).raw).buffer);
const certs = [read('ca.pem'), read('leaf.pem')];
const engine = new pkijs.CertificateChainValidationEngine({ trustedCerts: [read('root.pem')], certs });
console.log((await engine.verify()).resultMessage || 'valid');
END
printf '[req]\ndistinguished_name=name\n[name]\n' >none.cnf
make() { openssl req -config none.cnf "$@" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes 2>/dev/null; }
make -x509 -keyout root.key -out root.pem -subj /CN=root -addext basicConstraints=critical,CA:TRUE
make -keyout ca.key -out ca.csr -subj /CN=ca
echo subjectAltName=critical,DNS:www.example.com >leaf.ext
certutil -N -d . --empty-password
certutil -A -d . -n root -t C,, -i root.pem
for kind in permitted excluded; do
  [ $kind = permitted ] && name=O=Firm || name=O=Other
  printf '%s\n' basicConstraints=critical,CA:TRUE "nameConstraints=critical,$kind;dirName:d" '[d]' $name >ca.ext
  openssl x509 -req -in ca.csr -CA root.pem -CAkey root.key -set_serial 1 -extfile ca.ext -out ca.pem 2>/dev/null
  for subject in /O=Firm /; do
    make -keyout leaf.key -out leaf.csr -subj $subject
    openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -set_serial 7 -extfile leaf.ext -out leaf.pem 2>/dev/null
    cat leaf.pem ca.pem >chain.pem
    echo "$kind $name, $subject: $(openssl verify -CAfile root.pem -untrusted ca.pem leaf.pem 2>&1 | grep -ow 'OK\|error');" \
      "$(certtool --verify --load-ca-certificate root.pem --infile chain.pem 2>/dev/null | grep '^Chain' |
        grep -o 'is trusted\|violates.*s\b');" \
      "$(vfychain -d . -u 1 -a leaf.pem ca.pem 2>&1 | grep -o 'is good\|is not permitted');" \
      "$(node ask.mjs)"
  done
done | tee told
diff told - <<'END'
permitted O=Firm, /O=Firm: OK; is trusted; is good; valid
permitted O=Firm, /: OK; is trusted; is good; valid
excluded O=Other, /O=Firm: OK; violates the signer's constraints; is good; valid
excluded O=Other, /: OK; violates the signer's constraints; is not permitted; Failed to meet "excluded sub-trees" name constraint
END
echo 'as described'
