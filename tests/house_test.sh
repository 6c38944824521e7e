# house_test.sh: house.sh passes for a small sound tree, and fails for each way of breaking its limits.
set -u
here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d "${TMPDIR:-/tmp}/pkit-house-XXXXXX") || exit 1
trap 'rm -rf "$tree"' EXIT
failed=0
mkdir -p "$tree"/{apps,libcore/base,tests/unit,tests/tools,tests/fuzz}
cp "$here/../.clang-format" "$tree"

cat >"$tree/libcore/base/codes.cpp" <<'END'
constexpr CodeRow kCodes[] = {
    {"file.read", Kind::state, "a file cannot be read"},
};
END
cat >"$tree/libcore/base/file.cpp" <<'END'
void read() { throw Error(Kind::state, "file.read", "it cannot be read"); }
END
unset PKIT
bash "$here/house.sh" "$tree" || {
  echo "the sound tree is refused"
  failed=1
}

# breaks WHY TEXT: with TEXT as a file more, the tree must be refused for that reason.
breaks() {
  printf '%s\n' "$2" >"$tree/libcore/base/planted.cpp"
  if found=$(bash "$here/house.sh" "$tree") || [[ $found != *"-- $1"* ]]; then
    echo "not found: $1: $found"
    failed=1
  fi
  rm "$tree/libcore/base/planted.cpp"
}

breaks 'no file is longer' "$(yes '// line' | head -n 401)"
breaks 'no function is longer' "void f() {
$(yes '  g();' | head -n 60)
}"
breaks 'every code is a row' 'void f() { throw Error(Kind::state, "file.unknown", "it"); }'
breaks 'every code is a row' 'void f() { throw Error(Kind::state,
 "file.unknown", "it"); }'
breaks 'every code is a row' 'Fault f() { return Fault{Kind::input, "file.unknown", {}, "it", {}}; }'
breaks 'every code is a row' 'void f() { faults.add(value.at(), "file.unknown", "it"); }'
breaks 'nothing of one machine' '// TO''DO: later'
breaks 'nothing of one machine' '// see /wo''rk/notes'
breaks 'what names something of the standard library' 'std::map<int, int> a;'
! command -v clang-format-14 >/dev/null || breaks 'clang-format-14 has nothing' 'void  f( ) ;'

printf '    {"file.unused", Kind::state, "x"},\n' >>"$tree/libcore/base/codes.cpp"
bash "$here/house.sh" "$tree" | grep -q 'every row of libcore/base/codes.cpp is used' || {
  echo "a row that nothing uses is not found"
  failed=1
}
exit $failed
