# house.sh [ROOT]: hard limits on the source itself. Prints what breaks them, and ends with 1 if anything does.
# PKIT: the binary whose exports are looked at where PKIT_STATIC is ON.
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "${1:-$here/..}" || exit 2
broken=0
shopt -s lastpipe  # refuse, at the end of a pipe, sets a variable of ours

# refuse WHY: every line of stdin breaks the rule.
refuse() {
  local lines
  lines=$(cat)
  [ -z "$lines" ] && return
  printf '%s\n  -- %s\n' "$lines" "$1"
  broken=1
}

sources() { find apps libcore -name '*.cpp' -o -name '*.h' | sort; }

# A code stands after its kind, or is handed to one of the functions that make faults.
used_codes() {
  sources | grep -v '^libcore/base/codes.*[.]cpp$' | xargs cat | tr '\n' ' ' |
    grep -oP '(Kind::\w+,\s*|\b(add|fault|fail|refuse|deny)\((?:[^"();]|\([^()]*\))*)"\K[a-z0-9_]+\.[a-z0-9_.]+(?=")' | sort -u
}
known_codes() { find libcore/base -path '*/codes*.cpp' -exec grep -ohP '^\s*\{"\K[^"]+(?=",)' {} + | sort; }
literals() { sources | grep -v '^libcore/base/codes.*[.]cpp$' | xargs grep -ohP '"\K[a-z0-9_.]+(?=")' | sort -u; }

sources | xargs wc -l | awk '$2 != "total" && $1 > 400' | refuse 'no file is longer than 400 lines'

# ctags knows where a function ends.
sources | ctags --languages=C++ --kinds-C++=f --fields=+ne -L - -f - |
  awk -F'\t' '{ for (i = 4; i <= NF; i++) { if ($i ~ /^line:/) first = substr($i, 6); if ($i ~ /^end:/) last = substr($i, 5) }
                if (last - first + 1 > 60) print $2 ":" first ": " $1 " has " last - first + 1 " lines" }' |
  refuse 'no function is longer than 60 lines'

comm -23 <(used_codes) <(known_codes) | refuse 'every code is a row of libcore/base/codes.cpp'
known_codes | uniq -d | refuse 'every code has one row'
comm -23 <(known_codes) <(literals) | refuse 'every row of libcore/base/codes.cpp is used'

git_or_find() { git ls-files 2>/dev/null || find . -type f -not -path './build/*' -not -path './.git/*'; }
git_or_find | grep -vE '^(\./)?tests/house\.sh$|\.keep$|tests/data/cyclonedx/' |
  xargs -d '\n' grep -nIE '/w[o]rk/|/tmp/[b]-|\.\./sh[a]red|\b(TODO|FIXME|XXX)\b' 2>/dev/null |
  refuse 'nothing of one machine, and nothing left for later'

python3 "$here/includes.py" | refuse 'what names something of the standard library includes its header'

# Each version lays out a little differently; Debian 13 has none of version 14.
if command -v clang-format-14 >/dev/null; then
  find apps libcore tests/unit tests/tools tests/fuzz -name '*.cpp' -o -name '*.h' | sort |
    xargs clang-format-14 --dry-run -Werror 2>&1 | sed -n 's/:[0-9]*:[0-9]*: error: .*//p' | sort -u | refuse 'clang-format-14 has nothing to change'
else
  echo 'skipped: the layout, which clang-format-14 decides on, is looked at on Debian 12'
fi

# What libc's headers make a program define (stdout, environ) carries libc's version.
if [ "${PKIT_STATIC:-OFF}" = ON ] && [ -n "${PKIT:-}" ]; then
  nm -D --defined-only "$PKIT" | grep -v '@GLIBC' | refuse 'the program exports no symbol'
fi

exit $broken
