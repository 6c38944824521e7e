# Jobs on certificate stores (document B: B3, B11): scheduled, run when they are due, told.
$ pkit init --home home --name T --key-type ed25519 --no-passphrase --test-clock --now 2026-01-01 2>/dev/null | head -n 1
made <dir>/home
$ export PKIT_HOME=home; umask 077; now="--now 2026-02-01T10:00:00Z"
$ codes() { pkit "$@" --format json >out.json; echo "exit $?:" $(jq -r '.error.code // empty' out.json); }
$ issued() { pkit issue --subject CN=$1 --new-key ec-p256 --out $1 $now >/dev/null; }
$ for name in web1 web2; do issued $name; done; cat web1/cert.pem web1/key.pem >site.pem; pkit store add site site.pem $now >/dev/null

# At once, which is due at once; nothing due is no failure.
$ pkit job list $now
2> pkit: no jobs
$ pkit job run --due $now
2> pkit: nothing is due
$ pkit job schedule inventory site --dry-run $now
would be scheduled: <id> inventory of site: now, due <date>
$ pkit job schedule inventory site --request-id once-1 $now
<id> inventory of site: now, due <date>
$ pkit job schedule inventory site --request-id once-1 $now >/dev/null; pkit job list $now
<id>  inventory  site  now  Waiting  <date>
$ pkit job run --due $now
1  <id>  inventory  site  <date>  Success
$ pkit job run --due --format json $now | jq -c '.data'
{"ran":0,"runs":[]}
$ pkit job history $now
1  <id>  inventory  site  <date>  Success
$ job() { pkit job list --format json $now | jq -r --arg kind "$1" '[.data.jobs[] | select(.kind == $kind)] | last | .JobId'; }
$ pkit job show $(job inventory) --format json $now | jq -c '[.data.job.state, .data.lastRun.Result, .data.lastRun.output.entries, .data.lastRun.output.added]'
["Completed","Success",1,1]
$ pkit store list $now
site  pem  <dir>/site.pem  1  <date>
$ pkit job run --now 2026-02-01T10:00:00Z
2> pkit: error: job run needs the ids of jobs, or --due
2> pkit: hint: pkit job run --due, or pkit job run JOB
[2]
$ pkit job run nothing $now
2> pkit: error: there is no job 'nothing'
2> pkit: hint: see pkit job list
[6]
$ codes job run --due $(job inventory) $now
exit 2: option.combination

# What is due comes in the order of document B, whatever the order it was asked for in (T-B11): add, re-enrolment, the rest of management, inventory, discovery; or in another one that is asked for.
$ mkdir tree; cp web2/cert.pem tree/found.pem; cat web2/cert.pem web2/key.pem >second.pem; pkit store add second second.pem $now >/dev/null
$ pkit job schedule discovery --directory tree --ignore tree/none --extension pem --file-name 'f*' $now | cut -d ' ' -f 2-
discovery: now, due <date>
$ pkit job schedule inventory second $now >/dev/null; pkit job schedule remove second --alias gone $now >/dev/null
$ pkit job schedule create --name fresh --path fresh.p12 --store-kind pkcs12 --password-file word --priority 9 $now >/dev/null; echo secret >word
$ pkit job schedule reenrollment second --key-type ec-p384 $now >/dev/null
$ pkit job schedule add site --cert web2/cert.pem --key web2/key.pem --chain web2/chain.pem --overwrite --alias $(openssl x509 -in web1/cert.pem -noout -fingerprint -sha1 | sed 's/.*=//; s/://g') $now >/dev/null
$ pkit job run --due $now | awk '{ print $3, $4, $5, $6 }'
add site <date> Success
reenrollment second <date> Success
remove second <date> Warning
inventory second <date> Success
discovery <date> Success 
create <date> Success 
$ openssl x509 -in site.pem -noout -subject -nameopt RFC2253; openssl x509 -in second.pem -noout -text | grep -c P-384; ls fresh.p12; pkit store list $now | awk '{ print $1, $2 }'
subject=CN=web2
1
fresh.p12
fresh pkcs12
second pem
site pem
tree-found.pem pem

