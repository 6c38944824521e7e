# repeats: yes
# --request-id makes a retry safe: the same id and inputs are answered with the present state of the same thing.
$ . "$TRANSCRIPTS/common/foretold.sh" && new_home && handlers only
$ openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout other.key -subj / -out other.csr 2>/dev/null
$ certificates() { pkit list certificates --name "$1" 2>/dev/null | wc -l; }
$ answer only '{"result":"Defer"}'

# Waiting, and again waiting; approved elsewhere; then the certificate. The handlers are asked once.
$ pkit register --client-machine web1 --csr any.csr --request-id job-1
<id> waiting; web1 is New
2> pkit: error: <id> waits for approval
2> pkit: hint: an operator decides: pkit approve <id>
[4]
$ asked
only
$ pkit register --client-machine web1 --csr any.csr --request-id job-1
<id> waiting; web1 is New
2> pkit: error: <id> waits for approval
[4]
$ asked
$ pkit approve $(registration web1) | grep -o 'web1 is Approved'
web1 is Approved
$ rm home/adapters/asked; pkit register --client-machine web1 --csr any.csr --request-id job-1 >1.crt 2>/dev/null
$ asked
$ pkit register --client-machine web1 --csr any.csr --request-id job-1 --out 2.crt >/dev/null && cmp 1.crt 2.crt && openssl x509 -in 1.crt -noout -nameopt RFC2253 -subject
subject=CN=web1
$ certificates web1
1

# Approved elsewhere without a certificate is still 4; denied elsewhere is 3; revoked is 7.
$ pkit register --client-machine web2 --csr any.csr --request-id job-2 >/dev/null 2>&1
[4]
$ pkit approve --no-issue $(registration web2) >/dev/null; pkit register --client-machine web2 --csr any.csr --request-id job-2
<id> approved; web2 is Approved
2> pkit: error: <id> is approved; its certificate is still to be issued
[4]
$ pkit issue $(registration web2) --out web2.crt >/dev/null; pkit register --client-machine web2 --csr any.csr --request-id job-2 | cmp - web2.crt
2> pkit: <id> issued; web2 is Approved; certificate <id>, serial <hex>, until <date>
$ pkit revoke web2.crt --reason superseded >/dev/null; pkit register --client-machine web2 --csr any.csr --request-id job-2
<id> issued; web2 is Approved
2> pkit: error: the certificate of <id> is revoked
2> pkit: hint: register with a new CSR
[7]
$ pkit register --client-machine web3 --csr any.csr --request-id job-3 >/dev/null 2>&1
[4]
$ pkit deny $(registration web3) --reason 'not ours' >/dev/null; pkit register --client-machine web3 --csr any.csr --request-id job-3
<id> denied; web3 is Disapproved
2> pkit: error: web3 is Disapproved: not ours
2> pkit: hint: only an operator's approve leaves that state
[3]

# The same path with other content is another input.
$ cp any.csr now.csr; pkit register --client-machine web4 --csr now.csr --request-id job-4 >/dev/null 2>&1
[4]
$ cp other.csr now.csr; pkit register --client-machine web4 --csr now.csr --request-id job-4
2> pkit: error: request id 'job-4' was used with other inputs
2> pkit: hint: use a new id for a new request
[7]
$ registration web4 | wc -l
1

# So is every other word that says what is wanted, and another command.
$ pkit register --client-machine web5 --capability A --param k=v --request-id job-5 >/dev/null 2>&1
[4]
$ differs() { pkit "$@" --request-id job-5 --format json | grep -o '"code":"request.differs"'; }
$ differs register --client-machine web6 --capability A --param k=v
"code":"request.differs"
$ differs register --client-machine web5 --capability B --param k=v
"code":"request.differs"
$ differs register --client-machine web5 --capability A --param k=w
"code":"request.differs"
$ differs register --client-machine web5 --capability A --param k=v --platform P
"code":"request.differs"
$ differs register --client-machine web5 --capability A --param k=v --version V
"code":"request.differs"
$ differs register --client-machine web5 --capability A --param k=v --profile agent
"code":"request.differs"
$ differs register --client-machine web5 --capability A --param k=v --not-after 5d
"code":"request.differs"
$ differs register --client-machine web5 --capability A --param k=v --csr any.csr
"code":"request.differs"
$ differs issue --client-machine web5 --csr any.csr
"code":"request.differs"

# What does not say what is wanted is no input: where it goes, how it is told, how long is waited, what pkit.yaml says.
$ echo '# changed' >>home/pkit.yaml
$ pkit register --client-machine web5 --capability A --param k=v --request-id job-5 --out 5.crt --force --explain --wait 1s --format json | grep -o '"code":"[^"]*"'
"code":"registration.waiting"

# Two ids of the same inputs are two requests about one registration.
$ pkit register --client-machine web5 --capability A --param k=v --request-id job-5b >/dev/null 2>&1
[4]
$ registration web5 | wc -l
1

# A dry run claims nothing, and is not answered for another.
$ pkit register --client-machine web7 --request-id job-7 --dry-run >/dev/null 2>&1
[4]
$ pkit register --client-machine web8 --request-id job-7 >/dev/null 2>&1
[4]

