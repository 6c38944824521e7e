"""run.py PLAN: the sweeps of one plan. With PKIT_LONG every call where otherwise a sample is taken."""
import os
import sys

from checks import Broken
from starts import prepare
from sweep import Run, Sweep

LASTING = 'write,writev,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,ftruncate,ftruncate64'
GROWING = 'write,writev,pwrite,pwrite64,ftruncate,ftruncate64,link,linkat,rename,renameat2'  # what a full disk fails
ISSUING = ('register', 'approve', 'issue', 'new_key')
OTHERS = ('deny', 'revoke', 'backup', 'backup_again', 'restore', 'restore_over', 'init_root', 'migrate')
SAMPLES = 0 if os.environ.get('PKIT_LONG') else 4


def others(kind):
    return [Sweep(kind, name, samples=SAMPLES) for name in OTHERS]


PLANS = {
    # Every call of register, approve and issue. The others write to the state as these do, and are killed where a file
    # is written or something becomes lasting.
    'kill': [Sweep('kill', 'approve', 'again'), Sweep('kill', 'register'), Sweep('kill', 'issue'),
             Sweep('kill', 'new_key', 'again', only=LASTING), Sweep('kill', 'new_key', only=LASTING),
             Sweep('kill', 'plain_register', only=LASTING), Sweep('kill', 'plain_issue', only=LASTING),
             Sweep('kill', 'plain_approve', only=LASTING), Sweep('kill', 'plain_new_key', 'again', only=LASTING),
             Sweep('kill', 'plain_new_key', only=LASTING), Sweep('kill', 'init', 'again', only=LASTING)],
    'failing': [Sweep('eio', 'register', samples=10 * SAMPLES),
                Sweep('enospc', 'issue', samples=8 * SAMPLES, only=GROWING),
                Sweep('eio', 'to_stdout', only=LASTING), Sweep('enospc', 'new_key', only=LASTING),
                Sweep('eio', 'new_key', only=LASTING)],
    'others': [*others('kill'), *others('eio'), *others('enospc')],
    'power': [*(Sweep('power', name, samples=SAMPLES) for name in (*ISSUING, 'init', *OTHERS))],
    'renewal': [Sweep(kind, 'renew', first, SAMPLES and 2 * SAMPLES)
                for kind in ('kill', 'eio', 'enospc', 'power') for first in ('again', 'issue')],
}


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