# What an add needs is told when it is scheduled; what another kind takes is refused.
$ pkit job schedule add site $now
2> pkit: error: a job add needs one of --cert and --p12
2> pkit: hint: --cert FILE [--key FILE] [--chain FILE], or --p12 FILE
[2]
$ pkit job schedule inventory $now
2> pkit: error: a job inventory needs a store
2> pkit: hint: pkit job schedule inventory STORE
[2]
$ pkit job schedule inventory site --alias x $now
2> pkit: error: --alias is not of a job that is called inventory
2> pkit: hint: see pkit help job schedule
[2]
$ pkit job schedule add site --cert a --p12 b --p12-password-file c $now
2> pkit: error: a job add needs one of --cert and --p12
2> pkit: hint: --cert FILE [--key FILE] [--chain FILE], or --p12 FILE
[2]
$ pkit job schedule add site --p12 b --p12-alias c $now
2> pkit: error: --p12 goes with --p12-password-file
2> pkit: hint: add: the password of --p12
[2]
$ pkit job schedule create --name x $now
2> pkit: error: a job create needs --path
2> pkit: hint: create: the file or directory that is made
[2]
$ codes job schedule discovery site --directory tree $now
exit 2: job.parameter
$ codes job schedule inventory nothing $now
exit 6: certstore.unknown
$ pkit job schedule reenrollment site --without-proof $now
2> pkit: error: --without-proof is of a reenrollment by an agent
2> pkit: hint: --agent MACHINE
[2]
$ codes job schedule inventory site --retries 101 $now
exit 2: option.value
$ pkit job schedule inventory site --priority 0 $now
2> pkit: error: --priority: '0' is no number from 1 to 9
[2]
$ pkit job schedule add site --cert a --key-passphrase-file c $now
2> pkit: error: --key-passphrase-file goes with --key
2> pkit: hint: add: its key; without it the key that is there stays
[2]
$ pkit job schedule mend site $now
2> pkit: error: KIND: 'mend' is not one of inventory, add, remove, create, discovery, reenrollment, ssl-scan, custom, fetch-logs
[2]
$ pkit job schedule inventory site --schedule hourly $now
2> pkit: error: --schedule: 'hourly' is no schedule
2> pkit: hint: now, "every 1h", "daily 03:00", "weekly sun,wed 03:00", "monthly last 03:00" or "once 2027-10-31T13:30Z"
[2]
$ pkit job schedule inventory site --schedule 'once 2026-01-31T00:00Z' $now
2> pkit: error: --schedule: once 2026-01-31T00:00Z is over
2> pkit: hint: a time to come
[2]

# Again and again, to the minute and in UTC (T-B12); what was missed runs once.
$ for when in 'every 30m' 'daily 09:59' 'weekly sun,wed 10:01' 'monthly 31 00:00' M_L_3:00 'once 2026-02-01T10:05Z'; do pkit job schedule inventory site --schedule "$when" $now | sed 's/^[^ ]* //' ; done
inventory of site: every 30m, due 2026-02-01T10:30:00Z
inventory of site: daily 09:59, due 2026-02-02T09:59:00Z
inventory of site: weekly sun,wed 10:01, due 2026-02-01T10:01:00Z
inventory of site: monthly 31 00:00, due 2026-03-31T00:00:00Z
inventory of site: monthly last 03:00, due 2026-02-28T03:00:00Z
inventory of site: once 2026-02-01T10:05Z, due 2026-02-01T10:05:00Z
$ pkit job schedule inventory site --schedule 'monthly 31 00:00' --format json $now | jq -c '[.data.job.schedule, .data.job.due]'
["M_31_00:00","2026-03-31T00:00:00Z"]
$ pkit job list --state Waiting $now | wc -l
7
$ pkit job run --due --now 2026-02-01T10:04:00Z | awk '{ print $3, $4, $6 }'
inventory site Success
$ pkit job run --due --now 2026-02-03T10:04:00Z --format json | jq -c .data.ran
3
$ pkit job list --state Waiting --format json $now | jq -r '.data.jobs[] | .when + " -> " + .due' | sort
daily 09:59 -> 2026-02-04T09:59:00Z
every 30m -> 2026-02-03T10:30:00Z
monthly 31 00:00 -> 2026-03-31T00:00:00Z
monthly 31 00:00 -> 2026-03-31T00:00:00Z
monthly last 03:00 -> 2026-02-28T03:00:00Z
weekly sun,wed 10:01 -> 2026-02-04T10:01:00Z
$ for id in $(pkit job list --state Waiting --format json $now | jq -r '.data.jobs[].JobId'); do pkit job cancel $id $now >/dev/null; done; pkit job list --state Waiting $now
2> pkit: no jobs
$ pkit job list --state Cancelled --format json $now | jq -r '.data.jobs | length'
6

