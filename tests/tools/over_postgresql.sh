# over_postgresql.sh COMMAND...: runs it where each home that `pkit init` makes has its state in a PostgreSQL of this run,
# in a database of its own. As root, in a mount namespace that ends with it: the service file is the system's there, since
# the gate heeds no other. PKIT is the program.
set -u
if [ -z "${OVER_POSTGRESQL-}" ]; then
  export OVER_POSTGRESQL=yes
  exec unshare --mount --propagation private bash "$0" "$@"
fi
source=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/pkit-p-XXXXXX") || exit 2
from=$PWD
cd "$work" || exit 2
. "$source/tests/tools/lib.sh"
mount -t tmpfs -o mode=711 tmpfs . && cd . || exit 2  # what doctor wants is synced, and costs nothing here
start_postgres pkit -c fsync=on
trap 'kill -INT $server 2>/dev/null; wait $server; cd /; umount "$work"; rm -rf "$work"' EXIT
mount -t tmpfs -o mode=755 tmpfs /etc/postgresql-common || exit 2
export PKIT_TEST_SOCKET=$work/socket
# What tests ask the state for in SQLite's words.
"$postgres/psql" -h "$work/socket" -U pkit -d template1 -q <<'END' || exit 2
CREATE FUNCTION public.hex(bytea) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT upper(encode($1, 'hex')) $$;
CREATE FUNCTION public.joined(text, text) RETURNS text IMMUTABLE STRICT LANGUAGE sql AS $$ SELECT $1 || ',' || $2 $$;
CREATE AGGREGATE public.group_concat(text) (SFUNC = public.joined, STYPE = text);
CREATE FUNCTION public.printf(text, bigint) RETURNS text IMMUTABLE LANGUAGE sql
  AS $$ SELECT replace($1, '%04d', lpad($2::text, 4, '0')) $$;
CREATE FUNCTION public.json_extract(text, text) RETURNS text IMMUTABLE LANGUAGE sql
  AS $$ SELECT jsonb_path_query_first($1::jsonb, $2::jsonpath) #>> '{}' $$;
END

mkdir bin && ln -s "$(dirname "$(realpath "$PKIT")")/libexec" bin/libexec
cat >bin/pkit <<END
#!/bin/bash
# pkit in the tests over PostgreSQL: what makes a home makes its state in a database of its own.
program='$(realpath "$PKIT")' postgres='$postgres' socket='$work/socket'
END
cat >>bin/pkit <<'END'
[ "${1-}" = init ] || exec "$program" "$@"
home=${PKIT_HOME:-${XDG_DATA_HOME:-$HOME/.local/share}/pkit} before=
for word; do
  [ "$before" != --home ] || home=$word
  case $word in --store | --store=* | --join | --join=* | --help) exec "$program" "$@" ;; --home=*) home=${word#--home=} ;; esac
  before=$word
done
if [ -f "$home/pkit.state" ]; then
  state=$(cut -d ' ' -f 1 "$home/pkit.state")
else
  database=h$(LC_ALL=C tr -dc a-z0-9 </dev/urandom | head -c 12)
  "$postgres/psql" -h "$socket" -U pkit -d postgres -qc "CREATE DATABASE $database" || exit 99
  printf '%s\n' "[$database]" "host=$socket" user=pkit "dbname=$database" >>/etc/postgresql-common/pg_service.conf
  state=postgresql:$database
fi
exec "$program" "$@" --store "$state"
END
cat >bin/sqlite3 <<END
#!/bin/bash
# sqlite3 in the tests over PostgreSQL: who asks the file of a home whose state is in a database asks that.
postgres='$postgres' socket='$work/socket'
END
cat >>bin/sqlite3 <<'END'
words=("$@")
[ "${1-}" != -batch ] || shift
state=${1%pkit.db}pkit.state
[ "$state" != "${1-}pkit.state" ] && [ -f "$state" ] || exec /usr/bin/sqlite3 "${words[@]}"
database=$(sed 's/^postgresql://; s/ .*//' "$state")
[ "${2-}" != .dump ] || exec "$postgres/pg_dump" -h "$socket" -U pkit --inserts --restrict-key=same "$database"
PGOPTIONS='-c search_path=pkit,public' exec "$postgres/psql" -h "$socket" -U pkit -Atq -d "$database" \
  -c "$(sed "s/x'\([0-9a-f]*\)'/'\\\\x\1'::bytea/g" <<<"$2")"
END
chmod 755 bin bin/pkit bin/sqlite3
export PKIT=$work/bin/pkit PATH=$work/bin:$PATH
cd "$from" || exit 2
"$@"
