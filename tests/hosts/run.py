"""run.py PREFIX KILLS CUTS: see ../hosts.sh, which has made the namespaces, and in whose switch this runs."""
import collections
import os
import sys
import time

from host import Host, NUMBERS
from load import Load, faults

ALL = 'SELECT encode(fingerprint, \'hex\'), issuer || encode(serial, \'hex\'), subject FROM pkit.certificates'
PATIENCE = 600
CALM, CUT = 10, 45  # seconds


def wait_for(what, holds):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = holds()
        if found:
            return found
        time.sleep(0.5)
    sys.exit(f'FAILED: no {what} within {PATIENCE} s')


def primary_of(hosts):
    """The one that leads, once it has a synchronous standby and a second one."""
    return next((host for host in hosts if host.is_primary() and host.has_standby()), None)


def make_homes(hosts):
    for host in hosts:
        where = ['--store', 'postgresql:fleet', '--name', 'Fleet', '--no-passphrase', '--key-type', 'ed25519']
        if host is not hosts[0]:
            where = ['--join', 'postgresql:fleet', '--from', hosts[0].home]
        status, reply = host.pkit('init', *where)
        assert status == 0, (host.name, status, reply)


def kill(hosts, _):
    primary = wait_for('primary with both standbys', lambda: primary_of(hosts))
    primary.kill_server()
    return f'the primary {primary.name} was killed'


def cut(hosts, n):
    """The primary, a standby, and a host by its number take turns: for longer than a leader keeps its lease."""
    primary = wait_for('primary with both standbys', lambda: primary_of(hosts))
    standby = next(host for host in hosts if host is not primary)
    victim = (primary, standby, hosts[n % len(hosts)])[n % 3]
    victim.link('down')
    time.sleep(CUT)
    victim.link('up')
    return f'{victim.name}, {"the primary" if victim is primary else "a standby"}, was cut off for {CUT} s'


def disturb(hosts, load, what, times):
    for n in range(times):
        time.sleep(CALM)
        began = time.monotonic()
        told = what(hosts, n)
        wait_for('primary with both standbys', lambda: primary_of(hosts))
        during = [one for one in load.tries if one.ended >= began]
        counts = collections.Counter(one.code or 'yes' for one in during)
        print(f'{told}; answers until all were back: {dict(counts)}', flush=True)


def main():
    prefix, kills, cuts = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    hosts = [Host(prefix, n) for n in NUMBERS]
    for host in hosts:
        host.start()
    wait_for('cluster', lambda: primary_of(hosts))
    make_homes(hosts)
    load = Load(hosts)
    load.start()
    try:
        disturb(hosts, load, kill, kills)
        disturb(hosts, load, cut, cuts)
    finally:
        load.stop()
    rows = wait_for('primary with both standbys', lambda: primary_of(hosts)).query(ALL)
    found = faults(load.tries, rows)
    status, reply = hosts[0].pkit('doctor')
    if status != 0:
        found.append(f'doctor: {status} {reply}')
    answers = collections.Counter(one.code or 'yes' for one in load.tries)
    print(f'{len(rows)} certificates, answers {dict(answers)}, longest pause {load.longest_pause():.1f} s')
    for told, n in collections.Counter(f'h{one.host}: {one.told}' for one in load.tries if one.exit).most_common(12):
        print(f'  {n} times {told}')
    for fault in found:
        print('FAILED:', fault)
    sys.stdout.flush()
    os._exit(1 if found or not rows else 0)


main()
