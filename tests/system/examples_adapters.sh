# timeout: 300
# The adapters of examples/adapters do what they say: in shell, in Python over a PostgreSQL that runs here for as long
# as the test, and in C as a plugin (A1, A4).
source "$PKIT_SOURCE/tests/tools/lib.sh"
examples=$PKIT_SOURCE/examples/adapters
export PKIT_HOME=$PWD/home
make_home home
mkdir home/adapters

# ask PROCEDURE MACHINE: the verdict, or why there is none.
ask() {
  echo "{\"claimed\":{\"ClientMachine\":\"$2\"}}" | pkit adapter test "$1" --in - 2>&1 | sed -n 's/^verdict: //p; s/^pkit: error: //p'
}
# adapters LINE...: pkit.yaml has these, and a chain that calls each.
adapters() {
  { grep -v '^adapters:\|^  [a-z]*: { \(exec\|plugin\):' home/pkit.yaml; echo adapters:; printf '  %s\n' "$@"; } >new.yaml
  chmod 600 new.yaml && mv new.yaml home/pkit.yaml
}

# --- shell -----------------------------------------------------------------------------------------------------------
install -m 755 "$examples/inventory" home/adapters/
printf 'web1\nweb2 www.corp.example\n' >home/adapters/inventory.txt
# --- C ---------------------------------------------------------------------------------------------------------------
cc -shared -fPIC -O2 -Wall -Wextra -Werror -I"$PKIT_SOURCE/apps/plugin-host" -o home/adapters/naming.so \
  "$examples/naming.c" -ljansson || fail 'the plugin does not compile'
# --- Python and PostgreSQL -------------------------------------------------------------------------------------------
install -m 755 "$examples/clients-postgresql" home/adapters/
start_postgres inventory
"$postgres/psql" -q -h "$PWD/socket" -U inventory -d postgres >psql.log 2>&1 <<'END' || { fail psql; cat psql.log postgres.log; }
CREATE TABLE clients (name text PRIMARY KEY, owner text NOT NULL, allowed boolean NOT NULL, blueprint text);
INSERT INTO clients VALUES ('hq-web-1', 'ops', true, NULL), ('hq-web-2', 'lab', false, NULL);
END
sed -i 's|^    handlers: .*|    handlers: [ { name: i, call: inventory.lookup }, { name: n, call: naming.check }, { name: c, call: clients.lookup } ]|' home/pkit.yaml
adapters 'inventory: { exec: [adapters/inventory] }' 'naming: { plugin: adapters/naming.so, config: { sites: [hq, lab] } }' \
  "clients: { exec: [adapters/clients-postgresql], config: { connection: 'host=$PWD/socket user=inventory dbname=postgres' } }"
expect 0 pkit config check

same 'a machine of the inventory' 'Allow, web1 is in the inventory' "$(ask inventory.lookup web1)"
same 'another machine' 'Defer, web9 is not in the inventory' "$(ask inventory.lookup web9)"
same 'a good name' 'Defer' "$(ask naming.check hq-web-1)"
for name in mars-web-1 hq-web- hq--1 hq-web-1x web1 HQ-web-1; do
  same "the name $name" 'Deny, names are SITE-ROLE-NUMBER' "$(ask naming.check $name)"
done
same 'a client' 'Allow, HQ-web-1 belongs to ops' "$(ask clients.lookup HQ-web-1)"
same 'a blocked client' 'Deny, hq-web-2 of lab is blocked' "$(ask clients.lookup hq-web-2)"
same 'an unknown client' 'Defer, hq-web-3 is no client that we know' "$(ask clients.lookup hq-web-3)"
same 'a client with a clever name' "Defer, ' OR 1=1 -- is no client that we know" "$(ask clients.lookup "' OR 1=1 --")"

kill -INT $server && wait $server
case $(ask clients.lookup hq-web-1) in
  'clients.lookup: exit status 1: '*) ;;
  *) fail "without its database: $(ask clients.lookup hq-web-1)" ;;
esac
finish
