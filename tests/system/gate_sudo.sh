# runs: release
# timeout: 300
# The gate, given to a user who cannot read the home by the example's line of sudoers: what it does, and that it does
# nothing else, whatever command, option, variable, descriptor or request comes.
source "$PKIT_SOURCE/tests/tools/private_system.sh" || exit 1
source "$PKIT_SOURCE/tests/tools/lib.sh"
shopt -s lastpipe  # what fails at the end of a pipe is a failure of the test
home=$PWD/pki/.local/share/pkit
here=$PWD
mkdir -p "${home%/*}"
make_home "$home" --key-type ed25519
handlers "$home" "[ { name: ours, when: { verified.osGroups: apps, verified.caller: app }, allow: {} } ]"
made=$(sql "$home" 'SELECT max(sequence) FROM events')
chown -R pki:pki pki
chmod 700 pki
for name in web1 web2 web3; do make_csr $name; done
chown app *.csr *.key

# --- sudo ----------------------------------------------------------------------------------------------------------------
sed -e "s|/usr/bin/pkit|$here/bin/pkit|g" -e "s|/var/lib/pkit|$home|g" "$PKIT_SOURCE/examples/gate/sudoers" >sudoers
chmod 440 sudoers
expect 0 visudo -cf sudoers
expect 0 visudo -cf "$PKIT_SOURCE/examples/gate/sudoers"
cp -p sudoers /etc/sudoers.d/pkit
sudo=(sudo -n -u pki)
gate=("${sudo[@]}" "$here/bin/pkit" gate --home "$home" --caller-from-sudo)
cd app || exit 1
as_app() { as app "$@"; }
as_pki() { as pki "$@"; }
state() { sql "$home" "SELECT count(*), max(sequence) FROM events"; }

expect 2 as_app ls "$home"
expect 9 as_app pkit list registrations --home "$home"
chmod 777 .
expect 0 as_app pkit register --client-machine web1 --csr ../web1.csr --out web1.crt --out-chain chain.pem \
  --via "${gate[@]}"
same 'the owner of the certificate' app "$(stat -c %U web1.crt)"
recorded "$home" web1.crt
expect 0 openssl verify -partial_chain -trusted chain.pem web1.crt
as_pki pkit explain web1 >story
says 'verified: caller=app osGroups=app, apps' story || cat story
same 'the actor' 'uid:64101' "$(sql "$home" "SELECT DISTINCT actor FROM events WHERE kind LIKE 'certificate%'")"

# Locally the groups are those that the process has, whatever the user database says of its user.
(cd .. && make_csr web7 && chown pki web7.csr)
expect 4 setpriv --reuid pki --regid pki --groups apps pkit register --home "$home" --client-machine web7 --csr ../web7.csr
as_pki pkit explain web7 >story
says 'verified: caller=uid:64101 osGroups=pki, apps' story || cat story

# Each command, and each option of any, behind what sudo permits and in its place.
before=$(state)
pkit __commands | cut -f1 | while read -r command; do
  [ "$command" = gate ] && continue
  read -ra words <<<"$command"
  as_app "${sudo[@]}" "$here/bin/pkit" "${words[@]}" --home "$home" >out 2>err
  [ $? -eq 1 ] && ! [ -s out ] || echo "sudo ran $command" >>ran
done
pkit __options | cut -f2 | sort -u | while read -r option; do
  as_app "${gate[@]}" "$option" x </dev/null >out 2>err
  [ $? -eq 1 ] && ! [ -s out ] || echo "sudo ran gate $option" >>ran
done
for variable in PKIT_HOME=/ XDG_DATA_HOME=/ HOME=/ SUDO_UID=0 CREDENTIALS_DIRECTORY=/ LD_PRELOAD=/x.so OPENSSL_CONF=/x \
  SSL_CERT_FILE=/x; do
  as_app sudo -n "$variable" -u pki "$here/bin/pkit" gate --home "$home" --caller-from-sudo </dev/null >out 2>err
  [ $? -eq 1 ] && ! [ -s out ] || echo "sudo took $variable" >>ran
