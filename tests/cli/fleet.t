# repeats: yes
# Document A's rules for what an Allow ties to an orchestrator when it registers: licences, blueprints, ClientIDs, metadata (B5).
$ . "$TRANSCRIPTS/common/foretold.sh" && new_home; export W=--capability\ CertStores.PEM.Inventory
$ openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout n1.key -subj /CN=n1 -out n1.csr 2>/dev/null
$ handlers one; more() { sed -i '/^metadata:/,$d; s/^registration: .*/registration: { chain: default, profile: agent'"$1"' }/' home/pkit.yaml; cat fields.yaml >>home/pkit.yaml; pkit config check >/dev/null; }; more

# A16, A22, T-A16, A-edge-4: valid fields are attached; an unknown one, a wrong type and a wrong pattern are dropped and told.
$ answer one '{"result":"Allow","metadata":{"owner":"ops","Nope":"x","Seats":"abc","Site":"mars"}}'
$ pkit register --client-machine m1 --csr any.csr --format json | grep -o '"metadata":{.*}]}' | grep -o '.*"dropped.*'
"metadata":{"applied":{"Owner":"ops","Until":"2030-01-01"},"dropped":[{"field":"Nope","reason":"there is no such field"},{"field":"Seats","reason":"is no integer"},{"field":"Site","reason":"is not one of HQ, Lab"}]}
$ c1=$(pkit list certificates --name m1 | cut -d' ' -f1); pkit metadata get $c1
Owner=ops
Until=2030-01-01
$ pkit list certificates --metadata owner=ops | wc -l; pkit list certificates --metadata owner=lab | wc -l
1
0
2> pkit: no certificates
$ pkit explain m1 | grep metadata
       answered {"result":"Allow","metadata":{"owner":"ops","Nope":"x","Seats":"abc","Site":"mars"}}
  metadata: Owner=ops Until=2030-01-01
  metadata dropped: Nope (there is no such field), Seats (is no integer), Site (is not one of HQ, Lab)

# T-A15, A-edge-2: without a CSR there is nothing to tag, and nothing else fails.
$ pkit register --client-machine m2
<id> done; m2 is Approved
2> pkit: warning: metadata owner is dropped: no certificate was issued
2> pkit: warning: metadata Nope is dropped: no certificate was issued
2> pkit: warning: metadata Seats is dropped: no certificate was issued
2> pkit: warning: metadata Site is dropped: no certificate was issued

# An operator's hand on them: all or nothing, by the same rules.
$ pkit metadata set $c1 Seats=7 SITE=hq
Owner=ops
Until=2030-01-01
Seats=7
Site=HQ
$ pkit metadata set $c1 Seats=x Nope=1
2> pkit: error: metadata Seats: is no integer
2>   Seats: is no integer [metadata.value]
2>   Nope: there is no such field (valid: Owner, Seats, Site, Until) [metadata.field]
[2]
$ pkit metadata unset $c1 seats && pkit metadata unset $c1 seats
Owner=ops
Site=HQ
Until=2030-01-01
2> pkit: error: <id> has no seats
2> pkit: hint: pkit metadata get <id>
[6]

# A21, A24, T-A8: a blueprint of one orchestrator's stores and jobs, copied to another by an Allow, and never linked.
$ answer one '{"result":"Allow"}'; pkit register --client-machine b1 $W | cut -d' ' -f2-
done; b1 is Approved
$ pkit orchestrator stores b1 --set stores.json
PEM  /etc/pki/web.pem
PEM  /etc/pki/trust.pem
$ pkit orchestrator jobs b1 --add '{"JobTypeName":"PEMInventory","StorePath":"/etc/pki/web.pem","KeyfactorSchedule":"I_60"}'
PEMInventory  I_60  /etc/pki/web.pem
$ pkit blueprint capture edge --from b1
edge: 2 stores, 1 job
$ answer one '{"result":"Allow","blueprintName":"EDGE"}'; foretold register --client-machine b2 $W
as foretold: exit 0, orchestrator Approved, registration done
$ pkit blueprint delete Edge
deleted edge
$ pkit orchestrator jobs b2 --list; pkit orchestrator stores b2 --list --add '{}'; diff <(pkit orchestrator stores b1) <(pkit orchestrator stores b2)
PEMInventory  I_60  /etc/pki/web.pem
2> pkit: error: --set, --add and --list exclude each other

