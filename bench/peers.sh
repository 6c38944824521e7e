# peers.sh: the peers' CAs, each with a P-256 key and an empty record, and the machine they run on. Sourced by run.sh.

# make_requests: 100,000 CSRs, m1 on; the first thousand in a directory of their own, and so on.
make_requests() {
  local count
  for count in 100 1000 10000 100000; do
    [ $count -le 1000 ] || [ $million -ge 1000000 ] || continue
    mkdir -p requests-$count
    "$tools/requests" 1 $count requests-$count
  done
}

openssl_ca_config() {
  cat <<END
[ca]
default_ca = bench
[bench]
dir = $work/openssl
database = \$dir/index.txt
new_certs_dir = \$dir/new
certificate = $work/ca.crt
private_key = $work/ca.key
serial = \$dir/serial
crlnumber = \$dir/crlnumber
default_md = sha256
default_days = 90
default_crl_days = 7
policy = any
unique_subject = no
copy_extensions = none
x509_extensions = leaf
[any]
commonName = supplied
[leaf]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
END
}

# For sh, in one line: openssl's record as before the first certificate.
empty_openssl_record='rm -rf openssl; mkdir -p openssl/new; : >openssl/index.txt; echo 1000 | tee openssl/serial >openssl/crlnumber'

# As many certificates as a home of a million has, all of them revoked.
make_openssl_revoked() {
  mkdir openssl-revoked
  sed "s|^dir = .*|dir = $work/openssl-revoked|" openssl.cnf >openssl-revoked.cnf
  echo 1000 | tee openssl-revoked/serial >openssl-revoked/crlnumber
  awk -v n="$million" 'BEGIN { for (i = 1; i <= n; i++)
    printf "R\t490101000000Z\t260601000000Z,superseded\t01A2%028X\tunknown\t/CN=m%d\n", i, i }' >openssl-revoked/index.txt
}

# What renewing is without a command for it: another certificate, and the end of the one before.
write_openssl_replace() {
  cat >openssl-replace <<'END'
openssl ca -config openssl.cnf -batch -notext -in requests-100/m$1.csr -out replaced.crt &&
  exec openssl ca -config openssl.cnf -revoke replaced.crt -crl_reason superseded
END
}

make_easyrsa() {
  mkdir easyrsa
  (
    cd easyrsa
    export EASYRSA_BATCH=1 EASYRSA_ALGO=ec EASYRSA_CURVE=prime256v1 EASYRSA_REQ_CN=Bench
    /usr/share/easy-rsa/easyrsa init-pki && /usr/share/easy-rsa/easyrsa build-ca nopass
  ) >easyrsa.log 2>&1
  local n
  for n in $(seq 1 "$rounds"); do cp requests-100/m"$n".csr easyrsa/pki/reqs/m"$n".req; done
}

# A leaf under a CA under ca.crt, for those that judge paths.
make_chain() {
  local n
  printf '%s\n' '[ca]' 'basicConstraints=critical,CA:TRUE' 'keyUsage=critical,keyCertSign,cRLSign' \
    'subjectKeyIdentifier=hash' 'authorityKeyIdentifier=keyid' '[leaf]' 'keyUsage=critical,digitalSignature' \
    'subjectKeyIdentifier=hash' 'authorityKeyIdentifier=keyid' 'subjectAltName=DNS:web1.corp.example' >chain.cnf
  for n in ca leaf; do
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout chain-$n.key -subj /CN=chain-$n \
      -out chain-$n.csr
  done
  openssl x509 -req -in chain-ca.csr -CA ca.crt -CAkey ca.key -days 365 -extfile chain.cnf -extensions ca -out chain-ca.crt
  openssl x509 -req -in chain-leaf.csr -CA chain-ca.crt -CAkey chain-ca.key -days 365 -extfile chain.cnf \
    -extensions leaf -out chain-leaf.crt
}

make_peers() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.crt -days 3650 \
    -subj "/CN=Bench CA" -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
  openssl pkcs8 -topk8 -in ca.key -nocrypt -out ca.pk8
  openssl_ca_config >openssl.cnf
  sh -c "$empty_openssl_record"
  echo '{"signing":{"default":{"expiry":"2160h","usages":["digital signature","client auth"]}}}' >cfssl.json
  printf 'tls_www_client\nsigning_key\nexpiration_days = 90\n' >certtool.cfg
  openssl ca -config openssl.cnf -batch -notext -in requests-100/m1.csr -out leaf.crt 2>openssl.log
  openssl ca -config openssl.cnf -gencrl -out ca.crl 2>>openssl.log
  make_chain 2>>openssl.log
  write_openssl_replace
  make_easyrsa
  make_openssl_revoked
}

describe_machine() {
  echo
  echo "$(date -u +%F): $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, $(uname -sr), \
load $(cut -d ' ' -f 1-3 /proc/loadavg), state on $(stat -f -c %T .); $(openssl version)"
  awk -F'\t' -v rounds="$long_rounds" -v threads="$(nproc)" '{ mean[$1] += $3 / rounds }
    END { printf "append of 4 KiB and fdatasync: %.3f ms; a page fault: %.1f us; EVP sign and verify, %d threads: %.0f a second\n",
          mean["syncs"] / 1e6, mean["faults"] / 20000, threads, 10000 / mean["signatures"] * 1e6 }' samples
}
