# openssl: of its checks some end with 0 when the answer is no, and `openssl ca -status` ends with 1 when there is an answer.
#
# Guessed: a check tells by its exit status, as `openssl verify` and x509 -checkend do. Seen with OpenSSL 3.0.19 (Debian 12):
# `openssl x509 -checkhost` ends with 0 for a host that the certificate does not have, and so do -checkip and -checkemail;
# `openssl crl -CAfile` ends with 0 after "verify failure", where a CA of the same name has another key, and with 1 where no such
# CA is in the file; `openssl ocsp` ends with 0 for a revoked certificate; `openssl ca -status` ends with 1 for each number, be
# it valid, revoked or none. certtool's --verify --verify-hostname and --verify-crl end with 1. A script with these reads what
# openssl prints ("does match", "verify OK", ": good"), never $? alone, and does not stop at ca -status.
# Needs openssl and certtool. Ends with 1 where one of them behaves otherwise.
set -eu
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
openssl version
certtool --version | head -n 1
make() { openssl req "$@" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes 2>/dev/null; }
for file in ca same; do make -x509 -keyout $file.key -out $file.pem -subj /CN=ca; done
make -x509 -keyout other.key -out other.pem -subj /CN=other
make -keyout leaf.key -out leaf.csr -subj /CN=leaf
echo subjectAltName=DNS:a.example,IP:10.0.0.1,email:a@a.example >leaf.ext
openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -set_serial 5 -extfile leaf.ext -out leaf.pem 2>/dev/null
printf '[ca]\ndefault_ca=d\n[d]\ndatabase=rows\ndefault_md=sha256\ndefault_crl_days=9\n' >ca.cnf
printf '%s\tunknown\t/CN=leaf\n' $'R\t491231000000Z\t261101000000Z\t05' $'V\t491231000000Z\t\t06' >rows
openssl ca -config ca.cnf -cert ca.pem -keyfile ca.key -gencrl -out ca.crl 2>/dev/null
openssl ocsp -no_nonce -issuer ca.pem -cert leaf.pem -reqout request
openssl ocsp -index rows -CA ca.pem -rsigner ca.pem -rkey ca.key -reqin request -respout answer -ndays 1 2>/dev/null
# ended SAID COMMAND...: what it said of that kind, and its status.
ended() {
  if "${@:2}" >said 2>&1; then status=0; else status=$?; fi
  echo "${*:2:5}: $(grep -oE "$1" said | head -n 1), $status"
}
x509() { openssl x509 -in leaf.pem -noout "$@"; }
status() { openssl ca -config ca.cnf -status "$1"; }
{
  for host in a.example b.example; do ended 'does.*match' x509 -checkhost $host; done
  for address in 10.0.0.1 10.0.0.2; do ended 'does.*match' x509 -checkip $address; done
  for email in a@a.example b@a.example; do ended 'does.*match' x509 -checkemail $email; done
  ended 'will.*' x509 -checkend 999999999
  for file in ca same other; do ended 'verify [A-Za-z]*|Error getting.*' openssl crl -CAfile $file.pem -in ca.crl -noout; done
  ended 'leaf.pem: .*' openssl ocsp -no_nonce -respin answer -CAfile ca.pem -issuer ca.pem -cert leaf.pem
  for number in 05 06 07; do ended 'Valid|Revoked|Error' status $number; done
  ended 'is trusted|NOT trusted' certtool --verify-crl --infile ca.crl --load-ca-certificate same.pem
  ended 'NOT trusted' certtool --verify --verify-hostname b.example --infile leaf.pem --load-ca-certificate ca.pem
} | tee told
diff told - <<'END'
x509 -checkhost a.example: does match, 0
x509 -checkhost b.example: does NOT match, 0
x509 -checkip 10.0.0.1: does match, 0
x509 -checkip 10.0.0.2: does NOT match, 0
x509 -checkemail a@a.example: does match, 0
x509 -checkemail b@a.example: does NOT match, 0
x509 -checkend 999999999: will expire, 1
openssl crl -CAfile ca.pem -in: verify OK, 0
openssl crl -CAfile same.pem -in: verify failure, 0
openssl crl -CAfile other.pem -in: Error getting CRL issuer certificate, 1
openssl ocsp -no_nonce -respin answer: leaf.pem: revoked, 0
status 05: Revoked, 1
status 06: Valid, 1
status 07: Error, 1
certtool --verify-crl --infile ca.crl --load-ca-certificate: NOT trusted, 1
certtool --verify --verify-hostname b.example --infile: NOT trusted, 1
END
echo 'as described'
