# runs: release
# timeout: 300
# What pkit issues, judged by Java's path validation; and a PKCS#12 file, opened by Java's key store.
source "$PKIT_SOURCE/tests/tools/lib.sh"
source "$PKIT_SOURCE/tests/tools/matrix.sh"

make_matrix
(umask 077 && printf word >word)
expect 0 pkit issue --home ec-p256 --subject CN=web2 --new-key ed25519 --out web2 --p12 web2.p12 --p12-password-file word
printf '%s\n' 'accept p12 web2.p12 word' 'refuse p12 web2.p12 another' >>cases

java_judge() { java -XX:+UseSerialGC "$PKIT_SOURCE/tests/tools/Judge.java"; }
judged_by java_judge
# It refuses for the reasons that there are.
for reason in 'INVALID_SIGNATURE' 'NO_TRUST_ANCHOR' 'password was incorrect'; do says "$reason" answers; done
finish
