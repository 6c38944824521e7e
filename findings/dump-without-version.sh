# sqlite3: .dump leaves out user_version and application_id, so that what is made of it looks like a database of nobody.
#
# Guessed: a dump is the whole of the database, as the manual of the shell says. Seen with SQLite 3.40.1 (Debian 12): tables,
# AUTOINCREMENT's numbers and triggers come back from `sqlite3 old .dump | sqlite3 new`, but PRAGMA user_version and
# application_id are 0, and the write-ahead log is off; .clone loses them, too. .backup and VACUUM INTO keep both numbers, and
# .backup the log. A program that keeps the version of its tables there takes such a copy for a new or a foreign
# database: it migrates tables that it has, or refuses them. It keeps the number in a table, or says what to copy with.
# Needs sqlite3. Ends with 1 where it behaves otherwise.
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
sqlite3 --version | cut -d' ' -f1
sqlite3 old >/dev/null <<'END'
PRAGMA journal_mode = WAL;
PRAGMA user_version = 7;
PRAGMA application_id = 1234;
CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT) STRICT;
INSERT INTO t (name) VALUES ('kept');
END
sqlite3 old .dump | sqlite3 dump
sqlite3 old '.clone clone' >/dev/null
sqlite3 old '.backup backup'
sqlite3 old "VACUUM INTO 'vacuum'"
for name in old dump clone backup vacuum; do
  echo "$name: $(sqlite3 $name 'SELECT name FROM t; PRAGMA user_version; PRAGMA application_id; PRAGMA journal_mode' | xargs)"
done | tee told
diff told - <<'END'
old: kept 7 1234 wal
dump: kept 0 0 delete
clone: kept 0 0 delete
backup: kept 7 1234 wal
vacuum: kept 7 1234 delete
END
echo 'as described'
