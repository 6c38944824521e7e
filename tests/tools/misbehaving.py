#!/usr/bin/python3
"""An adapter that does what its config says: `mode` is a key of MODES. Run alone it is an exec adapter; with
`--serve PORTFILE SECRETFILE` it is the same as a web service on loopback, until its standard input ends."""
import hashlib
import hmac
import http.server
import json
import os
import signal
import sys
import threading
import time

ALLOW = b'{"result":"Allow"}'

# What is answered, the same for every kind of adapter; tests/tools/misbehaving.c has the same words.
ANSWERS = {
    "allow": ALLOW,
    "empty": b"",
    "text": b"Allow",
    "half": b'{"result":"All',
    "twice": ALLOW + b" " + ALLOW,
    "duplicate": b'{"result":"Deny","result":"Allow"}',
    "fraction": b'{"result":"Allow","x-n":1.5}',
    "latin1": b'{"result":"\xff"}',
    "nul": b'{"result":"a\\u0000"}',
    "deep": b"[" * 60000,
    "large": b" " * 65537,
    "huge": b" " * ((1 << 20) + 1),
}


def as_program(mode, send):
    if mode in ANSWERS:
        send(ANSWERS[mode])
    elif mode == "status":
        send(ALLOW)
        sys.exit(3)
    elif mode == "crash":
        send(ALLOW)
        os.kill(os.getpid(), signal.SIGSEGV)
    elif mode == "hang":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(60)
    elif mode == "slow":
        send(ALLOW)
        time.sleep(60)
    elif mode == "daemon":
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                with open("daemon.pid", "w") as file:
                    file.write(str(os.getpid()))
                time.sleep(60)
            os._exit(0)
        while not os.path.exists("daemon.pid") or not os.path.getsize("daemon.pid"):
            time.sleep(0.005)
        send(ALLOW)
    elif mode == "noise":
        sys.stderr.write("\x1b[31m" + "x" * 100000)
        send(ALLOW)
    elif mode == "echo":
        send(json.dumps({"result": "Allow", "x-envelope": ENVELOPE}).encode())


class Service(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    attempts = {}

    def log_message(self, *_):
        pass

    def reply(self, status, body, headers=(), length=None, signed=True):
        self.send_response(status)
        if signed:
            mac = hmac.new(SECRET, b"answer\n" + self.headers["X-Pkit-Signature"].encode() + b"\n" + body, hashlib.sha256)
            self.send_header("X-Pkit-Signature", mac.hexdigest())
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def cut(self):
        self.close_connection = True
        self.connection.shutdown(2)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        message = b"\n".join([self.headers["X-Pkit-Timestamp"].encode(), self.path.encode(), body])
        right = hmac.new(SECRET, message, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(right, self.headers["X-Pkit-Signature"]):
            return self.reply(403, b"")
        envelope = json.loads(body)
        mode = envelope["config"]["mode"]
        if mode in ANSWERS:
            return self.reply(200, ANSWERS[mode])
        return getattr(self, "do_" + mode)(envelope)

    def do_echo(self, envelope):
        self.reply(200, json.dumps({"result": "Allow", "x-envelope": envelope}).encode())

    def do_status(self, _):
        self.reply(404, ALLOW)

    def do_crash(self, _):
        self.cut()

    def do_hang(self, _):
        time.sleep(3)

    def do_slow(self, _):
        self.reply(200, ALLOW, length=len(ALLOW) + 1)
        time.sleep(3)

    def do_short(self, _):
        self.reply(200, ALLOW, length=len(ALLOW) + 1)

    def do_redirect(self, _):
        self.reply(307, b"", [("Location", self.path)])

    def do_unsigned(self, _):
        self.reply(200, ALLOW, signed=False)

    def do_reflected(self, _):
        self.reply(200, ALLOW, [("X-Pkit-Signature", self.headers["X-Pkit-Signature"])], signed=False)

    def do_signatures(self, _):
        self.reply(200, ALLOW, [("X-Pkit-Signature", "00")])

    def do_later(self, envelope):
        self.reply(200 if envelope["attempt"] == 2 else 503, json.dumps({"result": "Allow", "x-envelope": envelope}).encode())

    def do_cutonce(self, envelope):
        if envelope["attempt"] == 1:
            return self.cut()
        self.do_echo(envelope)

    def do_never(self, _):
        self.reply(503, b"")


def serve(port_file, secret_file):
    global SECRET
    with open(secret_file, "rb") as file:
        SECRET = file.read().rstrip(b"\n")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with open(port_file + ".new", "w") as file:
        file.write(str(server.server_address[1]))
    os.rename(port_file + ".new", port_file)
    sys.stdin.read()


if len(sys.argv) > 2:
    serve(sys.argv[2], sys.argv[3])
else:
    ENVELOPE = json.load(sys.stdin)

    def send(data):
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

    as_program(ENVELOPE["config"]["mode"], send)
