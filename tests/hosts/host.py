"""One of three hosts: a network namespace with an address, an etcd, a Patroni with its PostgreSQL, and a home."""
import glob
import json
import os
import signal
import subprocess
import urllib.error
import urllib.request

NUMBERS = (1, 2, 3)
NOBODY = 65534
BINARIES = sorted(glob.glob('/usr/lib/postgresql/*/bin'))[-1]
ETCD = ','.join(f'10.77.0.{n}:2379' for n in NUMBERS)
PEERS = ','.join(f'h{n}=http://10.77.0.{n}:2380' for n in NUMBERS)
# A primary that was killed gives way at once, and what is committed is on a second host or is not committed.
PATRONI = """scope: pkit
name: h{n}
restapi: {{ listen: '{address}:8008', connect_address: '{address}:8008' }}
etcd3: {{ hosts: '{etcd}' }}
bootstrap:
  dcs:
    ttl: 20
    loop_wait: 2
    retry_timeout: 5
    primary_start_timeout: 0
    master_start_timeout: 0
    synchronous_mode: true
    synchronous_mode_strict: true
    postgresql:
      use_pg_rewind: true
      parameters: {{ wal_log_hints: 'on', shared_buffers: 16MB, max_connections: 60, wal_sender_timeout: 5s }}
  initdb: [ encoding: UTF8, data-checksums ]
postgresql:
  listen: '{address}:5432'
  connect_address: '{address}:5432'
  data_dir: {directory}/data
  bin_dir: {binaries}
  pgpass: {directory}/pgpass
  authentication: {{ superuser: {{ username: postgres }}, replication: {{ username: follower }} }}
  parameters: {{ unix_socket_directories: {directory} }}
  pg_hba: [ 'local all all trust', 'host all all 10.77.0.0/24 trust', 'host replication all 10.77.0.0/24 trust' ]
"""
SERVICE = '[fleet]\nhost={hosts}\nuser=postgres\ndbname=postgres\ntarget_session_attrs=read-write\n'


class Host:
    def __init__(self, prefix, number):
        self.number = number
        self.name = f'h{number}'
        self.address = f'10.77.0.{number}'
        self.namespace = f'{prefix}-{self.name}'
        self.port = f'port{number}'
        self.directory = os.path.abspath(self.name)
        self.home = os.path.join(self.directory, 'home')
        os.mkdir(self.directory, 0o711)
        self.state = os.path.join(self.directory, 'server')
        os.mkdir(self.state, 0o700)
        os.chown(self.state, NOBODY, NOBODY)
        # Its own server is asked first, as who is cut off together with it would.
        hosts = ','.join(f'10.77.0.{n}' for n in sorted(NUMBERS, key=lambda n: n != number))
        with open(os.path.join(self.directory, 'services'), 'w') as file:
            file.write(SERVICE.format(hosts=hosts))

    def start(self):
        config = os.path.join(self.directory, 'patroni.yml')
        with open(config, 'w') as file:
            file.write(PATRONI.format(n=self.number, address=self.address, etcd=ETCD, directory=self.state,
                                      binaries=BINARIES))
        self.serve('etcd', 'etcd', '--name', self.name, '--data-dir', os.path.join(self.state, 'etcd'),
                   '--listen-client-urls', f'http://{self.address}:2379',
                   '--advertise-client-urls', f'http://{self.address}:2379',
                   '--listen-peer-urls', f'http://{self.address}:2380',
                   '--initial-advertise-peer-urls', f'http://{self.address}:2380', '--initial-cluster', PEERS,
                   '--heartbeat-interval', '300', '--election-timeout', '3000')
        self.serve('patroni', 'patroni', config)

    def serve(self, name, *words):
        log = open(os.path.join(self.directory, name + '.log'), 'w')
        subprocess.Popen(['ip', 'netns', 'exec', self.namespace, 'setpriv', f'--reuid={NOBODY}', f'--regid={NOBODY}',
                          '--clear-groups', 'env', f'HOME={self.state}', 'LC_ALL=C.UTF-8', *words],
                         stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def pkit(self, *words):
        """Exit and reply of a command on this host."""
        done = subprocess.run(['ip', 'netns', 'exec', self.namespace, 'env',
                               f'PGSERVICEFILE={self.directory}/services', os.environ['PKIT'], *words,
                               '--home', self.home, '--format', 'json'],
                              stdin=subprocess.DEVNULL, capture_output=True, text=True)
        return done.returncode, json.loads(done.stdout) if done.stdout.startswith('{') else {'text': done.stderr}

    def query(self, sql):
        """The rows of its server, as lists of texts; none where it does not answer."""
        done = subprocess.run(['timeout', '10', f'{BINARIES}/psql', '-h', self.address, '-U', 'postgres', '-XAtqc', sql],
                              capture_output=True, text=True)
        return [line.split('|') for line in done.stdout.splitlines()]

    def is_primary(self):
        try:
            with urllib.request.urlopen(f'http://{self.address}:8008/primary', timeout=3) as reply:
                return reply.status == 200
        except (OSError, urllib.error.URLError):
            return False

    def has_standby(self):
        return self.query("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming' AND sync_state = 'sync'"
                          " HAVING count(*) > 0 AND (SELECT count(*) FROM pg_stat_replication) = 2") != []

    def kill_server(self):
        with open(os.path.join(self.state, 'data', 'postmaster.pid')) as file:
            os.kill(int(file.readline()), signal.SIGKILL)

    def link(self, word):
        """Cuts it off, or joins it again: up or down."""
        subprocess.run(['ip', 'link', 'set', self.port, word], check=True)
