# A report: what a person looks at, as a page, as text, and as a cryptographic bill of materials.
$ export PKIT_HOME=$PWD/home; day() { date -u -d "2026-01-01 + $1 days" +%FT%TZ; }
$ pkit init --name Demo --no-passphrase --test-clock --now $(day 0) >/dev/null 2>&1
$ for name in web1 web2; do pkit issue --now $(day 0) --subject CN=$name --new-key ec-p256 --not-after 60d --out $name >/dev/null; done
$ pkit register --client-machine web3 --now $(day 1) >/dev/null 2>&1; pkit register --client-machine web4 --now $(day 1) >/dev/null 2>&1
[4]
$ pkit deny web4 --reason "not ours" --now $(day 1)
web4 is Disapproved

# As text: web1 was renewed, so that only web2 ends soon.
$ pkit renew --cert web1/fullchain.pem --key web1/key.pem --out web1 --force-renewal --now $(day 40) >/dev/null
$ pkit report --now $(day 45)
3 certificates are valid, 0 expired, 0 revoked

authorities
  issuing  CN=Demo TEST Issuing CA  <date>  ec-p256  valid
  issuing  CN=Demo TEST Root CA     <date>  ec-p256  valid

valid certificates
  issuing  agent  3

end within 30 days, not replaced
  <date>  web2  CN=web2  <id>

waits
  registration  <id>  web3

failed
  <date>  registration.denied  web4  not ours

keys
  ec-p256  3  2  vulnerable

signed with
  ecdsa-sha256  3  2  vulnerable

# The page is made whole or not at all, and replaces nothing unasked.
$ pkit report --out page --now $(day 45) | sed "s#$PWD/##"; ls page
made page/index.html
index.html
$ pkit report --out page --now $(day 61) 2>&1 | sed "s#$PWD/##"
pkit: error: page exists and is not empty
pkit: hint: name another --out, or replace it with --force
$ pkit report --out page --force --now $(day 61) | sed "s#$PWD/##"
made page/index.html
$ sed 's/<[^>]*>/ /g' page/index.html | grep -A5 'Ended in the last' | grep -o 'CN=web2\|CN=web1'
CN=web2
$ pkit report --out page --force --rows 1 --now $(day 45) | sed "s#$PWD/##"; grep -o '2 more are not shown' page/index.html
made page/index.html
2 more are not shown

# A bill of materials: certificates, keys, algorithms.
$ pkit report --format cyclonedx --now $(day 45) | jq -r '.components[] | .cryptoProperties.assetType' | sort | uniq -c | sed 's/^ *//'
2 algorithm
5 certificate
4 related-crypto-material
$ pkit report --format cyclonedx --out bom --now $(day 45) | sed "s#$PWD/##"
made bom/bom.json
$ pkit report --format yaml
2> pkit: error: --format: 'yaml' is not one of text, json, cyclonedx
[2]