# issue: one certificate, however often it is asked for.
$ pkit issue --client-machine web9 --csr any.csr --request-id job-9 --out 1.pem >/dev/null
$ pkit issue --client-machine web9 --csr any.csr --request-id job-9 --out 2.pem >/dev/null && cmp 1.pem 2.pem
$ certificates web9
1
$ cp any.csr now.csr && pkit issue --client-machine web9 --csr now.csr --request-id job-9 | cmp - 1.pem
2> pkit: certificate <id>, serial <hex>, until <date>
$ cp other.csr now.csr && pkit issue --client-machine web9 --csr now.csr --request-id job-9
2> pkit: error: request id 'job-9' was used with other inputs
2> pkit: hint: use a new id for a new request
[7]

# issue --new-key: one certificate and one key; where its directory is gone too, its serial is named.
$ pkit issue --new-key ec-p256 --subject CN=ci --out ci --request-id job-10
ci is Approved; certificate <id>, serial <hex>, until <date>
published in <dir>/ci
$ sum=$(cat ci/*.pem | sha256sum); pkit issue --new-key ec-p256 --subject CN=ci --out ci --request-id job-10
certificate <id>, serial <hex>, until <date>
published in <dir>/ci
$ [ "$sum" = "$(cat ci/*.pem | sha256sum)" ] && certificates ci
1
$ pkit issue --new-key ec-p384 --subject CN=ci --out ci --request-id job-10
2> pkit: error: request id 'job-10' was used with other inputs
2> pkit: hint: use a new id for a new request
[7]
$ mv ci elsewhere; pkit issue --new-key ec-p256 --subject CN=ci --out ci --request-id job-10
2> pkit: error: the key of <id> is gone from <dir>/ci
2> pkit: hint: where it is lost: pkit revoke <hex> --reason superseded
[7]
$ certificates ci
1

# approve and deny: done once, and told again.
$ pkit register --client-machine web11 --csr any.csr >/dev/null 2>&1
[4]
$ id=$(registration web11); pkit approve $id --request-id job-11 | cut -d' ' -f2-5
issued; web11 is Approved;
$ pkit approve $id --request-id job-11 | cut -d' ' -f2-5
issued; web11 is Approved;
$ certificates web11
1
$ pkit approve $id --no-issue --request-id job-11
2> pkit: error: request id 'job-11' was used with other inputs
2> pkit: hint: use a new id for a new request
[7]
$ pkit approve $id
<id> issued; web11 is Approved
2> pkit: error: <id> is approved already
2> pkit: hint: pkit show <id>
[7]
$ pkit deny web11 --reason gone --request-id job-12 && pkit deny web11 --reason gone --request-id job-12
web11 is Disapproved
web11 is Disapproved
$ pkit deny web11 --reason other --request-id job-12
2> pkit: error: request id 'job-12' was used with other inputs
2> pkit: hint: use a new id for a new request
[7]

# One that is refused is not kept: the same id may try again when the reason is gone.
$ answer only '{"result":"Deny"}'
$ pkit issue --client-machine web13 --csr any.csr --request-id job-13
2> pkit: error: web13 is denied
2> pkit: hint: pkit explain <id> tells how it was decided
[3]
$ answer only '{"result":"Allow"}'
$ pkit issue --client-machine web13 --csr any.csr --request-id job-13 | openssl x509 -noout -nameopt RFC2253 -subject
subject=CN=web13
2> pkit: web13 is Approved; certificate <id>, serial <hex>, until <date>

# Where a handler failed the same id asks again.
$ answer only fail; pkit register --client-machine web16 --request-id job-16 >/dev/null 2>&1
[10]
$ answer only '{"result":"Allow"}'; pkit register --client-machine web16 --request-id job-16 | cut -d' ' -f2-
done; web16 is Approved

# Two processes with one id at once: one certificate, and both have it.
$ (pkit issue --client-machine web14 --csr any.csr --request-id job-14 >a.pem 2>/dev/null) & pkit issue --client-machine web14 --csr any.csr --request-id job-14 >b.pem 2>/dev/null; wait; cmp a.pem b.pem && certificates web14
1

# An id has at most 256 bytes.
$ pkit register --client-machine web15 --request-id $(printf '%0257d' 0)
2> pkit: error: the request id is longer than 256 bytes or not UTF-8
[2]

# A mistake in the inputs frees the id for those that are right.
$ pkit issue --client-machine web17 --csr any.csr --request-id job-17 --not-after 5000d
2> pkit: error: profile 'agent' ends certificates by <date>
2> pkit: hint: ask for an earlier end, or leave --not-after out
[2]
$ pkit issue --client-machine web17 --csr any.csr --request-id job-17 --not-after 5d | openssl x509 -noout -nameopt RFC2253 -subject
subject=CN=web17
2> pkit: web17 is Approved; certificate <id>, serial <hex>, until <date>

# An approval that lets a denied orchestrator in again, whose certificate was revoked, is answered alike again.
$ answer only '{"result":"Defer"}'; pkit register --client-machine web18 --csr any.csr >/dev/null 2>&1; id=$(registration web18); pkit approve $id >/dev/null; pkit deny web18 --reason gone --revoke
web18 is Disapproved
$ pkit approve $id --request-id job-18 | cut -d' ' -f2-
issued; web18 is Approved
2> pkit: warning: its certificate <id> is revoked; for another the client must register with a new CSR
$ pkit approve $id --request-id job-18 | cut -d' ' -f2-
is Approved
