# What tests of gateways share: a home whose profile `agent` is issued by another CA, which is OpenSSL's.
export PKIT_HOME=$PWD/home

# new_corp: that CA, in corp/.
new_corp() {
  mkdir -p corp/certs && : >corp/index.txt &&
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout corp/ca.key -out corp/ca.crt \
      -subj '/O=Corp/CN=Corp CA' -days 3650 -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
}

# new_gateway [TIMEOUT]
new_gateway() {
  pkit init --name T --no-passphrase --key-type ed25519 >/dev/null 2>&1 && new_corp || return
  mkdir home/adapters && cp corp/ca.crt home/ca/corp.crt &&
    cp "$TRANSCRIPTS/common/otherca" "$TRANSCRIPTS/../../examples/adapters/openssl-ca" home/adapters/
  cat >home/pkit.yaml <<END
version: 1
authorities:
  corp: { certificate: ca/corp.crt, gateway: corpca }
  issuing: { certificate: ca/issuing.crt, key: ca/issuing.key, chain: ca/root.crt }
profiles:
  agent: { authority: corp, lifetime: 90d, san: { dns: ["{ClientMachine}.corp.example"] } }
  own: { authority: issuing }
adapters: { corpca: { exec: [adapters/otherca], timeout: ${1:-5s} } }
chains: { default: { profiles: [agent, own], handlers: [ { name: everyone, unverified: true, allow: {} } ] } }
registration: { chain: default, profile: agent }
END
}

# csr NAME...: NAME.csr for CN=NAME.
csr() {
  local name
  for name; do
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$name.key" -out "$name.csr" \
      -subj "/CN=$name" 2>/dev/null
  done
}

mode() { echo "$1" >home/adapters/mode; }

# calls: which procedures were called since the last time.
calls() {
  echo $(cat home/adapters/calls 2>/dev/null)
  rm -f home/adapters/calls
}

# made: how many certificates the other CA has made.
made() { wc -l <corp/index.txt; }
