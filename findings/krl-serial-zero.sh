# To revoke an SSH certificate that has no serial number revokes every certificate of its key ID.
#
# Guessed: `ssh-keygen -k` with a certificate for its input revokes that certificate. Seen with OpenSSH 9.2p1 (Debian 12): so
# it does where the certificate has a serial number. With serial 0, which `ssh-keygen -s` gives where it is not told -z, the
# revocation list names the key ID, and revokes whatever the CA signed, or will sign, under that ID: the same user's
# certificates of other keys, and those with a serial number of their own. Serial 0 by itself cannot be revoked by number:
# "serial: 0" is refused. Who may ever have to revoke one certificate has to number them all from the first day.
# Needs ssh-keygen. Ends with 1 where it behaves otherwise.
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
ssh -V 2>&1
for key in ca none other numbered; do ssh-keygen -q -t ed25519 -N '' -f $key; done
for key in none other; do ssh-keygen -q -s ca -I alice -n alice $key.pub; done
ssh-keygen -q -s ca -I alice -n alice -z 7 numbered.pub
# told LIST: which certificates it revokes.
told() { for key in none other numbered; do
  if ssh-keygen -Q -f "$1" $key-cert.pub >answer; then echo "$1 $key ok"; else grep -q REVOKED answer && echo "$1 $key revoked"; fi
done; }
ssh-keygen -q -k -f by-number numbered-cert.pub
ssh-keygen -q -k -f by-none none-cert.pub
{ told by-number && told by-none; } | tee seen
diff seen - <<'END'
by-number none ok
by-number other ok
by-number numbered revoked
by-none none revoked
by-none other revoked
by-none numbered revoked
END
ssh-keygen -Q -l -f by-none | grep -x 'id: alice'
echo 'serial: 0' >number
if ssh-keygen -q -k -f refused -s ca.pub number 2>/dev/null; then exit 1; fi
echo 'as described'
