# matrix.sh: what pkit issues for each type of CA key and of a CSR's key, and what a judge must say of each. Source it
# after lib.sh. A judge is a command that reads lines of ROOT ISSUING LEAF and answers each with a line that begins with
# accept or refuse.
authority_types='ec-p256 ec-p384 rsa-3072 rsa-pss-3072 ed25519'
subjects='p256 p384 rsa pss ed25519 certtool'

new_request() { # NAME OPENSSL_ARGUMENTS...
  local name=$1
  shift
  openssl genpkey -quiet "$@" -out "$name.key" && openssl req -new -key "$name.key" -subj /CN=web1 -out "$name.csr" || exit 1
}

# One NAME.key and NAME.csr for each of the subjects, by openssl and certtool.
make_requests() {
  new_request p256 -algorithm EC -pkeyopt ec_paramgen_curve:P-256
  new_request p384 -algorithm EC -pkeyopt ec_paramgen_curve:P-384
  new_request rsa -algorithm RSA -pkeyopt rsa_keygen_bits:2048
  new_request pss -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha256 \
    -pkeyopt rsa_pss_keygen_mgf1_md:sha256 -pkeyopt rsa_pss_keygen_saltlen:32
  new_request ed25519 -algorithm ED25519
  certtool --generate-privkey --key-type ecdsa --curve secp256r1 --outfile certtool.key 2>/dev/null
  printf 'cn = "web1"\n' >template
  certtool --generate-request --load-privkey certtool.key --template template --outfile certtool.csr 2>/dev/null ||
    { echo 'certtool makes no request'; exit 1; }
}

# make_authority TYPE: a home of that name. All of them bear the same names.
make_authority() {
  make_home "$1" --key-type "$1" --base-url http://pki.example/ca
  sed -i 's/rsa-2048+, ed25519/rsa-2048+, rsa-pss-2048+, ed25519/' "$1/pkit.yaml"
}

# damage CERTIFICATE TO: one bit of its signature is turned.
damage() {
  openssl x509 -in "$1" -outform DER -out damaged.der
  local at=$(($(stat -c %s damaged.der) - 1)) octet
  octet=$(od -An -tu1 -j $at -N1 damaged.der)
  printf "$(printf '\\x%02x' $((octet ^ 1)))" | dd of=damaged.der bs=1 seek=$at conv=notrunc 2>/dev/null
  openssl x509 -inform DER -in damaged.der -out "$2"
}

# make_matrix: authorities, certificates TYPE-SUBJECT.crt, and `cases`, a line each: JUDGEMENT ROOT ISSUING LEAF.
make_matrix() {
  local type subject other=ed25519
  make_requests
  for type in $authority_types; do
    make_authority "$type"
    for subject in $subjects; do
      expect 0 pkit issue --home "$type" --csr "$subject.csr" --out "$type-$subject.crt"
      echo "accept $type/ca/root.crt $type/ca/issuing.crt $type-$subject.crt"
    done
    damage "$type-p256.crt" "$type-damaged.crt"
    echo "refuse $type/ca/root.crt $type/ca/issuing.crt $type-damaged.crt"
  done >cases
  # A stranger's word does not count, though its CA has the same names, nor that of our CA under another root.
  for type in $authority_types; do
    echo "refuse $type/ca/root.crt $type/ca/issuing.crt $other-p256.crt"
    echo "refuse $type/ca/root.crt $other/ca/issuing.crt $other-p256.crt"
    echo "accept $type/ca/root.crt $type/ca/issuing.crt $type-p256.crt"
    other=$type
  done >>cases
}

# judged_by JUDGE...: the judge says of every case what it must. All it answers is in the file answers.
judged_by() {
  local judge=$1 wanted case got
  cut -d' ' -f2- cases | "$@" >answers
  while read -r wanted case <&3; do
    read -r got <&4 || got=nothing
    [ "${got%% *}" = "$wanted" ] || fail "$judge must $wanted $case, and says: $got"
  done 3<cases 4<answers
}
