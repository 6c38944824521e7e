# The other commands that take many at once.
$ pkit init --home h --name Test --no-passphrase 2>/dev/null >/dev/null; mkdir csrs
$ for n in web1 web2 db1; do openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $n.key -out csrs/$n.csr -subj /CN=$n 2>/dev/null; done

# A manifest of registrations.
$ pkit register --home h --batch agents.ndjson --jobs 2 >told
$ jq -r '[.data.item, .data.orchestrator.ClientMachine, .data.registration.state] | join(" ")' told

# Everything that waits, or what of it matches.
$ pkit approve --home h --all --match 'WEB*' --jobs 1
$ pkit approve --home h --all --dry-run --format json | jq -r '[.data.item[:2], .data.would.registration] | join(" ")'
$ pkit approve --home h --all
$ pkit approve --home h --all
$ pkit approve --home h --match x

# A directory of CSRs.
$ echo nonsense >csrs/z.csr; pkit validate-csr csrs --jobs 2 --format json | jq -r '[.data.item, .ok] | join(" ")'

-- agents.ndjson --
{"clientMachine": "web1", "csrFile": "csrs/web1.csr", "capability": ["CertStores.PEM"], "param": {"owner": "x"}}
{"clientMachine": "web2", "csrFile": "csrs/web2.csr", "platform": "linux", "version": "1"}
{"csrFile": "csrs/db1.csr"}
