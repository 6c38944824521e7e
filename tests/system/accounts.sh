# timeout: 600
# Private accounts: let in once, then known by key and certificate alone (document C; T-C1 to T-C12 and T-C25).
source "$PKIT_SOURCE/tests/tools/lib.sh"
export PKIT_HOME=$PWD/home
start=2024-02-29T12:00:00Z
p() { pkit "$@" --now "$start"; }
make_home home --test-clock --key-type ed25519 --now 2024-01-01

rsa() { openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$1.key" 2>openssl.err || cat openssl.err; }
# csr NAME KEY SUBJECT
csr() { openssl req -new -key "$2.key" -subj "$3" -out "$1.csr" 2>openssl.err || cat openssl.err; }
# account NAME: made, with its number in $number and its password in NAME.pass; the user name is NAME-user.
account() {
  printf '%s-password-0123\n' "$1" >"$1.pass"
  chmod 600 "$1.pass"
  expect 0 p account create --name "$1" --username "$1-user" --password-file "$1.pass" --format json
  number=$(json out '$.data.account.id')
}
# enrol STATUS NUMBER USER PASSFILE CSR [OPTION...]
enrol() {
  local status=$1 number=$2 user=$3 pass=$4 csr=$5
  shift 5
  expect "$status" p register --account "$number" --username "$user" --password-file "$pass" --csr "$csr" "$@"
}
state() { sql home "SELECT p.state FROM principals p JOIN accounts a ON a.principal = p.id WHERE a.number = $1"; }
# nothing_of TEXT...: no file of the home has it, as bytes, hex or base64.
nothing_of() {
  local text form
  for text; do
    for form in "$text" "$(printf %s "$text" | basenc --base16 -w0)" "$(printf %s "$text" | basenc --base16 -w0 | tr A-F a-f)" \
      "$(printf %s "$text" | basenc --base64 -w0 | tr -d =)"; do
      grep -rlaF -- "$form" home && fail "'$text' is in the home, as $form"
    done
  done
}
# nothing_of_octets BASE64...: nor what these are, as octets, hex, or base64 at any alignment.
nothing_of_octets() {
  python3 - home "$@" <<'END' || fail 'octets of spent credentials are in the home'
import base64, pathlib, sys
files = [(path, path.read_bytes()) for path in pathlib.Path(sys.argv[1]).rglob('*') if path.is_file()]
for given in sys.argv[2:]:
    octets = base64.b64decode(given)
    aligned = [base64.b64encode(b'\0' * n + octets)[4 * bool(n):].rstrip(b'=')[:-1] for n in range(3)]
    for form in [octets, octets.hex().encode(), octets.hex().upper().encode(), *aligned]:
        for path, content in files:
            if form in content:
                sys.exit(f'{path} has {form!r}')
END
}

for key in one two; do rsa $key; done
csr one one /O=Acme/CN=billing
csr other two /O=Acme/CN=billing

# --- C1 to C3, C-P1: ids count from 1, names are unique in any case, credentials are in one closed file ---------------
account billing
same 'the first id' 1 "$number"
expect 7 p account create --name BILLING
same 'files of credentials' 1 "$(ls home/credentials | wc -l)"
same 'their mode' 600 "$(stat -c %a home/credentials/*)"
same 'what the state knows of user names' 0 "$(grep -ac billing-user home/pkit.db)"

# --- T-C4: the same answer whatever is wrong --------------------------------------------------------------------------
echo wrong-password-00 >wrong.pass
chmod 600 wrong.pass
enrol 8 1 billing-user wrong.pass one.csr
cp err answer
enrol 8 1 nobody billing.pass one.csr
cmp err answer || fail 'an unknown user name is told apart'
enrol 8 77 billing-user billing.pass one.csr
cmp err answer || fail 'an unknown account is told apart'
p account disable 1 >/dev/null
enrol 8 1 billing-user billing.pass one.csr
cmp err answer || fail 'a disabled account is told apart'
p account enable 1 >/dev/null

# --- T-C5: what is refused costs and binds nothing ----------------------------------------------------------------------
echo nonsense >bad.csr
enrol 5 1 billing-user billing.pass bad.csr
make_csr ec /CN=ec
enrol 3 1 billing-user billing.pass ec.csr  # C5: RSA, unless a profile says otherwise (X9)
same 'after refusals' OneTime "$(state 1)"

# --- T-C2: ends --------------------------------------------------------------------------------------------------------
enrol 2 1 billing-user billing.pass one.csr --not-after 2023-01-01T00:00:00Z
enrol 2 1 billing-user billing.pass one.csr --not-after 1735689600  # seconds
enrol 2 1 billing-user billing.pass one.csr --not-after 2099-01-01T00:00:00Z
same 'after impossible ends' OneTime "$(state 1)"

# --- T-C7: the CA's own name, and T-C1: a year by the calendar, 29 February to the 28th (C9) ------------------------------
openssl x509 -in home/ca/issuing.crt -noout -subject -nameopt RFC2253 >subject
csr ca one "/CN=$(sed 's/.*CN=\([^,]*\).*/\1/' subject | tr a-z A-Z)"
enrol 7 1 billing-user billing.pass ca.csr
says 'subject belongs to'
salt=$(json home/credentials/* '$.salt') hash=$(json home/credentials/* '$.hash')
# A reader that keeps its snapshot keeps the log too: what a used credential was must not linger there either.
mkfifo hold
sqlite3 home/pkit.db "BEGIN; SELECT count(*) FROM events;" ".read hold" >/dev/null &
reader=$!
exec 9>hold
enrol 0 1 billing-user billing.pass one.csr --out one.crt
same 'the end of a year' 'notAfter=Feb 28 11:58:59 2025 GMT' "$(openssl x509 -in one.crt -noout -enddate)"
cat home/ca/issuing.crt home/ca/root.crt >cas.pem
openssl verify -no_check_time -CAfile cas.pem one.crt >out 2>&1 || fail "openssl does not verify it: $(cat out)"

# --- C11, T-C6: nothing of the credentials is left -----------------------------------------------------------------------
same 'after registration' Certified "$(state 1)"
same 'files of credentials' 0 "$(ls home/credentials | wc -l)"
nothing_of billing-user billing-password-0123 "$salt" "$hash"
nothing_of_octets "$salt" "$hash"
exec 9>&-
wait "$reader"

# --- T-C3, T-C12: one time; the very same CSR answers the same certificate -------------------------------------------------
cp one.crt first.crt
enrol 0 1 billing-user billing.pass one.csr --out one.crt --force
cmp first.crt one.crt || fail 'the same CSR got another certificate'
enrol 8 1 billing-user billing.pass other.csr
same 'certificates' 1 "$(certificates home)"

# --- T-C7, T-C8: subject and key belong to one account; an orchestrator's name counts too ----------------------------------
account second
csr spaced two '/O=acme/CN=  BILLING'
enrol 7 2 second-user second.pass spaced.csr
says 'subject belongs to'
csr samekey one /CN=elsewhere
enrol 7 2 second-user second.pass samekey.csr
says 'key belongs to'
expect 0 p issue --subject CN=web1 --new-key ed25519 --out web1
csr web1 two /CN=WEB1
start=2024-02-29T12:00:01Z enrol 7 2 second-user second.pass web1.csr
same 'after conflicts' OneTime "$(state 2)"

# --- what credentials are bound to ------------------------------------------------------------------------------------------
csr second two /CN=second
expect 0 p account set-password 2 --password-file second.pass --subject CN=third
enrol 3 2 second-user second.pass second.csr
expect 0 p account set-password 2 --password-file second.pass --subject CN=Second --expires 1h
start=2024-03-01T00:00:00Z enrol 8 2 second-user second.pass second.csr
enrol 0 2 second-user second.pass second.csr --out second.crt

# --- T-C10: another password ------------------------------------------------------------------------------------------------
account third
cp third.pass old.pass
chmod 600 old.pass
echo another-password-1 >third.pass
expect 0 p account set-password 3 --password-file third.pass
same 'files of credentials' 1 "$(ls home/credentials | wc -l)"
csr third two /CN=third
enrol 8 3 third-user old.pass third.csr

# --- T-C9, T-C11: who may change what, every cell ----------------------------------------------------------------------------
expect 0 p account create --name empty --no-credentials --format json
none=$(json out '$.data.account.id')
# cell STATUS ACCOUNT COMMAND [OPTION...]
cell() {
  local status=$1 account=$2 command=$3
  shift 3
  expect "$status" p account "$command" "$account" "$@" --dry-run
}
for row in "$none 7 0 0 0" "3 0 3 0 0" "1 3 3 3 3"; do
  read -r id password username set delete <<<"$row"
  cell "$password" "$id" set-password
  cell "$username" "$id" set-password --username new
  cell 3 "$id" set --cert one.crt
  cell "$set" "$id" set --email a@b.example
  cell "$set" "$id" set --role none
  cell "$delete" "$id" delete
  for word in "rename x$id" disable enable; do
    read -r command argument <<<"$word"
    expect 0 p account "$command" "$id" $argument --dry-run
  done
done
expect 0 p account delete "$none"
expect 6 p account show "$none"
expect 0 p account create --name empty
same 'a number is never given twice' 1 "$(sql home "SELECT count(*) FROM accounts WHERE number = $none")"

# --- twenty with the right user name lock; others lock nobody out (40 guesses at once) ----------------------------------------
guess() { p register --account 3 --username "$1" --password-file wrong.pass --csr third.csr >/dev/null 2>&1; }
tries() { sql home "SELECT tries FROM credentials WHERE state = 'open' AND principal = (SELECT principal FROM accounts WHERE number = 3)"; }
for n in 1 2 3 4; do guess nobody; done
same 'tries that count by a wrong user name' 1 "$(tries)"
sql home 'DELETE FROM guesses' # nobody waits here for what was tried above
for n in {1..40}; do guess third-user & pids[n]=$!; done
for n in {1..40}; do
  wait "${pids[n]}"
  same "guess $n" 8 $?
done
same 'tries that were counted' 41 "$(tries)"
sql home 'DELETE FROM guesses'
enrol 8 3 third-user third.pass third.csr
cmp err answer || fail 'a locked account is told apart'
expect 0 p account show 3
says 'credential.locked   yes' out
sql home 'DELETE FROM guesses'
expect 0 p account set-password 3 --password-file third.pass
rsa three
csr third three /CN=third
# Two at once for one credential: one wins, and one certificate is made.
p register --account 3 --username third-user --password-file third.pass --csr third.csr --out third.a.crt >a.out 2>&1 &
a=$!
p register --account 3 --username third-user --password-file third.pass --csr third.csr --out third.b.crt >b.out 2>&1
wait $a
openssl x509 -in third.b.crt -noout 2>/dev/null || openssl x509 -in third.a.crt -noout || fail "neither of two registrations succeeded: $(cat b.out)"
same 'certificates of one credential' 1 "$(sql home "SELECT count(*) FROM certificates c JOIN accounts a ON a.principal = c.principal WHERE a.number = 3")"

# --- C11, T-C6 after kill -9 at each step, with a reader that keeps its snapshot: what comes next leaves nothing ----------------------
cp -a home kept
account cut
rsa cut
csr cut cut /CN=cut
spent=$(ls -t home/credentials/* | head -n 1)
salt=$(json "$spent" '$.salt') hash=$(json "$spent" '$.hash')
cp -a home before
step=2
[ -z "${PKIT_LONG:-}" ] || step=1
for ((n = 1; n < 200; n += step)); do
  rm -rf home && cp -a before home
  sqlite3 home/pkit.db "BEGIN; SELECT count(*) FROM events;" ".read hold" >/dev/null &
  reader=$!
  exec 9>hold
  (PKIT_FAULT_PROGRAM=pkit PKIT_FAULT_KIND=kill PKIT_FAULT_AT=$n PKIT_FAULT_ONLY=fsync,fdatasync,rename,renameat2,link,linkat,unlink,unlinkat \
    LD_PRELOAD=$PKIT_FAULTLIB pkit register --account "$number" --username cut-user --password-file cut.pass --csr cut.csr --out cut.crt \
    --force --now "$start" >cut.out 2>&1; exit $?) 2>/dev/null
  killed=$?
  enrol 0 "$number" cut-user cut.pass cut.csr --out cut.crt --force
  nothing_of_octets "$salt" "$hash" "$(printf cut-user | base64)" "$(printf %s "$(<cut.pass)" | base64)"
  same "after a kill at $n" Certified "$(state "$number")"
  exec 9>&-
  wait "$reader"
  [ $killed -ne 0 ] || break
done
[ "$n" -ge 5 ] || fail "only $n calls of a registration"
rm -rf home && mv kept home

# --- T-C26, C4: what is handed over -----------------------------------------------------------------------------------------------
expect 0 p vault template data
expect 0 p vault template pair --mirror
expect 0 p account create --name handed --username handed-user
expect 6 p account handoff handed --template nothing --out bundle
expect 0 p account handoff handed --template data --mirror-template pair --out bundle
same 'what is handed over' $'handoff.json\nmanager-ca.pem' "$(ls bundle)"
same 'the user name' handed-user "$(json bundle/handoff.json '$.username')"
same 'the template' 1 "$(json bundle/handoff.json '$.vaultTemplateId')"
openssl verify -no_check_time -CAfile bundle/manager-ca.pem one.crt >out 2>&1 || fail "not the CA: $(cat out)"
expect 7 p account handoff 1 --template data --out other-bundle

# --- C18, C20 to C23: renew says whose it is, rotate-key has no recovery (T-C13 to T-C18, C-P8) ------------------------------------
now=2025-01-29T11:00:00Z # more than 30 days before the end
q() { pkit "$@" --now "$now"; }
cat one.crt home/ca/issuing.crt >one.full
renew() { expect "$1" q renew --cert one.full --key one.key "${@:2}"; }
renew 2 --not-after 300d
renew 2 --account 1
renew 8 --account 2 --not-after 300d
renew 0 --account 1 --not-after 300d --out same.crt
cmp -s same.crt one.crt || fail 'a renewal that was not due made another certificate'
now=2025-01-29T12:00:00Z
renew 0 --account 1 --not-after 1767225600000 --out renewed.crt
same 'the end in milliseconds' 'notAfter=Jan  1 00:00:00 2026 GMT' "$(openssl x509 -in renewed.crt -noout -enddate)"
same 'the key after a renewal (T-C15)' "$(openssl x509 -in one.crt -noout -pubkey)" "$(openssl x509 -in renewed.crt -noout -pubkey)"
cat renewed.crt home/ca/issuing.crt >renewed.full
for certificate in one renewed; do expect 0 q authenticate --cert $certificate.full --key one.key; done # T-C14
now=2025-03-01
expect 8 q authenticate --cert one.full --key one.key
expect 0 q authenticate --cert renewed.full --key one.key
expect 6 q rotate-key --operator "$(sql home 'SELECT principal FROM accounts WHERE number = 1')" --new-key rsa-2048 --out lost
expect 0 q rotate-key --cert renewed.full --key one.key --new-key rsa-2048 --out rotated
expect 8 q authenticate --cert renewed.full --key one.key
expect 0 q authenticate --cert rotated/fullchain.pem --key rotated/key.pem
expect 0 q account disable 1
expect 8 q authenticate --cert rotated/fullchain.pem --key rotated/key.pem

# --- a stranger's request id is not kept ----------------------------------------------------------------------------------------
start=2025-03-01 enrol 8 2 second-user wrong.pass one.csr --request-id stranger
same 'request ids of strangers' 0 "$(sql home "SELECT count(*) FROM requests WHERE id = 'stranger'")"

# --- T-C25: a lost key is lost; disable and rename still work ------------------------------------------------------------------
rm three.key
expect 3 p account set-password 3
expect 0 p account rename 3 'lost and gone'
expect 0 p account disable 3 --reason 'its key is lost'

# --- T-C10: a password that another replaces while its registration is decided is worth nothing, and spends nothing ---------
now=2025-03-01
mkdir home/adapters
cat >home/adapters/meanwhile <<END
#!/bin/sh
cat >/dev/null
$PKIT account set-password late --home $PWD/home --password-file $PWD/newer.pass --now 2025-03-01 >/dev/null 2>&1
echo '{"result":"Allow"}'
END
chmod 755 home/adapters/meanwhile
echo newer-password-9876 >newer.pass
chmod 600 newer.pass
start=2025-03-01 account late
printf 'adapters: { meanwhile: { exec: [%s/home/adapters/meanwhile] } }\n' "$PWD" >>home/pkit.yaml
cp home/pkit.yaml before.yaml
handlers home '[ { name: meanwhile, call: meanwhile.decide } ]'
rsa late
csr late late /CN=late
start=2025-03-01 enrol 8 "$number" late-user late.pass late.csr
same 'after a password that was replaced' OneTime "$(state "$number")"
cat before.yaml >home/pkit.yaml
start=2025-03-01 enrol 0 "$number" late-user newer.pass late.csr
sound home
finish
