"""What must hold at any moment, whatever a command met."""
import base64
import os
import subprocess


class Broken(Exception):
    pass


def require(holds, otherwise):
    if not holds:
        raise Broken(otherwise)


def openssl(*words):
    done = subprocess.run(['openssl', *words], stdin=subprocess.DEVNULL, capture_output=True)
    require(done.returncode == 0, f'openssl {words[0]}: {done.stdout + done.stderr}')
    return done.stdout


def count(place, home, question, *values):
    return place.sql(f'{home}/pkit.db', f'SELECT count(*) FROM {question}', *values)[0]


def recorded_text(place, home, text):
    """The text is one whole certificate, octet for octet one that is in the state."""
    head, _, rest = text.partition('-----BEGIN CERTIFICATE-----\n')
    body, end, tail = rest.partition('-----END CERTIFICATE-----\n')
    require(not head and end and not tail, f'not one whole certificate: {text!r}')
    der = base64.b64decode(body)
    known = (count(place, home, 'certificates WHERE der = ?', der) == 1
             or count(place, home, 'gateway_records WHERE certificate = ?', der) == 1)  # made by another CA
    require(known, 'a certificate that is not in the state')
    return der


def recorded(place, home, file):
    with open(place.path(file)) as pem:
        return recorded_text(place, home, pem.read())


def published(place, home, directory):
    """All four files, the key is the certificate's and nobody else's to read, and the state has it."""
    names = sorted(os.listdir(place.path(directory)))
    require(names == ['cert.pem', 'chain.pem', 'fullchain.pem', 'key.pem'], f'in {directory}: {names}')
    key = place.path(f'{directory}/key.pem')
    public = openssl('pkey', '-in', key, '-pubout', '-outform', 'DER')
    require(public in recorded(place, home, f'{directory}/cert.pem'), f'the key of {directory} is another')
    require(os.stat(key).st_mode & 0o777 == 0o600, f'{directory}/key.pem can be read by others')


def sound(place, home):
    """doctor finds no fault, and no serial is there twice."""
    done = place.run(['doctor', '--home', home])
    require(done.status == 0, f'doctor of {home}: {done.out}{done.err}')
    twice = count(place, home, '(SELECT 1 FROM certificates GROUP BY serial, issuer HAVING count(*) > 1) AS twice')
    require(twice == 0, f'{twice} serials are there twice')


def whole(place):
    """What was given out is recorded, and what is there is there entirely."""
    if place.has('out/web1.crt'):
        recorded(place, 'home', 'out/web1.crt')
    if place.has('out/ci1'):
        published(place, 'home', 'out/ci1')
    if place.has('old'):
        published(place, 'home', 'old')
    for backup in ('backup', 'out/backup'):
        if place.has(backup):
            require(place.sql(backup, 'PRAGMA integrity_check') == ('ok',), f'{backup} is damaged')
            files = place.sql(backup, "SELECT count(*) FROM backup_files WHERE name = 'pkit.yaml'")
            require(files == (1,), f'{backup} has no pkit.yaml')


def all_sound(place):
    for home in ('home', 'out/home', 'home.previous'):
        if place.has(home):
            sound(place, home)
