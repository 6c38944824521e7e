# timeout: 600
# Locked vaults (document C: C16, C19, C-P7 to C-P11; T-C20 to T-C24): what is in one only its account can read.
source "$PKIT_SOURCE/tests/tools/lib.sh"
export PKIT_HOME=$PWD/home
make_home home --test-clock --key-type ed25519 --now 2026-01-01
now=2026-01-02
p() { pkit "$@" --now "$now"; }
# v STATUS OWNER COMMAND...: as this account.
v() {
  local status=$1 owner=$2
  shift 2
  expect "$status" p "$@" --cert "$owner.crt" --key "$owner.key"
}
# certified NAME: a new account with NAME.key and NAME.crt.
certified() {
  openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$1.key" 2>openssl.err || cat openssl.err
  openssl req -new -key "$1.key" -subj "/CN=$1" -out "$1.csr"
  echo "password-of-$1" >"$1.pass"
  chmod 600 "$1.pass"
  expect 0 p account create --name "$1" --username "$1" --password-file "$1.pass" --format json "${@:2}"
  expect 0 p register --account "$(json out '$.data.account.id')" --username "$1" --password-file "$1.pass" --csr "$1.csr" \
    --out "$1.crt"
}
certified app
certified other --provisioning createAndDelete
certified powerless --role none

# --- templates are an operator's, vaults their owner's (T-C21, C-P10, C-P11, C-P13, C-P14) -----------------------------
expect 0 p vault template plain
expect 0 p vault template worm --retention 30d
expect 0 p vault template pair --mirror
expect 7 p vault template plain
v 0 app vault create data --template plain
v 0 app vault create kept --template worm
v 0 other vault create theirs --template 1
v 7 app vault create data --template plain
v 6 app vault create more --template 99
v 6 app vault create more --template pair
v 2 app vault create 'no-name' --template plain
v 3 powerless vault create more --template plain
expect 2 p vault create more --template plain # nobody else makes one

# --- what is put comes back, and is nowhere in the home (C-P7) ------------------------------------------------------------
printf 'the launch code is 0000' >small
: >empty
head -c 300000 /dev/urandom >large
for file in small empty large; do
  v 0 app vault put data "dir/$file" $file
  v 0 app vault get data "dir/$file" --out "$file.back"
  cmp $file "$file.back" || fail "$file came back changed"
  same "mode of $file.back" 600 "$(stat -c %a "$file.back")"
done
grep -rlaF 'launch code' home && fail 'what was put is readable in the home'
v 0 app vault put data piped - <large
p vault get data piped --cert app.crt --key app.key | cmp - large || fail 'what was piped came back changed'
v 0 app vault ls data
same 'objects' 4 "$(wc -l <out)"
v 0 app vault put data dir/small large
v 0 app vault get data dir/small --out small.back --force
cmp large small.back || fail 'a replaced object is the former one'
same 'files of contents' 4 "$(ls home/vaults | wc -l)"
v 0 app vault rm data dir/small
v 6 app vault get data dir/small
same 'files of contents' 3 "$(ls home/vaults | wc -l)"

# --- a backup carries what is sealed, without the keys too, and a home from it has it (C16) ---------------------------------
head -c 3000000 /dev/urandom >huge
v 0 app vault put data dir/huge huge
expect 0 p backup whole.backup --with-keys --format json
same 'objects in the backup' 4 "$(json out '$.data.objects')"
grep -laF 'launch code' whole.backup && fail 'what was put is readable in a backup'
expect 0 p restore whole.backup --home back
[ "$(stat -c %s back/pkit.db)" -lt 1500000 ] || fail 'the state of the restored home holds what is in its vaults'
for file in empty large huge; do
  rm -f "$file.back"
  expect 0 p vault get data "dir/$file" --out "$file.back" --home back --cert app.crt --key app.key
  cmp $file "$file.back" || fail "$file came back from the backup changed"
done
same 'modes of contents' 600 "$(stat -c %a back/vaults/* | sort -u)"
expect 0 p doctor --home back
# One whose content is gone is told by the backup, by restore and by doctor.
cp -a home short
rm "short/vaults/$(sql short "SELECT id FROM objects WHERE name = 'dir/huge'")"
expect 0 p backup short.backup --with-keys --home short
says 'the object dir/huge in the vault data is not in this backup' err
rm -rf back
expect 0 p restore short.backup --home back
says 'the object dir/huge in the vault data has no content in this backup' err
expect 9 p doctor --home back
says ' object-lost: ' out
v 0 app vault rm data dir/huge
rm -rf back short

