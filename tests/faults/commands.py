"""The commands that change a home: their words, what must be there when one has succeeded, and when the same command
again may say that all of it is there already (7), having no request id to know itself by."""
import base64
import json
import os
import subprocess
from dataclasses import dataclass
from typing import Callable

from checks import count, openssl, published, recorded, recorded_text, require
from starts import BATCH

KEY = 'issue --home home --subject CN=ci1 --new-key ed25519 --out out/ci1'
CSR = '--csr {web1} --out out/web1.crt'
BY_WEB1 = '--realm staff --username web1 --password-file {password}'
OLD = '--cert old/fullchain.pem --key old/key.pem'


@dataclass(frozen=True)
class Command:
    words: str
    ended: Callable = None
    start: str = 'start'
    certificates: tuple = (0, 0)  # how many there are more in the end: at least, at most
    done_before: Callable = lambda place: False
    told: Callable = lambda place, done: None  # what it printed holds
    before_again: Callable = lambda place: None
    exits: tuple = (0, 9)  # with a failing call
    failures: Callable = lambda done: done.err  # what it says of one
    marks: tuple = ('pkit: error: ',)  # one of them is in it
    asks: tuple = ()  # whom it asks, and names where what fails is what it writes to that
    hands_out: bool = True  # its certificates, to whoever runs it
    tells_issued: Callable = lambda done, issued: not issued or 'issued as' in done.err  # of one that it could not hand out
    alone: bool = True  # one thread writes, and to nothing outside of the place


@dataclass(frozen=True)
class Ordering(Command):
    """Its certificate is another CA's."""
    ended: Callable = lambda place: ordered(place)
    start: str = 'gateway'
    certificates: tuple = (1, 1)
    before_again: Callable = lambda place: nothing_under_way(place)
    exits: tuple = (0, 9, 10)  # the adapter is written to as well
    asks: tuple = ('other.',)
    alone: bool = False


@dataclass(frozen=True)
class Batch(Command):
    """Each item has a line of its own."""
    told: Callable = lambda place, done: told_items(place, done)
    failures: Callable = lambda done: done.out + done.err
    tells_issued: Callable = lambda done, issued: items_issued(done) >= issued
    marks: tuple = ('pkit: error: ', '"error":{')
    alone: bool = False


def web1(place):
    recorded(place, 'home', 'out/web1.crt')


def ci1(place):
    published(place, 'home', 'out/ci1')


def will_be_published(place):
    return place.has('out/ci1') or count(place, 'home', 'publications WHERE done = 0') == 1


def one_issued(place):
    return count(place, 'home', "registrations WHERE state = 'issued'") == 1


def approved(place):
    require(one_issued(place), 'nothing is issued for the registration')


def denied(place):
    require(count(place, 'home', "registrations WHERE state = 'denied'") == 1, 'it is not denied')


def renewed_old(place):
    """One certificate over the old key took the place of the old one, which is still valid."""
    published(place, 'home', 'old')
    require(count(place, 'home', 'renewals') == 1, 'it was not renewed once')
    require(count(place, 'home', 'certificates WHERE revoked_at IS NOT NULL') == 0, 'the former one is revoked')


def rotated_old(place):
    """What is published is over a new key, and everything over the old one ended."""
    published(place, 'home', 'old')
    new = count(place, 'home', 'certificates WHERE revoked_at IS NULL AND id IN (SELECT certificate FROM renewals)')
    require(new == 1, f'{new} new certificates are valid')
    ended = count(place, 'home', 'certificates WHERE revoked_at IS NULL AND id IN (SELECT replaces FROM renewals)')
    require(ended == 0, 'the former one is still valid')


def revoked(place):
    require(count(place, 'home', 'certificates WHERE revoked_at IS NOT NULL') == 1, 'it is not revoked')


def backed_up(file):
    return lambda place: require(place.sql(file, 'SELECT count(*) FROM certificates') == (2,), f'{file} is incomplete')


