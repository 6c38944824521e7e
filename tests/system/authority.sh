# runs: release
# A CA's own life: what was issued before a renewal stays valid by other programs' word, over the same key and over a new
# one; nobody who issues meanwhile is disturbed; a retired one signs nothing.
source "$PKIT_SOURCE/tests/tools/lib.sh"

openssl_accepts() { openssl verify -x509_strict -CAfile "$1" -untrusted "$2" "$3" >verdict 2>&1; } # ROOT ISSUER LEAF
certtool_accepts() {
  cat "$3" "$2" >bundle.pem
  certtool --verify --load-ca-certificate "$1" --verify-profile medium --infile bundle.pem >verdict 2>&1
}
# both accept|refuse ROOT ISSUER LEAF
both() {
  local wanted=$1 judge got
  shift
  for judge in openssl certtool; do
    got=refuse
    ${judge}_accepts "$@" && got=accept
    [ "$got" = "$wanted" ] || { fail "$judge says $got, not $wanted: $*"; cat verdict; }
  done
}
export_of() { pkit authority show issuing --home "$1" --export "$2" --out "$3" --force >/dev/null || fail "no $2 of $1"; }
issuers() { sql "$1" "SELECT count(*) FROM issuers WHERE authority = 'issuing'"; }
key_of() { openssl x509 -in "$1" -noout -pubkey; }

make_csr web1
make_csr web2
make_csr web3

# --- the same key, then a new one ---------------------------------------------------------------------------------------
for type in ec-p256 rsa-pss-3072; do
  home=$type
  root=$home/ca/root.crt
  make_home "$home" --key-type "$type"
  cp "$home/pkit.yaml" before.yaml
  expect 0 pkit issue --home "$home" --csr web1.csr --out "$home/web1.crt"
  export_of "$home" issuer "$home/issuer1.crt"

  expect 0 pkit authority renew issuing --home "$home"
  export_of "$home" issuer "$home/issuer2.crt"
  same 'the key after a renewal' "$(key_of "$home/issuer1.crt")" "$(key_of "$home/issuer2.crt")"
  cmp -s "$home/issuer1.crt" "$home/issuer2.crt" && fail 'the renewed certificate is the former one'
  expect 0 pkit issue --home "$home" --csr web2.csr --out "$home/web2.crt"
  for issuer in issuer1 issuer2; do
    both accept "$root" "$home/$issuer.crt" "$home/web1.crt"
    both accept "$root" "$home/$issuer.crt" "$home/web2.crt"
  done

  expect 0 pkit authority renew issuing --home "$home" --new-key ec-p384
  export_of "$home" issuer "$home/issuer3.crt"
  expect 0 pkit issue --home "$home" --csr web3.csr --out "$home/web3.crt"
  both accept "$root" "$home/issuer3.crt" "$home/web3.crt"
  both accept "$root" "$home/issuer2.crt" "$home/web1.crt"
  both refuse "$root" "$home/issuer3.crt" "$home/web1.crt"
  both refuse "$root" "$home/issuer1.crt" "$home/web3.crt"
  same "issuers of $type" 3 "$(issuers "$home")"
  cmp -s before.yaml "$home/pkit.yaml" || fail 'a renewal wrote pkit.yaml'
  same 'what lies in ca/' 'issuing.crt issuing.key root.crt root.key' "$(echo $(cd "$home/ca" && ls | grep -v '\.[0-9a-f]\{32\}\.'))"
  same 'former certificates beside it' 2 "$(ls "$home/ca" | grep -c '^issuing\.[0-9a-f]*\.crt$')"
  same 'former keys beside it' 1 "$(ls "$home/ca" | grep -c '^issuing\.[0-9a-f]*\.key$')"
  same 'the former key' "$(key_of "$home/issuer2.crt")" "$(openssl pkey -in "$home"/ca/issuing.?*.key -pubout)"
  same 'modes of keys' 600 "$(stat -c %a "$home"/ca/*.key | sort -u)"

  export_of "$home" root root.pem
  cmp -s root.pem "$root" || fail 'the exported root is another'
  export_of "$home" issuers issuers.pem
  same 'exported issuers' 3 "$(grep -c BEGIN issuers.pem)"
  export_of "$home" chain chain.pem
  same 'the exported chain' "$(openssl x509 -in "$home/issuer3.crt" -noout -serial)" "$(openssl x509 -in chain.pem -noout -serial)"
  sound "$home"
done

# --- while others issue ---------------------------------------------------------------------------------------------------
make_home busy --key-type ed25519
for n in 1 2 3 4; do
  (for m in 1 2 3 4 5; do
    pkit issue --home busy --subject "CN=ci$n-$m" --new-key ed25519 --out "busy.$n.$m" >"busy.$n.$m.out" 2>&1 || exit 1
  done) &
  pids[n]=$!
done
for n in 1 2 3; do expect 0 pkit authority renew issuing --home busy --new-key ed25519; done
for n in 1 2 3 4; do wait "${pids[n]}" || { fail "a renewal disturbs issue $n"; tail -n 2 busy.$n.*.out; }; done
for n in 1 2 3 4; do
  for m in 1 2 3 4 5; do
    openssl verify -x509_strict -CAfile busy/ca/root.crt -untrusted "busy.$n.$m/chain.pem" "busy.$n.$m/cert.pem" >verdict 2>&1 ||
      { fail "busy.$n.$m is not valid"; cat verdict; }
  done
done
same 'issuers of a busy home' 4 "$(issuers busy)"
sound busy

# --- a second CA, and the end of the first ------------------------------------------------------------------------------------
make_home two
expect 0 pkit authority add machines --home two --common-name 'Test Machines CA' --key-type ec-p384 --format json
json out '$.data.yaml' >section
[ "$(grep -c . section)" -ge 4 ] || fail 'no lines for pkit.yaml'
sed -i -e '/^authorities:/r section' -e 's/authority: issuing/authority: machines/' two/pkit.yaml
expect 0 pkit config check --home two
expect 0 pkit issue --home two --csr web1.csr --out machines.crt
both accept two/ca/root.crt two/ca/machines.crt machines.crt
expect 0 pkit authority retire machines --home two --reason 'moved to the cloud'
says 'agent, server'
expect 10 pkit issue --home two --csr web2.csr --out retired.crt
says 'was retired at'
[ ! -e retired.crt ] || fail 'a retired authority signed'
same 'certificates of two' 1 "$(certificates two)"
expect 10 pkit issue --home two --csr web3.csr --dry-run
expect 7 pkit authority renew machines --home two
expect 7 pkit authority retire machines --home two
both accept two/ca/root.crt two/ca/machines.crt machines.crt
sound two

# --- a root that is elsewhere, under a passphrase -----------------------------------------------------------------------------
mkdir safe
(umask 077 && echo 'a long passphrase' >pass)
expect 0 pkit init --home away --name Away --passphrase-file pass --root-out safe
expect 2 pkit authority renew issuing --home away
says '--issuer-key FILE'
expect 0 pkit authority renew issuing --home away --issuer-key safe/root.key --new-key ec-p256
same 'the new key is encrypted' '-----BEGIN ENCRYPTED PRIVATE KEY-----' "$(head -n 1 away/ca/issuing.key)"
expect 0 pkit issue --home away --csr web1.csr --out away.crt
both accept away/ca/root.crt away/ca/issuing.crt away.crt
expect 10 pkit authority renew issuing --home away --issuer-key away/ca/issuing.key
(umask 077 && echo other >other)
expect 10 pkit authority renew issuing --home away --issuer-key safe/root.key --issuer-passphrase-file other
finish
