# An authority whose key is another CA's: a gateway, which is an adapter with the procedures issue and status.
$ source "$TRANSCRIPTS/common/gateway.sh" && new_gateway 30s && csr web1 web2 web3 web4 web5 web6 web7 down misspelt extra other-id unknown
$ sed -n 3,4p home/pkit.yaml
  corp: { certificate: ca/corp.crt, gateway: corpca }
  issuing: { certificate: ca/issuing.crt, key: ca/issuing.key, chain: ca/root.crt }
$ pkit config check
<dir>/home/pkit.yaml: sound
$ pkit authority list | cut -c1-32
corp     active  corpca  ec-p256
issuing  active          ed25519
$ pkit authority show corp | head -n 4
authority corp
  state        active
  gateway      corpca
  subject      CN=Corp CA,O=Corp
$ pkit status | grep corp
  corp     CN=Corp CA,O=Corp  <date>  valid  corpca

# It is as with a key of one's own, and the other CA makes one certificate.
$ pkit register --client-machine web1 --csr web1.csr --out web1.crt
<id> issued; web1 is Approved; certificate <id>, serial <hex>, until <date>
$ openssl verify -x509_strict -CAfile corp/ca.crt web1.crt && echo $(calls): $(made) made
web1.crt: OK
issue: 1 made
$ pkit register --client-machine web1 --csr web1.csr --out again.crt && cmp web1.crt again.crt; echo "calls: $(calls)."
<id> issued; web1 is Approved; certificate <id>, serial <hex>, until <date>
calls: .
$ pkit explain web1 | grep gateway
  gateway: corpca.issue of <any> issued, after <n> ms
$ pkit events | cut -d' ' -f7-10 | grep -A3 gateway | sed 's/  .*//'
gateway.sent
registration.issued
orchestrator.approved
certificate.issued

# The other CA made it, but its answer never came. The decision stands; what became of it is asked, and not sent again.
$ mode deaf; pkit register --client-machine web2 --csr web2.csr
<id> approved; web2 is Approved
2> pkit: error: approved without certificate: authority 'corp', corpca.issue: exit status 1
2> pkit: hint: when that is mended: pkit issue <id>
[10]
$ pkit doctor | grep gateways
ok      gateways: <id>, which authority corp is asked for, is sent: the same request for web2 again asks what became of it; pkit authority abandon <id> gives it up
$ pkit list registrations --state approved | cut -d' ' -f3-5
approved  web2
$ waiting=$(pkit list registrations --state approved | cut -d' ' -f1); mode ok
$ pkit issue "$waiting" --out web2.crt
<id> issued; web2 is Approved; certificate <id>, serial <hex>, until <date>
$ echo $(calls): $(made) made; pkit doctor | grep gateways
issue status: 2 made
ok      gateways

# The request never reached it. That it is not known counts only when nothing can be under way any more.
$ mode lost; pkit issue --csr web3.csr --request-id three
2> pkit: error: authority 'corp', corpca.issue: exit status 1
2> pkit: hint: the same again asks what became of it, and sends nothing twice
[10]
$ sqlite3 home/pkit.db 'UPDATE intents SET sent_until = 0'; mode ok
$ pkit issue --csr web3.csr --request-id three --out web3.crt
web3 is Approved; certificate <id>, serial <hex>, until <date>
$ echo $(calls): $(made) made; sqlite3 home/pkit.db 'SELECT name, state, reason FROM intents ORDER BY name, state'
issue status issue: 3 made
web1|bound|
web2|bound|
web3|abandoned|the other CA has never seen it
web3|bound|

