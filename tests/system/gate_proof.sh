# runs: release
# timeout: 300
# Signed requests through the gate, made by openssl as pkit-gate(1) describes them: each is taken once, within five
# minutes, by the key of a valid certificate of its sender, and over exactly what was signed. And killed or failed at
# each write, the same request id comes to the same end.
source "$PKIT_SOURCE/tests/tools/lib.sh"
make_home home --key-type ed25519
handlers home "$everyone"
make_csr web1
make_csr web2
for type in ec-p384 ed25519 rsa rsa-pss; do
  case $type in
    ec-p384) options=(-newkey ec -pkeyopt ec_paramgen_curve:P-384) ;;
    rsa-pss) options=(-newkey rsa-pss -pkeyopt rsa_keygen_bits:2048) ;;
    *) options=(-newkey $type) ;;
  esac
  openssl req -new "${options[@]}" -nodes -keyout $type.key -out $type.csr -subj /CN=$type 2>openssl.err || cat openssl.err
done
sed -i 's/^    keys: .*/    keys: [ec-p256, ec-p384, rsa-2048+, rsa-pss-2048+, ed25519]/' home/pkit.yaml
for name in web1 web2 ec-p384 ed25519 rsa rsa-pss; do
  expect 0 pkit register --home home --client-machine $name --csr $name.csr --out $name.crt
done
openssl x509 -in home/ca/issuing.crt -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256 -binary >issuer_key_id

# body CAPABILITY [NAME [ID [TIME [CERTIFICATE]]]]: a request in canonical JSON, without proof.
body() {
  local name=${2-web1} id=${3-$RANDOM$RANDOM$RANDOM} time=${4-$(date -u +%FT%T.%3NZ)}
  printf '{"files":{"cert":"%s"},"operation":"register","options":{"capability":["%s"],"clientMachine":"%s"},"requestId":"%s","time":"%s","version":1}' \
    "$(base64 -w0 "${5-$name.crt}")" "$1" "$name" "$id" "$time" >body
}
# sign KEY [OPTION...]: body with the proof by that key, as request.
sign() {
  local key=$1
  shift
  { printf pkit-proof-v1; cat issuer_key_id body; } | openssl dgst -sha256 -binary >message
  case $key in
    ed25519) openssl pkeyutl -sign -inkey $key.key -rawin -in message -out signature ;;
    ec-p384) openssl dgst -sha384 -sign $key.key -out signature message ;;
    rsa-pss) openssl dgst -sha256 -sign $key.key -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 -out signature message ;;
    *) openssl dgst -sha256 -sign $key.key -out signature message ;;
  esac
  with_proof signature
}
with_proof() { sed "s|}\$|,\"proof\":{\"signature\":\"$(base64 -w0 "$1")\"}}|" body >request; }
# gate STATUS [CODE [OPTION...]] <request
gate() {
  local status=$1 code=${2-}
  shift $(($# > 1 ? 2 : 1))
  expect "$status" pkit gate --home home "$@" <request
  same 'the code' "$code" "$(json out '$.error.code')"
}
capabilities() { sql home "SELECT o.capabilities FROM orchestrators o JOIN principals p ON p.id = o.principal WHERE p.name = '$1'"; }

for name in web1 ec-p384 ed25519 rsa rsa-pss; do
  body "of $name" $name
  sign $name
  gate 0
  same "capabilities of $name" "[\"of $name\"]" "$(capabilities $name)"
done

# Again, by whatever door: it was taken.
body A
sign web1
gate 0
gate 8 proof.replayed
gate 8 proof.replayed --caller other
# Another encoding of the same is the same.
sed 's/,"options"/ , "options"/; s/"version":1/"version" :1/' request >spaced
cp spaced request
gate 8 proof.replayed

# The same id with a new signature is the one that was done; with other content a conflict.
body B web1 id-1
sign web1
gate 0
body B web1 id-1
sign web1
gate 0
# attempts_for CAPABILITY: how many traces tell of it.
attempts_for() {
  pkit explain --home home web1 --format json |
    jq --arg wanted "$1" '[.data.attempts[] | select(.parameter.claimed.Capabilities[0] == $wanted)] | length'
}
same 'attempts of one id' 1 "$(attempts_for B)"
body C web1 id-1
sign web1
gate 7 request.differs

# Too old, too new, and nearly so.
for minutes in '-6' '+6' '-60000'; do
  body D web1 "" "$(date -u -d "$minutes minutes" +%FT%TZ)"
  sed -i 's/"requestId":""/"requestId":"x"/' body
  sign web1
  gate 8 proof.time
done
for seconds in -290 +290; do
  body "$seconds" web1 "at $seconds" "$(date -u -d "$seconds seconds" +%FT%TZ)"
  sign web1
  gate 0
done

# What was signed is not what came; or another signed, or for another CA, or with another's certificate.
body E
sign web1
sed -i 's/\["E"\]/["F"]/' request
gate 8 proof.refused
body E
sign web1
sed -i 's/"requestId":"/&1/' request
gate 8 proof.refused
body E
sign web2
gate 8 proof.refused
body E web1 x "$(date -u +%FT%TZ)" web2.crt
sign web2
gate 8 proof.refused
body E
cp issuer_key_id kept
openssl rand 32 >issuer_key_id
sign web1
gate 8 proof.refused
cp kept issuer_key_id
for damage in empty short random; do
  body E
  sign web1
  case $damage in
    empty) : >signature ;;
    short) head -c 20 signature >s && mv s signature ;;
    random) openssl rand 72 >signature ;;
  esac
  with_proof signature
  [ $damage = empty ] && gate 5 gate.field || gate 8 proof.refused
