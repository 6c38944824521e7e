# runs: release
# timeout: 300
# Where results cannot be written, what was recorded stays recorded and is told of; and who may read and write a home is
# decided by its modes, whatever the umask was.
source "$PKIT_SOURCE/tests/tools/lib.sh"
make_home home --key-type ed25519
export PKIT_HOME=$PWD/home
make_csr web1

# last_serial: of the certificate that was recorded last.
last_serial() { sql home 'SELECT lower(hex(serial)) FROM certificates ORDER BY rowid DESC LIMIT 1'; }

# fetched BEFORE: one more certificate than BEFORE is in the state; the error names it, and show hands it out.
fetched() {
  same 'certificates recorded' $(($1 + 1)) "$(certificates home)"
  says "issued as $(last_serial)"
  says "$(last_serial)" err
  expect 0 pkit show "$(last_serial)" --pem
  cp out fetched.crt
  recorded home fetched.crt
}

# --- stdout is a full disk, a pipe that nobody reads, or not there ---------------------------------------------------
full() { "$@" >/dev/full; }
for format in text json; do
  before=$(certificates home)
  expect 9 full pkit issue --csr web1.csr --format $format
  fetched "$before"
done
before=$(certificates home)
expect 9 full pkit issue --csr web1.csr --out to_file.crt
recorded home to_file.crt
for command in 'list certificates' status doctor events '--help' '--version' 'validate-csr web1.csr' "explain web1" "show web1"; do
  expect 9 full pkit $command
  says 'standard output'
done

mkfifo pipe
closed_pipe() {
  local writer
  exec 9<>pipe {writer}>pipe 9<&-
  "$@" >&$writer
  local status=$?
  exec {writer}>&-
  return $status
}
before=$(certificates home)
expect 9 closed_pipe pkit issue --csr web1.csr
fetched "$before"
expect 0 closed_pipe pkit events

# A descriptor that is closed is not the first file that pkit opens.
no_streams() { "$@" 0<&- 1>&- 2>&-; }
no_output() { "$@" 1>&-; }
no_errors() { "$@" 2>&-; }
no_input() { "$@" 0<&-; }
before=$(certificates home)
expect 9 no_streams pkit issue --csr web1.csr --out no_streams.crt
recorded home no_streams.crt
expect 9 no_output pkit issue --csr web1.csr
fetched $((before + 1))
expect 0 no_errors pkit issue --csr web1.csr --out no_errors.crt
recorded home no_errors.crt
expect 0 no_input pkit issue --csr web1.csr --out no_input.crt
recorded home no_input.crt
no_input pkit issue --csr - >out 2>err
same 'exit where a CSR comes from a closed stdin' 9 $?
sound home
expect 0 pkit config check

# --- modes, whatever the umask ----------------------------------------------------------------------------------------
other() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
root=no
[ "$(id -u)" -eq 0 ] && other true && root=yes
chmod 755 .
mkdir place bin
# Where the others can reach them, which the build may not be.
cp "$PKIT" bin/pkit
cp "$PKIT_FAULTLIB" bin/faultlib.so
PATH=$PWD/bin:$PATH
if [ $root = yes ]; then
  chown 65534:65534 place
  as_owner() { other "$@"; }
else
  echo 'not root: nothing is tried as another user'
  as_owner() { "$@"; }
fi

mode_is() { same "mode of $2 with umask $mask" "$1" "$(stat -c %a "$2" 2>&1)"; }
for mask in 000 0777; do
  at=place/umask$mask
  with_umask() { (umask $mask && as_owner "$@"); }
  expect 0 with_umask pkit init --home "$at" --no-passphrase --name Mask --key-type ed25519
  expect 0 with_umask pkit issue --home "$at" --csr web1.csr --out "$at.crt"
  expect 0 with_umask pkit issue --home "$at" --subject CN=ci --new-key ed25519 --out "$at.dir"
  expect 0 with_umask pkit doctor --home "$at"
  mode_is 700 "$at"
  mode_is 700 "$at/ca"
  mode_is 600 "$at/pkit.yaml"
  mode_is 600 "$at/pkit.db"
  mode_is 600 "$at/ca/root.key"
  mode_is 600 "$at/ca/issuing.key"
  mode_is 644 "$at.crt"
  mode_is 755 "$at.dir"
  mode_is 600 "$at.dir/key.pem"
  mode_is 644 "$at.dir/cert.pem"
  # The write-ahead log is there while a command runs: this one is killed in the middle.
  expect 137 with_umask env PKIT_FAULT_PROGRAM=pkit PKIT_FAULT_KIND=kill PKIT_FAULT_AT=12 PKIT_FAULT_ONLY=pwrite64 \
    LD_PRELOAD="$PWD/bin/faultlib.so" pkit issue --home "$at" --csr web1.csr
  mode_is 600 "$at/pkit.db-wal"
  mode_is 600 "$at/pkit.db-shm"
  expect 0 with_umask pkit doctor --home "$at"
done

