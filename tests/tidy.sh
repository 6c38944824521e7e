# tidy.sh BUILD_DIRECTORY: clang-tidy with the checks of .clang-tidy over every source of the product.
set -u
build=${1:?a build directory with compile_commands.json}
cd "$(dirname "$0")/.." || exit 2
find apps libcore -name '*.cpp' | sort | xargs -P "$(nproc)" -n 4 clang-tidy-14 -quiet -p "$build" 2>/dev/null
