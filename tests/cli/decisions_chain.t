# repeats: yes
# Document A's rules for the chain, one by one.
$ . "$TRANSCRIPTS/common/foretold.sh" && new_home

# T-A1 (A5 to A8): Defer, Allow, Deny in that order; the third is not asked.
$ handlers one two three
$ answer one '{"result":"Defer"}' && answer two '{"result":"Allow"}' && answer three '{"result":"Deny"}'
$ foretold register --client-machine t1 --csr any.csr
as foretold: exit 0, orchestrator Approved, registration issued, cn:t1
$ asked
one
two

# T-A2 (A9): Defer, Deny, Allow; the third is not asked.
$ answer two '{"result":"Deny"}' && answer three '{"result":"Allow"}'
$ foretold register --client-machine t2 --csr any.csr
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied
$ asked
one
two

# T-A5 (A7, X27): another order, another result.
$ handlers three two one
$ foretold register --client-machine t5 --csr any.csr
as foretold: exit 0, orchestrator Approved, registration issued, cn:t5
$ asked
three

# T-A3 (A10): what a Deny says beside its result is ignored, even what could not be granted.
$ handlers one
$ answer one '{"result":"Deny","ClientID":"x","blueprintName":"b","metadata":{"a":"b"},"profile":"none","names":{"dns":["evil.example"]},"ClientParameters":{"site":"lab"}}'
$ foretold register --client-machine t3 --csr any.csr
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied
$ pkit list certificates --name t3 | wc -l
0
2> pkit: no certificates
$ pkit register --client-machine t3b --csr any.csr --format json | grep -c '"ClientParameters":{"site"'
0
[1]

# T-A4 (A10): what a Defer says is ignored; only the outputs of the Allow count.
$ handlers one two
$ answer one '{"result":"Defer","profile":"server","names":{"dns":["evil.example"]},"ClientParameters":{"site":"lab"}}'
$ answer two '{"result":"Allow"}'
$ foretold register --client-machine t4 --csr any.csr
as foretold: exit 0, orchestrator Approved, registration issued, cn:t4
$ pkit show t4 | grep -c lab
0
[1]

# T-A6, T-A7 (A13, X7): a blueprint that there is not, or a ClientID that nobody can send: the whole answer is rejected,
# nothing is granted, and no later handler is asked. Metadata that cannot be attached is dropped, and hinders nothing.
$ handlers one two
$ answer one '{"result":"Allow","blueprintName":"edge","ClientID":"x6","metadata":{"Owner":"ops"}}' && answer two '{"result":"Deny"}'
$ rm -f home/adapters/asked; foretold register --client-machine t6 --csr any.csr
as foretold: exit 4, register.blueprint, orchestrator New, registration waiting
$ asked
one
$ answer one '{"result":"Allow","ClientID":"no such name"}'
$ foretold register --client-machine t6 --csr any.csr
as foretold: exit 4, register.clientid, orchestrator New, registration waiting
$ pkit register --client-machine t6 --csr any.csr
<id> waiting; t6 is New
2> pkit: error: the answer is rejected: the ClientID 'no such name' is no name that can be sent
2> pkit: hint: 1 to 253 of A-Z a-z 0-9 . _ : -
[4]
$ pkit list certificates --name t6 | wc -l
0
2> pkit: no certificates
$ pkit list orchestrators --name t6 --format json | grep -c ClientID
0
[1]
$ handlers one && answer one '{"result":"Allow","metadata":{"Owner":"ops"}}'
$ pkit register --client-machine t16 --csr any.csr >/dev/null
2> pkit: <id> issued; t16 is Approved; certificate <id>, serial <hex>, until <date>
2> pkit: warning: metadata Owner is dropped: there is no such field

# T-A9 (X3), A-edge-3: null and empty are nothing: Approved, with a certificate and no metadata.
$ answer one '{"result":"Allow","message":"","names":null,"blueprintName":null,"ClientID":null,"metadata":{},"ClientParameters":{},"profile":null}'
$ foretold register --client-machine t9 --csr any.csr
as foretold: exit 0, orchestrator Approved, registration issued, cn:t9
$ answer one '{"result":"Allow","blueprintName":""}'
$ foretold register --client-machine t10 --csr any.csr
as foretold: exit 0, orchestrator Approved, registration issued, cn:t10