done
[ ! -e ran ] || fail "$(cat ran)"
same 'the history after what sudo refused' "$before" "$(state)"

# --- without sudo's help: any option, any operation, any member ----------------------------------------------------------
code_and_exit() {
  sqlite3 -batch :memory: "SELECT json_extract(f, '$.error.code') || ' ' || json_extract(f, '$.exit')
    FROM (SELECT readfile('$1') AS f)"
}
# ask STATUS CODE [OPTION...] <request: the gate, run as its owner, gives this exit and error code and one line.
ask() {
  local status=$1 code=$2
  shift 2
  cat >request
  expect "$status" as_pki pkit gate --home "$home" "$@" <request
  [ -s err ] && fail "the gate says on standard error: $(cat err)"
  same 'lines of a reply' 1 "$(wc -l <out)"
  same "code and exit of $(head -c 200 request | tr -d '\0')" "$code $status" "$(code_and_exit out)"
}
request() { # OPTIONS [MEMBERS]: a request that is right but for them
  printf '{"version":1,"operation":"register","requestId":"%s","time":"2026-11-26T10:00:00Z","options":%s%s}' \
    "$RANDOM$RANDOM" "$1" "${2-}"
}
own=' --home --caller --caller-from-sudo --help '
pkit __options | cut -f2 | grep '^-' | sort -u | while read -r option; do
  case $own in *" $option "*) continue ;; esac
  request '{"clientMachine":"web9"}' | as_pki pkit gate --home "$home" "$option" x >out 2>err
  same "exit of gate $option" 2 $?
done
# refused PLACE TAKEN...: a request with the name of each option that there is as a member of PLACE is refused, and told
# of each but those that are taken there.
pkit __options | cut -f2 | grep '^--' | sed -E 's/^--//; s/-([a-z])/\U\1/g' | sort -u >names
refused() {
  local place=$1
  shift
  printf '%s\n' '' "$@" | grep -vxF -f - names >others
  local members
  members=$(sed 's/.*/"&":"eA=="/' others | paste -sd,)
  case $place in
    options) request "{\"clientMachine\":\"web9\",$members}" ;;
    '') request '{"clientMachine":"web9"}' ",$members" ;;
    *) request '{"clientMachine":"web9"}' ",\"$place\":{$members}" ;;
  esac | ask 5 gate.field
  sed "s/.*/${place:+$place: }unknown key '&'/" others >wanted
  sqlite3 -batch :memory: "SELECT json_extract(value, '$.message') FROM json_each(readfile('out'), '$.error.details')" |
    sort | diff <(sort wanted) - >difference || fail "refused in '$place': $(cat difference)"
}
refused options clientMachine capability platform version param profile notAfter
refused files csr cert
refused secrets
refused '' version requestId operation time options files secrets proof
{ pkit __commands | cut -f1; printf '%s\n' '' __complete Register 'register ' ../register; } | while read -r command; do
  case $command in register | renew | rotate-key | authenticate | csr-requirements) continue ;; esac
  ask 5 gate.operation <<<"{\"version\":1,\"operation\":\"$command\"}"
done
same 'the history after what the gate refused' "$before" "$(state)"