def own_key(place, key, certificate):
    public = openssl('pkey', '-in', place.path(key), '-pubout')
    holds = public == openssl('x509', '-in', place.path(certificate), '-noout', '-pubkey')
    require(holds, f'{key} is not the key of {certificate}')


def restored(home):
    def ended(place):
        require(count(place, home, 'certificates') == 2, f'{home} is incomplete')
        for name in ('root', 'issuing'):
            own_key(place, f'{home}/ca/{name}.key', f'{home}/ca/{name}.crt')
    return ended


def there(name):
    return lambda place: place.has(name)


def root_is(key):
    """The root's key is its certificate's."""
    return lambda place: own_key(place, key, 'home/ca/root.crt')


def accepted(place, issuer, leaf):
    """openssl's verdict under the home's root."""
    openssl('verify', '-x509_strict', '-CAfile', place.path('home/ca/root.crt'), '-untrusted', place.path(issuer),
            place.path(leaf))


def renewed(place):
    """One renewal was made of it, the new issuer signs, and what the former signed stays valid."""
    require(count(place, 'home', "issuers WHERE authority = 'issuing'") == 2, 'there are not two issuers')
    require(count(place, 'home', "events WHERE kind = 'authority.renewed'") == 1, 'it was not renewed once')
    own_key(place, 'home/ca/issuing.key', 'home/ca/issuing.crt')
    done = place.run(ISSUE_WEB1)
    require(done.status == 0, f'the renewed authority does not sign: {done.err}')
    accepted(place, 'home/ca/issuing.crt', 'web1.crt')
    accepted(place, 'former.crt', 'old/cert.pem')


def added(place):
    """Its key is its certificate's, and the root vouches for it."""
    own_key(place, 'home/ca/second.key', 'home/ca/second.crt')
    openssl('verify', '-x509_strict', '-CAfile', place.path('home/ca/root.crt'), place.path('home/ca/second.crt'))
    require(count(place, 'home', "events WHERE kind = 'authority.added'") == 1, 'it was not added once')


def told_certificate(place, done):
    if 'END CERT' in done.out:
        recorded_text(place, 'home', done.out)


def told_items(place, done):
    """Each line that says so has its certificate in the state, and its file whole in its place."""
    for line in done.out.split('\n')[:-1]:
        item = json.loads(line)
        if item['ok'] and 'out' in item['data']:
            recorded(place, 'home', os.path.join('out/batch', item['data']['out']))


def items_issued(done):
    """Of how many it says that they have a certificate, handed out or not."""
    return sum('"ok":true' in line or 'issued as' in line for line in done.out.split('\n'))


def batch_issued(place):
    files = sorted(os.listdir(place.path('out/batch')))
    require(files == [f'{name}.pem' for name in BATCH], f'in out/batch: {files}')
    for file in files:
        recorded(place, 'home', f'out/batch/{file}')


def batch_approved(place):
    require(count(place, 'home', "registrations WHERE state = 'waiting'") == 0, 'one waits still')


def ordered(place):
    """The other CA made one certificate, of an order that was sent once, and it is bound to that order."""
    recorded(place, 'home', 'out/web1.crt')
    made = os.listdir(place.other_ca('made'))
    with open(place.other_ca('sent')) as file:
        sent = file.readlines()
    require(len(made) == 1, f'the other CA made {len(made)} certificates')
    require(len(sent) == len(set(sent)), f'it was sent an order twice: {sent}')
    require(place.sql('home/pkit.db', "SELECT id FROM intents WHERE state = 'bound'") == tuple(made), 'another is bound')


def enrolled(place):
    """The realm's PKI made one certificate, of one order however often it came, and it is bound to that order."""
    recorded(place, 'home', 'out/web1.crt')
    made = os.listdir(place.other_ca('made'))
    require(place.sql('home/pkit.db', "SELECT id FROM intents WHERE state = 'bound'") == tuple(made), f'made of {made}')
    require(count(place, 'home', 'user_certificates c JOIN realm_users u USING (principal)') == 1, 'it is no user\'s')


