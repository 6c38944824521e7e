# SQLite: a failed INSERT into a full database ends the whole transaction, or does not, as the table has a constraint or none.
#
# Guessed: a statement that fails is undone, and its transaction stays open. Seen with SQLite 3.40.1 (Debian 12), with a
# write-ahead log and without: an INSERT of many rows that meets SQLITE_FULL leaves the transaction open where the table has a
# UNIQUE column, and rolls it back where it has none: a statement that can break no constraint keeps no journal of its own.
# What the program then does "in" its transaction is committed at once, row by row; only its COMMIT fails. Whoever goes on
# after an error asks sqlite3_get_autocommit (here in_transaction) first; tests with the constraint do not show it.
# Needs Debian 12's /usr/bin/python3. Ends with 1 where it behaves otherwise.
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
cat >fill.py <<'END'
import sqlite3
print("SQLite", sqlite3.sqlite_version)
for mode in "delete", "wal":
    for column in "n", "n UNIQUE":
        name = mode + column[2:] + ".db"
        db = sqlite3.connect(name, isolation_level=None)
        db.execute("PRAGMA journal_mode = " + mode)
        db.execute("CREATE TABLE t (%s)" % column)
        db.execute("PRAGMA max_page_count = 20")
        db.execute("BEGIN")
        db.execute("INSERT INTO t VALUES ('before')")
        try:
            db.execute("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 50000) INSERT INTO t SELECT n FROM c")
        except sqlite3.OperationalError as error:
            said = [str(error), "open" if db.in_transaction else "ended"]
        db.execute("INSERT INTO t VALUES ('after')")
        try:
            db.execute("COMMIT")
        except sqlite3.OperationalError as error:
            said.append(str(error))
        db.close()
        print(mode, column, said, *(row[0] for row in sqlite3.connect(name).execute("SELECT n FROM t")))
END
/usr/bin/python3 fill.py | tee told
tail -n +2 told | diff - <(cat <<'END'
delete n ['database or disk is full', 'ended', 'cannot commit - no transaction is active'] after
delete n UNIQUE ['database or disk is full', 'open'] before after
wal n ['database or disk is full', 'ended', 'cannot commit - no transaction is active'] after
wal n UNIQUE ['database or disk is full', 'open'] before after
END
)
echo 'as described'