# It decides later, and refuses at last.
$ mode pending; pkit register --client-machine web4 --csr web4.csr
<id> approved; web4 is Approved
2> pkit: error: approved without certificate: authority 'corp', corpca.issue decides later: a person looks at it
2> pkit: hint: when it has decided: pkit issue <id>
[4]
$ waiting=$(pkit list registrations --state approved | cut -d' ' -f1)
$ pkit issue "$waiting"
<id> approved; web4 is Approved
2> pkit: error: authority 'corp', corpca.status decides later: a person looks at it
2> pkit: hint: the same again asks what became of it, and sends nothing twice
[4]
$ echo $(calls); mode refuse-late; pkit issue "$waiting"
issue status
<id> approved; web4 is Approved
2> pkit: error: authority 'corp', corpca.status refused: no more this month
2> pkit: hint: another try sends it anew
[3]
$ mode ok; pkit issue "$waiting" --out web4.crt
<id> issued; web4 is Approved; certificate <id>, serial <hex>, until <date>
$ echo $(calls): $(made) made
status issue: 4 made

# It refuses at once: pkit's own decision stands.
$ mode refuse; pkit issue --csr web5.csr
2> pkit: error: authority 'corp', corpca.issue refused: no more this month
2> pkit: hint: another try sends it anew
[3]

# What is no answer is none.
$ for answer in down misspelt extra other-id unknown; do mode $answer; pkit issue --csr $answer.csr 2>&1 | head -n 1; done
pkit: error: authority 'corp', corpca.issue: exit status 1: no route to the CA
pkit: error: authority 'corp', corpca.issue: result is "Isued", not "Issued", "Refused", "Pending" or "Unknown"
pkit: error: authority 'corp', corpca.issue: answer: unknown key 'certifcate'
pkit: error: authority 'corp', corpca.issue: the answer is about request "g-aaaaaaaaaaaaaaaa" and not about <any>
pkit: error: authority 'corp', corpca.issue: it has never seen the order
$ mode cert; cp web1.crt returned.crt; cp returned.crt home/adapters/; pkit issue --csr web6.csr
2> pkit: error: authority 'corp', corpca.issue: the certificate that came back is not what was asked for: it is over another key than the CSR
2>   key: it is over another key than the CSR [gateway.certificate]
2>   subject: it is for 'CN=web1' and not for 'CN=web6' [gateway.certificate]
2>   subjectAltName: it also names dns:web1.corp.example [gateway.certificate]
2>   subjectAltName: it does not name dns:web6.corp.example [gateway.certificate]
2> pkit: hint: the same again asks what became of it, and sends nothing twice
[10]

# An order that leads to nothing is given up, once nothing of it can be on its way; then another is sent.
$ order=$(pkit status --format json | jq -r '.data.orders[] | select(.ClientMachine == "web6").id')
$ pkit status | grep -A 1 'asked of'
asked of other CAs
  <id>  sent  corp  down      <date>  authority 'corp', corpca.issue: exit status 1: no route to the CA
$ pkit authority abandon "$order"
2> pkit: error: option --reason is missing
2> pkit: hint: see pkit help authority abandon
[2]
$ pkit authority abandon "$order" --reason ' '
2> pkit: error: giving up an order needs a reason of 1 to 1024 bytes
2> pkit: hint: give --reason TEXT
[2]
$ pkit authority abandon g-aaaaaaaaaaaaaaaa --reason wrong
2> pkit: error: there is no order 'g-aaaaaaaaaaaaaaaa' at another CA
2> pkit: hint: those that are open: pkit status
[6]
$ pkit authority abandon "$order" --reason wrong
2> pkit: error: order <id> may be on its way to the other CA until <date>
2> pkit: hint: try again then
[7]
$ sqlite3 home/pkit.db 'UPDATE intents SET sent_until = 0'
$ pkit authority abandon "$order" --reason 'it is for web1' --dry-run
dry run: nothing was changed; it would be
  exit   0
  order  <id>
  state  abandoned
2> pkit: warning: the CA of authority corp may have made a certificate for order <id>, which pkit does not record: have it revoked there
$ pkit authority abandon "$order" --reason 'it is for web1' --request-id up
order <id>
  state          abandoned
  authority      corp
  ClientMachine  web6
  created        <date>
  csrSha256      <hex>
  reason         it is for web1
2> pkit: warning: the CA of authority corp may have made a certificate for order <id>, which pkit does not record: have it revoked there
$ pkit authority abandon "$order" --reason 'it is for web1' --request-id up | head -n 2
order <id>
  state          abandoned
