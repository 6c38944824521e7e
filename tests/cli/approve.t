# pkit approve: an operator lets registrations in. Each option with and without.
$ . "$TRANSCRIPTS/common/foretold.sh" && new_home && handlers
$ registered() { pkit register --client-machine "$@" >/dev/null 2>&1; }
$ approved() { pkit list registrations --name "$1" --state approved | wc -l; }

# By a registration's id, a prefix of it, the orchestrator's id, or its name; in text and in JSON.
$ for name in a1 a2 a3 a4; do registered $name --csr any.csr; done
[4]
$ pkit approve $(registration a1)
<id> issued; a1 is Approved; certificate <id>, serial <hex>, until <date>
$ id=$(registration a2); pkit approve ${id%????????}
<id> issued; a2 is Approved; certificate <id>, serial <hex>, until <date>
$ pkit approve $(pkit list orchestrators --name a3 | cut -d' ' -f1)
<id> issued; a3 is Approved; certificate <id>, serial <hex>, until <date>
$ pkit approve A4 --format json | grep -o '^{"version":1,"ok":true,"operation":"approve"'
{"version":1,"ok":true,"operation":"approve"
$ pkit approve r-2222222222222222
2> pkit: error: nothing is called '<id>'
2> pkit: hint: pkit list shows what there is
[6]
$ pkit approve r-
2> pkit: error: nothing is called 'r-'
2> pkit: hint: pkit list shows what there is
[6]
$ pkit approve
2> pkit: error: ID is missing
2> pkit: hint: name registrations, or give --all
[2]

# A word that fits two things decides on neither.
$ registered twin --csr any.csr; id=$(registration twin); registered ${id%????} --csr any.csr
[4]
$ pkit approve ${id%????}
2> pkit: error: '<id>' fits several things
2>   <id>: registration, waiting [show.candidate]
2>   <id>: orchestrator <id>, New [show.candidate]
2> pkit: hint: give more of the id
[7]

# --no-issue leaves the certificate to pkit issue, and is 0; without it there is one.
$ registered n1 --csr any.csr; registered n2 --csr any.csr
[4]
$ pkit approve n1 --no-issue
<id> approved; n1 is Approved
$ approved n1; pkit list certificates --name n1
1
2> pkit: no certificates
$ pkit issue $(registration n1) | openssl x509 -noout -nameopt RFC2253 -subject
subject=CN=n1
2> pkit: <id> issued; n1 is Approved; certificate <id>, serial <hex>, until <date>
$ pkit approve n2 | grep -o 'certificate c-'
certificate c-
$ registered n3; pkit approve n3 --no-issue
<id> done; n3 is Approved

# --expect-digest is what pkit show prints; something else is 7, and changes nothing.
$ digest() { pkit show $(registration $1) | sed -nE 's/^ *digest *//p'; }
$ registered e1 --csr any.csr --param site=lab; was=$(digest e1); pkit approve e1 --expect-digest ${was^^} | grep -o 'e1 is .*;'
e1 is Approved;
$ registered e2 --csr any.csr --param site=lab; was=$(digest e2); registered e2 --csr any.csr --param site=hall --profile server
[4]
$ pkit approve e2 --expect-digest $was
2> pkit: error: <id> is not what was expected: its digest is <hex>
2>   profile: was null, is now server [approve.digest]
2>   clientParameters: was {"site":"lab"}, is now {"site":"hall"} [approve.digest]
2> pkit: hint: look at it again: pkit show <id>
[7]
$ pkit approve e2 --expect-digest $was --format json | grep -o '"details".*'
"details":[{"code":"approve.digest","where":"profile","message":"was null, is now server","hint":null},{"code":"approve.digest","where":"clientParameters","message":"was {\"site\":\"lab\"}, is now {\"site\":\"hall\"}","hint":null}]}}
$ pkit approve e2 --expect-digest 00
2> pkit: error: <id> is not what was expected: its digest is <hex>
2>   csrSha256: is now <hex> [approve.digest]
2>   principal: is now e2 [approve.digest]
2>   names: is now [] [approve.digest]
2>   profile: is now server [approve.digest]
2>   clientParameters: is now {"site":"hall"} [approve.digest]
2> pkit: hint: look at it again: pkit show <id>
[7]
$ pkit approve e2 --expect-digest $was --dry-run 2>/dev/null
[7]
$ registered e3 --csr any.csr --param site=lab; foretold approve e3 --expect-digest $(digest e3)
as foretold: exit 0, orchestrator Approved, registration issued, cn:e3

