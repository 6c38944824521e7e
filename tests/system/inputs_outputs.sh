# runs: release
# Inputs that can be read but once (pipes with a name, a shell's <(command)), outputs that are no files, an end that is asked
# for before a batch's first item, and what a crash would leave.
source "$PKIT_SOURCE/tests/tools/lib.sh"
make_home home --key-type ed25519
handlers home "$everyone"
for name in web1 web2 web3 web4; do make_csr $name; done
line() { printf '{"csrFile":"%s.csr","clientMachine":"%s"}\n' "$1" "$1"; }

# --- pipes
expect 0 pkit issue --home home --csr <(cat web1.csr) --out web1.crt
recorded home web1.crt
expect 0 pkit issue --home home --batch <(line web2) --out certificates
recorded home certificates/web2.pem
mkfifo manifest
line web3 >manifest &
expect 0 pkit issue --home home --batch manifest --out certificates
recorded home certificates/web3.pem
expect 0 pkit issue --home home --subject CN=ci --new-key ed25519 --out ci --key-passphrase-file <(echo secret) \
  --p12 ci.p12 --p12-password-file <(echo other)
expect 0 openssl pkey -in ci/key.pem -passin pass:secret -noout
expect 0 openssl pkcs12 -in ci.p12 -passin pass:other -nokeys
expect 0 pkit validate-csr --home home <(cat web1.csr)
# Another user's pipe, or one that others can write, is nobody's secret.
mkfifo -m 666 open
expect 10 pkit issue --home home --subject CN=ci2 --new-key ed25519 --out ci2 --key-passphrase-file open
# pkit.yaml is to name the file for ever.
expect 2 pkit init --home other --passphrase-file <(echo secret)
[ ! -e other ] || fail 'a home was made whose passphrase nobody can read again'
expect 9 pkit restore <(cat home/pkit.db) --home other
says 'is no ordinary file'

# --- outputs: judged before anything is issued, --force or not
before=$(certificates home)
mkfifo pipe
ln -s elsewhere link
for out in pipe link /dev/null; do
  for force in '' --force; do
    expect 7 pkit issue --home home --csr web4.csr --out $out $force
    expect 7 pkit issue --home home --csr web4.csr --out web4.crt --out-chain $out $force
    expect 7 pkit register --home home --client-machine web4 --csr web4.csr --out $out $force
    expect 7 pkit issue --home home --subject CN=ci3 --new-key ed25519 --out $out $force
  done
done
ln -s elsewhere certificates/web4.pem
for force in '' --force; do
  expect 7 pkit issue --home home --batch <(line web4) --out certificates $force
done
same 'certificates that were issued for no file' "$before" "$(certificates home)"
[ ! -e elsewhere ] || fail 'something was written where a link points to'

# --- an end that is asked for while the manifest is still being written
ended_by() { # SIGNAL
  mkfifo never-$1
  sleep 30 >never-$1 &
  local writer=$!
  env --default-signal=INT,TERM,HUP pkit issue --home home --batch never-$1 --out certificates >batch.out 2>batch.err &
  local batch=$!
  sleep 0.5
  kill -$1 $batch
  for ((i = 0; i < 60; i++)); do kill -0 $batch 2>/dev/null || break; sleep 0.05; done
  ! kill -0 $batch 2>/dev/null || { fail "a batch that waits for its manifest outlives SIG$1"; kill -KILL $batch; }
  wait $batch
  kill $writer
}
for signal in INT TERM HUP; do ended_by $signal; done
same 'what lies in the home' '' "$(find home -name '.pkit-*' -o -name '*.tmp')"
sound home

# --- no core file, and no other process of the same user looks into one that has keys open
cat >home/adapter <<END
#!/bin/sh
cat >/dev/null
: >'$PWD/home/asked'
sleep 20
END
chmod 700 home/adapter
printf 'adapters: { slow: { exec: [adapter], timeout: 30s } }\n' >>home/pkit.yaml
handlers home '[ { name: slow, call: slow.ask } ]'
chmod 711 .
install -m 755 "$(command -v pkit)" everyones  # where ours lies only root may look
chown -R 64101:64101 home
setpriv --reuid 64101 --regid 64101 --clear-groups bash -c \
  'ulimit -c unlimited; cd home && exec "$0" issue --home . --csr - <../web4.csr' "$PWD/everyones" >slow.out 2>slow.err &
slow=$!
for ((i = 0; i < 200; i++)); do [ -e home/asked ] && break; sleep 0.05; done
[ -e home/asked ] || fail "nobody was asked: $(cat slow.err)"
same 'who may read the memory of the process' 0 "$(stat -c %u /proc/$slow/mem)"
kill -SEGV $slow
wait $slow
same 'exit of one that crashed' 139 $?
same 'core files' '' "$(find . -name 'core*')"
finish
