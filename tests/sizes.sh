# sizes.sh [ROOT]: how long files and functions of the source are: median, nine of ten, the longest. Ends with 1 where
# they have grown past what this page permits: then something does more than one thing.
set -u
cd "${1:-$(dirname "$0")/..}" || exit 2

sources() { find apps libcore -name '*.cpp' -o -name '*.h' | sort; }

# What 'wc -l' says of each, and the lines that ctags gives each function.
files() { sources | xargs wc -l | awk '$2 != "total" { print $1 }'; }
functions() {
  sources | ctags --languages=C++ --kinds-C++=f --fields=+ne -L - -f - |
    awk -F'\t' '{ for (i = 4; i <= NF; i++) { if ($i ~ /^line:/) first = substr($i, 6); if ($i ~ /^end:/) last = substr($i, 5) }
                  print last - first + 1 }'
}

# report WHAT MEDIAN P90: reads a number a line.
report() {
  sort -n | awk -v what="$1" -v median="$2" -v ninety="$3" '
    { line[NR] = $1 }
    END {
      middle = line[int((NR + 1) / 2)]; most = line[int(NR * 0.9 + 0.5)]
      printf "%s: %d, median %d, nine of ten up to %d, the longest %d lines\n", what, NR, middle, most, line[NR]
      if (middle > median || most > ninety) { printf "  -- not over %d and %d\n", median, ninety; exit 1 }
    }'
}

broken=0
files | report files 61 161 || broken=1
functions | report functions 5 14 || broken=1
exit $broken
