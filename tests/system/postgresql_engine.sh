# postgresql_engine.sh: a home whose state a PostgreSQL keeps: made, used, joined by a second host, two that issue at
# once, batches and their round trips, a server that is killed, and what is told where there is no server or no library.
# runs: release
. "$PKIT_SOURCE/tests/tools/lib.sh"

start_postgres pkit -c fsync=on
export PGSERVICEFILE="$PWD/services"
printf '%s\n' '[ca]' "host=$PWD/socket" user=pkit dbname=postgres '[nowhere]' "host=$PWD/nothing" user=pkit >services
psql=("$postgres/psql" -h "$PWD/socket" -U pkit -d postgres -Atq)
query() { "${psql[@]}" -c "SET search_path = pkit; $1"; }

expect 2 pkit init --home home --no-passphrase --store oracle:ca && says 'write postgresql:SERVICE'
expect 2 pkit init --home home --no-passphrase --store 'postgresql:ca password=x' && says 'no name of a service'
expect 9 pkit init --home home --no-passphrase --store postgresql:nowhere && says 'cannot connect to the service nowhere'
expect 9 pkit init --home home --no-passphrase --store postgresql:missing && says 'definition of service "missing" not found'
mkdir none && : >none/libpq.so.5
expect 9 env LD_LIBRARY_PATH="$PWD/none" pkit init --home home --no-passphrase --store postgresql:ca && says 'package libpq5'
[ ! -e home ] || fail 'a home that could not be made is there'

# A host that takes connections and says nothing is waited for as long as the service says: once for itself, and once for
# whether it starts.
/usr/bin/python3 -Bc 'import socket, time
silent = socket.create_server(("127.0.0.1", 0))
print(silent.getsockname()[1], flush=True)
time.sleep(60)' >port & silent=$!
for _ in $(seq 200); do [ -s port ] && break; sleep 0.05; done
printf '%s\n' '[silent]' host=127.0.0.1 "port=$(cat port)" user=pkit connect_timeout=2 >>services
began=$SECONDS
expect 9 pkit init --home home --no-passphrase --store postgresql:silent && says 'timeout expired'
[ $((SECONDS - began)) -lt 8 ] || fail "connect_timeout=2 is not heeded: $((SECONDS - began)) s"
kill $silent

make_home home --store postgresql:ca
same 'what says where the state is' 'postgresql:ca' "$(cat home/pkit.state)"
[ ! -e home/pkit.db ] || fail 'there is a file beside the server'
expect 7 pkit init --home again --no-passphrase --store postgresql:ca && says 'holds a state already'

expect 0 pkit init --home home --no-passphrase --if-missing --store postgresql:ca

