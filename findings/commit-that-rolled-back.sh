# PostgreSQL: a COMMIT after a failed statement succeeds and commits nothing, and drivers do not say so.
#
# Guessed: a commit() that returns has committed, and there is an error otherwise. Seen with PostgreSQL 15, psycopg2 2.9.5 (Debian
# 12) and pg 8.11.3 for Node.js, of a transaction whose last INSERT met a unique key, which the program took for "it is there
# already": COMMIT ends with SQLSTATE 00000 and psql with 0, commit() and the end of "with connection" return, the promise of
# query('COMMIT') is kept; only the command tag is ROLLBACK, and the row before it is gone, too. A program looks at the tag
# (PQcmdStatus, statusmessage, command), asks PQtransactionStatus before it commits, or has a savepoint for such an INSERT.
# Needs Debian's postgresql-15 and python3-psycopg2, node and npm; root becomes nobody. Ends with 1 where it behaves otherwise.
set -eu
export LC_ALL=C
if [ "$(id -u)" = 0 ]; then exec setpriv --reuid=nobody --regid=nogroup --clear-groups bash -s <"$0"; fi
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || { kill -QUIT $server && wait $server || :; }; rm -r "$work"' EXIT
cd "$work"
export HOME="$work" npm_config_update_notifier=false PGHOST="$work" PGUSER=us PGDATABASE=postgres
programs=/usr/lib/postgresql/15/bin
$programs/initdb -D data -A trust -U us -N >/dev/null
$programs/postgres -D data -k "$work" -c listen_addresses= -c fsync=off 2>log &
server=$!
ask() { psql -XAt "$@"; }
for _ in $(seq 300); do ask -c 'SHOW server_version' 2>/dev/null && break || sleep 0.1; done
ask -qc 'CREATE TABLE t (name text UNIQUE)' -c "INSERT INTO t VALUES ('there')"
npm init -y >/dev/null
npm install --silent pg@8.11.3 >/dev/null
cat >ask.py <<'END'
import psycopg2
def insert():
    cursor = db.cursor()
    cursor.execute("INSERT INTO t VALUES ('new')")
    try:
        cursor.execute("INSERT INTO t VALUES ('there')")
    except psycopg2.errors.UniqueViolation:
        pass
db = psycopg2.connect("")
insert()
print("psycopg2:", db.commit())
with db:
    insert()
print("psycopg2: the block ended")
END
cat >ask.mjs <<'END'
import pg from 'pg';
const db = new pg.Client();
await db.connect();
await db.query('BEGIN');
await db.query("INSERT INTO t VALUES ('new')");
await db.query("INSERT INTO t VALUES ('there')").catch(() => {});
console.log('pg:', (await db.query('COMMIT')).command);
await db.end();
END
{
  ask <<<"BEGIN; INSERT INTO t VALUES ('new'); INSERT INTO t VALUES ('there'); COMMIT; \echo :SQLSTATE" 2>/dev/null
  echo "psql ends with $?"
  /usr/bin/python3 ask.py
  node ask.mjs
  ask -c 'SELECT * FROM t'
} | tee told
diff told - <<'END'
BEGIN
INSERT 0 1
ROLLBACK
00000
psql ends with 0
psycopg2: None
psycopg2: the block ended
pg: ROLLBACK
there
END
echo 'as described'
