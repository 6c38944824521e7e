# plans.sh: what is run, as the lines that bench/measure.cpp reads. Sourced by run.sh.

# line NAME EXIT PREPARATION COMMAND
line() { printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4"; }

# ours NAME EXIT PREPARATION COMMAND: a line for each build; %b in preparation and command is the build.
ours() {
  local build
  for build in static dynamic; do line "$1.$build" "$2" "${3//%b/$build}" "${pkit[$build]} ${4//%b/$build}"; done
}

# has WORD... [-- OPTION]: whether the program has that command, with that option.
has() {
  local words=() option=
  while [ $# -gt 0 ]; do
    if [ "$1" = -- ]; then option=$2; shift; else words+=("$1"); fi
    shift
  done
  "${pkit[static]}" "${words[@]}" --help 2>/dev/null | grep -q -- "${option:-}"
}

# lacks NAME...: these rows are told to be without a command.
lacks() { printf '%s\n' "$@" >>absent; }

peers_plan() {
  line empty 0 '' "$tools/empty"
  line openssl-ca 0 '' "openssl ca -config openssl.cnf -batch -notext -in requests-100/m%n.csr"
  line cfssl-sign 0 '' "cfssl sign -loglevel 5 -config cfssl.json -ca ca.crt -ca-key ca.key requests-100/m%n.csr"
  line certtool 0 '' "certtool --generate-certificate --load-request requests-100/m%n.csr --load-ca-certificate ca.crt \
--load-ca-privkey ca.pk8 --template certtool.cfg"
  line pki-issue 0 '' "pki --issue --cacert ca.crt --cakey ca.key --type pkcs10 --in requests-100/m%n.csr"
  line easyrsa 0 '' "/usr/share/easy-rsa/easyrsa --batch --pki-dir=$work/easyrsa/pki sign-req client m%n"
  line openssl-req 0 '' "openssl req -verify -noout -in requests-100/m%n.csr"
  line certtool-i 0 '' "certtool -i --infile leaf.crt"
  line openssl-verify 0 '' "openssl verify -crl_check -CAfile ca.crt -CRLfile ca.crl leaf.crt"
  line openssl-replace 0 '' "sh openssl-replace %n"
  line openssl-chain 0 '' "openssl verify -CAfile ca.crt -untrusted chain-ca.crt chain-leaf.crt"
  line spawns 0 '' "$tools/limits spawns 10 $tools/defer"
}

# held NAME WORD...: what the holder of a new key and certificate does with them.
held() {
  local name=$1
  shift
  ours "$name" 0 "rm -rf held-%b* && ${pkit[static]} issue --home $(home held %b) --subject CN=held --new-key ec-p256 \
--out held-%b >/dev/null" "$name --home $(home held %b) --cert held-%b/fullchain.pem --key held-%b/key.pem${*:+ $*}"
}

one_shot_plan() {
  peers_plan
  held renew --out held-%b --force-renewal
  held rotate-key --new-key ec-p256 --out held-%b
  held authenticate
  ours register-account 0 '' \
    "register --home $(home accounts %b) --account %n --username u%n --password-file password --csr requests-100/m%n.csr"
  ours issue 0 '' "issue --home $(home plain %b) --csr requests-100/m%n.csr"
  ours issue-passphrase 0 '' "issue --home $(home passphrase %b) --csr requests-100/m%n.csr"
  ours issue-million 0 '' "issue --home $(home million %b) --csr requests-100/m%n.csr"
  ours validate-csr 0 '' "validate-csr requests-100/m%n.csr"
  ours version 0 '' "--version"
  ours help 0 '' "--help"
  ours issue-help 0 '' "issue --help"
  ours status 0 '' "status --home $(home plain %b)"
  ours list 0 '' "list certificates --home $(home plain %b)"
  ours register 4 '' "register --home $(home none %b) --client-machine m%n --csr requests-100/m%n.csr"
  ours register-rules 4 '' "register --home $(home rules %b) --client-machine m%n --csr requests-100/m%n.csr"
  ours register-exec 4 '' "register --home $(home exec %b) --client-machine m%n --csr requests-100/m%n.csr"
  ours validate-cert 0 '' "validate-cert --root ca.crt --intermediate chain-ca.crt chain-leaf.crt"
  if has identity-from-cert; then
    ours identity 0 '' "identity-from-cert --unverified leaf.crt"
    ours identity-checked 0 "${pkit[static]} issue --home $(home plain %b) --csr requests-100/m1.csr --out own-%b-%n.crt" \
      "identity-from-cert --home $(home plain %b) own-%b-%n.crt"
  else
    lacks identity identity-checked
  fi
}

# fresh: a home for a batch that finds nothing issued yet.
fresh='rm -rf home-run-%b && cp -a home-batch-%b home-run-%b'

long_plan() {
  line syncs 0 '' "$tools/limits syncs 1000 sync.tmp"
  line faults 0 '' "$tools/limits faults 1000 20"
  line signatures 0 '' "$tools/limits signatures $(nproc) 10000"
  if [ -d requests-10000 ] && has issue -- --batch; then
    ours batch-10000 0 "$fresh" "issue --home $work/home-run-%b --batch requests-10000 --format json"
  fi
  if has issue -- --batch; then
    line openssl-ca-many 0 "$empty_openssl_record" \
      "openssl ca -config openssl.cnf -batch -notext -infiles $(echo requests-1000/*.csr)"
    ours batch-1000 0 "$fresh" "issue --home $work/home-run-%b --batch requests-1000 --format json"
  else
    lacks batch-10000 batch-1000 batch-100000
  fi
  leaves_plan
  vault_plan
  ocsp_plan
  line parsing 0 '' "$tools/limits certificates gateway/all.pem 1"
  ours gateway-sync 0 "rm -rf home-run-%b && cp -a $(home gateway %b) home-run-%b" "gateway sync others --home $work/home-run-%b"
  line commits 0 "rm -rf home-run-jobs && cp -a $(home jobs static) home-run-jobs" "$tools/jobs home-run-jobs commits 10000"
  line jobs.static 0 "rm -rf home-run-jobs && cp -a $(home jobs static) home-run-jobs" "$tools/jobs home-run-jobs settle"
  line openssl-x509s 0 '' "sh openssl-x509s"
  ours store-inventory 0 '' "store inventory --home $(home stores %b) --format json"
  line rules 0 '' "$tools/rules $(home decisions static)"
  ours chain-replay 0 '' "chain replay --home $(home decisions %b)"
  if has crl -- --issuer; then
    line openssl-gencrl 0 '' "openssl ca -config openssl-revoked.cnf -gencrl -out openssl.crl"
    ours crl-million 0 '' "crl --home $work/home-revoked-%b --issuer current --out crl-%b.pem"
  else
    lacks crl-million
  fi
}

leaves_plan() {
  line verifications 0 '' "$tools/limits verifications $(nproc) 10000"
  ours validate-leaves 0 '' "validate-cert --root home-others/ca/root.crt --intermediate home-others/ca/issuing.crt $(echo leaves/*)"
}

vault_plan() {
  line openssl-enc 0 '' "openssl enc -aes-256-ctr -K $(printf '%064d' 1) -iv $(printf '%032d' 1) -in vault.data -out vault.ctr"
  ours vault-put 0 '' "vault put kept big vault.data --home $(home accounts %b) --cert keeper-%b.crt --key keeper-%b.key"
  ours vault-get 0 '' "vault get kept big --out vault.back --force --home $(home accounts %b) --cert keeper-%b.crt --key keeper-%b.key"
}

# Into a directory of its own each time: ext4 is slow to make files where others were deleted within five seconds.
ocsp_plan() {
  line signings 0 '' "$tools/limits signings $(nproc) 10000"
  ours ocsp-prepare 0 '' "ocsp prepare --home $(home answers %b) --out answers-%b-%n"
}

once_plan() {
  if [ -d requests-100000 ] && has issue -- --batch; then
    ours batch-100000 0 "$fresh" "issue --home $work/home-run-%b --batch requests-100000 --format json"
  fi
}
