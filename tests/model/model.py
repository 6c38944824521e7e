"""What pkit must do, in memory: orchestrators, registrations and certificates, and the exit of every operation.

Written from the tables of the manual and of document A, not from the program. An answer is what the one handler says:
Allow, Deny, Defer, or fail (it stops).
"""
from dataclasses import dataclass, field

LIFETIME = 90 * 86400


@dataclass(frozen=True)
class Csr:
    name: str  # of its file
    key: str
    grantable: bool  # asks for nothing that the profile refuses


@dataclass
class Registration:
    machine: str
    csr: Csr | None
    state: str
    capabilities: frozenset
    id: str = ''
    certificate: 'Certificate | None' = None


@dataclass
class Certificate:
    machine: str
    key: str
    not_after: int
    revoked: bool = False
    serial: str = ''


@dataclass
class Orchestrator:
    status: str
    capabilities: frozenset = frozenset()


@dataclass
class Model:
    now: int
    orchestrators: dict = field(default_factory=dict)
    registrations: list = field(default_factory=list)
    certificates: list = field(default_factory=list)

    def held(self, machine):
        return [c for c in self.certificates if c.machine == machine and not c.revoked and self.now <= c.not_after]

    def established(self, machine):
        return self.status(machine) == 'Approved' and bool(self.held(machine))

    def status(self, machine):
        return self.orchestrators[machine].status if machine in self.orchestrators else None

    def of(self, machine, *states):
        return [r for r in self.registrations if r.machine == machine and r.state in states]

    # --- register (A5 to A19)
    def register(self, machine, csr, capabilities, answer):
        if self.status(machine) == 'Disapproved':
            return 3
        known = next((r for r in self.registrations if r.machine == machine and r.csr == csr), None)
        refused = self.refuses_again(known) or self.refuses_stranger(machine, csr, capabilities)
        if refused:
            return refused
        if answer == 'fail':
            return self.failed(machine, csr, known, capabilities)
        if answer == 'Deny' and self.established(machine):
            return 8
        return {'Deny': self.denied, 'Defer': self.deferred, 'Allow': self.allowed}[answer](
            machine, csr, known, capabilities)

    def refuses_again(self, known):
        """A registration that was decided on for good."""
        if known is None:
            return 0
        if known.csr is None and (known.state == 'closed' or self.status(known.machine) == 'Approved'):
            return 0
        if known.state == 'closed':
            return 7
        if known.state == 'denied':
            return 3
        over = known.state == 'issued' and (known.certificate.revoked or self.now > known.certificate.not_after)
        return 7 if over else 0

    def refuses_stranger(self, machine, csr, capabilities):
        if not self.established(machine):
            return 0
        proven = csr is None or csr.key in [c.key for c in self.held(machine)]
        return 0 if proven and capabilities == self.orchestrators[machine].capabilities else 8

    def claim(self, machine, csr, known, capabilities, status, state):
        """The orchestrator and the registration as this registration leaves them."""
        only_claimed = self.established(machine)  # nothing is signed here: a stranger's claim changes nothing
        one = self.orchestrators.setdefault(machine, Orchestrator(status))
        one.status, one.capabilities = status, capabilities
        if known is None:
            known = Registration(machine, csr, state, capabilities)
            self.registrations.append(known)
        elif not (only_claimed or (known.state == 'approved' and state == 'approved')):
            known.capabilities = capabilities
        known.state = state
        return known

    def failed(self, machine, csr, known, capabilities):
        if self.status(machine) != 'Approved':
            keeps = known and known.state in ('waiting', 'approved')
            if keeps:
                self.orchestrators[machine].capabilities = capabilities
            else:
                self.claim(machine, csr, known, capabilities, 'New', 'waiting')
        return 10

    def denied(self, machine, csr, known, capabilities):
        others = [r for r in self.of(machine, 'waiting') if r is not known]
        stays = self.status(machine) == 'New' and others
        self.claim(machine, csr, known, capabilities, 'New' if stays else 'Disapproved', 'denied')
        return 3

    def deferred(self, machine, csr, known, capabilities):
        approved = self.status(machine) == 'Approved' and self.orchestrators[machine].capabilities == capabilities
        state = 'waiting'
        if approved and csr is None:
            state = 'done'
        elif approved and known and known.state in ('issued', 'approved'):
            state = known.state
        self.claim(machine, csr, known, capabilities, 'Approved' if approved else 'New', state)
        return 4 if state in ('waiting', 'approved') else 0

    def allowed(self, machine, csr, known, capabilities):
        if csr is None:
            self.claim(machine, csr, known, capabilities, 'Approved', 'done')
            return 0
        if not csr.grantable:
            self.claim(machine, csr, known, capabilities, self.status(machine) or 'New', 'refused')
            return 3
        has_one = known and known.state == 'issued'
        registration = self.claim(machine, csr, known, capabilities, 'Approved', 'issued')
        if not has_one:
            self.certify(registration)
            self.close_others(registration)
        return 0

    def certify(self, registration):
        registration.certificate = self.certificate(registration.machine, registration.csr)
        registration.state = 'issued'

    def certificate(self, machine, csr):
        made = Certificate(machine, csr.key, self.now - 60 + LIFETIME - 1)
        self.certificates.append(made)
        return made

    def close_others(self, registration):
        for other in self.of(registration.machine, 'waiting'):
            if other is not registration:
                other.state = 'closed'

    # --- approve, deny: the operator
    def approve(self, registration, answer, no_issue, override):
        machine, status = registration.machine, self.status(registration.machine)
        if registration.state in ('closed', 'approved'):
            return 7
        if registration.state in ('issued', 'done') and status != 'Disapproved':
            return 7
        if answer == 'fail':
            return 10
        if answer == 'Deny' and not override:
            return 3
        if registration.csr and not registration.csr.grantable:
            registration.state = 'refused'
            return 3
        if status != 'Approved':
            self.orchestrators[machine] = Orchestrator('Approved', registration.capabilities)
        if registration.csr is None:
            registration.state = 'done'
        elif registration.state != 'issued':
            if no_issue:
                registration.state = 'approved'
            else:
                self.certify(registration)
            self.close_others(registration)
        return 0

    def deny(self, registration, revoke):
        machine = registration.machine
        if registration.state not in ('waiting', 'approved', 'refused'):
            return 7
        others = [r for r in self.of(machine, 'waiting', 'approved') if r is not registration]
        status = self.status(machine)
        becomes = 'Disapproved' if status == 'New' and not others else status
        if revoke and becomes != 'Disapproved':
            return 2
        registration.state = 'denied'
        self.orchestrators[machine].status = becomes
        if revoke:
            self.revoke_all(machine)
        return 0

    def disapprove(self, machine, revoke):
        if machine not in self.orchestrators:
            return 6
        open_ones = self.of(machine, 'waiting', 'approved')
        if self.status(machine) == 'Disapproved' and not open_ones and not (revoke and self.held(machine)):
            return 7
        for registration in open_ones:
            registration.state = 'denied'
        self.orchestrators[machine].status = 'Disapproved'
        if revoke:
            self.revoke_all(machine)
        return 0

    def revoke_all(self, machine):
        for certificate in self.held(machine):
            certificate.revoked = True

    # --- issue, revoke
    def complete(self, registration, answer):
        """issue ID"""
        if registration.state != 'approved' or self.status(registration.machine) == 'Disapproved':
            return 7
        if answer in ('Deny', 'fail'):
            return 3 if answer == 'Deny' else 10
        self.orchestrators[registration.machine].status = 'Approved'
        self.certify(registration)
        return 0

    def issue(self, machine, csr, answer):
        if self.status(machine) == 'Disapproved':
            return 7
        if answer in ('Deny', 'fail'):
            return 3 if answer == 'Deny' else 10
        if not csr.grantable:
            return 3
        self.orchestrators.setdefault(machine, Orchestrator('Approved')).status = 'Approved'
        self.certificate(machine, csr)
        return 0

    def revoke(self, certificate):
        if certificate.revoked:
            return 7
        certificate.revoked = True
        return 0
