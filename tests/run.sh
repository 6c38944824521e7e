#!/bin/bash
# run.sh [--long]: installs what is missing, builds release and debug (ASan and UBSan), runs every test. The last line
# is "N passed, N failed". --long adds the long campaigns, clang-tidy, a minute of each fuzz target, mutants,
# ThreadSanitizer, and both commands of the README in a system that has nothing else.
set -u
cd "$(dirname "$0")/.." || exit 2
jobs=$(nproc)
passed=0
failed=0
long=no
[ "${1:-}" = --long ] && long=yes

# A build or run that ends before there are results counts as one that failed.
count() {
  passed=$((passed + $1))
  failed=$((failed + $2))
}

build() {
  local preset=$1 log=build/$1.log
  shift
  echo "== build $preset"
  mkdir -p build
  cmake --preset "$preset" -DBUILD_TESTING=ON "${time[@]}" "$@" >"$log" 2>&1 &&
    cmake --build --preset "$preset" -j "$jobs" >>"$log" 2>&1 && return
  grep -E 'error|Error|FAILED' "$log" | head -n 50
  echo "the build failed; all of it is in $log"
  count 0 1
  return 1
}

# run PRESET CTEST_ARGUMENTS...
run() {
  local preset=$1 log=build/$1/tests.log
  shift
  echo "== test $preset"
  ctest --test-dir "build/$preset" -j $((jobs + 1)) --output-on-failure "$@" | tee "$log"
  # 97% tests passed, 1 tests failed out of 40
  local summary='.*% tests passed, ([0-9]+) tests? failed out of ([0-9]+).*'
  read -r bad all < <(sed -nE "s/$summary/\1 \2/p" "$log")
  if [ -n "${all:-}" ]; then count $((all - bad)) "$bad"; else count 0 1; fi
}

packages=(--test)
time=(-DPKIT_LONG=OFF)
skip=(-LE 'long|debug')
sanitized='long|release|house|repeats'
if [ $long = yes ]; then
  packages+=(--long)
  time=(-DPKIT_LONG=ON)
  skip=(-LE debug)
  sanitized='long|release|house'
  export PKIT_LONG=yes  # what is a sample otherwise is every case
fi
bash cmake/install-deps.sh "${packages[@]}" || exit 2

build release -DPKIT_UNIT_TESTS=OFF && run release "${skip[@]}"
build debug && run debug -LE "$sanitized"
if [ $long = yes ]; then
  echo "== clang-tidy"
  if bash tests/tidy.sh; then count 1 0; else count 0 1; fi
  echo "== fuzzing"
  if bash tests/fuzz.sh 60; then count 1 0; else count 0 1; fi
  echo "== mutants"
  if bash tests/mutants.sh; then count 1 0; else count 0 1; fi
  echo "== ThreadSanitizer"
  if bash tests/tsan.sh; then count 1 0; else count 0 1; fi
  echo "== in a fresh system"
  if bash tests/fresh.sh; then count 1 0; else count 0 1; fi
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
