# sqlite alone: pkit backup copies a state that is a file; of a server pg_dump does
# A home goes into one file, and comes back from it.
$ pkit init --home home --name Demo --no-passphrase >/dev/null 2>&1
$ openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout web1.key -out web1.csr -subj /CN=web1 2>/dev/null
$ openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout web2.key -out web2.csr -subj /CN=web2 2>/dev/null
$ pkit register --home home --client-machine web1 --csr web1.csr >/dev/null 2>&1
[4]
$ pkit backup --home home night.pkit | sed "s#$PWD/##"
made night.pkit: 0 certificates, 4 events, without the CA keys
$ stat -c '%a %n' night.pkit
600 night.pkit
$ pkit backup --home home night.pkit
2> pkit: error: <dir>/night.pkit exists
2> pkit: hint: --force replaces it
[7]
$ pkit backup --home home night.pkit --force --format json
{"version":1,"ok":true,"operation":"backup","data":{"file":"<dir>/night.pkit","keys":false,"events":5,"certificates":0,"objects":0,"files":["pkit.yaml","ca/issuing.crt","ca/root.crt"]},"warnings":[],"error":null}
$ sqlite3 night.pkit 'SELECT name FROM backup_files'
ca/issuing.crt
ca/root.crt
manifest.json
pkit.yaml

# The keys go with it only where that is asked for.
$ pkit backup --home home whole.pkit --with-keys | sed "s#$PWD/##"
made whole.pkit: 0 certificates, 6 events, with the CA keys
$ sqlite3 whole.pkit 'SELECT name FROM backup_files WHERE secret = 1'
ca/issuing.key
ca/root.key

# Two certificates are issued after the backup, and then the home is lost.
$ mkdir agents && pkit approve --home home web1 >/dev/null && pkit register --home home --client-machine web1 --csr web1.csr --out agents/web1.crt >/dev/null 2>&1
$ pkit issue --home home --csr web2.csr --out agents/web2.crt >/dev/null
$ mv home lost

# The backup knows neither; the files do.
$ pkit restore night.pkit --home home --issued agents | sed "s#$PWD/##; s/[0-9a-f]\{32\}/SERIAL/; s/ as it was.*//"
restored home
  took in SERIAL CN=web1 from agents/web1.crt
  took in SERIAL CN=web2 from agents/web2.crt
2> pkit: warning: authorities.issuing.key is <dir>/home/ca/issuing.key, where no file is
$ pkit list certificates --home home --format json | grep -o '"state":"[a-z]*"'
"state":"valid"
"state":"valid"
$ pkit list registrations --home home | sed 's/r-[a-z2-7]*/ID/; s/20[-0-9T:]*Z/TIME/g'
ID  issued  web1  TIME  <id>
$ cp lost/ca/*.key home/ca && pkit doctor --home home
ok      state
ok      events: 11 in one chain
ok      certificates
ok      decisions
ok      requests
ok      gateways
ok      publications
ok      vaults
ok      modes
ok      config

# With the keys in the backup nothing is missing. A home that is there is replaced only by --force, and kept.
$ pkit restore whole.pkit --home home 2>&1 | sed "s#$PWD/##"
pkit: error: home exists already
pkit: hint: nothing was touched; --force replaces it and keeps it as home.previous
$ pkit restore whole.pkit --home home --force --format json | sed "s#$PWD/##g; s/20[-0-9T:]*Z/TIME/"
{"version":1,"ok":true,"operation":"restore","data":{"home":"home","made":"TIME","events":7,"voided":0,"takenIn":[],"previous":"home.previous"},"warnings":[],"error":null}
$ pkit doctor --home home
ok      state
ok      events: 7 in one chain
ok      certificates
ok      decisions
ok      requests
ok      gateways
ok      publications
ok      vaults
ok      modes
ok      config

# A slash at the end of its name is no matter: nothing is copied into itself.
$ pkit restore whole.pkit --home slash/ --format json | sed "s#$PWD/##g; s/20[-0-9T:]*Z/TIME/"; ls -A slash
{"version":1,"ok":true,"operation":"restore","data":{"home":"slash","made":"TIME","events":7,"voided":0,"takenIn":[],"previous":null},"warnings":[],"error":null}
ca
pkit.db
pkit.db-shm
pkit.db-wal
pkit.yaml
$ pkit restore night.pkit --home slash/ --force 2>&1 | sed "s#$PWD/##g; s/ as it was.*//"; ls -A slash slash/ca
restored slash
  what was there before is in slash.previous
slash:
ca
pkit.db
pkit.db-shm
pkit.db-wal
pkit.yaml

slash/ca:
issuing.crt
issuing.key
root.crt
root.key
$ PKIT_HOME=$PWD/slash/ pkit restore night.pkit --force 2>&1 | sed "s#$PWD/##g; s/ as it was.*//"; ls -A slash slash.previous
restored slash
  what was there before is in slash.previous
slash:
ca
pkit.db
pkit.db-shm
pkit.db-wal
pkit.yaml

slash.previous:
ca
pkit.db
pkit.db-shm
pkit.db-wal
pkit.yaml
$ rm -r slash.previous; mkdir slash.previous; echo mine >slash.previous/notes; pkit restore night.pkit --home slash --force; cat slash.previous/notes
mine
2> pkit: error: <dir>/slash.previous is there, and is no earlier home
2> pkit: hint: nothing was touched; put it elsewhere: what is replaced is to be kept under that name
$ rm -r slash slash.previous; ls -A | grep slash
[1]

# What is no backup makes no home.
$ pkit restore web1.csr --home new
2> pkit: error: <dir>/web1.csr is not a pkit database (file is not a database)
2> pkit: hint: use another backup; nothing was restored
[9]
$ cp lost/pkit.db state.db && pkit restore state.db --home new 2>&1 | sed "s#$PWD/##"
pkit: error: state.db is a state, but no backup: it has no pkit.yaml with it
pkit: hint: backups are made by pkit backup
$ pkit restore missing --home new 2>&1 | sed "s#$PWD/##"
pkit: error: missing: there is no such file
$ ls -A | tr '\n' ' '
agents home home.previous lost night.pkit state.db web1.csr web1.key web2.csr web2.key whole.pkit 

# What one-time credentials are proven by is in no backup, whoever's state it was before.
$ (umask 077 && echo a-first-password >first.pass); pkit account create --home home --name acc --username first-user --password-file first.pass >/dev/null; sqlite3 home/pkit.db "INSERT INTO credential_contents SELECT id, 'first-user', x'00', x'01' FROM credentials"; pkit backup --home home cred.pkit >/dev/null; sqlite3 cred.pkit 'SELECT count(*) FROM credential_contents'; grep -c first-user cred.pkit
0
0
[1]