# Exported, imported under another name's hat, and applied by hand: to all or to none.
$ pkit blueprint capture Edge --from b2 >/dev/null; pkit blueprint export edge >edge.json; pkit blueprint import edge.json
2> pkit: error: there is a blueprint 'Edge' already
2> pkit: hint: --force replaces it
[7]
$ pkit blueprint import edge.json --force --request-id i1 && pkit blueprint import edge.json --force --request-id i1
Edge: 2 stores, 1 job
Edge: 2 stores, 1 job
$ jq '.jobs[0].AgentBlueprintStoreId = "none"' edge.json >odd.json; pkit blueprint import odd.json --force; jq '.stores[0].StorePath = ""' edge.json | pkit blueprint import - --force
2> pkit: error: odd.json is no blueprint
2>   odd.json: jobs[0]: no store has the AgentBlueprintStoreId none [job.store]
2> pkit: hint: pkit blueprint export makes one
2> pkit: error: standard input is no blueprint
2>   standard input: stores[0].StorePath is empty [config.bounds]
2>   standard input: jobs[0].StorePath is empty [config.bounds]
2> pkit: hint: pkit blueprint export makes one
[5]
$ pkit blueprint show edge | grep -E 'Source|Required'
  Source                b2
  RequiredCapabilities  CertStores.PEM.Inventory
$ pkit blueprint apply edge --to b1 --to m2
2> pkit: error: the blueprint Edge cannot be applied
2>   b1: there is a store at /etc/pki/web.pem already [blueprint.inapplicable]
2>   m2: it needs the capability CertStores.PEM.Inventory [blueprint.inapplicable]
[7]
$ pkit orchestrator stores b1 --set none.json; pkit blueprint apply edge --to b1 --dry-run; pkit blueprint apply edge --to b1 --to B1
Edge would be applied to b1
Edge is applied to b1
2> pkit: b1 has no stores
$ pkit blueprint capture edge --from b1 --force; pkit blueprint list | cut -c1-30; pkit blueprint delete edge --dry-run; pkit blueprint delete edge
Edge: 2 stores, 1 job
Edge  2 stores  1 job  b1  <any>
would delete Edge
deleted Edge

# Each of these commands tells beforehand what it would do, and does it once for one request id.
$ pkit blueprint capture dry --from b1 --dry-run; pkit blueprint list; pkit blueprint capture twice --from b1 --request-id c1; pkit blueprint capture twice --from b1 --request-id c1
would be dry: 2 stores, 1 job
twice: 2 stores, 1 job
twice: 2 stores, 1 job
2> pkit: no blueprints
$ pkit blueprint export twice >twice.json; pkit blueprint import twice.json --force --dry-run; pkit orchestrator stores b1 --set none.json --dry-run; pkit orchestrator stores b1 --set none.json --request-id s1; pkit orchestrator stores b1 --set none.json --request-id s1
would be twice: 2 stores, 1 job
2> pkit: b1 has no stores
2> pkit: b1 has no stores
2> pkit: b1 has no stores
$ pkit orchestrator stores b1 --add '{"StorePath":"/etc/pki/one.pem","CertStoreTypeName":"PEM"}'; pkit orchestrator jobs b1 --set none.json --dry-run; pkit orchestrator jobs b1 --set none.json --request-id j1
PEM  /etc/pki/one.pem
2> pkit: b1 has no jobs
2> pkit: b1 has no jobs
$ pkit blueprint apply twice --to m2 --request-id a1 2>&1 | tail -n 1; pkit orchestrator stores b1 --set none.json; pkit blueprint apply twice --to b1 --request-id a2; pkit blueprint apply twice --to b1 --request-id a2
  m2: it needs the capability CertStores.PEM.Inventory [blueprint.inapplicable]
twice is applied to b1
twice is applied to b1
2> pkit: b1 has no stores
$ pkit blueprint delete twice --request-id d1; pkit blueprint delete twice --request-id d1
deleted twice
deleted twice
$ pkit metadata set $c1 Seats=9 --dry-run; pkit metadata set $c1 Seats=9 --request-id m1 | grep Seats; pkit metadata unset $c1 Seats --dry-run | grep -c Seats; pkit metadata unset $c1 Seats --request-id m2 | grep -c Seats; pkit metadata unset $c1 Seats --request-id m2 | grep -c Seats
Owner=ops
Site=HQ
Until=2030-01-01
Seats=9
Seats=9
0
0
0
[1]

# T-A6, T-A7: unknown, or of a capability that it lacks: New, and nothing granted.
$ foretold register --client-machine b3 $W
as foretold: exit 4, register.blueprint, orchestrator New, registration waiting
$ pkit blueprint capture edge --from b1 --require Custom.X >/dev/null; pkit register --client-machine b3 $W
<id> waiting; b3 is New
2> pkit: error: the answer is rejected: the blueprint edge cannot be applied: it needs the capability Custom.X
2> pkit: hint: pkit blueprint show edge
[4]

# X3: registration.require_blueprint takes the document by its letter.
$ answer one '{"result":"Allow"}'; more ', require_blueprint: true'; foretold register --client-machine b4 $W
as foretold: exit 4, register.blueprint, orchestrator New, registration waiting

