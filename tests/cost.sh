# cost.sh BUILD [LABEL...]: CPU seconds that the tests of a build directory take, a line a label: what there is of unit,
# cli, system and house, or the labels that are named, as area-store. The time of a build comes from its log: see
# CONTRIBUTING.md. What fails is told, and ends with 1: a test that stops early costs little.
set -u
build=${1:?which build directory?}
shift
[ $# -gt 0 ] || set -- unit cli system house
broken=0
TIMEFORMAT='%U %S'
for label; do
  log=$build/cost-$label.log
  spent=$({ time ctest --test-dir "$build" -L "^$label\$" -LE long -j 2 --output-on-failure >"$log" 2>&1; } 2>&1) || broken=1
  count=$(sed -nE 's/.*tests? failed out of ([0-9]+).*/\1/p' "$log")
  echo "$spent" | awk -v label="$label" -v count="${count:-0}" '{ printf "%-12s %5d tests %8.1f CPU s\n", label, count, $1 + $2 }'
done
[ $broken = 0 ] || grep -h 'Failed\|\*\*\*' "$build"/cost-*.log
exit $broken
