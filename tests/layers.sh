# layers.sh [ROOT]: does the source hold to libcore/LAYERS, and does each foreign header stay in its one home?
# Prints every line that does not, and ends with 1 if there is one.
set -u
cd "${1:-$(dirname "$0")/..}" || exit 2

# Foreign headers and the files that alone may include them.
homes='
<nlohmann/                             ^libcore/base/json[.]cpp
<yaml-cpp/                             ^libcore/config/yaml[.]cpp
<re2/                                  ^libcore/pattern/regex[.]cpp
<sqlite3                               ^libcore/store/sqlite/(connection|kept_log)[.]cpp
<zlib[.]h>                             ^libcore/store/entities/packed[.]cpp
<openssl/                              ^(libcore/(ossl|x509|ssh|digest)/|apps/http/signature[.]cpp)
<curl/                                 ^apps/http/post[.]cpp
<libxml/                               ^apps/realm-xml/read[.]cpp
<p11-kit/                              ^apps/pkcs11/token[.]h
<uni(case|ctype|norm|str|types)[.]h     ^libcore/(base/fold|x509/names/name_norm)[.]cpp
<iostream>                             ^apps/
"x509/der[.]h"                          ^libcore/x509/
'

# FILE:LINE:INCLUDED, with its quotes or brackets.
includes() {
  grep -rnE --include='*.h' --include='*.cpp' '^[[:space:]]*#[[:space:]]*include' libcore apps |
    sed -E 's/^([^:]+:[0-9]+):[[:space:]]*#[[:space:]]*include[[:space:]]*/\1:/; s/[[:space:]]*\/\/.*$//'
}

check_includes() {
  awk -F: -v homes="$homes" '
    BEGIN { count = split(homes, word, " "); for (i = 1; i < count; i += 2) home[word[i]] = word[i + 1] }
    FILENAME == "libcore/LAYERS" { if (!/^#/) may[$1] = " " $1 " " $2 " "; next }
    function complain(why) { print $0 ": " why; broken = 1 }
    # What lies in this folder of the room is included, by a file in the folder `here` or, where that is "", in the room.
    function check_folder(folder, room, here) {
      if (room != module) complain(room "/" folder " is its room\47s own")
      else if (here == "" && $1 ~ /[.]h$/) complain("what a room promises knows none of its folders")
      else if (here != "" && here != folder && index(may[room "/" here], " " folder " ") == 0)
        complain(room "/" here " may not include " folder)
    }
    {
      steps = split($1, part, "/"); module = part[2]; included = $3
      for (header in home)
        if (included ~ "^" header && $1 !~ home[header]) complain("only " home[header] " may include this")
      if (part[1] != "libcore" || included !~ /^"/) next
      other = substr(included, 2); sub(/\/.*/, "", other)
      if (!(module in may)) complain(module " is not in libcore/LAYERS")
      else if (included ~ /\.\.|^"[^\/]*$/) complain("an include names its module: \"module/file.h\"")
      else if (index(may[module], " " other " ") == 0) complain(module " may not include " other)
      else if (split(included, step, "/") > 2) check_folder(step[2], other, steps == 4 ? part[3] : "")
    }
    END { exit broken }' libcore/LAYERS <(includes)
}

# Only the program writes to its streams, ends itself or catches everything.
check_calls() {
  ! grep -rnE --include='*.h' --include='*.cpp' \
    'std::(cout|cerr|printf|puts|abort|quick_exit)|fprintf\(|(^|[;{ :])exit\([^)]|catch \(\.\.\.\)' libcore
}

check_includes
includes_hold=$?
check_calls && exit $includes_hold
echo "libcore does what only apps/pkit does"
exit 1
