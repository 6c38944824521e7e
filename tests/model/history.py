"""history.py ROUNDS [SEED]: eight processes at once on one orchestrator. What they were told, and what is there at the
end, must be what some order of their operations gives in the model, in which none comes before one that had ended when
it began."""
import copy
import os
import random
import sys
import threading
import time
from dataclasses import dataclass

from model import Csr, Model
from pkit import Home, request

PROCESSES = 8
CAPABILITIES = frozenset('A')


@dataclass
class Done:
    words: list
    effect: object  # on a model: the exit
    began: float = 0
    ended: float = 0
    status: int = 0
    changed_meanwhile: bool = False  # 7 because others were quicker twice: nothing was done
    serial: str = ''


class Race:
    def __init__(self, home, csrs, machine, chance):
        self.home, self.csrs, self.machine, self.random = home, csrs, machine, chance
        self.model = Model(now=int(time.time()))
        self.known = []  # registrations whose ids are known before the race

    def register(self, csr, answer):
        words = ['register', '--client-machine', self.machine, '--csr', csr.name + '.csr', '--capability', 'A']
        return Done(words, lambda model: model.register(self.machine, csr, CAPABILITIES, answer))

    def prepare(self):
        """One or two registrations that wait."""
        self.home.answer('Defer')
        for csr in self.random.sample(self.csrs, self.random.randint(1, 2)):
            done = self.register(csr, 'Defer')
            status, reply = self.home.run(*done.words)
            assert status == done.effect(self.model) == 4, (status, reply)
            self.model.registrations[-1].id = reply['data']['registration']['id']
            self.known.append(len(self.model.registrations) - 1)

    def operation(self, answer):
        at, csr = self.random.choice(self.known), self.random.choice(self.csrs)
        identity = self.model.registrations[at].id
        no_issue = self.random.random() < 0.3
        return self.random.choice([
            lambda: self.register(csr, answer),
            lambda: Done(['approve', identity] + ['--no-issue'] * no_issue,
                         lambda model: model.approve(model.registrations[at], answer, no_issue, False)),
            lambda: Done(['issue', identity], lambda model: model.complete(model.registrations[at], answer)),
            lambda: Done(['issue', '--client-machine', self.machine, '--csr', csr.name + '.csr'],
                         lambda model: model.issue(self.machine, csr, answer)),
            lambda: Done(['deny', identity, '--reason', 'race'],
                         lambda model: model.deny(model.registrations[at], False)),
            lambda: Done(['deny', self.machine, '--reason', 'race', '--revoke'],
                         lambda model: model.disapprove(self.machine, True)),
        ])()

    def run(self, answer):
        self.home.answer(answer)
        history = [self.operation(answer) for _ in range(PROCESSES)]
        barrier = threading.Barrier(PROCESSES)
        threads = [threading.Thread(target=self.one, args=(done, barrier)) for done in history]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return history

    def one(self, done, barrier):
        barrier.wait()
        done.began = time.monotonic()
        done.status, reply = self.home.run(*done.words)
        done.ended = time.monotonic()
        done.changed_meanwhile = bool(reply['error']) and reply['error']['code'] == 'state.changed'
        done.serial = ((reply['data'] or {}).get('certificate') or {}).get('serial', '')

    def found(self):
        """What is there at the end, as a model says it."""
        now = int(time.time())
        mine = lambda what: [x for x in self.home.listed(what, now) if x['ClientMachine'] == self.machine]
        serials = [c['serial'] for c in mine('certificates')]
        assert len(serials) == len(set(serials)), 'a serial is there twice'
        return (mine('orchestrators')[0]['Status'], sorted(r['state'] for r in mine('registrations')),
                sorted(c['state'] for c in mine('certificates'))), set(serials)


def facts(model, machine):
    return (model.status(machine), sorted(r.state for r in model.registrations),
            sorted('revoked' if c.revoked else 'valid' for c in model.certificates))


def order_of(history, model, machine, wanted):
    """One order that explains everything, or None: depth first, and no state is looked at twice."""
    seen = set()

    def search(model, left, order):
        if not left:
            return order if facts(model, machine) == wanted else None
        key = (tuple(left), repr(model))
        if key in seen:
            return None
        seen.add(key)
        first_end = min(history[i].ended for i in left)
        for i in left:
            done = history[i]
            if done.began > first_end:
                continue
            after = copy.deepcopy(model)
            if not done.changed_meanwhile and done.effect(after) != done.status:
                continue
            found = search(after, [j for j in left if j != i], order + [i])
            if found is not None:
                return found
        return None

    return search(model, list(range(len(history))), [])


def main():
    rounds = int(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(1 << 32)
    print(f'seed {seed}')
    chance = random.Random(seed)
    home = Home(os.path.abspath('home'))
    csrs = [Csr(f'race-{key}', key, True) for key in ('k1', 'k2', 'k3')]
    for csr in csrs:
        request('.', csr.name, csr.key, f'/O={csr.name}')
    reordered = 0
    for number in range(rounds):
        race = Race(home, csrs, f'race{number}', chance)
        race.prepare()
        history = race.run(chance.choice(['Allow', 'Defer', 'Deny']))
        wanted, serials = race.found()
        told = {done.serial for done in history if done.serial and done.status == 0}
        order = order_of(history, race.model, race.machine, wanted)
        if order is None or not told <= serials:
            print(f'FAILED: round {number}: no order explains what eight were told, and {wanted}')
            for done in sorted(history, key=lambda done: done.began):
                print(f'  {done.began:.3f} to {done.ended:.3f}: exit {done.status}: {" ".join(done.words)}')
            return 1
        reordered += order != sorted(order)
    print(f'{rounds} histories of {PROCESSES} have an order; in {reordered} it is not that of their beginning')
    return 0


if __name__ == '__main__':
    sys.exit(main())
