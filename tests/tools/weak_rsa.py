#!/usr/bin/env python3
"""weak_rsa.py: RSA keys whose factors are known ways to find, as openssl reads them (roca.pem, close.pem, small.pem), and
CSRs under keys that no factoring is needed for: the modulus is a prime (prime.csr) or the power of one (power.csr)."""
import base64
import hashlib
import random

random.seed(1)
E = 65537


def probably_prime(n):
    if any(n % p == 0 for p in (3, 5, 7, 11, 13, 17, 19, 23, 29, 31)):
        return False
    d, s = n - 1, 0
    while d % 2 == 0:
        d, s = d // 2, s + 1
    for _ in range(20):
        x = pow(random.randrange(2, n - 1), d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def usable(p):
    return (p - 1) % E != 0 and probably_prime(p)


def next_prime(p):
    p |= 1
    while not usable(p):
        p += 2
    return p


def random_prime(bits):
    return next_prime(random.getrandbits(bits) | 3 << (bits - 2))


def primorial(count):
    product, found, n = 1, 0, 2
    while found < count:
        if all(n % d for d in range(2, int(n**0.5) + 1)):
            product, found = product * n, found + 1
        n += 1
    return product


def roca_prime(bits):
    """p = k * M + (65537^a mod M), M the product of the first 126 primes, as for keys of 2048 bits."""
    m = primorial(126)
    while True:
        k = random.randrange((3 << (bits - 2)) // m, (1 << bits) // m)
        p = k * m + pow(E, random.getrandbits(64), m)
        if p.bit_length() == bits and usable(p):
            return p


def der(tag, content):
    size = len(content)
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    length = bytes([size]) if size < 128 else bytes([0x80 | len(octets)]) + octets
    return bytes([tag]) + length + content


def integer(n):
    return der(2, n.to_bytes(n.bit_length() // 8 + 1, "big"))


def sequence(*parts):
    return der(0x30, b"".join(parts))


def write_pem(name, label, content):
    text = base64.b64encode(content).decode()
    lines = [text[i : i + 64] for i in range(0, len(text), 64)]
    with open(name, "w") as file:
        file.write("\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""]))


def write(name, p, q):
    d = pow(E, -1, (p - 1) * (q - 1))
    numbers = (0, p * q, E, d, p, q, d % (p - 1), d % (q - 1), pow(q, -1, p))
    write_pem(name, "RSA PRIVATE KEY", sequence(*map(integer, numbers)))


def write_request(name, modulus, order):
    """The subject is CN=weak; the order of the group is known, so that anybody can sign."""
    algorithm = lambda last: sequence(bytes.fromhex("06092a864886f70d0101") + bytes([last]), bytes.fromhex("0500"))
    bit_string = lambda content: der(3, b"\0" + content)
    subject = sequence(der(0x31, sequence(bytes.fromhex("0603550403"), der(0x0C, b"weak"))))
    key = sequence(algorithm(1), bit_string(sequence(integer(modulus), integer(E))))
    info = sequence(integer(0), subject, key, der(0xA0, b""))
    digest = bytes.fromhex("3031300d060960864801650304020105000420") + hashlib.sha256(info).digest()
    size = modulus.bit_length() // 8
    padded = b"\0\1" + b"\xff" * (size - len(digest) - 3) + b"\0" + digest
    signature = pow(int.from_bytes(padded, "big"), pow(E, -1, order), modulus).to_bytes(size, "big")
    write_pem(name, "CERTIFICATE REQUEST", sequence(info, algorithm(11), bit_string(signature)))


def power_of_prime(bits, exponent):
    while True:
        p = next_prime(random.getrandbits(bits // exponent + 1) | 1 << bits // exponent)
        if (p**exponent).bit_length() == bits:
            return p


write("roca.pem", roca_prime(1024), roca_prime(1024))
close = random_prime(1024)
write("close.pem", close + 2 if usable(close + 2) else close, next_prime(close + 4))
write("small.pem", random_prime(2040), 251)
prime = random_prime(2048)
write_request("prime.csr", prime, prime - 1)
power = power_of_prime(2048, 3)
write_request("power.csr", power**3, power**2 * (power - 1))
