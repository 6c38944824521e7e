# timeout: 300
# SSH keys between pkit and OpenSSH (A24, B10): a loopback sshd lets an ordinary user in by what pkit puts into
# authorized_keys; a rotation proves its login by ssh itself, and the old key lets in until it is retired.
source "$PKIT_SOURCE/tests/tools/private_system.sh"
source "$PKIT_SOURCE/tests/tools/lib.sh"
export PKIT_HOME=$PWD/home
make_home home
umask 077
user=pki
mkdir -p /run/sshd
mkdir sshd && ssh-keygen -q -t ed25519 -N '' -f sshd/host && ssh-keygen -q -t ed25519 -N '' -C first -f first
{ echo '# keys of the service'; echo "restrict,command=\"echo let in\" $(cat first.pub)"; } >sshd/authorized_keys
chmod 711 . sshd; chown pki:pki sshd/authorized_keys; chmod 640 sshd/authorized_keys
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >sshd/config <<END
ListenAddress 127.0.0.1
Port $port
HostKey $PWD/sshd/host
AuthorizedKeysFile $PWD/sshd/authorized_keys
StrictModes no
UsePAM no
PidFile none
PasswordAuthentication no
KbdInteractiveAuthentication no
END
chmod 644 sshd/config
/usr/sbin/sshd -D -e -f "$PWD/sshd/config" 2>sshd.log &
server=$!
trap 'kill $server 2>/dev/null' EXIT
printf '[127.0.0.1]:%s %s\n' "$port" "$(cat sshd/host.pub)" >known_hosts
login=(/usr/bin/ssh -F none -i '{}' -o IdentitiesOnly=yes -o IdentityAgent=none -o BatchMode=yes -o "UserKnownHostsFile=$PWD/known_hosts"
  -o StrictHostKeyChecking=yes -p "$port" "$user@127.0.0.1")
logs_in() { "${login[@]//\{\}/$1}" 2>ssh.err; }
for _ in $(seq 100); do [ "$(logs_in "$PWD/first")" = 'let in' ] && break; sleep 0.1; done
same 'before' 'let in' "$(logs_in "$PWD/first")"

expect 0 pkit store add service sshd/authorized_keys
expect 0 pkit ssh-key scan --adopt
cp sshd/authorized_keys before
# A login that does not come about: the new key is nowhere, the old one lets in.
expect 10 pkit ssh-key rotate first --out second --no-passphrase --prove "${login[@]/$port/1}"
says 'does not log in'
cmp before sshd/authorized_keys && [ ! -e second ] || fail 'something of the new key stayed'
expect 0 pkit ssh-key rotate first --out second --no-passphrase --overlap 1m --prove "${login[@]}"
same 'the new one, with the options of the old one' 'let in' "$(logs_in "$PWD/second")"
same 'the old one, for the overlap' 'let in' "$(logs_in "$PWD/first")"
same 'owner and mode' 'pki 640' "$(stat -c '%U %a' sshd/authorized_keys)"
expect 0 pkit ssh-key retire --due
same 'not yet' 'let in' "$(logs_in "$PWD/first")"
expect 0 pkit ssh-key retire "$(ssh-keygen -l -f first | cut -d' ' -f2)"
logs_in "$PWD/first" && fail 'the retired key lets in'
same 'the new one' 'let in' "$(logs_in "$PWD/second")"
same 'comments stay' '# keys of the service' "$(head -n 1 sshd/authorized_keys)"
ssh-keygen -l -f sshd/authorized_keys >/dev/null || fail 'ssh-keygen does not read it'
finish
