"""Where the commands begin: `start`, a home with what they need; `first-schema`, the home that the first pkit left; and
`nothing`."""
import json
import os
import shutil
import sqlite3
import subprocess


def program(*words, wanted=0):
    done = subprocess.run([os.environ['PKIT'], *words], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != wanted:
        raise SystemExit(f'{words}: exit {done.returncode}: {done.stderr}')
    return done.stdout


def request(name):
    subprocess.run(['openssl', 'req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
                    '-keyout', f'{name}.key', '-out', f'{name}.csr', '-subj', f'/CN={name}'],
                   check=True, capture_output=True)


def admit_everyone(config):
    with open(config, 'r+') as file:
        text = file.read().replace('handlers: []', 'handlers: [ { name: everyone, unverified: true, allow: {} } ]', 1)
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


def prepare():
    """In the working directory. What stands for {names} in the commands' words."""
    for name in ('web1', 'waits'):
        request(name)
    leave_first_schema()
    for directory in ('start/out', 'start/roots', 'nothing/out', 'nothing/roots'):
        os.makedirs(directory)
    home = ('--home', 'start/home')
    program('init', *home, '--name', 'Test', '--no-passphrase', '--key-type', 'ed25519')
    program('register', *home, '--client-machine', 'waits', '--csr', 'waits.csr', wanted=4)
    admit_everyone('start/home/pkit.yaml')
    program('issue', *home, '--subject', 'CN=old', '--new-key', 'ed25519', '--out', 'start/old')
    program('backup', *home, 'start/backup', '--with-keys')
    program('issue', *home, '--subject', 'CN=late', '--new-key', 'ed25519', '--out', 'start/issued')
    shutil.copy('start/home/ca/issuing.crt', 'start/former.crt')
    waiting = json.loads(program('list', 'registrations', *home, '--format', 'json'))['data']['registrations'][0]
    return {'web1': os.path.abspath('web1.csr'), 'waiting': waiting['id']}
