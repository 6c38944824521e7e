#!/bin/sh
# Makes the private keys of this directory with openssl, certtool, pki and python3; none is used for anything else.
# A key that is wrong on purpose is made from a right one by changing its DER.
set -eu
cd "$(dirname "$0")"
mkdir -p refused
pass='open sesame'
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out openssl-p256.pem
openssl ecparam -name secp384r1 -genkey -noout -out openssl-p384-sec1.pem
openssl ecparam -name prime256v1 -genkey -out openssl-p256-sec1-parameters.pem
openssl ec -in openssl-p256.pem -conv_form compressed -out "$work/compressed" 2>/dev/null
openssl pkcs8 -topk8 -nocrypt -in "$work/compressed" -out openssl-p256-compressed.pem
openssl ec -in openssl-p256.pem -no_public -out "$work/no-public" 2>/dev/null
cp "$work/no-public" openssl-p256-no-public.pem
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out openssl-rsa.pem
openssl rsa -traditional -in openssl-rsa.pem -out openssl-rsa-pkcs1.pem 2>/dev/null
openssl genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out openssl-rsa-pss.pem
for_digest() { # DIGEST [OPTION]...: an RSA-PSS key for this digest alone
  digest=$1
  shift
  openssl genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt "rsa_pss_keygen_md:$digest" \
    -pkeyopt "rsa_pss_keygen_mgf1_md:$digest" "$@"
}
for_digest sha256 -out openssl-rsa-pss-sha256.pem # at least 20 octets of salt
for_digest sha512 -pkeyopt rsa_pss_keygen_saltlen:100 -out openssl-rsa-pss-sha512-long-salt.pem
for_digest sha256 -pkeyopt rsa_pss_keygen_saltlen:223 -out refused/rsa-pss-salt.pem # 222 are what there is room for
openssl genpkey -quiet -algorithm ED25519 -out openssl-ed25519.pem
openssl pkcs8 -topk8 -in openssl-p256.pem -passout "pass:$pass" -out openssl-p256-encrypted.pem
openssl pkcs8 -topk8 -v2 aes128 -v2prf hmacWithSHA512 -in openssl-rsa.pem -passout "pass:$pass" -out openssl-rsa-encrypted.pem

certtool --generate-privkey --pkcs8 --password= --key-type ecdsa --curve secp256r1 --no-text --outfile certtool-p256.pem 2>/dev/null
certtool --generate-privkey --pkcs8 --password= --key-type ed25519 --no-text --outfile certtool-ed25519.pem 2>/dev/null
certtool --generate-privkey --pkcs8 --password= --key-type rsa-pss --bits 2048 --hash sha384 --salt-size 48 --no-text --outfile certtool-rsa-pss-sha384.pem 2>/dev/null
certtool --to-p8 --load-privkey openssl-rsa.pem --password "$pass" --pkcs-cipher aes-256 --no-text --outfile certtool-rsa-encrypted.pem 2>/dev/null

pki --gen --type rsa --size 2048 --outform pem >pki-rsa.pem 2>/dev/null

cd refused
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out rsa-1024.pem
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 -out secp256k1.pem
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit -out explicit-parameters.pem
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-521 -out ../openssl-p521.pem
openssl genpkey -quiet -algorithm ED448 -out ed448.pem
openssl genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha512 -out rsa-pss-restricted.pem
openssl ec -aes256 -passout "pass:$pass" -in ../openssl-p256.pem -out ../openssl-dek-info.pem 2>/dev/null
openssl pkcs8 -topk8 -scrypt -in ../openssl-p256.pem -passout "pass:$pass" -out ../openssl-scrypt.pem
cat ../openssl-p256.pem ../openssl-ed25519.pem >two-keys.pem
openssl req -x509 -key ../openssl-p256.pem -subj /CN=no-key -days 36500 -out certificate.pem

python3 - <<'PY'
import base64, re

def load(name):
    text = open(name).read()
    label, body = re.search(r"-----BEGIN ([A-Z ]+)-----(.*?)-----END", text, re.S).groups()
    return label, base64.b64decode(body)

def save(name, label, der):
    body = base64.b64encode(der).decode()
    lines = [body[i:i + 64] for i in range(0, len(body), 64)]
    open(name, "w").write(f"-----BEGIN {label}-----\n" + "\n".join(lines) + f"\n-----END {label}-----\n")

label, ec = load("../openssl-p256.pem")
_, other = load("../certtool-p256.pem")
at = ec.index(bytes.fromhex("a144034200")) + 5
other_at = other.index(bytes.fromhex("034200")) + 3
save("public-half-of-another.pem", label, ec[:at] + other[other_at:other_at + 65])
scalar = ec.index(bytes.fromhex("0201010420")) + 5
order = bytes.fromhex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")
save("scalar-zero.pem", label, ec[:scalar] + bytes(32) + ec[scalar + 32:])
save("scalar-order.pem", label, ec[:scalar] + order + ec[scalar + 32:])
save("trailing.pem", label, ec + b"\0")

label, rsa = load("../openssl-rsa.pem")
save("rsa-wrong-coefficient.pem", label, rsa[:-1] + bytes([rsa[-1] ^ 1]))
modulus = rsa.index(bytes.fromhex("0282010100")) + 5 + 40
save("rsa-wrong-modulus.pem", label, rsa[:modulus] + bytes([rsa[modulus] ^ 1]) + rsa[modulus + 1:])

label, locked = load("../openssl-p256-encrypted.pem")
count = locked.index(bytes.fromhex("02020800"))  # 2048 times becomes a wait without end, in as many octets
grown = bytearray(locked[:count] + bytes.fromhex("02047fffffff") + locked[count + 4:])

def walk(data, position, target, out):
    """Offsets of the length octets of every element that holds `target`."""
    while position < len(data):
        size, header = data[position + 1], 2
        if size & 0x80:
            n = size & 0x7f
            size, header = int.from_bytes(data[position + 2:position + 2 + n], "big"), 2 + n
        if position < target < position + header + size:
            out.append(position)
            return walk(data, position + header, target, out)
        if position == target:
            return out
        position += header + size
    return out

for holder in walk(locked, 0, count, []):
    if grown[holder + 1] & 0x80:
        n = grown[holder + 1] & 0x7f
        size = int.from_bytes(grown[holder + 2:holder + 2 + n], "big") + 2
        grown[holder + 2:holder + 2 + n] = size.to_bytes(n, "big")
    else:
        grown[holder + 1] += 2
save("many-iterations.pem", label, bytes(grown))
PY
