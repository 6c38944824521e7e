#!/bin/sh
# tables.sh PKIT: man/pkit.1 with the tables of exit and error codes as this binary has them, on standard output.
# After a new code:  man/tables.sh build/release/pkit >new.1 && mv new.1 man/pkit.1
set -eu
pkit=$1

roff() { sed 's/\\/\\e/g; s/-/\\-/g'; }
exits() { "$pkit" __exits | roff | awk -F '\t' '{ print ".TP\n.B " $1 "\n" $2 }'; }
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