# With several ids each wants its own.
$ registered e4; registered e5
[4]
$ pkit approve e4 e5 --expect-digest $(digest e4)
2> pkit: error: --expect-digest: '<hex>' names no ID
2> pkit: hint: with several IDs write ID=DIGEST
[2]
$ pkit approve e4 e5 --expect-digest e4=$(digest e4)
2> pkit: error: --expect-digest: none is given for 'e5'
[2]
$ pkit approve e4 e5 --expect-digest e4=$(digest e4) --expect-digest e6=00
2> pkit: error: --expect-digest: 'e6' is not one of the IDs to approve
[2]
$ pkit approve e4 --expect-digest 00 --expect-digest 00
2> pkit: error: --expect-digest: 'e4' is given more than once
[2]
$ pkit approve e4 e5 --expect-digest e4=$(digest e4) --expect-digest e5=$(digest e4)
<id> done; e4 is Approved
2> pkit: error: e5: <id> is not what was expected: its digest is <hex>
2>   csrSha256: is now null [approve.digest]
2>   principal: is now e5 [approve.digest]
2>   names: is now [] [approve.digest]
2>   profile: is now null [approve.digest]
2>   clientParameters: is now {} [approve.digest]
2> pkit: hint: look at it again: pkit show <id>
[7]

# Several ids: one result each, and the worst exit.
$ for name in s1 s2 s3; do registered $name --csr any.csr; done
[4]
$ pkit approve s1 nobody s1 s2 | sed 's/certificate.*/certificate/'; (exit ${PIPESTATUS[0]})
<id> issued; s1 is Approved; certificate
<id> issued; s2 is Approved; certificate
2> pkit: error: nobody: nothing is called 'nobody'
2> pkit: hint: pkit list shows what there is
2> pkit: error: s1: s1 is Approved, and nothing of it waits
[7]
$ pkit approve s3 nobody --format json | grep -o '"ok":[a-z]*\|"item":"[^"]*"\|"code":"[^"]*"'
"ok":true
"item":"s3"
"ok":false
"item":"nobody"
"code":"show.missing"

# --override-deny: a handler's no is the operator's yes, with a reason; without it the no stands.
$ handlers only && answer only '{"result":"Defer"}' && registered o1 --csr any.csr
[4]
$ answer only '{"result":"Deny","message":"retired"}'
$ pkit approve o1
<id> waiting; o1 is New
2> pkit: error: o1 is denied: retired
2> pkit: hint: pkit explain <id> tells how it was decided
[3]
$ pkit approve o1 --override-deny '' 2>&1
pkit: error: option --override-deny is empty
pkit: hint: see pkit help approve
[2]
$ pkit approve o1 --override-deny 'the owner asked' | grep -o 'o1 is .*;'
o1 is Approved;
$ pkit events --format json | grep decision.overridden | grep -o '"reason":"[^"]*"'
"reason":"the owner asked"
$ pkit explain o1 | grep verdict
  verdict: allowed by manual:uid:<n>: the denial by handler:only was overridden: the owner asked
  verdict: denied by handler:only: retired
  verdict: deferred: no handler decided

# An orchestrator of which several registrations wait is not approved as one: they are listed.
$ answer only '{"result":"Defer"}'
$ registered several --csr any.csr; registered several
[4]
$ pkit approve several
2> pkit: error: several has 2 registrations to decide on
2>   <id>: waiting since <date> [show.candidate]
2>   <id>: waiting since <date> [show.candidate]
2> pkit: hint: approve one of them by its own id
[7]
$ foretold approve several
as foretold: exit 7, approve.several
$ foretold approve $(registration several | head -n1)
as foretold: exit 0, orchestrator Approved, registration issued, cn:several

# An orchestrator of which nothing waits.
$ pkit approve o1
2> pkit: error: o1 is Approved, and nothing of it waits
[7]

# --explain tells how it was decided, beside the result; in JSON inside it.
$ registered x1
[4]
$ pkit approve x1 --dry-run --explain
dry run: nothing was changed; it would be
  exit          0
  orchestrator  Approved
  registration  done
