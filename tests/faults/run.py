"""run.py PLAN: the sweeps of one plan. With PKIT_LONG every call where otherwise a sample is taken."""
import os
import sys

from checks import Broken
from commands import COMMANDS
from starts import prepare
from sweep import Run, Sweep

LASTING = ('write,writev,sendfile,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,ftruncate,'
           'ftruncate64')
# what a full disk fails
GROWING = 'write,writev,sendfile,pwrite,pwrite64,ftruncate,ftruncate64,link,linkat,rename,renameat2'
ISSUING = ('register', 'approve', 'issue', 'new_key')
BATCHES = ('batch', 'register_batch', 'approve_all')
HOLDERS = ('renew_file', 'renew_directory', 'rotate_key')
OTHERS = ('deny', 'revoke', 'backup', 'backup_again', 'restore', 'restore_over', 'init_root', 'migrate')
SAMPLES = 0 if os.environ.get('PKIT_LONG') else 3


def others(kind):
    return [Sweep(kind, name, samples=SAMPLES) for name in OTHERS]


def lasting(kind, name, first='doctor'):
    return Sweep(kind, name, first, 4 * SAMPLES, LASTING)


PLANS = {
    # Every call of register and issue, and a third of approve's. The others write to the state as these do, and are
    # killed where a file is written or something becomes lasting.
    'kill': [Sweep('kill', 'approve', 'again', 8 * SAMPLES), Sweep('kill', 'register'), Sweep('kill', 'issue'),
             *(lasting('kill', name, 'again') for name in ('new_key', 'plain_new_key', 'init')),
             *(lasting('kill', name) for name in ('new_key', 'plain_new_key', 'plain_register', 'plain_approve',
                                                  'plain_issue'))],
    'failing': [Sweep('eio', 'register', samples=8 * SAMPLES),
                Sweep('enospc', 'issue', samples=6 * SAMPLES, only=GROWING),
                *(lasting('eio', name) for name in ('to_stdout', 'new_key')), lasting('enospc', 'new_key'),
                # A commit that was not synced is told to have failed, and nobody finds it later.
                *(Sweep('eio', name, only='fdatasync') for name in ('issue', 'revoke', 'csr_new', 'issue_kept'))],
    'batches': [Sweep(kind, name, samples=SAMPLES) for kind in ('kill', 'eio', 'enospc', 'power') for name in BATCHES],
    'others': [*others('kill'), *others('eio'), *others('enospc')],
    'power': [*(Sweep('power', name, samples=SAMPLES) for name in (*ISSUING, 'init', *OTHERS))],
    'gateway': [Sweep(kind, f'order_{name}', samples=SAMPLES)
                for kind in ('kill', 'eio', 'enospc', 'power') for name in ('register', 'issue', 'complete')],
    # The same order is sent again, and is the same certificate: document D has no procedure that tells what became of it.
    'realms': [Sweep(kind, name, samples=SAMPLES) for kind in ('kill', 'eio', 'enospc', 'power')
               for name in ('enrol', 'requirements', 'log_in')],
    'holders': [Sweep(kind, name, samples=2 * SAMPLES) for kind in ('kill', 'eio', 'enospc', 'power')
                for name in HOLDERS],
    'revocation': [*(Sweep(kind, name, samples=SAMPLES) for kind in ('kill', 'eio', 'enospc', 'power')
                     for name in ('crl', 'ocsp_prepare', 'deliver')),
                   *(Sweep(kind, name, samples=SAMPLES) for kind in ('kill', 'power')
                     for name in ('alert_steps', 'alert_renewal'))],
    'renewal': [Sweep(kind, 'renew', first, SAMPLES)
                for kind in ('kill', 'eio', 'enospc', 'power') for first in ('again', 'issue')],
    # doctor finishes either, and then finds nothing to say against it.
    'authorities': [*(lasting(kind, name) for kind in ('kill', 'power') for name in ('add', 'renew')),
                    *(Sweep(kind, 'add', samples=SAMPLES) for kind in ('eio', 'enospc')),
                    lasting('kill', 'plain_add', 'again'),
                    # Until it has ended the key, or the certificate, is not the one that pkit.yaml leads to.
                    *(Sweep(kind, name, 'again', SAMPLES) for kind in ('kill', 'eio', 'enospc', 'power')
                      for name in ('passphrase', 'unpack'))],
    # A store is the old file or the new one, at every call.
    'stores': [*(Sweep(kind, 'store_put') for kind in ('kill', 'power')),
               *(Sweep(kind, 'store_pair') for kind in ('kill', 'power')),
               *(Sweep(kind, name, samples=2 * SAMPLES) for kind in ('eio', 'enospc') for name in ('store_put', 'store_take')),
               *(Sweep(kind, 'store_take', samples=2 * SAMPLES) for kind in ('kill', 'power')),
               *(Sweep(kind, 'store_put', 'again', 2 * SAMPLES) for kind in ('kill', 'power')),
               *(Sweep(kind, name, 'again', SAMPLES) for kind in ('kill', 'power') for name in ('job_run', 'agent_run')),
               *(Sweep('power', name, samples=SAMPLES) for name in ('store_add', 'store_inventory'))],
    # What is kept, generated and recorded of orchestrators; kills and failures of the others meet them in `rest`.
    'fleet': [*(Sweep(kind, name, samples=SAMPLES) for kind in ('kill', 'eio', 'enospc', 'power')
                for name in ('csr_new', 'issue_kept', 'csr_marry', 'generate')),
              *(Sweep(kind, 'handoff', samples=SAMPLES, only=LASTING) for kind in ('kill', 'power')),
              *(Sweep('power', name, samples=SAMPLES) for name in ('metadata_set', 'apply', 'capture', 'stores', 'reset',
                                                                   'delete'))],
}


def rest():
    """What no plan has: so there is no command that does not meet each of them."""
    planned = {(sweep.kind, sweep.command) for plan in PLANS.values() for sweep in plan}
    # A job that fails is over, and what it staged goes with the next change of its store: the same again does nothing.
    planned |= {(kind, name) for kind in ('eio', 'enospc') for name in ('job_run', 'agent_run')}
    return [Sweep(kind, name, samples=SAMPLES) for kind in ('kill', 'eio', 'enospc') for name in COMMANDS
            if (kind, name) not in planned]


PLANS['rest'] = rest()
# Over PostgreSQL each of them: what is sent to the server counts too. Some are about a state that is a file, and a job
# that fails is over.
OF_A_FILE = ('backup', 'backup_again', 'restore', 'restore_over', 'migrate')
PLANS['server'] = [Sweep(kind, name, samples=SAMPLES) for kind in ('kill', 'eio', 'power') for name in COMMANDS
                   if name not in OF_A_FILE and (kind, name) not in (('eio', 'job_run'), ('eio', 'agent_run'))]


def told(sweep, names):
    run = Run(sweep, names)
    try:
        run.all()
    except Broken as broken:
        return f'FAILED: {broken}'
    survived = f', got over {run.survived} of them' if run.survived else ''
    return f'{sweep.command}: {run.times} times {sweep.kind}{survived}, then {sweep.first}'


def main():
    names, failed = prepare(), False
    for sweep in PLANS[sys.argv[1]]:
        line = told(sweep, names)
        failed = failed or line.startswith('FAILED')
        print(line, flush=True)
    sys.exit(failed)


main()
