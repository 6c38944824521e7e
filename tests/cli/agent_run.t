# agent run: one session of an agent (B2, B3): it registers if need be, fetches its jobs, does those that are due to the stores of its machine and tells how they ended, in the words of document B.
$ export PKIT_HOME=$PWD/home; umask 077; pkit init --name T --key-type ed25519 --no-passphrase >/dev/null 2>&1; sed -i '/^chains:/,$d' home/pkit.yaml; cat admit.yaml >>home/pkit.yaml; pkit config check
<dir>/home/pkit.yaml: sound
$ mkdir cam; agent() { pkit agent run --agent-dir cam --capability CertStores.PEM.Inventory "$@"; }; told() { cut -d' ' -f3- | sed 's/at-[a-z.]*-[0-9a-f]*/at-<store>/'; }
$ for name in web1 web2; do pkit issue --subject CN=$name --new-key ec-p256 --out $name >/dev/null; done; cat web1/cert.pem web1/key.pem >site.pem
$ pkit agent status --agent-dir cam
2> pkit: error: <dir>/cam is no agent's directory
2> pkit: hint: pkit agent init makes one
[6]
$ agent --client-machine cam --via pkit gate --home home
2> pkit: nothing is due for cam
$ pkit agent status --agent-dir cam | grep -v -e AgentId -e notAfter
agent cam
  certificate         valid
  lastSession.at      <date>
  lastSession.ran     0
  lastSession.failed  0

# Jobs are for an agent that is Approved, and about a store of its own (T-B10); it does them itself.
$ stores() { jq -n '[$ARGS.positional[] | {StorePath: ., CertStoreTypeName: "PEM"}]' --args "$@" | pkit orchestrator stores cam --set -; }; stores $PWD/site.pem $PWD/tls $PWD/cam/tls/fullchain.pem $PWD/gone.pem | awk '{ print $1, $2 }'
PEM <dir>/site.pem
PEM <dir>/tls
PEM <dir>/cam/tls/fullchain.pem
PEM <dir>/gone.pem
$ pkit job schedule inventory /etc/none.pem --agent cam
2> pkit: error: cam has no store /etc/none.pem
2> pkit: hint: pkit orchestrator stores cam
[6]
$ pkit job schedule inventory $PWD/site.pem --agent nobody
2> pkit: error: there is no orchestrator 'nobody'
2> pkit: hint: see pkit list orchestrators
[6]
$ pkit job schedule ssl-scan --endpoint tls+unix:/none --agent cam
2> pkit: error: agents do no job ssl-scan
2> pkit: hint: without --agent it is done here
[2]
$ pkit job schedule create --agent cam --name n --path /new.p12 --store-kind pkcs12
2> pkit: error: an agent makes stores of kind pem alone
2> pkit: hint: --store-kind pem
[2]
$ pkit job schedule inventory $PWD/site.pem --agent cam | cut -d' ' -f2-6
inventory of <dir>/site.pem: now, due
$ pkit job run --due; pkit job run $(pkit job list | awk '{ print $1 }')
2> pkit: nothing is due
2> pkit: error: <id> is for an agent, which does it itself
2> pkit: hint: pkit agent run, there
[7]

# An inventory over the gate: what was found is counted by what the platform knew before (T-B2).
$ agent --via pkit gate --home home
<id>  CertStores.PEM.Inventory  <dir>/site.pem  Success
$ pkit job history --format json | jq -c '.data.runs[] | [.kind, .store, .Result, .Status, .output]'
["inventory","<dir>/site.pem","Success","Completed",{"entries":1,"added":1,"modified":0,"removed":0}]
$ pkit agent status --agent-dir cam | grep -v -e AgentId -e notAfter
agent cam
  certificate         valid
  lastSession.at      <date>
  lastSession.ran     1
  lastSession.failed  0