# A14, T-A10, T-A11, T-A12, X6: a ClientID is for good; from the next call on it is what must be sent.
$ more; answer one '{"result":"Allow","ClientID":"Dev-A"}'; pkit register --client-machine d1 --format json | grep -oE '"(ClientMachine|ClientID)":"[^"]*"' | sort -u
"ClientID":"Dev-A"
"ClientMachine":"d1"
$ pkit register --client-machine dev-a | cut -d' ' -f2-
done; d1 is Approved
$ foretold register --client-machine d1
as foretold: exit 7, register.clientid.mismatch, orchestrator Approved, registration done
$ answer one '{"result":"Allow","ClientID":"Dev-B"}'; pkit register --client-machine Dev-A | cut -d' ' -f2-
done; d1 is Approved
2> pkit: warning: the ClientID Dev-B is ignored: it has Dev-A for good
$ pkit show dev-a | grep -E 'ClientID|Status'
  Status         Approved
  ClientID       Dev-A
$ pkit list orchestrators --name dev-a | cut -d' ' -f3-; pkit events --subject dev-a --kind 'orchestrator.*' --format json | jq -r '.data | "\(.kind) \(.data.ClientMachine)"'
Approved  d1  handler:one
orchestrator.approved d1
$ answer one '{"result":"Allow"}'; pkit register --client-machine Dev-A --csr any.csr 2>/dev/null | openssl x509 -noout -nameopt RFC2253 -subject
subject=CN=Dev-A

# What it has under its former name is not renewed under that, and it is told how to go on.
$ answer one '{"result":"Allow","ClientID":"Dev-N"}'; pkit register --client-machine n1 --csr n1.csr --out n1.crt >/dev/null; answer one '{"result":"Allow"}'; foretold renew --cert n1.crt --key n1.key --force-renewal
as foretold: exit 3, policy.cn, orchestrator Approved
$ pkit rotate-key --cert n1.crt --key n1.key --new-key ec-p256 --out n1.new; pkit register --client-machine Dev-N --csr any.csr --cert n1.crt --key n1.key 2>/dev/null | openssl x509 -noout -nameopt RFC2253 -subject
subject=CN=Dev-N
2> pkit: error: CN 'n1' is not granted
2>   subject.CN [policy.cn]
2> pkit: hint: its name is Dev-N now: pkit register --client-machine Dev-N with a request for that
$ pkit orchestrator delete dev-n --reason 'its certificates are valid'; pkit deny dev-n --revoke --reason test >/dev/null && pkit orchestrator delete dev-n --reason test
n1 is deleted
2> pkit: error: n1 holds a valid certificate
2> pkit: hint: revoke it first: pkit deny <id> --revoke

# T-A13: nobody else's ClientID, and nobody else's name.
$ answer one '{"result":"Allow","ClientID":"DEV-A"}'; foretold register --client-machine d2
as foretold: exit 4, register.clientid, orchestrator New, registration waiting
$ answer one '{"result":"Allow","ClientID":"b1"}'; foretold register --client-machine d2
as foretold: exit 4, register.clientid, orchestrator New, registration waiting

# T-A18 (A3, X8, A-edge-5): without a licence no handler is asked; an operator's yes needs one too, and so does issue.
$ more ", licences: $(pkit list orchestrators --state Approved | wc -l)"; rm -f home/adapters/asked; answer one '{"result":"Allow"}'
$ foretold register --client-machine l1; asked
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ pkit register --client-machine l1 | cut -d' ' -f2-
waiting; l1 is New
2> pkit: warning: no licence is left: 5 of 5 are used
2> pkit: error: <id> waits for approval
2> pkit: hint: an operator decides: pkit approve <id>
$ pkit status | grep licences
licences  5 of 5 used
$ pkit events --subject l1 --kind 'registration.*' --format json | jq -r '.data.data | "\(.ClientMachine): \(.message)"' | sort -u
l1: no licence is left: 5 of 5 are used
$ foretold approve l1
as foretold: exit 7, licence.none, orchestrator New, registration waiting
$ foretold issue --csr any.csr --client-machine l2
as foretold: exit 7, licence.none
$ pkit register --client-machine b1 $W | cut -d' ' -f2-
done; b1 is Approved
$ pkit orchestrator delete b2 --reason 'out of service' && pkit approve l1 | cut -d' ' -f2-
b2 is deleted
done; l1 is Approved
$ pkit show b2
2> pkit: error: nothing is called 'b2'
2> pkit: hint: pkit list shows what there is
[6]

