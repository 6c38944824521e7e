#!/bin/bash
# run.sh [--long] [--area AREA]: installs what is missing, builds, makes the Debian package, runs every test with and without
# sanitizers, transcripts with them alone, and has the compilers of the other presets read every file. The last line is
# "N passed, N failed". --long runs transcripts in both builds, builds those presets, and adds the long campaigns,
# clang-tidy, a minute of each fuzz target, mutants, ThreadSanitizer, and both commands of the README in systems that have
# nothing else.
# --area runs the tests of one line of tests/AREAS and no others.
set -u
cd "$(dirname "$0")/.." || exit 2
jobs=$(nproc)
passed=0
failed=0
long=no
area=
while [ $# -gt 0 ]; do
  case $1 in
    --long) long=yes ;;
    --area)
      area=${2:-}
      if [ "$area" != other ] && ! grep -q "^$area: " tests/AREAS; then
        echo "run.sh: no area '$area' in tests/AREAS" >&2
        exit 2
      fi
      shift
      ;;
    *)
      echo "run.sh: unknown '$1'; there is --long and --area AREA" >&2
      exit 2
      ;;
  esac
  shift
done

# A build or run that ends before there are results counts as one that failed.
count() {
  passed=$((passed + $1))
  failed=$((failed + $2))
}

# build PRESET CMAKE_OPTIONS...
build() {
  local preset=$1 log=build/$1.log
  shift
  echo "== build $preset"
  mkdir -p build
  cmake --preset "$preset" "${time[@]}" "$@" >"$log" 2>&1 &&
    cmake --build --preset "$preset" -j "$jobs" >>"$log" 2>&1 && return
  grep -E 'error|Error|FAILED' "$log" | head -n 50
  echo "the build failed; all of it is in $log"
  count 0 1
  return 1
}

# compiles PRESET CMAKE_OPTIONS...: that it does is all that is asked of it here.
compiles() { build "$@" -DBUILD_TESTING=OFF && count 1 0; }

# parses PRESET CMAKE_OPTIONS...: its compiler takes each of its files.
parses() {
  echo "== parse $1"
  if bash tests/parse.sh "$@"; then count 1 0; else count 0 1; fi
}

# run PRESET CTEST_ARGUMENTS...
run() {
  local preset=$1 log=build/$1/tests.log
  shift
  echo "== test $preset"
  ctest --test-dir "build/$preset" ${area:+-L "^area-$area\$"} -j $((jobs + 1)) --output-on-failure "$@" | tee "$log"
  # 97% tests passed, 1 tests failed out of 40
  local summary='.*% tests passed, ([0-9]+) tests? failed out of ([0-9]+).*'
  read -r bad all < <(sed -nE "s/$summary/\1 \2/p" "$log")
  if [ -n "${all:-}" ]; then count $((all - bad)) "$bad"; else count 0 1; fi
}

packages=(--test)
time=(-DPKIT_LONG=OFF)
skip=(-LE 'long|debug|sanitized')
sanitized='long|release|house|repeats'
if [ $long = yes ]; then
  packages+=(--long)
  time=(-DPKIT_LONG=ON)
  skip=(-LE debug)
  sanitized='long|release|house'
  export PKIT_LONG=yes  # what is a sample otherwise is every case
fi
bash cmake/install-deps.sh "${packages[@]}" || exit 2

build release -DBUILD_TESTING=ON -DPKIT_UNIT_TESTS=OFF
released=$?
if [ -n "$area" ]; then
  export PKIT_AREA=$area  # what others have as a sample a test of its own area has whole
  [ $released -ne 0 ] || run release "${skip[@]}"
  build debug -DBUILD_TESTING=ON && run debug -LE "$sanitized"
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
fi
# The package that system.deb installs and tries: the objects are those of "release", which ccache has.
if compiles dynamic -DPKIT_UNITY=ON -DPKIT_PRECOMPILED=ON; then
  echo '== package'
  (cd build/dynamic && rm -f ./*.deb && cpack) >build/package.log 2>&1 || { cat build/package.log; count 0 1; }
  export PKIT_DEB=$(echo "$PWD"/build/dynamic/*.deb)
fi
[ $released -ne 0 ] || run release "${skip[@]}"
build debug -DBUILD_TESTING=ON && run debug -LE "$sanitized"
if [ $long = no ]; then
  # Each file by itself, tests too: what one names and does not include is an error here and in no other preset.
  # tests/includes.py sees to the standard headers, which are read once.
  parses dev -DPKIT_PRECOMPILED=ON
  parses fuzz
else
  build dev -DBUILD_TESTING=ON -DPKIT_UNIT_TESTS=ON && count 1 0
  compiles tsan
  build fuzz -DBUILD_TESTING=ON && count 1 0
  echo "== clang-tidy"
  if bash tests/tidy.sh; then count 1 0; else count 0 1; fi
  echo "== fuzzing"
  if bash tests/fuzz.sh 60; then count 1 0; else count 0 1; fi
  echo "== mutants"
  if bash tests/mutants.sh; then count 1 0; else count 0 1; fi
  echo "== ThreadSanitizer"
  if bash tests/tsan.sh; then count 1 0; else count 0 1; fi
  for system in bookworm trixie; do
    echo "== in a fresh $system"
    if bash tests/fresh.sh $system; then count 1 0; else count 0 1; fi
  done
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
