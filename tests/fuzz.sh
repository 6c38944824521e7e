#!/bin/bash
# fuzz.sh [SECONDS] [TARGET...]: builds the fuzz targets with clang and runs each that long (600 s each, all of them),
# one after the other, starting from the corpus. A finding is left in build/fuzz/found/TARGET/, and the run ends with 1.
set -u
cd "$(dirname "$0")/.." || exit 2
seconds=${1:-600}
shift
targets=("$@")
[ $# -gt 0 ] || mapfile -t targets < <(ls tests/fuzz/corpus)

cmake --preset fuzz -DBUILD_TESTING=ON >/dev/null && cmake --build --preset fuzz --target fuzz || exit 2
broken=0
for target in "${targets[@]}"; do
  corpus=build/fuzz/corpus/$target found=build/fuzz/found/$target
  mkdir -p "$corpus" "$found"
  if "build/fuzz/tests/fuzz_$target" -max_total_time="$seconds" -max_len=8192 -timeout=10 -rss_limit_mb=2048 \
    -artifact_prefix="$found/" -print_final_stats=1 "$corpus" "tests/fuzz/corpus/$target" >"$found.log" 2>&1; then
    echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$found.log") runs in $seconds s, nothing found"
  else
    echo "$target: found $(ls -A "$found" | tr '\n' ' '); see $found.log"
    broken=1
  fi
done
exit $broken
