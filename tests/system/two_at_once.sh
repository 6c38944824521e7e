# runs: release
# Several commands want the same place at once: one has it, the others say so, and nothing that anybody made is lost.
source "$PKIT_SOURCE/tests/tools/lib.sh"

# --- two homes whose roots are to lie in one directory: who ends 0 has its root there, whole, and nobody else's
for round in 1 2 3 4 5 6 7 8; do
  rm -rf a b root
  mkdir a b root
  for h in a b; do
    { pkit init --home $h/h --no-passphrase --key-type ed25519 --root-out root >$h.out 2>$h.err; echo $? >$h.exit; } &
  done
  wait
  same "exits of two init --root-out ($round)" '0 7' "$(sort a.exit b.exit | tr '\n' ' ' | sed 's/ $//')"
  same "what lies in the one directory ($round)" $'root.crt\nroot.key' "$(ls -A root)"
  for h in a b; do
    [ "$(cat $h.exit)" -ne 0 ] || cmp root/root.crt $h/h/ca/root.crt || fail "the root of $h is not there ($round)"
    [ "$(cat $h.exit)" -eq 0 ] || { says 'exists already' $h.err; [ ! -e $h/h ] || fail "the home of $h is there"; }
  done
done
same 'the key of the root' "$(openssl x509 -in root/root.crt -noout -pubkey)" "$(openssl pkey -in root/root.key -pubout)"
# Each beside the other's root: they lock in one order, so that neither waits for ever.
rm -rf a b && mkdir a b
for pair in 'a b' 'b a'; do
  read -r own other <<<"$pair"
  { pkit init --home $own/h --no-passphrase --key-type ed25519 --root-out $other >$own.out 2>$own.err; echo $? >$own.exit; } &
done
wait
same 'exits of two that cross' '0 0' "$(cat a.exit b.exit | tr '\n' ' ' | sed 's/ $//')"

# --- three new keys for one directory: the first that is bound has it, and the others' keys wait beside it
make_home home --key-type ed25519
cat >home/adapter <<'END'
#!/bin/sh
cat >/dev/null
sleep 1
echo '{"result":"Allow"}'
END
chmod 700 home/adapter
printf 'adapters: { slow: { exec: [adapter] } }\n' >>home/pkit.yaml
handlers home '[ { name: slow, call: slow.ask } ]'
for i in 1 2 3; do
  { pkit issue --home home --subject CN=web$i --new-key ed25519 --out web --request-id r$i >$i.out 2>$i.err; echo $? >$i.exit; } &
done
wait
same 'exits of three for one directory' '0 7 7' "$(sort [123].exit | tr '\n' ' ' | sed 's/ $//')"
same 'certificates' 3 "$(certificates home)"
published home web
same 'keys that wait' 2 "$(ls -d .web.pkit-*/key.pem | wc -l)"
for i in 1 2 3; do
  [ "$(cat $i.exit)" -eq 0 ] && continue
  says 'issued as' $i.err
  says "the key waits in $PWD/.web.pkit-" $i.err
  loser=$i
done
# Nothing takes its place from it later either; when it is moved away each has its turn.
expect 9 pkit doctor --home home
says publication-occupied out
expect 7 pkit issue --home home --subject CN=web$loser --new-key ed25519 --out web --request-id r$loser
published home web
for turn in second third; do
  mv web web.$turn
  pkit doctor --home home >doctor.out 2>&1
  published home web
done
sound home
same 'keys, each of its own' 3 "$(cat web/key.pem web.second/key.pem web.third/key.pem | grep -c BEGIN)"
same 'different keys' 3 "$(sha256sum web/key.pem web.second/key.pem web.third/key.pem | cut -d' ' -f1 | sort -u | wc -l)"
# With --force it is another matter: the one before stays as .previous.
handlers home "$everyone"
expect 0 pkit issue --home home --subject CN=web9 --new-key ed25519 --out web --force
published home web
published home web.previous

# --- many keys that pkit keeps, made at once: who looks for what was left takes none of them away
(umask 077 && echo 'under this' >word)
for n in 1 2 3 4 5 6 7 8; do
  { for m in 1 2 3 4 5 6 7 8; do pkit csr new --home home --keep-key --key-type ed25519 --subject CN=k$n-$m --key-passphrase-file word \
    --out k$n-$m.csr || echo "$n-$m" >>lost; done >k$n.out 2>k$n.err; } &
done
wait
[ ! -e lost ] || fail "not kept: $(paste -sd' ' lost): $(cat k?.err | grep -v warning | head -n 2)"
same 'keys that are kept' 64 "$(ls home/keys/*.key | wc -l)"
sound home
finish
