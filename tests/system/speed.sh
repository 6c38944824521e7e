# What speed rests on, by numbers that no machine changes: calls that are counted, and instructions of two runs of the
# same program, one against the other.
# runs: release
# timeout: 600
source "$PKIT_SOURCE/tests/tools/lib.sh"
source "$PKIT_SOURCE/bench/fill.sh"

# counted CALLS COMMAND...: how often the command makes these calls.
counted() {
  local only=$1
  shift
  rm -f calls
  PKIT_FAULT_PROGRAM=pkit PKIT_FAULT_ONLY=$only PKIT_FAULT_LOG=$PWD/calls LD_PRELOAD=$PKIT_FAULTLIB "$@" >counted.out 2>&1
  touch calls
  wc -l <calls
}

# instructions COMMAND...: of the whole process; its exit is in the file status.
instructions() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" >run.out 2>run.err
  echo $? >status
  sed -n 's/^==.*Collected : //p' run.err
}

# at_most WHAT FACTOR LESS MORE: MORE is at most so many times LESS.
at_most() {
  echo "$1: $4 against $3"
  awk -v f="$2" -v less="$3" -v more="$4" 'BEGIN { exit !(less > 0 && more <= f * less) }' ||
    fail "$1: $4 is more than $2 times $3"
}

for n in $(seq 12); do make_csr m$n; done
writes=write,writev,pwrite,pwrite64

# --- issue, and how much is in the state already ---------------------------------------------------------------------
make_home few
issue() { pkit issue --home "$1" --csr "$2"; }
expect 0 issue few m1.csr
cp -a few many
fill many/pkit.db 10000
same 'certificates in the filled state' 10001 "$(certificates many)"
expect 0 issue few m2.csr
expect 0 issue many m2.csr
# The first commit in an empty log also syncs its header; the others sync once. emptied HOME: where the log is empty.
emptied() { sqlite3 -batch "$1/pkit.db" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null && pkit status --home "$1" >/dev/null; }
for home in few many; do
  emptied $home
  same "syncs of an issue after emptying the log of $home" 2 "$(counted fdatasync pkit issue --home $home --csr m3.csr)"
  same "syncs of an issue into the log of $home" 1 "$(counted fdatasync pkit issue --home $home --csr m6.csr)"
done
# Each file of a pair is synced, its directory and the one above where that is relied on, and nothing twice.
mkdir pairs
held() { echo --cert pairs/www/fullchain.pem --key pairs/www/key.pem --out pairs/www --home few; }
same 'syncs of files of an issue into a directory' 8 \
  "$(counted fsync pkit issue --home few --subject CN=www --new-key ec-p256 --out pairs/www)"
same 'syncs of files of a renewal' 6 "$(counted fsync pkit renew $(held) --force-renewal)"
same 'syncs of files of a rotation' 11 "$(counted fsync pkit rotate-key $(held) --new-key ec-p256)"
for home in few many; do emptied $home; done
# Of two each, the lesser: where an id falls may split a page of an index, now and then.
written() { for csr in m4 m12; do counted $writes pkit issue --home "$1" --csr $csr.csr; done | sort -n | head -n 1; }
at_most 'writes with 10,000 certificates' 1.25 "$(written few)" "$(written many)"

# --- what a command executes lies together: cmake/order.list ---------------------------------------------------------
/usr/bin/time -f %M -o peak pkit issue --home few --csr m3.csr >/dev/null 2>&1
echo "peak of an issue: $(cat peak) KiB"
[ "$(cat peak)" -le 9728 ] || fail "an issue takes $(cat peak) KiB: does cmake/order.list fit what it executes?"

# --- a list is printed as it is read, and never held: what it takes is libcrypto, SQLite's pages, and a row ------------
# peak HOME ARG...: of a list, in KiB.
peak() { /usr/bin/time -f %M -o peak pkit list certificates --home "$@" >list.out 2>&1 && cat peak; }
for format in text json; do
  some=$(peak few --format $format) all=$(peak many --format $format)
  echo "peak of a list as $format: $some KiB, with 10,000 certificates $all KiB"
  grep -c copy-10000 list.out >/dev/null || fail "the list as $format is not whole"
  [ $((all - some)) -le 3072 ] || fail "a list of 10,000 as $format takes $((all - some)) KiB more"
done

# --- the log that stays ----------------------------------------------------------------------------------------------
# It is emptied where it has grown: then, and not before, two more syncs. Nobody reads a long one again and again.
most=0 all=0
for n in $(seq 40); do
  syncs=$(counted fdatasync pkit issue --home few --csr m$((n % 2 + 7)).csr --not-after $((n + 30))d)
  all=$((all + syncs))
  [ "$syncs" -le 4 ] || fail "issue $n syncs $syncs times"
  size=$(stat -c %s few/pkit.db-wal)
  [ "$size" -le $most ] || most=$size
done
[ $most -gt 0 ] && [ $most -le $((512 << 10)) ] || fail "a log of $most bytes stays"
[ $all -le 80 ] || fail "40 commands sync $all times"
echo "40 commands sync $all times; the longest log that stayed has $most bytes"

# Who was killed before his log was synced may have been read: whoever reads next syncs it, and only then.
syncs_of_reader() { counted fdatasync,fsync pkit list certificates --home few; }
same 'syncs of who reads a log that was synced' 0 "$(syncs_of_reader)"
before=$(certificates few)
expect 0 issue few m10.csr
expect 0 issue few m11.csr
PKIT_FAULT_PROGRAM=pkit PKIT_FAULT_KIND=kill PKIT_FAULT_AT=1 PKIT_FAULT_ONLY=fdatasync LD_PRELOAD=$PKIT_FAULTLIB \
  pkit issue --home few --csr m9.csr >killed.out 2>&1
