# repeats: yes
# A stranger's claim changes nothing about an Approved orchestrator that holds a valid certificate: exit 8, recorded.
$ . "$TRANSCRIPTS/common/foretold.sh" && new_home && handlers only
$ openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout other.key -subj / -out other.csr 2>/dev/null
$ answer only '{"result":"Allow"}'
$ foretold register --client-machine web1 --capability A --platform linux --version 1 --csr any.csr
as foretold: exit 0, orchestrator Approved, registration issued, cn:web1
$ all() { pkit show web1; pkit list registrations; pkit list certificates; }; all >before

# A CSR over another key; no handler is asked.
$ rm home/adapters/asked; foretold register --client-machine web1 --capability A --csr other.csr
as foretold: exit 8, register.unproven, orchestrator Approved
$ asked
$ pkit register --client-machine web1 --capability A --csr other.csr
2> pkit: error: web1 holds a valid certificate, and the CSR is over another key
2> pkit: hint: use a CSR over the key that it holds and its capabilities as they are, or sign the request: --cert and --key
[8]

# Other capabilities, with the CSR that it sent itself and without.
$ foretold register --client-machine web1 --capability B --csr any.csr
as foretold: exit 8, register.unproven, orchestrator Approved, registration issued
$ foretold register --client-machine web1 --capability A --capability B
as foretold: exit 8, register.unproven, orchestrator Approved
$ foretold register --client-machine web1
as foretold: exit 8, register.unproven, orchestrator Approved

# A handler's Deny, which anybody could provoke.
$ answer only '{"result":"Deny"}'
$ foretold register --client-machine web1 --capability A --csr any.csr
as foretold: exit 8, register.unproven, orchestrator Approved, registration issued
$ foretold register --client-machine web1 --capability A
as foretold: exit 8, register.unproven, orchestrator Approved
$ pkit register --client-machine web1 --capability A
2> pkit: error: web1 holds a valid certificate, and this decision is not proven to be its own
2> pkit: hint: sign the request with its key: --cert and --key
[8]

# ClientParameters that a handler returns; none are none.
$ answer only '{"result":"Allow","ClientParameters":{"password":"geheim"}}'
$ foretold register --client-machine web1 --capability A --csr any.csr
as foretold: exit 8, register.unproven, orchestrator Approved, registration issued
$ foretold register --client-machine web1 --capability A
as foretold: exit 8, register.unproven, orchestrator Approved
$ pkit register --client-machine web1 --capability A --format json | grep -c geheim
0
[1]
$ answer only '{"result":"Allow","ClientParameters":{}}'
$ foretold register --client-machine web1 --capability A --csr any.csr
as foretold: exit 0, orchestrator Approved, registration issued, cn:web1

# What is claimed beside a CSR that was seen before is not taken over.
$ foretold register --client-machine web1 --capability A --platform windows --version 2 --param a=b --csr any.csr
as foretold: exit 0, orchestrator Approved, registration issued, cn:web1

# Nothing has changed, and each refusal is an event.
$ all | diff before -
$ pkit events | grep -c register.refused
11

# For a certificate alone, a CSR over the key that it holds is enough.
$ openssl req -new -key any.key -subj /CN=web1 -out again.csr
$ answer only '{"result":"Allow"}'
$ foretold register --client-machine web1 --capability A --csr again.csr
as foretold: exit 0, orchestrator Approved, registration issued, cn:web1
$ openssl req -new -key any.key -subj /O=x/CN=web1 -out third.csr
$ answer only '{"result":"Defer"}'
$ foretold register --client-machine web1 --capability A --csr third.csr
as foretold: exit 4, registration.waiting, orchestrator Approved, registration waiting

# Without a valid certificate it is known by its claim.
$ for id in $(pkit list certificates --name web1 | cut -d' ' -f1); do pkit revoke $id --reason superseded >/dev/null; done
$ foretold register --client-machine web1 --capability B --csr other.csr
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ answer only '{"result":"Deny"}'
$ foretold register --client-machine web1 --capability B --csr third.csr
as foretold: exit 3, decision.denied, orchestrator New, registration denied

# An approval takes over what the approved registration said, not what another said after it.
$ answer only '{"result":"Defer"}'
$ pkit register --client-machine web2 --capability A --platform linux --version 1 --csr any.csr >/dev/null 2>&1
[4]
$ id=$(registration web2); pkit register --client-machine web2 --capability B --platform windows --version 2 --csr other.csr >/dev/null 2>&1
[4]
$ foretold approve $id
as foretold: exit 0, orchestrator Approved, registration issued, cn:web2
$ pkit show web2 | grep -E 'Capabilities|Platform|Version'
  Capabilities   A
  AgentPlatform  linux
  Version        1
