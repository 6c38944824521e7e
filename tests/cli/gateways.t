# Gateways to other CAs (document B: B6, X22): listed, asked whether they answer, synchronised with, and one record shown.
$ source "$TRANSCRIPTS/common/cadir.sh" && new_cadir && pkit config check
<dir>/home/pkit.yaml: sound
$ pkit gateway list
corp   corpca               0 records
later  corpca  not enabled  0 records
$ pkit gateway ping corp
gateway corp answers
$ pkit gateway ping nowhere
2> pkit: error: pkit.yaml has no gateway 'nowhere'
2> pkit: hint: valid: corp, later
[6]
$ pkit gateway products corp
server
client  not in pkit.yaml

# One that is not enabled is not asked, so that it can be there before its settings are (T-B17).
$ pkit gateway ping later
2> pkit: warning: gateway 'later' is not enabled, and was not asked
$ pkit gateway validate later
2> pkit: warning: gateway 'later' is not enabled, and was not asked
$ pkit gateway products later
2> pkit: error: gateway 'later' is not enabled: nothing is asked of it
2> pkit: hint: gateways.later.enabled: true in pkit.yaml
[7]

# What is missing is named all at once (T-B17).
$ pkit gateway validate corp
gateway corp can be reached
$ mv corp/ca.key ca.key; mv corp/certs certs; pkit gateway validate corp
2> pkit: error: gateways.corp.connection: <dir>/corp/ca.key is missing; <dir>/corp/certs is missing
2>   gateways.corp.connection: <dir>/corp/ca.key is missing [gateway.connection]
2>   gateways.corp.connection: <dir>/corp/certs is missing [gateway.connection]
2> pkit: hint: mend it in pkit.yaml
[10]
$ pkit gateway ping corp
2> pkit: error: gateway 'corp' is not well: <dir>/corp/ca.key, <dir>/corp/certs is not there
[10]
$ mv ca.key certs corp/

# A row marked E is expired: neither revoked nor unknown. What was revoked is revoked, with its reason.
$ pkit gateway sync corp
corp: 3 added, 0 changed, 0 unchanged, 0 faulty, 0 gone
$ pkit gateway list corp | sed 's/^[0-9A-F]*  *//' | sort
expired  CN=web3  <date>
revoked  CN=web2  <date>  superseded
valid    CN=web1  <date>
$ pkit gateway list corp --state revoked | wc -l
1
$ pkit gateway list --state revoked
2> pkit: error: --state is about the records of one gateway
2> pkit: hint: pkit gateway list GATEWAY --state revoked
[2]
$ pkit gateway list
corp   corpca               3 records  <date>
later  corpca  not enabled  0 records
$ pkit gateway get corp $(serial web2.pem)
record <hex>
  gateway           corp
  Status            REVOKED
  state             revoked
  RevocationDate    <date>
  RevocationReason  superseded
  subject           CN=web2
  serial            <hex>
  notBefore         <date>
  notAfter          <date>
  fingerprint       <hex>
  seen              <date>
$ pkit gateway get corp $(serial web3.pem | tr A-F a-f) --kept | sed -n 3,4p
  Status       HISTORICAL
  state        expired
$ pkit gateway get corp $(serial web1.pem) --format json | jq -j .data.record.Certificate | diff - web1.pem
$ pkit gateway get corp FFFF
2> pkit: error: gateway 'corp' has no record 'FFFF'
2> pkit: hint: pkit gateway list corp
[6]
$ pkit gateway get corp FFFF --kept
2> pkit: error: of gateway 'corp' no record 'FFFF' is kept
2> pkit: hint: pkit gateway sync corp
[6]