2> approve of x1 at <date> by uid:<n>
2>   claimed: ClientMachine=x1
2>   verified: caller=uid:<n> osGroups=<any> state=New
2>   1. only: Defer, after <n> ms
2>        answered {"result":"Defer"}
2>   verdict: allowed by manual:uid:<n>: approved by the operator
2>   outcome: exit=0 orchestrator=Approved registration=done
2>   pkit.yaml: <hex>
2>   pkit: <any>
$ pkit approve x1 --explain 2>&1 >/dev/null | grep -E 'verdict|^  1[.]'
  1. only: Defer, after <n> ms
  verdict: allowed by manual:uid:<n>: approved by the operator
$ registered x2
[4]
$ pkit approve x2 --explain --format json | grep -o '"trace":{"version":1'
"trace":{"version":1

# The operator's own choice of profile, end and further names, each within what chain and profile grant.
$ registered p1 --csr any.csr; pkit approve p1 --profile server --san dns:p1 --not-after 20d --no-issue | cut -d' ' -f2-
approved; p1 is Approved
$ pkit issue p1 --out p1.crt >/dev/null; openssl x509 -in p1.crt -noout -ext subjectAltName,extendedKeyUsage -checkend $((21 * 86400))
X509v3 Extended Key Usage: 
    TLS Web Server Authentication
X509v3 Subject Alternative Name: 
    DNS:p1
Certificate will expire
[1]
$ pkit issue p1.crt; pkit issue $(pkit show p1.crt --format json | jq -r .data.certificate.serial) >/dev/null
<id> issued; p1 is Approved
2> pkit: error: <id> is issued, not approved
2> pkit: hint: pkit show <id>
2> pkit: error: <id> is issued, not approved
2> pkit: hint: pkit show <id>
[7]

# A duration counts from the approval, whenever the issue comes.
$ granted() { sqlite3 $PKIT_HOME/pkit.db "SELECT json_extract(request, '$.granted.notAfter') FROM registrations WHERE id = '$(registration $1)'"; }
$ registered p4 --csr any.csr; pkit approve p4 --not-after 10d --no-issue >/dev/null; end=$(granted p4); echo $end; pkit issue p4 --out p4.crt >/dev/null; [ "$(date -ud "$(openssl x509 -in p4.crt -noout -enddate | cut -d= -f2)" +%FT%TZ)" = "$end" ] && echo the same
<date>
the same

# Who asks again as it has asked before gets what the operator made of it.
$ pkit register --client-machine p1 --csr any.csr --out p1.again >/dev/null; cmp p1.crt p1.again
$ pkit register --client-machine p1 --csr any.csr --not-after 30d --out p1.other >/dev/null
2> pkit: error: <id> has a certificate with the end <date>, not 30d
2> pkit: hint: for another certificate make a new CSR
[7]
$ pkit issue nobody
2> pkit: error: nothing is called 'nobody'
2> pkit: hint: pkit list shows what there is
[6]
$ pkit issue --subject CN=alone --new-key ed25519 --profile agent --out alone >/dev/null; pkit issue alone; pkit issue alone/cert.pem 2>&1 | sed 's/c-[a-z0-9]*/ID/'
pkit: error: ID came of no registration
pkit: hint: pkit issue --csr FILE
2> pkit: error: alone has no registration
2> pkit: hint: pkit issue --csr FILE
$ registered p2 --csr any.csr; pkit approve p2 --profile nobody
2> pkit: error: there is no profile 'nobody'
2> pkit: hint: profiles: agent, server
[2]
$ pkit approve p2 --not-after 2000-01-01
2> pkit: error: '2000-01-01' is no time to come
2> pkit: hint: write <date> or 90d
[2]
$ pkit approve p2 --san nonsense
2> pkit: error: 'nonsense' has no type
2> pkit: hint: write it as dns:nonsense
[2]
$ pkit approve p2 --san ip:10.0.0.1 --profile agent
<id> refused; p2 is New
2> pkit: error: the name ip:10.0.0.1 is not granted
2>   --san[0] [policy.san]
2> pkit: hint: granted are cn:p2, dns:p2
[3]

# The request itself, to be looked at by another program.
$ pkit show $(registration p2) --csr | openssl req -noout -verify 2>&1 | sed 's/.*verify/verify/'; pkit show p2 --csr
verify OK
2> pkit: error: 'p2' is no registration with a request
[6]