def told_of(place):
    """What the other CA has is kept, once, and nothing is under way."""
    require(count(place, 'home', "gateway_records WHERE ca_request_id = 'one'") == 1, 'the record is not kept')
    require(count(place, 'home', "gateways WHERE run <> ''") == 0, 'it is not over')
    require(count(place, 'home', "events WHERE kind = 'gateway.synced'") <= 2, 'it is told again and again')


def made_there(place):
    """The other CA made one certificate, of an order that was sent once; the order is bound, and the record is kept."""
    made = os.listdir(place.other_ca('made'))
    with open(place.other_ca('sent')) as file:
        require(len(file.readlines()) == len(made) == 1, f'it was sent more than once: {made}')
    require(place.sql('home/pkit.db', "SELECT id FROM intents WHERE state = 'bound'") == tuple(made), 'another is bound')
    require(count(place, 'home', "gateway_records WHERE ca_request_id = 'one'") == 1, 'the record is not kept')


def logged_in(place):
    """What the realm said at the first receipt is kept, and told once (X13)."""
    require(count(place, 'home', "user_certificates WHERE answer = 'YES'") == 1, 'the answer is not kept')
    require(count(place, 'home', "events WHERE kind = 'user.received'") == 1, 'it is not told once')


def nothing_under_way(place):
    """As if the time had passed in which what was sent may still arrive."""
    place.change('home/pkit.db', 'UPDATE intents SET sent_until = 0')


def spelt(row):
    """Octets as their digits: later schemas keep as octets what the first one had spelt."""
    return tuple(value.hex() if isinstance(value, bytes) else value for value in row)


def migrated(place):
    """A state of the first schema is one of ours, and tells what it told."""
    require(place.sql('home/pkit.db', 'PRAGMA user_version') > (1,), 'it was not brought up to date')
    require(place.sql('home/pkit.db.schema-1', 'PRAGMA user_version') == (1,), 'the copy from before is another')
    for table in ('events', 'certificates', 'registrations', 'requests'):
        columns = ', '.join(name for _, name, *_ in place.rows(f'{FIRST_SCHEMA}/pkit.db', f'PRAGMA table_info({table})'))
        told = [[spelt(row) for row in place.rows(database, f'SELECT {columns} FROM {table}')]
                for database in ('home/pkit.db', 'home/pkit.db.schema-1', f'{FIRST_SCHEMA}/pkit.db')]
        require(told[0] == told[1] == told[2], f'{table} is not what it was')


def heeded(place):
    """openssl takes the CRLs, and by them the one certificate is revoked; no number was given out twice."""
    done = subprocess.run(['openssl', 'verify', '-crl_check_all', '-CAfile', place.path('home/ca/root.crt'), '-untrusted',
                           place.path('home/ca/issuing.crt'), '-CRLfile', place.path('out/all.pem'),
                           place.path('gone/cert.pem')], capture_output=True, text=True)
    require('certificate revoked' in done.stderr, f'openssl says {done.stdout}{done.stderr}')
    told = place.run('events --home home --kind crl.signed --format json'.split()).out
    numbers = [json.loads(line)['data']['data']['number'] for line in told.splitlines()]
    require(len(numbers) == len(set(numbers)), f'a number came twice: {numbers}')


def answered(place):
    """Each certificate has an answer where a web server looks for it, and it is what openssl wants."""
    issuer = place.path('home/ca/issuing.crt')
    for name, state in (('old', 'good'), ('gone', 'revoked')):
        leaf, asked = place.path(f'{name}/cert.pem'), place.path('request')
        openssl('ocsp', '-issuer', issuer, '-cert', leaf, '-no_nonce', '-reqout', asked)
        with open(asked, 'rb') as file:
            question = base64.b64encode(file.read()).decode().replace('//', '/')
        os.remove(asked)
        said = openssl('ocsp', '-issuer', issuer, '-cert', leaf, '-respin', place.path(f'out/answers/{question}'),
                       '-CAfile', place.path('chain.pem')).decode()
        require(f'{leaf}: {state}' in said, f'openssl says {said}')
    files = sum(len(names) for _, _, names in os.walk(place.path('out/answers'))) - 1
    require(files == count(place, 'home', 'certificates'), f'there are {files} answers')
    require(count(place, 'home', 'responders') == count(place, 'home', "events WHERE kind = 'responder.issued'"),
            'a responder is not recorded')


