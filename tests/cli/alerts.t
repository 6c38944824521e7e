# Alerts with steps: each is done once for an event, its level and a recipient, and again only where it failed.
$ export PKIT_HOME=$PWD/home; day() { date -u -d "2026-01-01 + $1 days" +%FT%TZ; }
$ pkit init --name Demo --no-passphrase --test-clock --now $(day 0) >/dev/null 2>&1
$ mkdir home/scripts home/outbox; cp tell home/scripts/; chmod 755 home/scripts/tell; sum=$(sha256sum home/scripts/tell | cut -d' ' -f1)
$ sed "s/SUM/$sum/" alerts.yaml >>home/pkit.yaml; pkit config check
<dir>/home/pkit.yaml: sound
$ for name in web1 web2; do pkit issue --now $(day 0) --subject CN=$name --new-key ec-p256 --not-after 60d --out $name >/dev/null; done

# T-B22: three recipients and a script, whatever interprets it (X26): it runs three times for each certificate. T-B24: the next run that day does nothing.
$ pkit events scan --now $(day 31); pkit events deliver --now $(day 31)
certificate.expiring  <id>
certificate.expiring  <id>
6 delivered, 0 waiting, 0 dead
$ cut -d' ' -f2- home/scripts/heard | sort
boss@corp.example-1 web1 30d boss@corp.example
boss@corp.example-1 web2 30d boss@corp.example
ops@corp.example-1 web1 30d ops@corp.example
ops@corp.example-1 web2 30d ops@corp.example
quiet@corp.example-1 web1 30d quiet@corp.example
quiet@corp.example-1 web2 30d quiet@corp.example
$ pkit events scan --now $(day 31); pkit events deliver --now $(day 31); wc -l <home/scripts/heard
nothing new nears its end
0 delivered, 0 waiting, 0 dead
6

# T-B23: the script kept one recipient from getting mail, in its own spelling; each file is one message.
$ ls home/outbox | wc -l; stat -c %a home/outbox/* | sort -u; grep -h '^To:' home/outbox/*.eml | tr -d '\r' | sort | uniq -c | sed 's/^ *//'
4
600
2 To: boss@corp.example
2 To: ops@corp.example
$ grep -l 'To: ops@corp.example' home/outbox/*.eml | xargs grep -l ' web1' | xargs cat | tr -d '\r'
From: pki@corp.example
To: ops@corp.example
Subject: owners: certificate.expiring web1
Date: Sun, 01 Feb 2026 00:00:00 +0000
Message-ID: <<hex>@pkit.invalid>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit
Auto-Submitted: auto-generated

kind: certificate.expiring
subject: <id>
time: <date>
data.ClientMachine: web1
data.before: 30d
data.notAfter: <date>
data.serial: <hex>
data.subject: CN=web1
context.ticket: T-1

# What scripts and steps tag the certificate with is there.
$ pkit metadata get web1 --now $(day 31)
State=ending
Ticket=T-1

# A failure is tried again, all steps with the same keys: nobody gets a second message.
$ touch home/scripts/broken; pkit events scan --now $(day 46); pkit events deliver --now $(day 46)
certificate.expiring  <id>
certificate.expiring  <id>
0 delivered, 6 waiting, 0 dead
2>   event 14 to alert:owners boss@corp.example: step 1: exit status 1 (waiting after 1)
2>   event 14 to alert:owners ops@corp.example: step 1: exit status 1 (waiting after 1)
2>   event 14 to alert:owners quiet@corp.example: step 1: exit status 1 (waiting after 1)
2>   event 15 to alert:owners boss@corp.example: step 1: exit status 1 (waiting after 1)
2>   event 15 to alert:owners ops@corp.example: step 1: exit status 1 (waiting after 1)
2>   event 15 to alert:owners quiet@corp.example: step 1: exit status 1 (waiting after 1)
2> pkit: error: 6 calls failed
2> pkit: hint: the next run tries again, later each time
[10]
$ rm home/scripts/broken; sqlite3 home/pkit.db 'UPDATE deliveries SET next_at = 0'; pkit events deliver --now $(day 46); ls home/outbox | wc -l
6 delivered, 0 waiting, 0 dead
8
$ cut -d' ' -f1 home/scripts/keys | sort | uniq -c | sed 's/^ *\([0-9]*\) .*/\1/' | sort | uniq -c | sed 's/^ *//'
2 3
2 6

# A script whose bytes are others than those that were pinned is not run.
$ echo '# changed' >>home/scripts/tell; pkit events scan --now $(day 60) >/dev/null; pkit events deliver --now $(day 60) 2>&1 | grep -o 'step 1: .*' | sed "s#$PWD/##" | sort -u
step 1: home/scripts/tell is not the script that sha256 names (waiting after 1)
$ cp tell home/scripts/tell; sqlite3 home/pkit.db 'UPDATE deliveries SET next_at = 0'; pkit events deliver --now $(day 60)
6 delivered, 0 waiting, 0 dead

# T-B24: of what is revoked nothing is told. T-B26: a denial tells its reason.
$ pkit issue --now $(day 61) --subject CN=web3 --new-key ec-p256 --not-after 20d --out web3 >/dev/null; pkit revoke web3 --reason superseded --now $(day 61) >/dev/null
$ pkit events scan --now $(day 70)
nothing new nears its end
$ pkit register --client-machine web4 --now $(day 70) >/dev/null 2>&1; pkit deny web4 --reason "not ours" --now $(day 70) >/dev/null; pkit events deliver --now $(day 70)
1 delivered, 0 waiting, 0 dead
$ tail -n 1 home/scripts/denied
not ours

