# SSH keys (A24, B10, T-B32): which let in where, a new one beside an old one, and the old one taken out after an overlap.
$ pkit init --home home --name T --key-type ed25519 --no-passphrase --test-clock --now 2026-01-01 2>/dev/null | head -n 1
made <dir>/home
$ export PKIT_HOME=home; umask 077; now="--now 2026-02-01"; day() { now="--now $1"; }
$ codes() { pkit "$@" $now --format json >out.json; echo "exit $?:" $(jq -r '.error.code // empty' out.json); }
$ for name in ann bob old; do ssh-keygen -q -t ed25519 -N '' -C $name@here -f $name; done; ssh-keygen -q -t ecdsa -b 256 -N '' -C ec -f ec
$ print() { ssh-keygen -l -f $1 | cut -d' ' -f2; }

# A file of keys is told by its content, and is a store.
$ { echo '# who may deploy'; cat ann.pub; echo; echo "restrict,command=\"echo 'a b'\" $(cat bob.pub)"; } >authorized_keys; chmod 640 authorized_keys
$ pkit store add deploy authorized_keys $now | grep kind
  kind       ssh-authorized-keys
$ pkit store inventory deploy $now
deploy: ssh-authorized-keys <dir>/authorized_keys
  added  SHA256:<any>  ann@here
  added  SHA256:<any>  bob@here
$ pkit store inventory deploy --format json $now | jq -c '.data.stores[0].items[] | [.ItemStatus, .keytype, .keylength, .comment, .options]'
["unchanged","Ed25519",256,"ann@here",null]
["unchanged","Ed25519",256,"bob@here","restrict,command=\"echo 'a b'\""]
$ pkit store put deploy --cert home/ca/root.crt $now
2> pkit: error: an ssh-authorized-keys store holds keys, and no certificate
2> pkit: hint: pkit ssh-key add
[7]
$ printf 'web.example,10.0.0.1 %s\n' "$(cut -d' ' -f1,2 ann.pub)" >known_hosts; codes store add hosts known_hosts
exit 5: certstore.kind
$ pkit store create root root_keys --kind ssh-authorized-keys $now | grep kind; stat -c '%a %s' root_keys
  kind       ssh-authorized-keys
600 0

# Scan: nobody looks after these yet.
$ pkit ssh-key list $now
2> pkit: no SSH keys
$ pkit ssh-key scan $now
unmanaged  deploy  SHA256:<any>  Ed25519-256  ann@here
unmanaged  deploy  SHA256:<any>  Ed25519-256  bob@here  restrict,command="echo 'a b'"
2> pkit: error: 2 of the keys that let in are unmanaged
2> pkit: hint: --adopt looks after them, pkit store take takes one out
[3]
$ pkit ssh-key scan deploy --adopt --lifetime 90d --dry-run --format json $now | jq -c '[.data.adopted, (.data.found | map(.state))]'
[2,["managed","managed"]]
$ pkit ssh-key scan --lifetime 90d $now
2> pkit: error: --lifetime goes with --adopt
[2]
$ pkit ssh-key scan deploy --adopt --lifetime 90d $now
managed  deploy  SHA256:<any>  Ed25519-256  ann@here
managed  deploy  SHA256:<any>  Ed25519-256  bob@here  restrict,command="echo 'a b'"
$ pkit ssh-key list $now | sort -k4
managed  SHA256:<any>  Ed25519-256  ann@here  <date>  deploy
managed  SHA256:<any>  Ed25519-256  bob@here  <date>  deploy
$ echo garbage >>authorized_keys; pkit ssh-key scan $now; codes ssh-key rotate ann@here --out new --no-passphrase; codes ssh-key retire bob@here
managed  deploy  SHA256:<any>  Ed25519-256  ann@here
managed  deploy  SHA256:<any>  Ed25519-256  bob@here  restrict,command="echo 'a b'"
exit 5: certstore.unread
exit 5: certstore.unread
2> pkit: error: deploy cannot be read whole: line 5 is no key: it begins with neither a type of key nor options
2>   deploy [certstore.unread]
2> pkit: hint: what is in that file nobody knows until it is mended
$ sed -i '$d' authorized_keys

