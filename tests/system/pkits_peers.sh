# runs: release
# long: yes
# timeout: 900
# How often pkit, OpenSSL, GnuTLS, Java and Go agree with what NIST's Public Key Interoperability Test Suite expects of
# its end entities, each as its users can best ask it: a table, and that pkit agrees most often and accepts nothing that
# is invalid. By hand: PKIT=... PKIT_SOURCE=... bash tests/tools/in_fresh_directory.sh tests/system/pkits_peers.sh
source "$PKIT_SOURCE/tests/tools/lib.sh"
/usr/bin/python3 "$PKIT_SOURCE/tests/tools/pkits.py"
cat all.crl bad.crl >every.crl  # only pkit calls the broken one no CRL at all

by_pkit() {
  pkit validate-cert leaves/*.pem --root root.pem --intermediate pool.pem --crl all.crl --require-crl all --format json "$@" \
    2>err | jq -r '((.data.file // .error.message) | sub(".*leaves/"; "") | sub("\\.pem.*"; "")) +
    (if .ok then " accepted" else " refused" end)'
}
# each PROGRAM ARGUMENT...: asked of every leaf, with what may lie above it.
each() {
  local name
  while read -r name _; do "$@" "$name" >out 2>err && echo "$name accepted" || echo "$name refused"; done <expected
}
openssl_verify() {
  openssl verify -policy 2.5.29.32.0 -policy_check -CAfile root.pem -untrusted "chains/$1.pem" -CRLfile every.crl \
    -crl_check_all -extended_crl -use_deltas "leaves/$1.pem"
}
certtool_verify() {
  cat "leaves/$1.pem" "chains/$1.pem" >chain.pem
  certtool --verify --load-ca-certificate root.pem --load-crl every.crl --infile chain.pem
}
# It reads no CRLs.
cfssl_bundle() { cfssl bundle -ca-bundle root.pem -int-bundle "chains/$1.pem" -cert "leaves/$1.pem"; }

by_pkit >pkit
by_pkit --lenient >'pkit --lenient'
each openssl_verify >OpenSSL
each certtool_verify >GnuTLS
each cfssl_bundle >Go
java -XX:+UseSerialGC "$PKIT_SOURCE/tests/tools/Pkits.java" root.pem every.crl leaves chains >Java

total=$(wc -l <expected)
wrongly() { LC_ALL=C comm -13 expected "$1.sorted" | grep -c " $2\$"; }
printf '%-16s %5s of %d   accepts what is invalid   refuses what is valid\n' program agree "$total"
best=0
for program in pkit 'pkit --lenient' OpenSSL GnuTLS Java Go; do
  LC_ALL=C sort "$program" >"$program.sorted"
  same "verdicts of $program" "$total" "$(wc -l <"$program")"
  agree=$(LC_ALL=C comm -12 expected "$program.sorted" | wc -l)
  printf '%-16s %5d %26d %23d\n' "$program" "$agree" "$(wrongly "$program" accepted)" "$(wrongly "$program" refused)"
  case $program in
    pkit*)
      same "invalid ones that $program accepts" 0 "$(wrongly "$program" accepted)"
      [ "$best" = 0 ] || [ "$agree" -ge "$best" ] || fail "$program agrees $agree times, and the strict stance $best"
      [ "$best" != 0 ] || best=$agree
      ;;
    *) [ "$agree" -lt "$best" ] || fail "$program agrees $agree times, and pkit $best" ;;
  esac
done
finish