# An addition with a key, which comes under a password of its own; a new store, and a removal of what is not there (T-B5); here with no gate between.
$ old=$(openssl x509 -in web1/cert.pem -noout -fingerprint -sha1 | sed 's/.*=//; s/://g' | tr A-F a-f)
$ pkit job schedule remove $PWD/site.pem --agent cam --alias nothing >/dev/null; pkit job schedule create --agent cam --name new --path $PWD/new.pem --store-kind pem >/dev/null; pkit job schedule add $PWD/site.pem --agent cam --cert web2/cert.pem --key web2/key.pem --overwrite --alias $old >/dev/null
$ agent | told
CertStores.PEM.Management  <dir>/site.pem  Success
CertStores.PEM.Management  <dir>/site.pem  Warning  at-<store>: there is no nothing in it
CertStores.PEM.Management  <dir>/new.pem   Success
$ openssl x509 -in site.pem -noout -subject -nameopt RFC2253; openssl pkey -in site.pem | cmp - web2/key.pem && ls new.pem
subject=CN=web2
new.pem
$ pkit job schedule inventory $PWD/site.pem --agent cam --schedule 'daily 03:00' >/dev/null; pkit job schedule inventory $PWD/site.pem --agent cam >/dev/null; agent | told; pkit job history --limit 1 --format json | jq -c '.data.runs[].output'
CertStores.PEM.Inventory  <dir>/site.pem  Success
{"entries":1,"added":1,"modified":0,"removed":1}
$ pkit agent status --agent-dir cam | grep -o 'nextDue.*T03:00:00Z' | sed 's/ .*T/ <day>T/'
nextDue <day>T03:00:00Z

# Re-enrolment: the key is made at the agent's store and the pipeline decides; what the platform knows of the entry follows (T-B8).
$ key() { openssl pkey -in site.pem -pubout | openssl sha256; }; key >before; pkit job schedule reenrollment $PWD/site.pem --agent cam --holder web2 >/dev/null; agent --via pkit gate --home home | told; key | cmp -s - before || echo another key; openssl x509 -in site.pem -noout -subject -nameopt RFC2253; openssl verify -CAfile home/ca/root.crt -untrusted home/ca/issuing.crt site.pem; cmp <(openssl x509 -in site.pem -noout -pubkey) <(openssl pkey -in site.pem -pubout)
CertStores.PEM.Reenrollment  <dir>/site.pem  Success
another key
subject=CN=web2
site.pem: OK
$ pkit job schedule inventory $PWD/site.pem --agent cam >/dev/null; pkit job schedule reenrollment $PWD/site.pem --agent cam --holder web2 --key-type rsa-2048 >/dev/null; agent | told; pkit job history --limit 1 --format json | jq -c '.data.runs[].output'; openssl x509 -in site.pem -noout -text | grep Public-Key
CertStores.PEM.Reenrollment  <dir>/site.pem  Success
CertStores.PEM.Inventory     <dir>/site.pem  Success
{"entries":2,"added":1,"modified":0,"removed":0}
                Public-Key: (2048 bit)

