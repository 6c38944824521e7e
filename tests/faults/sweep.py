"""One command meets one kind of fault at every call that changes a file, or at a sample of them."""
import os
import re
from dataclasses import dataclass

from checks import Broken, all_sound, count, require, whole
from commands import COMMANDS, ISSUE_WEB1
from place import Done, Fault, Place, content_of
from states import SERVER

CALLS_AT_LEAST = 2
FEW = 12  # so many runs are cheaper than one that is copied at each call
# One of them stands in what it says of a failure.
NAMED = ('home', 'out/', 'roots', 'backup', 'standard output', *(['the service'] if SERVER else []))


@dataclass(frozen=True)
class Sweep:
    kind: str  # kill, eio, enospc, power
    command: str
    first: str = 'doctor'  # who comes after the fault: doctor, issue, or the command again
    samples: int = 0  # 0: every call
    only: str = ''  # the calls that count, all if empty

    @property
    def each(self):
        """By one run: where a failure does nothing but end it, all is here, and no threads write meanwhile."""
        if SERVER:  # whose state is no copy of a directory
            return False
        return self.kind in ('kill', 'power') and COMMANDS[self.command].alone and not 0 < self.samples < FEW


class Run:
    def __init__(self, sweep, words):
        self.sweep, self.command = sweep, COMMANDS[sweep.command]
        self.start = os.path.abspath(self.command.start)
        self.words = self.command.words.format(**words).split()
        self.place = Place(os.path.abspath(f'{sweep.kind}-{sweep.command}-{sweep.first}'))
        self.times = self.survived = 0

    def meet(self, at):
        self.place.fresh(self.start)
        return self.place.run(self.words, Fault(self.sweep.kind, at, self.sweep.only))

    def undisturbed(self):
        """The number of its calls. What lies there then, and what was there before, is what is judged by."""
        self.place.fresh(self.start)
        self.before = self.certificates()
        done = self.meet(0)
        require(done.status == 0, f'exit {done.status} undisturbed: {done.err}')
        self.names = self.place.listing()
        self.command.ended(self.place)
        return len(done.calls)

    def certificates(self):
        return count(self.place, 'home', 'certificates') if self.place.has('home') else 0

    def judge(self, done):
        """How it may end, and what it says then."""
        if self.sweep.kind in ('kill', 'power'):
            return require(done.status == -9, f'exit {done.status} in spite of the kill')
        require(done.status in self.command.exits, f'exit {done.status}: {done.err}')
        if done.status == 0:
            self.survived += 1
            return
        said = self.command.failures(done)
        require(any(mark in said for mark in self.command.marks), f'says of no error: {said}')
        named = (*NAMED, *self.command.asks, self.place.work)
        require(any(name in said for name in named), f'the error names no file: {said}')
        issued = self.certificates() - self.before if self.command.hands_out and self.command.certificates != (0, 0) else 0
        require(self.command.tells_issued(done, issued), f'does not say that it has issued: {said}')

    def look(self, done):
        whole(self.place)
        self.command.told(self.place, done)

    def come_first(self):
        if self.sweep.first == 'doctor':
            all_sound(self.place)
        elif self.sweep.first == 'issue':
            done = self.place.run(ISSUE_WEB1)
            require(done.status == 0, f'issue after it: exit {done.status}: {done.err}')
            os.unlink(self.place.path('web1.crt'))
        whole(self.place)

    def being_replaced(self, done):
        """The name of what a killed command was about to put in another file's place: that much it leaves."""
        if self.sweep.kind not in ('kill', 'power'):
            return None
        named = re.search(r'[.]pkit-[0-9a-f]{32}[.]tmp', done.calls[-1])
        return named and named.group()

    def again(self, left):
        self.command.before_again(self.place)
        may_know = self.command.done_before(self.place)
        done = self.place.run(self.words)
        require(done.status == 0 or done.status == 7 and may_know, f'the same again: exit {done.status}: {done.err}')
        self.look(done)
        if self.times % 4 == 0 or not self.command.certificates[0]:
            all_sound(self.place)
        names = [name for name in self.place.listing() if os.path.basename(name) != left]
        require(names == self.names, f'there lie {names} and not {self.names}')
        least, most = self.command.certificates
        more = self.certificates() - self.before - (self.sweep.first == 'issue')
        require(self.command.start == 'nothing' or least <= more <= most, f'{more} certificates more')
        self.command.ended(self.place)

    def after(self, done):
        self.judge(done)
        self.look(done)
        self.come_first()
        self.again(self.being_replaced(done))

    def at_the_end(self):
        """What it has said that it did is lasting."""
        done = self.meet('end')
        try:
            require(done.status == 0, f'exit {done.status}: {done.err}')
            self.look(done)
            self.command.ended(self.place)
            all_sound(self.place)
        except Broken as broken:
            raise Broken(f'{self.sweep.command} and then power: {broken}')

    def each(self):
        """Runs once; every state that a failure would have left is judged, and one that came twice once."""
        self.place.fresh(self.start)
        ran = self.place.run_each(self.words, self.sweep.kind, self.sweep.only)
        require(ran.status == 0, f'exit {ran.status} undisturbed: {ran.err}')
        seen = set()
        for at, call in enumerate(ran.calls, 1):
            left, printed = self.place.left_at(at)
            self.times += 1
            state = (content_of(left), printed)
            if state in seen:
                continue
            seen.add(state)
            self.place.take(left)
            try:
                self.after(Done(-9, ran.out.encode()[:printed].decode(), '', ran.calls[:at]))
            except Broken as broken:
                raise Broken(f'{self.sweep.command} met {self.sweep.kind} at {call.strip()}: {broken}')
        self.calls = len(ran.calls)

    def all(self):
        if self.sweep.each:
            self.undisturbed()
            self.each()
        else:
            self.one_by_one()
        if self.sweep.kind == 'power':
            self.at_the_end()
        require(self.times >= min(CALLS_AT_LEAST, self.sweep.samples or self.times), f'only {self.times} times')

    def one_by_one(self):
        total = self.undisturbed()
        step = -(-total // self.sweep.samples) if self.sweep.samples else 1
        at = total - (total - 1) // step * step  # the last calls are those that make it lasting
        while not self.sweep.samples or at <= total:
            done = self.meet(at)
            if len(done.calls) < at:
                require(done.status == 0, f'{self.sweep.command}: exit {done.status} in the end')
                if not self.sweep.samples or self.times >= CALLS_AT_LEAST:
                    break
                # Threads: the same took fewer calls than when they were counted.
                total, step = len(done.calls), 1
                at = max(1, total - CALLS_AT_LEAST + self.times + 1)
                continue
            try:
                self.after(done)
            except Broken as broken:
                raise Broken(f'{self.sweep.command} met {self.sweep.kind} at {done.calls[at - 1].strip()}: {broken}')
            self.times += 1
            at += step
