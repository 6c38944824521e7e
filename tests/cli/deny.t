# pkit deny: an operator turns registrations away; no handler is asked. Each option with and without.
$ . "$TRANSCRIPTS/common/foretold.sh" && new_home && handlers only && answer only '{"result":"Defer"}'
$ registered() { pkit register --client-machine "$@" >/dev/null 2>&1; }
$ issued() { pkit list certificates --name "$1" --state $2 2>/dev/null | wc -l; }

# r- closes that registration; the orchestrator becomes Disapproved only if it is New and nothing else of it waits.
$ registered a1 --csr any.csr; rm home/adapters/asked
$ foretold deny $(registration a1) --reason 'not ours'
as foretold: exit 0, orchestrator Disapproved, registration denied
$ asked
$ registered a2 --csr any.csr; registered a2
[4]
$ foretold deny $(registration a2 | head -n1) --reason 'not this one'
as foretold: exit 0, orchestrator New, registration denied
$ foretold deny $(registration a2 waiting) --reason 'nor that'
as foretold: exit 0, orchestrator Disapproved, registration denied
$ registered a3; pkit approve a3 >/dev/null; registered a3 --csr any.csr
[4]
$ foretold deny $(registration a3 waiting) --reason 'no certificate for it'
as foretold: exit 0, orchestrator Approved, registration denied
$ registered a4 --csr any.csr; pkit approve --no-issue a4 >/dev/null
$ foretold deny $(registration a4) --reason 'changed our mind'
as foretold: exit 0, orchestrator Approved, registration denied

# What was issued or closed is not denied by r-; the orchestrator can be.
$ registered b1 --csr any.csr; pkit approve b1 >/dev/null
$ pkit deny $(registration b1) --reason gone
2> pkit: error: <id> is issued and cannot be denied
2> pkit: hint: deny its orchestrator: pkit deny <id>
[7]
$ foretold deny $(registration b1) --reason gone
as foretold: exit 7, registration.state

# o- disapproves, whatever waits or is held.
$ foretold deny b1 --reason gone
as foretold: exit 0, orchestrator Disapproved
$ registered b2 --csr any.csr; registered b2
[4]
$ foretold deny $(pkit list orchestrators --name b2 | cut -d' ' -f1) --reason gone
as foretold: exit 0, orchestrator Disapproved
$ pkit list registrations --name b2 --state denied | wc -l
2
$ foretold deny b2 --reason again
as foretold: exit 7, orchestrator.disapproved

# A Disapproved orchestrator is refused, whatever certificates it holds.
$ issued b1 valid
1
$ foretold register --client-machine b1 --csr any.csr
as foretold: exit 3, orchestrator.disapproved, orchestrator Disapproved, registration issued
$ foretold issue --client-machine b1 --csr any.csr
as foretold: exit 7, orchestrator.disapproved, orchestrator Disapproved

# --revoke revokes them too; without it they stay, and it can be said later.
$ pkit deny b1 --reason gone --revoke
b1 is Disapproved
$ issued b1 valid; issued b1 revoked
0
1
$ registered c1 --csr any.csr; pkit approve c1 >/dev/null; openssl req -new -key any.key -subj /O=x -out more.csr; registered c1 --csr more.csr; pkit approve c1 >/dev/null
2> pkit: difference: dropped subject.O, asked for: x
$ pkit deny c1 --reason gone --revoke --dry-run; issued c1 valid
dry run: nothing was changed; it would be
  exit          0
  orchestrator  Disapproved
  revoked       <hex>, <hex>
2
$ pkit deny c1 --reason gone --revoke --format json | grep -o '"revoked":\[[^]]*\]' | grep -o '"[0-9a-f]*"' | wc -l
2
$ issued c1 revoked
2
$ pkit events | grep certificate.revoked | wc -l
3

# r- of an Approved orchestrator leaves it so, and its certificates with it: they are not that registration's.
$ registered c2 --csr any.csr; pkit approve c2 >/dev/null; registered c2 --csr more.csr
[4]
$ pkit deny $(registration c2 waiting) --reason gone --revoke
2> pkit: error: the certificates of c2 are not this registration's
2> pkit: hint: deny the orchestrator: pkit deny <id> --revoke
[2]
$ issued c2 valid
1