# --- requests that are none -----------------------------------------------------------------------------------------------
mkfifo never
as_pki pkit gate --home "$home" <never >slow 2>&1 &
slow=$!
exec 9>never
printf '{"version":1,' >&9
ask 5 json.syntax <<<''
ask 5 json.syntax <<<'{"version":1'
ask 5 gate.field <<<'[1]'
ask 5 gate.version <<<'{"version":2,"operation":"register"}'
ask 5 gate.field <<<'{"version":"1","operation":"register"}'
ask 5 json.duplicate <<<'{"version":1,"operation":"register","operation":"register"}'
request '{"clientMachine":"web9","clientMachine":"web8"}' | ask 5 json.duplicate
{ request '{"clientMachine":"web9"}'; request '{"clientMachine":"web8"}'; } | ask 5 json.syntax
request '{"clientMachine":"web9\u0000"}' | ask 5 json.nul
request '{"clientMachine":["web9"]}' | ask 5 gate.field
request '{"clientMachine":"web9","capability":"A"}' | ask 5 gate.field
request '{"clientMachine":"web9","capability":["A",1]}' | ask 5 gate.field
request '{"clientMachine":"web9"}' ',"files":{"csr":"%%%"}' | ask 5 gate.field
request '{"clientMachine":"web9"}' ',"files":{"csr":"eA=="}' | ask 5 pem.format
request '{"clientMachine":"web9"}' ',"files":{"/etc/shadow":"eA=="}' | ask 5 gate.field
request '{"clientMachine":"web9"}' ',"proof":{"signature":"eA=="}' | ask 5 gate.field
request '{"clientMachine":"web9"}' ',"proof":{"signature":"eA==","key":"x"}' | ask 5 gate.field
request '{"clientMachine":"../../etc/passwd"}' | ask 2 name.machine
request '{"clientMachine":"web9","profile":"../../etc/passwd"}' | ask 2 profile.unknown
request '{"clientMachine":"web9","notAfter":"/etc/passwd"}' | ask 2 issue.not_after
request '{"clientMachine":"web9","param":["@/etc/passwd"]}' | ask 2 option.value
request '{"clientMachine":"web9"}' | sed 's/"requestId":"[0-9]*"/"requestId":""/' | ask 5 gate.field
request '{"clientMachine":"web9"}' | sed "s/\"requestId\":\"[0-9]*\"/\"requestId\":\"$(printf %0257d 1)\"/" | ask 5 gate.field
request '{"clientMachine":"web9"}' | sed 's/"time":"[^"]*"/"time":1795687200/' | ask 5 gate.field
request "{\"clientMachine\":\"web9\",\"platform\":\"$(head -c 1100000 /dev/zero | tr '\0' x)\"}" | ask 5 gate.request
request "$(printf '[%.0s' {1..100})$(printf ']%.0s' {1..100})" | ask 5 json.depth
head -c 10000000 /dev/zero | ask 5 gate.request
expect 5 as_pki pkit gate --home "$home" <&-
request '{"clientMachine":"web9"}' >thrice
as_pki pkit gate --home "$home" <thrice >&- 2>err
same 'exit where there is no standard output' 9 $?
as_pki pkit gate --home "$home" <thrice >/dev/full 2>err
same 'exit where the reply cannot be written' 9 $?
ask 4 registration.waiting <thrice
same 'registrations of web9 after three tries of one id' 1 \
  "$(sql "$home" "SELECT count(*) FROM attempts a JOIN principals p ON p.id = a.principal WHERE p.name = 'web9'")"

# --- what it reads --------------------------------------------------------------------------------------------------------
mkdir evil
chmod 777 evil
printf 'openssl_conf = x\n.include %s/evil/included\n' "$PWD" >evil/openssl.cnf
expect 0 as_pki pkit init --home "$here/pki/other" --no-passphrase --key-type ed25519
hostile=(PKIT_HOME="$here/pki/other" XDG_DATA_HOME="$PWD/evil" HOME="$PWD/evil" SUDO_UID=0 USER=app LOGNAME=app
  CREDENTIALS_DIRECTORY="$PWD/evil" OPENSSL_CONF="$PWD/evil/openssl.cnf" OPENSSL_MODULES="$PWD/evil"
  OPENSSL_ENGINES="$PWD/evil" SSL_CERT_FILE="$PWD/evil/x" SSLKEYLOGFILE="$PWD/evil/x" TMPDIR="$PWD/evil"
  SQLITE_TMPDIR="$PWD/evil" SQLITE_HISTORY="$PWD/evil/x" TZ="$PWD/evil/x" TZDIR="$PWD/evil" LOCPATH="$PWD/evil"
  LANG=xx_XX NLSPATH="$PWD/evil/%N" GCONV_PATH="$PWD/evil" HOSTALIASES="$PWD/evil/x" RES_OPTIONS=debug
  MALLOC_TRACE="$PWD/evil/x" PATH="$PWD/evil" SSH_ORIGINAL_COMMAND='pkit list' CDPATH="$PWD/evil")
