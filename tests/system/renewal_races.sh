# runs: release
# Several at once on one certificate: renewals make one certificate, of two rotations one wins and the other is told, and
# what is renewed while it is revoked is not left valid by accident.
source "$PKIT_SOURCE/tests/tools/lib.sh"
make_home home
sed -i 's/^    lifetime: 90d/&\n    renew_within: 89d/' home/pkit.yaml
rounds=${PKIT_ROUNDS:-4}
held() { openssl req -new -newkey ed25519 -nodes -keyout "$1.key" -subj "/CN=$1" -out "$1.csr" 2>/dev/null &&
  expect 0 pkit issue --home home --csr "$1.csr" --not-after 20d --out "$1.pem" && cat "$1.pem" home/ca/issuing.crt >"$1.crt"; }
valid() { pkit list certificates --home home --state valid --format json | python3 -c "
import json, sys
print(sum(c['ClientMachine'] == '$1' for c in json.load(sys.stdin)['data']['certificates']))"; }

for ((round = 0; round < rounds; ++round)); do
  # Eight renewals: one new certificate beside the old one, and each is answered with it.
  name=renew$round
  held $name
  for n in 1 2 3 4 5 6 7 8; do
    pkit renew --home home --cert $name.crt --key $name.key --out $name.$n.crt >$name.$n.log 2>&1 &
    pids[n]=$!
  done
  for n in 1 2 3 4 5 6 7 8; do wait "${pids[n]}" || { fail "renewal $n of $name"; cat $name.$n.log; }; done
  same "valid certificates of $name" 2 "$(valid $name)"
  same "different answers of $name" 1 "$(sha256sum $name.[1-8].crt | cut -d' ' -f1 | sort -u | wc -l)"

  # Two rotations: one key wins, the other is not certified.
  name=rotate$round
  held $name
  for n in 1 2; do
    pkit rotate-key --home home --cert $name.crt --key $name.key --new-key ed25519 --out $name.$n >$name.$n.log 2>&1 &
    pids[n]=$!
  done
  won=0
  for n in 1 2; do
    wait "${pids[n]}"
    case $? in 0) won=$((won + 1)) ;; 7 | 8) ;; *) fail "rotation $n of $name"; cat $name.$n.log ;; esac
  done
  same "rotations of $name that won" 1 $won
  same "valid certificates of $name" 1 "$(valid $name)"

  # A renewal against a rotation: whoever is first, the rotation succeeds, and nothing over the old key is valid
  # afterwards (C23, X12).
  name=both$round
  held $name
  pkit renew --home home --cert $name.crt --key $name.key --out $name.1.crt >$name.log 2>&1 &
  pid=$!
  expect 0 pkit rotate-key --home home --cert $name.crt --key $name.key --new-key ed25519 --out $name.new
  wait $pid
  case $? in 0 | 7 | 8) ;; *) fail "renewal of $name"; cat $name.log ;; esac
  same "valid certificates of $name" 1 "$(valid $name)"
  expect 8 pkit renew --home home --cert $name.crt --key $name.key

  # A renewal against a revocation of the key: whoever is first, nothing over the old key is renewed afterwards.
  name=revoke$round
  held $name
  pkit renew --home home --cert $name.crt --key $name.key --out $name.1.crt >$name.log 2>&1 &
  pid=$!
  expect 0 pkit revoke --home home $name.pem --reason keyCompromise
  wait $pid
  case $? in 0 | 8) ;; *) fail "renewal of $name"; cat $name.log ;; esac
  expect 8 pkit renew --home home --cert $name.crt --key $name.key
done

# A rotation whose keys are encrypted, killed where something becomes lasting: the same again ends it, with one new key.
(umask 077 && echo 'of both keys' >pass)
for ((n = 1; n < 60; n += 4)); do
  rm -rf locked*
  expect 0 pkit issue --home home --subject CN=locked --new-key ec-p256 --key-passphrase-file pass --out locked
  rotate="pkit rotate-key --home home --cert locked/fullchain.pem --key locked/key.pem --key-passphrase-file pass --new-key ec-p256 --out locked"
  (PKIT_FAULT_PROGRAM=pkit PKIT_FAULT_KIND=kill PKIT_FAULT_AT=$n PKIT_FAULT_ONLY=fsync,fdatasync,rename,renameat2,link,linkat,unlink,unlinkat \
    LD_PRELOAD=$PKIT_FAULTLIB $rotate >cut.out 2>&1; exit $?) 2>/dev/null
  [ $? -ne 0 ] || break
  expect 0 $rotate
  same "valid certificates after a kill at $n" 1 "$(valid locked)"
  same "keys after a kill at $n" "$(openssl x509 -in locked/cert.pem -noout -pubkey)" "$(openssl pkey -in locked/key.pem -passin file:pass -pubout)"
  expect 0 pkit revoke --home home locked/cert.pem --reason superseded
done
[ "$n" -ge 9 ] || fail "only $n calls of a rotation"
no_serial_twice home
sound home
finish
