# repeats: yes
# A registration is a client machine and a CSR: what sending the same again does, state by state.
$ . "$TRANSCRIPTS/common/foretold.sh" && new_home && handlers only
$ request() { openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $1.key -subj / -out $1.csr 2>/dev/null; }
$ for key in 1 2 3; do request $key; done

# waiting: it goes on waiting, as the same registration; its handlers are asked again (B4).
$ answer only '{"result":"Defer"}'
$ foretold register --client-machine web1 --csr any.csr
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ id=$(registration web1)
$ rm home/adapters/asked; foretold register --client-machine WEB1 --csr any.csr
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ asked
only
$ [ "$(registration web1)" = "$id" ] && echo the same
the same

# issued: the same certificate again, and no second one.
$ pkit approve $id >/dev/null
$ rm home/adapters/asked; pkit register --client-machine web1 --csr any.csr --out 1.crt | grep -o '^.* issued; web1 is Approved'
<id> issued; web1 is Approved
$ asked
only
$ pkit register --client-machine web1 --csr any.csr >2.crt 2>/dev/null && cmp 1.crt 2.crt && echo the same
the same
$ pkit list certificates --name web1 | wc -l
1
$ foretold issue $id
as foretold: exit 7, registration.state, orchestrator Approved, registration issued

# revoked: no longer; it takes a new CSR.
$ pkit revoke 1.crt --reason superseded >/dev/null
$ rm home/adapters/asked; foretold register --client-machine web1 --csr any.csr
as foretold: exit 7, certificate.revoked, orchestrator Approved, registration issued
$ asked
$ pkit register --client-machine web1 --csr any.csr
<id> issued; web1 is Approved
2> pkit: error: the certificate of <id> is revoked
2> pkit: hint: register with a new CSR
[7]
$ answer only '{"result":"Allow"}'
$ foretold register --client-machine web1 --csr 1.csr
as foretold: exit 0, orchestrator Approved, registration issued, cn:web1

# refused by the profile: the orchestrator is New, nothing is granted; once the profile is mended it goes on.
$ sed -i 's/keys: .*/keys: [ed25519]/' home/pkit.yaml
$ foretold register --client-machine web2 --csr any.csr
as foretold: exit 3, policy.key, orchestrator New, registration refused
$ pkit register --client-machine web2 --csr any.csr
<id> refused; web2 is New
2> pkit: error: profile 'agent' does not take keys of type ec-p256
2>   subjectPublicKeyInfo [policy.key]
2> pkit: hint: it takes ed25519
[3]
$ foretold issue $(registration web2)
as foretold: exit 7, registration.state, orchestrator New, registration refused
$ foretold approve $(registration web2)
as foretold: exit 3, policy.key, orchestrator New, registration refused
$ foretold register --client-machine web3 --csr any.csr
as foretold: exit 3, policy.key, orchestrator New, registration refused
$ sed -i 's/keys: .*/keys: [ec-p256]/' home/pkit.yaml
$ foretold register --client-machine web2 --csr any.csr
as foretold: exit 0, orchestrator Approved, registration issued, cn:web2
$ answer only '{"result":"Defer"}'
$ foretold register --client-machine web3 --csr any.csr
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ foretold approve $(registration web3)
as foretold: exit 0, orchestrator Approved, registration issued, cn:web3

# Open registrations with different keys stand side by side; approving one closes the others.
$ for key in 1 2 3; do foretold register --client-machine web4 --csr $key.csr; done
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ foretold register --client-machine web4
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ two=$(pkit show 2.csr | sed -nE 's/.*sha256 *([0-9a-f]+)$/\1/p'); for id in $(registration web4); do pkit show $id | grep -q "$two" && break; done
$ foretold approve $id
as foretold: exit 0, orchestrator Approved, registration issued, cn:web4
$ pkit list registrations --name web4 | awk '{print $2}' | sort | uniq -c
      3 closed
      1 issued

