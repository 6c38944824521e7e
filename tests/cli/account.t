# Private accounts: let in once by a user name and a password, and from then on by key and certificate alone (C1 to C23).
$ pkit init --home home --name T --key-type ed25519 --no-passphrase --test-clock --now 2026-01-01 2>/dev/null | head -n 1
made <dir>/home
$ export PKIT_HOME=home; umask 077
$ day=2026-02-01
$ codes() { pkit "$@" --now $day --format json >out.json; echo "exit $?:" $(jq -r ".error.code // empty" out.json); }
$ key() { openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$1.key" 2>/dev/null; openssl req -new -key "$1.key" -subj "$2" -out "$1.csr"; }
$ key billing /O=Acme/CN=billing; key other /O=Acme/CN=other
$ echo a-first-password >first.pass; echo a-second-password >second.pass

# An operator makes the account, with credentials for once (C1, C2, C-P1, C-P14). The password is not an argument, and not told again.
$ pkit account create --name Billing --email ops@acme.example --username let-in-once --password-file first.pass --now $day
account 1
  principal           <id>
  name                Billing
  email               ops@acme.example
  role                vaultProvisioner
  provisioning        createOnly
  enabled             yes
  credentialState     OneTime
  stranded            no
  credential.expires  <date>
  credential.expired  no
  credential.locked   no
  created             <date>
one-time credentials
  username  let-in-once
$ pkit account create --name billing --now $day
2> pkit: error: there is an account 'billing' already
2> pkit: hint: see pkit account show billing
[7]
$ pkit account create --name reports --role none --provisioning createAndDelete --password-out made.pass --expires 2h --subject CN=reports --now $day
account 2
  principal           <id>
  name                reports
  role                none
  provisioning        createAndDelete
  enabled             yes
  credentialState     OneTime
  stranded            no
  credential.expires  <date>
  credential.expired  no
  credential.locked   no
  credential.subject  CN=reports
  created             <date>
one-time credentials
  username  <id>
  password  in made.pass
$ stat -c '%a %n' made.pass; wc -l <made.pass
600 made.pass
1
$ pkit account create --name later --no-credentials --dry-run --now $day
dry run: nothing was changed; it would be
  exit             0
  name             later
  credentialState  None
$ pkit account create --name later --no-credentials --request-id l1 --now $day
account 3
  principal        <id>
  name             later
  role             vaultProvisioner
  provisioning     createOnly
  enabled          yes
  credentialState  None
  stranded         no
  created          <date>
$ pkit account create --name later --no-credentials --request-id l1 --now $day | head -n 1
account 3
$ pkit account create --name bound --username b --password-file first.pass --key-digest 00 --now $day
2> pkit: error: a key's digest is 64 hexadecimal characters
2> pkit: hint: SHA-256 of its SubjectPublicKeyInfo
[2]
$ pkit account create --name bound --password-out made.pass --now $day
2> pkit: error: made.pass exists
2> pkit: hint: --force replaces it
[7]
$ pkit account create --name bound --username b --password-out made.pass --force --now $day --key-digest $(openssl pkey -in other.key -pubout -outform der | sha256sum | cut -c1-64)
account 4
  principal             <id>
  name                  bound
  role                  vaultProvisioner
  provisioning          createOnly
  enabled               yes
  credentialState       OneTime
  stranded              no
  credential.expires    <date>
  credential.expired    no
  credential.locked     no
  credential.keyDigest  <hex>
  created               <date>
one-time credentials
  username  b
  password  in made.pass

# What is not yet Certified can be changed (T-C9); a certificate is nothing that an operator assigns (C3, T-C11).
$ pkit account set Billing --email billing@acme.example --role vaultProvisioner --provisioning createAndDelete --request-id s1 --now $day | grep -E 'email|role|provisioning'
  email               billing@acme.example
  role                vaultProvisioner
  provisioning        createAndDelete
$ pkit account set 1 --no-email --dry-run --now $day
dry run: nothing was changed; it would be
  exit          0
  account       1
  role          vaultProvisioner
  provisioning  createAndDelete
$ pkit account set 1 --cert billing.csr --now $day
2> pkit: error: account 1 (Billing) cannot be given a credential
2> pkit: hint: an account gets its certificate by registering with its one-time credentials
[3]
$ codes account set 1
exit 2: option.missing
$ pkit account rename 3 afterwards --request-id n1 --now $day | grep name
  name             afterwards
$ codes account rename 3 billing --dry-run; pkit account rename 3 BILLING --now $day
exit 7: account.exists
2> pkit: error: there is an account 'BILLING' already
[7]
$ pkit account disable reports --reason 'not yet' --request-id d1 --now $day | grep enabled
  enabled             no
$ pkit account disable reports --dry-run --now $day | head -n 1
dry run: nothing was changed; it would be
$ pkit account enable reports --dry-run --now $day | head -n 1
dry run: nothing was changed; it would be
$ pkit account enable reports --request-id e1 --now $day | grep enabled
  enabled             yes
$ pkit account list --now $day
1  OneTime  Billing
2  OneTime  reports
3  None     afterwards
4  OneTime  bound
$ pkit account list --state None --name 'AFTER*' --limit 1 --now $day
3  None  afterwards
$ pkit account delete 3 --reason 'nobody asked' --dry-run --now $day | head -n 1
dry run: nothing was changed; it would be
$ pkit account delete 3 --reason 'nobody asked' --request-id x1 --now $day | head -n 1
account 3
$ pkit account delete 3 --reason 'nobody asked' --request-id x1 --now $day | grep State
  credentialState  Deleted
$ codes account show 3
exit 6: account.missing

# What is refused is refused in a dry run too.
$ for what in 'create --name dry --password-file first.pass --key-digest 00' 'create --name dry --password-file short' 'set-password 4 --password-file short'; do echo short >short; codes account $what; codes account $what --dry-run; done
exit 2: account.binding
exit 2: account.binding
exit 2: account.password
exit 2: account.password
exit 2: account.password
exit 2: account.password

# Credentials whose file was lost are replaced by new ones, with another user name.
$ pkit account create --name unlucky --username u --password-file first.pass --now $day >/dev/null; if [ -e home/pkit.state ]; then sqlite3 home/pkit.db "DELETE FROM credential_contents WHERE username = 'u'"; else rm home/credentials/$(sqlite3 home/pkit.db "SELECT id FROM credentials ORDER BY rowid DESC LIMIT 1"); fi
$ codes account set-password unlucky --username v --password-file first.pass; pkit account delete unlucky --reason gone --now $day | head -n 1
exit 0:
account 5

# The password can be another one; the user name stays (C3, T-C10).
$ pkit account set-password 1 --username other --password-file first.pass --now $day
2> pkit: error: account 1 (Billing) has a user name, which stays
2> pkit: hint: set-password without --username gives it another password
[3]
$ pkit account set-password 1 --password-file second.pass --expires 10d --request-id p1 --now $day | tail -n 2
one-time credentials
  username  let-in-once
$ pkit account set-password bound --password-out new.pass --dry-run --now $day | head -n 1
dry run: nothing was changed; it would be
$ pkit account set-password bound --password-out new.pass --key-digest $(openssl pkey -in billing.key -pubout -outform der | sha256sum | cut -c1-64) --subject CN=bound --now $day | tail -n 3
one-time credentials
  username  b
  password  in new.pass
$ pkit account set-password bound --password-out new.pass --force --now $day | tail -n 1
  password  in new.pass
$ pkit account create --name empty --no-credentials --now $day >/dev/null; pkit account set-password empty --username again --password-file first.pass --now $day | grep -E 'State|username'
  credentialState     OneTime
  username  again

# What is handed over (C4, T-C26): no password, unless asked.
$ pkit vault template data --now $day >/dev/null; pkit vault template pair --mirror --now $day >/dev/null
$ pkit account handoff 1 --template data --mirror-template pair --out bundle --now $day
handed over in <dir>/bundle
  accountId         1
  username          let-in-once
  vaultTemplateId   1
  mirrorTemplateId  2
$ ls bundle; jq -S . bundle/handoff.json
handoff.json
manager-ca.pem
{
  "accountId": 1,
  "mirrorTemplateId": 2,
  "username": "let-in-once",
  "vaultTemplateId": 1
}
$ pkit account handoff 1 --template data --password-file second.pass --out with-password --now $day >/dev/null; stat -c '%a %n' with-password/*
600 with-password/handoff.json
644 with-password/manager-ca.pem
600 with-password/password

# The application registers its key, once (C5 to C12). Whatever is wrong is told in the same words (T-C4).
$ codes register --account 1 --username let-in-once --password-file first.pass --csr billing.csr
exit 8: account.credential
$ codes register --account 1 --username nobody --password-file second.pass --csr billing.csr
exit 8: account.credential
$ codes register --account 9 --username let-in-once --password-file second.pass --csr billing.csr
exit 8: account.credential
$ codes register --account billing --username let-in-once --password-file second.pass --csr billing.csr
exit 2: account.id
$ codes register --account 1 --username let-in-once --password-file second.pass --csr billing.csr --client-machine web1
exit 2: option.combination
$ codes register --username let-in-once --password-file second.pass --client-machine web1
exit 2: option.combination
$ openssl req -new -key billing.key -subj "/CN=$(openssl x509 -in home/ca/issuing.crt -noout -subject -nameopt multiline | sed -n 's/ *commonName *= //p' | tr a-z A-Z)" -out ca.csr
$ pkit register --account 1 --username let-in-once --password-file second.pass --csr ca.csr --now $day
2> pkit: error: the subject belongs to a CA of this home already
2> pkit: hint: make a CSR with a subject of its own
[7]
$ codes register --account 1 --username let-in-once --password-file second.pass --csr billing.csr --not-after 1770000000
exit 2: issue.not_after
$ pkit register --account 1 --username let-in-once --password-file second.pass --csr billing.csr --out billing.crt --now $day
certificate <id>, serial <hex>, until <date>
2> pkit: difference: dropped subject.O, asked for: Acme
$ openssl x509 -in billing.crt -noout -enddate
notAfter=Jan 31 23:58:59 2027 GMT

# sqlite: what open credentials are proven by is a row of the server's
$ ls home/credentials | wc -l; grep -rlaF let-in-once home
3
[1]
$ codes register --account 1 --username let-in-once --password-file second.pass --csr other.csr
exit 8: account.credential
$ codes register --account 2 --username reports --password-file made.pass --csr billing.csr
exit 8: account.credential
$ cat billing.crt home/ca/issuing.crt >billing.full; pkit authenticate --cert billing.full --key billing.key --now $day | head -n 3
certificate <id>, serial <hex>, until <date>

# Credentials that were given for one key, or for one subject, let in no other; the right one comes in afterwards.
$ (umask 077; echo for-one-key >key.pass; echo for-one-subject >subject.pass); account() { pkit account show $1 --now $day --format json | jq .data.account.id; }; request() { openssl req -new -key $1.key -subj "/CN=$2" -out $1-$2.csr; }
$ openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out mine.key 2>/dev/null; request mine bykey; request other bykey
$ pkit account create --name bykey --username bykey --password-file key.pass --key-digest $(openssl pkey -in mine.key -pubout -outform der | sha256sum | cut -c1-64) --now $day >/dev/null; pkit account create --name bysubject --username bysubject --password-file subject.pass --subject CN=asked --now $day >/dev/null
$ codes register --account $(account bykey) --username bykey --password-file key.pass --csr other-bykey.csr; codes register --account $(account bykey) --username bykey --password-file key.pass --csr mine-bykey.csr
exit 3: account.bound
exit 0:
$ openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out named.key 2>/dev/null; request named foreign; request named asked; codes register --account $(account bysubject) --username bysubject --password-file subject.pass --csr named-foreign.csr; codes register --account $(account bysubject) --username bysubject --password-file subject.pass --csr named-asked.csr
exit 3: account.bound
exit 0:

# From then on it can be disabled and renamed, and nothing else (C13, C14).
$ pkit account show 1 --now $day
account 1
  principal              <id>
  name                   Billing
  email                  billing@acme.example
  role                   vaultProvisioner
  provisioning           createAndDelete
  enabled                yes
  credentialState        Certified
  stranded               no
  keyId                  <hex>
  certificate.serial     <hex>
  certificate.subject    CN=billing
  certificate.notBefore  <date>
  certificate.notAfter   <date>
  created                <date>
$ for entry in 'set 1 --email x@y.example' 'set 1 --no-email' 'set-password 1 --password-file first.pass' 'set-password 1 --username u --password-file first.pass' 'set 1 --cert billing.crt' 'delete 1' 'rename 1 x' 'disable 1' 'enable 1'; do codes account $entry --dry-run; done
exit 3: account.locked
exit 3: account.locked
exit 3: account.locked
exit 3: account.locked
exit 3: account.assign
exit 3: account.locked
exit 0:
exit 0:
exit 0:
$ codes account handoff 1 --template data --out again
exit 7: account.credentials
$ pkit account rename Billing payments --now $day | grep name
  name                   payments
$ pkit account disable payments --now $day >/dev/null; codes authenticate --cert billing.full --key billing.key
exit 8: account.disabled
$ pkit account enable payments --now $day >/dev/null; codes authenticate --cert billing.full --key billing.key
exit 0:

# A renewal says whose certificate it is and until when (C20, C-P2, X14); what is not due is handed out again, unless more is
# asked for (C21, C-P3, X15, T-C13).
$ codes renew --cert billing.full --key billing.key
exit 2: renew.missing
$ codes renew --cert billing.full --key billing.key --account 2 --not-after 300d
exit 8: renew.account
$ pkit renew --cert billing.full --key billing.key --account 1 --not-after 300d --out same.crt --now $day && cmp same.crt billing.crt
certificate <id>, serial <hex>, until <date>
$ pkit renew --cert billing.full --key billing.key --account 1 --not-after 360d --force-renewal --now $day
2> pkit: error: what it has already ends later, at <date>
2> pkit: hint: ask for a later end
[2]

# A rule knows an account by its id, whatever it is called.
$ cp home/pkit.yaml plain.yaml; sed -i 's|^    handlers: .*|    handlers: [ { name: audit, when: { verified.account: 1 }, deny: until the audit ends } ]|' home/pkit.yaml; pkit renew --cert billing.full --key billing.key --account 1 --not-after 2027-02-01 --force-renewal --now $day; cp plain.yaml home/pkit.yaml
2> pkit: error: payments is denied: until the audit ends
2> pkit: hint: pkit explain <id> tells how it was decided
$ day=2026-02-02; pkit renew --cert billing.full --key billing.key --account 1 --not-after 2027-02-01 --force-renewal --out newer.crt --now $day
certificate <id>, serial <hex>, until <date>
$ cat newer.crt home/ca/issuing.crt >newer.full; for held in billing newer; do codes authenticate --cert $held.full --key billing.key; done
exit 0:
exit 0:

# The name of a CA is no account's after a rotation either (C6), though that CA has signed nothing yet.
$ pkit authority add unused --under issuing --common-name 'Not Yet Used' --key-type ed25519 --years 3 --issuer-key home/ca/root.key --now $day >/dev/null 2>&1; openssl req -new -newkey rsa:2048 -nodes -keyout ca2.key -subj '/CN=NOT  YET USED' -out ca2.csr 2>/dev/null; codes rotate-key --cert newer.full --key billing.key --csr ca2.csr
exit 7: csr.subject.duplicate

# Another key ends all that was certified over the former one, at once (C22, C23, C-P5, T-C17).
$ pkit rotate-key --cert newer.full --key billing.key --new-key rsa-2048 --out rotated --now $day
certificate <id>, serial <hex>, until <date>
published in rotated
$ for held in billing newer; do codes authenticate --cert $held.full --key billing.key; done
exit 8: certificate.revoked
exit 8: certificate.revoked
$ codes authenticate --cert rotated/fullchain.pem --key rotated/key.pem
exit 0:
$ codes rotate-key --operator payments --new-key rsa-2048 --out lost
exit 6: show.missing

# A backup has no credentials: what was open when it was made is void, and its account waits for others.
# sqlite: pkit backup copies a state that is a file; of a server pg_dump does
$ pkit backup saved --with-keys --now $day >/dev/null; pkit restore saved --home back --now $day >/dev/null 2>&1

# sqlite: of that backup
$ pkit account list --home back --now $day
1  Certified  payments   <date>  CN=billing
2  None       reports
4  None       bound
6  None       empty
7  Certified  bykey      <date>  CN=bykey
8  Certified  bysubject  <date>  CN=asked

# sqlite: of that backup
$ pkit doctor --home back --now $day
ok      state
ok      events: 66 in one chain
ok      certificates
ok      decisions
ok      requests
ok      gateways
ok      publications
ok      vaults
ok      modes
ok      config

# What nears its end is told 30 days before, 15 days before and at its end, once each of a certificate (C17, C-P6, T-C19), by
# an adapter that pkit.yaml names: the account's e-mail is data. What follows a renewal is told of by itself.
$ export PKIT_HOME=near; pkit init --name N --key-type ed25519 --no-passphrase --test-clock --now 2026-01-01 >/dev/null 2>&1; mkdir near/adapters; at() { date -u -d "2026-03-01 + $1 days" +%FT%TZ; }
$ printf '#!/bin/sh\njq -c ".parameters[0]" >>told; echo "{}"\n' >near/adapters/pager; chmod 700 near/adapters/pager; printf 'adapters: { pager: { exec: [adapters/pager] } }\nalerts: [ { on: [expiring, expired], call: pager.notify } ]\n' >>near/pkit.yaml
$ pkit account create --name app --email ops@acme.example --username application --password-file first.pass --now 2026-01-02 >/dev/null; pkit register --account 1 --username application --password-file first.pass --csr other.csr --not-after $(at 0) --out app.crt --now 2026-01-02 | cut -d, -f1
certificate <id>
2> pkit: difference: dropped subject.O, asked for: Acme
$ hears() { for d; do echo "day $d: $(pkit events scan --now $(at $d) | cut -d' ' -f1)"; pkit events deliver --now $(at $d) | grep -v '^0'; done; [ ! -e near/told ] || jq -c '[.kind, .data.before // "", .data.account, .data.email]' near/told; rm -f near/told; }
$ hears -31 -30 -29 -16
day -31: nothing
day -30: certificate.expiring
1 delivered, 0 waiting, 0 dead
day -29: nothing
day -16: nothing
["certificate.expiring","30d",1,"ops@acme.example"]
$ hears -15 -14 -1 0 1
day -15: certificate.expiring
1 delivered, 0 waiting, 0 dead
day -14: nothing
day -1: nothing
day 0: nothing
day 1: certificate.expired
1 delivered, 0 waiting, 0 dead
["certificate.expiring","15d",1,"ops@acme.example"]
["certificate.expired","",1,"ops@acme.example"]
$ cat app.crt near/ca/issuing.crt >app.full; pkit renew --cert app.full --key other.key --account 1 --not-after $(at 60) --out next.crt --now $(at -1) | cut -d, -f1; hears 29 30
certificate <id>
day 29: nothing
day 30: certificate.expiring
1 delivered, 0 waiting, 0 dead
["certificate.expiring","30d",1,"ops@acme.example"]
$ cat next.crt near/ca/issuing.crt >next.full; pkit renew --cert next.full --key other.key --account 1 --not-after $(at 200) --out last.crt --now $(at 40) | cut -d, -f1; hears 45 59 61
certificate <id>
day 45: nothing
day 59: nothing
day 61: nothing
