# sqlite alone: a state that moves away from its file
# The state moves between its file and a server: see pkit-hosts(7), and tests/system/state_move.sh.
$ pkit init --home h --name T --no-passphrase >/dev/null 2>&1

$ pkit state move --home h --to sqlite
the state is in sqlite already
$ pkit state move --home h --to sqlite --format json
{"version":1,"ok":true,"operation":"state move","data":{"moved":false,"from":"sqlite","to":"sqlite"},"warnings":[],"error":null}
$ pkit state move --home h
2> pkit: error: option --to is missing
2> pkit: hint: see pkit help state move
[2]
$ pkit state move --home h --to oracle:ca
2> pkit: error: 'oracle:ca' names no engine that pkit knows
2> pkit: hint: write postgresql:SERVICE
[2]
$ pkit state move --home h --to postgresql:fleet
2> pkit: error: cannot connect to the service fleet: definition of service "fleet" not found
2> pkit: hint: see the service in pg_service.conf (PGSERVICEFILE, ~/.pg_service.conf), its passfile, and the server
[9]
$ pkit state move --home none --to sqlite
2> pkit: error: there is no home at <dir>/none
2> pkit: hint: make one: pkit init --home <dir>/none
[6]
