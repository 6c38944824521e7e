# runs: release
# timeout: 300
# The CI examples: their steps as they are written, for both hosts at once, tried again in a workspace that was wiped, and
# for a host that the pipeline may not have. README.md's pkit.yaml decides.
source "$PKIT_SOURCE/tests/tools/lib.sh"
examples=$PKIT_SOURCE/examples/ci

make_home home
python3 - "$examples/README.md" "$(id -gn)" >chain.yaml <<'END'
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
print(re.search(r"```yaml\n(.*?)```", text, re.S)[1].replace("gitlab-runner", sys.argv[2]))
END
sed -i '/^chains:/,$d' home/pkit.yaml
cat chain.yaml >>home/pkit.yaml
expect 0 pkit config check --home home
(umask 077 && mkdir outbox)
echo 'a passphrase of the pipeline' >secret

# gitlab RUN HOST, github RUN HOST: the job in a workspace of its own, which is kept between its steps alone.
gitlab() {
  python3 "$PKIT_SOURCE/tests/tools/ci_job.py" gitlab "$examples/gitlab-ci.yml" certificates HOST="$2" CI_PROJECT_ID=7 \
    CI_PIPELINE_ID="$1" KEY_PASSPHRASE="$root/secret" PKIT_HOME="$root/home" OUTBOX="$root/outbox"
}
github() {
  RUNNER_TEMP=$root/temporary-$2 python3 "$PKIT_SOURCE/tests/tools/ci_job.py" github "$examples/github-workflow.yml" \
    certificates matrix.host="$2" github.repository_id=7 github.run_id="$1" secrets.KEY_PASSPHRASE="$(<"$root/secret")" \
    vars.PKIT_HOME="$root/home" vars.PKIT_OUTBOX="$root/outbox"
}
root=$PWD
# job SYSTEM RUN HOST: its output in SYSTEM-HOST.log.
job() {
  local space=$root/$1-$3
  rm -rf "$space" "$root/temporary-$3"
  mkdir "$space" "$root/temporary-$3"
  (cd "$space" && "$@") >"$1-$3.log" 2>&1
}
serial() { json "$root/$1-$2/certificate/issued.json" '$.data.certificate.serial'; }
# handed_on SYSTEM HOST: the artifact is whole, its key has the passphrase, and nothing else was left in the workspace.
handed_on() {
  local place=$1-$2
  same "what $place hands on" $'cert.pem\nchain.pem\nfullchain.pem\nissued.json\nkey.pem' "$(ls -A "$place/certificate")"
  same "what is left in $place" certificate "$(ls -A "$place")"
  same "the serial of $place" "$(serial "$1" "$2")" "$(openssl x509 -in "$place/certificate/cert.pem" -noout -serial | sed 's/.*=//' | tr A-F a-f)"
  head -n 1 "$place/certificate/key.pem" | grep -qx -- '-----BEGIN ENCRYPTED PRIVATE KEY-----' || fail "the key of $place is plain"
  grep -rqF "$(<secret)" "$place" "$place.log" && fail "the passphrase is to be seen in $place"
  grep -q 'cert.pem: OK' "$place.log" || fail "$place was not checked"
}

for system in gitlab github; do
  job $system 100 agent1.ci.example & first=$!
  job $system 100 agent2.ci.example & second=$!
  wait $first || { fail "$system's job for agent1 ends with $?"; cat $system-agent1.ci.example.log; }
  wait $second || { fail "$system's job for agent2 ends with $?"; cat $system-agent2.ci.example.log; }
  for host in agent1.ci.example agent2.ci.example; do handed_on $system $host; done

  # Another try of the same run has a workspace of its own, and gets the same; another run gets another.
  before=$(serial $system agent1.ci.example)
  expect 0 job $system 100 agent1.ci.example
  handed_on $system agent1.ci.example
  same "the serial of $system's second try" "$before" "$(serial $system agent1.ci.example)"
  expect 0 job $system 101 agent1.ci.example
  handed_on $system agent1.ci.example
  [ "$before" != "$(serial $system agent1.ci.example)" ] || fail "another run of $system got the same certificate"

  # A host that is not the pipeline's is refused, and nothing is handed on.
  expect 3 job $system 102 db.corp.example
  says 'not a host of the pipeline' $system-db.corp.example.log
  same "what a refused job of $system leaves" '' "$(ls -A $system-db.corp.example)"
  # What is lost is not made again.
  rm -rf outbox/$system-*-101-*
  expect 7 job $system 101 agent1.ci.example
  says 'pkit revoke' $system-agent1.ci.example.log
done
# What was handed on is renewed in its place, before its time not at all, and then has a new key of the same passphrase.
(umask 077 && mkdir held)
# again SYSTEM JOB RUN: for agent1; its output in again.log.
again() {
  rm -rf again temporary
  mkdir again temporary
  case $1 in
    gitlab) (cd again && python3 "$PKIT_SOURCE/tests/tools/ci_job.py" gitlab "$examples/gitlab-ci.yml" "$2" HOST=agent1.ci.example \
      CI_PROJECT_ID=7 CI_PIPELINE_ID="$3" KEY_PASSPHRASE="$root/secret" PKIT_HOME="$root/home" HELD="$root/held") ;;
    github) (cd again && RUNNER_TEMP=$root/temporary python3 "$PKIT_SOURCE/tests/tools/ci_job.py" github "$examples/github-renewal.yml" \
      "$2" matrix.host=agent1.ci.example github.repository_id=7 github.run_id="$3" secrets.KEY_PASSPHRASE="$(<"$root/secret")" \
      vars.PKIT_HOME="$root/home" vars.PKIT_HELD="$root/held") ;;
  esac >again.log 2>&1
}
held_serial() { openssl x509 -in held/agent1.ci.example/cert.pem -noout -serial; }
held_key() { openssl x509 -in held/agent1.ci.example/cert.pem -noout -pubkey; }
for system in gitlab github; do
  rm -rf held/*
  cp -R "outbox/$(basename outbox/$system-7-100-agent1.ci.example)" held/agent1.ci.example
  serial=$(held_serial) key=$(held_key)
  expect 0 again $system renewal 200
  same "what $system renews before its time" "$serial" "$(held_serial)"
  sed -i 's/^    lifetime: 90d/&\n    renew_within: 90d/' home/pkit.yaml
  expect 0 again $system renewal 201
  [ "$serial" != "$(held_serial)" ] || { fail "$system renewed nothing"; cat again.log; }
  same "the key after $system's renewal" "$key" "$(held_key)"
  sed -i '/renew_within/d' home/pkit.yaml
  expect 0 again $system rotation 202
  [ "$key" != "$(held_key)" ] || { fail "$system rotated nothing"; cat again.log; }
  serial=$(held_serial)
  head -n 1 held/agent1.ci.example/key.pem | grep -qx -- '-----BEGIN ENCRYPTED PRIVATE KEY-----' || fail "the new key of $system is plain"
  # Done is done: the same again is told that it is no longer what was asked, and leaves nothing.
  expect 7 again $system rotation 202
  same "$system's second try of a rotation" "$serial" "$(held_serial)"
  same "what $system's second try leaves beside it" $'agent1.ci.example\nagent1.ci.example.previous' "$(ls -A held)"
  same "what a job of $system leaves" '' "$(ls -A again temporary | grep -v ':$' | grep .)"
done
grep -qx 'uses actions/upload-artifact@v4 certificate/' github-agent2.ci.example.log || fail 'nothing is uploaded'
same 'what GitHub keeps in its temporary directory' '' "$(ls -A temporary-agent2.ci.example)"
same 'certificates' 10 "$(certificates home)"
sound home
finish
