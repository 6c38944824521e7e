# Alerts about certificate stores that others changed, and SSH keys that are to be others: told once for an object, a level and a
# recipient, and again with the same key where it failed (B7, B10, T-B24, T-B32).
$ export PKIT_HOME=$PWD/home; umask 077; day() { echo "--now 2026-$1"; }
$ pkit init --name Demo --no-passphrase --key-type ed25519 --test-clock --now 2026-01-01 >/dev/null 2>&1
$ cp tell home/; chmod 755 home/tell; sed "s/SUM/$(sha256sum tell | cut -d' ' -f1)/" alerts.yaml >>home/pkit.yaml; pkit config check
<dir>/home/pkit.yaml: sound
$ for name in web1 web2; do pkit issue --subject CN=$name --new-key ec-p256 --out $name $(day 01-01) >/dev/null; done; cat web1/cert.pem web1/key.pem >site.pem; mkdir trust; cp home/ca/root.crt trust/; pkit store add site site.pem $(day 01-01) >/dev/null; pkit store add trust trust --kind certdir $(day 01-01) >/dev/null
$ heard() { pkit events deliver $(day $1); cat home/heard 2>/dev/null | sort; rm -f home/heard; }

# The first inventory is no drift, nor is what pkit put itself.
$ pkit store inventory $(day 01-02) >/dev/null; pkit store put site --cert web2/cert.pem --key web2/key.pem --overwrite $(day 01-03) >/dev/null; pkit store put trust --cert home/ca/issuing.crt --alias issuing.pem $(day 01-03) >/dev/null; pkit store inventory $(day 01-04) >/dev/null; heard 01-04
0 delivered, 0 waiting, 0 dead

# Others changed both: each is told of once, to each recipient.
$ cat web1/cert.pem >>site.pem; cp web1/cert.pem trust/other.pem; pkit store diff $(day 01-05) >/dev/null; pkit store inventory $(day 01-05) >/dev/null; heard 01-05
4 delivered, 0 waiting, 0 dead
boss@corp.example store.drifted site: 1 added, 0 modified, 0 removed
boss@corp.example store.drifted trust: 1 added, 0 modified, 0 removed
ops@corp.example store.drifted site: 1 added, 0 modified, 0 removed
ops@corp.example store.drifted trust: 1 added, 0 modified, 0 removed
2> pkit: error: a store is not as the last inventory found it
2> pkit: hint: pkit store inventory takes it as it is
$ pkit store inventory $(day 01-06) >/dev/null; heard 01-06
0 delivered, 0 waiting, 0 dead

# What pkit put into a directory that others changed too is drift.
$ pkit store put trust --cert web2/cert.pem --alias web2.pem $(day 01-07) >/dev/null; rm trust/other.pem; pkit store inventory trust $(day 01-07) >/dev/null; touch home/broken; pkit events deliver $(day 01-07)
0 delivered, 2 waiting, 0 dead
2>   event 19 to alert:drift boss@corp.example: step 1: exit status 1 (waiting after 1)
2>   event 19 to alert:drift ops@corp.example: step 1: exit status 1 (waiting after 1)
2> pkit: error: 2 calls failed
2> pkit: hint: the next run tries again, later each time
[10]
$ rm home/broken; sqlite3 home/pkit.db 'UPDATE deliveries SET next_at = 0'; heard 01-07; sort home/keys | uniq -c | sed 's/^ *\([0-9]*\) .*/\1/' | sort | uniq -c | sed 's/^ *//'
2 delivered, 0 waiting, 0 dead
boss@corp.example store.drifted trust: 1 added, 0 modified, 1 removed
ops@corp.example store.drifted trust: 1 added, 0 modified, 1 removed
4 1
2 2

# SSH keys: at each level once, and then when its time has come.
$ ssh-keygen -q -t ed25519 -N '' -C ann@here -f ann; pkit ssh-key add ann.pub --username ann --lifetime 40d $(day 01-08) >/dev/null
$ for at in 01-09 01-20 01-21 02-03 02-04 02-18 02-19; do pkit events scan $(day $at) | grep ssh-key; heard $at; done
0 delivered, 0 waiting, 0 dead
ssh-key.expiring  SHA256:<any>
2 delivered, 0 waiting, 0 dead
boss@corp.example ssh-key.expiring ann 30d
ops@corp.example ssh-key.expiring ann 30d
0 delivered, 0 waiting, 0 dead
ssh-key.expiring  SHA256:<any>
2 delivered, 0 waiting, 0 dead
boss@corp.example ssh-key.expiring ann 15d
ops@corp.example ssh-key.expiring ann 15d
0 delivered, 0 waiting, 0 dead
ssh-key.expired  SHA256:<any>
2 delivered, 0 waiting, 0 dead
boss@corp.example ssh-key.expired ann
ops@corp.example ssh-key.expired ann
0 delivered, 0 waiting, 0 dead
$ pkit events $(day 02-19) | awk '{ print $4 }' | grep -e drift -e expir | sort | uniq -c | sed 's/^ *//'
1 ssh-key.expired
2 ssh-key.expiring
3 store.drifted

-- alerts.yaml --
alerts:
  - { name: drift, on: store-drift, recipients: [ops@corp.example, boss@corp.example], steps: [ { script: tell, sha256: SUM } ] }
  - { name: keys, on: key-rotation, before: [30d, 15d], recipients: [ops@corp.example, boss@corp.example], steps: [ { script: tell, sha256: SUM } ] }

-- tell --
#!/bin/sh
cd "${0%/*}" || exit 1
read -r envelope
of() { echo "$envelope" | sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"; }
of requestId >>keys
[ ! -e broken ] || exit 1
case $(of kind) in
  store.*) echo "$(of recipient) $(of kind) $(of store): $(of added) added, $(of modified) modified, $(of removed) removed" >>heard ;;
  *) echo $(of recipient) $(of kind) $(of username) $(of before) >>heard ;;
esac
echo '{}'
