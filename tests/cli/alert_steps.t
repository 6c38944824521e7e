# Steps that act: renew and put_to_stores, on conditions and in windows; and alert test, which does nothing (B7).
$ export PKIT_HOME=$PWD/home; umask 077; day() { date -u -d "2026-01-01 + $1 days" +%FT%TZ; }
$ pkit init --name Demo --no-passphrase --key-type ed25519 --test-clock --now $(day 0) >/dev/null 2>&1
$ sed -i 's/^  server:/  short: { authority: issuing, lifetime: 20d, san: { dns: ["{ClientMachine}"] } }\n&/; s/profiles: \[\(.*\)\]/profiles: [short, \1]/' home/pkit.yaml
$ sed -i 's|^    handlers: .*|    handlers: [ { name: all, unverified: true, allow: {} } ]|' home/pkit.yaml; mkdir outbox
$ cp home/pkit.yaml plain.yaml; cat alerts.yaml >>home/pkit.yaml; pkit config check
<dir>/home/pkit.yaml: sound
$ for name in web1 web2 web3 web5; do openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $name.key -subj /CN=$name -addext subjectAltName=DNS:$name -out $name.csr 2>/dev/null; done; for name in web1 web2; do pkit register --client-machine $name --now $(day 0) --csr $name.csr --not-after 60d --out $name.crt >/dev/null; cat $name.crt $name.key >$name.pem; pkit store add $name $PWD/$name.pem --now $(day 0) >/dev/null; done

# Without effect: what would be done, what is passed over, what waits for its window.
$ pkit alert test care web1 --now $(day 30)
alert care, certificate.expiring <id>
  it would wait for its window, until <date>
  1  renew          would be done  it would be renewed
  2  put_to_stores  would be done  no store has an older certificate over its key
  3  set_metadata   would be done  State=renewed
$ pkit alert test care web1 --recipient nobody --now $(day 30)
2> pkit: error: alert 'care' has no recipient 'nobody'
[6]
$ pkit alert test car web1 --now $(day 30)
2> pkit: error: pkit.yaml has no alert with steps that is called 'car'
2> pkit: hint: did you mean 'care'? valid: care
[6]
$ pkit alert test care web9 --now $(day 30)
2> pkit: error: nothing is called 'web9'
2> pkit: hint: pkit list shows what there is
[6]
$ cmp web1.pem <(cat web1.crt web1.key); pkit list certificates --now $(day 30) | wc -l; pkit events --now $(day 30) | grep -c alert
2
0
[1]

# The window is closed (2026-01-31 is a Saturday, and it opens on Sunday): nothing is done and no try is counted; then it is done, in its order.
$ pkit events scan --now $(day 30); pkit events deliver --now $(day 30)
certificate.expiring  <id>
certificate.expiring  <id>
0 delivered, 2 waiting, 0 dead
$ sqlite3 home/pkit.db 'UPDATE deliveries SET next_at = 0'; pkit events deliver --now $(date -u -d '2026-02-01 03:00' +%FT%TZ)
2 delivered, 0 waiting, 0 dead
$ openssl x509 -in web1.pem -noout -enddate; openssl x509 -in web2.pem -noout -enddate
notAfter=May  2 02:58:59 2026 GMT
notAfter=May  2 02:58:59 2026 GMT
$ openssl x509 -in web1.pem -noout -pubkey | cmp - <(openssl pkey -in web1.key -pubout) && tail -n 5 web1.pem | cmp - web1.key
$ pkit list certificates --name web1 --state valid --now 2026-02-01T03:00:00Z | wc -l; pkit metadata get $(sqlite3 home/pkit.db "SELECT certificate FROM certificate_metadata") --now 2026-02-01T03:00:00Z
2
State=renewed

# T-B24: once. What was renewed already is not renewed again.
$ pkit events scan --now 2026-02-01T04:00:00Z; pkit events deliver --now 2026-02-01T04:00:00Z
nothing new nears its end
0 delivered, 0 waiting, 0 dead

# T-B25: another profile, and still the certificate's own authority; one of another authority is refused.
$ { cat plain.yaml; cat profile.yaml; } >home/pkit.yaml; pkit register --client-machine web3 --now 2026-02-01T05:00:00Z --csr web3.csr --not-after 31d --out web3.crt >/dev/null; pkit events scan --now 2026-02-10T03:00:00Z >/dev/null; pkit events deliver --now 2026-02-10T03:00:00Z
1 delivered, 0 waiting, 0 dead
$ pkit list certificates --name web3 --now 2026-02-10T03:00:00Z --format json | jq -c '.data | [.. | .profile? // empty]'
["short","agent"]
$ pkit authority add other --now 2026-02-10T03:10:00Z >/dev/null 2>&1; sed -i 's|^authorities:|&\n  other: { certificate: ca/other.crt, key: ca/other.key, chain: ca/root.crt }|; s/^  short: { authority: issuing/  short: { authority: other/' home/pkit.yaml; pkit register --client-machine web5 --now 2026-02-10T03:15:00Z --csr web5.csr --not-after 31d >/dev/null; pkit alert test short web5 --now 2026-02-12T03:20:00Z
alert short, certificate.expiring <id>
  1  renew  would fail  profile 'short' is of authority 'other', and a renewal keeps that of the certificate, 'issuing'