def heard(place):
    """Each event was heard, by its own key, and of one subject in their order."""
    require(count(place, 'home', "deliveries WHERE state <> 'done'") == 0, 'some are not delivered')
    with open(place.other_ca('heard')) as file:
        keys = [line.strip() for line in file if line.strip()]  # one that could not be written to heard nothing
    events = [int(key.split('-')[1]) for key in dict.fromkeys(keys)]
    require(events == sorted(events), f'heard out of their order: {keys}')
    require(len(events) == count(place, 'home', 'deliveries'), f'heard {keys}')


def alerted(place):
    """Each recipient's steps are done: the script heard it by one key, and has one message; the tag was told once."""
    require(count(place, 'home', "deliveries WHERE state = 'done'") == 2, 'they are not delivered')
    with open(place.other_ca('heard')) as file:
        keys = {line.strip() for line in file}
    require(len(keys) == 2, f'heard {keys}')
    messages = os.listdir(place.path('home/outbox'))
    require(len(messages) == 2 and all(name.endswith('.eml') for name in messages), f'in the outbox: {messages}')
    require(count(place, 'home', "certificate_metadata WHERE value = 'told'") == 1, 'it is not tagged')
    require(count(place, 'home', "events WHERE kind = 'metadata.set'") == 1, 'it is not told once')


def kept_up(place):
    """The one certificate was renewed once, and what the store holds is the new one and its key, or still the old one."""
    require(count(place, 'home', "deliveries WHERE state = 'done'") == 1, 'it is not delivered')
    require(count(place, 'home', 'renewals') == 1, 'it was not renewed once')
    (serial,), = place.rows('home/pkit.db', 'SELECT hex(c.serial) FROM certificates c JOIN renewals r ON r.certificate = c.id')
    told = openssl('x509', '-in', place.path('site.pem'), '-noout', '-serial').decode()
    require(told.strip().split('=')[1].lstrip('0') == serial.lstrip('0'), f'the store has {told}')
    own_key(place, 'site.pem', 'site.pem')


def store_has_a_pair(place, _):
    """At each moment."""
    own_key(place, 'site.pem', 'site.pem')


def key_files(place):
    return [name for name in os.listdir(place.path('home/keys')) if name.endswith('.key')]


def kept(place):
    """Each kept key has its file, and each file is a key's."""
    rows = {key for key, in place.rows('home/pkit.db', 'SELECT id FROM kept_keys')}
    require({name[:-4] for name in key_files(place)} == rows, f'{key_files(place)} are kept, not {rows}')
    require(len(rows) == 2, f'{len(rows)} keys are kept')


def kept_certificate(place):
    kept(place)
    require(count(place, 'home', 'kept_keys k JOIN certificates c ON c.der = k.certificate') == 1, 'it is not married')


def encrypted(place):
    with open(place.path('home/ca/issuing.key')) as file:
        require(file.readline() == '-----BEGIN ENCRYPTED PRIVATE KEY-----\n', 'the key is not encrypted')
    openssl('pkey', '-in', place.path('home/ca/issuing.key'), '-passin', 'pass:under this', '-noout')


def rows_are(where, wanted):
    return lambda place: require(count(place, 'home', where) == wanted, f'{where}: not {wanted}')


def tagged(place):
    """Generated once for each certificate, and told once."""
    certificates = count(place, 'home', 'certificates')
    require(count(place, 'home', 'metadata_generated') == certificates, 'some were not asked for')
    require(count(place, 'home', "certificate_metadata WHERE field = 'Owner'") == certificates, 'some are not tagged')
    require(count(place, 'home', "events WHERE kind = 'metadata.generated'") == certificates, 'it is not told once each')


