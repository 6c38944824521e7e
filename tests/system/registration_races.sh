# timeout: 300
# runs: release
# Several at once on what document A ties to an orchestrator: one wins, the others are told, and nothing is half done
# (A3, A5 to A7, A14, T-A13, T-A18, T-A26).
source "$PKIT_SOURCE/tests/tools/lib.sh"
export PKIT_HOME=$PWD/home
make_home home
rounds=${PKIT_ROUNDS:-4}
mkdir home/adapters
# An adapter that answers what home/adapters/answer has, after a short while, so that several are at it at once.
cat >home/adapters/wait <<'END'
#!/bin/sh
cat >/dev/null
sleep 0.2
cat "$(dirname "$0")/answer"
END
chmod 755 home/adapters/wait
printf 'adapters: { wait: { exec: [adapters/wait] } }\n' >>home/pkit.yaml
handlers home '[ { name: wait, call: wait.decide } ]'
answer() { printf '%s\n' "$1" >home/adapters/answer; }
registration() { # LINE: what follows "registration: "
  { awk '/^[a-z]/ { ours = /^registration:/ } !ours' home/pkit.yaml; echo "registration: { chain: default, profile: agent$1 }"; } >new.yaml
  chmod 600 new.yaml && mv new.yaml home/pkit.yaml
}
state() { sql home "SELECT state FROM principals WHERE name = '$1'"; }
valid() { sql home "SELECT count(*) FROM certificates c JOIN principals p ON p.id = c.principal WHERE p.name = '$1' AND c.revoked_at IS NULL"; }
# at_once COMMAND...: each line of standard input is the rest of one; their exits, in order, are in `exits`.
at_once() {
  local line n=0 pids=()
  while IFS= read -r line; do
    read -ra words <<<"$line"
    "$@" "${words[@]}" >"log.$n" 2>&1 &
    pids+=($!)
    n=$((n + 1))
  done
  exits=()
  for n in "${!pids[@]}"; do
    wait "${pids[n]}"
    exits+=($?)
  done
}
# among WHAT WANTED...: the exits, sorted, are these.
among() {
  local what=$1 got
  shift
  got=$(printf '%s\n' "${exits[@]}" | sort -n | paste -sd' ')
  case " $* " in *"|$got|"*) ;; *) fail "$what: exits $got, not one of $*"; head -n 3 log.* ;; esac
}

for ((round = 0; round < rounds; ++round)); do
  # Two registrations of one machine: over one key there is one certificate, and both have it; over two keys the second is
  # a stranger to what the first became.
  registration ''
  answer '{"result":"Allow"}'
  m=same$round
  make_csr $m
  at_once pkit register <<<"--client-machine $m --csr $m.csr
--client-machine $m --csr $m.csr"
  among "one CSR of $m twice" '|0 0|' '|0 7|'
  same "certificates of $m" 1 "$(valid $m)"
  m=two$round
  make_csr $m.a $m && make_csr $m.b $m
  at_once pkit register <<<"--client-machine $m --csr $m.a.csr
--client-machine $m --csr $m.b.csr"
  among "two CSRs of $m" '|0 8|' '|0 7|'
  same "certificates of $m" 1 "$(valid $m)"
  same "orchestrators called $m" 1 "$(sql home "SELECT count(*) FROM principals WHERE name = '$m'")"

  # Two Allows for the last licence.
  used=$(sql home "SELECT count(*) FROM principals WHERE kind = 'orchestrator' AND state = 'Approved'")
  registration ", licences: $((used + 1))"
  at_once pkit register <<<"--client-machine lic$round-a
--client-machine lic$round-b"
  among 'the last licence' '|0 4|'
  same 'Approved' $((used + 1)) "$(sql home "SELECT count(*) FROM principals WHERE kind = 'orchestrator' AND state = 'Approved'")"
  registration ''

  # Two Allows that give one ClientID.
  answer "{\"result\":\"Allow\",\"ClientID\":\"id-$round\"}"
  at_once pkit register <<<"--client-machine cid$round-a
--client-machine cid$round-b"
  among 'one ClientID' '|0 4|'
  same 'who has it' 1 "$(sql home "SELECT count(*) FROM orchestrator_ties WHERE client_id_key = 'id-$round'")"

  # Two accounts that both want one subject, which neither had when it was looked at (C6).
  answer '{"result":"Allow"}'
  lines=
  for n in a b; do
    openssl req -newkey rsa:2048 -nodes -keyout subject$n.key -subj "/O=Acme/CN=one subject $round" -out subject$n.csr 2>openssl.err
    printf '%s-password-0123\n' $n >$n.pass && chmod 600 $n.pass
    expect 0 pkit account create --name "s$round$n" --username $n-user --password-file $n.pass --format json
    lines+="--account $(json out '$.data.account.id') --username $n-user --password-file $n.pass --csr subject$n.csr
"
  done
  at_once pkit register <<<"${lines%$'\n'}"
  among 'one subject' '|0 7|'
  same 'certificates of it' 1 "$(sql home "SELECT count(*) FROM certificates c JOIN principals p ON p.id = c.principal WHERE p.name LIKE 's${round}_'")"

  # Approve against deny.
  answer '{"result":"Defer"}'
  m=both$round
  make_csr $m
  expect 4 pkit register --client-machine $m --csr $m.csr
  at_once pkit <<<"approve $m
deny $m --reason race"
  case "${exits[0]} ${exits[1]} $(state $m) $(valid $m)" in
    # Approved first, denied after it; or denied, and then there is nothing to approve or it was let in again.
    '0 0 Disapproved 1' | '0 0 Approved 1' | '7 0 Disapproved 0' | '0 7 Approved 1' | '0 3 Approved 1' | '3 0 Disapproved 0') ;;
    *) fail "approve and deny of $m: ${exits[*]} $(state $m) $(valid $m)"; head -n 3 log.* ;;
  esac

  # One certificate for a kept key.
  (umask 077 && echo 'under this' >word)
  expect 0 pkit csr new --keep-key --key-type ec-p256 --subject "CN=k$round" --key-passphrase-file word --out k.csr --force
  key=$(cut -d' ' -f1 out)
  answer '{"result":"Allow"}'
  for n in 1 2; do
    openssl x509 -req -in k.csr -CA home/ca/root.crt -CAkey home/ca/root.key -CAcreateserial -days 9 -out k$n.crt 2>openssl.err
  done
  at_once pkit csr marry "$key" <<<"k1.crt
k2.crt"
  among 'one kept key' '|0 7|'
done

# pkit.yaml is changed between a decision and its commit: once, and it is decided again; each time, and it is a conflict.
cat >home/adapters/wait <<'END'
#!/bin/sh
cat >/dev/null
cd "$(dirname "$0")/.." || exit 2
[ -e changes ] && read -r left <changes && [ "$left" -gt 0 ] && echo $((left - 1)) >changes && echo "# changed" >>pkit.yaml
echo called >>calls
echo '{"result":"Allow"}'
END
make_csr changed
echo 1 >home/changes
expect 0 pkit register --client-machine changed --csr changed.csr
same 'decided' 2 "$(wc -l <home/calls)"
make_csr unsteady
echo 9 >home/changes && rm home/calls
expect 7 pkit register --client-machine unsteady --csr unsteady.csr
says 'changed'
same 'decided' 2 "$(wc -l <home/calls)"
same 'nothing is there of it' '' "$(state unsteady)"
no_serial_twice home
sound home
finish