# closed: nothing can be done with it; one without a CSR goes on, since its client has no other.
$ pkit revoke $(pkit list certificates --name web4 | cut -d' ' -f1) --reason superseded >/dev/null
$ foretold register --client-machine web4 --csr 1.csr
as foretold: exit 7, registration.closed, orchestrator Approved, registration closed
$ pkit register --client-machine web4 --csr 1.csr
<id> closed; web4 is Approved
2> pkit: error: <id> is closed
2> pkit: hint: register with a new CSR
[7]
$ id=$(registration web4 closed | head -n1); foretold approve $id
as foretold: exit 7, registration.closed, orchestrator Approved, registration closed
$ foretold issue $id
as foretold: exit 7, registration.state, orchestrator Approved, registration closed
$ foretold deny $id --reason no
as foretold: exit 7, registration.state
$ foretold register --client-machine web4
as foretold: exit 0, orchestrator Approved, registration done

# denied, while another waits: that one goes on, this one stays denied.
$ foretold register --client-machine web5 --csr 1.csr
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ foretold register --client-machine web5 --csr 2.csr
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ foretold deny $(registration web5 | head -n1) --reason 'whose is it?'
as foretold: exit 0, orchestrator New, registration denied
$ denied=$(registration web5 denied); pkit show 1.csr | grep -q "$(pkit show $denied | sed -nE 's/.*csrSha256 *//p')" && mine=1 || mine=2
$ foretold register --client-machine web5 --csr $mine.csr
as foretold: exit 3, registration.denied, orchestrator New, registration denied
$ pkit register --client-machine web5 --csr $mine.csr
<id> denied; web5 is New
2> pkit: error: <id> was denied: whose is it?
2> pkit: hint: register with a new CSR
[3]
$ foretold register --client-machine web5 --csr $((3 - mine)).csr
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting

# denied, and nothing else waits: Disapproved.
$ foretold deny $(registration web5 waiting) --reason 'nobody knows it'
as foretold: exit 0, orchestrator Disapproved, registration denied
$ foretold register --client-machine web5 --csr 3.csr
as foretold: exit 3, orchestrator.disapproved, orchestrator Disapproved

# expired: it takes a new CSR, in a home whose clock can be set.
$ pkit init --name T --no-passphrase --test-clock --now 2026-12-01 --home then >/dev/null 2>&1 && sed -i 's/handlers: .*/handlers: [{ name: all, allow: { }, unverified: true }]/' then/pkit.yaml
$ pkit register --home then --now 2027-01-01T00:00:00Z --client-machine web1 --csr any.csr --out then.crt | grep -o 'until .*'
until <date>
$ pkit register --home then --now 2027-03-31T23:58:59Z --client-machine web1 --csr any.csr | cmp - then.crt
2> pkit: <id> issued; web1 is Approved; certificate <id>, serial <hex>, until <date>
$ pkit register --home then --now 2027-03-31T23:59:00Z --client-machine web1 --csr any.csr
<id> issued; web1 is Approved
2> pkit: error: the certificate of <id> has expired
2> pkit: hint: register with a new CSR
[7]

# An end that was asked for and can no longer be had refuses the registration that asked; it is never shortened.
$ pkit init --home later --test-clock --no-passphrase --name Later >/dev/null 2>&1
$ pkit register --home later --client-machine late --csr any.csr --not-after 2030-01-01T00:00:00Z --now 2029-12-01T00:00:00Z | cut -d' ' -f2-
waiting; late is New
2> pkit: error: <id> waits for approval
2> pkit: hint: an operator decides: pkit approve <id>
$ pkit approve --home later late --now 2030-02-01T00:00:00Z | cut -d' ' -f2-
refused; late is New
2> pkit: error: '<date>' is no time to come
2>   notAfter [registration.not_after]
2> pkit: hint: it must be registered again
$ pkit list registrations --home later --now 2030-02-01T00:00:00Z
<id>  refused  late  <date>  '<date>' is no time to come