# The tables are those that SQLite has: each column, whether it may be absent, and each index by its name.
make_home file
expect 7 pkit init --home file --no-passphrase --if-missing --store postgresql:ca && says 'its state is not in postgresql:ca'
pkit_tables() { sqlite3 file/pkit.db "SELECT m.name, c.name, c.\"notnull\" OR c.pk FROM sqlite_schema m, pragma_table_info(m.name) c
  WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY 1, 2"; }
query "SELECT table_name, column_name, (is_nullable = 'NO')::int FROM information_schema.columns JOIN information_schema.tables
  USING (table_schema, table_name) WHERE table_schema = 'pkit' AND table_type = 'BASE TABLE' AND table_name <> 'commits'
  AND (table_name, column_name) <> ('compatibility', 'version') ORDER BY table_name COLLATE \"C\", column_name COLLATE \"C\"" >there
pkit_tables | diff - there >differ || { fail 'the tables of the two engines differ'; cat differ; }
diff <(sqlite3 file/pkit.db "SELECT name FROM sqlite_schema WHERE type IN ('index', 'trigger', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY 1") \
  <(query "SELECT indexname FROM pg_indexes WHERE schemaname = 'pkit' AND indexname NOT IN (SELECT conname FROM pg_constraint)
      AND tablename <> 'commits' AND indexname <> 'issuers_by_certificate' UNION SELECT DISTINCT trigger_name FROM information_schema.triggers WHERE trigger_schema = 'pkit'
      UNION SELECT table_name FROM information_schema.views WHERE table_schema = 'pkit'" | LC_ALL=C sort) >differ ||
  { fail 'the indexes, triggers and views of the two engines differ'; cat differ; }

make_csr one one.example
expect 4 pkit register --home home --client-machine one.example --csr one.csr
registration=$(pkit list registrations --home home --state waiting --format json | jq -r '.data.registrations[0].id')
expect 0 pkit approve "$registration" --home home
expect 0 pkit register --home home --client-machine one.example --csr one.csr --out one.crt
serial=$(openssl x509 -in one.crt -noout -serial | sed 's/.*=//' | tr A-F a-f)
expect 0 pkit show "$serial" --home home && says one.example out
expect 0 pkit revoke "$serial" --home home --reason keyCompromise
expect 0 pkit explain "$registration" --home home
expect 0 pkit crl --home home --out issuing.crl
openssl crl -in issuing.crl -noout -text | grep -qi "Serial Number: $serial" || fail 'the CRL does not list the serial'
expect 0 pkit events --home home && says certificate.revoked out
expect 0 pkit status --home home && says "state in postgresql:ca, postgresql $("${psql[@]}" -c 'SHOW server_version')" out
same 'the server in JSON' 'postgresql:ca primary' "$(pkit status --home home --format json | jq -r '.data.server | "\(.state) \(.role)"')"
expect 0 pkit doctor --home home && says 'at postgresql:ca, primary' out
expect 7 pkit backup copy.db --home home && says 'pg_dump' && says 'state is in postgresql:ca'
cp -a home moved && expect 7 pkit restore "$PWD/any.pkit" --home moved --force && says 'would stay in force there'
rm -r moved
same 'events of a backup that is none' 0 "$(query "SELECT count(*) FROM events WHERE kind = 'backup.begun'")"

# A second host: the CA's files by whatever way, and the same state.
expect 7 pkit init --home host2 --join postgresql:ca --from file && says 'nothing was made'
[ ! -e host2 ] || fail 'a home of another CA was made'
expect 2 pkit init --home host2 --join postgresql:ca && says '--join needs --from'
expect 2 pkit init --home host2 --join postgresql:ca --from home --root-subject CN=Other && says 'as it is'
mkdir home/adapters && printf '#!/bin/sh\n' >home/adapters/slow && chmod 700 home/adapters home/adapters/slow
printf 'adapters: { slow: { exec: [adapters/slow] } }\n' >>home/pkit.yaml
expect 0 pkit init --home host2 --join postgresql:ca --from home
[ -x host2/adapters/slow ] || fail 'the program of an adapter did not come along'
expect 0 pkit doctor --home host2
expect 0 pkit show "$serial" --home host2

# One-time credentials are good on each host, once; what they are proven by is gone with that.
(umask 077 && echo a-first-password >first.pass)
for n in one two; do expect 0 pkit account create --home home --name "$n" --username "$n" --password-file first.pass; done
same 'what is proven against' 2 "$(query 'SELECT count(*) FROM credential_contents')"
[ ! -e home/credentials ] || fail 'a shared credential is a file of one host'
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out account.key 2>/dev/null
for n in account stranger; do openssl req -new -key account.key -subj "/CN=$n" -out $n.csr; done
join_as() { pkit register --home "$1" --account 1 --username one --password-file first.pass --csr "$2.csr" --out "$1-$2.crt"; }
expect 0 join_as host2 account
for n in home host2; do expect 8 join_as $n stranger && says 'wrong, or cannot be used'; done
expect 0 join_as home account  # the same request again: the certificate that it got
same 'what is left of it' 0 "$(query "SELECT count(*) FROM credential_contents WHERE username = 'one'")"
expect 0 pkit account set-password 2 --home host2 --password-file first.pass
same 'what is proven against' 'two' "$(query 'SELECT username FROM credential_contents')"

# The gate heeds nothing that its caller says to libpq, which is where the state is.
expect 9 pkit register --client-machine gated --via env PGSERVICEFILE="$PGSERVICEFILE" pkit gate --home home && says store.unreachable

# issuing HOME NAME: one after the other, each with a request id; tells each one's exit and serial.
issuing() {
  local n
  for n in 1 2; do
    pkit issue --home "$1" --csr "$2$n.csr" --request-id "$2$n" --out "$2$n.crt" --force >"$2$n.out" 2>&1
    echo "$2$n $?"
  done >"$2.exits"
}
for n in 1 2; do make_csr "a$n" && make_csr "b$n"; done
issuing home a & first=$!
issuing host2 b & second=$!
wait $first $second
same 'two hosts at once' '0 0 0 0' "$(sort a.exits b.exits | cut -d ' ' -f 2 | xargs)"
same 'their serials' 4 "$(for n in a1 a2 b1 b2; do openssl x509 -in $n.crt -noout -serial; done | sort -u | wc -l)"

# What a batch commits together takes as many round trips as one certificate's commit does: they are counted in front of
# the server. One in the middle that another was faster than takes them all back, and all are written once. Two of one
# key rest on each other, and are written one after the other.
mkdir counted batch
printf '%s\n' '[ca]' "host=$PWD/counted" user=pkit dbname=postgres >through
/usr/bin/python3 -B "$PKIT_SOURCE/tests/tools/postgres_proxy.py" "$PWD/socket/.s.PGSQL.5432" "$PWD/counted/.s.PGSQL.5432" "$PWD/counts" & proxy=$!
trap 'kill $proxy 2>/dev/null; kill -INT $server 2>/dev/null; wait $server' EXIT
for _ in $(seq 200); do [ -S counted/.s.PGSQL.5432 ] && break; sleep 0.05; done
# batch NAME COUNT...: that many by a command of its own, and the round trips of the connection that writes for each write.
batch() {
  local waited writes
  rm -f counts
  expect 0 env PGSERVICEFILE="$PWD/through" pkit issue --home home --batch "$1" --out "$1.d" --jobs 1
  same "certificates of $1" "$2" "$(ls "$1.d" | wc -l)"
  for _ in $(seq 200); do [ "$(cat counts 2>/dev/null | wc -l)" = 2 ] && break; sleep 0.05; done
  read -r waited writes < <(awk '$2 > 0' counts)
  [ "$waited" -le $((10 + $3 * writes)) ] || fail "$1: $waited round trips for $writes commits"
}
for n in 1 2 3 4 5 6; do make_csr batch/d$n d$n; done
rm batch/*.key
batch batch 6 16
query "CREATE SEQUENCE inserted; CREATE FUNCTION overtake() RETURNS trigger LANGUAGE plpgsql AS
  'BEGIN IF nextval(''pkit.inserted'') = 2 THEN RAISE SQLSTATE ''40001''; END IF; RETURN NEW; END';
  CREATE TRIGGER overtake BEFORE INSERT ON certificates FOR EACH ROW EXECUTE FUNCTION overtake()"
mkdir overtaken && for n in 1 2 3; do make_csr overtaken/e$n e$n; done
rm overtaken/*.key
batch overtaken 3 90
query 'DROP FUNCTION overtake CASCADE; DROP SEQUENCE inserted' 2>/dev/null
mkdir twins && for n in 1 2; do openssl req -new -key a1.key -subj /CN=f$n -out twins/f$n.csr; done
batch twins 2 90
same 'certificates of three batches' 11 "$(query "SELECT count(*) FROM certificates WHERE subject ~ '^CN=[def]'")"
kill $proxy
proxy=
expect 0 pkit doctor --home home

restart() {
  local child children
  children=$(pgrep -P $server)
  kill -9 $server $children
  wait $server 2>/dev/null
  # The next server takes no directory whose processes still have its memory.
  for child in $children; do while kill -0 "$child" 2>/dev/null; do sleep 0.05; done; done
  : >data/postgresql.auto.conf
  run_postgres
}
setting() { "${psql[@]}" -c "ALTER SYSTEM SET $1" -c 'SELECT pg_reload_conf()' >/dev/null; }
# waits EVENT: until a process of pkit waits for it in the server.
waits() {
  for _ in $(seq 200); do
    [ "$("${psql[@]}" -c "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pkit' AND wait_event = '$1'")" = 1 ] && return
    sleep 0.05
  done
  fail "no command waits for $1"
}
# cut_off EVENT: ends the connection of the process that waits for it; the server's process id.
cut_off() { "${psql[@]}" -c "SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = '$1'" | cut -d '|' -f 1; }
# issued NAME: by the command in the background, and recorded once.
issued() {
  wait $background
  same "the exit of $1" 0 $?
  expect 0 pkit show "$(openssl x509 -in "$1.crt" -noout -serial | sed 's/.*=//' | tr A-F a-f)" --home host2
}
issue() { pkit issue --home home --csr "$1.csr" --request-id "$1" --out "$1.crt" --force; }
for n in c1 c2 c3 c4 c5 c6 c7 c8; do make_csr $n; done

# The server's clock counts on every host, and a host that is far from it is told.
at() { PKIT_FAULT_PROGRAM=pkit PKIT_FAULT_CLOCK=$1 LD_PRELOAD=$PKIT_FAULTLIB "${@:2}"; }
expect 0 at 7200 pkit issue --home home --csr c7.csr --out c7.crt && says ' s before the one of the server'
expect 0 at -86400 pkit issue --home host2 --csr c8.csr --out c8.crt && says ' s behind the one of the server'
for n in c7 c8; do
  began=$(date -d "$(openssl x509 -in $n.crt -noout -startdate | cut -d = -f 2)" +%s)
  [ $(($(date +%s) - began)) -lt 600 ] && [ "$began" -le "$(date +%s)" ] || fail "$n is valid from a host's own time"
done
expect 0 at -86400 pkit status --home home && says "differ by 8"
expect 9 at -86400 pkit doctor --home home && says "differ by 8" out

# Killed while a command waits for another writer: nothing of it is committed, and it runs again by itself.
exec 3> >("${psql[@]}" >/dev/null 2>&1)
echo 'BEGIN; LOCK TABLE pkit.head IN SHARE ROW EXCLUSIVE MODE;' >&3
for _ in $(seq 100); do [ "$(query "SELECT count(*) FROM pg_locks WHERE mode = 'ShareRowExclusiveLock' AND granted")" = 1 ] && break; done
issue c1 >c1.out 2>&1 & background=$!
waits relation
restart
exec 3>&-
issued c1

# Killed in a commit that stands on its disk, before the answer: it is asked for, and not made again.
setting "synchronous_standby_names = 'nobody'"
issue c2 >c2.out 2>&1 & background=$!
waits SyncRep
restart
issued c2

# Cut off in a commit that stands on its disk and that no standby has yet: it is asked for, and the standby waited for.
setting "synchronous_standby_names = 'nobody'"
issue c5 >c5.out 2>&1 & background=$!
waits SyncRep
cut=$(cut_off SyncRep)
waits "SyncRep' AND pid <> '$cut"
[ ! -e c5.crt ] || fail 'a certificate was handed out that no standby has'
setting "synchronous_standby_names = ''"
issued c5

# Cut off in a commit that is not made: it is asked for, found nowhere, and made.
slowly() { query "CREATE OR REPLACE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN $1 RETURN NULL; END'"; }
slowly 'PERFORM pg_sleep(60);'
query 'CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON commits DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow()'
issue c6 >c6.out 2>&1 & background=$!
waits PgSleep
slowly ''
cut_off PgSleep >/dev/null
issued c6
query 'DROP FUNCTION slow CASCADE' 2>/dev/null

# A commit whose standby was not waited for is none that anything leaves pkit for.
setting "synchronous_standby_names = 'nobody'"
issue c3 >c3.out 2>c3.err & background=$!
waits SyncRep
"${psql[@]}" -c "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'" >/dev/null
wait $background
same 'the exit of what may not be on its standby' 9 $?
says 'is not known: the server did not wait for its standby' c3.err
[ ! -e c3.crt ] || fail 'a certificate was handed out that may not be recorded'
setting "synchronous_standby_names = ''"
expect 0 issue c3

# Where it is not known whether a certificate is recorded, the key that was made for it stays: here it is.
setting "synchronous_standby_names = 'nobody'"
pkit issue --home home --subject CN=c9 --new-key ed25519 --profile agent --out c9 >c9.out 2>c9.err & background=$!
waits SyncRep
"${psql[@]}" -c "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'" >/dev/null
wait $background
same 'the exit of a new key that may not be on its standby' 9 $?
setting "synchronous_standby_names = ''"
expect 0 pkit doctor --home home
same 'the key of what was recorded then' "$(openssl x509 -in c9/cert.pem -noout -pubkey)" "$(openssl pkey -in c9/key.pem -pubout)"

# Killed anywhere: whoever was answered has it recorded, and whoever was not may ask again.
issue c4 >c4.out 2>&1 & background=$!
sleep 0.15
restart
wait $background
case $? in 0) ;; 9) expect 0 issue c4 ;; *) fail 'the exit of a command whose server was killed is neither 0 nor 9' ;; esac
same 'certificates of each name' '' "$(query "SELECT subject FROM certificates GROUP BY subject HAVING count(*) <> 1")"
same 'certificates in all' 26 "$(query 'SELECT count(*) FROM certificates')"
expect 0 pkit doctor --home host2

# Cut off at any moment before the commit nothing is decided: none is approved without a certificate by that (X5).
openssl genpkey -algorithm ed25519 -out cut.key
for at in 5 25 36 37 38 39 45; do
  openssl req -new -key cut.key -subj /CN=cut$at -out cut.csr
  expect 4 pkit register --home home --client-machine cut$at --csr cut.csr
  id=$(query "SELECT r.id FROM registrations r JOIN principals p ON p.id = r.principal WHERE p.name = 'cut$at'")
  PKIT_FAULT_PROGRAM=pkit PKIT_FAULT_KIND=eio PKIT_FAULT_ONLY=send PKIT_FAULT_AT=$at LD_PRELOAD=$PKIT_FAULTLIB \
    pkit approve "$id" --home home >cut.out 2>&1
  case $? in 0) wanted=issued ;; 9) wanted=waiting ;; *) fail "cut off at $at: exit $?" ;; esac
  same "what was cut off at $at" $wanted "$(query "SELECT state FROM registrations WHERE id = '$id'")"
done
expect 0 pkit doctor --home host2

# pkit-hosts(7): its commands, one after the other, in a database of their own.
"${psql[@]}" -c 'CREATE DATABASE fleet'
printf '%s\n' '[fleet]' "host=$PWD/socket" user=pkit dbname=fleet >>services
sed -n '/^\.EX$/,/^\.EE$/p' "$PKIT_SOURCE/man/pkit-hosts.7" | sed '/^\./d; s/\\-/-/g' >commands
bash -ex commands >page.out 2>page.err || fail "$(tail -n 3 page.err)"
says agent1 page.out
says 'state in postgresql:fleet' page.out
finish
