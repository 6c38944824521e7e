#!/usr/bin/python3
"""A misbehaving CA behind the adapter kind `http`: `gateway_mock.py PORTFILE SECRETFILE DIR`, on loopback, until its
standard input ends. DIR/mode says what it does of the next calls, a word each, taken from the front:

  429          answers "too many requests"
  cut          ends the connection in the middle of the answer
  lost         does what it was asked, and ends the connection without a word
  pending      an enrolment waits; the first GetSingleRecord of it finds it issued
  refused      an enrolment fails
  other-key    an enrolment answers a certificate over another key
  half         an enrolment answers octets that are no certificate
  bodiless     a listing leaves the certificates out
  stuck        a listing answers the cursor that it was asked for

DIR/calls has the procedures in the order in which they came, DIR/ca.crt and DIR/ca.key are its CA.
"""

import hashlib
import hmac
import http.server
import json
import os
import pathlib
import subprocess
import sys
import threading

PAGE = 3


def openssl(*arguments, content=None):
    return subprocess.run(["openssl", *arguments], input=content, capture_output=True, check=True).stdout


class Authority:
    """What it made, in the order in which it was made."""

    def __init__(self, directory):
        self.directory, self.records, self.requests = directory, {}, {}

    def modes(self):
        path = self.directory / "mode"
        return path.read_text().split() if path.exists() else []

    def take(self, *words):
        """The first mode where it is one of these."""
        modes = self.modes()
        if not modes or modes[0] not in words:
            return None
        (self.directory / "mode").write_text(" ".join(modes[1:]))
        return modes[0]

    def make(self, csr):
        names = ["-CA", str(self.directory / "ca.crt"), "-CAkey", str(self.directory / "ca.key")]
        return openssl("x509", "-req", "-days", "30", "-set_serial", "0x4" + os.urandom(8).hex() + "0", *names, content=csr).decode()

    def enroll(self, parameter, request):
        if request in self.requests:
            return self.records[self.requests[request]]
        mode = self.take("pending", "refused", "other-key", "half")
        if mode == "refused":
            return {"CARequestID": "none", "Status": 11, "StatusMessage": "not \x1b[31mtoday"}
        if mode == "half":
            return {"CARequestID": "half", "Status": 40, "Certificate": "AAAA"}
        csr = parameter["csr"].encode()
        if mode == "other-key":
            key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", os.devnull]
            csr = openssl("req", "-new", *key, "-subj", "/CN=other")
        name = "r-" + str(len(self.records) + 1)
        record = {"CARequestID": name, "Status": 40, "Certificate": self.make(csr)}
        if mode == "pending":
            self.records[name] = record
            self.requests[request] = name
            return {"CARequestID": name, "Status": 80, "StatusMessage": "somebody looks at it"}
        if mode != "other-key":
            self.records[name] = record
            self.requests[request] = name
        return record

    def revoke(self, parameter, _request):
        record = self.records.get(parameter["CARequestID"])
        if record is None:
            return {"found": False}
        record.update(Status=50, RevocationReason=parameter["reason"], RevocationDate="2026-11-26T10:00:00Z")
        return record

    def single(self, parameter, _request):
        name = parameter.get("CARequestID") or self.requests.get(parameter.get("requestId"))
        return self.records.get(name, {"found": False})

    def synchronize(self, parameter, _request):
        mode = self.take("bodiless", "stuck")
        if mode == "stuck":
            return {"records": [], "cursor": parameter["cursor"] or "0"}
        begin = int(parameter["cursor"] or 0)
        page = list(self.records.values())[begin : begin + PAGE]
        if mode == "bodiless":
            page = [{key: value for key, value in record.items() if key != "Certificate"} for record in page]
        more = begin + PAGE < len(self.records)
        return {"records": page, **({"cursor": str(begin + PAGE)} if more else {})}

    def answer(self, procedure, parameter, request):
        if procedure == "Ping":
            return {"ok": True, "message": "here"}
        if procedure == "ValidateCAConnectionInfo":
            return {"missing": [name for name in ("account",) if name not in parameter["connection"]]}
        if procedure == "GetProductIds":
            return {"products": ["server"]}
        known = {"Enroll": self.enroll, "Revoke": self.revoke, "GetSingleRecord": self.single, "Synchronize": self.synchronize}
        return known[procedure](parameter, request)


class Service(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        envelope = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with open(CA.directory / "calls", "a", encoding="ascii") as calls:
            calls.write(envelope["procedure"] + "\n")
        mode = CA.take("429", "cut", "lost")
        if mode == "429":
            self.send_response(429)
            self.send_header("Content-Length", "0")
            return self.end_headers()
        answer = CA.answer(envelope["procedure"], envelope["parameters"][0], envelope["requestId"])
        if mode == "lost":
            return self.connection.close()
        body = json.dumps(answer).encode()
        mac = hmac.new(SECRET, b"answer\n" + self.headers["X-Pkit-Signature"].encode() + b"\n" + body, hashlib.sha256)
        self.send_response(200)
        self.send_header("X-Pkit-Signature", mac.hexdigest())
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if mode == "cut" else body)


SECRET = pathlib.Path(sys.argv[2]).read_bytes().rstrip(b"\n")
CA = Authority(pathlib.Path(sys.argv[3]))
server = http.server.HTTPServer(("127.0.0.1", 0), Service)
new = sys.argv[1] + ".new"
pathlib.Path(new).write_text(str(server.server_address[1]))
os.rename(new, sys.argv[1])
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
