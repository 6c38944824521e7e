# What README.md shows on its first screen is what happens, but for ids, serials, times and the directory.
source "$PKIT_SOURCE/tests/tools/lib.sh"

# A command and its further lines begin with "$ " and go on after a backslash; the rest of the block is what it prints.
between='/^```console$/,/^```$/'
sed -n "$between p" "$PKIT_SOURCE/README.md" | sed '/^```/d' >shown
grep -q '^\$ pkit register' shown || fail 'README.md shows no pkit'
awk '/^\$ / || more { line = $0; sub(/^\$ /, "", line); print "cat <<\"TYPED\"\n" $0 "\nTYPED"; command = command line "\n"
       more = /\\$/; if (!more) { printf "%s", command; command = "" } }' shown >commands

bash commands >happened 2>&1
same 'the exit of the last command' 0 $?
without_chance() {
  sed -E "s#$PWD#/srv/demo#g; s/\b([roc])-[a-z2-7]{16}\b/\1-ID/g; s/[0-9a-f]{32}/SERIAL/g
    s/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z/TIME/g" "$1"
}
diff <(without_chance shown) <(without_chance happened) || fail 'README.md shows something else'
finish
