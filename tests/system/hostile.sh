# runs: release
# timeout: 300
# Names and texts from outside never reach a terminal raw, and secrets never leave the files they are in.
source "$PKIT_SOURCE/tests/tools/lib.sh"
make_home home --key-type ed25519
export PKIT_HOME=$PWD/home

# clean FILE...: no control character but the newline and tab, none of C1, none that changes the direction of text, and
# no line that begins as the hostile texts below would like one to begin.
control='[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]|\xd8\x9c'
clean() {
  local found
  found=$(LC_ALL=C grep -nP "$control|^(FORGED|pkit: FORGED)" "$@" | cat -v)
  [ -z "$found" ] || fail "raw in $*: $found"
}
# The helper itself sees each of them.
for text in $'a\x1bb' $'a\rb' $'a\x7fb' $'a\u009bb' $'a\u202eb' $'a\u2066b' $'x\nFORGED'; do
  printf '%s\n' "$text" >probe
  (failed=0; clean probe >/dev/null; [ $failed -eq 1 ]) || fail "'$(cat -v probe)' counts as clean"
done

# told STATUS COMMAND...: that exit, and both streams are clean.
told() {
  expect "$@"
  clean out err
}

evil=$'x\x1b[2J\x1b]0;title\x07\r\nFORGED line\u202egpj.\u2066\u009b'

# --- file names ---------------------------------------------------------------------------------------------------------
make_csr web1
told 6 pkit validate-csr "$evil"
printf 'no CSR' >"$evil"
told 5 pkit validate-csr "$evil"
told 5 pkit issue --csr "$evil"
cp web1.csr "$evil.csr"
told 0 pkit validate-csr "$evil.csr"
told 0 pkit issue --csr "$evil.csr" --out "$evil.crt"
recorded home "$evil.crt"
told 7 pkit issue --csr "$evil.csr" --out "$evil.crt"
told 0 pkit issue --subject CN=ci1 --new-key ed25519 --out "$evil.dir"
told 7 pkit issue --subject CN=ci1 --new-key ed25519 --out "$evil.dir"
told 0 pkit show "./$evil.crt"
told 6 pkit show "$evil.none"
told 6 pkit status --home "$evil.home"
told 0 pkit init --home "$evil.home" --no-passphrase --name 'Evil' --key-type ed25519
told 7 pkit init --home "$evil.home" --no-passphrase
told 0 pkit doctor --home "$evil.home"
printf 'version: "%s"\n' 'x' >"$evil.yaml"
told 10 pkit config check "$evil.yaml"

# --- words of the command line -------------------------------------------------------------------------------------------
told 2 pkit "$evil"
told 2 pkit issue "--$evil"
told 2 pkit issue --csr web1.csr --not-after "$evil"
told 2 pkit issue --csr web1.csr --san "dns:$evil"
told 2 pkit list "$evil"
told 2 pkit register --client-machine "$evil"
told 6 pkit approve "$evil"
told 6 pkit explain "$evil.none"
told 6 pkit revoke "$evil.none" --reason superseded
told 2 pkit init --home made --no-passphrase --key-type "$evil"

# --- what clients say of themselves, in CSRs and beside them -----------------------------------------------------------------
openssl req -new -utf8 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout e.key -out evil.csr \
  -subj "/CN=web2/O=$evil/OU=plain" 2>openssl.err || { cat openssl.err; fail 'openssl makes no hostile CSR'; }
LC_ALL=C grep -qP '\x1b' <(openssl req -in evil.csr -outform DER) || fail 'the CSR is not hostile'
openssl req -new -utf8 -key e.key -out evil_cn.csr -subj "/CN=$evil" 2>openssl.err || cat openssl.err
told 0 pkit validate-csr evil.csr
told 0 pkit validate-csr evil.csr --format json
told 0 pkit show ./evil.csr
told 3 pkit issue --csr evil.csr --strict
told 0 pkit issue --csr evil.csr --explain
told 0 pkit issue --csr evil.csr --format json
expect 2 pkit issue --csr evil_cn.csr # no usable name
clean out err
expect 3 pkit issue --csr evil_cn.csr --client-machine web2
clean out err

