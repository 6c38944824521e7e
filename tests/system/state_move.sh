# state_move.sh: a state moves from its file to a PostgreSQL and back, while others read and want to write, and with a
# kill at each of its steps: one state is in force then, and the same move again ends what was begun.
# runs: release
. "$PKIT_SOURCE/tests/tools/lib.sh"

start_postgres pkit -c fsync=on
export PGSERVICEFILE="$PWD/services"
printf '%s\n' '[ca]' "host=$PWD/socket" user=pkit dbname=postgres >services
psql=("$postgres/psql" -h "$PWD/socket" -U pkit -d postgres -Atq)
query() { "${psql[@]}" -c "SET search_path = pkit; $1"; }
setting() { "${psql[@]}" -c "ALTER SYSTEM SET $1" -c 'SELECT pg_reload_conf()' >/dev/null; }
# waits N: until a process of pkit waits in the server for a standby, in the N-th commit since it began.
waits() {
  local n pid
  for n in $(seq "$1"); do
    for _ in $(seq 200); do
      pid=$("${psql[@]}" -c "SELECT pid FROM pg_stat_activity WHERE application_name = 'pkit' AND wait_event = 'SyncRep'")
      [ -z "$pid" ] || break
      sleep 0.2
    done
    [ -n "$pid" ] || fail 'no command waits for the server'
    [ "$n" = "$1" ] || "${psql[@]}" -c "SELECT pg_cancel_backend($pid)" >/dev/null
  done
}
move() { pkit state move --home home --to "$1"; }
killed() {
  (PKIT_FAULT_PROGRAM=pkit PKIT_FAULT_KIND=kill PKIT_FAULT_ONLY=$1 PKIT_FAULT_AT=$2 LD_PRELOAD=$PKIT_FAULTLIB \
    pkit state move --home home --to "$3" >out 2>err; exit $?) 2>/dev/null
  same "the exit of a move to $3 that is killed at $1 $2" 137 $?
}
# with_fault KIND N: a move to the server of which the N-th of these calls fails; without a kind, its calls are listed.
with_fault() {
  rm -f calls
  PKIT_FAULT_PROGRAM=pkit PKIT_FAULT_KIND=$1 PKIT_FAULT_ONLY=renameat2,fsync,fdatasync PKIT_FAULT_AT=$2 PKIT_FAULT_LOG=$PWD/calls \
    LD_PRELOAD=$PKIT_FAULTLIB pkit state move --home home --to postgresql:ca >out 2>err
}
# nth N WHAT: the number of the N-th call, from the one by which the home's line is there, that is WHAT.
nth() { awk -v n="$1" -v what="$2" '/ pkit[.]state$/ { there = 1 } there && $0 ~ what && ++found == n { print NR; exit }' "$3"; }
failing() {
  with_fault enospc "$1"
  local status=$?
  same "the exit of a move that fails at $(tail -n 1 calls)" "$2" $status
}
# usable WHERE WHEN: the state there is in force, whole, and takes what is issued; the only one that does.
serials=0
usable() {
  serials=$((serials + 1))
  expect 0 pkit issue --home home --subject "CN=m$serials" --new-key ec-p256 --profile agent --out "m$serials"
  same "where the state is after $2" "$1" "$([ ! -e home/pkit.state ] && echo sqlite || cut -d ' ' -f 1 home/pkit.state)"
  same "certificates after $2" "$serials" "$(pkit list certificates --home home | grep -c ' CN=m')"
  expect 0 pkit doctor --home home || cat out
}

make_home home
make_csr one
usable sqlite 'init'
expect 4 pkit register --home home --client-machine two.example --csr one.csr
expect 2 pkit state move --home home --to oracle:ca && says 'write postgresql:SERVICE'
expect 2 pkit state move --home home
expect 0 move sqlite && says 'in sqlite already' out
expect 9 env PGSERVICEFILE=/dev/null pkit state move --home home --to postgresql:ca
usable sqlite 'a move to nowhere'