# Add: a key that somebody has; once, and then only in further files.
$ pkit ssh-key add old.pub --username olga --comment olga@home --lifetime 30d --store deploy --options restrict,pty --dry-run $now | head -n 3
would be SSH key SHA256:<any>
  keytype    Ed25519
  keylength  256
$ pkit ssh-key add old.pub --username olga --comment olga@home --lifetime 30d --store deploy --options restrict,pty $now
SSH key SHA256:<any>
  keytype       Ed25519
  keylength     256
  comment       olga@home
  username      olga
  serverlogons  deploy
  state         managed
  rotateBy      <date>
$ tail -n 1 authorized_keys | cut -d' ' -f1,2,4; codes ssh-key add old.pub; pkit ssh-key add old.pub --store root $now | grep serverlogons
restrict,pty ssh-ed25519 olga@home
exit 7: ssh.exists
  serverlogons  deploy, root
$ codes ssh-key add old; codes ssh-key add old.pub --store deploy --options 'sudo'; codes ssh-key add ec.pub --store nowhere
exit 5: ssh.key
exit 2: ssh.line
exit 6: certstore.unknown
$ pkit ssh-key add ec.pub $now | head -n 3
SSH key SHA256:<any>
  keytype    ECDSA
  keylength  256

# Generate: encrypted unless it is said otherwise, in OpenSSH's form, and never over what is there.
$ echo 'correct horse' >word; pkit ssh-key generate --out ci --comment ci@build --username ci --passphrase-file word --store root --dry-run $now
would be made
  file     <dir>/ci
  keyType  ed25519
  stores   root
$ pkit ssh-key generate --out ci --comment ci@build --username ci --passphrase-file word --store root --options no-pty $now
SSH key SHA256:<any>
  keytype       Ed25519
  keylength     256
  comment       ci@build
  username      ci
  serverlogons  root
  state         managed
  file          <dir>/ci
$ stat -c '%a %n' ci ci.pub; head -n 1 ci; ssh-keygen -y -P 'correct horse' -f ci | cmp - ci.pub; ssh-keygen -y -P '' -f ci
600 ci
644 ci.pub
-----BEGIN OPENSSH PRIVATE KEY-----
2> Load key "ci": incorrect passphrase supplied to decrypt private key
[255]
$ pkit ssh-key generate --out plain --no-passphrase --key-type ec-p256 --lifetime 365d $now | head -n 3; ssh-keygen -y -P '' -f plain >/dev/null
SSH key SHA256:<any>
  keytype    ECDSA
  keylength  256
$ codes ssh-key generate --out ci --no-passphrase; codes ssh-key generate --out x --no-passphrase --passphrase-file word; codes ssh-key generate --out x
exit 7: file.exists
exit 2: option.combination
exit 2: terminal.missing

# Key rotation is an event, once for each level, and before it (T-B32).
$ day 2026-02-20; pkit events scan $now; pkit events scan $now --format json | jq '.data.events | length'
ssh-key.expiring  SHA256:<any>
0
$ pkit events --kind ssh-key.expiring --format json | jq -c '.data.data | [.fingerprint, .keytype, .keylength, .comment, .username, .before]' | sed "s#$(print old)#OLD#"
["OLD","Ed25519",256,"olga@home","olga","15d"]
$ day 2026-03-10; pkit events scan $now; pkit ssh-key list --stale $now
ssh-key.expired  SHA256:<any>
managed  SHA256:<any>  Ed25519-256  olga  olga@home  <date>  deploy, root

