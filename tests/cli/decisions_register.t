# repeats: yes
# Document A's table at register: what is known of the orchestrator, and what its handlers say (A5 to A11, A18, A19).
# Each row runs as a dry run first, and must then come as foretold.
$ . "$TRANSCRIPTS/common/foretold.sh" && new_home && handlers only

# Unknown and Allow: Approved (A11), with a certificate where a CSR was sent (A15).
$ answer only '{"result":"Allow"}'
$ foretold register --client-machine a1 --csr any.csr
as foretold: exit 0, orchestrator Approved, registration issued, cn:a1
$ foretold register --client-machine a2
as foretold: exit 0, orchestrator Approved, registration done

# Unknown and Deny: Disapproved (A9).
$ answer only '{"result":"Deny","message":"no such machine"}'
$ foretold register --client-machine d1 --csr any.csr
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied
$ foretold register --client-machine d2
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied

# Unknown, and all Defer: New, it waits (A19).
$ answer only '{"result":"Defer"}'
$ foretold register --client-machine f1 --csr any.csr
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ foretold register --client-machine f2
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting

# A handler that fails is never an allow (A-edge-6): stop leaves it New, deny and defer count as these.
$ answer only fail
$ foretold register --client-machine s1 --csr any.csr
as foretold: exit 10, handler.failed, orchestrator New, registration waiting
$ foretold register --client-machine s2
as foretold: exit 10, handler.failed, orchestrator New, registration waiting
$ handlers only:deny
$ foretold register --client-machine s3 --csr any.csr
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied
$ foretold register --client-machine s4
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied
$ handlers only:defer
$ foretold register --client-machine s5 --csr any.csr
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ foretold register --client-machine s6
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting

# New is decided on again, with the same CSR, or with none.
$ handlers only && answer only '{"result":"Allow"}'
$ foretold register --client-machine f1 --csr any.csr
as foretold: exit 0, orchestrator Approved, registration issued, cn:f1
$ foretold register --client-machine f2
as foretold: exit 0, orchestrator Approved, registration done
$ answer only '{"result":"Deny"}'
$ foretold register --client-machine s1 --csr any.csr
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied
$ foretold register --client-machine s2
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied
$ answer only '{"result":"Defer"}'
$ foretold register --client-machine s5 --csr any.csr
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ foretold register --client-machine s6
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ answer only fail
$ foretold register --client-machine s5 --csr any.csr
as foretold: exit 10, handler.failed, orchestrator New, registration waiting
$ foretold register --client-machine s6
as foretold: exit 10, handler.failed, orchestrator New, registration waiting
$ handlers only:defer
$ foretold register --client-machine s5 --csr any.csr
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ foretold register --client-machine s6
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ handlers only:deny
$ foretold register --client-machine s5 --csr any.csr
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied
$ foretold register --client-machine s6
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied

# A Deny while another registration of that name waits denies this one only.
$ handlers only && answer only '{"result":"Defer"}'
$ foretold register --client-machine t1 --csr any.csr
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ answer only '{"result":"Deny"}'
$ foretold register --client-machine t1
as foretold: exit 3, decision.denied, orchestrator New, registration denied
$ pkit list registrations --name t1 --state waiting | wc -l
1

# Approved without a valid certificate is known by its claim: Allow gives it one.
$ answer only '{"result":"Allow"}'
$ for name in p1 p2 p3 p4 p5 p6 p7; do pkit register --client-machine $name >/dev/null; done
$ foretold register --client-machine p1
as foretold: exit 0, orchestrator Approved, registration done
$ foretold register --client-machine p1 --csr any.csr
as foretold: exit 0, orchestrator Approved, registration issued, cn:p1

# Approved and Deny: Disapproved, whatever else of it waits.
$ answer only '{"result":"Deny"}'
$ foretold register --client-machine p2
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied
$ foretold register --client-machine p3 --csr any.csr
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied
$ answer only '{"result":"Defer"}'
$ foretold register --client-machine p7 --csr any.csr
as foretold: exit 4, registration.waiting, orchestrator Approved, registration waiting
$ answer only '{"result":"Deny"}'
$ foretold register --client-machine p7
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied

# Approved, and all Defer: it stays so; without a CSR that is all, a CSR waits.
$ answer only '{"result":"Defer"}'
$ foretold register --client-machine p4
as foretold: exit 0, orchestrator Approved, registration done
$ foretold register --client-machine p4 --csr any.csr
as foretold: exit 4, registration.waiting, orchestrator Approved, registration waiting

# Approved, and a handler fails: nothing changes.
$ answer only fail
$ foretold register --client-machine p5
as foretold: exit 10, handler.failed, orchestrator Approved, registration done
$ foretold register --client-machine p5 --csr any.csr
as foretold: exit 10, handler.failed, orchestrator Approved
$ handlers only:defer
$ foretold register --client-machine p5
as foretold: exit 0, orchestrator Approved, registration done
$ foretold register --client-machine p5 --csr any.csr
as foretold: exit 4, registration.waiting, orchestrator Approved, registration waiting
$ handlers only:deny
$ foretold register --client-machine p5
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied
$ foretold register --client-machine p6 --csr any.csr
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied

# Disapproved: no handler is asked, whatever it would say (X2).
$ handlers only && answer only '{"result":"Allow"}' && rm -f home/adapters/asked
$ foretold register --client-machine d1 --csr any.csr
as foretold: exit 3, orchestrator.disapproved, orchestrator Disapproved, registration denied
$ foretold register --client-machine d2
as foretold: exit 3, orchestrator.disapproved, orchestrator Disapproved, registration denied
$ asked
