# Who asked, who decided and why is found again: by name, by event, by the word that a refusal prints.
$ . "$TRANSCRIPTS/common/foretold.sh" && new_home && handlers only && answer only '{"result":"Deny","message":"retired in 2024"}'

# A refused issue makes no orchestrator, and its trace is kept all the same.
$ pkit issue --client-machine old-7 --csr any.csr 2>err
[3]
$ sed 's/t-[a-z2-7]*/<word>/' err
pkit: error: old-7 is denied: retired in 2024
pkit: hint: pkit explain <word> tells how it was decided
$ word=$(grep -o 't-[a-z2-7]*' err); event=$(pkit events | grep issue.denied | cut -d' ' -f1)
$ pkit explain OLD-7 >story; pkit explain $word | cmp - story; pkit explain $event | cmp - story; head -1 story; grep verdict: story
issue of old-7 at <date> by uid:<n>
  verdict: denied by handler:only: retired in 2024
$ pkit events | grep issue.denied
<any> ClientMachine=old-7 <any> reason=old-7 is denied: retired in 2024<any>
$ pkit status | sed -n '/last failures/,$p'
<any>
<any>old-7<any>retired in 2024<any>

# A dry run kept no trace and hints at none; an event without one is told from an event that is not.
$ pkit issue --client-machine old-7 --csr any.csr --dry-run 2>&1 >/dev/null | grep -c explain
0
[1]
$ pkit explain 1
2> pkit: error: nothing is called '1'
2> pkit: hint: pkit list shows what there is
[6]

# The reason reaches who registers again, with the same CSR or another, through the gate and by the request id.
$ pkit register --client-machine old-8 --csr any.csr --via pkit gate --home home --caller alice | head -1
<id> denied; old-8 is Disapproved
2> pkit: error: old-8 is denied: retired in 2024
2> pkit: hint: pkit explain <id> tells how it was decided
$ pkit register --client-machine old-8 --csr any.csr --format json --via pkit gate --home home --caller alice | jq -r '.error.message, .data.registration.reason'
old-8 is Disapproved: retired in 2024
retired in 2024
$ pkit register --client-machine old-8 2>&1 | grep error
pkit: error: old-8 is Disapproved: retired in 2024
$ answer only '{"result":"Allow"}' && pkit register --client-machine web1 --csr any.csr >/dev/null 2>&1 && pkit deny web1 --reason 'sold' && pkit register --client-machine web1 2>&1 | grep error
web1 is Disapproved
pkit: error: web1 is Disapproved: sold

# Events and show say who asked, and who decided.
$ pkit show $(registration old-8) | grep -E 'askedBy|decidedBy'
  askedBy        gate:alice
  decidedBy      handler:only
$ pkit events --format json | jq -r '.data | select(.kind == "registration.denied").data | [.caller // "", .by, .ClientMachine] | join(" ")'
gate:alice handler:only old-8
$ pkit events --subject web1 --format json | jq -r '.data | "\(.kind) \(.data.ClientMachine)"'
registration.issued web1
orchestrator.approved web1
certificate.issued web1
orchestrator.disapproved web1
register.denied web1
$ pkit show $(pkit list certificates --name web1 | cut -d' ' -f1) | grep -E 'askedBy|decidedBy'
  askedBy           uid:<n>
  decidedBy         handler:only

# What an approval refused is refused again, by name too; it never lets in an orchestrator instead.
$ answer only '{"result":"Defer"}' && openssl req -new -key any.key -subj /CN=other -out other.csr && pkit register --client-machine web2 --csr other.csr >/dev/null 2>&1
[4]
$ for n in 1 2; do pkit approve web2 2>/dev/null; echo $?; done
<id> refused; web2 is New
3
<id> refused; web2 is New
3

# Where no profile applies no request id is bound: with a profile the same id may be used.
$ sed -i 's/, profile: agent }$/ }/' home/pkit.yaml && answer only '{"result":"Allow"}'
$ pkit issue --client-machine web3 --csr any.csr --request-id job-1
2> pkit: error: no profile is named, and there are several
2> <any>
[10]
$ pkit issue --client-machine web3 --csr any.csr --profile agent --request-id job-1 | openssl x509 -noout -nameopt RFC2253 -subject
subject=CN=web3
2> pkit: web3 is Approved; certificate <id>, serial <hex>, until <date>
$ handlers only

# An answer that is no text is a failure of the handler, recorded, and on_error is heeded.
$ cp home/adapters/book book; printf '#!/bin/sh\nprintf \x27{"result":"Allow","message":"\\377\\000"}\x27\n' >home/adapters/book
$ pkit register --client-machine web4 --csr any.csr | head -1
<id> waiting; web4 is New
2> pkit: error: handler 'only' failed: answer is not JSON: <any>
2> pkit: hint: mend the handler, or set its on_error
$ pkit explain web4 | grep answered
       answered {"result":"Allow","message":"\xff\x00"}
$ handlers only:deny && pkit register --client-machine web5 --csr any.csr 2>/dev/null
<id> denied; web5 is Disapproved
[3]