def unpacked(place):
    require(contents(place, 'home/ca/realm-staff.crt') == contents(place, 'staff.crt'), 'it is not the CA of the file')
    require(count(place, 'home', "events WHERE kind = 'authority.unpacked'") >= 1, 'it is not told')
    done = place.run(['config', 'check', '--home', 'home'])
    require(done.status == 0, f'pkit.yaml is faulty: {done.err}')


def ca_revoked(place):
    require(count(place, 'home', 'foreign_revocations') == 1, 'it is not revoked once')
    require(count(place, 'home', "events WHERE kind = 'authority.revoked'") == 1, 'it is not told once')
    require(count(place, 'home', 'authorities WHERE retired_at IS NOT NULL') == 1, 'it is not retired')


def contents(place, name):
    with open(place.path(name)) as file:
        return file.read()


def either(place, name, *wholes):
    """The old file or the new one, whatever happened, with its mode."""
    require(contents(place, name) in wholes, f'{name} is neither the old nor the new one')
    require(os.stat(place.path(name)).st_mode & 0o777 == 0o640, f'{name} has another mode')


def handed_over(place):
    require(contents(place, 'out/handed/handoff.json').endswith('}\n'), 'handoff.json is not whole')
    require(contents(place, 'home/ca/root.crt') in contents(place, 'out/handed/manager-ca.pem'), 'no root is handed over')


def pair_of(place, directory):
    return contents(place, f'{directory}/cert.pem') + contents(place, f'{directory}/key.pem')


def site_is_whole(place, _):
    either(place, 'site.pem', pair_of(place, 'old'), pair_of(place, '../../put'))


def put(place):
    either(place, 'site.pem', pair_of(place, '../../put'))
    require(contents(place, '.site.pem.previous') == pair_of(place, 'old'), 'what was replaced is not kept')


def job_done(place):
    """However often it was begun: it ran once, is over, and the store is as it was asked for."""
    put(place)
    require(count(place, 'home', "jobs WHERE state = 'Completed' AND holder = ''") == 1, 'the job is not over')
    require(count(place, 'home', "job_runs WHERE result IN ('Success', 'Warning')") == 1, 'it did not run once')
    require(count(place, 'home', "events WHERE kind = 'job.completed'") == 1, 'it is not told once')


def agent_done(place):
    """The same of a job that an agent did, in as many sessions as it took."""
    put(place)
    require(count(place, 'home', "jobs WHERE agent <> '' AND state = 'Completed' AND holder = ''") == 1, 'the job is not over')
    require(count(place, 'home', "job_runs WHERE result IN ('Success', 'Warning')") == 1, 'it did not run once')
    require(count(place, 'home', "events WHERE kind = 'job.handed-out'") >= 1, 'a key left that nobody tells of')
    require(not place.has('cam/job.json'), 'the agent is at it still')


def pair_put(place):
    """Of two files a kill may leave a mixture on the disk, which the next command ends: here the same one again."""
    either(place, 'www.crt', contents(place, '../../put/cert.pem'))
    either(place, 'www.key', contents(place, '../../put/key.pem'))
    require(contents(place, '.www.key.previous') == contents(place, 'old/key.pem'), 'what was replaced is not kept')


def trust_is_whole(place, _):
    either(place, 'trust.pem', contents(place, 'spare.pem'), contents(place, 'home/ca/issuing.crt'))


def taken(place):
    either(place, 'trust.pem', contents(place, 'home/ca/issuing.crt'))
    require(contents(place, '.trust.pem.previous') == contents(place, 'spare.pem'), 'what was replaced is not kept')


