# ssh-keygen -Y find-principals names whoever has the first line for a key, and -Y verify refuses a good signature as theirs.
#
# Guessed: it tells the principals of the key, as ssh-keygen(1) says, or those for whom the signature can be verified. Seen with
# OpenSSH 9.2p1 (Debian 12), of an allowed_signers file with two lines for one key, since it serves two purposes or was taken
# over by somebody: only the first line that is valid now is told, whatever its namespaces are; the usual pair of commands
# (find-principals, then verify -I with what it said) then ends with "Could not verify signature", while verify -I of the
# other principal takes it. One line with both principals tells both. A program asks verify for each principal it may be, or
# keeps one line to a key.
# Needs ssh-keygen. Ends with 1 where it behaves otherwise.
set -eu
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
ssh -V 2>&1
ssh-keygen -q -t ed25519 -N '' -f key -C ''
echo text >text
ssh-keygen -q -Y sign -f key -n file text 2>/dev/null
key=$(cat key.pub)
echo "release,backup $key" >together
printf '%s\n' "release $key" "backup $key" >apart
printf '%s\n' "release namespaces=\"git\" $key" "backup namespaces=\"file\" $key" >purposes
printf '%s\n' "release valid-before=\"20200101\" $key" "backup $key" >ended
for signers in together apart purposes ended; do
  echo "$signers: finds $(ssh-keygen -Y find-principals -f $signers -s text.sig 2>/dev/null | xargs)"
  for name in release backup; do
    echo "$signers: verify $name: $(ssh-keygen -Y verify -f $signers -I $name -n file -s text.sig <text 2>&1 |
      grep -o 'Good\|Could not.*')"
  done
done | tee told
diff told - <<'END'
together: finds release backup
together: verify release: Good
together: verify backup: Good
apart: finds release
apart: verify release: Good
apart: verify backup: Good
purposes: finds release
purposes: verify release: Could not verify signature.
purposes: verify backup: Good
ended: finds backup
ended: verify release: Could not verify signature.
ended: verify backup: Good
END
echo 'as described'
