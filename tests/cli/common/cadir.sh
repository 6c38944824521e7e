# What tests of gateways share: a home with the gateway `corp`, which is a directory of openssl-ca(1) in corp/.
export PKIT_HOME=$PWD/home
program=$(dirname "$(readlink -f "$(command -v pkit)")")/libexec/pkit/ca-directory
[ -x "$program" ] || program=$(dirname "$program")/../../../libexec/pkit/ca-directory

# ca DIR ARG...: openssl ca of that directory.
ca() {
  local dir=$1
  shift
  cat >ca.conf <<END
[ca]
default_ca = this
[this]
certificate = $dir/ca.crt
private_key = $dir/ca.key
database = $dir/index.txt
new_certs_dir = $dir/certs
rand_serial = yes
unique_subject = no
default_md = sha256
default_days = 30
policy = any
[any]
commonName = optional
END
  openssl ca -batch -notext -config ca.conf "$@" >ca.out 2>&1 || { cat ca.out; return 1; }
}

# request NAME...: NAME.key and NAME.csr.
request() {
  local name
  for name; do
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$name.key" -out "$name.csr" \
      -subj "/CN=$name" -addext "subjectAltName=DNS:$name.corp.example" 2>/dev/null
  done
}

# new_cadir: the home, the CA, and its certificates web1 (valid), web2 (revoked), web3 (marked E).
new_cadir() {
  mkdir -p corp/certs && : >corp/index.txt &&
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout corp/ca.key -out corp/ca.crt \
      -subj '/O=Corp/CN=Corp CA' -days 3650 -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
  pkit init --name T --no-passphrase --key-type ed25519 >/dev/null 2>&1 && request web1 web2 web3 || return
  ca corp -in web1.csr -out web1.pem && ca corp -in web2.csr -out web2.pem &&
    ca corp -in web3.csr -startdate 20200101000000Z -enddate 20200201000000Z -out web3.pem &&
    ca corp -revoke web2.pem -crl_reason superseded && ca corp -updatedb || return
  cat >>home/pkit.yaml <<END
adapters: { corpca: { exec: [$program, $PWD/corp], timeout: ${1:-10s} } }
gateways:
  corp: { adapter: corpca, certificate: $PWD/corp/ca.crt, products: [server] }
  later: { adapter: corpca, enabled: false }
END
}

# serial FILE
serial() { openssl x509 -in "$1" -noout -serial | sed 's/.*=//'; }