# --- T-C20, C19: whose certificate -------------------------------------------------------------------------------------------
v 3 other vault get data dir/large
v 3 other vault put data x small
v 3 other vault rm data dir/large
expect 8 p vault get data dir/large --cert app.crt --key other.key
says 'is not the certificate'
now=2027-06-01
v 8 app vault get data dir/large
now=2026-01-02
expect 0 p account disable app
v 8 app vault get data dir/large
v 8 app vault put data x small
expect 0 p account enable app
expect 0 p issue --subject CN=web1 --new-key ed25519 --out web1
expect 8 p vault ls --cert web1/cert.pem --key web1/key.pem

# --- python3-cryptography and openssl read it without pkit -------------------------------------------------------------------
v 0 app vault get data dir/large --sealed sealed
python3 "$PKIT_SOURCE/examples/vault/read_object.py" sealed app.key >read.back 2>read.err || fail "the reader: $(cat read.err)"
cmp large read.back || fail 'the reader reads something else'
cp -r sealed forged
printf changed! | dd of=forged/content bs=1 seek=70000 conv=notrunc 2>/dev/null
python3 "$PKIT_SOURCE/examples/vault/read_object.py" forged app.key >read.back 2>/dev/null && fail 'the reader takes a changed object'
openssl cms -cmsout -print -noout -inform DER -in sealed/key.cms >cms.txt
for word in authEnvelopedData aes-256-gcm rsaesOaep sha256; do grep -q "$word" cms.txt || fail "no $word in the envelope"; done

# --- what whoever owns the files can do is noticed, and nothing false comes out -------------------------------------------------
file=home/vaults/$(sql home "SELECT id FROM objects WHERE name = 'dir/large'")
cp "$file" whole
# tampered WHAT: the content is changed by now; nothing is written.
tampered() {
  v 5 app vault get data dir/large --out "$1.back"
  [ -e "$1.back" ] && fail "$1: there is an output"
  p vault get data dir/large --cert app.crt --key app.key >streamed 2>/dev/null
  same "$1: the exit of a stream" 5 $?
  cmp -n "$(stat -c %s streamed)" streamed large || fail "$1: a false octet came out"
  cp whole "$file"
}
head -c 131104 whole >"$file"; tampered cut
{ tail -c +65553 whole | head -c 65552; head -c 65552 whole; tail -c +131105 whole; } >"$file"; tampered swapped
{ head -c 65552 whole; cat whole; } >"$file"; tampered repeated
{ cat whole; printf x; } >"$file"; tampered longer
printf changed! | dd of="$file" bs=1 seek=200000 conv=notrunc 2>/dev/null; tampered changed
piped=home/vaults/$(sql home "SELECT id FROM objects WHERE name = 'piped'")
cp "$piped" "$file"; tampered "another's"
sql home "UPDATE wraps SET envelope = (SELECT w.envelope FROM wraps w JOIN objects o ON o.id = w.object WHERE o.name = 'piped')
  WHERE object = (SELECT id FROM objects WHERE name = 'dir/large')"
v 5 app vault get data dir/large
v 0 app vault rm data dir/large

# --- T-C24: retention holds for its owner too -----------------------------------------------------------------------------------
v 0 app vault put kept report small
v 3 app vault put kept report large
v 3 app vault rm kept report
v 0 app vault put data held small --retain 10d
v 3 app vault rm data held
now=2026-01-13
v 0 app vault rm data held
v 3 app vault rm kept report
now=2026-02-02
v 0 app vault rm kept report

# --- T-C22, T-C23, C-P8: what nobody may do ---------------------------------------------------------------------------------------
expect 3 p vault delete data
expect 3 p vault set data --name x
expect 3 p vault set data --acl all
expect 3 p vault set data --proxy http://x/
expect 3 p vault set data --mirror m
v 0 app mirror create twins --template pair
v 0 app vault create left --template plain --mirror twins --position position1
v 7 app vault create right --template plain --mirror twins --position position1
v 0 app vault create right --template plain --mirror twins --position position2
expect 3 p mirror delete twins
expect 3 p vault delete left
expect 0 p vault delete kept
v 3 app vault delete right # its level is createOnly
v 0 other vault delete theirs
sound home

