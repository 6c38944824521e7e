# Jobs of one's own (B3, T-B15): pkit.yaml has their types, an adapter does them, and what it brings is kept with the run.
$ pkit init --home home --name T --key-type ed25519 --no-passphrase --test-clock --now 2026-01-01 2>/dev/null | head -n 1; export PKIT_HOME=home; now="--now 2026-02-01T10:00:00Z"; mkdir home/scripts; cp worker home/scripts/; chmod 700 home/scripts/worker; cat jobs.yaml >>home/pkit.yaml; pkit config check
made <dir>/home
<dir>/home/pkit.yaml: sound
$ codes() { pkit "$@" --format json >out.json; echo "exit $?:" $(jq -r '.error.code // empty' out.json); }; custom() { pkit job schedule custom "$@" $now; }

# What is required and not given is refused, and what is not of its type; what has a default has that.
$ custom --job-type check
2> pkit: error: a job of type check needs --field zone=VALUE
2> pkit: hint: its type is string
[2]
$ pkit job schedule custom --job-type check --field zone=example.com --field days=soon $now
2> pkit: error: --field days is no integer
2> pkit: hint: its type is integer
[2]
$ custom --job-type check --field zone=example.com --field since=yesterday
2> pkit: error: --field since is no date: write it like 2027-01-31
2> pkit: hint: its type is date
[2]
$ custom --job-type check --field zone=example.com --field deep=maybe
2> pkit: error: --field deep is neither true nor false
2> pkit: hint: its type is boolean
[2]
$ for fault in zone mine=1 zone=a\ --field\ ZONE=b; do codes job schedule custom --job-type check --field $fault $now; jq -r .error.message out.json; done
exit 2: job.parameter
--field: 'zone' is no NAME=VALUE of a field of check
exit 2: job.parameter
--field: 'mine=1' is no NAME=VALUE of a field of check
exit 2: job.parameter
--field zone is given twice
$ custom --job-type mend; custom; codes job schedule inventory --job-type check $now; codes job schedule custom --job-type check --field zone=a --agent nobody $now
exit 2: job.parameter
exit 6: orchestrator.missing
2> pkit: error: pkit.yaml has no job type 'mend'
2> pkit: hint: there is check
2> pkit: error: a job custom needs --job-type
2> pkit: hint: custom: which of the job_types of pkit.yaml
$ custom --job-type check --field zone=example.com --field Deep=true --format json | jq -c '.data.job | [.kind, .JobType, .priority, .parameters]'
["custom","custom",8,{"jobType":"check","fields":{"zone":"example.com","deep":"true","days":"14"}}]
$ pkit job run --due $now | awk '{ print $1, $3, $5 }'
1 custom Success
$ pkit job data 1 $now
{"JobType":"check","CurrentRetryCount":0,"JobProperties":{"zone":"example.com","deep":true,"days":14}}
$ pkit job show $(pkit job list --format json $now | jq -r '.data.jobs[0].JobId') $now | grep output; pkit job history --format json $now | jq -c '.data.runs[0].output'
  output.dataOctets  103
{"dataOctets":103}

# 2 MiB of data are kept, one more octet is refused; and so is what is no answer.
$ for what in 2097152 2097153; do custom --job-type check --field zone=large --field days=$what --retries 0 >/dev/null; pkit job run --due $now 2>&1 | sed 's/^\([0-9]*\)  [^ ]* /\1 /; s/2026-[^ ]*/<date>/'; done
2  custom  <date>  Success
3  custom  <date>  Failure  it brought 2097153 octets of data, and at most 2097152 are kept
pkit: error: 1 of the jobs failed
pkit: hint: pkit job history tells why
$ pkit job data 2 --format json $now | jq '.data.data | length'; codes job data 3 $now; codes job data 99 $now; codes job data x $now
2097152
exit 6: job.data
exit 6: job.unknown
exit 2: option.value
$ for zone in list more word crash warn; do custom --job-type check --field zone=$zone --retries 0 >/dev/null; pkit job run --due $now 2>/dev/null | sed 's/.*2026-02-01T10:00:00Z  //'; done
Failure  its adapter's answer is none: it is no map
Failure  its adapter's answer is none: unknown key 'rows'
Failure  its adapter's answer is none: result cannot be 'Perhaps'
Failure  work: exit status 3
Warning  two are old

