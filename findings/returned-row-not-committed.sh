# SQLite: an INSERT with RETURNING gives its row before it commits, and sqlite3_finalize alone tells that the commit failed.
#
# Guessed: outside of a transaction a row that was returned is there, and sqlite3_finalize repeats an error of sqlite3_step at
# most. Seen with SQLite 3.40.1 (Debian 12): sqlite3_step says SQLITE_ROW and gives the new id, sqlite3_get_autocommit that no
# transaction is open, and then sqlite3_finalize ends with SQLITE_CONSTRAINT, where a deferred foreign key is broken, or
# with SQLITE_BUSY, where another process reads (without a write-ahead log); the row is not in the table. A program that takes
# the id and drops what sqlite3_finalize or sqlite3_reset says, as destructors do, reports a row that never was: it steps on
# to SQLITE_DONE before it believes the id, or says BEGIN and COMMIT itself.
# Needs a C compiler and libsqlite3-dev. Ends with 1 where it behaves otherwise.
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
cat >insert.c <<'END'
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
static void row(sqlite3 *db, const char *label, const char *sql, int to_done) {
  sqlite3_stmt *one;
  sqlite3_prepare_v2(db, sql, -1, &one, NULL);
  int step = sqlite3_step(one), id = sqlite3_column_int(one, 0), open = !sqlite3_get_autocommit(db);
  printf("%s: step %s, id %d, %s; ", label, step == SQLITE_ROW ? "row" : "none", id, open ? "transaction" : "no transaction");
  if (to_done) printf("next step: %s; ", sqlite3_errstr(sqlite3_step(one)));
  printf("finalize: %s; ", sqlite3_errstr(sqlite3_finalize(one)));
  sqlite3_prepare_v2(db, strstr(sql, "child") ? "SELECT count(*) FROM child" : "SELECT count(*) FROM parent", -1, &one, NULL);
  sqlite3_step(one);
  printf("rows: %d\n", sqlite3_column_int(one, 0));
  sqlite3_finalize(one);
}
int main(void) {
  sqlite3 *db, *other;
  sqlite3_stmt *reading;
  fprintf(stderr, "SQLite %s\n", sqlite3_libversion());
  sqlite3_open("t.db", &db);
  sqlite3_open("t.db", &other);
  const char *tables = "PRAGMA foreign_keys = ON; CREATE TABLE parent (id INTEGER PRIMARY KEY);"
                       "CREATE TABLE child (id INTEGER PRIMARY KEY, p REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)";
  sqlite3_exec(db, tables, NULL, NULL, NULL);
  row(db, "good", "INSERT INTO parent VALUES (1) RETURNING id", 0);
  row(db, "broken key", "INSERT INTO child (p) VALUES (5) RETURNING id", 0);
  row(db, "broken key", "INSERT INTO child (p) VALUES (5) RETURNING id", 1);
  sqlite3_prepare_v2(other, "SELECT id FROM parent", -1, &reading, NULL);
  sqlite3_step(reading);
  row(db, "a reader", "INSERT INTO parent VALUES (2) RETURNING id", 0);
  sqlite3_finalize(reading);
  row(db, "no reader", "INSERT INTO parent VALUES (2) RETURNING id", 0);
  sqlite3_close(other);
  sqlite3_close(db);
}
END
cc -o insert insert.c -lsqlite3
./insert | tee told
diff told - <<'END'
good: step row, id 1, no transaction; finalize: not an error; rows: 1
broken key: step row, id 1, no transaction; finalize: constraint failed; rows: 0
broken key: step row, id 1, no transaction; next step: constraint failed; finalize: constraint failed; rows: 0
a reader: step row, id 2, no transaction; finalize: database is locked; rows: 1
no reader: step row, id 2, no transaction; finalize: not an error; rows: 2
END
echo 'as described'
