# runs: debug
# timeout: 300
# Each command at least once where leaks are looked for at its end, in success and in refusal. The other scripts and the
# transcripts go without: the search is half of the life of a short process.
source "$PKIT_SOURCE/tests/tools/lib.sh"
export ASAN_OPTIONS=detect_leaks=1:quarantine_size_mb=16

# The search finds one where there is one: else nothing below says anything.
printf '#include <stdlib.h>\nint main(void) { volatile char* lost = malloc(7); lost = 0; return lost != 0; }\n' >leak.c
cc -fsanitize=address leak.c -o leak || fail 'no compiler'
./leak 2>leak.err && fail 'a leak is not found'
says 'LeakSanitizer' leak.err

(umask 077 && printf 'secret\n' >passphrase)
make_csr web1
make_csr web2
make_csr web3
openssl req -new -newkey rsa:1024 -nodes -keyout weak.key -out weak.csr -subj '/CN=weak' 2>/dev/null
head -c 100 web1.csr >damaged.csr
mkdir csrs && cp web1.csr web2.csr damaged.csr csrs

expect 0 pkit init --home home --name Test --key-type ed25519 --passphrase-file passphrase
expect 0 pkit init --home plain --name Test --no-passphrase
export PKIT_HOME=$PWD/plain
expect 7 pkit init --home home --name Test --no-passphrase
expect 0 pkit config check
expect 0 pkit validate-csr web1.csr
expect 5 pkit validate-csr weak.csr damaged.csr --profile agent
expect 5 pkit validate-csr csrs
expect 4 pkit register --client-machine web1 --csr web1.csr --capability A --param a=b
expect 4 pkit register --client-machine web2 --csr web2.csr --explain
expect 4 pkit register --client-machine web3 --csr web3.csr
expect 0 pkit list registrations --format json
read -r one two three < <(jq -r '[.data.registrations[].id] | join(" ")' out)
expect 0 pkit approve "$one" --dry-run
expect 0 pkit approve "$one" --request-id a1
expect 0 pkit explain "$one"
expect 0 pkit deny "$two" --reason no
expect 0 pkit approve --all
expect 0 pkit issue --subject CN=ci1 --new-key ec-p384 --out ci1 --p12 ci1.p12 --p12-password-file passphrase
expect 0 pkit csr new --keep-key --key-type ed25519 --subject CN=kept1 --key-passphrase-file passphrase --out kept1.csr
expect 0 pkit issue --new-key ec-p256 --keep-key --subject CN=kept2 --key-passphrase-file passphrase
expect 0 pkit export kept2 --p12 kept2.p12 --p12-password-file passphrase --key-passphrase-file passphrase
expect 5 pkit init --home imported --import-cert kept2.p12 --import-passphrase-file passphrase --no-passphrase
expect 0 pkit list keys
expect 10 pkit metadata generate --all
expect 0 pkit issue --home home --csr web1.csr --out web1.crt
expect 3 pkit issue --csr weak.csr
printf '#!/bin/sh\nexit 1\n' >plain/none
chmod 700 plain/none
printf 'adapters:\n  none: { exec: [none] }\n' >>plain/pkit.yaml
handlers plain '[ { name: rule, when: { claimed.ClientMachine: "web9" }, deny: no }, { name: none, call: none.ask } ]'
expect 10 pkit issue --subject CN=ci2 --new-key ed25519 --out ci2
handlers plain '[]'
pkit issue --batch csrs --out issued >batch.out 2>batch.err
says 'web2' batch.out
expect 0 pkit show ci1/cert.pem
expect 0 pkit show web1.csr
expect 0 pkit revoke ci1/cert.pem --reason superseded
expect 0 pkit list certificates
expect 0 pkit list orchestrators --state Approved
expect 0 pkit status
expect 0 pkit events
expect 0 pkit authority list
expect 0 pkit authority show issuing
expect 0 pkit authority renew issuing --new-key ec-p384
expect 0 pkit authority add second --key-type ed25519
expect 0 pkit authority retire second
expect 0 pkit backup copy --with-keys
expect 0 pkit restore copy --home restored
expect 0 pkit doctor
echo '{' | pkit gate >gate.out 2>gate.err
same 'exit of a gate that got no request' 5 $?
finish