# What was approved and not issued is undone by o-.
$ registered c3 --csr any.csr; pkit approve --no-issue c3 >/dev/null
$ foretold deny c3 --reason gone
as foretold: exit 0, orchestrator Disapproved
$ pkit list registrations --name c3 --state denied | wc -l
1

# A denial can be explained.
$ pkit explain c3 | head -n 3
deny of c3 at <date> by uid:<n>
  verdict: denied by uid:<n>: gone
  outcome: exit=0 orchestrator=Disapproved

# approve leads back, but what was revoked stays so.
$ pkit approve $(registration c1 | head -n1)
<id> issued; c1 is Approved
2> pkit: warning: its certificate <id> is revoked; for another the client must register with a new CSR

# --reason must be given, and is told to whoever asks.
$ registered d1 --csr any.csr
[4]
$ pkit deny d1
2> pkit: error: option --reason is missing
2> pkit: hint: see pkit help deny
[2]
$ pkit deny d1 --reason ''
2> pkit: error: option --reason is empty
2> pkit: hint: see pkit help deny
[2]
$ pkit deny d1 --reason $(printf '%01025d' 0)
2> pkit: error: a denial needs a reason of 1 to 1024 bytes
2> pkit: hint: give --reason TEXT
[2]
$ pkit deny d1 --reason 'retired in 2024'
d1 is Disapproved
$ pkit show $(registration d1) | grep -E 'reason|decidedBy|state'
  state          denied
  reason         retired in 2024
  decidedBy      uid:<n>
$ pkit events --format json | grep -o '"kind":"[a-z.]*denied".*"reason":"retired[^"]*"' | cut -d'"' -f4
registration.denied

# Several ids: one result each, and the worst exit; a prefix is enough, a word that fits nothing is 6.
$ for name in e1 e2 e3; do registered $name --csr any.csr; done
[4]
$ id=$(registration e2); pkit deny e1 nobody ${id%????????} --reason gone
e1 is Disapproved
<id> denied; e2 is Disapproved
2> pkit: error: nobody: nothing is called 'nobody'
2> pkit: hint: pkit list shows what there is
[6]
$ pkit deny e3 nobody --reason gone --format json | grep -o '"ok":[a-z]*\|"item":"[^"]*"\|"code":"[^"]*"'
"ok":true
"item":"e3"
"ok":false
"item":"nobody"
"code":"show.missing"
$ pkit deny e1 e2 --reason gone --request-id x
2> pkit: error: --request-id goes with one ID only
[2]
$ pkit deny --reason gone
2> pkit: error: ID is missing
2> pkit: hint: see pkit help deny
[2]

# The same request id again says what is: a denial that was undone since then is none.
$ registered u1 --csr any.csr; for i in 1 2; do pkit deny u1 --reason gone --request-id u | tail -n 1; done; pkit approve u1 --no-issue >/dev/null; pkit deny u1 --reason gone --request-id u; registered u2 --csr any.csr; id=$(registration u2); pkit deny $id --reason gone --request-id v >/dev/null; pkit approve $id --no-issue >/dev/null; pkit deny $id --reason gone --request-id v
u1 is Disapproved
u1 is Disapproved
<id> approved; u2 is Approved
2> pkit: error: it was denied, and since then u1 was let in: it is Approved
2> pkit: hint: pkit deny <id>, with a new request id
2> pkit: error: it was denied, and since then u2 was let in: it is Approved
2> pkit: hint: pkit deny <id>, with a new request id
[7]

# --dry-run changes nothing.
$ registered f1
[4]
$ pkit deny f1 --reason gone --dry-run
dry run: nothing was changed; it would be
  exit          0
  orchestrator  Disapproved
$ pkit list orchestrators --name f1 --state New | wc -l
1
$ pkit deny f1 --reason gone --format json | grep -o '^{"version":1,"ok":true,"operation":"deny"'
{"version":1,"ok":true,"operation":"deny"
