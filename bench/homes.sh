# homes.sh: pkit's homes: one each for both builds, so that none finds what the other left. Sourced by run.sh.

home() { echo "$work/home-$1-$2"; }

make_home() {
  local build=$1 kind=$2
  shift 2
  "${pkit[$build]}" init --home "$(home "$kind" "$build")" --name Bench "$@" >/dev/null 2>&1
}

# handlers BUILD KIND: the handlers of that home's chain, from stdin, as a YAML flow list.
handlers() {
  local file
  file=$(home "$2" "$1")/pkit.yaml
  sed -i "s|^    handlers: .*|    handlers: [ $(tr '\n' ' ')]|" "$file"
  "${pkit[$1]}" config check --home "$(home "$2" "$1")" >/dev/null
}

rules() {
  local n
  for n in $(seq 10); do
    echo "{ name: rule $n, when: { claimed.ClientMachine: [\"old$n-*\", \"test$n-*\"], csr.key.type: RSA }, deny: retired },"
  done
}

calls() {
  local n
  for n in $(seq 10); do echo "{ name: call $n, call: defer.decide },"; done
}

# filled BUILD: a million certificates, each of an orchestrator of its own, copies of the one that is there.
fill() {
  local database
  database=$(home million "$1")/pkit.db
  "${pkit[$1]}" issue --home "$(home million "$1")" --csr requests-100/m100.csr >/dev/null 2>&1
  sqlite3 "$database" "
    PRAGMA synchronous = OFF;
    $(copies principals "id = 'o-' || n" "name = 'copy-' || n" "name_key = 'copy-' || n")
    $(copies orchestrators "principal = 'o-' || n" "agent_id = 'copy-' || n")
    $(copies certificates "id = 'c-' || n" "principal = 'o-' || n" "serial = randomblob(16)" \
      "fingerprint = randomblob(32)" "csr_sha256 = randomblob(32)" "key_id = lower(hex(randomblob(32)))")
    $(copies attempts "id = 1000 + n" "principal = 'o-' || n" "subject = 'c-' || n")
    $(copies events "sequence = -n" "subject = 'c-' || n")
    PRAGMA wal_checkpoint(TRUNCATE);" >/dev/null
}

# copies TABLE "COLUMN = EXPRESSION"...: SQL for a million rows like the table's newest, those columns made of n.
copies() {
  local table=$1 columns column change
  shift
  columns=" $(sqlite3 "$database" "SELECT group_concat(name, ', ') FROM pragma_table_info('$table')"),"
  column=${columns%,}
  for change in "$@"; do columns=${columns/ ${change%% *},/ ${change#* = },}; done
  echo "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < $million)
    INSERT INTO $table ($column) SELECT ${columns%,} FROM numbers,
    (SELECT * FROM $table ORDER BY rowid DESC LIMIT 1);"
}

make_homes() {
  local build
  umask 077
  echo a-passphrase-of-the-bench >passphrase
  for build in static dynamic; do
    for kind in plain million none rules exec batch; do make_home $build $kind --no-passphrase; done
    make_home $build passphrase --passphrase-file "$work/passphrase"
    rules | handlers $build rules
    cp "$tools/defer" "$(home exec $build)/defer"
    printf 'adapters: { defer: { exec: [defer] } }\n' >>"$(home exec $build)/pkit.yaml"
    calls | handlers $build exec
    fill $build
  done
}