# T-A14 (A15): the certificate's key is the CSR's, as another program reads both, and its chain verifies.
$ pkit register --client-machine t14 --csr any.csr --out t14.crt
<id> issued; t14 is Approved; certificate <id>, serial <hex>, until <date>
$ diff <(openssl x509 -in t14.crt -noout -pubkey) <(openssl req -in any.csr -noout -pubkey) && echo same
same
$ openssl verify -x509_strict -CAfile home/ca/root.crt -untrusted home/ca/issuing.crt t14.crt
t14.crt: OK

# T-A17: a CSR that is none, or whose signature does not hold, is told before any handler is asked; nothing is stored.
$ rm -f home/adapters/asked
$ head -c 100 any.csr >half.csr
$ foretold register --client-machine t17 --csr half.csr
as foretold: exit 5, pem.end
$ openssl req -in any.csr -outform DER | head -c -1 >bad.csr && printf '\0' >>bad.csr
$ foretold register --client-machine t17 --csr bad.csr
as foretold: exit 5, csr.signature
$ asked
$ pkit show t17
2> pkit: error: nothing is called 't17'
2> pkit: hint: pkit list shows what there is
[6]
$ pkit events | grep -c csr.malformed
2

# A-edge-1, T-A20 (A18, A19): without handlers it is New, and an operator approves it.
$ handlers
$ foretold register --client-machine t20 --csr any.csr
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ foretold approve $(registration t20)
as foretold: exit 0, orchestrator Approved, registration issued, cn:t20