# --- homes of others, homes that others can change, homes that cannot be written ---------------------------------------
refused() {
  expect 9 "$@"
  says "$hint"
}
if [ $root = yes ]; then
  cp -a place/umask000 place/home
  hint='belongs to uid 65534, not to uid 0'
  refused pkit status --home place/home
  hint='belongs to uid 0, not to uid 65534'
  chmod 755 home
  refused other pkit status --home home
  chmod 700 home

  # What cannot be written fails as such, and leaves everything as it was. It is read, and its log with it.
  digest() { cat place/home/pkit.db place/home/pkit.db-wal | sha256sum; }
  expect 0 other pkit issue --home place/home --csr web1.csr --not-after 33d
  expect 0 other pkit issue --home place/home --csr web1.csr --not-after 34d
  [ -s place/home/pkit.db-wal ] || fail 'the log is empty'
  known=$(other pkit list certificates --home place/home)
  chmod 400 place/home/pkit.db place/home/pkit.db-wal place/home/pkit.db-shm
  chmod 500 place/home
  before=$(digest)
  same 'certificates of a home that cannot be written' "$known" "$(other pkit list certificates --home place/home)"
  expect 9 other pkit issue --home place/home --csr web1.csr
  says 'place/home'
  expect 9 other pkit register --home place/home --client-machine web1
  same 'a state that cannot be written' "$before" "$(digest)"
  # Without its log, as a copy on a medium or a snapshot has it, it is read too.
  chmod 700 place/home && chmod 600 place/home/pkit.db*
  cp -a place/home place/copy && sqlite3 place/copy/pkit.db 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
  rm -f place/copy/pkit.db-wal place/copy/pkit.db-shm && chown 65534:65534 place/copy/pkit.db
  chmod 400 place/copy/pkit.db && chmod 500 place/copy
  same 'certificates of a copy that cannot be written' "$known" "$(other pkit list certificates --home place/copy)"
  expect 0 other pkit doctor --home place/copy
  expect 9 other pkit register --home place/copy --client-machine web1
  says 'cannot be written'
  same 'nothing was made in it' '' "$(find place/copy -name 'pkit.db-*')"
  chmod 700 place/copy
  expect 0 other pkit doctor --home place/home

  # A home in a directory of root's is made by root and given away.
  mkdir -p service/home
  chown 65534:65534 service/home
  hint="chown -R OWNER $PWD/service/home" refused other pkit init --home service/home --no-passphrase
  same 'what a refused init leaves' home "$(ls -A service)$(ls -A service/home)"
  expect 0 pkit init --home service/home --no-passphrase
  chown -R 65534:65534 service/home
  expect 0 other pkit issue --home service/home --csr web1.csr
  expect 0 other pkit doctor --home service/home
fi

chmod g+w home
hint="chmod go-w $PWD/home" refused pkit status
chmod g-w home
chmod o+w home/pkit.yaml
hint="chmod go-w $PWD/home/pkit.yaml" refused pkit issue --csr web1.csr
chmod o-w home/pkit.yaml
mkdir open open/inner
mv home open/inner/home
chmod g+w open
hint="chmod go-w $PWD/open" refused pkit status --home open/inner/home
chmod 1777 open # sticky: nobody can replace what is ours in it
expect 0 pkit status --home open/inner/home
mv open/inner/home home

# An adapter that others can write is not run (10: the handler failed), a key that others can read is not used.
mkdir home/adapters
printf '#!/bin/sh\necho "{\\"result\\":\\"Allow\\"}"\n' >home/adapters/yes
chmod 700 home/adapters home/adapters/yes
printf 'adapters:\n  a: { exec: [adapters/yes] }\n' >>home/pkit.yaml
handlers home '[ { name: asks, call: a.ask } ]'
expect 0 pkit issue --csr web1.csr
chmod g+w home/adapters/yes
expect 10 pkit issue --csr web1.csr
cat out err >both
says "chmod go-w $PWD/home/adapters/yes" both
chmod g-w home/adapters/yes
chmod g+r home/ca/issuing.key
before=$(certificates home)
expect 10 pkit issue --csr web1.csr
says 'issuing.key'
says 'chmod'
same 'certificates signed with an open key' "$before" "$(certificates home)"
chmod g-r home/ca/issuing.key
expect 0 pkit issue --csr web1.csr

# --- the clock ----------------------------------------------------------------------------------------------------------
handlers home '[]'
# The state has seen a time that is an hour ahead: as if the clock had been set back since.
sql home 'UPDATE meta SET highest_time = highest_time + 3600000'
before=$(certificates home)
expect 9 pkit issue --csr web1.csr
says '--accept-clock'
expect 9 pkit register --client-machine web1 --csr web1.csr
same 'certificates with a clock that is behind' "$before" "$(certificates home)"
expect 0 pkit list certificates
expect 0 pkit issue --csr web1.csr --accept-clock
sql home 'UPDATE meta SET highest_time = highest_time - 3600000 + 60000'
expect 0 pkit issue --csr web1.csr # a minute is within what clocks differ by

# after TIME: as pkit writes it, counted from now, since what is made here is made now.
after() { date -u -d "now + $1" +%Y-%m-%dT%H:%M:%SZ; }
then=$(after '60 days')
expect 2 pkit issue --csr web1.csr --now "$then"
says '--test-clock'
expect 2 pkit register --client-machine web1 --now "$then"
expect 0 pkit issue --csr web1.csr --now "$then" --dry-run
expect 0 pkit list certificates --now "$(after '200 days')"
grep -q ' expired ' out || fail 'nothing has expired in 200 days'
expect 2 pkit init --home later --no-passphrase --now "$then"
[ ! -e later ] || fail 'a home was made at another time'

make_home test_home --key-type ed25519 --test-clock
expect 0 pkit issue --home test_home --csr web1.csr --now "$then" --out then.crt
same 'beginning of a certificate of then' "notBefore=$(date -u -d "$then - 1 minute" '+%b %e %H:%M:%S %Y GMT')" "$(openssl x509 -in then.crt -noout -startdate)"
expect 0 pkit issue --home test_home --csr web1.csr --now "$(after '30 days')" # time may go back here
openssl x509 -in test_home/ca/issuing.crt -noout -subject | grep -q TEST || fail 'a test home does not say so in its name'
finish
