"""A directory in which one command meets one fault, and what another program sees of it afterwards."""
import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass

import states


@dataclass(frozen=True)
class Fault:
    """What happens at the call numbered `at` of those that change files: tests/tools/faultlib.c."""
    kind: str  # kill, eio, enospc, power
    at: int | str  # for power also 'end': after the command
    only: str = ''


@dataclass(frozen=True)
class Done:
    status: int
    out: str
    err: str
    calls: tuple = ()  # the counted calls, a line each


def content_of(directory):
    """One text for all that lies there, but for what SQLite makes anew."""
    digest = hashlib.sha256()
    for at, directories, files in os.walk(directory):
        directories.sort()
        for name in sorted(directories + [file for file in files if not file.endswith('.db-shm')]):
            path = os.path.join(at, name)
            status = os.lstat(path)
            digest.update(f'{os.path.relpath(path, directory)} {status.st_mode} {status.st_size}\n'.encode())
            if os.path.islink(path):
                digest.update(os.readlink(path).encode())
            elif os.path.isfile(path):
                with open(path, 'rb') as file:
                    digest.update(file.read())
    return digest.hexdigest()


class Place:
    def __init__(self, base):
        self.base, self.work, self.store = base, os.path.join(base, 'work'), os.path.join(base, 'store')
        self.log = os.path.join(base, 'calls')
        self.program, self.library = os.environ['PKIT'], os.environ['PKIT_FAULTLIB']
        os.mkdir(base)

    def fresh(self, start):
        for old in (self.work, self.store, os.path.join(self.base, 'ca')):
            states.remove(old)
        states.copy(start, self.work)
        if self.has('site.pem'):  # a store is registered where it lies
            self.change('home/pkit.db', f"UPDATE cert_stores SET path = replace(path, '{start}', '{self.work}'),"
                        f" key_path = replace(key_path, '{start}', '{self.work}')")
        if self.has('cam'):
            self.change('home/pkit.db', f"UPDATE jobs SET store = replace(store, '{start}', '{self.work}')")
            self.change('home/pkit.db', f"UPDATE orchestrator_stores SET path = replace(path, '{start}', '{self.work}')")

    def path(self, name):
        return os.path.join(self.work, name)

    def has(self, name):
        return os.path.lexists(self.path(name))

    def other_ca(self, name):
        """A file of the CA that a gateway asks; out of the reach of a power failure here."""
        return os.path.join(self.base, 'ca', name)

    def listing(self):
        """What lies here, so that nothing is left over."""
        names = []
        for directory in ('', 'out', 'roots', 'home', 'home/ca'):
            if self.has(directory):
                names += sorted(os.path.join(directory, name) for name in os.listdir(self.path(directory)))
        return [name for name in names if not name.startswith('home/pkit.db-')]  # SQLite's own

    def run(self, words, fault=None):
        """pkit WORDS here. A power failure leaves what of the disk had been synced."""
        environment = dict(os.environ)
        if fault:
            os.makedirs(self.store, exist_ok=True)
            environment |= {'LD_PRELOAD': self.library, 'PKIT_FAULT_PROGRAM': os.path.basename(self.program),
                            'PKIT_FAULT_KIND': fault.kind, 'PKIT_FAULT_AT': str(fault.at),
                            'PKIT_FAULT_ONLY': fault.only, 'PKIT_FAULT_LOG': self.log,
                            'PKIT_FAULT_DISK': self.work, 'PKIT_FAULT_STORE': self.store}
        done = subprocess.run([self.program, *words], cwd=self.work, env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True)
        if done.returncode == -9:
            states.settle()
        if fault and fault.kind == 'power' and (fault.at == 'end' or done.returncode == -9):
            shutil.rmtree(self.work)
            os.rename(os.path.join(self.store, 'disk'), self.work)
        return Done(done.returncode, done.stdout, done.stderr, self.counted() if fault else ())

    def run_each(self, words, kind, only):
        """pkit WORDS here, undisturbed, and what a kill or a power failure at each of its calls would have left."""
        os.makedirs(self.store)
        environment = dict(os.environ) | {
            'LD_PRELOAD': self.library, 'PKIT_FAULT_PROGRAM': os.path.basename(self.program),
            'PKIT_FAULT_KIND': f'{kind}-each', 'PKIT_FAULT_AT': '0', 'PKIT_FAULT_ONLY': only, 'PKIT_FAULT_LOG': self.log,
            'PKIT_FAULT_DISK': self.work, 'PKIT_FAULT_STORE': self.store}
        with open(os.path.join(self.base, 'printed'), 'w+') as out:
            done = subprocess.run([self.program, *words], cwd=self.work, env=environment, stdin=subprocess.DEVNULL,
                                  stdout=out, stderr=subprocess.PIPE, text=True)
            out.seek(0)
            return Done(done.returncode, out.read(), done.stderr, self.counted())

    def left_at(self, call):
        """The directory that such a failure at this call would have left, and how much had been printed."""
        printed = int(os.readlink(os.path.join(self.store, f'{call}.out')))
        while not os.path.isdir(os.path.join(self.store, str(call))):
            call -= 1
        return os.path.join(self.store, str(call)), printed

    def take(self, directory):
        shutil.rmtree(self.work)
        shutil.copytree(directory, self.work, symlinks=True)

    def counted(self):
        if not os.path.exists(self.log):
            return ()
        with open(self.log) as log:
            calls = tuple(log)
        os.unlink(self.log)
        return calls

    def change(self, database, statement):
        states.change(self.path(database), statement)

    def rows(self, database, statement, *values):
        """A copy of a file is asked: whoever opens a state may change its files."""
        if states.database_of(self.path(database)):
            return states.rows(self.path(database), statement, values)
        seen = os.path.join(self.base, 'seen.db')
        for end in ('', '-wal'):
            if os.path.exists(self.path(database) + end):
                shutil.copyfile(self.path(database) + end, seen + end)
            elif os.path.exists(seen + end):
                os.unlink(seen + end)
        return states.rows(seen, statement, values)

    def sql(self, database, statement, *values):
        """The first row."""
        return self.rows(database, statement, *values)[0]
