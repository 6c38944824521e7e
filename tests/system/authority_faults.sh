# runs: release
# timeout: 600
# A renewal over a new key that is killed or fails at the n-th call that changes a file: what was issued stays valid, the
# next command signs, and the same request again makes one renewal of it.
source "$PKIT_SOURCE/tests/tools/lib.sh"

openssl_accepts() { openssl verify -x509_strict -CAfile "$1" -untrusted "$2" "$3" >verdict 2>&1; } # ROOT ISSUER LEAF
issuers() { sql "$1" "SELECT count(*) FROM issuers WHERE authority = 'issuing'"; }
key_of() { openssl x509 -in "$1" -noout -pubkey; }

for name in web1 web2 web3; do make_csr $name; done
make_home start --key-type ed25519
expect 0 pkit issue --home start --csr web1.csr --out web1.crt
cp start/ca/issuing.crt former.crt
renew() { pkit authority renew issuing --home swept --new-key ed25519 --request-id once; }
step=4
[ -z "${PKIT_LONG:-}" ] || step=1
for kind in kill eio enospc; do
  for ((n = 1; n < 400; n += step)); do
    rm -rf swept && cp -a start swept
    (PKIT_FAULT_PROGRAM=pkit PKIT_FAULT_KIND=$kind PKIT_FAULT_AT=$n LD_PRELOAD=$PKIT_FAULTLIB \
      PKIT_FAULT_LOG=$PWD/calls renew >swept.out 2>&1; exit $?) 2>/dev/null
    status=$?
    calls=$(wc -l <calls)
    rm -f calls
    [ "$calls" -ge "$n" ] || break
    [ "$status" -eq 137 ] || [ "$status" -eq 9 ] || [ "$status" -eq 0 ] || { fail "$kind at $n: $status"; cat swept.out; }
    context="$kind at $n"
    # Whoever needs it next finishes it; every other time that is the renewal itself.
    if [ $((n / step % 2)) -eq 0 ]; then
      expect 0 pkit issue --home swept --csr web2.csr --out web2.crt || echo "$context"
      openssl_accepts swept/ca/root.crt swept/ca/issuing.crt web2.crt || fail "$context: web2 is not valid"
      rm -f web2.crt
    fi
    expect 0 renew || echo "$context"
    same "$context: issuers" 2 "$(issuers swept)"
    same "$context: the key" "$(key_of swept/ca/issuing.crt)" "$(openssl pkey -in swept/ca/issuing.key -pubout)"
    same "$context: renewals" 1 "$(sql swept "SELECT count(*) FROM events WHERE kind = 'authority.renewed'")"
    expect 0 pkit issue --home swept --csr web3.csr --out web3.crt || echo "$context"
    openssl_accepts swept/ca/root.crt swept/ca/issuing.crt web3.crt || fail "$context: web3 is not valid"
    openssl_accepts swept/ca/root.crt former.crt web1.crt || fail "$context: web1 is no longer valid"
    rm -f web3.crt
    same "$context: nothing left over" '' "$(cd swept/ca && ls -A | grep '^\.')"
    [ $((n / step % 4)) -ne 0 ] || sound swept
    [ $failed -eq 0 ] || finish
  done
  echo "a renewal met $kind $((n / step)) times"
  [ $n -gt 25 ] || fail "a renewal met $kind only until call $n"
done
finish
