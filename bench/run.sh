#!/bin/bash
# run.sh [--quick | --server]: measures pkit against its peers and against what the machine can do, both builds in one
# interleaved run, and prints one table. --quick: three rounds, and nothing that takes minutes; its figures mean little.
# --server: the rows about PostgreSQL alone, and what they are held against.
# What was measured stays in build/bench/: samples, plans and homes. Ends with 1 where something could not be measured,
# and with 0 whether or not the goals are met.
set -eu
cd "$(dirname "$0")/.."
source bench/peers.sh
source bench/fill.sh
source bench/homes.sh
source bench/plans.sh
source bench/server.sh

rounds=25 long_rounds=5 million=1000000
rows=all
if [ "${1:-}" = --server ]; then rows=server; fi
if [ "${1:-}" = --quick ]; then rounds=3 long_rounds=1 million=20000; fi
[ "$(id -u)" -ne 0 ] || cmake/install-deps.sh --bench

work=$PWD/build/bench
rm -rf "$work"
mkdir -p "$work"
for preset in release dynamic; do
  cmake --preset $preset -DPKIT_BENCH=ON >"$work/$preset.log" 2>&1
  cmake --build --preset $preset -j "$(nproc)" >>"$work/$preset.log" 2>&1 || { tail -n 30 "$work/$preset.log"; exit 1; }
done
tools=$PWD/build/release/bench
declare -A pkit=([static]=$PWD/build/release/pkit [dynamic]=$PWD/build/dynamic/pkit)

cd "$work"
: >absent
: >samples
make_requests
make_peers
make_homes
make_server_homes
# those FUNCTION...: the plans that are measured.
those() { for plan in "$@"; do $plan; done | if [ "$rows" = server ]; then grep -E '^(issue\.|batch-10000|server-)'; else cat; fi; }
echo "== $rounds rounds of one-shot commands"
those one_shot_plan server_one_shot_plan >one-shot.plan
"$tools/measure" "$rounds" one-shot.plan >>samples
echo "== $long_rounds rounds of long ones"
those long_plan server_long_plan >long.plan
"$tools/measure" "$long_rounds" long.plan >>samples
echo "== memory of the longest"
if [ "$rows" = all ]; then
  once_plan >once.plan
  "$tools/measure" 1 once.plan >>samples
fi

describe_machine
awk -f ../../bench/table.awk ../../bench/goals absent samples
