# Whether a certificate is revoked, for who asks: one answer at a time, or all of them beforehand for a web server.
$ export PKIT_HOME=$PWD/home; pkit init --name Demo --no-passphrase --test-clock --now 2026-01-01 >/dev/null 2>&1
$ for name in web1 web2; do pkit issue --now 2026-01-02 --subject CN=$name --new-key ec-p256 --not-after 30d --out $name >/dev/null; done
$ pkit revoke --now 2026-01-03 web2 --reason keyCompromise >/dev/null
$ ask() { openssl ocsp -issuer home/ca/issuing.crt -cert $1/cert.pem "${@:2}" -reqout request.der >/dev/null 2>&1; }

# Somebody must be able to answer: prepare makes who does.
$ ask web1 -no_nonce; pkit ocsp respond request.der --now 2026-01-03 --format json
{"version":1,"ok":false,"operation":"ocsp respond","data":{"status":"tryLater","response":"MAMKAQM="},"warnings":[],"error":{"code":"ocsp.responder","message":"nobody can answer for authority 'issuing' (current, <hex>) now","hint":"pkit ocsp prepare, from a timer, renews who does","details":[]}}
[10]
$ pkit ocsp prepare --out answers --authority issuing --next-update 2d --now 2026-01-03 | sed "s#$PWD/##"
answers: 2 answers, 1 of them revoked, until 2026-01-05T00:00:00Z
$ ls home/ca | grep ocsp | sed 's/[0-9a-f]\{16\}/ID/'; stat -c %a home/ca/ocsp-*.pem
ocsp-ID.pem
600
$ find answers -type f | wc -l
3

# Each answer lies where a GET looks for it.
$ ask web2 -no_nonce; openssl ocsp -issuer home/ca/issuing.crt -cert web2/cert.pem -respin "answers/$(basenc --base64 -w0 request.der | sed 's#//#/#g')" -noverify 2>&1 | sed 's/^\t//' | grep -v 'This Update\|Next Update\|WARNING\|expired\|error'
revoked
Reason: keyCompromise
Revocation Time: Jan  3 00:00:00 2026 GMT

# One question, with a nonce; the state stays as it is.
$ sha256sum home/pkit.db >before 2>&1; ask web1 -nonce; pkit ocsp respond request.der --now 2026-01-04 --format json | sed 's/"response":"[^"]*"/"response":"..."/'
{"version":1,"ok":true,"operation":"ocsp respond","data":{"status":"successful","answers":[{"serial":"<hex>","status":"good"}],"thisUpdate":"2026-01-03T23:59:00Z","nextUpdate":"2026-01-04T01:00:00Z","response":"..."},"warnings":[],"error":null}
$ pkit ocsp respond --now 2026-01-04 --next-update 2h <request.der >answer; openssl ocsp -respin answer -noverify -resp_text 2>/dev/null | grep -A1 'Nonce:\|Cert Status\|Responder Id' | grep -v '^--' | sed 's/[0-9A-F]\{16,\}/HEX/g; s/^ *//'
Responder Id: HEX
Produced At: Jan  4 00:00:00 2026 GMT
Cert Status: good
This Update: Jan  3 23:59:00 2026 GMT
OCSP Nonce: 
HEX

# sqlite: the file itself
$ sha256sum -c before
home/pkit.db: OK

# What has ended is told of still; what nobody issued is unknown; another CA's is not ours.
$ ask web2 -no_nonce; pkit ocsp respond request.der --now 2026-01-05 --out answer; pkit ocsp prepare --now 2026-03-01 --out answers | sed "s#$PWD/##"
wrote answer
answers: 0 answers, 0 of them revoked, until 2026-03-03T00:00:00Z
$ pkit ocsp respond request.der --now 2026-03-01 --format json | grep -o '"status":"revoked".*"}]'
"status":"revoked","revokedAt":"2026-01-03T00:00:00Z","reason":"keyCompromise"}]
$ openssl ocsp -issuer home/ca/issuing.crt -serial 77 -no_nonce -reqout request.der >/dev/null 2>&1; pkit ocsp respond request.der --now 2026-03-01 --format json | grep -o '"answers":[^]]*]'
"answers":[{"serial":"4d","status":"unknown"}]
$ openssl ocsp -issuer home/ca/root.crt -cert home/ca/issuing.crt -reqout request.der >/dev/null 2>&1; pkit ocsp respond request.der --now 2026-03-01 --out answer
wrote answer
2> pkit: error: it asks about certificates of no issuer of this home
[6]
$ openssl ocsp -respin answer -noverify
Responder Error: unauthorized (6)
[1]
$ echo 'not DER' | pkit ocsp respond --now 2026-03-01 --out answer
wrote answer
2> pkit: error: no OCSP request: <any>
[5]
$ openssl ocsp -respin answer -noverify
Responder Error: malformedrequest (1)
[1]

# A responder lives a week. It is renewed when half of that is over, and the history tells of each.
$ ask web1 -no_nonce; pkit ocsp respond request.der --now 2026-03-09 --format json | grep -o '"status":"[a-zA-Z]*"'
"status":"tryLater"
$ for day in 02 03 04 05; do pkit ocsp prepare --now 2026-03-$day --out answers >/dev/null; done; pkit events --now 2026-03-09 | grep -c responder.issued
3
$ pkit doctor --now 2026-03-09 >/dev/null

# The directory is for the answers alone.
$ pkit ocsp prepare --out web1 --now 2026-03-09
2> pkit: error: <dir>/web1 exists, and pkit did not make it
2> pkit: hint: name a directory for the answers alone
[7]
$ pkit ocsp prepare --out home/ca/x --now 2026-03-09
2> pkit: error: <any>
2> pkit: hint: name another file
[7]

# Short lives can do without: the certificate says so (RFC 9608), and nothing beside it says otherwise.
$ sed -i 's/^  agent:/&\n    no_revocation: true/' home/pkit.yaml; pkit config check
<dir>/home/pkit.yaml: sound
2> pkit: warning: pkit.yaml:<n>:<n>: profiles.agent has no_revocation and a lifetime over 10d: what is lost can be used that long
$ pkit issue --subject CN=brief --new-key ec-p256 --not-after 3d --now 2026-03-09 --out brief >/dev/null; openssl x509 -in brief/cert.pem -noout -text | grep -c 'X509v3 No Revocation Available\|2.5.29.56'
1
$ sed -i 's/^    no_revocation: true/&\n    crl_urls: http:\/\/pki.example\/ca.crl/' home/pkit.yaml; pkit config check 2>&1 | grep -o 'profiles.agent has no_revocation and crl.*'
profiles.agent has no_revocation and crl_urls (leave one of them out) [profile.no_revocation]
