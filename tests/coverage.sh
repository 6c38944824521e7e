#!/bin/bash
# coverage.sh: which rules of the source documents, and which of their test cases, no test cites by number. Tests cite
# them in names and comments: "(A14, T-A10)", "A5 to A8".
set -u
cd "$(dirname "$0")" || exit 2

# The cases, as ranges; the rules are the rows of docs/RULES.md.
cases='T-A1-T-A27 T-B1-T-B32 T-C1-T-C26 T-D1-T-D25'

# Every number cited, one a line; "A5 to A8" is all four.
cited() {
  grep -rohE --include='*.cpp' --include='*.h' --include='*.t' --include='*.sh' --include='*.py' \
    '\b(T-)?[ABCDX](-edge-|-P|-S)?-?[1-9][0-9]?( to (T-)?[ABCDX]?(-edge-|-P|-S)?[1-9][0-9]?)?\b' unit cli system tools faults model 2>/dev/null |
    while read -r first to last; do
      prefix=${first%%[0-9]*} from=${first##*[!0-9]} until=${last##*[!0-9]}
      for ((n = from; n <= ${until:-from}; n++)); do echo "$prefix$n"; done
    done | sort -u
}
known() {
  {
    sed -n 's/^| \([ABCDX][-A-Za-z]*[0-9]*\) |.*/\1/p' ../docs/RULES.md
    for range in $cases; do
      prefix=${range%%[0-9]*} last=${range##*[!0-9]} rest=${range#"$prefix"}
      for ((n = ${rest%%[!0-9]*}; n <= last; n++)); do echo "$prefix$n"; done
    done
  } | sort -u
}

missing=$(comm -23 <(known) <(cited))
count=$(known | wc -l)
echo "$((count - $(grep -c . <<<"$missing"))) of $count rules and cases are cited by a test"
[ -z "$missing" ] || { echo 'cited by none:' && echo "$missing" | sort -V | paste -sd' ' | fold -sw 100; }