done
# A certificate of the same key and name by another CA.
openssl req -x509 -key web1.key -subj /CN=web1 -out self.crt 2>openssl.err
body E web1 y "$(date -u +%FT%TZ)" self.crt
sign web1
gate 8 proof.refused
# One that is no longer valid.
pkit revoke --home home rsa.crt --reason keyCompromise >out 2>&1 || fail 'revoke'
body E rsa
sign rsa
gate 8 proof.refused
same 'capabilities after all that' '["+290"]' "$(capabilities web1)"
refused=$(sql home "SELECT count(*) FROM events WHERE kind = 'proof.refused'")
same 'refusals in the history' 15 "$refused"
# Told up to a rate, and counted beyond it.
for ((n = 0; n < 64; ++n)); do pkit gate --home home <request >/dev/null 2>&1; done
told=$(sql home "SELECT count(*) FROM events WHERE kind = 'proof.refused'")
[ "$told" -ge 20 ] && [ "$told" -le 60 ] || fail "$told refused proofs are told"
same 'a proof is not kept longer than it could come again' 0 \
  "$(sql home "SELECT count(*) FROM proofs WHERE until > (unixepoch() + 601) * 1000")"

# --- killed, or failed, at each call that changes a file ---------------------------------------------------------------
handlers home "$everyone"
openssl req -new -key web1.key -subj / -out any.csr
any=$(base64 -w0 any.csr)
# A claim NAME, and what holds once it met its fault: the retry has its certificate, which is the only one.
claim() {
  printf '{"version":1,"operation":"register","requestId":"%s","time":"2026-11-26T10:00:00Z","options":{"clientMachine":"%s"},"files":{"csr":"%s"}}' \
    "$1" "$1" "$any" >request
}
claim_settled() {
  gate 0
  same "certificates of $1" 1 "$(sql home "SELECT count(*) FROM certificates WHERE subject = 'CN=$1'")"
}
# A signed change of capabilities: what was signed is taken at most once more, and never where it was answered; and the
# same request id, signed anew, comes to its end, having had its effect once.
signed() {
  body "$1" web1 "$1"
  sign web1
}
signed_settled() {
  local again
  pkit gate --home home <request >out
  again=$?
  [ "$again" -eq 8 ] || { [ "$again" -eq 0 ] && [ "$2" -ne 0 ]; } || fail "$1: exit $2, and the same again $again: $(cat out)"
  [ "$again" -eq 0 ] || same "the code of $1" proof.replayed "$(json out '$.error.code')"
  gate 8 proof.replayed
  signed "$1"
  gate 0
  same "capabilities after $1" "[\"$1\"]" "$(capabilities web1)"
  same "effects of $1" 1 "$(attempts_for "$1")"
}
# sweep WHAT KIND CALLS STEP: at each STEP-th of these calls until there are no more.
swept=0
sweep() {
  local n=0 name status
  while :; do
    n=$((n + $4))
    name=$1-$2-${3%%,*}-$n
    "$1" "$name"
    : >calls
    { LD_PRELOAD=$PKIT_FAULTLIB PKIT_FAULT_PROGRAM=pkit PKIT_FAULT_KIND=$2 PKIT_FAULT_ONLY=$3 PKIT_FAULT_AT=$n \
      PKIT_FAULT_LOG=$PWD/calls pkit gate --home home <request >out; } 2>err
    status=$?
    [ "$(wc -l <calls)" -lt $n ] && return
    "$1_settled" "$name" $status
    swept=$((swept + 1))
  done
}
every() { [ -n "${PKIT_LONG-}" ] && echo 1 || echo "$1"; }
syncs=fdatasync,ftruncate,ftruncate64,unlink
for what in claim signed; do
  sweep $what kill $syncs "$(every 2)"
  sweep $what kill pwrite,pwrite64 "$(every 40)"
  sweep $what eio $syncs "$(every 3)"
  sweep $what eio pwrite,pwrite64 "$(every 80)"
done
echo "the gate met a fault $swept times"
[ $swept -gt 12 ] || fail 'those are too few'
no_serial_twice home
sound home
finish
