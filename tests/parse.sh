# parse.sh PRESET [CMAKE_OPTIONS...]: every file of that preset, as its own compiler reads it, and no object made of any:
# a fifth of what a build costs. What is wrong is printed, and it ends with 1.
set -u
cd "$(dirname "$0")/.." || exit 2
preset=${1:?PRESET}
shift
tree=build/$preset-parsed
log=build/$preset-parsed.log
mkdir -p build
cmake --preset "$preset" -B "$tree" -DCMAKE_EXPORT_COMPILE_COMMANDS=ON -DBUILD_TESTING=ON -DPKIT_LINK_COMMANDS=OFF "$@" >"$log" 2>&1 &&
  if ninja -C "$tree" -t targets all | grep -q '^pkit_std:'; then cmake --build "$tree" --target pkit_std >>"$log" 2>&1; fi || {
  tail -n 30 "$log"
  exit 1
}
# What compiles each file, but for where its object would go.
sed -nE 's/^ *"command": "(.*)",$/\1/p' "$tree/compile_commands.json" | sed -E 's/\\"/"/g; s/\\\\/\\/g; s/ -o [^ ]+ -c / -fsyntax-only /' |
  grep -v 'cmake_pch.hxx.cxx$' >"$tree/commands"
[ -s "$tree/commands" ] || {
  echo "$tree/compile_commands.json has no file to read"
  exit 1
}
cd "$tree" && xargs -d '\n' -P "$(nproc)" -I{} sh -c {} <commands