# What a row's own conditions do not let through is in no outbox.
$ pkit register --client-machine lab4 --now $(day 71) >/dev/null 2>&1; pkit deny lab4 --reason "lab closed" --now $(day 71) >/dev/null; pkit events deliver --now $(day 71); pkit list deliveries --state done --now $(day 71) | grep -c alert:lab
2 delivered, 0 waiting, 0 dead
1

# What is wrong with a row is told before anything runs; the events have words of their own (X21).
$ cp faulty.yaml home/pkit.yaml; pkit config check
2> pkit: error: <dir>/home/pkit.yaml: 18 faults
2>   pkit.yaml:1:1: authorities is missing (who signs) [config.missing]
2>   pkit.yaml:1:1: profiles is missing (what certificates may look like) [config.missing]
2>   pkit.yaml:5:54: alerts[0].steps[0] sets metadata, which only certificates have (on: expiring, expired, issued, renewed, revoked or released) [config.word]
2>   pkit.yaml:6:13: alerts[1].name is another alert's too: 'a' [config.word]
2>   pkit.yaml:6:53: alerts[1].steps[0].set_metadata: Stat: there is no such field [config.word]
2>   pkit.yaml:7:5: alerts[2] has steps, and so needs a name (name: letters, digits, _ and -, at most 64) [config.word]
2>   pkit.yaml:7:31: alerts[2].recipients: 'a, b' is not a recipient (an address such as ops@corp.example: visible ASCII, no comma) [config.word]
2>   pkit.yaml:7:58: alerts[2].steps[0] mails to nobody (recipients: [ops@corp.example]) [config.word]
2>   pkit.yaml:8:45: alerts[3].steps[0] mails to nobody (recipients: [ops@corp.example]) [config.word]
2>   pkit.yaml:8:65: script <dir>/home/nothing is not a file (absolute, or relative to the home) [adapter.program]
2>   pkit.yaml:8:55: alerts[3].steps[1] needs the script's sha256, in hex (sha256sum <dir>/home/nothing) [config.word]
2>   pkit.yaml:8:76: alerts[3].steps[2] does nothing (one of: call, script, mail, set_metadata, renew, put_to_stores) [config.missing]
2>   pkit.yaml:8:101: alerts[3].steps[3].sha256 must be a text, not integer (write it in quotes: "12") [config.type]
2>   pkit.yaml:8:88: alerts[3].steps[3]: unknown adapter 'x' [config.unknown]
2>   pkit.yaml:9:34: alerts[4]: unknown adapter 'x' [config.unknown]
2>   pkit.yaml:9:13: alerts[4].name goes with steps (steps: [ { call: x.y } ]) [config.word]
2>   pkit.yaml:10:5: alerts[5] says nothing that is to be done (call: ADAPTER.PROCEDURE, or steps) [config.missing]
2>   pkit.yaml:11:36: alerts[6].when: unknown path 'recipient' (valid: kind, subject, actor, data.NAME) [config.unknown]
[10]

-- alerts.yaml --
metadata: { fields: { State: { type: string }, Ticket: { type: string } } }
adapters:
  ticket: { exec: [scripts/tell, ticket] }
alerts:
  - name: owners
    on: expiring
    before: [30d, 15d, 0d]
    recipients: [ops@corp.example, boss@corp.example, quiet@corp.example]
    steps:
      - { script: scripts/tell, sha256: SUM }
      - { mail: outbox, from: pki@corp.example }
      - set_metadata: { State: ending }
  - { name: denials, on: denied, steps: [ { call: ticket.open } ] }
  - { name: lab, on: denied, when: { data.reason: "lab*" }, steps: [ { call: ticket.open } ] }

-- tell --
#!/bin/sh
# Hears an event and answers what is to be known of it.
cd "${0%/*}" || exit 1
read -r envelope
of() { echo "$envelope" | sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/"; }
[ "$1" = ticket ] && { of denialReason >>denied; echo '{}'; exit; }
echo "$(of requestId)" >>keys
[ ! -e broken ] || exit 1
echo "$(of requestId) $(of ClientMachine) $(of before) $(of recipient)" >>heard
send=true; [ "$(of recipient)" != quiet@corp.example ] || send=FALSE
echo "{\"context\":{\"sendEmail\":\"$send\",\"ticket\":\"T-1\"},\"metadata\":{\"Ticket\":\"T-1\"}}"

-- faulty.yaml --
version: 1
metadata: { fields: { State: { type: string } } }
adapters: {}
alerts:
  - { name: a, on: waiting, steps: [ { set_metadata: { State: x } } ] }
  - { name: a, on: issued, steps: [ { set_metadata: { Stat: x } } ] }
  - { on: issued, recipients: ["a, b"], steps: [ { mail: outbox } ] }
  - { name: c, on: issued, steps: [ { mail: outbox }, { script: nothing }, {}, { call: x.y, sha256: 12 } ] }
  - { name: d, on: issued, call: x.y }
  - { name: e, on: issued }
  - { name: f, on: issued, when: { recipient: x, data.subject: CN=a }, steps: [ { mail: outbox, when: { recipient: x } } ], recipients: [x] }