same 'who was killed' 137 $?
same 'syncs of who reads a log that perhaps was not' 2 "$(syncs_of_reader)"
same 'certificates of a commit that was not told of' $((before + 3)) "$(certificates few)"
at_most 'instructions with 10,000 certificates' 1.05 "$(instructions pkit issue --home few --csr m5.csr)" \
  "$(instructions pkit issue --home many --csr m5.csr)"

# --- a batch, and how long it is -------------------------------------------------------------------------------------
# What n more items cost, the next n cost too; with one thread, so that nobody waits.
items=20
openssl genpkey -algorithm ed25519 -out batch.key
mkdir once twice
for ((n = 1; n <= 2 * items; ++n)); do
  openssl req -new -key batch.key -subj "/CN=b$n" -out "twice/$n.csr"
  [ "$n" -gt $items ] || cp "twice/$n.csr" once/
done
mkdir nothing
batch() { # HOME INPUT
  make_home "$1" --key-type ed25519
  instructions pkit issue --home "$1" --batch "$2" --jobs 1
}
empty=$(batch batch0 nothing)
first=$(batch batch1 once)
both=$(batch batch2 twice)
same 'certificates of the batches' "0 $items $((2 * items))" \
  "$(certificates batch0) $(certificates batch1) $(certificates batch2)"
at_most "instructions of $((2 * items)) items against $items" 2.1 $((first - empty)) $((both - empty))

# What one more item adds to the rows and indexes of its state, which no machine changes either.
payload() { sqlite3 -batch "$1/pkit.db" 'SELECT sum(payload) FROM dbstat'; }
bytes=$((($(payload batch2) - $(payload batch1)) / items))
echo "bytes an item: $bytes"
[ $bytes -gt 1000 ] && [ $bytes -le 1950 ] || fail "an item takes $bytes bytes of the state"

# --- register, and how many handlers are asked -----------------------------------------------------------------------
make_home none
make_home rules
make_home exec
list=
for n in $(seq 10); do list+="{ name: rule $n, when: { claimed.ClientMachine: [\"old$n-*\"], csr.key.type: RSA }, deny: gone }, "; done
handlers rules "[ $list ]"
printf '#!/bin/sh\ncat >/dev/null\necho started >>%s\necho "{\\"result\\":\\"Defer\\"}"\n' "$PWD/started" >exec/defer
chmod 700 exec/defer
printf 'adapters: { defer: { exec: [defer] } }\n' >>exec/pkit.yaml
list=
for n in $(seq 10); do list+="{ name: call $n, call: defer.decide }, "; done
handlers exec "[ $list ]"
for home in none rules exec; do expect 4 pkit register --home $home --client-machine m1 --csr m1.csr; done
same 'how often ten handlers are started' 10 "$(wc -l <started)"
for home in none rules exec; do emptied $home; done
syncs=$(counted fdatasync pkit register --home none --client-machine m2 --csr m2.csr)
same 'syncs of a registration' 2 "$syncs"
for home in rules exec; do
  same "syncs with ten of $home" "$syncs" "$(counted fdatasync pkit register --home $home --client-machine m2 --csr m2.csr)"
done
at_most 'writes with ten rules' 1.1 "$(counted $writes pkit register --home none --client-machine m3 --csr m3.csr)" \
  "$(counted $writes pkit register --home rules --client-machine m3 --csr m3.csr)"
at_most 'instructions with ten rules' 1.25 \
  "$(instructions pkit register --home none --client-machine m4 --csr m4.csr)" \
  "$(instructions pkit register --home rules --client-machine m4 --csr m4.csr)"
same 'exit of the measured registration' 4 "$(cat status)"

# --- pkit.yaml is parsed once a build --------------------------------------------------------------------------------
same 'trees that are kept' 1 "$(sql rules 'SELECT count(*) FROM kept_tree')"
kept=$(instructions pkit status --home rules)
pkit status --home rules >kept.out
sql rules 'DELETE FROM kept_tree'
at_most 'status with a kept tree against parsing' 0.8 "$(instructions pkit status --home rules)" "$kept"
pkit status --home rules >parsed.out
same 'what status says' "$(cat parsed.out)" "$(cat kept.out)"
same 'trees that a question keeps' 0 "$(sql rules 'SELECT count(*) FROM kept_tree')"

# A kept tree of other bytes is none: a change of pkit.yaml has its effect at once, and a row that somebody changed has none.
expect 4 pkit register --home rules --client-machine m5 --csr m5.csr
same 'trees that are kept again' 1 "$(sql rules 'SELECT count(*) FROM kept_tree')"
pkit status --home rules >kept.out
tree=$(sql rules 'SELECT hex(tree) FROM kept_tree')
for change in "tree = x'00'" "tree = zeroblob(5000000)" "digest = x''" "sha256 = zeroblob(32)" "build = ''" \
  "tree = x'${tree//6F6C6431/6E65772D}'"; do
  sql rules "UPDATE kept_tree SET $change"
  expect 0 pkit status --home rules
  same "status after ${change:0:20}" "$(cat kept.out)" "$(cat out)"
done
expect 4 pkit register --home rules --client-machine m6 --csr m6.csr
same 'the tree that a changed one gave way to' "$tree" "$(sql rules 'SELECT hex(tree) FROM kept_tree')"
handlers rules '[ { name: nobody, deny: closed } ]'
expect 3 pkit register --home rules --client-machine m7 --csr m7.csr
same 'the tree of the new text' 0 "$(sql rules "SELECT hex(tree) = '$tree' FROM kept_tree")"
echo 'unknown: 1' >>rules/pkit.yaml
expect 10 pkit register --home rules --client-machine m8 --csr m8.csr
says "$PWD/rules/pkit.yaml:$(wc -l <rules/pkit.yaml):1"
finish