FIRST_SCHEMA = '../../first-schema/home'
ISSUE_WEB1 = 'issue --home home --csr ../../web1.csr --out web1.crt'.split()
INIT = 'init --home home --name Swept --key-type ed25519 --no-passphrase'
ONE = (1, 1)
ALL = (len(BATCH), len(BATCH))
COMMANDS = {
    'register': Command(f'register --home home --client-machine web1 {CSR} --request-id r1', web1, certificates=ONE),
    'approve': Command('approve --home home {waiting} --request-id a1', approved, certificates=ONE),
    'issue': Command(f'issue --home home {CSR} --request-id i1', web1, certificates=ONE),
    'to_stdout': Command('issue --home home --csr {web1} --request-id i1', lambda place: None, certificates=ONE,
                         told=told_certificate),
    'new_key': Command(f'{KEY} --request-id k1', ci1, certificates=ONE),
    'plain_register': Command(f'register --home home --client-machine web1 {CSR}', web1, certificates=ONE,
                              done_before=there('out/web1.crt')),
    'plain_approve': Command('approve --home home {waiting}', approved, certificates=ONE, done_before=one_issued),
    'plain_issue': Command(f'issue --home home {CSR}', web1, certificates=(1, 2), done_before=there('out/web1.crt')),
    'plain_new_key': Command(KEY, ci1, certificates=ONE, done_before=will_be_published),
    'batch': Batch('issue --home home --batch {batch}/csrs --out out/batch --jobs 2', batch_issued, certificates=ALL),
    'register_batch': Batch('register --home home --batch {batch}/manifest --out out/batch --jobs 2', batch_issued,
                            certificates=ALL),
    'approve_all': Batch('approve --home home --all --format json', batch_approved, certificates=ONE),
    'deny': Command('deny --home home {waiting} --reason no --request-id d1', denied),
    'renew_file': Command(f'renew --home home {OLD} --out out/web1.crt', web1, certificates=ONE),
    'renew_directory': Command(f'renew --home home {OLD} --out old', renewed_old, certificates=ONE),
    'rotate_key': Command(f'rotate-key --home home {OLD} --new-key ed25519 --out old', rotated_old, certificates=(1, 2)),
    'revoke': Command('revoke --home home old/cert.pem --reason superseded --request-id v1', revoked),
    'backup': Command('backup --home home out/backup', backed_up('out/backup'), done_before=there('out/backup')),
    'backup_again': Command('backup --home home backup --force', backed_up('backup')),
    'restore': Command('restore backup --home out/home --issued issued', restored('out/home'),
                       done_before=there('out/home')),
    'restore_over': Command('restore keyless --home home --issued issued --force', restored('home')),
    'init': Command(INIT, root_is('home/ca/root.key'), 'nothing', done_before=there('home')),
    'init_root': Command(f'{INIT} --root-out roots', root_is('roots/root.key'), 'nothing', done_before=there('home')),
    'migrate': Command('list certificates --home home', migrated, 'first-schema'),
    'order_register': Ordering(f'register --home home --client-machine web1 {CSR} --request-id r1'),
    'order_issue': Ordering(f'issue --home home {CSR} --request-id i1'),
    'order_complete': Ordering('issue --home home {ordered} --out out/web1.crt --request-id c1', start='ordered'),
    'enrol': Ordering(f'register --home home {BY_WEB1} {CSR} --request-id r1', enrolled, 'realm', asks=('other.',)),
    'requirements': Command(f'csr-requirements --home home {BY_WEB1}', rows_are('guesses WHERE tries > 0', 0), 'realm',
                            exits=(0, 9, 10), asks=('other.',)),
    'log_in': Command('authenticate --home home --realm staff --cert out/web1.crt --key {web1_key}', logged_in, 'enrolled',
                      exits=(0, 9, 10), asks=('other.',)),
    'gateway_sync': Command('gateway sync corp --home home', told_of, 'gateway', exits=(0, 9, 10), alone=False),
    'gateway_enroll': Command('gateway enroll corp --csr {web1} --product any --out out/web1.crt --request-id g1 --home home',
                              made_there, 'gateway', before_again=lambda place: nothing_under_way(place), exits=(0, 9, 10),
                              alone=False),
    'add': Command('authority add second --home home --key-type ed25519 --request-id once', added),
    'plain_add': Command('authority add second --home home --key-type ed25519', added,
                         done_before=lambda place: count(place, 'home', "issuers WHERE authority = 'second'") == 1),
    'crl': Command('crl --home home --out out/all.pem', heeded, 'alerts'),
    'ocsp_prepare': Command('ocsp prepare --home home --out out/answers', answered, 'alerts'),
    'deliver': Command('events deliver --home home', heard, 'alerts', exits=(0, 9, 10), alone=False,
                       before_again=lambda place: place.change('home/pkit.db', 'UPDATE deliveries SET next_at = 0')),
    'alert_steps': Command('events deliver --home home', alerted, 'alerting', exits=(0, 9, 10), alone=False,
                           before_again=lambda place: place.change('home/pkit.db', 'UPDATE deliveries SET next_at = 0')),
    'alert_renewal': Command('events deliver --home home', kept_up, 'renewing', certificates=ONE, exits=(0, 9, 10), alone=False,
                             told=store_has_a_pair, hands_out=False,
                             before_again=lambda place: place.change('home/pkit.db', 'UPDATE deliveries SET next_at = 0')),
    'csr_new': Command('csr new --home home --keep-key --key-type ed25519 --subject CN=k --key-passphrase-file {keeping}'
                       ' --request-id n1', kept, 'fleet'),
    'issue_kept': Command('issue --home home --keep-key --new-key ed25519 --subject CN=k --key-passphrase-file {keeping}'
                          ' --request-id n1', kept_certificate, 'fleet', certificates=ONE),
    'csr_marry': Command('csr marry {kept} {married} --home home --request-id m1',
                         rows_are('kept_keys WHERE married_at IS NOT NULL', 1), 'fleet'),
    'generate': Command('metadata generate --all --home home', tagged, 'fleet', exits=(0, 9, 10)),
    'metadata_set': Command('metadata set old Seats=7 --home home --request-id s1',
                            rows_are("certificate_metadata WHERE value = '7'", 1), 'fleet'),
    'apply': Command('blueprint apply edge --to plain --home home --request-id b1', rows_are('orchestrator_stores', 2),
                     'fleet'),
    'capture': Command('blueprint capture two --from full --home home --request-id b1', rows_are('blueprints', 2), 'fleet'),
    'stores': Command('orchestrator stores plain --set {stores} --home home --request-id o1',
                      rows_are('orchestrator_stores', 2), 'fleet'),
    'reset': Command('orchestrator reset full --home home --request-id o1', rows_are('orchestrator_stores', 0), 'fleet'),
    'delete': Command('orchestrator delete full --reason gone --home home --request-id o1',
                      rows_are("principals WHERE name = 'full' AND kind = 'orchestrator'", 0), 'fleet'),
    'handoff': Command('account handoff app --template data --out out/handed --home home', handed_over, 'fleet',
                       done_before=there('out/handed'), told=lambda place, _: place.has('out/handed') and handed_over(place)),
    'store_add': Command('store add spare spare.pem --home home', rows_are('cert_stores', 4), 'stores',
                         done_before=lambda place: count(place, 'home', 'cert_stores') == 4),
    'store_inventory': Command('store inventory --home home', rows_are('cert_stores WHERE inventoried_at IS NOT NULL', 3),
                               'stores'),
    'store_put': Command('store put site --cert {put}/cert.pem --key {put}/key.pem --overwrite --home home', put, 'stores',
                         told=site_is_whole),
    'store_pair': Command('store put www --cert {put}/cert.pem --key {put}/key.pem --overwrite --home home', pair_put,
                          'stores'),
    'job_run': Command('job run --due --home home', job_done, 'stores', told=site_is_whole),
    'agent_run': Command('agent run --agent-dir cam --home home', agent_done, 'agent', told=site_is_whole),
    'store_take': Command('store take trust {taken} --home home', taken, 'stores', told=trust_is_whole),
    'passphrase': Command('authority passphrase issuing --new-passphrase-file {keeping} --home home', encrypted, 'sealed'),
    'unpack': Command('authority unpack staff --home home', unpacked, 'packed'),
    'revoke_ca': Command('authority revoke issuing --reason superseded --home home --request-id once', ca_revoked),
    'renew': Command('authority renew issuing --home home --new-key ed25519 --request-id once', renewed),
}
