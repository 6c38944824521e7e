# must_not_compile.sh FILE COMPILER...: the file compiles as it is, and no longer with any one of its #ifdef parts.
set -u
file=$1
shift
"$@" -fsyntax-only "$file" || {
  echo "$file does not compile as it is"
  exit 1
}
failed=0
for part in $(sed -n 's/^#ifdef //p' "$file"); do
  if "$@" -fsyntax-only "-D$part" "$file" 2>/dev/null; then
    echo "$file compiles with $part"
    failed=1
  fi
done
exit $failed
