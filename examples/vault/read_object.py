#!/usr/bin/env python3
"""read_object.py DIR KEY: the content of a vault's object, without pkit.

DIR is what `pkit vault get ... --sealed DIR` wrote, KEY the account's private key. Needs python3-cryptography, and
openssl for the CMS structure around the object's key. Nothing is printed but what was verified; where a chunk is not
what was sealed there, the program ends with 1.
"""
import json
import subprocess
import sys
from base64 import b64decode
from pathlib import Path

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import load_pem_private_key

CHUNK = 64 * 1024
TAG = 16


def framed(label, *fields):
    """The label, then each field after its length; numbers are fields of eight octets."""
    out = label
    for field in fields:
        octets = field.to_bytes(8, "big") if isinstance(field, int) else field
        out += len(octets).to_bytes(4, "big") + octets
    return out


def verify(key, signature, message):
    """The wrapped key is signed by the key that it is for: whoever owns the files could only wrap another one."""
    public = key.public_key()
    if isinstance(public, rsa.RSAPublicKey):
        public.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
    else:
        digest = hashes.SHA384() if isinstance(public.curve, ec.SECP384R1) else hashes.SHA256()
        public.verify(signature, message, ec.ECDSA(digest))


def object_key(directory, key_file):
    command = ["openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in", directory / "key.cms", "-inkey", key_file]
    return subprocess.run(command, check=True, capture_output=True).stdout


def chunks(file):
    """Each with the one that follows known, since the last is marked."""
    chunk = file.read(CHUNK + TAG)
    while True:
        following = file.read(CHUNK + TAG)
        yield chunk, not following
        if not following:
            return
        chunk = following


def main():
    directory, key_file = Path(sys.argv[1]), sys.argv[2]
    told = json.loads((directory / "object.json").read_text())
    whose = [told["vault"].encode(), told["name"].encode(), told["version"]]
    key = load_pem_private_key(Path(key_file).read_bytes(), None)
    envelope = (directory / "key.cms").read_bytes()
    verify(key, b64decode(told["signature"]), framed(b"pkit-vault-wrap-v1", *whose, envelope))
    cipher = AESGCM(object_key(directory, key_file))
    associated = framed(b"pkit-vault-object-v1", *whose)
    with open(directory / "content", "rb") as file:
        for number, (chunk, last) in enumerate(chunks(file)):
            nonce = number.to_bytes(11, "big") + bytes([last])
            sys.stdout.buffer.write(cipher.decrypt(nonce, chunk, associated))


if __name__ == "__main__":
    try:
        main()
    except (InvalidTag, InvalidSignature):
        sys.exit("read_object.py: this is not what was sealed")