# One bad record does not stop the others and is told (T-B19); what was revoked since is updated and not there twice.
$ ca corp -revoke web1.pem -crl_reason keyCompromise
$ printf 'V\t991231235959Z\t\t%s\tunknown\t/CN=\033[31mred\n' 77 xyz >>corp/index.txt; printf 'Q\n' >>corp/index.txt
$ pkit gateway sync corp
corp: 0 added, 1 changed, 2 unchanged, 3 faulty, 0 gone
2> pkit: warning: record '77' was not taken: it was listed without its certificate: gateway 'corp', record '77': it has no certificate, although its Status says so
2> pkit: warning: record 'line 5' was not taken: its serial is 'xyz', and no hex of 1 to 20 octets
2> pkit: warning: record 'line 6' was not taken: it has 1 fields and not 6
$ pkit gateway list corp | sed 's/^[0-9A-F]*  *//' | sort
expired  CN=web3  <date>
revoked  CN=web1  <date>  keyCompromise
revoked  CN=web2  <date>  superseded
2> pkit: not taken: 77: it was listed without its certificate: gateway 'corp', record '77': it has no certificate, although its Status says so
2> pkit: not taken: line 5: its serial is 'xyz', and no hex of 1 to 20 octets
2> pkit: not taken: line 6: it has 1 fields and not 6
$ pkit events | grep -c gateway.synced
2

# What a full one does not tell of any more is marked, and stays.
$ sed -i '/CN=web3$/d;/^Q/d;/red$/d' corp/index.txt; pkit gateway sync corp
corp: 0 added, 0 changed, 2 unchanged, 0 faulty, 0 gone
$ pkit gateway sync corp --full
corp: 0 added, 0 changed, 2 unchanged, 0 faulty, 1 gone
2> pkit: warning: 1 that it told of before are not in its list any more
$ pkit gateway list corp | grep -c gone
1

# A revoked certificate that is said to be valid again stays revoked.
$ cp corp/index.txt index.kept; sed -i 's/^R\t\([0-9Z]*\)\t[^\t]*\t\(.*web2\)$/V\t\1\t\t\2/' corp/index.txt; pkit gateway sync corp --full
corp: 0 added, 0 changed, 1 unchanged, 1 faulty, 0 gone
2> pkit: warning: record '<hex>' was not taken: it was revoked, and is said to be GENERATED now: it stays revoked
$ pkit gateway get corp $(serial web2.pem)
2> pkit: error: gateway 'corp', record '<hex>': it was revoked, and is said to be GENERATED now: it stays revoked
[10]
$ pkit gateway list corp --state revoked | wc -l; cp index.kept corp/index.txt
2
2> pkit: not taken: <hex>: it was revoked, and is said to be GENERATED now: it stays revoked

# Enrolled: what is asked for is written down before; a retry with the same id makes nothing more (T-B18, T-B20).
$ request web4; pkit gateway enroll corp --csr web4.csr --product server --param a=b --dry-run
dry run: nothing was asked; it would be
  gateway    corp
  ProductID  server
  type       New
$ pkit gateway enroll corp --csr web4.csr --product server --type new --out web4.pem --request-id four | sed -n '1p;/state/p'
<hex> issued
  state        valid
$ openssl verify -CAfile corp/ca.crt web4.pem; pkit gateway enroll corp --csr web4.csr --product server --out web4.pem --request-id four | head -n 1; wc -l <corp/index.txt
web4.pem: OK
<hex> issued
3
$ pkit gateway enroll corp --csr web4.csr --product client
2> pkit: error: pkit.yaml does not permit product 'client' of gateway 'corp'
2> pkit: hint: valid: server
[3]
$ pkit gateway enroll corp --csr web4.csr --product server --out web4.pem
2> pkit: error: web4.pem exists
2> pkit: hint: --force replaces it
[7]
$ request web5; pkit gateway enroll corp --csr web5.csr --product server --type renew
2> pkit: error: gateway 'corp' has no certificate that is known here for 'CN=web5'
2> pkit: hint: pkit gateway sync corp, or --type new
[6]
$ pkit gateway enroll corp --csr web4.csr --product server --type reissue --replaces $(serial web4.pem) --out web4.pem --force >/dev/null; openssl x509 -in web4.pem -noout -subject -nameopt RFC2253 -ext subjectAltName
subject=CN=web4
X509v3 Subject Alternative Name: 
    DNS:web4.corp.example
