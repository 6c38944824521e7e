#!/bin/bash
# coverage.sh: which rules of the source documents, and which of their test cases, no test cites by number. Tests cite
# them in names and comments: "(A14, T-A10)", "A5 to A8".
set -u
cd "$(dirname "$0")" || exit 2

# The numbers that this tree takes on, as ranges.
rules='A1-A24 A-edge-1-A-edge-6 B1-B11 C1-C23 C-P1-C-P3 C-P5-C-P14 D1-D30 X1-X29 T-A1-T-A27 T-B1-T-B32 T-C1-T-C26 T-D1-T-D25'

# Every number cited, one a line; "A5 to A8" is all four.
cited() {
  grep -rohE --include='*.cpp' --include='*.h' --include='*.t' --include='*.sh' --include='*.py' \
    '\b(T-)?[ABCDX](-edge-|-P)?-?[1-9][0-9]?( to (T-)?[ABCDX]?(-edge-|-P)?[1-9][0-9]?)?\b' unit cli system tools faults model 2>/dev/null |
    while read -r first to last; do
      prefix=${first%%[0-9]*} from=${first##*[!0-9]} until=${last##*[!0-9]}
      for ((n = from; n <= ${until:-from}; n++)); do echo "$prefix$n"; done
    done | sort -u
}
known() {
  for range in $rules; do
    prefix=${range%%[0-9]*} last=${range##*[!0-9]} rest=${range#"$prefix"}
    for ((n = ${rest%%[!0-9]*}; n <= last; n++)); do echo "$prefix$n"; done
  done | sort -u
}

missing=$(comm -23 <(known) <(cited))
count=$(known | wc -l)
echo "$((count - $(grep -c . <<<"$missing"))) of $count rules and cases are cited by a test"
[ -z "$missing" ] || { echo 'cited by none:' && echo "$missing" | sort -V | paste -sd' ' | fold -sw 100; }
