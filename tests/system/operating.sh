# The commands of pkit-operating(7) work, one after the other.
source "$PKIT_SOURCE/tests/tools/lib.sh"

sed -n '/^\.EX$/,/^\.EE$/p' "$PKIT_SOURCE/man/pkit-operating.7" | sed '/^\./d; s/\\-/-/g' >commands
same 'sections with commands' 6 "$(grep -c '^\.EX$' "$PKIT_SOURCE/man/pkit-operating.7")"
bash -ex commands >out 2>err || fail "$(tail -n 3 err)"
grep -q 'www/cert.pem: OK' out || fail 'the server certificate does not verify'
grep -q 'agent1/cert.pem: OK' out || fail 'the client certificate does not verify'
grep -q 'web1' out || fail 'the history was not taken over'
finish
