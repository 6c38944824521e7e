# repeats: yes
# The row "issue" of document A's table: the same chain, and what it refuses leaves nothing behind.
# Each command runs as a dry run first, and must then come as foretold.
$ . "$TRANSCRIPTS/common/foretold.sh" && new_home && handlers only
$ answer only '{"result":"Allow"}'
$ for name in p1 p2 p3 p4 p5; do pkit register --client-machine $name >/dev/null; done
$ answer only '{"result":"Defer"}'
$ for name in n1 n2 n3 n4 n5 n6; do pkit register --client-machine $name >/dev/null 2>&1; done
[4]
$ answer only '{"result":"Deny"}'
$ pkit register --client-machine x1 >/dev/null 2>&1
[3]

# Allow: a certificate, with the handler's outputs. Unknown and New become Approved, a registration that waits goes on.
$ answer only '{"result":"Allow","profile":"server"}'
$ foretold issue --client-machine a1 --csr any.csr
as foretold: exit 0, orchestrator Approved, cn:a1 dns:a1
$ foretold issue --client-machine n1 --csr any.csr
as foretold: exit 0, orchestrator Approved, cn:n1 dns:n1
$ foretold issue --client-machine p1 --csr any.csr
as foretold: exit 0, orchestrator Approved, cn:p1 dns:p1
$ pkit list registrations --name n1 --state waiting | wc -l
1
$ pkit show a1 | grep approvedBy
  approvedBy     issue:uid:<n>

# Deny: refused, nothing changes, nothing is made.
$ answer only '{"result":"Deny","message":"retired"}'
$ foretold issue --client-machine d1 --csr any.csr
as foretold: exit 3, decision.denied
$ foretold issue --client-machine n2 --csr any.csr
as foretold: exit 3, decision.denied, orchestrator New
$ foretold issue --client-machine p2 --csr any.csr
as foretold: exit 3, decision.denied, orchestrator Approved

# All Defer: the operation's default, allow where pkit.yaml is silent.
$ answer only '{"result":"Defer"}'
$ foretold issue --client-machine f1 --csr any.csr
as foretold: exit 0, orchestrator Approved, cn:f1
$ foretold issue --client-machine n3 --csr any.csr
as foretold: exit 0, orchestrator Approved, cn:n3
$ foretold issue --client-machine p3 --csr any.csr
as foretold: exit 0, orchestrator Approved, cn:p3
$ echo 'operations: { issue: { default: deny } }' >>home/pkit.yaml
$ foretold issue --client-machine f2 --csr any.csr
as foretold: exit 3, decision.denied
$ foretold issue --client-machine n4 --csr any.csr
as foretold: exit 3, decision.denied, orchestrator New
$ foretold issue --client-machine p4 --csr any.csr
as foretold: exit 3, decision.denied, orchestrator Approved

# A handler that fails: stop and deny refuse, defer leaves it to the default.
$ handlers only && answer only fail
$ foretold issue --client-machine s1 --csr any.csr
as foretold: exit 10, handler.failed
$ foretold issue --client-machine n5 --csr any.csr
as foretold: exit 10, handler.failed, orchestrator New
$ foretold issue --client-machine p5 --csr any.csr
as foretold: exit 10, handler.failed, orchestrator Approved
$ handlers only:deny
$ foretold issue --client-machine s2 --csr any.csr
as foretold: exit 3, decision.denied
$ foretold issue --client-machine n5 --csr any.csr
as foretold: exit 3, decision.denied, orchestrator New
$ handlers only:defer
$ foretold issue --client-machine s3 --csr any.csr
as foretold: exit 0, orchestrator Approved, cn:s3
$ foretold issue --client-machine n5 --csr any.csr
as foretold: exit 0, orchestrator Approved, cn:n5

# Disapproved: no handler is asked.
$ handlers only && answer only '{"result":"Allow"}' && rm -f home/adapters/asked
$ foretold issue --client-machine x1 --csr any.csr
as foretold: exit 7, orchestrator.disapproved, orchestrator Disapproved
$ asked

# The same for a new key; a refusal leaves no key.
$ foretold issue --client-machine k1 --new-key ec-p256 --subject CN=k1 --out k1
as foretold: exit 0, orchestrator Approved, cn:k1
$ answer only '{"result":"Deny"}'
$ foretold issue --client-machine k2 --new-key ec-p256 --subject CN=k2 --out k2
as foretold: exit 3, decision.denied
$ answer only fail
$ foretold issue --client-machine k3 --new-key ec-p256 --subject CN=k3 --out k3
as foretold: exit 10, handler.failed
$ ls -A | grep '^[.]*k'
k1

# The same for a registration that was approved without a certificate: the chain is asked once more.
$ answer only '{"result":"Defer"}'
$ pkit register --client-machine r1 --csr any.csr >/dev/null 2>&1
[4]
$ pkit approve --no-issue $(registration r1) | grep -o 'r1 is .*'
r1 is Approved
$ answer only '{"result":"Deny"}'
$ foretold issue $(registration r1)
as foretold: exit 3, decision.denied, orchestrator Approved, registration approved
$ answer only fail
$ foretold issue $(registration r1)
as foretold: exit 10, handler.failed, orchestrator Approved, registration approved
$ answer only '{"result":"Defer"}'
$ foretold issue $(registration r1)
as foretold: exit 0, orchestrator Approved, registration issued, cn:r1
$ foretold issue $(registration r1)
as foretold: exit 7, registration.state, orchestrator Approved, registration issued

# What was refused made nothing.
$ pkit list orchestrators --name '[dfs]*' --format json | grep -o '"ClientMachine":"[^"]*"' | sort
"ClientMachine":"f1"
"ClientMachine":"s3"
