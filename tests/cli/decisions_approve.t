# repeats: yes
# The row "approve" of document A's table: the chain judges what was registered once more, with approving: true.
# Each command runs as a dry run first, and must then come as foretold.
$ . "$TRANSCRIPTS/common/foretold.sh" && new_home && handlers only
$ answer only '{"result":"Defer"}'
$ for name in a1 d1 d2 f1 s1 s2 s3; do pkit register --client-machine $name --csr any.csr >/dev/null 2>&1; done
[4]
$ for name in a2 d3 f2; do pkit register --client-machine $name >/dev/null 2>&1; done
[4]

# Allow: its outputs are applied, and there is a certificate where there is a CSR.
$ answer only '{"result":"Allow","profile":"server"}'
$ foretold approve $(registration a1)
as foretold: exit 0, orchestrator Approved, registration issued, cn:a1 dns:a1
$ foretold approve $(registration a2)
as foretold: exit 0, orchestrator Approved, registration done

# Deny: the approval is refused and all stays as it was, unless the operator overrides it, which is an event.
$ answer only '{"result":"Deny","message":"retired","profile":"server"}'
$ foretold approve $(registration d1)
as foretold: exit 3, decision.denied, orchestrator New, registration waiting
$ foretold approve $(registration d3)
as foretold: exit 3, decision.denied, orchestrator New, registration waiting
$ foretold approve $(registration d2) --override-deny 'asked the owner'
as foretold: exit 0, orchestrator Approved, registration issued, cn:d2
$ pkit events | grep -c decision.overridden
1
$ pkit events --format json | grep -o '"kind":"decision.overridden".*"reason":"asked the owner"' | wc -l
1

# All Defer: the operator's yes stands.
$ answer only '{"result":"Defer","profile":"server"}'
$ foretold approve $(registration f1)
as foretold: exit 0, orchestrator Approved, registration issued, cn:f1
$ foretold approve $(registration f2)
as foretold: exit 0, orchestrator Approved, registration done

# A handler that fails is never an allow; defer leaves it to the operator.
$ answer only fail
$ foretold approve $(registration s1)
as foretold: exit 10, handler.failed, orchestrator New, registration waiting
$ handlers only:deny
$ foretold approve $(registration s2)
as foretold: exit 3, decision.denied, orchestrator New, registration waiting
$ foretold approve $(registration s2) --override-deny 'it is down'
as foretold: exit 0, orchestrator Approved, registration issued, cn:s2
$ handlers only:defer
$ foretold approve $(registration s3)
as foretold: exit 0, orchestrator Approved, registration issued, cn:s3

# What handlers are told at approve: the registration as it came in, and that it is an approval.
$ pkit explain $(registration f1) --format json | grep -o '"approving":[a-z]*' | sort
"approving":false
"approving":true

# Nothing is approved twice (7), and no handler is asked about it.
$ handlers only && answer only '{"result":"Allow"}' && rm -f home/adapters/asked
$ foretold approve $(registration a1)
as foretold: exit 7, registration.approved, orchestrator Approved, registration issued
$ foretold approve $(registration a2)
as foretold: exit 7, registration.approved, orchestrator Approved, registration done
$ asked

# What profile or names refuse is refused by everybody: nothing is granted, and the orchestrator stays as it was.
$ openssl req -new -key any.key -subj /CN=other -out other.csr
$ answer only '{"result":"Defer"}'
$ pkit register --client-machine n1 --csr other.csr >/dev/null 2>&1
[4]
$ answer only '{"result":"Allow"}'
$ foretold approve $(registration n1)
as foretold: exit 3, policy.cn, orchestrator New, registration refused

# Only an operator leaves Disapproved: by the registration, or by the orchestrator; the chain judges that too (X2).
$ answer only '{"result":"Deny"}'
$ for name in x1 x2 x3; do pkit register --client-machine $name --csr any.csr >/dev/null 2>&1; done
[3]
$ foretold approve $(registration x1)
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied
$ answer only '{"result":"Defer"}'
$ foretold approve $(registration x1)
as foretold: exit 0, orchestrator Approved, registration issued, cn:x1
$ foretold approve $(pkit list orchestrators --name x2 | sed -nE 's/^(o-[a-z2-7]+).*/\1/p')
as foretold: exit 0, orchestrator Approved, registration issued, cn:x2
$ foretold approve x3
as foretold: exit 0, orchestrator Approved, registration issued, cn:x3

# An Approved orchestrator's CSR that waits is approved alike.
$ foretold register --client-machine a2 --csr any.csr
as foretold: exit 4, registration.waiting, orchestrator Approved, registration waiting
$ foretold approve $(registration a2 waiting)
as foretold: exit 0, orchestrator Approved, registration issued, cn:a2