# Rotate: beside the old one, with its options; a program logs in by the new one.
$ printf '#!/bin/sh\ncd "${0%%/*}"; echo "$@" >asked; test -f "$2" && ! test -f refuse || { echo "permission denied" >&2; exit 255; }\n' >login; chmod 700 login
$ cp authorized_keys before; touch refuse; pkit ssh-key rotate olga@home --out next --no-passphrase $now --prove $PWD/login -i {} olga@web1
2> pkit: error: the new key does not log in: <dir>/login ended with 255
2>   <dir>/login: permission denied [ssh.unproven]
2> pkit: hint: it was taken out again, and the old key lets in as before
[10]
$ pkit events --kind ssh-key.withdrawn --format json | jq -r .data.data.reason
the new key does not log in: <dir>/login ended with 255
$ cmp before authorized_keys; ls next next.pub; pkit ssh-key list $now | grep -c olga
1
2> ls: cannot access 'next': No such file or directory
2> ls: cannot access 'next.pub': No such file or directory
$ rm refuse; pkit ssh-key rotate olga@home --out next --no-passphrase --overlap 3d --dry-run $now | head -n 2
would be replaced
  fingerprint   SHA256:<any>
$ pkit ssh-key rotate olga@home --out next --no-passphrase --overlap 3d $now --prove $PWD/login -i {} olga@web1
SSH key SHA256:<any>
  keytype       Ed25519
  keylength     256
  comment       olga@home
  username      olga
  serverlogons  deploy, root
  state         managed
  rotateBy      <date>
  file          <dir>/next
in the place of SHA256:<any>
  serverlogons  deploy, root
  state         retiring
  rotateBy      <date>
  retireAfter   <date>
$ sed "s#$PWD#.#" asked; diff before authorized_keys | cut -d' ' -f1-3,5; tail -n 2 authorized_keys | cut -d' ' -f1,2 | uniq -c | sed 's/^ *//'
-i ./next olga@web1
5a6
> restrict,pty ssh-ed25519 olga@home
2 restrict,pty ssh-ed25519
$ codes ssh-key rotate $(print old) --out third --no-passphrase
exit 7: ssh.state
$ pkit ssh-key rotate ec --out ec2 --key-type rsa-3072 --comment ec2 --username eve --lifetime 52w --passphrase-file word $now | head -n 6; ssh-keygen -y -P 'correct horse' -f ec2 | cmp - ec2.pub
SSH key SHA256:<any>
  keytype    RSA
  keylength  3072
  comment    ec2
  username   eve
  state      managed
$ pkit ssh-key scan deploy $now | cut -c1-20
managed   deploy  SH
managed   deploy  SH
retiring  deploy  SH
managed   deploy  SH

# Retire: after the overlap, and wherever it lets in.
$ pkit ssh-key retire --due $now
2> pkit: no SSH key is due
$ pkit ssh-key retire $now
2> pkit: error: nothing says which key
2> pkit: hint: pkit ssh-key retire KEY, or --due
[2]
$ day 2026-03-13; pkit ssh-key retire --due --dry-run $now; pkit ssh-key retire --due $now
would retire SHA256:<any> olga@home; out of deploy, root
retired SHA256:<any> olga@home; out of deploy, root
$ grep -c "$(cut -d' ' -f2 old.pub)" authorized_keys root_keys; diff before authorized_keys | grep -c '^[<>]'
authorized_keys:0
root_keys:0
2
$ codes ssh-key add old.pub --store deploy; cat old.pub >>authorized_keys; pkit ssh-key scan deploy $now >/dev/null
exit 7: ssh.retired
2> pkit: error: 1 of the keys that let in were retired
2> pkit: hint: pkit ssh-key retire takes them out again
[3]
$ pkit ssh-key retire $(print old) $now; pkit ssh-key list --retired $now | grep -c ^retired
retired SHA256:<any> olga@home; out of deploy
2
$ pkit ssh-key retire SHA256:unknown-key $now
2> pkit: error: there is no SSH key 'SHA256:unknown-key'
2> pkit: hint: pkit ssh-key list
[6]
$ pkit store restore deploy $now >/dev/null; grep -c "$(cut -d' ' -f2 old.pub)" authorized_keys
1

