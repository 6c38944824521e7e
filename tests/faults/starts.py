"""Where the commands begin: `start`, a home with what they need; `first-schema`, the home that the first pkit left;
`alerts`, the same with a certificate that is revoked, and an adapter that is told of events; `alerting`, the same with an alert of several steps instead; `renewing`, a store whose certificate's end is told to an alert that renews it and puts it there; `fleet`, orchestrators, a blueprint and a kept key; `stores`, certificate stores beside the home; `agent`, the same with an agent; `sealed`, one whose pkit.yaml leads to the
passphrase that its key is not under yet; `packed`, one with a realm whose CA is a PKCS#12 file; `gateway`, one whose certificates another CA makes; `ordered`, the same with a registration that has none yet;
`realm`, one with a realm whose procedures are that CA's, and `enrolled`, the same with a user's certificate; and `nothing`."""
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess

import states


def program(*words, wanted=0):
    done = subprocess.run([os.environ['PKIT'], *words], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != wanted:
        raise SystemExit(f'{words}: exit {done.returncode}: {done.stderr}')
    return done.stdout


def openssl_quietly(*words):
    subprocess.run(['openssl', *words], check=True, capture_output=True)


def request(name, directory='.'):
    openssl_quietly('req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout',
                    f'{name}.key', '-out', f'{directory}/{name}.csr', '-subj', f'/CN={name}')


def admit_everyone(config):
    """Whose short certificates are due at once, and whose ordinary ones a day after they are made."""
    with open(config, 'r+') as file:
        text = file.read().replace('handlers: []', 'handlers: [ { name: everyone, unverified: true, allow: {} } ]', 1)
        text = text.replace('    lifetime: 90d', '    lifetime: 90d\n    renew_within: 89d')
        file.seek(0)
        file.write(text)


def leave_first_schema():
    data = os.path.join(os.environ['PKIT_SOURCE'], 'tests', 'data', 'home-schema-1')
    home = 'first-schema/home'
    os.makedirs(home + '/ca', 0o700)
    os.chmod(home, 0o700)
    shutil.copy(f'{data}/pkit.yaml', home)
    for name in os.listdir(f'{data}/ca'):
        shutil.copy(f'{data}/ca/{name}', f'{home}/ca')
        os.chmod(f'{home}/ca/{name}', 0o600)
    with sqlite3.connect(f'{home}/pkit.db') as state, open(f'{data}/pkit.sql') as statements:
        state.executescript(statements.read())
    for name in ('pkit.yaml', 'pkit.db'):
        os.chmod(f'{home}/{name}', 0o600)


BATCH = ('b1', 'b2', 'b3')

def leave_batch():
    os.makedirs('batch/csrs')
    with open('batch/manifest', 'w') as manifest:
        for name in BATCH:
            request(name, 'batch/csrs')
            print(json.dumps({'csrFile': f'csrs/{name}.csr', 'clientMachine': name}), file=manifest)


# Of an order it makes the one certificate there is. What it did is kept outside of the place: no fault of pkit's is its.
OTHER_CA = r"""#!/bin/bash
mkdir -p ../../ca/made && cd ../../ca || exit 1
read -r envelope
procedure=${envelope#*'"procedure":"'} id=${envelope#*'"requestId":"'}
procedure=${procedure%%'"'*} id=${id%%'"'*}
case $procedure in issue | Enroll) echo "$id" >>sent && : >"made/$id" ;; esac
record='{"CARequestID":"one","Status":40,"Certificate":"PEM"}'
case $procedure in
  Synchronize) echo "{\"records\":[$record]}" && exit ;;
  Enroll) echo "$record" && exit ;;
  GetSingleRecord) { [ -e "made/$id" ] && echo "$record" || echo '{"found":false}'; } && exit ;;
esac
[ -e "made/$id" ] || { echo "{\"result\":\"Unknown\",\"requestId\":\"$id\"}" && exit; }
echo "{\"result\":\"Issued\",\"requestId\":\"$id\",\"certificate\":\"PEM\"}"
"""
OTHERS_YAML = """version: 1
authorities: { corp: { certificate: ca/corp.crt, gateway: other } }
profiles: { agent: { authority: corp, lifetime: 90d, san: { dns: ["{ClientMachine}.corp.example"] } } }
adapters: { other: { exec: [adapters/other], timeout: 20s } }
chains: { default: { profiles: [agent], handlers: [ { name: all, unverified: true, allow: {} } ] } }
registration: { chain: default, profile: agent }
gateways: { corp: { adapter: other, certificate: ca/corp.crt } }
"""


def write(file, text):
    with open(file, 'w') as out:
        out.write(text)


def leave_gateway():
    """The other CA's certificate over web1.csr is made beforehand."""
    home = 'gateway/home'
    program('init', '--home', home, '--name', 'Test', '--no-passphrase', '--key-type', 'ed25519')
    openssl_quietly('req', '-x509', '-newkey', 'ed25519', '-nodes', '-keyout', 'corp.key', '-out', f'{home}/ca/corp.crt',
                    '-subj', '/CN=Corp CA', '-days', '3650', '-addext', 'keyUsage=critical,keyCertSign')
    write('extensions', 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n'
          'extendedKeyUsage=clientAuth\nsubjectAltName=DNS:web1.corp.example\n')
    openssl_quietly('x509', '-req', '-in', 'web1.csr', '-CA', f'{home}/ca/corp.crt', '-CAkey', 'corp.key', '-days', '30',
                    '-set_serial', '0x5a17', '-extfile', 'extensions', '-out', 'others.crt')
    os.mkdir(f'{home}/adapters')
    with open('others.crt') as certificate:
        write(f'{home}/adapters/other', OTHER_CA.replace('PEM', certificate.read().replace('\n', '\\n')))
    os.chmod(f'{home}/adapters/other', 0o700)
    write(f'{home}/pkit.yaml', OTHERS_YAML)


# What it hears is kept outside of the place: no fault of pkit's is its.
# What generates metadata: the same of every certificate.
DESCRIBE = '#!/bin/sh\ncat >/dev/null\necho \'{"metadata":{"Owner":"ops"}}\'\n'
FLEET_YAML = """adapters: { cmdb: { exec: [adapters/describe], timeout: 20s } }
metadata: { fields: { Owner: { type: string }, Seats: { type: integer } }, generate: cmdb.describe }
store_types: { PEM: {} }
"""


def leave_fleet():
    """An orchestrator with stores and a blueprint of them, one without, and a kept key whose certificate has come."""
    states.copy('start', 'fleet')
    home = 'fleet/home'
    os.mkdir(f'{home}/adapters')
    write(f'{home}/adapters/describe', DESCRIBE)
    os.chmod(f'{home}/adapters/describe', 0o700)
    with open(f'{home}/pkit.yaml', 'a') as config:
        config.write(FLEET_YAML)
    write('stores.json', '[{"StorePath":"/etc/a.pem","CertStoreTypeName":"PEM"}]')
    for name in ('plain', 'full'):
        program('register', '--home', home, '--client-machine', name, '--capability', 'CertStores.PEM.Inventory')
    program('orchestrator', 'stores', '--home', home, 'full', '--set', 'stores.json')
    program('blueprint', 'capture', 'edge', '--home', home, '--from', 'full')
    program('blueprint', 'export', 'edge', '--home', home)
    write('keeping', 'under this\n')
    os.chmod('keeping', 0o600)
    program('account', 'create', '--home', home, '--name', 'app', '--username', 'application', '--password-file', 'keeping')
    program('vault', 'template', 'data', '--home', home)
    program('csr', 'new', '--home', home, '--keep-key', '--key-type', 'ec-p256', '--subject', 'CN=kept',
            '--key-passphrase-file', 'keeping', '--out', 'kept.csr')
    openssl_quietly('x509', '-req', '-in', 'kept.csr', '-CA', f'{home}/ca/issuing.crt', '-CAkey',
                    f'{home}/ca/issuing.key', '-set_serial', '77', '-days', '9', '-out', 'kept.crt')
    states.copy('start', 'sealed')
    with open('sealed/home/pkit.yaml', 'r+') as config:
        text = config.read().replace('    key: ca/issuing.key', f'    key: ca/issuing.key\n    passphrase: file:{os.path.abspath("keeping")}', 1)
        config.seek(0)
        config.write(text)
    keys = json.loads(program('list', 'keys', '--home', home, '--format', 'json'))['data']['keys']
    return keys[0]['id']


PAGER = r"""#!/bin/bash
mkdir -p ../../ca && cd ../../ca || exit 1
read -r envelope
id=${envelope#*'"requestId":"'}
echo "${id%%'"'*}" >>heard
echo '{}'
"""
ALERTS_YAML = """adapters: { pager: { exec: [adapters/pager], timeout: 20s } }
alerts: [ { on: [issued, revoked], call: pager.notify } ]
"""


STEPS_YAML = """metadata: { fields: { State: { type: string } } }
alerts:
  - name: ended
    on: revoked
    recipients: [ops, boss]
    steps: [ { script: adapters/pager, sha256: SUM }, { set_metadata: { State: told } }, { mail: outbox } ]
"""


def leave_alerting():
    states.copy('alerts', 'alerting')
    os.mkdir('alerting/home/outbox')
    with open('alerting/home/pkit.yaml') as config:
        text = config.read().replace(ALERTS_YAML, '')
    write('alerting/home/pkit.yaml', text + STEPS_YAML.replace('SUM', hashlib.sha256(PAGER.encode()).hexdigest()))


RENEWING_YAML = """alerts:
  - { name: care, on: expiring, before: [30d], when: { data.ClientMachine: near }, steps: [ { renew: same-key }, { put_to_stores: all } ] }
"""


def leave_renewing():
    """A certificate that nears its end, in one store with its key."""
    states.copy('start', 'renewing')
    home = 'renewing/home'
    with open(f'{home}/pkit.yaml', 'a') as config:
        config.write(RENEWING_YAML)
    request('near')
    program('register', '--home', home, '--client-machine', 'near', '--csr', 'near.csr', '--not-after', '20d', '--out', 'near.crt')
    write('renewing/site.pem', ''.join(open(f'near.{part}').read() for part in ('crt', 'key')))
    os.chmod('renewing/site.pem', 0o640)
    program('store', 'add', 'site', 'renewing/site.pem', '--home', home)
    program('events', 'scan', '--home', home)


def leave_alerts():
    states.copy('start', 'alerts')
    home = 'alerts/home'
    os.mkdir(f'{home}/adapters')
    write(f'{home}/adapters/pager', PAGER)
    os.chmod(f'{home}/adapters/pager', 0o700)
    with open(f'{home}/pkit.yaml', 'a') as config:
        config.write(ALERTS_YAML)
    program('issue', '--home', home, '--subject', 'CN=gone', '--new-key', 'ed25519', '--out', 'alerts/gone')
    program('revoke', '--home', home, 'alerts/gone/cert.pem', '--reason', 'keyCompromise')
    with open('alerts/chain.pem', 'w') as chain:
        for name in ('root', 'issuing'):
            with open(f'{home}/ca/{name}.crt') as certificate:
                chain.write(certificate.read())


# The same CA behind the procedures of a realm: the same order has the same certificate, however often it comes.
REALM_CA = r"""#!/bin/bash
mkdir -p ../../ca/made && cd ../../ca || exit 1
read -r envelope
procedure=${envelope#*'"procedure":"'} id=${envelope#*'"requestId":"'}
procedure=${procedure%%'"'*} id=${id%%'"'*}
case $procedure in
  init) echo '{}' ;;
  generate) : >"made/$id" && echo '{"certificateBase64":"DER"}' ;;
  identity) echo '{"userName":"web1"}' ;;
esac
"""
REALM_YAML = """user_sources: { people: { file: users.yaml } }
realms:
  staff:
    dependent-user-auth-realm: people
    pki-bridge-class: UserCertificateAdapterBasedPKI
    adapter-pki-bridge-init-procedure: other.init
    adapter-pki-bridge-certificate-generation-procedure: other.generate
    adapter-pki-bridge-identity-from-certificate-procedure: other.identity
    authority: corp
"""


def leave_realm():
    states.copy('gateway', 'realm')
    home = 'realm/home'
    with open('others.crt') as pem:
        der = ''.join(pem.read().split('\n')[1:-2])
    write(f'{home}/adapters/other', REALM_CA.replace('DER', der))
    write(f'{home}/pkit.yaml', OTHERS_YAML + REALM_YAML)
    write('password', 'correct horse\n')
    os.chmod('password', 0o600)
    kept = program('realm', 'password', '--password-file', 'password').strip()
    write(f'{home}/users.yaml', f'version: 1\nusers: {{ web1: {{ password: "{kept}" }} }}\n')
    os.chmod(f'{home}/users.yaml', 0o600)
    states.copy('realm', 'enrolled')
    program('register', '--home', 'enrolled/home', '--realm', 'staff', '--username', 'web1', '--password-file', 'password',
            '--csr', 'web1.csr', '--out', 'enrolled/out/web1.crt')


PACKED_YAML = """user_sources: {{ people: {{ file: users.yaml }} }}
realms:
  staff:
    dependent-user-auth-realm: people
    pki-bridge-class: com.worklight.core.auth.ext.UserCertificateEmbeddedPKI
    embedded-pki-bridge-ca-p12-file-path: ca/staff.p12
    embedded-pki-bridge-ca-p12-password: file:{password}
"""


def leave_packed():
    """What is to be taken out lies beside the home, as it is to be."""
    shutil.copytree('start', 'packed')
    usage = ('-addext', 'keyUsage=critical,keyCertSign,cRLSign')
    curve = ('-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '900', '-subj')
    openssl_quietly('req', '-x509', *curve, '/CN=Packed', '-keyout', 'packed.key', '-out', 'packed/staff.crt', *usage)
    write('packed.pass', 'of the file\n')
    os.chmod('packed.pass', 0o600)
    file = 'packed/home/ca/staff.p12'
    openssl_quietly('pkcs12', '-export', '-inkey', 'packed.key', '-in', 'packed/staff.crt', '-passout', 'file:packed.pass',
                    '-out', file)
    os.chmod(file, 0o600)
    write('packed/home/users.yaml', 'version: 1\nusers: {}\n')
    os.chmod('packed/home/users.yaml', 0o600)
    with open('packed/home/pkit.yaml', 'a') as config:
        config.write(PACKED_YAML.format(password=os.path.abspath('packed.pass')))


def leave_stores():
    """A certificate store with a key and a bundle, both registered; what is to be put lies outside. Answers whom to take."""
    states.copy('start', 'stores')
    home = 'stores/home'
    program('issue', '--home', home, '--subject', 'CN=put', '--new-key', 'ed25519', '--out', 'put')
    for name, parts in (('site', ('old/cert.pem', 'old/key.pem')), ('trust', ('home/ca/root.crt', 'home/ca/issuing.crt'))):
        text = ''.join(open(f'stores/{part}').read() for part in parts)
        write(f'stores/{name}.pem', text)
        os.chmod(f'stores/{name}.pem', 0o640)
        program('store', 'add', name, f'stores/{name}.pem', '--home', home)
    shutil.copy('stores/trust.pem', 'stores/spare.pem')
    for part, name in (('cert.pem', 'www.crt'), ('key.pem', 'www.key')):
        shutil.copy(f'stores/old/{part}', f'stores/{name}')
        os.chmod(f'stores/{name}', 0o640)
    program('store', 'add', 'www', 'stores/www.crt', '--key-file', 'stores/www.key', '--home', home)
    program('job', 'schedule', 'add', 'site', '--cert', 'put/cert.pem', '--key', 'put/key.pem', '--overwrite', '--retries', '0', '--home', home)
    items = json.loads(program('store', 'diff', 'trust', '--home', home, '--format', 'json', wanted=3))
    return items['data']['stores'][0]['items'][0]['Alias']


def leave_agent():
    """An agent beside the home, Approved, with a job about one of the stores of `stores`."""
    states.copy('stores', 'agent')
    home = ('--home', 'agent/home')
    with open('agent/home/pkit.yaml', 'a') as config:
        config.write('store_types: { PEM: {} }\n')
    os.mkdir('agent/cam')
    program('agent', 'register', '--agent-dir', 'agent/cam', '--client-machine', 'cam', *home)
    site = os.path.abspath('agent/site.pem')
    write('agent-stores.json', json.dumps([{'StorePath': site, 'CertStoreTypeName': 'PEM'}]))
    program('orchestrator', 'stores', 'cam', '--set', 'agent-stores.json', *home)
    program('job', 'schedule', 'add', site, '--agent', 'cam', '--cert', 'put/cert.pem', '--key', 'put/key.pem', '--overwrite', '--retries', '0', *home)


def leave_ordered():
    """Approved, and the other CA was away."""
    states.copy('gateway', 'ordered')
    adapter = 'ordered/home/adapters/other'
    os.rename(adapter, adapter + '.away')
    write(adapter, '#!/bin/sh\nexit 1\n')
    os.chmod(adapter, 0o700)
    program('register', '--home', 'ordered/home', '--client-machine', 'web1', '--csr', 'web1.csr', wanted=10)
    os.rename(adapter + '.away', adapter)
    states.change('ordered/home/pkit.db', "UPDATE intents SET state = 'abandoned'")
    return states.rows('ordered/home/pkit.db', 'SELECT id FROM registrations')[0][0]


def prepare():
    """In the working directory. What stands for {names} in the commands' words."""
    for name in ('web1', 'waits'):
        request(name)
    leave_first_schema()
    for directory in ('start/out', 'start/roots', 'nothing/out', 'nothing/roots', 'gateway/out'):
        os.makedirs(directory)
    home = ('--home', 'start/home')
    program('init', *home, '--name', 'Test', '--no-passphrase', '--key-type', 'ed25519')
    program('register', *home, '--client-machine', 'waits', '--csr', 'waits.csr', wanted=4)
    admit_everyone('start/home/pkit.yaml')
    program('issue', *home, '--subject', 'CN=old', '--new-key', 'ed25519', '--out', 'start/old', '--not-after', '20d')
    if states.SERVER is None:
        program('backup', *home, 'start/backup', '--with-keys')
        program('backup', *home, 'start/keyless')
    program('issue', *home, '--subject', 'CN=late', '--new-key', 'ed25519', '--out', 'start/issued')
    shutil.copy('start/home/ca/issuing.crt', 'start/former.crt')
    waiting = json.loads(program('list', 'registrations', *home, '--format', 'json'))['data']['registrations'][0]
    leave_batch()
    leave_alerts()
    leave_alerting()
    leave_renewing()
    leave_gateway()
    leave_realm()
    kept, taken = leave_fleet(), leave_stores()
    leave_agent()
    leave_packed()
    return {'taken': taken, 'put': os.path.abspath('put'), 'kept': kept, 'keeping': os.path.abspath('keeping'), 'married': os.path.abspath('kept.crt'),
            'stores': os.path.abspath('stores.json'), 'web1': os.path.abspath('web1.csr'), 'web1_key': os.path.abspath('web1.key'), 'password': os.path.abspath('password'),
            'batch': os.path.abspath('batch'), 'waiting': waiting['id'],
            'ordered': leave_ordered()}