told 4 pkit register --client-machine web3 --csr web1.csr --param "k=$evil" --param "$evil=v" --capability "$evil" \
  --platform "$evil" --version "$evil"
told 4 pkit register --client-machine web3 --csr web1.csr --param "k=$evil" --capability "$evil" --explain
id=$(sql home "SELECT id FROM registrations ORDER BY created LIMIT 1")
told 0 pkit show "$id"
told 0 pkit deny "$id" --reason "$evil"

# What an adapter prints, and what it says on its stderr.
mkdir home/adapters
cat >home/adapters/evil <<'ADAPTER'
#!/bin/sh
cat >/dev/null
printf 'x\033[2J\r\nFORGED line\342\200\256\n' >&2
printf '{"result":"Deny","message":"x\\u001b[2J\\r\\nFORGED line\\u202e"}\n'
ADAPTER
chmod 700 home/adapters home/adapters/evil
printf 'adapters:\n  evil: { exec: [adapters/evil] }\n' >>home/pkit.yaml
handlers home '[ { name: evil, call: evil.ask } ]'
told 3 pkit register --client-machine web4 --csr evil.csr --explain
told 3 pkit issue --csr web1.csr
told 3 pkit issue --csr web1.csr --format json
printf '#!/bin/sh\nprintf "x\\033[2J\\r\\nFORGED" >&2\nexit 7\n' >home/adapters/evil
told 10 pkit issue --csr web1.csr --explain

for question in status events doctor 'list registrations' 'list certificates' 'list orchestrators' 'explain web1' \
  'explain web2' 'explain web3' 'explain web4' 'show web2' 'show web3' 'show web4' "explain $id" "show $id"; do
  told 0 pkit $question
  told 0 pkit $question --format json
done

