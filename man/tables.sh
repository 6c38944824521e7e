#!/bin/sh
# tables.sh PKIT: man/pkit.1 with the tables of commands, exit and error codes as this binary has them, on standard output.
# After a new code:  man/tables.sh build/release/pkit >new.1 && mv new.1 man/pkit.1
set -eu
pkit=$1

roff() { sed 's/\\/\\e/g; s/-/\\-/g'; }
exits() { "$pkit" __exits | roff | awk -F '\t' '{ print ".TP\n.B " $1 "\n" $2 }'; }
# Each group once, with all of its commands, in the order of the help.
commands() {
  "$pkit" __commands | roff | awk -F '\t' '
    !($3 in listed) { groups[++n] = $3 }
    { listed[$3] = listed[$3] ".TP\n.B pkit " $1 "\n" toupper(substr($2, 1, 1)) substr($2, 2) ".\n" }
    END { for (i = 1; i <= n; i++) printf ".SS \"%s\"\n%s", groups[i], listed[groups[i]] }'
}
pages() { "$pkit" __commands | cut -f 1 | tr ' ' - | LC_ALL=C sort | roff | awk '{ print ".BR pkit\\-" $1 " (1) ," }'; }
codes() { "$pkit" __codes | roff | awk -F '\t' '{ print ".TP\n.B " $1 "\n(" $2 ") " $3 }'; }

while IFS= read -r line; do
  case $line in
    '.\" table: '*)
      printf '%s\n' "$line"
      "${line##* }"
      skip=yes
      ;;
    '.\" end')
      printf '%s\n' "$line"
      skip=
      ;;
    *) [ -n "${skip:-}" ] || printf '%s\n' "$line" ;;
  esac
done <"$(dirname "$0")/pkit.1"
