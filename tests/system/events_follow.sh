# runs: release
# events --follow prints what others write while it runs, each event once and in order, hinders nobody, and ends when
# it is interrupted or nobody reads it any more.
source "$PKIT_SOURCE/tests/tools/lib.sh"
make_home home --key-type ed25519
export PKIT_HOME=$PWD/home
for n in a b c d; do make_csr "$n"; done

# A shell ignores SIGINT for what it starts in the background.
env --default-signal=INT pkit events --follow --format json >followed 2>followed.err &
whole=$!
sleep 1.1  # --since counts whole seconds
env --default-signal=INT pkit events --follow --since "$(date -u +%FT%TZ)" >new 2>new.err &
since=$!
env --default-signal=INT pkit events --follow --since 2100-01-01 >later 2>later.err &
later=$!
until [ -s followed ]; do sleep 0.05; done
for n in a b c; do expect 0 pkit issue --csr $n.csr --out $n.crt; done
pkit events --format json >all
for _ in $(seq 100); do
  [ "$(wc -l <followed)" -ge "$(wc -l <all)" ] && [ "$(grep -c certificate.issued new)" -eq 3 ] && break
  sleep 0.1
done
cmp followed all || fail "what was followed is not the history"
same "new events alone" 0 "$(grep -c home.created new)"
same "certificates that were followed" 3 "$(grep -c certificate.issued new)"

same "events of a time to come" "" "$(<later)"
kill -INT "$whole" "$since" "$later"
wait "$whole"
same "interrupted" 130 $?
wait "$since"
same "interrupted" 130 $?
same "the log has not grown" yes "$([ "$(stat -c %s home/pkit.db-wal)" -le $((512 << 10)) ] && echo yes || echo no)"

# Nobody reads it any more: the next event ends it, and quietly.
{ pkit events --follow 2>closed.err; echo $? >closed.exit; } | head -n 1 >first &
until [ -s first ]; do sleep 0.05; done
expect 0 pkit issue --csr d.csr --out d.crt
for _ in $(seq 100); do [ -s closed.exit ] && break || sleep 0.1; done
same "nobody reads" 0 "$(cat closed.exit)"
finish
