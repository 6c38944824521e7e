# SQLite, write-ahead log: a COMMIT that fails at its sync can be there for the next process.
#
# Guessed: a commit that ends with "disk I/O error" is rolled back. Seen with SQLite 3.40.1 (Debian 12) in WAL mode with
# synchronous=FULL, where the commit's own fdatasync fails once (by strace): the process is told "disk I/O error" and does
# not see its row. If it then ends without closing the database (a kill, or _exit after an error), the log still holds
# the frames with their commit mark, and the next process reads the row. Where the first closes the database, the row is
# gone: who tells its user "nothing happened" after such an error has to close first.
# Needs apt, dpkg, strace and Debian 12's /usr/bin/python3. Ends with 1 where it behaves otherwise.
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
apt-get download -q libsqlite3-0=3.40.1-2+deb12u2 >/dev/null 2>&1
dpkg -x libsqlite3-0_*.deb root
export LD_LIBRARY_PATH=$work/root/usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || echo x86_64-linux-gnu)
cat >write.py <<'END'
import os, sqlite3, sys
print("SQLite", sqlite3.sqlite_version)
db = sqlite3.connect("t.db", isolation_level=None)
db.execute("PRAGMA journal_mode = WAL")
db.execute("PRAGMA synchronous = FULL")
db.execute("CREATE TABLE IF NOT EXISTS t (n)")
db.execute("INSERT INTO t VALUES (1)")
try:
    db.execute("INSERT INTO t VALUES (2)")
    print("committed")
except sqlite3.OperationalError as error:
    print("failed:", error, "- rows that it sees:", db.execute("SELECT count(*) FROM t").fetchone()[0])
sys.stdout.flush()
db.close() if "close" in sys.argv else os._exit(0)
END
strace -f -qq -o calls -e trace=fdatasync /usr/bin/python3 write.py
last=$(grep -c 'fdatasync(' calls)  # the one of the last commit
rm t.db*
# failing ROWS [close]: the next process sees that many.
failing() {
  strace -f -qq -o calls -e trace=fdatasync -e inject=fdatasync:error=EIO:when="$last" /usr/bin/python3 write.py "${@:2}" | tee told
  grep -qx 'failed: disk I/O error - rows that it sees: 1' told
  /usr/bin/python3 -c 'import sqlite3
print("rows of the next process:", sqlite3.connect("t.db").execute("SELECT count(*) FROM t").fetchone()[0])' | tee next
  grep -qx "rows of the next process: $1" next
  rm -f t.db*
}
failing 2
failing 1 close
echo 'as described'
