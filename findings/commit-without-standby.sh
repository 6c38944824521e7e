# PostgreSQL: a COMMIT that waits for its standby heeds no timeout, and to cancel it makes it a success.
#
# Guessed: statement_timeout ends such a wait, as an error. Seen with PostgreSQL 15 (Debian 12), with synchronous_standby_names
# of a standby that is not there: statement_timeout and lock_timeout do not count while a COMMIT waits, and pg_cancel_backend
# (what Ctrl-C and PQcancel ask for, too) ends it with the command tag COMMIT, SQLSTATE 00000 and psql's status 0. That no
# standby has it is a WARNING, which client_min_messages=error hides. A client to which "committed" means "on two machines"
# has to read the warning, by its SQLSTATE 01000 in a notice receiver, and never to cancel a COMMIT it cannot ask about again.
# Needs Debian's postgresql-15; root becomes nobody. Ends with 1 where it behaves otherwise.
set -eu
export LC_ALL=C
if [ "$(id -u)" = 0 ]; then exec setpriv --reuid=nobody --regid=nogroup --clear-groups bash -s <"$0"; fi
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || { kill -QUIT $server && wait $server || :; }; rm -r "$work"' EXIT
cd "$work"
programs=/usr/lib/postgresql/15/bin
$programs/initdb -D data -A trust -U us -N >/dev/null
$programs/postgres -D data -k "$work" -c listen_addresses= -c synchronous_standby_names=absent -c fsync=off 2>log &
server=$!
ask() { psql -XAth "$work" -U us -d postgres "$@"; }
for _ in $(seq 100); do ask -c 'SHOW server_version' 2>/dev/null && break || sleep 0.1; done
ask -qc 'SET synchronous_commit = local' -c 'CREATE TABLE t (n int)'
# cancelled LEVEL: what a client of that client_min_messages is told.
cancelled() {
  ask -v ON_ERROR_STOP=1 -qc "SET client_min_messages = $1" -c "SET statement_timeout = '200ms'" -c "SET lock_timeout = '200ms'" \
    -c BEGIN -c 'INSERT INTO t VALUES (1)' -c '\unset QUIET' -c COMMIT -c '\echo :SQLSTATE' >"$1" 2>&1 &
  sleep 2
  ask -c "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND query = 'COMMIT'" | grep -qx t
  wait $! || return 1
  grep -v DETAIL "$1"
}
{ cancelled warning && cancelled error && ask -c 'SELECT count(*) FROM t'; } | tee told
diff told - <<'END'
WARNING:  canceling wait for synchronous replication due to user request
COMMIT
00000
COMMIT
00000
2
END
echo 'as described'