# --- secrets ----------------------------------------------------------------------------------------------------------------
secret='Tr0ub4dor-and-3-staples'
key_secret='0ther-w0rds-for-the-new-key'
printf '%s\n' "$secret" >passphrase
printf '%s\n' "$key_secret" >key_passphrase
printf 'not it\n' >wrong
chmod 600 passphrase key_passphrase wrong
mkdir told_files
kept=0
# told_and_kept: as told, and what was printed is looked through for secrets in the end.
told_and_kept() {
  told "$@"
  kept=$((kept + 1))
  cat out err >told_files/$kept
}
export PKIT_HOME=$PWD/closed
told_and_kept 0 pkit init --name Closed --key-type ed25519 --passphrase-file passphrase
grep -q 'BEGIN ENCRYPTED PRIVATE KEY' closed/ca/issuing.key || fail 'the issuing key is not encrypted'
grep -q 'BEGIN ENCRYPTED PRIVATE KEY' closed/ca/root.key || fail 'the root key is not encrypted'
openssl pkey -in closed/ca/issuing.key -passin file:passphrase -noout || fail 'openssl cannot open the issuing key'
told_and_kept 0 pkit issue --csr web1.csr --explain
told_and_kept 0 pkit issue --csr web1.csr --explain --format json
told_and_kept 0 pkit issue --subject CN=ci1 --new-key ec-p256 --out ci1 --key-passphrase-file key_passphrase --explain
openssl pkey -in ci1/key.pem -passin file:key_passphrase -noout || fail 'openssl cannot open the new key'
openssl pkey -in ci1/key.pem -passin file:wrong -noout 2>/dev/null && fail 'the new key opens with another passphrase'
told_and_kept 4 pkit register --client-machine web1 --csr web1.csr
# A kept key is under its passphrase, and leaves under another.
told_and_kept 0 pkit issue --subject CN=keeper --new-key ec-p256 --keep-key --key-passphrase-file key_passphrase --explain
told_and_kept 10 pkit export keeper --p12 keeper.p12 --p12-password-file passphrase --key-passphrase-file wrong
told_and_kept 0 pkit export keeper --p12 keeper.p12 --p12-password-file passphrase --key-passphrase-file key_passphrase
openssl pkey -in closed/keys/*.key -passin file:key_passphrase -noout || fail 'openssl cannot open the kept key'
openssl pkcs12 -in keeper.p12 -passin file:passphrase -noout || fail 'openssl cannot open the exported file'
for question in status events doctor 'list certificates' 'explain web1' 'show web1' 'explain ci1'; do
  told_and_kept 0 pkit $question
  told_and_kept 0 pkit $question --format json
done

# Wrong, missing, empty, readable by others: 10 each, and nothing is signed.
before=$(certificates closed)
from() { sed -i "s|^    passphrase: .*|    passphrase: \"$1\"|" closed/pkit.yaml; }
chmod 644 wrong
cp wrong open_to_all
chmod 600 wrong
: >empty_file
chmod 600 empty_file
for file in wrong nowhere empty_file open_to_all; do
  from "file:$PWD/$file"
  told_and_kept 10 pkit issue --csr web1.csr
  if [ $file = wrong ]; then says issuing.key; else says "$file"; fi
done
from "file:$PWD/passphrase"
sed -i '/^    passphrase:/d' closed/pkit.yaml
told_and_kept 10 pkit issue --csr web1.csr
same 'certificates without the passphrase' "$before" "$(certificates closed)"
sed -i "s|^    key: ca/issuing.key|&\n    passphrase: fd:7|" closed/pkit.yaml
by_descriptor() { "$@" 7<passphrase; }
told_and_kept 0 by_descriptor pkit issue --csr web1.csr
told_and_kept 10 pkit issue --csr web1.csr
from credential:ca
told_and_kept 10 pkit issue --csr web1.csr
mkdir credentials
cp passphrase credentials/ca
told_and_kept 0 env CREDENTIALS_DIRECTORY="$PWD/credentials" pkit issue --csr web1.csr

leaks=$(grep -raFl -e "$secret" -e "$key_secret" closed told_files ci1)
same 'files with a passphrase in them' '' "$leaks"
grep -rqa 'PRIVATE KEY' told_files && fail 'a private key was printed'
sqlite3 closed/pkit.db .dump | grep -qa -e 'PRIVATE KEY' -e "$secret" && fail 'a secret is in the state'
key=$(openssl pkey -in ci1/key.pem -passin file:key_passphrase -noout -text | sed -n '/^priv:/,/^pub:/p' | tr -d ' :\n' | sed 's/^priv//; s/pub$//')
sqlite3 closed/pkit.db .dump | grep -qai "$key" && fail 'the new key is in the state'

# --- a passphrase is asked for on a terminal, and nowhere else --------------------------------------------------------------
unset PKIT_HOME
expect 2 setsid -w pkit init --home asked --name Asked --key-type ed25519 </dev/null
says terminal
[ ! -e asked ] || fail 'a home was made without a passphrase'
# typed COMMAND LINE...: on a terminal of its own, where the lines are typed; what it shows is in the file screen.
typed() {
  local command=$1 line
  shift
  (for line in "$@"; do sleep 0.7; printf '%s\n' "$line"; done; sleep 0.7) | script -qec "$command" /dev/null >screen
}
typed "$PKIT init --home asked --name Asked --key-type ed25519" "$secret" "$secret"
same 'exit of an init that asks' 0 $?
grep -q 'passphrase for the CA keys' screen || fail 'it did not ask'
grep -q "$secret" screen && fail 'the passphrase was shown'
openssl pkey -in asked/ca/issuing.key -passin file:passphrase -noout || fail 'the key has another passphrase'
typed "$PKIT issue --home asked --csr web1.csr --out asked.crt" "$secret"
same 'exit of an issue that asks' 0 $?
recorded asked asked.crt
typed "$PKIT issue --home asked --csr web1.csr --out wrong.crt" 'something else'
same 'exit of an issue with a mistyped passphrase' 10 $?
[ ! -e wrong.crt ] || fail 'signed without the passphrase'
expect 10 setsid -w pkit issue --home asked --csr web1.csr
finish
