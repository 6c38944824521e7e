# Events reach somebody: what nears its end is recorded once, and adapters are told until they have heard it.
$ export PKIT_HOME=$PWD/home; day() { date -u -d "2026-01-01 + $1 days" +%FT%TZ; }
$ pkit init --name Demo --no-passphrase --test-clock --now $(day 0) >/dev/null 2>&1
$ mkdir home/adapters; cp pager home/adapters/; chmod 755 home/adapters/pager; cat alerts.yaml >>home/pkit.yaml; pkit config check
<dir>/home/pkit.yaml: sound
$ for name in web1 web2; do pkit issue --now $(day 0) --subject CN=$name --new-key ec-p256 --not-after 60d --out $name >/dev/null; done
$ pkit events deliver --now $(day 1)
0 delivered, 0 waiting, 0 dead

# At 31, 30, 15 days, the end, a day later, and again: each level once (C17, C-P6, X11, T-C19).
$ pkit events scan --now $(day 29)
nothing new nears its end
$ pkit events scan --now $(day 30)
certificate.expiring  <id>
certificate.expiring  <id>
$ pkit events scan --now $(day 31)
nothing new nears its end
$ openssl req -new -key web1/key.pem -subj /CN=web1 -out web1.csr
$ pkit issue --csr web1.csr --not-after 90d --now $(day 32) --out web1.crt >/dev/null
$ pkit events scan --now $(day 45) --format json
{"version":1,"ok":true,"operation":"events scan","data":{"events":[{"kind":"certificate.expiring","subject":"<id>"}]},"warnings":[],"error":null}

# Each is told: in order for each subject, by a key that is the same at each try.
$ echo no >home/adapters/answer; pkit events deliver --now $(day 45)
0 delivered, 3 waiting, 0 dead
2>   event <n> to pager.notify: exit status 1 (waiting after 1)
2>   event <n> to pager.notify: exit status 1 (waiting after 1)
2> pkit: error: 2 calls failed
2> pkit: hint: the next run tries again, later each time
[10]
$ pkit list deliveries --now $(day 45)
<any>
<any>
<any>
$ pkit events scan --now $(day 60)
certificate.expired  <id>
$ pkit events scan --now $(day 61)
nothing new nears its end
$ pkit events --now $(day 61) | grep -c certificate.exp
4
$ rm home/adapters/answer; sqlite3 home/pkit.db 'UPDATE deliveries SET next_at = 0'; pkit events deliver --now $(day 61)
4 delivered, 0 waiting, 0 dead
$ sort home/adapters/heard | uniq -c | sort -rn | sed 's/^ *\([0-9]*\) [0-9a-f]*/\1/'
2-<any>
2-<any>
1-<any>
1-<any>

# What nobody hears is given up after ten tries, which is told and can be taken back.
$ pkit revoke web2 --reason superseded --now $(day 61)
2> pkit: error: web2 holds no certificate
2> pkit: hint: pkit list certificates --name web2
[6]
$ pkit revoke web1.crt --reason superseded --now $(day 61) >/dev/null; echo no >home/adapters/answer
$ for n in 1 2 3 4 5 6 7 8 9; do pkit events deliver --now $(day 61) >/dev/null 2>&1; sqlite3 home/pkit.db 'UPDATE deliveries SET next_at = 0'; done; pkit events deliver --now $(day 61)
0 delivered, 0 waiting, 1 dead
2>   event <n> to pager.notify: exit status 1 (dead after 10)
2> pkit: error: 1 was given up after the last try
2> pkit: hint: pkit list deliveries --state dead; mend the adapter, then --retry-dead
[10]
$ pkit list deliveries --state dead --now $(day 61)
<n>  dead  pager.notify  <id>  10  exit status 1
$ pkit status --now $(day 61) | grep dead
<any>
$ rm home/adapters/answer; pkit events deliver --retry-dead --now $(day 61)
1 delivered, 0 waiting, 0 dead
$ pkit events --now $(day 61) | grep -c delivery.dead
1

# What was told is kept in the outbox for thirty days.
$ kept() { pkit events deliver --now $(day $1); pkit list deliveries --state done --now $(day $1) | wc -l; }; kept 91; kept 92
0 delivered, 0 waiting, 0 dead
1
0 delivered, 0 waiting, 0 dead
0
2> pkit: no deliveries

# The CAs and the root's CRL near their end too.
$ pkit events scan --now 2026-12-10T00:00:00Z
crl.expiring  issuing
$ pkit events scan --now 2035-12-20T00:00:00Z
authority.expiring  issuing
crl.expired  issuing

-- alerts.yaml --
adapters:
  pager: { exec: [adapters/pager], timeout: 10s }
alerts:
  - { on: [expiring, expired, ca-expiring], before: [30d, 15d], call: pager.notify }
  - { on: revoked, call: pager.notify }

-- pager --
#!/bin/sh
# Hears an event, unless it is told not to.
cd "${0%/*}" || exit 1
read -r envelope
echo "$envelope" | sed 's/.*"requestId":"\([^"]*\)".*/\1/' >>heard
[ ! -e answer ] || exit 1
echo '{}'
