"""same_identity.py OURS JAVA: the same certificates told by pkit (envelopes of identity-from-cert, one a line) and by
Identity.java; every difference is printed. What Java refuses to read is counted and must be little."""
import json
import sys

ours = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
java = open(sys.argv[2], encoding="utf-8").read().splitlines()
different = abs(len(ours) - len(java))
refused = 0
for number, (envelope, line) in enumerate(zip(ours, java)):
    if line.startswith("refuse"):
        refused += 1
        continue
    if not envelope["data"]:
        print(number, "pkit refuses:", envelope["error"])
        different += 1
        continue
    c = envelope["data"]["certificate"]
    told = {"key": c["publicKey"]["algorithm"], "spki": c["publicKey"]["base64"], "signature": c["signature"]["algorithm"],
            "bits": c["signature"]["base64"], "version": c["version"], "issuer": c["issuer"]["dn"], "dn": c["dn"],
            "notBefore": c["valid"]["notBefore"], "notAfter": c["valid"]["notAfter"], "serial": c["serialNumber"]}
    for key, value in json.loads(line).items():
        if told[key] != value:
            print(number, key, "pkit", ascii(told[key]), "java", ascii(value))
            different += 1
print(len(java), "certificates,", refused, "that Java does not read,", different, "differences")
sys.exit(1 if different or not java or refused * 3 > len(java) else 0)