# What restricts a key where it comes from restricts it here; a key that lets in otherwise already is no success; and what
# cannot be a line leaves no files behind.
$ ssh-keygen -q -t ed25519 -N '' -C opt@here -f opt; echo "restrict,command=\"/usr/bin/backup\" $(cat opt.pub)" >opt.line; pkit ssh-key add opt.line --store root $now | grep serverlogons; tail -n 1 root_keys | cut -d' ' -f1,2,4
  serverlogons  root
restrict,command="/usr/bin/backup" ssh-ed25519 opt@here
$ pkit ssh-key add opt.pub --store root --options no-pty $now
2> pkit: error: line 3 of root has SHA256:<any> with the options 'restrict,command="/usr/bin/backup"'
2> pkit: hint: pkit store take root SHA256:<any>, and the same command again
[7]
$ pkit ssh-key add opt.line --store root $now | grep serverlogons; codes ssh-key generate --out y --no-passphrase --options sudo; ls -A | grep -c '^y' || true
  serverlogons  root
exit 2: ssh.line
0
2> pkit: warning: root: SHA256:<any> is there already

# Each of its lines has a line of the successor's beside it, and one that is named twice retires once.
$ echo "from=\"10.0.0.1\" $(cat opt.pub)" >>root_keys; pkit ssh-key rotate opt@here --out opt2 --no-passphrase $now | grep -c serverlogons; grep opt@here root_keys | sed 's/ssh-ed25519 [^ ]*/KEY/'
2
restrict,command="/usr/bin/backup" KEY opt@here
from="10.0.0.1" KEY opt@here
restrict,command="/usr/bin/backup" KEY opt@here
from="10.0.0.1" KEY opt@here
$ codes ssh-key retire opt@here; pkit ssh-key retire $(print opt) $(print opt) $now; pkit ssh-key retire opt@here --dry-run $now
exit 7: ssh.ambiguous
retired SHA256:<any> opt@here; out of root
would retire SHA256:<any> opt@here; out of root

# Two rotations at once: the second is withdrawn; one that is killed is ended by the same command, whatever shares its comment.
$ printf '#!/bin/sh\ncd "${0%%/*}"; [ -e once ] || { >once; %s ssh-key rotate opt2 --out other --no-passphrase --comment other --home home --now 2026-03-13 >/dev/null; }\n' $(command -v pkit) >racing; printf '#!/bin/sh\n[ -e "${0%%/*}/spare" ] || kill -KILL $PPID\n' >killing; chmod 700 racing killing
$ pkit ssh-key rotate opt2 --out mine --no-passphrase $now --prove $PWD/racing {}; ls mine; grep -c opt@here root_keys; pkit ssh-key list $now | grep -c '^managed.*opt@here'
2
0
2> pkit: error: SHA256:<any> is retiring by now
2> pkit: hint: pkit ssh-key list
2> ls: cannot access 'mine': No such file or directory
[1]
$ pkit ssh-key generate --out kk --no-passphrase --comment kk --store root $now >/dev/null; bash -c 'pkit "$@"; exit $?' - ssh-key rotate kk --out kk2 --no-passphrase $now --prove $PWD/killing {} >/dev/null 2>&1; echo "ended with $?"
ended with 137
$ touch spare; codes ssh-key rotate kk --out third --no-passphrase; pkit ssh-key rotate kk --out kk2 --no-passphrase $now --prove $PWD/killing {} | grep state; grep -c ' kk$' root_keys
exit 7: ssh.ambiguous
  state         managed
  state         retiring
2

# What was there before is there still, to the byte; and no private key is in the state.
$ sed -n 1,4p authorized_keys | cmp - <(sed -n 1,4p before); stat -c %a authorized_keys
640
$ pkit events $now | awk '{ print $4 }' | sort | uniq -c | sed 's/^ *//'
1 home.created
15 ssh-key.added
1 ssh-key.expired
1 ssh-key.expiring
3 ssh-key.retired
5 ssh-key.rotated
2 ssh-key.withdrawn
2 store.added
21 store.changed
1 store.inventoried