# A failure is tried again and counted: 0, 1, 2 (T-B13). The store is as it was.
$ later="--now 2026-02-03T12:00:00Z"; cp site.pem before.pem
$ pkit job schedule add site --cert nothing.pem --retries 2 $later >/dev/null
$ pkit job run --due $later | awk '{ print $3, $4, $6, $7 }'
add site Failure CompletedWillRetry
2> pkit: error: 1 of the jobs failed
2> pkit: hint: pkit job history tells why
$ pkit job run --due $later; pkit job run --due --now 2026-02-03T12:01:00Z >/dev/null; pkit job run --due --now 2026-02-03T12:10:00Z >/dev/null
2> pkit: nothing is due
2> pkit: error: 1 of the jobs failed
2> pkit: hint: pkit job history tells why
2> pkit: error: 1 of the jobs failed
2> pkit: hint: pkit job history tells why
[3]
$ pkit job history $(job add) --format json | jq -c '.data.runs[] | [.CurrentRetryCount, .Status, .Result, .output.code]'
[2,"Completed","Failure","file.missing"]
[1,"CompletedWillRetry","Failure","file.missing"]
[0,"CompletedWillRetry","Failure","file.missing"]
$ cmp site.pem before.pem

# sqlite: a job of a common state names its host
$ pkit job show $(job add) $later
job <id>
  kind               add
  JobType            management
  OperationType      add
  store              site
  parameters.cert    <dir>/nothing.pem
  when               now
  priority           3
  state              Completed
  CurrentRetryCount  2
  retries            2
  RequestTimestamp   <date>
last run
  JobHistoryId       <n>
  OperationStart     <date>
  OperationEnd       <date>
  Result             Failure
  Status             Completed
  CurrentRetryCount  2
  Message            <dir>/nothing.pem: there is no such file
  output.code        file.missing

# Acknowledged once, and only what was no success; rescheduled only what failed, and no inventory (T-B14).
$ failed=$(pkit job history $(job add) --format json | jq '.data.runs[0].JobHistoryId'); pkit job ack $failed --format json $later | jq -c '.data.runs[0] | [.Status, .acknowledged]'
["Acknowledged","2026-02-03T12:00:00Z"]
$ codes job ack $failed $later
exit 7: job.state
$ codes job ack 1 $later
exit 7: job.state
$ codes job ack 4711 $later
exit 6: job.unknown
$ pkit job show $(job add) --format json $later | jq -r .data.job.state
Acknowledged
$ pkit job reschedule $(job add) $later | sed 's/^[^ ]* //'
add of site: Waiting, due <date>
$ pkit job reschedule $(job add) $later 2>&1 | sed 's/j-[a-z2-7]*/ID/'
pkit: error: ID is Waiting, its last run a Failure
pkit: hint: a Failure that is Completed or Acknowledged is rescheduled
$ codes job reschedule $(job inventory) $later
exit 7: job.state
$ pkit job cancel $(job add) $later | sed 's/^[^ ]* //'
add of site: Cancelled
$ codes job cancel $(job add) $later
exit 7: job.state
$ codes job cancel j-11 $later
exit 6: job.unknown

