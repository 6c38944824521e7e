# runs: release
# A home is not replaced under those who work in it: restore waits for them, and says who they are. And whoever finds that
# pkit.db is another now records nothing and says so.
source "$PKIT_SOURCE/tests/tools/lib.sh"
make_home home --key-type ed25519
make_csr web1
cat >home/adapter <<END
#!/bin/sh
cat >/dev/null
: >'$PWD/asked'
while [ ! -e '$PWD/go' ]; do sleep 0.05; done
echo '{"result":"Allow"}'
END
chmod 700 home/adapter
printf 'adapters: { slow: { exec: [adapter], timeout: 60s } }\n' >>home/pkit.yaml
handlers home '[ { name: slow, call: slow.ask } ]'
expect 0 pkit backup --home home backup --with-keys

# until_asked: the command that was started in the background has the home open.
until_asked() { for ((i = 0; i < 400; i++)); do [ -e asked ] && return; sleep 0.05; done; fail 'nobody was asked'; }

# A command at work: restore waits, and comes when that has ended. What the command said was recorded is in the home that
# was there, and in no other.
pkit issue --home home --csr web1.csr --out web1.crt >issue.out 2>issue.err &
issuing=$!
until_asked
pkit restore backup --home home --force >restore.out 2>restore.err &
restoring=$!
sleep 1
kill -0 $restoring 2>/dev/null || fail "restore did not wait: $(cat restore.err)"
: >go
wait $issuing || fail "issue beside a restore: $(cat issue.err)"
wait $restoring || fail "restore after it: $(cat restore.err)"
recorded home.previous web1.crt
same 'certificates after the restore' 0 "$(certificates home)"
sound home

# One that does not end: 7, with its process. Nothing was touched.
rm -f asked go
pkit issue --home home --csr web1.csr --out web2.crt >issue.out 2>issue.err &
issuing=$!
until_asked
expect 7 pkit restore backup --home home --force
says "is in use by process $issuing"
same 'the home before' 0 "$(certificates home)"

# Moved by hand meanwhile: nothing is recorded anywhere, nor given out.
mv home moved
cp -a moved home
: >go
wait $issuing
same 'exit of a command whose home was replaced' 9 $?
says 'was replaced or moved' issue.err
[ ! -e web2.crt ] || fail 'a certificate was given out that no state knows'
for one in home moved; do
  same "certificates in $one" 0 "$(certificates $one)"
  sound $one
done

# A damaged state is replaced all the same.
printf 'no database' >home/pkit.db
rm -f home/pkit.db-*
expect 0 pkit restore backup --home home --force
sound home
finish