$ pkit events | grep -c gateway.enrolled
2
$ openssl req -new -newkey ed25519 -nodes -keyout x.key -subj '/CN=x' -addext 'subjectAltName=DNS:x,otherName:1.2.3;UTF8:y' -out x.csr 2>/dev/null; pkit gateway enroll corp --csr x.csr --product server --param x
2> pkit: error: --param: 'x' is not KEY=VALUE
[2]

# Revoked there: the row, the record, and a CRL whose number goes on.
$ pkit gateway revoke corp $(serial web4.pem) --reason cessationOfOperation --dry-run
dry run: nothing was asked; it would be
  CARequestID  <hex>
  reason       cessationOfOperation
$ pkit gateway revoke corp $(serial web4.pem) --reason cessationOfOperation | sed -n '/state/p;/Reason/p'
  state             revoked
  RevocationReason  cessationOfOperation
$ openssl crl -in corp/crl.pem -noout -text | grep -c $(serial web4.pem); pkit gateway revoke corp $(serial web4.pem) --reason superseded
1
2> pkit: error: record '<hex>' is revoked already
[7]
$ pkit gateway revoke corp FFFF --reason superseded
2> pkit: error: of gateway 'corp' no record 'FFFF' is kept
2> pkit: hint: pkit gateway get corp ID, or pkit gateway sync corp
[6]
$ pkit gateway revoke corp $(serial web4.pem) --reason whim
2> pkit: error: --reason: 'whim' is not one of unspecified, keyCompromise, cACompromise, affiliationChanged, superseded, cessationOfOperation, certificateHold, removeFromCRL, privilegeWithdrawn, aACompromise
[2]

# A hold becomes a revocation, in its row too (RFC 5280 5.3.1); a revocation for another reason is no answer.
$ request web6 web7; enrolled() { pkit gateway enroll corp --csr $1.csr --product server --out $1.pem >/dev/null; serial $1.pem; }; six=$(enrolled web6) seven=$(enrolled web7)
$ for reason in certificateHold keyCompromise; do pkit gateway revoke corp $six --reason $reason | grep Reason; grep -o "Z,[a-zA-Z]*.$six" corp/index.txt | cut -f 1; done; openssl crl -in corp/crl.pem -noout -text | grep -A 5 $six | grep -A 1 Reason
  RevocationReason  certificateHold
Z,certificateHold
  RevocationReason  keyCompromise
Z,keyCompromise
            X509v3 CRL Reason Code: 
                Key Compromise
$ ca corp -revoke web7.pem -crl_reason superseded; pkit gateway revoke corp $seven --reason keyCompromise
2> pkit: error: gateway 'corp', corpca.Revoke: exit status 1: ca-directory: <hex> is revoked already, as superseded
2> pkit: hint: the same again asks what became of it, and sends nothing twice
[10]

# What was revoked is told where the CA's copy of the certificate is missing, too.
$ rm corp/certs/$seven.pem; pkit gateway sync corp; pkit gateway get corp $seven --kept | grep Reason; pkit gateway get corp $seven | grep Reason; pkit gateway sync corp --full
corp: 0 added, 1 changed, 5 unchanged, 0 faulty, 0 gone
  RevocationReason  superseded
  RevocationReason  superseded
corp: 0 added, 0 changed, 6 unchanged, 0 faulty, 0 gone

# Faults of pkit.yaml.
$ cp home/pkit.yaml sound.yaml; sed -i 's/adapter: corpca, enabled/adapter: corpsca, enabled/; s/  later:/  "la ter":/' home/pkit.yaml; pkit config check
2> pkit: error: <dir>/home/pkit.yaml: 2 faults
2>   pkit.yaml:56:3: gateway name 'la ter' is not usable (letters, digits, _ and -, at most 64) [gateway.name]
2>   pkit.yaml:56:24: unknown adapter 'corpsca' (did you mean 'corpca'? valid: corpca) [config.unknown]
[10]
$ cp sound.yaml home/pkit.yaml
