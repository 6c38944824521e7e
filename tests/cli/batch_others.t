# The other commands that take many at once.
$ pkit init --home h --name Test --no-passphrase 2>/dev/null >/dev/null; mkdir csrs
$ for n in web1 web2 db1; do openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $n.key -out csrs/$n.csr -subj /CN=$n 2>/dev/null; done

# A manifest of registrations.
$ pkit register --home h --batch agents.ndjson --jobs 2 >told
2> pkit: 3 items: 0 done, 3 waiting
[4]
$ jq -r '[.data.item, .data.orchestrator.ClientMachine, .data.registration.state] | join(" ")' told
line 1 web1 waiting
line 2 web2 waiting
line 3 db1 waiting

# Everything that waits, or what of it matches.
$ pkit approve --home h --all --match 'WEB*' --jobs 1 | sort -k 3
<id> issued; web1 is Approved; certificate <id>, serial <hex>, until <date>
<id> issued; web2 is Approved; certificate <id>, serial <hex>, until <date>
2> pkit: 2 items: 2 done
$ pkit approve --home h --all --dry-run --format json | jq -r '[.data.item[:2], .data.would.registration] | join(" ")'
r- issued
$ pkit approve --home h --all
<id> issued; db1 is Approved; certificate <id>, serial <hex>, until <date>
2> pkit: 1 item: 1 done
$ pkit approve --home h --all
2> pkit: 0 items: 0 done
$ pkit approve --home h --match x
2> pkit: error: ID is missing
2> pkit: hint: name registrations, or give --all
[2]

# A directory of CSRs.
$ echo nonsense >csrs/z.csr; pkit validate-csr csrs --jobs 2 --format json | jq -r '[.data.item, .ok] | join(" ")'
csrs/db1.csr true
csrs/web1.csr true
csrs/web2.csr true
csrs/z.csr false

-- agents.ndjson --
{"clientMachine": "web1", "csrFile": "csrs/web1.csr", "capability": ["CertStores.PEM"], "param": {"owner": "x"}}
{"clientMachine": "web2", "csrFile": "csrs/web2.csr", "platform": "linux", "version": "1"}
{"csrFile": "csrs/db1.csr"}