# What is no store at the agent is a Failure with its reason (T-B9): a directory, what is the agent's own, and what is not there.
$ mkdir tls; for store in tls cam/tls/fullchain.pem gone.pem; do pkit job schedule inventory $PWD/$store --agent cam --retries 0 >/dev/null; done
$ agent | told
CertStores.PEM.Inventory  <dir>/tls                    Failure  <dir>/tls is a directory (where it is a store: pkit store add, with --home naming the agent's directory)
CertStores.PEM.Inventory  <dir>/cam/tls/fullchain.pem  Failure  <dir>/cam/tls/fullchain.pem is the agent's own
CertStores.PEM.Inventory  <dir>/gone.pem               Failure  <dir>/gone.pem: there is no such file
2> pkit: error: 3 of the jobs failed
2> pkit: hint: pkit job history, where the home is, tells why
$ pkit agent status --agent-dir cam | grep last
  lastSession.at      <date>
  lastSession.ran     3
  lastSession.failed  3
2> pkit: error: cam: 3 of its last jobs failed
2> pkit: hint: pkit agent run
$ pkit job history --limit 3 | awk '{ print $3, $6 }'
inventory Failure
inventory Failure
inventory Failure

# An inventory that could not be read whole is never an empty success, and what was known stays known.
$ cp site.pem whole.pem; echo '-----BEGIN CERTIFICATE-----' >>site.pem; pkit job schedule inventory $PWD/site.pem --agent cam --retries 0 >/dev/null; agent 2>&1 | told; cp whole.pem site.pem
CertStores.PEM.Inventory  <dir>/site.pem  Failure  at-<store>: <dir>/site.pem: its PEM block CERTIFICATE does not end
1 of the jobs failed
pkit job history, where the home is, tells why
$ : >site.pem; pkit job schedule inventory $PWD/site.pem --agent cam >/dev/null; agent | told; pkit job history --limit 1 --format json | jq -c '.data.runs[] | [.Result, .output]'; cp whole.pem site.pem
CertStores.PEM.Inventory  <dir>/site.pem  Warning  at-<store>: there is nothing in it
["Warning",{"entries":0,"added":0,"modified":0,"removed":2}]

# What the platform does not take is a Failure of the job, which ends all the same: keys without certificates, more than a message may have (nothing is sent), and what is refused.
$ ssh-keygen -q -t ed25519 -N '' -f id -C one; for i in $(seq 1200); do cat web1/cert.pem; done >large.pem; stores $PWD/site.pem $PWD/id.pub $PWD/large.pem | wc -l; for store in id.pub large.pem; do pkit job schedule inventory $PWD/$store --agent cam --retries 0 >/dev/null; done
3
$ agent 2>&1 | told | sed 's/has [0-9]* octets/has N octets/'; pkit job list --state InProcess
CertStores.PEM.Inventory  <dir>/id.pub     Failure  <dir>/id.pub holds keys without certificates, of which a platform takes no inventory (pkit ssh-key scan, on that machine)
CertStores.PEM.Inventory  <dir>/large.pem  Failure  the inventory of 1200 entries has N octets, and one message to the platform may have 737280: nothing was sent (several smaller stores in its place)
2 of the jobs failed
pkit job history, where the home is, tells why
2> pkit: no jobs
$ printf '#!/bin/sh\nread -r r; case $r in *%s*) r=$(printf %%s "$r" | jq -c %s) ;; esac; printf %%s "$r" | pkit gate --home home\n' "'\"operation\":\"inventory\"'" "'.files.request = \"e30=\"'" >picky; chmod +x picky; pkit job schedule inventory $PWD/site.pem --agent cam --retries 0 >/dev/null; agent --via ./picky 2>&1 | told; pkit job history --limit 1 --format json | jq -c '.data.runs[] | [.Status, .Result, .Message]'
CertStores.PEM.Inventory  <dir>/site.pem  Failure  request is no such message of an agent
1 of the jobs failed
pkit job history, where the home is, tells why
["Completed","Failure","request is no such message of an agent"]

# A session that was cut short after the work, before its end was told: the next one finds it done, and says so.
$ pkit job schedule remove $PWD/site.pem --agent cam --alias $(openssl x509 -in site.pem -noout -fingerprint -sha1 | sed 's/.*=//; s/://g') >/dev/null; printf '#!/bin/sh\nn=$(cat calls); echo $((n + 1)) >calls; [ $n = 3 ] && exit 1; exec pkit gate --home home\n' >broken; chmod 755 broken; echo 0 >calls
$ agent --via ./broken
2> pkit: error: ./broken gave no reply
2> pkit: hint: try it by hand; a retry with the same --request-id is safe
[9]
$ pkit job list --state InProcess | awk '{ print $2, $4, $5 }'; ls cam/job.json; pkit agent status --agent-dir cam | grep -o 'error.*'
remove now InProcess
cam/job.json
error.code     gate.program
error.message  ./broken gave no reply
2> pkit: error: cam: its last session was cut short: ./broken gave no reply
2> pkit: hint: pkit agent run
$ agent --via pkit gate --home home | told; ls cam/job.json
CertStores.PEM.Management  <dir>/site.pem  Success  already done: an earlier run was cut short after it
2> ls: cannot access 'cam/job.json': No such file or directory
[2]

# The end of its log, and a look for stores on its machine (T-B7): what is found is no store of its before somebody makes it one.
$ pkit job schedule fetch-logs; pkit job schedule discovery --directory tree --agent cam; mkdir tree; cp web1/cert.pem tree/a.pem; cat web1/cert.pem web1/key.pem | tee tree/c.txt >tree/b.pem; ln -s .. tree/up
2> pkit: error: a job fetch-logs is done by an agent
2> pkit: hint: --agent MACHINE
2> pkit: error: 'tree' is named by no path of the agent's machine
2> pkit: hint: an absolute one
$ stores $PWD/site.pem $PWD/tree/b.pem | wc -l; pkit job schedule fetch-logs --agent cam >/dev/null; pkit job schedule discovery --directory $PWD/tree --directory $PWD/cam --ignore $PWD/tree/none --extension pem --agent cam >/dev/null; agent --via pkit gate --home home | cut -d' ' -f3-
2
CertStores.PEM.Discovery  Success
Custom.FetchLogs          Success
$ pkit job history --limit 2 --format json | jq -c '.data.runs[] | [.kind, .Result, (.output | if .dataOctets then .dataOctets > 100 else . end)]'
["fetch-logs","Success",true]
["discovery","Success",{"locations":["<dir>/tree/a.pem","<dir>/tree/b.pem"],"pending":["<dir>/tree/a.pem"]}]
$ pkit job data $(pkit job history --limit 1 --format json | jq '.data.runs[0].JobHistoryId') | tail -n 1 | sed 's/[^{]*//' | jq -c '[.kind, .Result]'; pkit events --home cam --kind agent.job --format json | jq -sc '.[-1].data.data | [.kind, .Result]'
["CertStores.PEM.Discovery","Success"]
["Custom.FetchLogs","Success"]
$ pkit job schedule discovery --directory $PWD/none --agent cam --retries 0 >/dev/null; agent 2>/dev/null | cut -d' ' -f3-
CertStores.PEM.Discovery  Failure  <dir>/none: there is no such directory

# More places than one message takes are told as far as they fit, with a word about it; a directory is named as it was asked for. What the platform does not take of an end is a Failure.
$ long=$PWD/deep; for n in 1 2 3 4 5 6 7 8 9 10 11 12; do long=$long/$(printf %0240d $n); done; mkdir -p "$long"; for n in $(seq 200); do ln web1/cert.pem "$long/$n.pem"; done; pkit job schedule discovery --directory $PWD/deep --agent cam --retries 0 >/dev/null; agent --via pkit gate --home home | cut -d' ' -f3- | sed 's/ places [0-9]* / places N /'; pkit job history --limit 1 --format json | jq -c '.data.runs[] | [.Status, .Result, (.output.locations | length > 100 and length < 200)]'; rm -r deep
CertStores.PEM.Discovery  Warning  of 200 places N are told, as many as one message takes: name directories further down
["Completed","Warning",true]
$ ln -s tree link; pkit job schedule discovery --directory $PWD/link --extension pem --agent cam --retries 0 >/dev/null; agent --via pkit gate --home home | cut -d' ' -f3-; pkit job history --limit 1 --format json | jq -c '.data.runs[].output.locations'
CertStores.PEM.Discovery  Success
["<dir>/link/a.pem","<dir>/link/b.pem"]
$ printf '#!/bin/sh\nread -r r; case $r in *%s*) r=$(printf %%s "$r" | jq -c %s) ;; esac; printf %%s "$r" | pkit gate --home home\n' "'\"operation\":\"job-complete\"'" "'.files.request |= (@base64d | fromjson | if .Locations then .Locations = [1] else . end | tojson | @base64)'" >picky; pkit job schedule discovery --directory $PWD/tree --agent cam --retries 0 >/dev/null; agent --via ./picky 2>&1 | cut -d' ' -f3-; pkit job list --state InProcess; pkit job history --limit 1 --format json | jq -c '.data.runs[] | [.Status, .Result, .Message]'
CertStores.PEM.Discovery  Failure  request is no such message of an agent
1 of the jobs failed
pkit job history, where the home is, tells why
["Completed","Failure","request is no such message of an agent"]
2> pkit: no jobs

# A job of one's own (B3, T-B15): the platform's pkit.yaml has its fields, and the agent's own the program that does it, which judges by fields of its own.
$ echo 'job_types: { check: { fields: { zone: { required: true }, days: { type: integer, default: 14 } } } }' >>home/pkit.yaml; pkit job schedule custom --job-type check --field zone=a
2> pkit: error: pkit.yaml names no procedure that does a job of type check here
2> pkit: hint: job_types.check.call: ADAPTER.PROCEDURE, or --agent MACHINE
[2]
$ custom() { pkit job schedule custom --job-type check --agent cam --retries 0 --field "$@" >/dev/null; agent --via pkit gate --home home 2>/dev/null | cut -d' ' -f3-; }; custom zone=a
Custom.check  Failure  <dir>/cam/pkit.yaml: there is no such file
$ printf '#!/bin/sh\nread -r q; case $q in *large*) echo "{\\"result\\":\\"Success\\",\\"data\\":\\"$(head -c 262145 /dev/zero | tr "\\0" x)\\"}" ;; *) printf %%s "$q" | jq -c "{result: \\"Warning\\", message: \\"two are old\\", data: (.parameters[0] | [.JobType, .JobProperties, .CurrentRetryCount] | tojson)}" ;; esac\n' >cam/work; chmod 700 cam/work; printf 'version: 1\nadapters: { work: { exec: [work] } }\njob_types: { check: { call: work.check, fields: { zone: { pattern: "[a-z]+" }, days: { type: integer } } } }\n' >cam/pkit.yaml; pkit config check --home cam
<dir>/cam/pkit.yaml: sound
$ custom zone=a; pkit job data $(pkit job history --limit 1 --format json | jq '.data.runs[0].JobHistoryId')
Custom.check  Warning  two are old
["check",{"zone":"a","days":14},0]
$ custom zone=9; custom zone=large; pkit job history --limit 1 --format json | jq -c '.data.runs[] | [.kind, .Result, .output]'
Custom.check  Failure  --field zone does not match the pattern (its type is string)
Custom.check  Failure  it brought 262145 octets of data, and at most 262144 go to the platform
["custom","Failure",null]

# One whose jobs are due and that does not come for them is told of by status and doctor.
$ soon() { date -u -d "+$1" +%Y-%m-%dT%H:%M:%SZ; }; pkit job schedule inventory $PWD/site.pem --agent cam >/dev/null; heard() { sed -n 's/.*\(cam was last heard on\) [^ ,]*\(.*\)/\1 <date>\2/p'; }
$ pkit status 2>&1 | heard; pkit status --now $(soon '2 hours') 2>&1 | heard; pkit doctor --now $(soon '2 hours') 2>&1 | heard; agent >/dev/null; pkit status --now $(soon '2 hours') 2>&1 | heard
cam was last heard on <date>, and 1 of its jobs is due
cam was last heard on <date>, and 1 of its jobs is due: pkit agent run does them, from a timer there

# It takes what agent register takes, and its last session may be too long ago for a monitor.
$ mkdir far; echo '{"Serial":"50"}' >parameters.json; openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout own.key -out own.csr -subj /CN=far 2>/dev/null; printf '#!/bin/sh\nread -r q; echo "{\\"CSR\\":null,\\"ClientParameters\\":{}}"\n' >source; chmod 755 source
$ pkit agent run --agent-dir far --client-machine far --capability C --parameters parameters.json --csr own.csr --csr-key own.key --profile agent --renew-within 10d; pkit agent run --agent-dir far --key-type ec-p384 --program source --via pkit gate --home home
2> pkit: nothing is due for far
2> pkit: nothing is due for far
$ pkit agent status --agent-dir far --max-age 10m | grep certificate; pkit agent status --agent-dir far --max-age 10m --now $(date -u -d '+1 hour' +%Y-%m-%dT%H:%M:%SZ) 2>&1 >/dev/null | sed 's/ at .*/ at <time>/'
  certificate         valid
pkit: error: far: its last session was at <time>
pkit: hint: pkit agent run

# agent init makes the directory, and what it says there of the agent its timer need not say.
$ pkit agent init --agent-dir lab --client-machine lab --capability A --capability B --profile agent; stat -c %a lab; pkit agent init --agent-dir lab --client-machine lab; pkit agent init --agent-dir no/lab --client-machine lab
agent lab in <dir>/lab: pkit agent run registers it
700
2> pkit: error: <dir>/lab is an agent's directory already
2> pkit: hint: see pkit agent status
2> pkit: error: <dir>/no: there is no such directory
2> pkit: hint: make it first
[2]
$ for n in 1 2; do pkit agent run --agent-dir lab --via pkit gate --home home; done; pkit show lab | grep Capabilities; pkit agent run --agent-dir lab --capability C; pkit show lab | grep Capabilities; jq -c '[.Capabilities, .Profile]' lab/agent.json
  Capabilities   A, B
  Capabilities   C
[["C"],"agent"]
2> pkit: nothing is due for lab
2> pkit: nothing is due for lab
2> pkit: nothing is due for lab

# One that is turned away gets no session, and no jobs; nor does one whose gate is away. Its directory says so.
$ agent --via false; pkit agent status --agent-dir cam | grep error.c
  lastSession.error.code     gate.program
2> pkit: error: false gave no reply
2> pkit: hint: try it by hand; a retry with the same --request-id is safe
2> pkit: error: cam: its last session was cut short: false gave no reply
2> pkit: hint: pkit agent run
$ pkit deny cam --reason gone >/dev/null; agent; pkit agent status --agent-dir cam | grep error.c
<id> done; cam is Disapproved
  lastSession.error.code     orchestrator.disapproved
2> pkit: error: cam is Disapproved: gone
2> pkit: hint: only an operator's approve leaves that state
2> pkit: error: cam: its last session was cut short: cam is Disapproved: gone
2> pkit: hint: pkit agent run
$ pkit job schedule inventory $PWD/site.pem --agent cam
2> pkit: error: cam is Disapproved, and gets no jobs
2> pkit: hint: pkit approve cam
[3]

-- admit.yaml --
chains: { all: { profiles: [agent], handlers: [ { name: all, unverified: true, allow: {} } ] } }
registration: { chain: all, profile: agent }
store_types: { PEM: {} }
