# What is stored can be listed, shown, counted, revoked and told of.
$ export PKIT_HOME=$PWD/home; pkit init --no-passphrase --name T >/dev/null 2>&1
$ csr() { openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" 2>/dev/null; }; for n in web1 web2 db1 db2; do csr $n; done
$ for n in web1 web2; do pkit issue --csr $n.csr --out $n.crt >/dev/null; done; pkit issue --csr web2.csr --not-after 5d --out short.crt >/dev/null; for n in db1 db2; do pkit register --client-machine $n --csr $n.csr >/dev/null 2>&1; done
[4]

# list: each kind, by state, name, end and number.
$ pkit list registrations
<id>  waiting  db1  <date>
<id>  waiting  db2  <date>
$ pkit list registrations --state waiting --name 'DB1'
<id>  waiting  db1  <date>
$ pkit list registrations --limit 1 | wc -l
1
$ pkit list orchestrators
<id>  New       db1
<id>  New       db2
<id>  Approved  web1  issue:uid:0
<id>  Approved  web2  issue:uid:0
$ pkit list orchestrators --header --state New
id                  Status  ClientMachine
<id>  New     db1
<id>  New     db2
$ pkit list orchestrators --state New --name 'db*' --limit 1
<id>  New  db1
$ pkit list certificates | wc -l
3

# The short one was replaced by the long one, of the same holder, profile and name.
$ pkit list certificates --expiring 30d
2> pkit: no certificates
$ pkit list certificates --state revoked
2> pkit: no certificates
$ pkit list certificates --name 'web1' --format json | grep -o '"ClientMachine":"[^"]*"'
"ClientMachine":"web1"
$ pkit list certificates --state waiting
2> pkit: error: certificates have no state 'waiting'
2> pkit: hint: one of: valid, expired, revoked
[2]
$ pkit list registrations --expiring 3d
2> pkit: error: --expiring goes with certificates
2> pkit: hint: pkit list certificates --expiring 30d
[2]
$ pkit list things
2> pkit: error: WHAT: 'things' is not one of certificates, deliveries, keys, orchestrators, registrations
[2]

# --fail is for monitoring: 3 where anything is listed.
$ pkit list certificates --expiring 100d --fail >/dev/null
2> pkit: error: certificates are listed: 2
2> pkit: hint: --fail asks for an exit of 3 then
[3]
$ pkit list certificates --expiring 100d --limit 1 --fail | wc -l
1
2> pkit: error: certificates are listed: 1
2> pkit: hint: --fail asks for an exit of 3 then
$ pkit list certificates --name nobody --fail
2> pkit: no certificates

# show: by id, prefix, name, serial, fingerprint, and files.
$ id=$(pkit list certificates --name web1 | cut -d' ' -f1); serial=$(openssl x509 -noout -serial -in web1.crt | cut -d= -f2)
$ pkit show $id | sed "/^-----BEGIN/,\$d"
certificate
  id                <id>
  serial            <hex>
  ClientMachine     web1
  subject           CN=web1
  issuer            CN=T Issuing CA
  key               ec-p256
  keyUsage          digitalSignature
  extendedKeyUsage  clientAuth
  notBefore         <date>
  notAfter          <date>
  fingerprint       <hex>
  keyId             <hex>
  profile           agent
  state             valid
  askedBy           uid:0
$ pkit show "${id%????????}" | head -n 2
certificate
  id                <id>
$ pkit show $serial | grep -c "$id"
1
$ pkit show "$(openssl x509 -noout -fingerprint -sha256 -in web1.crt | cut -d= -f2)" | grep -c "$id"
1
$ pkit show ./web1.crt | grep -c "$id"
1
$ pkit show db1 | grep -E "ClientMachine|Status"
  ClientMachine  db1
  Status         New
$ pkit show db1.csr | head -n 3
csr
  sha256     <hex>
  subject    CN=db1
$ pkit show home/ca/root.crt | head -n 3
certificate
  serial       <hex>
  subject      CN=T Root CA
2> pkit: warning: home/ca/root.crt is not a certificate of this home

# A file is shown without a home too, but not in place of one that is named; what is called like a stored thing needs ./
$ env -u PKIT_HOME HOME=/nonexistent pkit show db1.csr | head -n 3
csr
  sha256     <hex>
  subject    CN=db1
$ env -u PKIT_HOME pkit show --home nowhere db1.csr 2>&1 | sed "s#$PWD#.#"
pkit: error: there is no home at ./nowhere
pkit: hint: make one: pkit init --home ./nowhere
$ cp db1.csr db1; pkit show db1
2> pkit: error: 'db1' is a file, and the name of a stored thing
2>   <id>: orchestrator db1, New [show.candidate]
2> pkit: hint: the file: ./db1; the other: its id
[7]
$ pkit show ./db1 | head -n 1
csr
$ cp web1.crt $serial; pkit revoke $serial --reason superseded
2> pkit: error: '<hex>' is a file, and the name of a stored thing
2>   <id>: certificate <hex>, CN=web1 [show.candidate]
2> pkit: hint: the file: ./<hex>; the other: its id
[7]
$ rm db1 $serial
$ pkit show db1 --pem
2> pkit: error: 'db1' has no certificate that is valid now
2> pkit: hint: pkit show db1 tells which it has had
[6]
$ pkit show nobody
2> pkit: error: nothing is called 'nobody'
2> pkit: hint: pkit list shows what there is
[6]
$ pkit show web1 --format json | grep -o '"Status":"[A-Za-z]*"'
"Status":"Approved"

# revoke: by serial, id or file; once.
$ pkit revoke $serial --reason keyCompromise --dry-run
dry run: nothing was changed; it would be
  exit         0
  certificate  revoked
$ pkit revoke $serial --reason keyCompromise
certificate <id>, serial <hex>, until <date>, revoked
$ pkit revoke $id --reason superseded
2> pkit: error: <id> was revoked at <date>
[7]
$ pkit revoke web2.crt --reason superseded --format json | grep -o '"state":"[a-z]*"'
"state":"revoked"
$ pkit revoke short.crt --reason becauseISaySo
2> pkit: error: --reason: 'becauseISaySo' is not one of unspecified, keyCompromise, affiliationChanged, superseded, cessationOfOperation, certificateHold, privilegeWithdrawn
[2]
$ pkit revoke short.crt --reason keyCompromize
2> pkit: error: --reason: 'keyCompromize' is not one of unspecified, keyCompromise, affiliationChanged, superseded, cessationOfOperation, certificateHold, privilegeWithdrawn
2> pkit: hint: did you mean 'keyCompromise'?
[2]
$ pkit revoke short.crt
2> pkit: error: --reason is missing
2> pkit: hint: why it is revoked; or --release to end a hold
[2]
$ pkit revoke 00ff --reason superseded
2> pkit: error: nothing is called '00ff'
2> pkit: hint: pkit list shows what there is
[6]
$ pkit revoke home/ca/root.crt --reason superseded
2> pkit: error: home/ca/root.crt is not a certificate of this home
[6]
$ pkit revoke short.crt --reason superseded --request-id r1 >/dev/null && pkit revoke short.crt --reason superseded --request-id r1 >/dev/null
$ pkit revoke short.crt --reason unspecified --request-id r1
2> pkit: error: request id 'r1' was used with other inputs
2> pkit: hint: use a new id for a new request
[7]
$ pkit list certificates --state revoked | wc -l
3

# --explain tells of a revocation and of a denial too; --pem shows the certificate alone.
$ pkit issue --csr db2.csr --client-machine db2 --out db2.crt >/dev/null; pkit revoke db2.crt --reason superseded --explain 2>&1 >/dev/null | grep -c superseded
1
$ pkit deny db1 --reason 'no longer needed' --explain 2>&1 >/dev/null | grep verdict
  verdict: denied by uid:0: no longer needed
$ pkit show web1.crt --pem | openssl x509 -noout -nameopt RFC2253 -subject
subject=CN=web1

# status: one screen.
$ pkit status | sed "s#$PWD#.#"
home ./home

authorities
  issuing  CN=T Issuing CA  <date>  valid

counts
  orchestrators  New=0 Approved=3 Disapproved=1
  accounts       None=0 OneTime=0 Certified=0 Deleted=0
  users          Enrolled=0
  certificates   valid=0 expired=0 revoked=4
  waiting        1
  approved       0
  events         22
  deliveries     waiting=0 dead=0
  orders         open=0 waiting=0

waiting for a decision
  <id>  db2  <date>

CRLs
  CN=T Root CA  <date>  valid
$ pkit status --format json | grep -o '"revoked":[0-9]*'
"revoked":4

# events: the whole history, or since a time; one JSON object a line.
$ pkit events | cut -d" " -f7 | sort | uniq -c | sed "s/^ *//"
4 certificate.issued
4 certificate.revoked
1 home.created
4 issue.done
3 orchestrator.approved
1 orchestrator.disapproved
2 orchestrator.new
1 registration.denied
2 registration.waiting
$ pkit events --format json | wc -l
22
$ pkit events --since 2100-01-01 | wc -l; pkit events --since 1h | wc -l
0
22
$ timeout --signal=INT 1 pkit events --follow | wc -l
22
$ pkit events --since 2001-01-01T00:00:00Z --format json | tail -n 1 | grep -o '"kind":"[^"]*"'
"kind":"orchestrator.disapproved"

# doctor: sound, and not.
$ pkit doctor
ok      state
ok      events: 22 in one chain
ok      certificates
ok      decisions
ok      requests
ok      gateways
ok      publications
ok      vaults
ok      modes
ok      config
$ chmod 644 home/ca/issuing.key && pkit doctor | sed "s#$PWD#.#"
ok      state
ok      events: 22 in one chain
ok      certificates
ok      decisions
ok      requests
ok      gateways
ok      publications
ok      vaults
FAILED  modes
          ./home/ca/issuing.key is open to others: chmod go-rwx <dir>/home/ca/issuing.key
            mode-open: pkit doctor --repair
ok      config
2> pkit: error: 1 fault in this home
2> pkit: hint: pkit doctor --repair mends 1 of them
$ pkit doctor --format json 2>/dev/null | grep -o '"ok":[a-z]*' | sort | uniq -c | sed 's/^ *//'
2 "ok":false
9 "ok":true

# --repair mends what is certain.
$ pkit doctor --repair | sed "s#$PWD#.#"
mended  mode-open: ./home/ca/issuing.key is open to others: chmod go-rwx <dir>/home/ca/issuing.key
ok      state
ok      events: 23 in one chain
ok      certificates
ok      decisions
ok      requests
ok      gateways
ok      publications
ok      vaults
ok      modes
ok      config
$ pkit doctor >/dev/null && stat -c %a home/ca/issuing.key
600
$ pkit doctor --reset-clock
2> pkit: error: --reset-clock goes with --repair only
[2]
$ pkit doctor --repair --reset-clock | grep state
ok      state

# Without a home each says what to do.
$ PKIT_HOME=$PWD/nowhere pkit status 2>&1 | sed "s#$PWD#.#"
pkit: error: there is no home at ./nowhere
pkit: hint: make one: pkit init --home ./nowhere
$ PKIT_HOME=$PWD/nowhere pkit doctor >/dev/null 2>&1
[6]
