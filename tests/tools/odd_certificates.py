"""odd_certificates.py DIR COUNT SEED [STRING...]: certificates with names, serials and dates that readers see differently,
as DIR/N.der, their names in these types of string or in all.

They are put together octet by octet and their signatures are none: what is compared is how they are read."""
import pathlib
import random
import sys

STRINGS = {0x0C: "utf8", 0x13: "printable", 0x14: "latin", 0x16: "ascii", 0x1E: "bmp", 0x1C: "universal", 0x12: "digits"}
TYPES = ["2.5.4.3", "2.5.4.6", "2.5.4.7", "2.5.4.8", "2.5.4.9", "2.5.4.10", "2.5.4.11", "2.5.4.12", "2.5.4.4", "2.5.4.5",
         "2.5.4.42", "0.9.2342.19200300.100.1.25", "0.9.2342.19200300.100.1.1", "1.2.840.113549.1.9.1", "1.3.6.1.4.1.99999.7"]
SIGNATURES = ["1.2.840.113549.1.1.11", "1.2.840.113549.1.1.5", "1.2.840.113549.1.1.4", "1.2.840.113549.1.1.16",
              "1.2.840.10045.4.3.2", "2.16.840.1.101.3.4.3.11", "1.3.101.112", "1.3.36.3.3.1.2", "1.2.840.113549.1.1.14"]
POINT = "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"


def tlv(tag, content):
    n = len(content)
    size = bytes([n]) if n < 128 else (lambda b: bytes([0x80 | len(b)]) + b)(n.to_bytes((n.bit_length() + 7) // 8, "big"))
    return bytes([tag]) + size + content


def oid(dotted):
    arcs = [int(arc) for arc in dotted.split(".")]
    out = b""
    for arc in [arcs[0] * 40 + arcs[1]] + arcs[2:]:
        digits = [arc & 0x7F]
        while arc := arc >> 7:
            digits.insert(0, arc & 0x7F | 0x80)
        out += bytes(digits)
    return tlv(6, out)


def text(kind):
    length = random.choice([1, 1, 2, 3, 8, 30])
    if kind == "digits":
        return "".join(random.choices("0123456789 ", k=length)).encode()
    if kind == "printable":
        return "".join(random.choices("ab Z019'()+,-./:=?", k=length)).encode()
    if kind == "ascii":
        return "".join(random.choices("ab #,;<>\"\\=+@\r\n\t\x7f", k=length)).encode()
    if kind == "latin":
        return bytes(random.choices(list(range(0x20, 0x7F)) + list(range(0x80, 0x100)) * 2, k=length))
    letters = "ab #,;<>\"\\=+\r\nëßЖ漢é\u202e\u00a0"
    return "".join(random.choices(letters + ("😀" if kind != "bmp" else ""), k=length)).encode(
        {"utf8": "utf-8", "bmp": "utf-16-be", "universal": "utf-32-be"}[kind])


def attribute():
    tag = random.choice([tag for tag in STRINGS if not wanted or STRINGS[tag] in wanted])
    return tlv(0x30, oid(random.choice(TYPES)) + tlv(tag, text(STRINGS[tag])))


def name():
    rdns = b""
    for _ in range(random.randint(1, 5)):
        rdns += tlv(0x31, b"".join(sorted(attribute() for _ in range(random.choice([1, 1, 1, 2, 3])))))
    return tlv(0x30, rdns)


def serial():
    octets = random.randbytes(random.choice([1, 1, 2, 8, 20]))
    while len(octets) > 1 and (octets[0], octets[1] >> 7) in ((0, 0), (0xFF, 1)):
        octets = octets[1:]
    return tlv(2, octets)


def time():
    year = random.choice([1950, 1969, 1970, 1999, 2026, 2049, 2050, 2525, 9999])
    rest = "%02d%02d%02d%02d%02dZ" % (random.randint(1, 12), random.randint(1, 28), random.randint(0, 23),
                                      random.randint(0, 59), random.randint(0, 59))
    return tlv(0x17, ("%02d" % (year % 100) + rest).encode()) if 1950 <= year < 2050 else tlv(0x18, (str(year) + rest).encode())


def certificate():
    rsa = random.choice(SIGNATURES)
    null = tlv(5, b"") if rsa.startswith("1.2.840.113549") else b""
    algorithm = tlv(0x30, oid(rsa) + null)
    key = tlv(0x30, tlv(0x30, oid("1.2.840.10045.2.1") + oid("1.2.840.10045.3.1.7")) + tlv(3, b"\0" + bytes.fromhex(POINT)))
    third = random.random() < 0.7
    extensions = tlv(0xA3, tlv(0x30, tlv(0x30, oid("2.5.29.14") + tlv(4, tlv(4, b"key"))))) if third else b""
    tbs = tlv(0x30, (tlv(0xA0, tlv(2, b"\2")) if third else b"") + serial() + algorithm + name() +
              tlv(0x30, time() + time()) + name() + key + extensions)
    return tlv(0x30, tbs + algorithm + tlv(3, b"\0" + random.randbytes(40)))


directory, count, seed, wanted = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:]
random.seed(seed)
directory.mkdir()
for number in range(count):
    (directory / f"{number}.der").write_bytes(certificate())