# What was given is judged again by the fields that pkit.yaml has when it is run.
$ cp home/pkit.yaml kept.yaml; for now_so in 's/zone: { /zone: { type: integer, /' 's/zone: { /zone: { type: boolean, /' 's/zone: {/place: {/' 's/zone: { required: true }/zone: {}, place: { required: true }/'; do custom --job-type check --field zone=yes --retries 0 >/dev/null; sed "$now_so" kept.yaml >home/pkit.yaml; pkit job run --due $now 2>/dev/null | sed 's/.*2026-02-01T10:00:00Z  //'; cp kept.yaml home/pkit.yaml; done
Failure  --field zone is no integer (its type is integer)
Failure  --field zone is neither true nor false (its type is boolean)
Failure  --field: 'zone=yes' is no NAME=VALUE of a field of check (see pkit.yaml, job_types.check.fields)
Failure  a job of type check needs --field place=VALUE (its type is string)

# A type that pkit.yaml has not any more is a Failure; and what is wrong with one there is told.
$ custom --job-type check --field zone=a --retries 0 >/dev/null; sed 's/^  check:/  other:/' home/pkit.yaml >other.yaml; cp home/pkit.yaml kept.yaml; cp other.yaml home/pkit.yaml; pkit job run --due $now 2>/dev/null | sed 's/.*2026-02-01T10:00:00Z  //'; cp kept.yaml home/pkit.yaml
Failure  pkit.yaml has no job type 'check' (there is other)
$ sed 's/work.check/play.check/; s/  check:/  "a b":/; s/type: integer/type: number/' kept.yaml >home/pkit.yaml; pkit config check; cp kept.yaml home/pkit.yaml
2> pkit: error: <dir>/home/pkit.yaml: 4 faults
2>   pkit.yaml:55:3: job_types: the name 'a b' is not usable (letters, digits, _ and -, at most 64) [job.type]
2>   pkit.yaml:56:11: job_types.a b: unknown adapter 'play' (valid: work) [config.unknown]
2>   pkit.yaml:57:55: job_types.a b.fields.days.type cannot be 'number' (valid: string, integer, date, boolean, choice, text, email) [config.word]
2>   pkit.yaml:57:72: job_types.a b.fields.days.default is integer, not a text [metadata.default]

# One that comes by the calendar is rescheduled after a Failure, one that comes once is not (T-B14).
$ crash() { custom --job-type check --field zone=crash --retries 0 --schedule "$1" --format json | jq -r .data.job.JobId; }; weekly=$(crash 'weekly sun 09:00'); daily=$(crash 'daily 09:00')
$ pkit job reschedule $weekly $now 2>&1 | sed 's/j-[a-z2-7]*/ID/'; later="--now 2026-02-08T09:00:00Z"; pkit job run --due $later 2>/dev/null | wc -l; pkit job reschedule $weekly $later | sed 's/j-[a-z2-7]*/ID/'; pkit job reschedule $daily $later 2>&1 | sed 's/j-[a-z2-7]*/ID/'
pkit: error: ID is Waiting
pkit: hint: a Failure that is Completed or Acknowledged is rescheduled
2
ID custom: Waiting, due <date>
pkit: error: a job custom is not rescheduled, unless it is weekly or monthly
pkit: hint: pkit job schedule makes a new one

-- worker --
#!/bin/sh
# Does a job: what it is asked decides what it answers.
request=$(cat)
zone=$(printf %s "$request" | jq -r '.parameters[0].JobProperties.zone')
case $zone in
  large) printf '{"result":"Success","data":"%s"}' "$(head -c "$(printf %s "$request" | jq '.parameters[0].JobProperties.days')" /dev/zero | tr '\0' x)" ;;
  list) echo '[]' ;;
  more) echo '{"result":"Success","rows":1}' ;;
  word) echo '{"result":"Perhaps"}' ;;
  warn) echo '{"result":"Warning","message":"two are old"}' ;;
  crash) exit 3 ;;
  *) printf %s "$request" | jq '{result: "Success", data: (.parameters[0] | del(.JobId, .RequestTimestamp) | tojson + "\n")}' ;;
esac

-- jobs.yaml --
adapters: { work: { exec: [scripts/worker] } }
job_types:
  check:
    call: work.check
    fields: { zone: { required: true }, days: { type: integer, default: 14 }, since: { type: date }, deep: { type: boolean } }
