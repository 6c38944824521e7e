"""A test-clock home, the program, and what it lists."""
import json
import os
import subprocess
import time

BOOK = """#!/bin/sh
cd "${0%/*}" || exit 1
read -r envelope
read -r answer <answer
[ "$answer" != fail ] || exit 1
printf '{"result":"%s"}\\n' "$answer"
"""


class Home:
    def __init__(self, directory):
        self.directory = directory
        self.program = os.environ['PKIT']
        self.run('init', '--name', 'Model', '--no-passphrase', '--test-clock', '--key-type', 'ed25519')
        adapters = os.path.join(directory, 'adapters')
        os.mkdir(adapters, 0o700)
        with open(os.path.join(adapters, 'book'), 'w') as book:
            book.write(BOOK)
        os.chmod(book.name, 0o700)
        with open(os.path.join(directory, 'pkit.yaml'), 'r+') as config:
            text = config.read().replace('handlers: []', 'handlers: [ { name: book, call: book.ask } ]', 1)
            config.seek(0)
            config.write(text + 'adapters: { book: { exec: [adapters/book], timeout: 60s, dry_run: true } }\n')

    def answer(self, word):
        with open(os.path.join(self.directory, 'adapters', 'answer'), 'w') as file:
            file.write(word + '\n')

    def run(self, *words, now=None):
        """Exit and the parsed JSON."""
        if words[0] != 'init':
            words += ('--format', 'json')
        if now is not None:
            words += ('--now', stamp(now))
        done = subprocess.run([self.program, *words, '--home', self.directory], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True)
        return done.returncode, json.loads(done.stdout) if words[0] != 'init' else None

    def listed(self, what, now):
        status, reply = self.run('list', what, now=now)
        assert status == 0, (what, status, reply)
        return reply['data'][what]


def stamp(seconds):
    return time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(seconds))


def request(directory, name, key, subject):
    """A CSR of the Ed25519 key KEY, which is made where it is not there."""
    at = os.path.join(directory, key + '.key')
    if not os.path.exists(at):
        subprocess.run(['openssl', 'genpkey', '-algorithm', 'ed25519', '-out', at], check=True, capture_output=True)
    out = os.path.join(directory, name + '.csr')
    subprocess.run(['openssl', 'req', '-new', '-key', at, '-subj', subject, '-out', out], check=True,
                   capture_output=True)
    return out
