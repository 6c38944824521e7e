# runs: release
# What an operation relied on changes while it decides: it starts again, once, and decides by what holds then.
source "$PKIT_SOURCE/tests/tools/lib.sh"
for name in web1 web2 web3; do make_csr $name; done

# changes COMMAND: a home whose handler allows; the first time that it is asked, the command runs before it answers.
changes() {
  rm -rf home again
  make_home home --key-type ed25519
  cat >home/adapter <<END
#!/bin/sh
cat >/dev/null
if [ ! -e '$PWD/again' ]; then
  ${2:+#} : >'$PWD/again'
  { $1; } >'$PWD/meanwhile.out' 2>&1
fi
echo '{"result":"Allow"}'
END
  chmod 700 home/adapter
  printf 'adapters: { late: { exec: [adapter] } }\n' >>home/pkit.yaml
  handlers home '[ { name: late, call: late.ask } ]'
}
pkit=$(command -v pkit)

# The configuration: another handler decides, for this request too (B-S20).
changes "sed -i 's/handlers: .*/handlers: [ { name: closed, deny: closed } ]/' '$PWD/home/pkit.yaml'"
expect 3 pkit register --home home --client-machine web1 --csr web1.csr
says closed
same 'certificates after pkit.yaml changed' 0 "$(certificates home)"

# The orchestrator: an operator turned it away.
changes "'$pkit' deny --home '$PWD/home' web1 --reason gone"
handlers home '[]'
expect 4 pkit register --home home --client-machine web1
handlers home '[ { name: late, call: late.ask } ]'
rm -f again
expect 3 pkit register --home home --client-machine web1 --csr web1.csr
same 'certificates after it was turned away' 0 "$(certificates home)"
same 'its state' Disapproved "$(sql home "SELECT state FROM principals")"

# Another process registered the same CSR: its certificate is the only one.
changes "'$pkit' register --home '$PWD/home' --client-machine web2 --csr '$PWD/web2.csr' --out '$PWD/theirs.crt'"
expect 0 pkit register --home home --client-machine web2 --csr web2.csr --out ours.crt
same 'the certificate of both' "$(cat theirs.crt)" "$(cat ours.crt)"
same 'certificates of one CSR' 1 "$(certificates home)"
sound home

# What waits is registered anew while an operator approves it, as the chain would deny it: that is what is decided on.
for all in '' '--all --jobs 1'; do
  rm -rf home again
  make_home home --key-type ed25519
  cat >home/adapter <<END
#!/bin/sh
asked=\$(cat)
case \$asked in *'"approving":true'*) ;; *) echo '{"result":"Defer"}'; exit ;; esac
if [ ! -e '$PWD/again' ]; then
  : >'$PWD/again'
  '$pkit' register --home '$PWD/home' --client-machine web1 --csr '$PWD/web1.csr' --param role=new >'$PWD/meanwhile.out' 2>&1
fi
case \$asked in *'"role":"new"'*) echo '{"result":"Deny","message":"not these"}' ;; *) echo '{"result":"Allow"}' ;; esac
END
  chmod 700 home/adapter
  printf 'adapters: { late: { exec: [adapter] } }\n' >>home/pkit.yaml
  handlers home '[ { name: late, call: late.ask } ]'
  expect 4 pkit register --home home --client-machine web1 --csr web1.csr --param role=old
  expect 3 pkit approve --home home ${all:-web1}
  says 'not these'
  same "certificates after approve $all" 0 "$(certificates home)"
  sound home
done

# The authority: it is renewed after its certificate was read, and before its key is.
make_home renewed --key-type ed25519
strace -f -qq -o opened -e trace=openat -P "$PWD/renewed/ca/issuing.crt" -P "$PWD/renewed/ca/issuing.key" \
  -e inject=openat:delay_enter=1000000 pkit issue --home renewed --csr web3.csr --out web3.crt >issue.out 2>issue.err &
issuing=$!
for ((i = 0; i < 200; i++)); do grep -q 'issuing\.crt' opened 2>/dev/null && break; sleep 0.05; done
expect 0 pkit authority renew issuing --home renewed --new-key ed25519
grep -q 'issuing\.key' opened && fail 'the key was read before the renewal'
wait $issuing || fail "issue while its authority is renewed: $(cat issue.err)"
openssl verify -CAfile renewed/ca/root.crt -untrusted renewed/ca/issuing.crt web3.crt >verdict 2>&1 || fail "it is not by the renewed one: $(cat verdict)"
sound renewed

# Whatever is decided on changes each time: no third try.
changes "echo '# more' >>'$PWD/home/pkit.yaml'" always
expect 7 pkit issue --home home --csr web3.csr
says 'the state changed twice'
same 'certificates after two changes' 0 "$(certificates home)"
sound home
finish
