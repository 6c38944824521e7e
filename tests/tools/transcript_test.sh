# transcript_test.sh: the runner (TRANSCRIPT) notices every kind of difference, and writes down what it then accepts.
set -u
directory=$(mktemp -d "${TMPDIR:-/tmp}/pkit-transcript-XXXXXX") || exit 1
trap 'rm -rf "$directory"' EXIT
failed=0

run() { "$TRANSCRIPT" "$directory/t.t" >"$directory/log"; }

complain() {
  echo "$1:"
  cat "$directory/t.t" "$directory/log"
  failed=1
}

# Each takes a transcript from stdin.
passes() {
  cat >"$directory/t.t"
  run || complain 'refused'
}
fails() {
  cat >"$directory/t.t"
  run && complain 'passed'
  grep -q '^t\.t:1: ' "$directory/log" || complain 'failed without a place'
}
fails_until_updated() {
  fails
  UPDATE=1 run
  run || complain 'refused after the update'
}

printf 'shared=yes\n' >"$directory/shared.sh"
passes <<'END'
# What several transcripts share lies beside them.
$ . "$TRANSCRIPTS/shared.sh"; echo "$shared"
yes
END

passes <<'END'
# What is kept between steps, what varies, and what would be read as something else.
$ NAME=world; cd sub; here() { echo "$NAME"; }
$ here; ./program; cat notes.txt >&2; (exit 4)
world
run
2> kept
[4]

$ echo "r-abcdefghijklmnop $(date -u +%FT%TZ) 17 c0ffee $HOME" \
    and more
<id> <date> <n> <hex> <dir> and <any>
$ printf 'a\n\nb\n# c\n\n# d\n$ e\n[3]\n2> f\n-- g --\n\n'
a

b
# c

1> # d
1> $ e
1> [3]
1> 2> f
1> -- g --
1>
$ umask; env -u PWD -u OLDPWD -u SHLVL -u _ -u PATH -u TRANSCRIPTS env | grep -v _OPTIONS | sort
0022
HOME=<dir>
LANG=C.UTF-8
TZ=UTC

-- sub/notes.txt --
kept
-- sub/program --
#!/bin/sh
echo run
END

for expected in '' 'two' 'on' 'one two' '2> one' $'one\n[1]' $'one\none' $'one\n2> x' '<n>' '<hex>' '<id>' '<date>' 'o.e'; do
  fails_until_updated <<<"\$ echo one
$expected"
done
fails_until_updated <<<'$ echo one >&2
one'
fails_until_updated <<<'$ (exit 3)
[4]'
fails_until_updated <<<'$ printf "a\n\n# b\n\n[2]\n$ x\n\n"'
fails <<<'$ exit 0'
exit $failed
