# Locked vaults: what an account puts there only its key opens, and no operator (C16, C19, C-P7 to C-P11).
$ pkit init --home home --name T --key-type ed25519 --no-passphrase --test-clock --now 2026-01-01 2>/dev/null | head -n 1
made <dir>/home
$ export PKIT_HOME=home; umask 077; day=2026-02-01
$ codes() { pkit "$@" --now $day --format json >out.json; echo "exit $?:" $(jq -r '.error.code // empty' out.json); }
$ certified() { openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out $1.key 2>/dev/null; openssl req -new -key $1.key -subj /CN=$1 -out $1.csr; echo password-of-$1 >$1.pass; pkit account create --name $1 --username $1 --password-file $1.pass --now $day "${@:2}" >/dev/null; pkit register --account $(pkit account show $1 --now $day --format json | jq .data.account.id) --username $1 --password-file $1.pass --csr $1.csr --out $1.crt --now $day; }
$ certified app --provisioning createAndDelete
certificate <id>, serial <hex>, until <date>
$ certified other
certificate <id>, serial <hex>, until <date>
$ app="--cert app.crt --key app.key"; other="--cert other.crt --key other.key"

# Templates are an operator's (C-P11).
$ pkit vault template --now $day
2> pkit: no templates
$ pkit vault template plain --dry-run --now $day
dry run: nothing was changed; it would be
  exit  0
  name  plain
$ pkit vault template plain --request-id t1 --now $day
template 1
  name     plain
  kind     vault
  created  <date>
$ pkit vault template worm --retention 30d --quota 1000000 --now $day
template 2
  name       worm
  kind       vault
  retention  30d
  quota      1000000
  created    <date>
$ pkit vault template pair --mirror --now $day
template 3
  name     pair
  kind     mirror
  created  <date>
$ pkit vault template --now $day
1  vault   plain
2  vault   worm   30d  1000000
3  mirror  pair
$ codes vault template plain
exit 7: vault.exists
$ codes vault template plain --dry-run; codes vault template plain --request-id t1; codes vault template other --request-id t1
exit 7: vault.exists
exit 0:
exit 7: request.differs

# Vaults are their account's (C16, T-C21).
$ pkit vault create data --template plain --description 'what matters' --provisioning-code d1 --cert app.crt --key app.key --now $day
vault 1
  name              data
  description       what matters
  provisioningCode  d1
  templateId        1
  objects           0
  octets            0
  created           <date>
$ pkit vault create kept --template 2 --cert app.crt --key app.key --now $day | grep -E 'retention|quota'
  retention         30d
  quota             1000000
$ pkit vault create more --template plain --now $day
2> pkit: error: option --cert is missing
2> pkit: hint: see pkit help vault create
[2]
$ codes vault create no-name --template plain $app
exit 2: vault.name
$ codes vault create more --template none $app
exit 6: vault.template
$ codes vault create more --template pair $app
exit 6: vault.template
$ codes vault create data --template plain $other
exit 7: vault.exists

# What is put comes back, and is nowhere in the home as it was (C-P7).
$ printf 'the launch code is 0000\n' >code
$ pkit vault put data codes/launch code --cert app.crt --key app.key --now $day
object codes/launch
  id          <id>
  vault       data
  version     1
  sealedSize  40
  stored      <date>
$ grep -rlaF 'launch code is' home
[1]
$ pkit vault get data codes/launch --cert app.crt --key app.key --now $day
the launch code is 0000
$ pkit vault get data codes/launch --out back --cert app.crt --key app.key --now $day
object codes/launch
  vault       data
  version     1
  sealedSize  40
$ stat -c '%a %n' back; cmp code back
600 back
$ pkit vault get data codes/launch --out back --cert app.crt --key app.key --now $day
2> pkit: error: back exists
2> pkit: hint: --force replaces it
[7]
$ pkit vault get data codes/launch --out back --force --cert app.crt --key app.key --now $day | head -n 1
object codes/launch
$ codes vault get data codes/launch $app
exit 2: option.combination
$ codes vault get data nothing --out no $app
exit 6: vault.object
$ echo piped | pkit vault put data piped - --retain 10d --cert app.crt --key app.key --now $day | grep retained
  retainedUntil  <date>
$ pkit vault ls --cert app.crt --key app.key --now $day
1  data  2  62
2  kept  0  0   30d
$ pkit vault ls data --cert app.crt --key app.key --now $day
codes/launch  1  40  <date>
piped         1  22  <date>  <date>

# Without pkit, by the account's key: see examples/vault.
$ pkit vault get data codes/launch --sealed sealed --cert app.crt --key app.key --now $day | head -n 1; ls sealed
object codes/launch
content
key.cms
object.json
$ python3 "$TRANSCRIPTS/../../examples/vault/read_object.py" sealed app.key
the launch code is 0000
$ python3 "$TRANSCRIPTS/../../examples/vault/read_object.py" sealed other.key 2>/dev/null
[1]
$ openssl cms -decrypt -inform DER -in sealed/key.cms -inkey app.key -binary | wc -c
32
$ file=home/vaults/$(sqlite3 home/pkit.db "SELECT id FROM objects WHERE name = 'codes/launch'"); mv $file away; codes vault get data codes/launch --sealed half $app; mv away $file; ls -A | grep half; codes vault get data codes/launch --sealed sealed $app
exit 9: file.read
exit 7: output.exists