# T-A21: exit 1, no JSON, a result that is none, a misspelt key, nothing at all, too late: exit 10, New, and told.
$ handlers one
$ answer one fail
$ foretold register --client-machine t21 --csr any.csr
as foretold: exit 10, handler.failed, orchestrator New, registration waiting
$ answer one 'not JSON'
$ foretold register --client-machine t21 --csr any.csr
as foretold: exit 10, handler.failed, orchestrator New, registration waiting
$ answer one '{"result":"allow"}'
$ foretold register --client-machine t21 --csr any.csr
as foretold: exit 10, handler.failed, orchestrator New, registration waiting
$ answer one '{"result":"Deny","result":"Allow"}'
$ foretold register --client-machine t21 --csr any.csr
as foretold: exit 10, handler.failed, orchestrator New, registration waiting
$ answer one '{"result":"Allow","profil":"server"}'
$ foretold register --client-machine t21 --csr any.csr
as foretold: exit 10, handler.failed, orchestrator New, registration waiting
$ answer one ''
$ foretold register --client-machine t21 --csr any.csr
as foretold: exit 10, handler.failed, orchestrator New, registration waiting
$ sed -i 's/timeout: 30s/timeout: 1s/' home/pkit.yaml && mv home/adapters/book home/adapters/kept && printf '#!/bin/sh\nsleep 60\n' >home/adapters/book && chmod 755 home/adapters/book
$ pkit register --client-machine t21 --csr any.csr
<id> waiting; t21 is New
2> pkit: error: handler 'one' failed: timed out after 1s
2> pkit: hint: mend the handler, or set its on_error
[10]
$ mv home/adapters/kept home/adapters/book && handlers one && answer one '{"result":"Allow"}'
$ pkit explain $(registration t21) | grep -o '^  1[.] one: [^:(]*([^:)]*'
  1. one: failed (timed out after 1s
  1. one: failed (answer is not JSON
  1. one: failed (unknown key "profil" in the answer, did you mean "profile"?
  1. one: failed (answer is not JSON
  1. one: failed (result is "allow", not "Allow", "Deny" or "Defer"
  1. one: failed (answer is not JSON
  1. one: failed (exit status 1
$ foretold register --client-machine t21 --csr any.csr
as foretold: exit 0, orchestrator Approved, registration issued, cn:t21

# T-A22 (A17): ClientParameters come back as the handler gave them, and are kept nowhere.
$ answer one '{"result":"Allow","ClientParameters":{"größe":"½ ﬁ 🌍","leer":"","a b":"=;\"\\"}}'
$ pkit register --client-machine t22
<id> done; t22 is Approved
2> pkit: parameter: größe=½ ﬁ 🌍
2> pkit: parameter: leer=
2> pkit: parameter: a b==;"\
$ pkit register --client-machine t22 --format json | grep -o '"ClientParameters":{"gr[^}]*}'
"ClientParameters":{"größe":"½ ﬁ 🌍","leer":"","a b":"=;\"\\"}
$ pkit show t22 | grep -c Gr
0
[1]
$ answer one '{"result":"Allow","ClientParameters":{}}'
$ pkit register --client-machine t22 --format json | grep -o '"ClientParameters":{}' | sort -u
"ClientParameters":{}

# T-A23: an Approved orchestrator with another capability is New again, and can be approved again.
$ answer one '{"result":"Allow"}'
$ foretold register --client-machine t23 --capability A
as foretold: exit 0, orchestrator Approved, registration done
$ answer one '{"result":"Defer"}'
$ foretold register --client-machine t23 --capability A
as foretold: exit 0, orchestrator Approved, registration done
$ foretold register --client-machine t23 --capability A --capability B
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ foretold approve $(registration t23)
as foretold: exit 0, orchestrator Approved, registration done
$ foretold register --client-machine t23 --capability B --capability A --capability B
as foretold: exit 0, orchestrator Approved, registration done

# X2: Disapproved is not asked about again; approve leaves it.
$ answer one '{"result":"Deny"}' && pkit register --client-machine t24 --csr any.csr 2>/dev/null
<id> denied; t24 is Disapproved
[3]
$ answer one '{"result":"Allow"}' && rm -f home/adapters/asked
$ foretold register --client-machine t24 --csr any.csr
as foretold: exit 3, orchestrator.disapproved, orchestrator Disapproved, registration denied
$ asked
$ foretold approve t24
as foretold: exit 0, orchestrator Approved, registration issued, cn:t24

# X5: the authority's key is away: Approved, the registration approved without a certificate; issue ID completes it.
# (A dry run signs with a throw-away key and does not look for the authority's.)
$ mv home/ca/issuing.key away.key
$ handlers one && answer one '{"result":"Allow"}'
$ pkit register --client-machine t25 --csr any.csr
<id> approved; t25 is Approved
2> pkit: error: approved without certificate: authority 'issuing': <dir>/home/ca/issuing.key: there is no such file
2> pkit: hint: when that is mended: pkit issue <id>
[10]
$ pkit register --client-machine t26 --csr any.csr --format json | grep -o '"code":"[^"]*"\|"certificate":'
"code":"authority.key"
$ pkit issue $(registration t25)
<id> approved; t25 is Approved
2> pkit: error: authority 'issuing': <dir>/home/ca/issuing.key: there is no such file
2> pkit: hint: pkit explain <id> tells how it was decided
[10]
$ pkit show $(registration t25) | grep state
  state          approved
$ pkit issue --client-machine t27 --csr any.csr
2> pkit: error: authority 'issuing': <dir>/home/ca/issuing.key: there is no such file
2> pkit: hint: pkit explain <id> tells how it was decided
[10]
$ pkit show t27
2> pkit: error: nothing is called 't27'
2> pkit: hint: pkit list shows what there is
[6]
$ pkit config check
2> pkit: error: <dir>/home/pkit.yaml: 1 fault
2>   pkit.yaml:8:10: authorities.issuing.key is <dir>/home/ca/issuing.key, where no file is (paths are absolute or relative to the home) [authority.file]
[10]
$ mv away.key home/ca/issuing.key
$ foretold issue $(registration t25)
as foretold: exit 0, orchestrator Approved, registration issued, cn:t25
$ foretold register --client-machine t26 --csr any.csr
as foretold: exit 0, orchestrator Approved, registration issued, cn:t26
