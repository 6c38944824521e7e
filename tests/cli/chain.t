# chain test: decisions on a table of requests, held against what is expected. chain replay: which stored decisions
# another pkit.yaml would make otherwise.
$ export PKIT_HOME=$PWD/home; pkit init --no-passphrase --name T >/dev/null 2>&1; mkdir home/adapters; printf '#!/bin/sh\ncat >/dev/null; echo "{\\"result\\":\\"Allow\\",\\"message\\":\\"known\\"}"; echo asked >>home.calls\n' >home/adapters/cmdb; chmod 755 home/adapters/cmdb
$ policy() { { sed '/^adapters:/,$d' home/pkit.yaml; cat "$1"; } >new.yaml; chmod 600 new.yaml; }; sed -i '/^chains:/,$d' home/pkit.yaml; policy policy.yaml; mv new.yaml home/pkit.yaml; pkit config check | sed "s#$PWD#.#"
./home/pkit.yaml: sound
2> pkit: warning: pkit.yaml:35:9: chains.fleet.handlers[0] denies by claimed.AgentPlatform, which a client can leave out; add an alternative with {present: false}
$ pkit chain test table.yaml
ok    an old platform: denied by handler:old: no more of these
ok    a machine that cmdb knows: allowed by handler:cmdb: known
ok    cmdb is away: failed by handler:cmdb: handler 'cmdb' failed: fails, as the table says
ok    nobody was asked: failed by handler:cmdb: handler 'cmdb' failed: would ask cmdb.lookup, and the table has no answer of it
ok    an approval: allowed by handler:cmdb
$ ls home.calls home/home.calls 2>/dev/null
[2]
$ sed 's/result: Deny/result: Allow/; s/profile: agent/profile: server/' table.yaml | pkit chain test - | grep -A2 WRONG
WRONG an old platform: denied by handler:old: no more of these
        result: expected Allow, got Deny
WRONG a machine that cmdb knows: failed by handler:cmdb: handler 'cmdb' failed: profile "server" is not among the chain's profiles
        result: expected Allow, got failed
        profile: expected server, got 
2> pkit: error: 2 of 5 cases are not decided as expected
$ pkit chain test faulty.yaml
2> pkit: error: faulty.yaml has 3 faults
2>   faulty.yaml:2:23: cases[0]: unknown key 'claimd' (did you mean 'claimed'? valid: name, chain, operation, approving, claimed, verified, csr, answers, expect) [config.unknown]
2>   faulty.yaml:2:5: cases[0].claimed is missing (what the client says: ClientMachine, ...) [config.missing]
2>   faulty.yaml:2:71: cases[0].expect.result cannot be 'allow' (did you mean 'Allow'? valid: Allow, Deny, Defer, failed) [config.word]
2> pkit: hint: man pkit-chain-test has its form
[5]

# With --call-adapters it is asked where the table says nothing.
$ pkit chain test one.yaml --call-adapters; cat home/home.calls
ok    whoever: allowed by handler:cmdb: known
asked

# The unchanged configuration changes nothing. An adapter is not asked again.
$ pkit register --client-machine web1 >/dev/null; pkit register --client-machine old1 --platform vax >/dev/null 2>&1; pkit issue --subject CN=ci --new-key ed25519 --out ci >/dev/null; pkit deny web9 --reason x 2>/dev/null; rm home/home.calls
$ pkit chain replay
3 decisions: 3 as they were, 0 changed, 0 unknown
$ policy stricter.yaml; pkit chain replay --config new.yaml | sed 's/ at .*Z/ at T/; s/ [or]-[a-z2-7]*/ ID/; s/ c-[a-z2-7]*/ ID/'
web1, register ID at T
  was    allowed by handler:cmdb (known)
  would  denied by handler:web (no web)
3 decisions: 2 as they were, 1 changed, 0 unknown
2> pkit: error: 1 of 3 decisions would change, 0 depend on what an adapter says
$ policy other.yaml; pkit chain replay --config new.yaml | tail -n 1
3 decisions: 1 as they were, 0 changed, 2 unknown
2> pkit: error: 0 of 3 decisions would change, 2 depend on what an adapter says
$ pkit chain replay --since 2100-01-01T00:00:00Z; ls home/home.calls 2>/dev/null
0 decisions: 0 as they were, 0 changed, 0 unknown
[2]
$ pkit chain replay --since 1h; pkit chain replay --since 1h --now 2100-01-01
3 decisions: 3 as they were, 0 changed, 0 unknown
0 decisions: 0 as they were, 0 changed, 0 unknown
$ pkit chain replay --since yesterday
2> pkit: error: --since: 'yesterday' is not a time and not a duration
2> pkit: hint: write it like 2027-01-31T10:00:00Z, 2027-01-31 or, for a month until now, 30d
[2]

-- policy.yaml --
adapters: { cmdb: { exec: [adapters/cmdb] } }
chains:
  fleet:
    profiles: [agent]
    handlers:
      - { name: old, when: { claimed.AgentPlatform: vax }, deny: no more of these }
      - { name: cmdb, call: cmdb.lookup }
registration: { chain: fleet, profile: agent }
-- stricter.yaml --
adapters: { cmdb: { exec: [adapters/cmdb] } }
chains:
  fleet:
    profiles: [agent]
    handlers:
      - { name: web, when: { claimed.ClientMachine: "web*" }, deny: no web }
      - { name: old, when: { claimed.AgentPlatform: vax }, deny: no more of these }
      - { name: cmdb, call: cmdb.lookup }
registration: { chain: fleet, profile: agent }
-- other.yaml --
adapters: { cmdb: { exec: [adapters/cmdb, --strict] } }
chains:
  fleet:
    profiles: [agent]
    handlers:
      - { name: old, when: { claimed.AgentPlatform: vax }, deny: no more of these }
      - { name: cmdb, call: cmdb.lookup }
registration: { chain: fleet, profile: agent }
-- table.yaml --
cases:
  - name: an old platform
    claimed: { ClientMachine: web1, AgentPlatform: vax }
    expect: { result: Deny, answer: denied, by: "handler:old", message: no more of these }
  - name: a machine that cmdb knows
    claimed: { ClientMachine: web1 }
    answers: { cmdb.lookup: { result: Allow, message: known, profile: agent } }
    expect: { result: Allow, profile: agent, metadata: {} }
  - name: cmdb is away
    claimed: { ClientMachine: web1 }
    answers: { cmdb.lookup: null }
    expect: { result: failed }
  - name: nobody was asked
    claimed: { ClientMachine: web1 }
    expect: { answer: failed }
  - name: an approval
    operation: register
    approving: true
    claimed: { ClientMachine: web1 }
    verified: { state: New }
    answers: { cmdb.lookup: { result: Allow } }
    expect: { answer: allowed }
-- faulty.yaml --
cases:
  - { name: misspelt, claimd: { ClientMachine: x }, expect: { result: allow } }
-- one.yaml --
cases:
  - { name: whoever, claimed: { ClientMachine: x }, expect: { result: Allow } }
