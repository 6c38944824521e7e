# A key whose certificate was revoked as keyCompromise is in other hands: it is certified no more, and proves nothing.
$ . "$TRANSCRIPTS/common/foretold.sh" && new_home && handlers only && answer only '{"result":"Allow"}'
$ pkit register --client-machine a --csr any.csr --out a.crt >/dev/null && pkit register --client-machine b --csr any.csr --out b.crt >/dev/null

# revoke names what else is over the key.
$ pkit revoke ./a.crt --reason keyCompromise | cut -d' ' -f1-2
certificate <id>,
2> pkit: warning: its key is also that of <id>, CN=b, which is valid still: pkit revoke <id>
$ foretold issue --client-machine c --csr any.csr
as foretold: exit 3, key.compromised
$ openssl req -new -key any.key -subj /CN=d -out d.csr
$ foretold register --client-machine d --csr d.csr
as foretold: exit 3, key.compromised
$ pkit register --client-machine b --csr any.csr >/dev/null
2> pkit: error: the key is known to others: <id> over it was revoked as keyCompromise
2> pkit: hint: make a new key
[3]

# What was registered before is not approved, and the other certificate over the key signs no request.
$ answer only '{"result":"Defer"}'; openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout e.key -subj /CN=e -out e.csr 2>/dev/null
$ pkit register --client-machine e --csr e.csr >/dev/null 2>&1
[4]
$ answer only '{"result":"Allow"}'; openssl req -new -key e.key -subj /CN=f -out f.csr; pkit register --client-machine f --csr f.csr --out f.crt >/dev/null && pkit revoke ./f.crt --reason keyCompromise >/dev/null
$ pkit approve e | head -1
<id> waiting; e is New
2> pkit: error: the key is known to others: <id> over it was revoked as keyCompromise
2> pkit: hint: make a new key
$ cat home/ca/issuing.crt >>b.crt; pkit register --client-machine b --capability New --cert b.crt --key any.key --via pkit gate --home home
2> pkit: error: the request is not signed by the key of a valid certificate of b
2> pkit: hint: give the certificate that it holds now, followed by its issuer's, and its key
[8]

# It may come out when the certificate is revoked already: the reason is replaced, once, and the time stays.
$ pkit issue --subject CN=late --new-key ec-p256 --out late >/dev/null && openssl req -new -key late/key.pem -subj /CN=late2 -out late2.csr && pkit revoke late/cert.pem --reason superseded >/dev/null
$ pkit revoke late/cert.pem --reason affiliationChanged
2> pkit: error: <id> was revoked at <date>
[7]
$ before=$(pkit show certificate late/cert.pem --format json | grep -o '"revokedAt":"[^"]*"'); sleep 1
$ pkit revoke late/cert.pem --reason keyCompromise --invalid-since 2026-01-02
certificate <id>, serial <hex>, until <date>, revoked
$ pkit revoke late/cert.pem --reason keyCompromise
2> pkit: error: <id> was revoked at <date>
[7]
$ [ "$before" = "$(pkit show certificate late/cert.pem --format json | grep -o '"revokedAt":"[^"]*"')" ] && echo the same time
the same time
$ pkit events --kind certificate.revoked --format json | tail -1 | grep -o '"before":{[^}]*"reason":"[^"]*"'
"before":{"reason":"superseded"
$ pkit issue --client-machine late2 --csr late2.csr
2> pkit: error: the key is known to others: <id> over it was revoked as keyCompromise
2> pkit: hint: make a new key
[3]
$ pkit crl --issuer current | openssl crl -noout -text | grep -A9 "$(openssl x509 -in late/cert.pem -noout -serial | cut -d= -f2)" | grep -A1 'Reason\|Invalidity' | sed 's/^ *//'
X509v3 CRL Reason Code: 
Key Compromise
Invalidity Date: 
Jan  2 00:00:00 2026 GMT
$ pkit doctor >/dev/null

# And of all over its key at once.
$ pkit issue --subject CN=both --new-key ec-p256 --out both >/dev/null && pkit issue --csr <(openssl req -new -key both/key.pem -subj /CN=both2) --out both2.crt >/dev/null
$ pkit revoke both/cert.pem --reason superseded --all-of-key >/dev/null && pkit revoke both/cert.pem --reason keyCompromise --all-of-key --format json | grep -o '"reason":"[^"]*"' | sort | uniq -c | sed 's/^ *//'
3 "reason":"keyCompromise"

# Another reason ends the certificate and says nothing of the key.
$ pkit register --client-machine g --csr d.csr 2>&1 | grep -c 'known to others'
1
$ openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout h.key -subj /CN=h -out h.csr 2>/dev/null
$ pkit register --client-machine h --csr h.csr --out h.crt >/dev/null && pkit revoke ./h.crt --reason superseded >/dev/null && pkit issue --client-machine h --csr h.csr | openssl x509 -noout -nameopt RFC2253 -subject
subject=CN=h
2> pkit: h is Approved; certificate <id>, serial <hex>, until <date>
