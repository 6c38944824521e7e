# One PEM file of several CRLs: Node.js and `openssl s_server -CRL` read the first and drop the rest without a word.
#
# Guessed: "crl" takes such a file as "ca" takes one of several certificates. Seen with Node.js 20.20.2 and OpenSSL 3.0.19
# (Debian 12), of a chain with one CA between: tls.connect with crl: FILE ends with UNABLE_TO_GET_CRL in either order of the
# two CRLs, and takes them as a list; s_server with -crl_check_all finds no CRL either, where `openssl verify -CRLfile` takes
# the same file. Since Node.js asks for a CRL of every certificate of the chain as soon as it has one, a file that serves
# others makes it refuse every good peer below a second CA: it has to be split, and given as a list.
# Needs openssl and node. Ends with 1 where one of them behaves otherwise.
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
openssl version
make() { openssl req "$@" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes 2>/dev/null; }
make -x509 -keyout root.key -out root.pem -subj /CN=root
for name in ca end; do make -keyout $name.key -out $name.csr -subj /CN=$name; done
echo basicConstraints=critical,CA:TRUE >ca.ext
openssl x509 -req -in ca.csr -CA root.pem -CAkey root.key -set_serial 1 -extfile ca.ext -out ca.pem 2>/dev/null
openssl x509 -req -in end.csr -CA ca.pem -CAkey ca.key -set_serial 2 -out end.pem 2>/dev/null
cat end.pem ca.pem >chain.pem
printf '[ca]\ndefault_ca=d\n[d]\ndatabase=rows\ndefault_md=sha256\ndefault_crl_days=9\n' >ca.cnf
: >rows
for name in root ca; do openssl ca -config ca.cnf -cert $name.pem -keyfile $name.key -gencrl -out $name.crl 2>/dev/null; done
cat >ask.mjs <<'END'
import fs from 'fs';
import tls from 'tls';
console.log('node', process.version);
const file = name => fs.readFileSync(name, 'latin1');
const server = tls.createServer({ cert: file('chain.pem'), key: file('end.key') }).on('tlsClientError', () => {}).listen('node.sock');
const crls = [file('root.crl'), file('ca.crl')];
for (const crl of [crls.join(''), crls.toReversed().join(''), crls]) {
  const options = { path: 'node.sock', ca: file('root.pem'), crl, checkServerIdentity: () => {} };
  console.log(await new Promise(said => {
    const client = tls.connect(options, () => { said('good'); client.destroy(); }).on('error', error => said(error.code));
  }));
}
server.close();
END
node ask.mjs | tee told
for order in 'root.crl ca.crl' 'ca.crl root.crl'; do
  cat $order >crls
  openssl verify -CAfile root.pem -untrusted ca.pem -crl_check_all -CRLfile crls end.pem
  openssl s_server -unix s.sock -naccept 1 -www -cert chain.pem -key end.key -CAfile root.pem -CRL crls -crl_check_all -Verify 2 \
    -verify_return_error >server 2>&1 &
  for _ in $(seq 50); do [ -S s.sock ] && break || sleep 0.1; done
  openssl s_client -unix s.sock -cert end.pem -key end.key -cert_chain ca.pem </dev/null >/dev/null 2>&1 || :
  wait $! || :
  grep -o 'unable to get certificate CRL' server
done | tee -a told
tail -n +2 told | diff - <(cat <<'END'
UNABLE_TO_GET_CRL
UNABLE_TO_GET_CRL
good
end.pem: OK
unable to get certificate CRL
end.pem: OK
unable to get certificate CRL
END
)
echo 'as described'
