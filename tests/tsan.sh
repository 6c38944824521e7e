#!/bin/bash
# tsan.sh: builds pkit with ThreadSanitizer and runs batches with four threads. A report of a race ends it with 1; that
# races are reported a program shows that has one.
set -u
cd "$(dirname "$0")/.." || exit 2
cmake --preset tsan -DBUILD_TESTING=OFF -DPKIT_UNIT_TESTS=OFF >build/tsan.log 2>&1 &&
  cmake --build --preset tsan --target pkit >>build/tsan.log 2>&1 || { tail -n 20 build/tsan.log; exit 2; }
PKIT_SOURCE=$PWD
PATH=$PWD/build/tsan:$PATH
directory=$(mktemp -d) || exit 2
trap 'rm -rf "$directory"' EXIT
cd "$directory" || exit 2
source "$PKIT_SOURCE/tests/tools/lib.sh"

cat >race.cpp <<'END'
#include <thread>
int main() {
  int n = 0;
  const auto add = [&] { for (int i = 0; i < 1000; ++i) ++n; };
  std::thread one(add), other(add);
  one.join();
  other.join();
  return n == 0;
}
END
"${CXX:-g++}" -std=c++20 -O2 -g -fsanitize=thread race.cpp -o race || fail 'the program with a race does not compile'
expect 66 ./race
says 'data race'

make_home home --key-type ed25519
handlers home '[ { name: servers, when: { claimed.ClientMachine: "a*" }, allow: {}, unverified: true } ]'
openssl genpkey -algorithm ed25519 -out ed25519.key 2>openssl.err
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.key 2>openssl.err
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.key 2>openssl.err
mkdir issue register issued registered
for ((i = 0; i < 120; ++i)); do
  keys=(ed25519 ec rsa)
  machine=$([ $((i % 2)) -eq 0 ] && echo a$i || echo b$i)
  openssl req -new -key "${keys[i % 3]}.key" -subj "/CN=i$i" -out "issue/$i.csr"
  openssl req -new -key "${keys[i % 3]}.key" -subj "/CN=$machine" -out "register/$machine.csr"
done
echo none >issue/broken.csr

# Exit 66 is a race's, and each report is a file.
export TSAN_OPTIONS="exitcode=66 log_path=$PWD/report second_deadlock_stack=1"
expect 5 pkit validate-csr --home home --profile agent --jobs 4 issue
expect 5 pkit issue --home home --batch issue --out issued --jobs 4
expect 5 pkit issue --home home --batch issue --out issued --jobs 4 --format json
expect 4 pkit register --home home --batch register --out registered --jobs 4
expect 0 pkit approve --home home --all --jobs 4
same 'certificates' 240 "$(certificates home)"
# Two processes in one home, of four threads each.
make_home again --key-type ec-p256
pkit issue --home again --batch issue --jobs 4 >one.out 2>&1 &
pkit issue --home again --batch issue --jobs 4 >other.out 2>&1
same 'exit of one of two' 5 $?
wait $!
same 'exit of the other of two' 5 $?
same 'certificates of two' 120 "$(certificates again)"
# Interrupted in its midst.
rm -rf again
make_home again --key-type ed25519
pkit issue --home again --batch issue --jobs 4 >interrupted.out 2>&1 &
sleep 1
kill -TERM $!  # bash lets a background job ignore SIGINT
wait $!
status=$?
[ $status -eq 143 ] || [ $status -eq 5 ] || fail "interrupted: exit $status"
sound again

for report in report.*; do
  [ -e "$report" ] || continue
  fail "ThreadSanitizer: $(head -n 40 "$report")"
done
finish