2> pkit: <id> issued; web5 is Approved; certificate <id>, serial <hex>, until <date>
2> pkit: error: a step of alert 'short' would fail
[10]

# Late beats never, and is told: no window opens before the end.
$ { cat plain.yaml; cat late.yaml; } >home/pkit.yaml; pkit issue --now 2026-05-04T12:00:00Z --subject CN=late --new-key ec-p256 --not-after 40d --out late >/dev/null
$ pkit events scan --now 2026-06-13T06:00:00Z | grep -c expiring; pkit alert test late late --now 2026-06-13T06:00:00Z
1
alert late, certificate.expiring <id>
  no window opens before the end: it would act at once, and tell so
  1  mail  ops  would be done  a message to ops in <dir>/outbox
$ pkit events deliver --now 2026-06-13T06:00:00Z | tail -n 1; grep -h '^late' outbox/*.eml | tr -d '\r'; pkit events --now 2026-06-13T06:00:00Z | grep -c alert.late
1 delivered, 0 waiting, 0 dead
late: outside of its windows: none opens before the end
1

# A new key, at the store; and what cannot be done is told.
$ { cat plain.yaml; cat newkey.yaml; } >home/pkit.yaml; pkit alert test rotate late --now 2026-06-13T06:30:00Z
alert rotate, certificate.expiring <id>
  1  renew  would fail  no certificate store has <id> with its key
2> pkit: error: a step of alert 'rotate' would fail
[10]
$ cat late/cert.pem late/key.pem >late.pem; pkit store add late $PWD/late.pem --now 2026-06-13T06:30:00Z >/dev/null; pkit alert test rotate late --now 2026-06-13T06:30:00Z
alert rotate, certificate.expiring <id>
  1  renew  would be done  a new key would be made in store late
$ pkit events scan --now 2026-06-13T11:30:00Z >/dev/null; pkit events deliver --now 2026-06-13T11:30:00Z | tail -n 1; openssl x509 -in late.pem -noout -pubkey | cmp -s - <(openssl pkey -in late/key.pem -pubout) || openssl x509 -in late.pem -noout -pubkey | cmp - <(openssl pkey -in late.pem -pubout) && echo rotated
1 delivered, 0 waiting, 0 dead
rotated

# A level that was passed over, by a timer that did not run or a shorter life, is told with the next. No successor that is
# revoked comes into a store.
$ { cat plain.yaml; cat passed.yaml; } >home/pkit.yaml; begin=2026-08-01; after() { date -u -d "$begin + $1" +%FT%TZ; }; openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout web6.key -subj /CN=web6 -addext subjectAltName=DNS:web6 -out web6.csr 2>/dev/null; pkit register --client-machine web6 --csr web6.csr --not-after 60d --out web6.crt --now $begin >/dev/null; cat web6.crt web6.key >web6.pem; pkit store add web6 $PWD/web6.pem --now $begin >/dev/null; pkit events deliver --now $begin >/dev/null
$ pkit events scan --now $(after '46 days') >/dev/null; pkit events --kind certificate.expiring --since $(after '40 days') --now $(after '46 days') --format json | jq -c '.data.data | select(.ClientMachine == "web6") | [.before, .levels]'; pkit events deliver --now $(after '46 days'); pkit list certificates --name web6 --state valid --now $(after '46 days') | wc -l
["15d",["15d","30d"]]
1 delivered, 0 waiting, 0 dead
2
$ pkit revoke $(pkit list certificates --name web6 --state valid --format json --now $(after '46 days') | jq -r '.data | [.. | objects | select(.notAfter?)] | max_by(.notAfter) | .serial') --reason superseded --now $(after '46 days 1 hour') >/dev/null; pkit events scan --now $(after '59 days 12 hours'); pkit events deliver --now $(after '59 days 12 hours'); cmp web6.pem <(cat web6.crt web6.key)
certificate.expiring  <id>
0 delivered, 1 waiting, 0 dead
2>   event 50 to alert:put: step 1: its successor <hex> is revoked (waiting after 1)
2> pkit: error: 1 call failed
2> pkit: hint: the next run tries again, later each time

# What is wrong with a row is told before anything runs; windows are proven to be enough.
$ cp faulty.yaml home/pkit.yaml; pkit config check
2> pkit: error: <dir>/home/pkit.yaml: 17 faults
2>   pkit.yaml:6:53: alerts[0].windows: none opens for 165h, and what ends is told 6d before (a further window, or an earlier time in before) [alert.window]
2>   pkit.yaml:7:83: alerts[1].steps[0].renew cannot be 'other' (valid: same-key, new-key) [config.word]
2>   pkit.yaml:7:74: alerts[1].steps[0] does nothing (one of: call, script, mail, set_metadata, renew, put_to_stores) [config.missing]
2>   pkit.yaml:7:39: alerts[1].windows: 'sat' is no window (sat 02:00-05:00, mon-fri 22:00-04:00 or daily 03:00-04:00; UTC) [config.word]
2>   pkit.yaml:7:39: alerts[1].windows: 'sun 02:00-02:00' is no window (sat 02:00-05:00, mon-fri 22:00-04:00 or daily 03:00-04:00; UTC) [config.word]
2>   pkit.yaml:8:74: alerts[2].steps[0] renews, and the alert is not about ends of certificates alone (on: expiring) [config.word]
2>   pkit.yaml:8:92: alerts[2].steps[0].profile does not go with new-key (renew: same-key) [config.word]
2>   pkit.yaml:8:92: unknown profile 'x' [config.unknown]
2>   pkit.yaml:8:114: alerts[2].steps[1].put_to_stores: all goes with no other (put_to_stores: all) [config.word]
2>   pkit.yaml:8:37: alerts[2].windows is for what nears its end (on: expiring) [config.word]
2>   pkit.yaml:9:55: alerts[3].steps[0] puts certificates, and the alert is not about these alone (on: expiring, renewed or issued) [config.word]
2>   pkit.yaml:9:68: alerts[3].steps[0].when: unknown path 'data' (valid: kind, subject, actor, recipient, data.NAME, context.NAME) [config.unknown]
2>   pkit.yaml:9:77: alerts[3].steps[0].when: unknown path 'dta.y' (valid: kind, subject, actor, recipient, data.NAME, context.NAME) [config.unknown]
2>   pkit.yaml:9:100: alerts[3].steps[1] renews, and the alert is not about ends of certificates alone (on: expiring) [config.word]
2>   pkit.yaml:9:116: alerts[3].steps[1].when asks nothing (when: { data.ClientMachine: "web*" }) [config.missing]
2>   pkit.yaml:10:39: alerts[4].windows: one of 5m is shorter than the 10m that its steps may take (a longer window, or shorter timeouts) [alert.window]
2>   pkit.yaml:11:30: alerts[5].windows goes with steps (steps: [ { call: slow.x } ]) [config.word]
[10]

-- alerts.yaml --
metadata: { fields: { State: { type: string } } }
alerts:
  - name: care
    on: expiring
    before: [30d, 15d]
    windows: ["sun 02:00-05:00", "daily 23:00-23:30"]
    steps:
      - { renew: same-key, when: { data.ClientMachine: "web*" } }
      - { put_to_stores: all, when: { data.ClientMachine: "web*" } }
      - { set_metadata: { State: renewed }, when: { data.before: [30d, 15d], data.ClientMachine: { not: web2 } } }

-- profile.yaml --
alerts:
  - { name: short, on: expiring, before: [30d], steps: [ { renew: same-key, profile: short } ] }

-- late.yaml --
alerts:
  - { name: late, on: expiring, before: [15d], windows: ["sun 02:00-05:00"], recipients: [ops], steps: [ { mail: ../outbox } ] }

-- passed.yaml --
alerts:
  - { name: care, on: expiring, before: [30d], steps: [ { renew: same-key } ] }
  - { name: put, on: expiring, before: [1d], steps: [ { put_to_stores: all } ] }

-- newkey.yaml --
alerts:
  - { name: rotate, on: [expiring, expired], before: [16d, 1h], steps: [ { renew: new-key } ] }

-- faulty.yaml --
version: 1
authorities: {}
profiles: {}
adapters: { slow: { exec: [/bin/true], timeout: 10m } }
alerts:
  - { name: a, on: expiring, before: [6d], windows: "sat 02:00-05:00", steps: [ { renew: same-key } ] }
  - { name: b, on: expiring, windows: [sat, "sun 02:00-02:00"], steps: [ { renew: other } ] }
  - { name: c, on: issued, windows: "sat 02:00-05:00", steps: [ { renew: new-key, profile: x }, { put_to_stores: [all, www] } ] }
  - { name: d, on: waiting, steps: [ { put_to_stores: all, when: { data: x, dta.y: z } }, { renew: same-key, when: {} } ] }
  - { name: e, on: expiring, windows: "daily 02:00-02:05", steps: [ { call: slow.x } ] }
  - { on: expiring, windows: "daily 02:00-02:05", call: slow.x }
