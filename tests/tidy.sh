# tidy.sh: clang-tidy with the checks of .clang-tidy over every source of the product. It cannot read g++'s precompiled
# headers, so it has a configuration of its own, which is never built.
set -u
cd "$(dirname "$0")/.." || exit 2
build=build/tidy
cmake -S . -B "$build" -DPKIT_PRECOMPILED=OFF -DBUILD_TESTING=OFF >/dev/null || exit 2
find apps libcore -name '*.cpp' | sort | xargs -P "$(nproc)" -n 4 clang-tidy-14 -quiet -p "$build" 2>/dev/null