# While rows are copied everybody reads, and nobody writes.
setting "synchronous_standby_names = 'nobody'"
pkit state move --home home --to postgresql:ca >moving.out 2>&1 & moving=$!
waits 2
expect 0 pkit list certificates --home home
kill -9 $moving
wait $moving 2>/dev/null
setting "synchronous_standby_names = ''"
expect 9 pkit init --home other --join postgresql:ca --from home && says 'on its way from another engine'
usable sqlite 'a kill while rows were copied'
setting "synchronous_standby_names = 'nobody'"
pkit state move --home home --to postgresql:ca >moving.out 2>&1 & moving=$!
waits 2
pkit issue --home home --subject CN=late --new-key ec-p256 --profile agent --out late >late.out 2>late.err & late=$!
expect 0 pkit list certificates --home home
setting "synchronous_standby_names = ''"
wait $moving || { fail 'a move was not done'; cat moving.out; }
says 'moved the state from sqlite to postgresql:ca' moving.out
wait $late
same 'the exit of who wanted to write meanwhile' 9 $?
says 'was moved' late.err
[ ! -e late ] || fail 'a certificate was handed out that is not recorded'
usable postgresql:ca 'a move to the server'
[ -e home/pkit.db.moved ] && [ ! -e home/pkit.db ] || fail 'the former state lies where it may be taken for the state'
expect 0 pkit events --home home && says state.moved out
mkdir aside && for suffix in '' -wal; do [ ! -e "home/pkit.db.moved$suffix" ] || cp "home/pkit.db.moved$suffix" "aside/pkit.db$suffix"; done
cp -r home/pkit.yaml home/ca aside && chmod 700 aside
expect 9 pkit status --home aside && says 'was moved'

# What a one-time credential is proven by goes along, and into a file of its own where the state becomes one.
(umask 077 && echo a-first-password >first.pass)
expect 0 pkit account create --home home --name one --username one --password-file first.pass
same 'what is proven against' 1 "$(query 'SELECT count(*) FROM credential_contents')"

# Back, and the homes of other hosts are refused then. A kill before the server's commit, in it, and after it.
expect 0 pkit init --home other --join postgresql:ca --from home
killed rename 1 sqlite
usable postgresql:ca 'a kill before the file was there'
setting "synchronous_standby_names = 'nobody'"
pkit state move --home home --to sqlite >moving.out 2>&1 & moving=$!
waits 1
kill -9 $moving
wait $moving 2>/dev/null
setting "synchronous_standby_names = ''"
"${psql[@]}" -c "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'" >/dev/null
usable sqlite "a kill in the server's commit"
same 'what the server still proves against' 0 "$(query 'SELECT count(*) FROM credential_contents')"
same 'what the state proves against' 0 "$(sqlite3 home/pkit.db 'SELECT count(*) FROM credential_contents')"
same 'its files' '600' "$(stat -c %a home/credentials/*)"
openssl req -new -newkey rsa:2048 -nodes -keyout account.key -subj /CN=account -out account.csr 2>/dev/null
expect 0 pkit register --home home --account 1 --username one --password-file first.pass --csr account.csr --out account.crt
expect 9 pkit list certificates --home other && says 'was moved away'
expect 9 pkit issue --home other --subject CN=other --new-key ec-p256 --profile agent --out other.key && says 'was moved away'

# There again, where the database has what it had: before the home's line, and after it.
killed renameat2 1 postgresql:ca
usable sqlite 'a kill before the commit'
killed renameat2,fsync 3 postgresql:ca
usable postgresql:ca 'a kill after the commit'
expect 0 move postgresql:ca && says 'already' out
[ -e home/pkit.db.moved ] && [ ! -e home/pkit.db ] || fail 'what a kill left was not put aside'
killed rename 2 sqlite
usable sqlite 'a kill before the file was in its place'

# A disk that is full before the line is there, and after it: what stands is said.
expect 0 move postgresql:ca && expect 0 move sqlite
with_fault '' 0 && mv calls all && expect 0 move sqlite
failing "$(nth 2 '/home$' all)" 9
says 'the state is in postgresql:ca from now on'
! grep -q 'nothing was changed' err || fail 'a move that stands says that nothing was changed'
usable postgresql:ca 'a failure after the commit'
expect 0 move sqlite
# The file's own last commit is not made: it is marked all the same, and a copy of it is no state.
failing "$(nth 1 'pkit[.]db-wal$' all)" 0
cp home/pkit.db.moved aside/pkit.db && rm -f aside/pkit.db-*
expect 9 pkit status --home aside && says 'was moved' && says 'the home in which it was moved'
expect 0 move sqlite
failing "$(nth 1 renameat2 all)" 9
! grep -q 'from now on' err || fail 'a move that did not begin says that it stands'
usable sqlite 'a failure before the commit'
finish
