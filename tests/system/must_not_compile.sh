# The right to have a leaf signed is made in one place: what tries otherwise does not compile, and signing is reached
# by a mandate, a ceremony or a responder's own function only (crl.cpp takes the back-dating from there, and signs no
# certificate). A stage that is given a ReadSession cannot write.
set -u

attempt() {
  "${CXX:-g++}" -std=c++20 -fsyntax-only -I "$PKIT_SOURCE/libcore" -DATTEMPT="$1" \
    "$PKIT_SOURCE/tests/compile_fail/$subject.cpp" 2>errors
}
fail() {
  echo "$1"
  cat errors
  exit 1
}
refused() {  # NUMBER WORD: does not compile, and the compiler says WORD
  attempt "$1" && fail "attempt $1 compiles"
  grep -q "$2" errors || fail "attempt $1 fails, but not because of '$2'"
}

subject=read_session
attempt 0 || fail 'reading does not compile'
refused 1 'no member named'
refused 2 'no member named'
refused 3 'no member named'
refused 4 'invalid initialization'

subject=mandate
attempt 0 || fail 'the open way does not compile'
refused 1 private
refused 2 private
refused 3 private
refused 4 deleted
refused 5 'could not convert\|no matching constructor'

# A trial's leaf is over a key whose private half is gone before it is signed, and leaves nothing.
includers=$(cd "$PKIT_SOURCE" && grep -rl '"authority/seal.h"' libcore apps | sort | tr '\n' ' ')
[ "$includers" = 'libcore/authority/authority.cpp libcore/authority/ceremony.cpp libcore/authority/crl.cpp libcore/authority/local.cpp libcore/authority/responder.cpp libcore/authority/seal.cpp libcore/authority/trial.cpp ' ] ||
  { echo "authority/seal.h is included by: $includers"; exit 1; }
