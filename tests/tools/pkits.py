"""pkits.py: NIST's Public Key Interoperability Test Suite, from Debian's package of it, as files of this directory:
root.pem, pool.pem (all intermediates), all.crl, bad.crl (the one whose signature was broken where its last octet is
counted), leaves/NAME.pem, chains/NAME.pem (of the pool, what can be above that leaf by name), and `expected`: what
NIST's text expects of each leaf where no policy is asked for, "NAME accepted|refused", by name."""
import base64
import glob
import os
import sys
import warnings

import cryptography_vectors
from cryptography import x509

# Those whose names do not say it (4.8 of the text).
REFUSED = {f"DifferentPoliciesTest{n}EE" for n in (4, 5, 7, 8, 9, 12)}
DATA = os.path.join(os.path.dirname(cryptography_vectors.__file__), "x509", "PKITS_data")


def pem(label, file):
    with open(file, "rb") as content:
        text = base64.b64encode(content.read()).decode()
    lines = [text[i:i + 64] for i in range(0, len(text), 64)]
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""])


def name_of(name):
    return tuple((a.oid.dotted_string, " ".join(str(a.value).lower().split())) for a in name)


def names_of(text):
    certificate = x509.load_pem_x509_certificate(text.encode())
    return name_of(certificate.subject), name_of(certificate.issuer)


def above(leaf, pool):
    wanted, seen, found = [names_of(leaf)[1]], set(), []
    while wanted:
        name = wanted.pop()
        if name in seen:
            continue
        seen.add(name)
        for subject, issuer, text in pool:
            if subject == name:
                found.append(text)
                wanted.append(issuer)
    return "".join(found)


def write(place, text):
    with open(place, "w", encoding="ascii") as out:
        out.write(text)


def expectation(name):
    return "refused" if name.startswith("Invalid") or name in REFUSED else "accepted"


warnings.simplefilter("ignore")  # the suite has serial numbers that are negative
certificates = {os.path.basename(file)[:-len(".crt")]: pem("CERTIFICATE", file) for file in glob.glob(DATA + "/certs/*.crt")}
leaves = {name: text for name, text in certificates.items() if name.endswith("EE")}
intermediates = [text for name, text in sorted(certificates.items()) if name not in leaves and not name.startswith("TrustAnchor")]
pool = [(*names_of(text), text) for text in intermediates]
if len(leaves) < 220:
    sys.exit(f"only {len(leaves)} end entities")
os.mkdir("leaves")
os.mkdir("chains")
for name, text in leaves.items():
    write(f"leaves/{name}.pem", text)
    write(f"chains/{name}.pem", above(text, pool))
write("root.pem", "".join(text for name, text in certificates.items() if name.startswith("TrustAnchor")))
write("pool.pem", "".join(intermediates))
crls = {os.path.basename(file): pem("X509 CRL", file) for file in sorted(glob.glob(DATA + "/crls/*.crl"))}
write("bad.crl", crls.pop("BadCRLSignatureCACRL.crl"))
write("all.crl", "".join(crls.values()))
write("expected", "".join(f"{name} {expectation(name)}\n" for name in sorted(leaves)))
