# server.sh: pkit's homes over a PostgreSQL of this run alone, on loopback, with its disk synced, and the plans of the rows
# about it. Sourced by run.sh.

server_port=54329

sql_of() { "$postgres/psql" -h 127.0.0.1 -p $server_port -U pkit -XAtqc "$2" "$1"; }

# start_server: in $work/server; it refuses to be root's. Ends with this script.
start_server() {
  postgres=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
  install -d -m 700 server
  as_postgres=(env LC_ALL=C.UTF-8)
  if [ "$(id -u)" -eq 0 ]; then
    chown 65534:65534 server
    as_postgres+=(setpriv --reuid=65534 --regid=65534 --clear-groups)
  fi
  "${as_postgres[@]}" "$postgres/initdb" -D server/data -A trust -U pkit >server.log 2>&1
  "${as_postgres[@]}" "$postgres/postgres" -D server/data -k "$work/server" -c listen_addresses=127.0.0.1 \
    -c port=$server_port -c shared_buffers=256MB -c max_wal_size=4GB >>server.log 2>&1 &
  server=$!
  trap 'kill -INT $server; wait $server; kill $proxies' EXIT
  proxies=
  until "$postgres/pg_isready" -q -h 127.0.0.1 -p $server_port; do sleep 0.1; done
}

# service NAME DATABASE [SOCKET DIRECTORY]
service() { printf '[%s]\nhost=%s\nport=%s\nuser=pkit\ndbname=%s\n' "$1" "${3:-127.0.0.1}" $server_port "$2" >>services; }

# server_home KIND BUILD: a home whose state is in a database of its own.
server_home() {
  sql_of postgres "CREATE DATABASE \"$1-$2\""
  service "$1-$2" "$1-$2"
  make_home "$2" "server-$1" --no-passphrase --store "postgresql:$1-$2"
}

# far MILLISECONDS BUILD: the home "plain" once more, that long a round trip away.
far() {
  local socket=$work/far-$1
  service "far-$1-$2" "plain-$2" "$socket"
  cp -a "$(home server-plain "$2")" "$(home "server-far-$1" "$2")"
  echo "postgresql:far-$1-$2" >"$(home "server-far-$1" "$2")/pkit.state"
}

make_server_homes() {
  local build n
  start_server
  export PGSERVICEFILE=$work/services
  for build in static dynamic; do
    for kind in plain batch million; do server_home $kind $build; done
    "${pkit[$build]}" issue --home "$(home server-million $build)" --csr requests-100/m100.csr >/dev/null 2>&1
    fill_server "million-$build" "$million"
    # What a batch finds that two hosts run, and one.
    service "run-$build" "run-$build"
    cp -a "$(home server-batch $build)" "$(home server-run $build)"
    echo "postgresql:run-$build" >"$(home server-run $build)/pkit.state"
    for n in 0 1 5 20; do far $n $build; done
  done
  for n in 0 1 5 20; do
    mkdir "far-$n"
    python3 -B ../../tests/tools/postgres_proxy.py "$work/server/.s.PGSQL.$server_port" \
      "$work/far-$n/.s.PGSQL.$server_port" /dev/null $n &
    proxies="$proxies $!"
  done
  mkdir first second
  ls requests-10000 | awk -v all="$work/requests-10000" '{ print "ln -s " all "/" $0, (NR % 2 ? "first/" : "second/") }' | sh
  cat >two <<'END'
"$1" issue --home "$2" --batch first --format json >/dev/null &
"$1" issue --home "$2" --batch second --format json >/dev/null && wait $!
END
}

# fill_server DATABASE COUNT: as fill() does for a file.
fill_server() {
  local table made
  for table in "principals id='o-'||n name='copy-'||n name_key='copy-'||n" \
    "orchestrators principal='o-'||n agent_id='copy-'||n" "orchestrator_ties principal='o-'||n" \
    "certificates id='c-'||n principal='o-'||n serial=sha256(('s'||n)::bytea) fingerprint=sha256(('f'||n)::bytea) csr_sha256=sha256(('c'||n)::bytea) key_id=md5(n::text)" \
    "attempts id=1000+n principal='o-'||n subject='c-'||n" "events sequence=-n subject='c-'||n"; do
    made=$(server_columns "$1" "${table%% *}" "${table#* }")
    sql_of "$1" "SET search_path = pkit; SET synchronous_commit = off; INSERT INTO ${table%% *} SELECT $made
      FROM generate_series(1, $2) AS n, (SELECT * FROM ${table%% *} LIMIT 1) AS one"
  done
  sql_of "$1" 'VACUUM ANALYZE'
}

# server_columns DATABASE TABLE "COLUMN=EXPRESSION ...": the table's columns in their order, some made of n.
server_columns() {
  sql_of "$1" "SELECT column_name FROM information_schema.columns WHERE table_schema = 'pkit' AND table_name = '$2' ORDER BY ordinal_position" |
    awk -v made="$3" 'BEGIN { n = split(made, part, " "); for (i = 1; i <= n; i++) { at = index(part[i], "="); of[substr(part[i], 1, at - 1)] = substr(part[i], at + 1) } }
      { printf "%s%s", (NR > 1 ? ", " : ""), ($1 in of ? of[$1] : "one." $1) }'
}

server_one_shot_plan() {
  local n
  ours server-issue 0 '' "issue --home $(home server-plain %b) --csr requests-100/m%n.csr"
  ours server-million 0 '' "issue --home $(home server-million %b) --csr requests-100/m%n.csr"
  for n in 0 1 5 20; do ours server-issue-$n 0 '' "issue --home $(home server-far-$n %b) --csr requests-100/m%n.csr"; done
}

server_long_plan() {
  local n build fresh="$postgres/dropdb --if-exists -h 127.0.0.1 -p $server_port -U pkit run-%b && \
$postgres/createdb -h 127.0.0.1 -p $server_port -U pkit -T batch-%b run-%b"
  if [ ! -d requests-10000 ]; then return; fi
  ours server-batch 0 "$fresh" "issue --home $(home server-run %b) --batch requests-10000 --format json"
  for build in static dynamic; do
    line server-two.$build 0 "${fresh//%b/$build}" "sh two ${pkit[$build]} $(home server-run $build)"
  done
}
