# The OCSP responder of OpenSSL: once a row of the index is marked as expired, its certificate has no status, not even "unknown".
#
# Guessed: each certificate that is asked about gets one of good, revoked and unknown, as RFC 6960 2.2 has it. Seen with
# OpenSSL 3.0.19 (Debian 12): after `openssl ca -updatedb` has set "E", `openssl ocsp -index` signs a successful answer in
# which that certificate does not occur at all, and one about it alone is empty; a number that was never issued is
# "unknown". A client says "No Status found" and ends with 1, and so fails for all it asked about at once, where a night's
# -updatedb came between: who looks into old signatures, or is a second late, needs an index that is kept as V and R.
# Needs openssl. Ends with 1 where it behaves otherwise.
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
openssl version
make() { openssl req "$@" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes 2>/dev/null; }
make -x509 -keyout ca.key -out ca.pem -subj /CN=ca
make -keyout leaf.key -out leaf.csr -subj /CN=leaf
printf '[ca]\ndefault_ca=d\n[d]\ndatabase=rows\ndefault_md=sha256\n' >ca.cnf
printf '%s\t\t%s\tunknown\t/CN=%s\n' $'V\t200101000000Z' 05 past $'V\t491231000000Z' 06 current >rows
for number in 5 6 7; do
  openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -set_serial $number -out $number 2>/dev/null
done
# ask NUMBERS...: what the responder says of these certificates, and the status that the client ends with.
ask() {
  openssl ocsp -issuer ca.pem "${@/#/-cert=}" -no_nonce -reqout request
  openssl ocsp -index rows -CA ca.pem -rsigner ca.pem -rkey ca.key -reqin request -respout answer 2>/dev/null
  if openssl ocsp -issuer ca.pem "${@/#/-cert=}" -no_nonce -CAfile ca.pem -respin answer >said 2>/dev/null
  then said=0; else said=$?; fi
  echo "$(openssl ocsp -respin answer -noverify -text | grep -o 'Response Status: [a-z]*');" \
    "$(grep -o '^[567]: .*' said | tr '\n' ';') ends with $said"
}
{
  ask 5 6 7
  openssl ca -config ca.cnf -cert ca.pem -keyfile ca.key -updatedb 2>/dev/null
  cut -c1 rows | tr '\n' ' '
  ask 5 6 7
  ask 5
} | tee told
diff told - <<'END'
Response Status: successful; 5: good;6: good;7: unknown; ends with 0
E V Response Status: successful; 5: ERROR: No Status found.;6: good;7: unknown; ends with 1
Response Status: successful; 5: ERROR: No Status found.; ends with 1
END
echo 'as described'
