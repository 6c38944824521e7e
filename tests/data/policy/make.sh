# Makes the requests beside it, with openssl and certtool. They are committed; run it only to add to them.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/everything.cnf" <<'END'
[req]
prompt = no
distinguished_name = name
attributes = attributes
req_extensions = extensions
[name]
C = DE
O = Acme
OU = lab
CN = web1
[attributes]
challengePassword = hunter2
unstructuredName = web one
[extensions]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = serverAuth, codeSigning
subjectKeyIdentifier = hash
subjectAltName = DNS:WEB1, DNS:web1.corp.example
tlsfeature = status_request
END
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/key" 2>/dev/null ||
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/key"
openssl req -new -key "$work/key" -config "$work/everything.cnf" -out openssl-everything.csr
sed -i 's/CA:FALSE/CA:TRUE/' "$work/everything.cnf"
openssl req -new -key "$work/key" -config "$work/everything.cnf" -out openssl-ca.csr

cat > "$work/template" <<'END'
cn = "web1"
organization = "Acme"
dns_name = "web1"
ip_address = "10.0.0.1"
uri = "spiffe://corp/web1"
tls_www_client
signing_key
END
certtool --generate-privkey --key-type ed25519 --outfile "$work/key" 2>/dev/null
certtool --generate-request --load-privkey "$work/key" --template "$work/template" --outfile certtool-client.csr 2>/dev/null
