# runs: release
# NIST's Public Key Interoperability Test Suite, from Debian's package of it: every end entity at once, against all
# intermediates and all CRLs, by the strict stance and the lenient one. None that is called invalid is accepted by
# either; lenient accepts every valid one but those that are told here, with the reason.
source "$PKIT_SOURCE/tests/tools/lib.sh"
/usr/bin/python3 - <<'END'
import base64, glob, os
import cryptography_vectors
data = os.path.join(os.path.dirname(cryptography_vectors.__file__), "x509", "PKITS_data")

def pem(label, file):
    with open(file, "rb") as content:
        text = base64.b64encode(content.read()).decode()
    lines = [text[i:i + 64] for i in range(0, len(text), 64)]
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""])

os.mkdir("leaves")
for file in sorted(glob.glob(data + "/certs/*.crt")):
    name = os.path.basename(file)[:-len(".crt")]
    place = f"leaves/{name}.pem" if name.endswith("EE") else "root.pem" if name.startswith("TrustAnchor") else "pool.pem"
    with open(place, "a", encoding="ascii") as out:
        out.write(pem("CERTIFICATE", file))
with open("all.crl", "w", encoding="ascii") as out:
    out.writelines(pem("X509 CRL", file) for file in sorted(glob.glob(data + "/crls/*.crl")) if "BadCRLSig" not in file)
with open("bad.crl", "w", encoding="ascii") as out:
    out.write(pem("X509 CRL", data + "/crls/BadCRLSignatureCACRL.crl"))
END
[ "$(ls leaves | wc -l)" -gt 220 ] || fail "only $(ls leaves | wc -l) end entities"

# verdicts STANCE...: NAME accepted|refused, a line each, by name.
verdicts() {
  pkit validate-cert leaves/*.pem --root root.pem --intermediate pool.pem --crl all.crl --require-crl all --at 2015-01-01 \
    --format json "$@" 2>err | jq -r '((.data.file // .error.message) | sub(".*leaves/"; "") | sub("\\.pem.*"; "")) +
    (if .ok then " accepted" else " refused" end)' | sort
}
verdicts >strict
verdicts --lenient >lenient
for stance in strict lenient; do
  same "verdicts, $stance" "$(ls leaves | wc -l)" "$(wc -l <$stance)"
  same "invalid ones that $stance accepts" '' "$(grep '^Invalid.* accepted' $stance)"
done
# The one CRL that is none: its signature was broken where its last octet is counted.
expect 5 pkit validate-cert leaves/*.pem --root root.pem --intermediate pool.pem --crl all.crl --crl bad.crl --at 2015-01-01
says 'bad.crl: byte 198'
# What NIST's text expects where no policy is asked for, of those whose names do not say it (4.8 and 4.12 of it).
expected='DifferentPoliciesTest12EE refused
DifferentPoliciesTest4EE refused
DifferentPoliciesTest5EE refused
DifferentPoliciesTest7EE refused
DifferentPoliciesTest8EE refused
DifferentPoliciesTest9EE refused'
same 'paths without a policy that hold for all' "$expected" "$(grep -vE '^(Inv|V)alid' lenient | grep refused)"
# DSA is no algorithm of ours, parameters that are inherited are none of RFC 5280, and two CRLs of test 30 can only be
# taken by who has taken the other one before.
refused='ValidDSAParameterInheritanceTest5EE
ValidDSASignaturesTest4EE
ValidcRLIssuerTest30EE'
same 'valid ones that lenient refuses' "$refused" "$(sed -n 's/^\(Valid.*\) refused/\1/p' lenient)"
finish