# T-A19 (A18, A20): where all defer, the built-in rows decide: each capability must be covered by a row that approves.
$ answer one '{"result":"Defer"}'; group=$(id -gn); more ', auto: [ { capabilities: ["CertStores.PEM.*"], groups: ['$group'] } ]'
$ foretold register --client-machine a1 $W
as foretold: exit 0, orchestrator Approved, registration done
$ pkit show a1 | grep approvedBy
  approvedBy     builtin
$ foretold register --client-machine a2 $W --capability Custom.X
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ foretold register --client-machine a3
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ more ', auto: [ { capabilities: ["CertStores.PEM.*"], groups: [nobody-is-in-it] } ]'; foretold register --client-machine a4 $W
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting

# T-A23: another capability returns an Approved one to New, and it can be approved again.
$ pkit register --client-machine b1 $W --capability CertStores.PEM.Management | cut -d' ' -f2-
waiting; b1 is New
2> pkit: error: <id> waits for approval
2> pkit: hint: an operator decides: pkit approve <id>
$ pkit approve b1 | cut -d' ' -f2-
done; b1 is Approved

# T-A24 (X4): reset: New, without stores, jobs and thumbprints; the ClientID stays.
$ pkit orchestrator reset b1; pkit orchestrator stores b1; pkit orchestrator jobs b1
b1 is New
2> pkit: b1 has no stores
2> pkit: b1 has no jobs
$ pkit orchestrator reset Dev-A; pkit show dev-a | grep -E 'Client|Thumb|Status'
d1 is New
  ClientMachine  d1
  Status         New
  ClientID       Dev-A

# What was asked for a new certificate is told until it has one (T-A25).
$ pkit orchestrator reenroll m1 required
m1 is Approved; a new certificate is required
$ pkit orchestrator reenroll m1 none
m1 is Approved
$ pkit orchestrator reenroll m1 requested --dry-run; pkit orchestrator reenroll m1 requested --request-id e1; pkit orchestrator reenroll m1 requested --request-id e1
would be Approved
m1 is Approved; a new certificate is requested
m1 is Approved; a new certificate is requested

# A rotation of what it is expected to use is the new certificate that was asked for; a renewal over the same key is not,
# and neither is the rotation of another one that it holds.
$ answer one '{"result":"Allow"}'; kept() { cp rot/cert.pem $1.pem; }; thumb() { openssl x509 -in $1.pem -noout -fingerprint -sha1 | sed 's/.*=//; s/://g' | tr A-F a-f; }
$ ties() { pkit show rot --format json | jq -r '.data.orchestrator | "\(.Thumbprint) \(.LegacyThumbprint) \(.AuthCertificateReenrollment)"' | sed "$(for one in first renewed rotated other; do [ -e $one.pem ] && echo "s/$(thumb $one)/$one/"; done)"; }
$ pkit issue --subject CN=rot --new-key ec-p256 --out rot >/dev/null; kept first; pkit orchestrator reenroll rot required; ties
rot is Approved; a new certificate is required
first null required
$ pkit renew --cert rot/fullchain.pem --key rot/key.pem --force-renewal --out rot >/dev/null; kept renewed; ties
renewed first required
$ pkit rotate-key --cert rot/fullchain.pem --key rot/key.pem --new-key ec-p256 --out rot >/dev/null; kept rotated; ties
rotated renewed null
$ pkit issue --subject CN=rot --new-key ec-p256 --out other >/dev/null; cp other/cert.pem other.pem; pkit orchestrator reenroll rot requested >/dev/null; pkit rotate-key --cert rot/fullchain.pem --key rot/key.pem --new-key ec-p256 --out rot >/dev/null; ties
other rotated requested

$ pkit orchestrator reset a2 --dry-run; pkit orchestrator reset a2 --request-id r1; pkit orchestrator delete a2 --reason x --dry-run; pkit orchestrator delete a2 --reason x --request-id r2; pkit orchestrator delete a2 --reason x --request-id r2
would be New
a2 is New
would be deleted
a2 is deleted
a2 is deleted
$ pkit orchestrator delete m1 --reason x
2> pkit: error: m1 holds a valid certificate
2> pkit: hint: revoke it first: pkit deny <id> --revoke
[7]
$ pkit doctor | grep -c '^ok'
10

-- fields.yaml --
metadata:
  fields:
    Owner: { type: string, pattern: "[a-z]+" }
    Seats: { type: integer }
    Site: { type: choice, options: [HQ, Lab] }
    Until: { type: date, default: "2030-01-01" }
store_types: { PEM: {} }
-- none.json --
[]
-- stores.json --
[{"StorePath":"/etc/pki/web.pem","CertStoreTypeName":"PEM","Approved":true,"Properties":"{}"},
 {"StorePath":"/etc/pki/trust.pem","CertStoreTypeName":"PEM","CreateIfMissing":true}]
