# runs: release
# NIST's Public Key Interoperability Test Suite, from Debian's package of it: every end entity at once, against all
# intermediates and all CRLs, by the strict stance and the lenient one. None that is called invalid is accepted by
# either; lenient accepts every valid one but those that are told here, with the reason.
source "$PKIT_SOURCE/tests/tools/lib.sh"
/usr/bin/python3 "$PKIT_SOURCE/tests/tools/pkits.py"

# verdicts STANCE...: NAME accepted|refused, a line each, by name.
verdicts() {
  pkit validate-cert leaves/*.pem --root root.pem --intermediate pool.pem --crl all.crl --require-crl all --at 2015-01-01 \
    --format json "$@" 2>err | jq -r '((.data.file // .error.message) | sub(".*leaves/"; "") | sub("\\.pem.*"; "")) +
    (if .ok then " accepted" else " refused" end)' | LC_ALL=C sort
}
verdicts >strict
verdicts --lenient >lenient
for stance in strict lenient; do
  same "verdicts, $stance" "$(ls leaves | wc -l)" "$(wc -l <$stance)"
  same "invalid ones that $stance accepts" '' "$(LC_ALL=C comm -13 expected $stance | grep accepted)"
done
# The one CRL that is none: its signature was broken where its last octet is counted.
expect 5 pkit validate-cert leaves/*.pem --root root.pem --intermediate pool.pem --crl all.crl --crl bad.crl --at 2015-01-01
says 'bad.crl: byte 198'
# DSA is no algorithm of ours, parameters that are inherited are none of RFC 5280, and two CRLs of test 30 can only be
# taken by who has taken the other one before. The strict stance has two clauses of the profile for issuing besides.
lenient='ValidDSAParameterInheritanceTest5EE
ValidDSASignaturesTest4EE
ValidcRLIssuerTest30EE'
strict='ValidGeneralizedTimenotBeforeDateTest4EE
ValidbasicConstraintsNotCriticalTest4EE'
refused() { LC_ALL=C comm -13 expected "$1" | sed -n 's/ refused$//p'; }
same 'valid ones that lenient refuses' "$lenient" "$(refused lenient)"
same 'valid ones that strict refuses' "$(printf '%s\n' "$lenient" "$strict" | LC_ALL=C sort)" "$(refused strict)"

# What the text expects where somebody asks for policies: TEST yes|no ASKED..., the suite's policies by their numbers.
policies=2.16.840.1.101.3.2.1.48
while read -r leaf expected asked; do
  # shellcheck disable=SC2046
  pkit validate-cert "leaves/${leaf}EE.pem" --root root.pem --intermediate "chains/${leaf}EE.pem" --crl all.crl \
    --require-crl all --at 2015-01-01 $(sed "s/P\([1-9]\)/--policy $policies.\1/g; s/explicit/--explicit-policy/
      s/nomap/--inhibit-policy-mapping/; s/noany/--inhibit-any-policy/" <<<"$asked") >out 2>err && found=yes || found=no
  same "$leaf, asked for '$asked'" "$expected" $found
done <<'END'
ValidCertificatePathTest1 yes explicit
ValidCertificatePathTest1 yes P1 explicit
ValidCertificatePathTest1 no P2 explicit
ValidCertificatePathTest1 yes P1 P2 explicit
AllCertificatesNoPoliciesTest2 no explicit
DifferentPoliciesTest3 no explicit
DifferentPoliciesTest3 no P1 P2 explicit
OverlappingPoliciesTest6 yes P1
OverlappingPoliciesTest6 no P2
AllCertificatesSamePoliciesTest10 yes P1
AllCertificatesSamePoliciesTest10 yes P2
AllCertificatesanyPolicyTest11 yes P1
AllCertificatesSamePoliciesTest13 yes P1
AllCertificatesSamePoliciesTest13 yes P3
AnyPolicyTest14 yes P1
AnyPolicyTest14 no P2
UserNoticeQualifierTest18 yes P1
UserNoticeQualifierTest18 yes P2
ValidPolicyMappingTest1 yes P1
ValidPolicyMappingTest1 no P2
ValidPolicyMappingTest1 no nomap
ValidPolicyMappingTest3 no P1
ValidPolicyMappingTest3 yes P2
ValidPolicyMappingTest5 yes P1
ValidPolicyMappingTest5 no P6
ValidPolicyMappingTest6 yes P1
ValidPolicyMappingTest6 no P6
inhibitAnyPolicyTest3 yes
inhibitAnyPolicyTest3 no noany
END
finish
