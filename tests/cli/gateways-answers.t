# What another CA answers is taken for no more than it says (B6, T-B18, T-B19).
$ source "$TRANSCRIPTS/common/told.sh" && new_told && for name in a b c d e; do request $name && ca corp -in $name.csr -out $name.pem; done; pkit config check
<dir>/home/pkit.yaml: sound
$ again() { sqlite3 home/pkit.db 'UPDATE intents SET sent_until = 0'; : >calls; }

# A hold is no revocation (RFC 5280 5.3.1): what a hold was asked for is not taken for the answer to another reason.
$ tells Synchronize a 40 a.pem; pkit gateway sync told
told: 1 added, 0 changed, 0 unchanged, 0 faulty, 0 gone
$ pkit gateway revoke told a --reason certificateHold 2>&1 | sed 's/cat: .*//'
pkit: error: gateway 'told', toldca.Revoke: exit status 1: 
pkit: hint: the same again asks what became of it, and sends nothing twice
$ tells Revoke a 50 '' 6; tells GetSingleRecord a 50 a.pem 6; pkit gateway revoke told a --reason keyCompromise; kept a
valid 
2> pkit: error: gateway 'told', Revoke: it is on hold, and not revoked as keyCompromise
2> pkit: hint: the same again asks what became of it, and sends nothing twice
$ tells Revoke a 50 a.pem; again; pkit gateway revoke told a --reason keyCompromise | sed -n 3,6p; cat calls; kept a
  Status            REVOKED
  state             revoked
  RevocationDate    <date>
  RevocationReason  keyCompromise
GetSingleRecord
Revoke
revoked keyCompromise
$ sqlite3 home/pkit.db 'SELECT name, state FROM intents ORDER BY name'; pkit events --format json | grep gateway.revoked | grep -o '"reason":"[^"]*"'
revoke a certificateHold|abandoned
revoke a keyCompromise|abandoned
revoke a keyCompromise|bound
"reason":"keyCompromise"

# What names another certificate, or another reason, is told.
$ tells Synchronize b 40 b.pem; pkit gateway sync told >/dev/null; tells Revoke b 50 c.pem 4; pkit gateway revoke told b --reason superseded; kept b
valid 
2> pkit: error: gateway 'told', Revoke: it answers with another certificate than the one that is to be revoked
2> pkit: hint: the same again asks what became of it, and sends nothing twice
$ tells GetSingleRecord b 50 b.pem 5; again; pkit gateway revoke told b --reason superseded | sed -n 6p
  RevocationReason  cessationOfOperation
2> pkit: warning: the CA has revoked it as cessationOfOperation, and not as superseded

# A key that another CA revoked as compromised is certified by nobody any more.
$ pkit gateway enroll told --csr a.csr --product server
2> pkit: error: the key of the CSR was revoked as compromised
2> pkit: hint: make a new key
[3]
$ pkit issue --csr a.csr --client-machine a
2> pkit: error: the key is known to others: record a of gateway 'told' over it was revoked as keyCompromise
2> pkit: hint: make a new key
[3]

# A revoked record stays revoked, and one with a certificate has it, whoever tells otherwise and however late.
$ tells GetSingleRecord a 30; pkit gateway get told a; tells Synchronize a 11; pkit gateway sync told; kept a
told: 0 added, 0 changed, 0 unchanged, 1 faulty, 0 gone
revoked keyCompromise
2> pkit: error: gateway 'told', record 'a': it was revoked, and is said to be INPROCESS now: it stays revoked
2> pkit: warning: record 'a' was not taken: it was revoked, and is said to be FAILED now: it stays revoked
$ tells Synchronize c 40 c.pem; pkit gateway sync told >/dev/null; tells GetSingleRecord c 40 c.pem; echo '[ -e first ] || { : >first; until [ -e go ]; do sleep 0.02; done; }' >before-GetSingleRecord; : >calls; (pkit gateway get told c >late 2>&1; echo $? >>late) & until grep -q Get calls; do sleep 0.02; done; tells Synchronize c 50 c.pem 4; pkit gateway sync told; touch go; wait; rm before-GetSingleRecord; tail -n 1 late; kept c
told: 0 added, 1 changed, 0 unchanged, 1 faulty, 0 gone
10
revoked superseded
2> pkit: warning: record 'a' was not taken: it was revoked, and is said to be INPROCESS now: it stays revoked
2> pkit: warning: record 'a' was not taken: it was revoked, and is said to be INPROCESS now: it stays revoked

# An order that waits is judged when its certificate comes, and is not made twice.
$ tells Enroll w 80; pkit gateway enroll told --csr d.csr --product server; tells GetSingleRecord w 80; : >calls; pkit gateway enroll told --csr d.csr --product server 2>&1 >/dev/null | head -n 1; cat calls
w waiting
  gateway    told
  Status     WAITINGFORADDAPPROVAL
  state      waiting
  ProductID  server
  seen       <date>
pkit: error: gateway 'told' decides later
GetSingleRecord
2> pkit: error: gateway 'told' decides later
2> pkit: hint: pkit gateway get told w
$ pkit gateway enroll told --csr d.csr --product server --dry-run
dry run: nothing was asked; it would be
  gateway    told
  ProductID  server
  type       New
  waits      w