$ pkit authority abandon "$order" --reason 'it is for web1'
2> pkit: error: order <id> is abandoned already
[7]
$ pkit events --format json | grep -o '"kind":"gateway.abandoned".*"reason":"it is for web1"' | wc -l
1
$ calls >/dev/null; mode ok; pkit issue --csr web6.csr --out web6.crt
web6 is Approved; certificate <id>, serial <hex>, until <date>
$ calls
issue

# A dry run asks only where the adapter can do without a trace, and never writes an intent.
$ mode ok; pkit issue --csr web7.csr --dry-run
dry run: nothing was changed; it would be
  exit     10
  profile  agent
  names    cn:web7, dns:web7.corp.example
2> pkit: error: authority 'corp' is not asked in a dry run: adapter corpca does not say dry_run: true
[10]
$ sed -i 's/timeout: 30s/timeout: 30s, dry_run: true/' home/pkit.yaml; pkit issue --csr web7.csr --dry-run
dry run: nothing was changed; it would be
  exit          0
  orchestrator  Approved
  profile       agent
  names         cn:web7, dns:web7.corp.example
  notAfter      <date>
$ sqlite3 home/pkit.db "SELECT count(*) FROM intents WHERE name = 'web7'"
0

# What is not for it.
$ pkit issue --subject CN=new --new-key ed25519 --out new
2> pkit: error: authority 'corp' is another CA's, which may answer when a new key is gone already
2> pkit: hint: make a key and a CSR of your own, then: pkit issue --csr FILE
[2]
$ pkit authority renew corp
2> pkit: error: authority 'corp' is another CA's, which is reached by adapter corpca
2> pkit: hint: ask whoever runs that CA, and put the certificate that they give you in <dir>/home/ca/corp.crt
[7]
$ pkit authority add more --under corp
2> pkit: error: authority 'corp' is another CA's, which is reached by adapter corpca
2> pkit: hint: ask whoever runs that CA, and put the certificate that they give you in <dir>/home/ca/corp.crt
[7]

# A batch goes through it too.
$ mkdir batch && (cd batch && csr b1 b2 b3 && rm *.key) && pkit issue --batch batch --out got --jobs 2 | cut -c1-40
{"version":1,"ok":true,"operation":"issu
{"version":1,"ok":true,"operation":"issu
{"version":1,"ok":true,"operation":"issu
2> pkit: 3 items: 3 done
$ openssl verify -CAfile corp/ca.crt got/*
got/b1.pem: OK
got/b2.pem: OK
got/b3.pem: OK

# Faults of pkit.yaml.
$ cp home/pkit.yaml sound.yaml
$ sed -i 's/gateway: corpca/gateway: corpse/' home/pkit.yaml; pkit config check
2> pkit: error: <dir>/home/pkit.yaml: 1 fault
2>   pkit.yaml:3:46: unknown adapter 'corpse' (did you mean 'corpca'? valid: corpca) [config.unknown]
[10]
$ sed 's/gateway: corpca/gateway: corpca, key: ca\/issuing.key/' sound.yaml >home/pkit.yaml; pkit config check
2> pkit: error: <dir>/home/pkit.yaml: 1 fault
2>   pkit.yaml:3:46: authorities.corp has a gateway and a key (the key of a gateway's CA is not here) [authority.gateway]
[10]
$ sed 's/, gateway: corpca//' sound.yaml >home/pkit.yaml; pkit config check
2> pkit: error: <dir>/home/pkit.yaml: 1 fault
2>   pkit.yaml:3:9: authorities.corp.key is missing (its private key, PKCS#8 PEM, mode 0600; or gateway: ADAPTER for a CA whose key is elsewhere) [config.missing]
[10]

# Retired, it is asked nothing more.
$ cp sound.yaml home/pkit.yaml; pkit authority retire corp --reason 'contract ended' >/dev/null
2> pkit: warning: pkit.yaml's agent still name it, and can issue nothing: give them another authority
$ pkit issue --csr web7.csr
2> pkit: error: authority 'corp' was retired at <date> and signs nothing
2> pkit: hint: name another authority in pkit.yaml
[10]
