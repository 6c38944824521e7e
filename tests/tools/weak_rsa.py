#!/usr/bin/env python3
"""make.py: RSA keys whose factors are known ways to find, as openssl reads them: roca.pem, close.pem, small.pem."""
import base64
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
    length = bytes([size]) if size < 128 else bytes([0x82]) + size.to_bytes(2, "big")
    return bytes([tag]) + length + content


def integer(n):
    return der(2, n.to_bytes(n.bit_length() // 8 + 1, "big"))


def write(name, p, q):
    d = pow(E, -1, (p - 1) * (q - 1))
    numbers = (0, p * q, E, d, p, q, d % (p - 1), d % (q - 1), pow(q, -1, p))
    text = base64.encodebytes(der(0x30, b"".join(map(integer, numbers)))).decode().replace("\n", "")
    lines = [text[i : i + 64] for i in range(0, len(text), 64)]
    with open(name, "w") as file:
        file.write("\n".join(["-----BEGIN RSA PRIVATE KEY-----", *lines, "-----END RSA PRIVATE KEY-----", ""]))


write("roca.pem", roca_prime(1024), roca_prime(1024))
close = random_prime(1024)
write("close.pem", close + 2 if usable(close + 2) else close, next_prime(close + 4))
write("small.pem", random_prime(2040), 251)
