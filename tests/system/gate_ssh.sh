# runs: release
# timeout: 300
# --via ssh, against an sshd of this test's own on loopback, by the example's line of authorized_keys: the forced command
# is the gate, whatever the other side asks for.
source "$PKIT_SOURCE/tests/tools/private_system.sh"
source "$PKIT_SOURCE/tests/tools/lib.sh"
home=$PWD/pki/.local/share/pkit
mkdir -p "${home%/*}" /run/sshd
make_home "$home" --key-type ed25519
handlers "$home" '[ { name: ours, when: { verified.caller: web1 }, allow: { ClientParameters: { token: geheim } } } ]'
chown -R pki:pki pki
for name in web1 web2; do make_csr $name; done

ssh-keygen -q -t ed25519 -N '' -f host_key
ssh-keygen -q -t ed25519 -N '' -f mine
ssh-keygen -q -t ed25519 -N '' -f another
sed -e "s|/usr/bin/pkit|$PWD/bin/pkit|; s|/var/lib/pkit|$home|" -e "s|ssh-ed25519 .*|$(cat mine.pub)|" \
  "$PKIT_SOURCE/examples/gate/authorized_keys" >authorized_keys
cat >sshd_config <<END
ListenAddress 127.0.0.1
HostKey $PWD/host_key
AuthorizedKeysFile $PWD/authorized_keys
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
AllowUsers pki
PidFile none
AcceptEnv *
END

# A port that nobody has, by trying.
for ((try = 0; try < 20; ++try)); do
  port=$((20000 + RANDOM % 40000))
  /usr/sbin/sshd -D -e -f sshd_config -p $port 2>sshd.log &
  sshd=$!
  for ((i = 0; i < 50; ++i)); do
    grep -q 'Server listening' sshd.log && break 2
    kill -0 $sshd 2>/dev/null || break
    sleep 0.1
  done
done
trap 'kill $sshd; wait $sshd 2>/dev/null' EXIT
grep -q 'Server listening' sshd.log || { cat sshd.log; fail 'sshd does not start'; finish; }
echo "[127.0.0.1]:$port $(cut -d' ' -f1,2 host_key.pub)" >known_hosts
# to KEY: how to get there with that key.
to() { echo ssh -F none -i "$PWD/$1" -p $port -o IdentitiesOnly=yes -o UserKnownHostsFile="$PWD/known_hosts" -o BatchMode=yes pki@127.0.0.1; }
read -ra ssh < <(to mine)
read -ra stranger < <(to another)

expect 0 pkit register --client-machine web1 --csr web1.csr --out web1.crt --out-chain chain.pem --via "${ssh[@]}" pkit gate
says 'web1 is Approved' out
says 'token=geheim'
recorded "$home" web1.crt
same 'who asked' web1 "$(as pki pkit explain web1 --format json | jq -r '[.data.attempts[].parameter.verified.caller] | unique[]')"

# The proof of a key: another capability, and a certificate over another key.
expect 8 pkit register --client-machine web1 --capability B --via "${ssh[@]}" pkit gate
cat web1.crt chain.pem >full.pem
expect 0 pkit register --client-machine web1 --capability B --cert full.pem --key web1.key --via "${ssh[@]}" pkit gate
openssl req -new -key web2.key -subj /CN=web1 -out again.csr
expect 0 pkit register --client-machine web1 --capability B --csr again.csr --cert full.pem --key web1.key --out new.crt \
  --via "${ssh[@]}" pkit gate
recorded "$home" new.crt

# Who waits polls with the same id.
sed -i 's/^    handlers: .*/    handlers: []/' "$home/pkit.yaml"
chown pki:pki "$home/pkit.yaml"
(
  for ((i = 0; i < 100; ++i)); do
    id=$(sql "$home" "SELECT id FROM registrations WHERE state = 'waiting'")
    [ -n "$id" ] && as pki pkit approve "$id" >approved 2>&1 && break
    sleep 0.1
  done
) &
approver=$!
cp web2.csr unchanged
expect 0 pkit register --client-machine web2 --csr web2.csr --out web2.crt --wait 30s --via "${ssh[@]}" pkit gate
wait $approver
recorded "$home" web2.crt
same 'the CSR on this side' "$(cat unchanged)" "$(cat web2.csr)"

# Whatever the other side asks for, it is the gate that runs; and a key that is in no line gets nothing.
events=$(sql "$home" 'SELECT count(*) FROM events')
for words in '' 'pkit list registrations' 'cat /etc/passwd' 'sh -i' 'pkit gate --caller root'; do
  # shellcheck disable=SC2086
  expect 5 "${ssh[@]}" $words </dev/null
  says '"code":"json.syntax"' out
done
expect 5 "${ssh[@]}" -o SendEnv=OPENSSL_CONF -t pkit list </dev/null
expect 9 pkit register --client-machine web2 --via "${stranger[@]}" pkit gate
says 'gave no reply'
same 'events after that' "$events" "$(sql "$home" 'SELECT count(*) FROM events')"

as pki pkit doctor >out 2>&1 || fail "doctor: $(cat out)"
finish
