# lib.sh: what the system tests share. They source it, run in a fresh directory, and end with `finish`.
set -u
failed=0

fail() {
  echo "FAILED: $*"
  failed=1
}

finish() { exit "$failed"; }

# expect STATUS COMMAND...: exactly this exit status. What it printed is in the files out and err.
expect() {
  local wanted=$1 got
  shift
  "$@" >out 2>err
  got=$?
  [ "$got" -eq "$wanted" ] && return
  fail "exit $got instead of $wanted: $*"
  tail -n 4 out err
  return 1
}

# says TEXT [FILE]: the text stands in what the last `expect` read from standard error, or in FILE.
says() { grep -qF -- "$1" "${2:-err}" || { fail "'$1' is not in ${2:-err}:"; head -n 10 "${2:-err}"; }; }

# same WHAT WANTED GOT
same() { [ "$2" = "$3" ] || fail "$1: '$3' instead of '$2'"; }

# make_home DIR [OPTION...]: plain keys, and a chain without handlers.
make_home() {
  local home=$1
  shift
  pkit init --home "$home" --name Test --no-passphrase "$@" >/dev/null 2>init.err || { cat init.err; exit 1; }
}

# handlers HOME YAML: the handlers of the home's one chain, as a YAML flow list.
handlers() {
  sed -i "s|^    handlers: .*|    handlers: $2|" "$1/pkit.yaml"
  pkit config check --home "$1" >check.out 2>&1 || { cat check.out; exit 1; }
}

everyone='[ { name: everyone, unverified: true, allow: {} } ]'

# make_csr NAME [CN]: NAME.key and NAME.csr over P-256, by openssl.
make_csr() {
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.csr" \
    -subj "/CN=${2:-$1}" 2>openssl.err || { cat openssl.err; exit 1; }
}

# start_postgres USER [OPTION...]: a PostgreSQL of this directory alone, the newest that is installed, on the socket in
# $PWD/socket; it ends with the script. It refuses to be root's and is an ordinary user's then. Its process is $server,
# its programs are in $postgres.
start_postgres() {
  postgres_user=$1
  shift
  postgres=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
  mkdir -m 755 socket && install -d -m 700 data
  as_postgres=()
  if [ "$(id -u)" -eq 0 ]; then
    as_postgres=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    chown 65534:65534 data socket
    chmod 711 .
  fi
  as_postgres+=(env HOME="$PWD" LC_ALL=C.UTF-8)
  "${as_postgres[@]}" "$postgres/initdb" -D data -A trust -U "$postgres_user" --no-sync >initdb.log 2>&1 ||
    { cat initdb.log; exit 1; }
  trap 'kill -INT $server 2>/dev/null; wait $server' EXIT
  run_postgres -c fsync=off "$@"
}

# run_postgres [OPTION...]: starts the server on what start_postgres made; it answers then.
run_postgres() {
  "${as_postgres[@]}" "$postgres/postgres" -D data -k "$PWD/socket" -c listen_addresses= "$@" >>postgres.log 2>&1 &
  server=$!
  for _ in $(seq 300); do "$postgres/pg_isready" -q -h "$PWD/socket" -U "$postgres_user" && return; sleep 0.1; done
  cat postgres.log
  exit 1
}

# nginx_conf LINE...: the configuration of an nginx of this directory alone: these lines, and its servers from standard
# input.
nginx_conf() {
  printf '%s\n' "$@"
  cat <<END
pid $PWD/nginx.pid;
error_log $PWD/error.log info;
events {}
http {
  access_log off;
  client_body_temp_path $PWD/temporary;
  proxy_temp_path $PWD/temporary;
  fastcgi_temp_path $PWD/temporary;
  uwsgi_temp_path $PWD/temporary;
  scgi_temp_path $PWD/temporary;
$(cat)
}
END
}

# sql HOME STATEMENT: what another program reads in the state.
sql() { sqlite3 -batch "$1/pkit.db" "$2"; }

# json FILE PATH: a member, by SQLite's reader of JSON.
json() { sqlite3 -batch :memory: "SELECT json_extract(readfile('$1'), '$2')"; }

# recorded HOME FILE: the file is one whole certificate, octet for octet one that is in the state.
recorded() {
  local body der
  body=$(<"$2")
  body=${body#-----BEGIN CERTIFICATE-----}
  der=$(basenc -d --base64 <<<"${body%-----END CERTIFICATE-----}" 2>/dev/null | basenc --base16 -w0)
  same "certificates in the state like $2" 1 "$(sql "$1" "SELECT count(*) FROM certificates WHERE hex(der) = '$der'")"
}

# published HOME DIR: all four files, the key is the certificate's, and the state has it.
published() {
  same "files in $2" $'cert.pem\nchain.pem\nfullchain.pem\nkey.pem' "$(ls -A "$2")"
  recorded "$1" "$2/cert.pem"
  same "the key of $2" "$(openssl x509 -in "$2/cert.pem" -noout -pubkey)" "$(openssl pkey -in "$2/key.pem" -pubout)"
  same "mode of $2/key.pem" 600 "$(stat -c %a "$2/key.pem")"
}

# sound HOME: doctor finds no fault.
sound() {
  local told
  told=$(pkit doctor --home "$1" 2>&1) || fail "doctor of $1: $told"
}

# no_serial_twice HOME
no_serial_twice() {
  same 'serials that are there twice' '' "$(sql "$1" 'SELECT hex(serial) FROM certificates GROUP BY serial HAVING count(*) > 1')"
}

certificates() { sql "$1" 'SELECT count(*) FROM certificates'; }
