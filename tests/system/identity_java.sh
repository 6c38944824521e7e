# runs: release
# timeout: 120
# Document D's certificate object (D26, D30), told by pkit and by Java's own classes of the same certificates: names in
# every string type, of many attributes, serials of every length and sign, dates from 1950 to 9999, eight algorithms.
source "$PKIT_SOURCE/tests/tools/lib.sh"
tools=$PKIT_SOURCE/tests/tools

# Java 17 takes the octets of T61String and BMPString for UTF-8, as X500Principal's texts have them here. Java 21 decodes
# them, so that there the names are in the other types.
strings=()
[[ $(java -version 2>&1) == *'version "17'* ]] || strings=(utf8 printable ascii universal digits)
python3 "$tools/odd_certificates.py" odd "${PKIT_ROUNDS:-300}" "${PKIT_SEED:-1}" "${strings[@]}" || exit 1
files=(odd/*.der "$PKIT_SOURCE"/tests/data/identity/*.pem "$PKIT_SOURCE"/tests/data/cert/*.pem)
pkit identity-from-cert --unverified --format json "${files[@]}" >ours 2>err
java -XX:+UseSerialGC "$tools/Identity.java" "${files[@]}" >java || exit 1
python3 "$tools/same_identity.py" ours java || fail "pkit and Java tell of a certificate differently"
finish