request '{"clientMachine":"web8"}' >request
left() { ls -A evil; sql "$here/pki/other" 'SELECT count(*) FROM events'; }
before=$(left)
# By root: nobody else may look into a process that holds secrets.
env -i PATH="$PATH" "$(command -v env)" "${hostile[@]}" "$(command -v strace)" -u pki -f -e trace=%file,connect,bind -o trace "$here/bin/pkit" gate <request >out 2>err
same 'exit of the gate in a hostile environment' 4 $?
same 'what is in the places that the environment names' "$before" "$(left)"
# Every path that it names, but for those of the home, of the loader and libc, and of /proc.
system='/etc/(ld\.so\.|nsswitch\.conf|passwd|group|localtime)|/(usr/)?lib/|/(proc|sys)/|/dev/(null|urandom)$'
system+='|(/var)?/run/nscd/socket$'
grep -oP '(?<=")/[^"]*(?=")|(?<=")[^/"][^"]*(?=", (O_|F_|0x|R_))' trace | sort -u |
  grep -vE "^($home(/|$)|$system|$here/bin/pkit$)" |
  grep -vxF -e "$here" -e "$here/pki" -e "$here/pki/.local" -e "$here/pki/.local/share" -e / -e "${here%/*}" >read
[ ! -s read ] || fail "the gate looks at $(cat read)"
grep -c "\"$home/pkit.db\"" trace >/dev/null || fail 'the trace tells nothing'
as_pki pkit explain web8 >story
grep -q 'caller=' story && fail "nobody asked, but: $(grep caller= story)"
same 'the actor' 'uid:64101' "$(sql "$home" "SELECT DISTINCT actor FROM events WHERE sequence > $made")"
request '{"clientMachine":"web6"}' >request
as_app env "${hostile[@]}" "$(command -v sudo)" "${gate[@]:1}" <request >out 2>err
same 'exit of the gate by sudo in a hostile environment' 0 $?
same 'what is in those places' "$before" "$(left)"
as_pki pkit explain web6 >story
says 'verified: caller=app osGroups=app, apps' story

# A terminal, and a descriptor that the configuration would read a passphrase from, are the caller's: they are not asked.
openssl pkcs8 -topk8 -in "$home/ca/issuing.key" -passout pass:geheim -out issuing.key 2>openssl.err || cat openssl.err
cp "$home/ca/issuing.key" plain.key
cp "$home/pkit.yaml" plain.yaml
cat issuing.key >"$home/ca/issuing.key"
for source in prompt fd:7; do
  sed "s|^    key: ca/issuing.key|&\n    passphrase: $source|" plain.yaml >"$home/pkit.yaml"
  request '{"clientMachine":"web2"}' ",\"files\":{\"csr\":\"$(base64 -w0 ../web2.csr)\"}" >request
  echo geheim >pass
  chmod 644 pass request
  as_pki script -qec "pkit gate --home $home --caller app <request >reply 7<pass" /dev/null </dev/null >said 2>&1
  same "exit with passphrase: $source" 10 $?
  same "code and exit with passphrase: $source" 'authority.passphrase 10' "$(code_and_exit reply)"
  [ -s said ] && fail "the terminal was asked: $(cat said)"
  grep -qE "$home|prompt|descriptor|fd:" reply && fail "the reply tells of the inside: $(cat reply)"
done
cat plain.key >"$home/ca/issuing.key"
cat plain.yaml >"$home/pkit.yaml"

# What is wrong inside is told by its code alone.
echo 'nonsense: yes' >>"$home/pkit.yaml"
request '{"clientMachine":"web7"}' | ask 10 config.invalid
grep -qE "$home|nonsense|yaml" out && fail "the reply tells of the inside: $(cat out)"
cat plain.yaml >"$home/pkit.yaml"

wait $slow
exec 9>&-
same 'code and exit of a request that does not end' 'gate.request 5' "$(code_and_exit slow)"
as_pki pkit doctor --home "$home" >out 2>&1 || fail "doctor: $(cat out)"
finish
