# layers_test.sh: layers.sh passes for the source as it is, and fails for each way of breaking its rules.
set -u
here=$(cd "$(dirname "$0")" && pwd)
copy=$(mktemp -d "${TMPDIR:-/tmp}/pkit-layers-XXXXXX") || exit 1
trap 'rm -rf "$copy"' EXIT
cp -r "$here/../libcore" "$here/../apps" "$copy" || exit 1
failed=0

bash "$here/layers.sh" "$copy" || {
  echo "the source as it is breaks the rules"
  failed=1
}

# breaks FILE LINE: the copy with LINE added to FILE must be refused, and because of that file.
breaks() {
  local file=$copy/$1
  mkdir -p "$(dirname "$file")"
  [ -e "$file" ] && cp "$file" "$copy/saved" || rm -f "$copy/saved"
  printf '%s\n' "$2" >>"$file"
  if found=$(bash "$here/layers.sh" "$copy"); then
    echo "not found: $2 in $1"
    failed=1
  elif [[ $found != *"$1"* && $found != *"$(dirname "$1") "* ]]; then
    echo "found in another place: $2 in $1: $found"
    failed=1
  fi
  if [ -e "$copy/saved" ]; then mv "$copy/saved" "$file"; else rm "$file"; fi
  rmdir --ignore-fail-on-non-empty "$(dirname "$file")"
}

breaks libcore/base/planted.cpp '#include "x509/name.h"'
breaks libcore/store/planted.h '#include "config/yaml.h"'
breaks libcore/store/planted.cpp '  #  include "handler/chain.h"  // hidden'
breaks libcore/handler/planted.cpp '#include "store/database.h"'
breaks libcore/policy/planted.cpp '#include "authority/authority.h"'
breaks libcore/decision/planted.cpp '#include "pkit/run.h"'
breaks libcore/decision/planted.cpp '#include "ossl/ossl.h"'
breaks libcore/base/planted.cpp '#include "text.h"'
breaks libcore/base/planted.cpp '#include "../x509/name.h"'
breaks libcore/view/planted.cpp '#include "store/planted/rows.h"'
breaks libcore/store/planted.h '#include "store/planted/rows.h"'
breaks libcore/store/planted/planted.cpp '#include "store/other/rows.h"'
breaks libcore/planted/planted.cpp '#include "base/text.h"'
breaks libcore/base/planted.h '#include <nlohmann/json.hpp>'
breaks libcore/config/planted.cpp '#include <yaml-cpp/yaml.h>'
breaks libcore/handler/planted.cpp '#include <re2/re2.h>'
breaks libcore/store/planted.cpp '#include <sqlite3.h>'
breaks libcore/decision/planted.cpp '#include <openssl/evp.h>'
breaks apps/pkit/planted.cpp '#include <openssl/evp.h>'
breaks libcore/base/planted.cpp '#include <unistr.h>'
breaks libcore/authority/planted.cpp '#include "x509/der.h"'
breaks libcore/base/planted.cpp '#include <iostream>'
breaks libcore/base/planted.cpp 'void end() { exit(1); }'
breaks libcore/base/planted.cpp 'void f() try { } catch (...) { }'
exit $failed