# A store that jobs are about is not forgotten.
$ pkit job schedule inventory site --schedule 'daily 03:00' $later >/dev/null; pkit store forget site $later
2> pkit: error: there are jobs about site that are not over
2> pkit: hint: pkit job list, and pkit job cancel
[7]
$ pkit job cancel $(job inventory) $later >/dev/null; pkit store forget site $later; pkit job history --limit 1 $later | awk '{ print $3, $4 }'
forgot site; <dir>/site.pem stays as it is
add <id>

# Handlers are told when a job has ended and that is stored (B11, T-B29): of the kinds they are for, whatever it came to; what they do changes nothing of it.
$ pkit events deliver $later; mkdir home/scripts; cp handler home/scripts/; chmod 700 home/scripts/handler; cat handlers.yaml >>home/pkit.yaml; pkit config check
0 delivered, 0 waiting, 0 dead
<dir>/home/pkit.yaml: sound
$ pkit store add site site.pem $later >/dev/null; pkit job schedule inventory site $later >/dev/null; pkit job schedule remove site --alias x --retries 0 $later >/dev/null; pkit job schedule add site --cert nothing.pem --retries 0 $later >/dev/null
$ pkit job run --due $later | awk '{ print $3, $6 }'
add Failure
remove Warning
inventory Success
2> pkit: error: 1 of the jobs failed
2> pkit: hint: pkit job history tells why
$ pkit events deliver $later
3 delivered, 2 waiting, 0 dead
2>   event <n> to bad.done: exit status 1 (waiting after 1)
2>   event <n> to slow.done: timed out after 1s (waiting after 1)
2> pkit: error: 2 calls failed
2> pkit: hint: the next run tries again, later each time
[10]
$ jq -c '[.procedure, .parameters[0].kind, (.parameters[0].data | (.JobTypeId, .OperationType, .JobResult, .CurrentRetryCount, .Username))]' home/scripts/told
["done","job.failed","add","add","Failure",0,"uid:0"]
["failed","job.failed","add","add","Failure",0,"uid:0"]
["done","job.completed","inventory","","Success",0,"uid:0"]
["done","job.completed","inventory","","Success",0,"uid:0"]
["done","job.completed","inventory","","Success",0,"uid:0"]
$ pkit job history --limit 3 $later | awk '{ print $3, $6 }'
inventory Success
remove Warning
add Failure
$ sed -i 's/on: job-failed, jobs: .*, call/on: job-failed, jobs: [mend], call/' home/pkit.yaml; pkit config check
2> pkit: error: <dir>/home/pkit.yaml: 1 fault
2>   pkit.yaml:61:30: alerts[3].jobs[0] cannot be 'mend' (valid: inventory, add, remove, create, discovery, reenrollment, ssl-scan, custom, fetch-logs) [config.word]
[10]
$ sed -i 's/on: job-failed, jobs: .*, call/on: issued, jobs: [add], call/' home/pkit.yaml; pkit config check
2> pkit: error: <dir>/home/pkit.yaml: 1 fault
2>   pkit.yaml:61:25: alerts[3].jobs is for the end of jobs (on: job-complete or job-failed) [config.word]
[10]

-- handler --
#!/bin/sh
# Hears that a job has ended.
cat >>"${0%/*}/told"
[ "$1" = crash ] && exit 1
[ "$1" = hang ] && exec sleep 60
echo '{}'

-- handlers.yaml --
adapters:
  good: { exec: [scripts/handler, good] }
  bad: { exec: [scripts/handler, crash] }
  slow: { exec: [scripts/handler, hang], timeout: 1s }
alerts:
  - { on: job-complete, jobs: [add, inventory], call: good.done }
  - { on: job-complete, jobs: inventory, call: bad.done }
  - { on: job-complete, jobs: inventory, call: slow.done }
  - { on: job-failed, jobs: [add, remove], call: good.failed }
