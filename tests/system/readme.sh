# What README.md shows on its first screen, a certificate's whole life, is what happens, but for ids, serials, times and
# the directory; and nothing in it is wider than a screen.
# runs: release
source "$PKIT_SOURCE/tests/tools/lib.sh"

between='/^```console$/,/^```$/'
sed -n "$between p" "$PKIT_SOURCE/README.md" | sed '/^```/d' >shown
for step in register approve issue renew rotate-key revoke crl identity-from-cert; do
  grep -q "pkit $step " shown || fail "README.md shows no $step"
done
grep -n '.\{121\}' "$PKIT_SOURCE/README.md" | grep -v '^[0-9]*:|' >wide
same 'lines of README.md over 120 characters' '' "$(<wide)"
grep -n '.\{117\}' shown >wide
same 'lines of what it shows over 116 characters' '' "$(<wide)"

# A command begins with "$ " and goes on until the shell has all of it; the rest is what it prints, where a line that
# begins with four spaces is the end of a long one.
command=
while IFS= read -r line; do
  [[ -n $command || $line == '$ '* ]] || continue
  [[ -n $command ]] && line=$command$'\n'$line
  if [[ $line == *\\ ]] || ! bash -n <<<"${line#'$ '}" 2>/dev/null; then
    command=$line
    continue
  fi
  printf 'cat <<"TYPED"\n%s\nTYPED\n%s\n' "$line" "${line#'$ '}"
  command=
done <shown >commands

timeout 60 bash commands >happened 2>&1
same 'the exit of the last command' 0 $?
without_chance() {
  sed -E "s#$PWD#/srv/demo#g; s/\b([roc])-[a-z2-7]{16}\b/\1-ID/g; s/[0-9a-f]{32}/SERIAL/g
    s/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z/TIME/g" "$1" | sed -E ':all; N; $!b all; s/\n {4,}/ /g'
}
diff <(without_chance shown) <(without_chance happened) || fail 'README.md shows something else'
finish
