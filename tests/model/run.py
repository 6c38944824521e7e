"""run.py STEPS [SEED]: random operations on pkit and on the model; exits, states and certificates must be equal."""
import copy
import os
import random
import sys

from model import Csr, Model
from pkit import Home, request, stamp

MACHINES = ['web1', 'web2', 'web3', 'web4']
ANSWERS = ['Allow', 'Deny', 'Defer', 'Defer', 'fail']
CAPABILITIES = [frozenset('A'), frozenset('A'), frozenset('A'), frozenset('AB')]


class Differs(Exception):
    pass


class Walk:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.home = Home(os.path.abspath('home'))
        self.model = Model(now=1798761600)  # 2027-01-01
        self.csrs = [Csr(f'{key}-{i}', key, True) for key in ('k1', 'k2', 'k3') for i in (1, 2)]
        self.csrs.append(Csr('k1-other', 'k1', False))
        for csr in self.csrs:
            subject = f'/O={csr.name}' if csr.grantable else '/CN=somebody-else'
            request('.', csr.name, csr.key, subject)
        self.ids = 0

    def step(self):
        """One operation, words and effect on the model, chosen by chance."""
        self.model.now += self.random.choice([1, 60, 3600, 3600, 86400, 86400, 86400, 20 * 86400])
        kinds = [self.register] * 6 + [self.approve] * 5 + [self.deny] * 2 + [self.issue] * 2 + [self.revoke] * 2
        choice = None
        while choice is None:
            choice = self.random.choice(kinds)()
        return choice

    def some(self, things):
        return self.random.choice(things) if things else None

    def register(self):
        machine, answer = self.some(MACHINES), self.some(ANSWERS)
        csr = self.some(self.csrs + [None, None])
        capabilities = self.some(CAPABILITIES)
        words = ['register', '--client-machine', machine]
        for word in sorted(capabilities):
            words += ['--capability', word]
        if csr:
            words += ['--csr', csr.name + '.csr']
        return words, answer, lambda model, at: model.register(machine, csr, capabilities, answer)

    def approve(self):
        registration = self.some(self.model.registrations)
        if registration is None:
            return None
        answer = self.some(ANSWERS)
        at = self.model.registrations.index(registration)
        if registration.state == 'approved' or self.random.random() < 0.1:
            return (['issue', registration.id], answer,
                    lambda model, _: model.complete(model.registrations[at], answer))
        no_issue, override = self.random.random() < 0.3, self.random.random() < 0.3
        words = ['approve', registration.id] + ['--no-issue'] * no_issue
        words += ['--override-deny', 'the operator knows'] if override else []
        return words, answer, lambda model, _: model.approve(model.registrations[at], answer, no_issue, override)

    def deny(self):
        revoke = self.random.random() < 0.3
        rest = ['--reason', 'not ours'] + ['--revoke'] * revoke
        registration = self.some(self.model.registrations)
        if registration and self.random.random() < 0.6:
            at = self.model.registrations.index(registration)
            return (['deny', registration.id] + rest, 'Defer',
                    lambda model, _: model.deny(model.registrations[at], revoke))
        machine = self.some(MACHINES)
        return ['deny', machine] + rest, 'Defer', lambda model, _: model.disapprove(machine, revoke)

    def issue(self):
        machine, csr, answer = self.some(MACHINES), self.some(self.csrs), self.some(ANSWERS)
        return (['issue', '--client-machine', machine, '--csr', csr.name + '.csr'], answer,
                lambda model, _: model.issue(machine, csr, answer))

    def revoke(self):
        certificate = self.some(self.model.certificates)
        if certificate is None:
            return None
        at = self.model.certificates.index(certificate)
        return (['revoke', certificate.serial, '--reason', 'superseded'], 'Defer',
                lambda model, _: model.revoke(model.certificates[at]))

    def run(self, steps):
        counts = {}
        for _ in range(steps):
            words, answer, effect = self.step()
            self.one(words, answer, effect, counts)
        return counts

    def one(self, words, answer, effect, counts):
        told = f'{" ".join(words)} ({answer}, {stamp(self.model.now)})'
        self.home.answer(answer)
        foretold = effect(copy.deepcopy(self.model), None)
        if self.random.random() < 0.2:
            self.expect(told + ' --dry-run', foretold, self.home.run(*words, '--dry-run', now=self.model.now)[0])
            self.compare(told + ' --dry-run')
        identified = self.random.random() < 0.3
        if identified:
            self.ids += 1
            words = words + ['--request-id', f'job-{self.ids}']
        status, reply = self.home.run(*words, now=self.model.now)
        self.expect(told, effect(self.model, None), status)
        self.learn(reply)
        self.compare(told)
        if identified and status in (0, 4):
            self.again(told, words, status)
        counts[(words[0], status)] = counts.get((words[0], status), 0) + 1

    def again(self, told, words, status):
        """The same id and inputs are answered with the present state, whatever a handler would say; others are not."""
        self.home.answer('fail')
        self.expect(told + ' again', status, self.home.run(*words, now=self.model.now)[0])
        other = words[:-1] + [f'job-{self.ids}'] + (['--param', 'a=b'] if words[0] == 'register' else [])
        if other != words:
            self.expect(told + ' with other inputs', 7, self.home.run(*other, now=self.model.now)[0])
        self.compare(told + ' again')

    def learn(self, reply):
        """The ids and serials of what was made."""
        data = reply['data'] or {}
        new = [r for r in self.model.registrations if not r.id]
        if new:
            new[0].id = data['registration']['id']
        unnamed = [c for c in self.model.certificates if not c.serial]
        if unnamed:
            unnamed[0].serial = data['certificate']['serial']

    @staticmethod
    def expect(told, wanted, got):
        if wanted != got:
            raise Differs(f'{told}: exit {got}, the model says {wanted}')

    def compare(self, told):
        model, now = self.model, self.model.now
        ours = {name: (o.status, sorted(o.capabilities)) for name, o in model.orchestrators.items()}
        theirs = {o['ClientMachine']: (o['Status'], sorted(o['Capabilities']))
                  for o in self.home.listed('orchestrators', now)}
        self.same(told, 'orchestrators', ours, theirs)
        ours = {r.id: (r.machine, r.state) for r in model.registrations}
        theirs = {r['id']: (r['ClientMachine'], r['state']) for r in self.home.listed('registrations', now)}
        self.same(told, 'registrations', ours, theirs)
        state = lambda c: 'revoked' if c.revoked else 'valid' if now <= c.not_after else 'expired'
        ours = {c.serial: (c.machine, state(c), stamp(c.not_after)) for c in model.certificates}
        theirs = {c['serial']: (c['ClientMachine'], c['state'], c['notAfter'])
                  for c in self.home.listed('certificates', now)}
        self.same(told, 'certificates', ours, theirs)

    @staticmethod
    def same(told, what, ours, theirs):
        for key in ours.keys() | theirs.keys():
            if ours.get(key) != theirs.get(key):
                raise Differs(f'{told}: {what}: {key} is {theirs.get(key)}, the model says {ours.get(key)}')


def main():
    steps = int(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(1 << 32)
    print(f'seed {seed}')
    try:
        counts = Walk(seed).run(steps)
    except Differs as difference:
        print(f'FAILED: {difference}')
        return 1
    print(f'{steps} steps: ' + ', '.join(f'{verb} {status}: {n}' for (verb, status), n in sorted(counts.items())))
    return 0


if __name__ == '__main__':
    sys.exit(main())