# Asked for each time: another's certificate, another's key, a disabled account, a certificate that has ended (C19, X23, T-C20).
$ codes vault get data codes/launch --out no $other
exit 3: vault.owner
$ ls home/vaults | wc -l; codes vault put data nothing missing $app; ls home/vaults | wc -l
2
exit 6: file.missing
2
$ codes vault put data codes/launch code $other
exit 3: vault.owner
$ codes vault get data codes/launch --cert app.crt --key other.key
exit 8: key.mismatch
$ pkit account disable app --now $day >/dev/null; codes vault get data codes/launch $app; pkit account enable app --now $day >/dev/null
exit 8: account.disabled
$ day=2027-06-01; codes vault get data codes/launch $app; day=2026-02-01
exit 8: cert.expired

# Retention holds for the owner too (T-C24).
$ pkit vault put kept report code --cert app.crt --key app.key --now $day | grep retained
  retainedUntil  <date>
$ codes vault put kept report code $app
exit 3: vault.retained
$ codes vault rm kept report $app
exit 3: vault.retained
$ codes vault rm data piped $app
exit 3: vault.retained
$ pkit vault rm data piped --cert app.crt --key app.key --now 2026-02-12 | head -n 1
object piped

# Mirrors, and what nobody may do, an operator least of all (T-C22, T-C23, C-P8).
$ pkit mirror create twins --template pair --cert app.crt --key app.key --now $day
mirror 1
  name        twins
  templateId  3
  created     <date>
$ pkit vault create left --template plain --mirror twins --position position1 --cert app.crt --key app.key --now $day | grep -i mirror
  mirrorId            1
  mirrorPositionCode  position1
$ codes vault create right --template plain --mirror twins --position position1 $app
exit 7: vault.position
$ codes vault create right --template plain --mirror twins $app
exit 2: option.combination
$ pkit vault set data --name x --now $day
2> pkit: error: data is locked: it keeps its name
[3]
$ pkit vault set data --acl all --now $day 2>&1 | head -n 1
pkit: error: data is locked: it is for its owner alone
$ pkit vault set data --proxy http://x/ --now $day 2>&1 | head -n 1
pkit: error: data is locked: it has no proxy
$ pkit vault set data --mirror twins --now $day 2>&1 | head -n 1
pkit: error: data is locked: it is mirrored from its beginning or not at all
$ pkit mirror delete twins --now $day
2> pkit: error: twins is locked: a locked mirror stays
[3]
$ codes mirror delete nothing
exit 6: vault.missing
$ codes vault delete left
exit 3: vault.locked
$ codes vault delete data
exit 3: vault.full
$ pkit vault create short --template plain --cert app.crt --key app.key --now $day >/dev/null; pkit vault delete short --dry-run --now $day | head -n 1
dry run: nothing was changed; it would be
$ pkit vault delete short --cert app.crt --key app.key --now $day | head -n 1
vault 4
$ pkit vault create cut --template plain --cert app.crt --key app.key --now $day >/dev/null; mkfifo pipe; pkit vault put cut big pipe --cert app.crt --key app.key --now ${day%-*}-28 >/dev/null 2>&1 & exec 3<>pipe; head -c 50000 /dev/zero >&3; for try in $(seq 200); do sqlite3 home/pkit.db "SELECT state FROM objects WHERE name = 'big'" | grep -q arriving && break; sleep 0.05; done; kill -9 $!; wait $! 2>/dev/null; exec 3>&-; codes vault delete cut $app; sqlite3 home/pkit.db "SELECT COUNT(*) FROM objects WHERE name = 'big'"
exit 0:
0
$ codes vault delete short
exit 6: vault.missing

# Whoever changes the files is noticed, and nothing false comes out.
$ file=home/vaults/$(sqlite3 home/pkit.db "SELECT id FROM objects WHERE name = 'codes/launch'"); cp $file whole; printf changed! | dd of=$file bs=1 seek=3 conv=notrunc 2>/dev/null
$ pkit vault get data codes/launch --out forged --cert app.crt --key app.key --now $day
2> pkit: error: chunk 0 of the sealed object is not what was sealed there
2> pkit: hint: it is cut, changed, or of another object or version
[5]
$ ls forged 2>/dev/null; cp whole $file

# Another key opens what the former one did, and that opens nothing more (C22, C23). Without the new key it is refused.
$ cat app.crt home/ca/issuing.crt >app.full; openssl req -new -newkey rsa:2048 -nodes -keyout new.key -subj /CN=app -out new.csr 2>/dev/null
$ pkit rotate-key --cert app.full --key app.key --csr new.csr --out new.crt --now $day
2> pkit: error: 2 objects of the account's vaults would open no more
2> pkit: hint: rotate with --new-key, which wraps their keys for the new key, and again if one was put meanwhile
[7]
$ pkit rotate-key --cert app.full --key app.key --new-key rsa-2048 --out rotated --now $day
certificate <id>, serial <hex>, until <date>
published in rotated
$ codes vault get data codes/launch --out no $app
exit 8: cert.revoked
$ pkit vault get data codes/launch --cert rotated/cert.pem --key rotated/key.pem --now $day
the launch code is 0000
$ pkit doctor --now $day
ok      state
ok      events: 31 in one chain
ok      certificates
ok      decisions
ok      requests
ok      gateways
ok      publications
ok      vaults
ok      modes
ok      config

# Without the role, or the level, nothing is provisioned (C-P13, C-P14).
$ certified roleless --role none --provisioning createAndDelete >/dev/null; certified nolevel --provisioning none >/dev/null; certified maker --provisioning createOnly >/dev/null
$ for who in roleless nolevel maker; do codes vault create of_$who --template plain --cert $who.crt --key $who.key; done; codes vault delete of_maker --cert maker.crt --key maker.key
exit 3: vault.role
exit 3: vault.provisioning
exit 0:
exit 3: vault.provisioning