# --- a rotation wraps every key anew, or none is rotated (C22, C-P8) ----------------------------------------------------------------
cat app.crt home/ca/issuing.crt >app.full
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out new.key 2>openssl.err
openssl req -new -key new.key -subj /CN=app -out new.csr
expect 7 p rotate-key --cert app.full --key app.key --csr new.csr --out new.crt
says 'would open no more'
expect 0 p rotate-key --cert app.full --key app.key --new-key rsa-2048 --out rotated
v 8 app vault get data piped
cp rotated/key.pem app.key
cp rotated/cert.pem app.crt
v 0 app vault get data piped --out rotated.back
cmp large rotated.back || fail 'after a rotation an object is another'

# --- put against rotate-key: whichever comes first, what is there opens with the key that counts -------------------------------------
for round in 1 2 3; do
  cat app.crt home/ca/issuing.crt >app.full
  p vault put data "raced.$round" large --cert app.crt --key app.key >put.out 2>&1 &
  put=$!
  p rotate-key --cert app.full --key app.key --new-key rsa-2048 --out raced >rotate.out 2>&1
  rotated=$?
  wait $put
  put=$?
  case $rotated in 0) cp raced/key.pem app.key && cp raced/cert.pem app.crt ;; 7) ;; *) fail "rotation $round ends with $rotated: $(<rotate.out)" ;; esac
  case $put in 0) there=0 ;; 7 | 8) there=6 ;; *) fail "put $round ends with $put: $(<put.out)" ;; esac
  v $there app vault get data "raced.$round" --out raced.back --force
  [ $there -ne 0 ] || cmp large raced.back || fail "after round $round the object is another"
  v 0 app vault get data piped --out raced.back --force
  cmp large raced.back || fail "after round $round a former object is another"
  rm -rf raced
done

# --- a kill leaves nothing that counts: an object is there once it is complete, and what was there before stays ----------------------
v 0 app vault put data steady small
for n in 1 2 3 4 5 6; do
  pkit vault put data steady large --cert app.crt --key app.key --now "$now" >/dev/null 2>&1 &
  put=$!
  sleep 0.0$n
  kill -9 $put 2>/dev/null
  wait $put 2>/dev/null
  v 0 app vault get data steady --out "steady.$n"
  cmp -s small "steady.$n" || cmp -s large "steady.$n" || fail "after kill $n the object is neither the former nor the new one"
done

# What began and was killed is told by doctor once its put cannot be running any more, and goes by itself.
mkfifo hold
"$PKIT" vault put data cut - --cert app.crt --key app.key --now "$now" <hold >/dev/null 2>&1 &
put=$!
exec 8>hold
head -c 100000 large >&8
for ((i = 0; i < 400; ++i)); do [ "$(sql home "SELECT count(*) FROM objects WHERE name = 'cut'")" = 1 ] && break; sleep 0.02; done
kill -9 "$put"
exec 8>&-
wait "$put" 2>/dev/null
now=2026-02-02T02:00:00Z
expect 0 p doctor
says 'began to arrive over an hour ago' out
now=2026-02-03T12:00:00Z
v 0 app vault put data steady small
same 'what arrives for ever' 0 "$(sql home "SELECT count(*) FROM objects WHERE name = 'cut'")"

# --- constant memory: a gigabyte of nothing, with PKIT_LONG ten, in under 32 MiB ---------------------------------------------------
size=1G
[ -n "${PKIT_LONG:-}" ] && size=10G
# Sanitizers take more for themselves.
most=32768
! grep -q __asan_init "$PKIT" || most=98304
truncate -s $size sparse
/usr/bin/time -f %M -o peak pkit vault put data huge sparse --cert app.crt --key app.key --now $now >out 2>err || fail "put of $size: $(cat err)"
[ "$(tail -n 1 peak)" -lt $most ] || fail "put of $size took $(cat peak) KiB"
/usr/bin/time -f %M -o peak pkit vault get data huge --cert app.crt --key app.key --now $now 2>err | cmp - sparse || fail "get of $size"
[ "$(tail -n 1 peak)" -lt $most ] || fail "get of $size took $(cat peak) KiB"
finish