$ pkit report | grep order
  order  w  gateway told, WAITINGFORADDAPPROVAL
$ pkit status | grep -E 'orders|waiting  gateway'
  orders         open=0 waiting=1
  w  waiting  gateway:told  server  <date>  WAITINGFORADDAPPROVAL

# The order that waits is the answer to a request id too, for good; and one in the place of another certificate is not it.
$ pkit gateway enroll told --csr d.csr --product server --request-id again >again 2>&1; echo $?; head -n 1 again
4
w waiting
$ pkit gateway enroll told --csr d.csr --product server --type renew --replaces c
2> pkit: error: gateway 'told' was asked for a certificate of this CSR already, as 'new', and what becomes of that is not known yet
2> pkit: hint: ask for the same again, or make another CSR
[7]
$ tells GetSingleRecord w 40 corp/ca.crt; pkit gateway get told w; tells GetSingleRecord w 40 e.pem; pkit gateway enroll told --csr d.csr --product server; tells Synchronize w 40 e.pem; pkit gateway sync told; kept w
told: 0 added, 0 changed, 0 unchanged, 2 faulty, 0 gone
waiting 
2> pkit: error: gateway 'told', record 'w': its certificate is not what was asked for: it is over another key than the CSR
2> pkit: error: gateway 'told', record 'w': its certificate is not what was asked for: it is over another key than the CSR
2> pkit: warning: record 'w' was not taken: its certificate is not what was asked for: it is over another key than the CSR
2> pkit: warning: record 'a' was not taken: it was revoked, and is said to be INPROCESS now: it stays revoked
$ tells GetSingleRecord w 40 d.pem; pkit gateway enroll told --csr d.csr --product server --out got.pem | head -n 1; diff got.pem d.pem; kept w
w issued
valid 
$ : >calls; pkit gateway enroll told --csr d.csr --product server --request-id again | head -n 1; cat calls
w issued

# What is revoked or over is not issued: it is kept, told, and written nowhere.
$ tells Enroll x 50 e.pem 4; pkit gateway enroll told --csr e.csr --product server --out no.pem; ls no.pem
x revoked
  gateway           told
  Status            REVOKED
  state             revoked
  ProductID         server
  RevocationReason  superseded
  subject           CN=e
  serial            <hex>
  notBefore         <date>
  notAfter          <date>
  fingerprint       <hex>
  seen              <date>
2> pkit: error: gateway 'told': the certificate is revoked already
2> pkit: hint: a new CSR
2> ls: cannot access 'no.pem': No such file or directory
[2]
$ tells Enroll y 40 web3.pem; pkit gateway enroll told --csr web3.csr --product server --out no.pem 2>&1 >/dev/null; kept y; ls no.pem
pkit: error: gateway 'told': the certificate has ended already
pkit: hint: a new CSR
expired 
2> ls: cannot access 'no.pem': No such file or directory
[2]
$ tells Enroll z 11; pkit gateway enroll told --csr web2.csr --product server
2> pkit: error: gateway 'told' refused
2> pkit: hint: another try sends it anew
[3]

# Where the file cannot be written any more it is told how to have it.
$ mkdir out; echo 'rmdir out' >before-Enroll; tells Enroll v 40 b.pem; pkit gateway enroll told --csr b.csr --product client --out out/b.pem >/dev/null
2> pkit: error: issued as v, but cannot write out/b.pem: No such file or directory
2> pkit: hint: fetch it with pkit gateway get told v --format json
[9]

# What could not be taken once is asked for by itself, until it was (T-B19).
$ echo '{"records":[{"CARequestID":"f","Status":40,"Certificate":"AAAA"}]}' >answers/Synchronize; tells GetSingleRecord f 41; syncs() { pkit gateway sync told 2>&1 | grep -v "'[aw]'"; }; syncs
told: 0 added, 0 changed, 0 unchanged, 3 faulty, 0 gone
pkit: warning: record 'f' was not taken: its certificate cannot be read: Certificate: neither PEM nor DER nor base64 of DER
$ echo '{"records":[]}' >answers/Synchronize; syncs; tells GetSingleRecord f 40 web1.pem; syncs; syncs; kept f
told: 0 added, 0 changed, 0 unchanged, 3 faulty, 0 gone
pkit: warning: record 'f' was not taken: its certificate cannot be read: Certificate: neither PEM nor DER nor base64 of DER
told: 1 added, 0 changed, 0 unchanged, 2 faulty, 0 gone
told: 0 added, 0 changed, 0 unchanged, 2 faulty, 0 gone
valid 

# A cursor that the CA knows no more is left by asking for all.
$ echo '{"records":[],"cursor":"1"}' >answers/Synchronize; pkit gateway sync told 2>&1 | tail -n 2; tells Synchronize f 40; pkit gateway sync told --full | sed 's/[0-9]* gone/N gone/'
pkit: error: gateway 'told': the cursor that its adapter answered is the one that it was asked for
pkit: hint: the same again goes on behind the 1 pages that are kept, --full begins anew
told: 0 added, 0 changed, 1 unchanged, 0 faulty, N gone
2> pkit: warning: 7 that it told of before are not in its list any more
