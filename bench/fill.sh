# fill.sh: a state with very many certificates, from one with one. Sourced by run.sh and by the test of speed.

# fill DATABASE COUNT: so many certificates more, each of an orchestrator of its own, with attempt and event; copies of
# the newest one. Not a state that doctor would be content with: it is for measuring.
fill() {
  sqlite3 "$1" "
    PRAGMA synchronous = OFF;
    $(copies "$1" "$2" principals "id = 'o-' || n" "name = 'copy-' || n" "name_key = 'copy-' || n")
    $(copies "$1" "$2" orchestrators "principal = 'o-' || n" "agent_id = CAST('copy-' || n AS BLOB)")
    $(copies "$1" "$2" orchestrator_ties "principal = 'o-' || n")
    $(copies "$1" "$2" certificates "id = 'c-' || n" "principal = 'o-' || n" "serial = randomblob(16)" \
      "fingerprint = randomblob(32)" "csr_sha256 = randomblob(32)" "key_id = randomblob(32)")
    $(copies "$1" "$2" attempts "id = 1000 + n" "principal = 'o-' || n" "subject = 'c-' || n")
    $(copies "$1" "$2" events "sequence = -n" "subject = 'c-' || n")
    PRAGMA wal_checkpoint(TRUNCATE);" >/dev/null
}

# copies DATABASE COUNT TABLE "COLUMN = EXPRESSION"...: SQL for rows like the table's newest, by its first column; those columns made of n.
copies() {
  local database=$1 count=$2 table=$3 columns made change
  shift 3
  columns=" $(sqlite3 "$database" "SELECT group_concat(name, ', ') FROM pragma_table_info('$table')"),"
  made=$columns
  for change in "$@"; do made=${made/ ${change%% *},/ ${change#* = },}; done
  echo "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < $count)
    INSERT INTO $table (${columns%,}) SELECT ${made%,} FROM numbers,
    (SELECT * FROM $table ORDER BY 1 DESC LIMIT 1);"
}
