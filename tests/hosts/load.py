"""Processes that issue on the hosts, and what each was answered."""
import collections
import hashlib
import os
import ssl
import threading
import time

PROCESSES = 8
# Whether something was recorded is not known then, or it is, and its files could not be put where they belong.
UNKNOWN, UNPUBLISHED = 'store.outcome', 'output.failed'
Try = collections.namedtuple('Try', 'subject host again began ended exit code told fingerprint')


class Load:
    def __init__(self, hosts):
        self.hosts = hosts
        self.tries = []
        self.ended = 0
        self.end = threading.Event()
        self.threads = [threading.Thread(target=self.issue, args=(n,)) for n in range(PROCESSES)]

    def start(self):
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.end.set()
        for thread in self.threads:
            thread.join()
        self.ended = time.monotonic()

    def issue(self, number):
        """One after the other. Every second process asks again, with the same request id, until it is answered yes."""
        host = self.hosts[number % len(self.hosts)]
        again = number % 2 == 0
        # Who publishes into a directory keeps others from it meanwhile.
        os.mkdir(os.path.join(host.directory, f'p{number}'))
        count = 0
        while not self.end.is_set():
            count += 1
            name = f'p{number}-{count}'
            while not self.once(host, name, again) and again and not self.end.is_set():
                pass

    def once(self, host, name, again):
        out = os.path.join(host.directory, name.split('-')[0], name)
        words = ['issue', '--subject', f'CN={name}', '--new-key', 'ed25519', '--profile', 'agent', '--out', out]
        if again:
            words += ['--request-id', name]
        began = time.monotonic()
        status, reply = host.pkit(*words)
        error = reply.get('error') or {'code': '?', 'message': str(reply)}
        code, told = ('', '') if status == 0 else (error['code'], error['message'])
        self.tries.append(Try(name, host.number, again, began, time.monotonic(), status, code, told, handed_out(out)))
        return status == 0

    def longest_pause(self):
        """Seconds in which nobody was answered yes."""
        ends = sorted(one.ended for one in self.tries if one.exit == 0) + [self.ended]
        return max((later - earlier for earlier, later in zip(ends, ends[1:])), default=0)


def handed_out(directory):
    """SHA-256 of the certificate that lies there; empty where there is none."""
    try:
        with open(os.path.join(directory, 'cert.pem')) as file:
            return hashlib.sha256(ssl.PEM_cert_to_DER_cert(file.read())).hexdigest()
    except OSError:
        return ''


def faults(tries, rows):
    """What was answered against what is recorded: ROWS of fingerprint, serial and subject."""
    found = []
    fingerprints = {row[0] for row in rows}
    serials = collections.Counter(row[1] for row in rows)
    recorded = collections.Counter(row[2] for row in rows)
    found += [f'serial {serial} is there {n} times' for serial, n in serials.items() if n > 1]
    for one in tries:
        if one.fingerprint and one.fingerprint not in fingerprints:
            found.append(f'{one.subject} was handed out on h{one.host} and is not recorded (exit {one.exit})')
        if one.exit == 0 and not one.fingerprint:
            found.append(f'{one.subject} was answered 0 on h{one.host}, and no certificate is there')
    last = {one.subject: one for one in tries}
    for subject, one in last.items():
        n = recorded['CN=' + subject]
        if n > 1 or (one.exit == 0 and n != 1):
            found.append(f'{subject} was answered {one.exit} {one.code}, and {n} certificates of it are recorded')
        # Who asks again may find what an earlier try, whose outcome was not known, had recorded.
        if one.exit != 0 and not one.again and one.code not in (UNKNOWN, UNPUBLISHED) and n != 0:
            found.append(f'{subject} was answered {one.exit} {one.code}, and is recorded')
    return found
