# Certificate stores (document B: B2, B3): told by content, looked at whole or not at all, and changed one entry at a time.
$ pkit init --home home --name T --key-type ed25519 --no-passphrase --test-clock --now 2026-01-01 2>/dev/null | head -n 1
made <dir>/home
$ export PKIT_HOME=home; umask 077; now="--now 2026-02-01"
$ codes() { pkit "$@" $now --format json >out.json; echo "exit $?:" $(jq -r '.error.code // empty' out.json); }
$ issued() { pkit issue --subject CN=$1 --new-key ${2:-ec-p256} --out $1 $now >/dev/null; }
$ for name in web1 web2 web3 next gone last; do issued $name; done; issued rsa rsa-2048; issued rsa2 rsa-2048
$ thumb() { openssl x509 -in $1 -noout -fingerprint -sha1 | sed 's/.*=//; s/://g' | tr A-F a-f; }

# Three certificates, one with its key: three items, one of them with PrivateKeyEntry, and no key in what is printed (T-B1).
$ cat web1/cert.pem web1/key.pem web2/cert.pem web3/cert.pem >three.pem; chmod 640 three.pem
$ pkit store list $now
2> pkit: no stores
$ pkit store add three three.pem --dry-run $now
would be store three
  id         <id>
  kind       pem
  path       <dir>/three.pem
  onFailure  rollback
$ pkit store add three three.pem $now
store three
  id         <id>
  kind       pem
  path       <dir>/three.pem
  onFailure  rollback
$ pkit store add again three.pem $now
2> pkit: error: <dir>/three.pem is the store 'three' already
2> pkit: hint: pkit store show three
[7]
$ pkit store inventory three $now
three: pem <dir>/three.pem
  added  <hex>  CN=web1  <date>  key
  added  <hex>  CN=web2  <date>
  added  <hex>  CN=web3  <date>
$ pkit store inventory three --format json $now | jq -c '.data.stores[0] | [.Result, .complete, (.items | map(.PrivateKeyEntry)), (.items | map(.ItemStatus) | unique)]'
["Success",true,[true,false,false],["unchanged"]]
$ pkit store inventory three --format json $now | grep -c PRIVATE
0
[1]

# What came and went is told by thumbprint (T-B2), and a diff changes nothing.
$ cat web1/cert.pem web1/key.pem web2/cert.pem next/cert.pem >three.pem
$ pkit store diff three $now | awk '{ print $1, $2 }'
three: pem
added <hex>
removed <hex>
2> pkit: error: a store is not as the last inventory found it
2> pkit: hint: pkit store inventory takes it as it is
$ pkit store inventory three --format json $now | jq -r '.data.stores[0].items[].ItemStatus'
unchanged
unchanged
added
removed
$ pkit store diff three $now
three: pem <dir>/three.pem

# Put: what is there stays without --overwrite, with a warning (T-B3); what is put is the certificate with its chain in its
# order (B-S7), and the key in the form in which it was found (B-S3). All else is as it was, to the byte: comments and what
# stands before PEM (B-S6), other entries, mode.
$ openssl pkey -in rsa/key.pem -traditional -out rsa.pkcs1 2>/dev/null
$ { echo '# managed by hand'; cat rsa/cert.pem; echo 'Bag Attributes'; echo '    friendlyName: old'; cat rsa.pkcs1; echo '# the end'; } >site.pem; chmod 640 site.pem
$ pkit store add site site.pem $now | head -n 1
store site
$ cp site.pem before.pem; pkit store put site --cert rsa2/cert.pem --key rsa2/key.pem --chain rsa2/chain.pem $now; cmp site.pem before.pem
site unchanged
  operation  put
  alias      <hex>
  digest     <hex>
2> pkit: warning: site: <hex> is there already; --overwrite replaces it
$ pkit store put site --cert rsa2/cert.pem --key rsa2/key.pem --chain home/ca/root.crt --p12 x.p12 $now
2> pkit: error: one of --cert and --p12 is needed
2> pkit: hint: --cert FILE [--key FILE] [--chain FILE], or --p12 FILE --p12-password-file FILE
[2]
$ cat home/ca/root.crt rsa2/chain.pem >wrong-order.pem
$ pkit store put site --cert rsa2/cert.pem --key rsa2/key.pem --chain wrong-order.pem --overwrite --dry-run $now | head -n 1
site would be changed
$ pkit store put site --cert rsa2/cert.pem --key rsa2/key.pem --chain wrong-order.pem --overwrite $now >put.out; head -n 1 put.out
site changed
$ grep -v '^[A-Za-z0-9+/=]*$' site.pem; stat -c %a site.pem
# managed by hand
-----BEGIN CERTIFICATE-----
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
-----END CERTIFICATE-----
-----BEGIN RSA PRIVATE KEY-----
-----END RSA PRIVATE KEY-----
# the end
640
$ openssl rsa -in site.pem -noout -modulus 2>/dev/null | cmp - <(openssl x509 -in rsa2/cert.pem -noout -modulus) && openssl verify -no_check_time -CAfile home/ca/root.crt -untrusted site.pem site.pem
site.pem: OK
$ ls -A | grep site
.site.pem.previous
site.pem
$ cmp .site.pem.previous before.pem
$ codes store put site --cert web1/cert.pem --key rsa2/key.pem --overwrite
exit 5: certstore.key
$ codes store put site --cert web1/cert.pem --alias $(thumb rsa2/cert.pem) --overwrite
exit 7: certstore.other_key
$ codes store put site --cert rsa2/cert.pem --key rsa2/key.pem --chain web1/cert.pem --overwrite
exit 5: certstore.chain
$ codes store put site --cert put.out --overwrite
exit 5: pem.format
$ printf '\x30\x82\x01\x00junk' >bad.der; cp site.pem before.pem; codes store put site --cert bad.der --overwrite; cmp site.pem before.pem
exit 5: der.truncated

# A step back, and forth again.
$ pkit store restore site --dry-run $now | head -n 1
site would be changed
$ pkit store restore site $now >/dev/null; head -n 1 site.pem; openssl x509 -in site.pem -noout -subject -nameopt RFC2253
# managed by hand
subject=CN=rsa
$ pkit store restore site $now >/dev/null; openssl x509 -in site.pem -noout -subject -nameopt RFC2253
subject=CN=rsa2
$ echo >>site.pem; codes store restore site
exit 7: certstore.changed
$ pkit store show site $now | head -n 4; pkit store list $now
store site
  id         <id>
  kind       pem
  path       <dir>/site.pem
site   pem  <dir>/site.pem
three  pem  <dir>/three.pem  3  <date>
$ codes store show nothing
exit 6: certstore.unknown
$ codes store restore three
exit 7: certstore.nothing

# A renewal over the same key leaves the key as it is.
$ grep -A30 'RSA PRIVATE' site.pem >key.before; pkit issue --csr <(openssl req -new -key rsa2/key.pem -subj /CN=rsa2) --out renewed.pem $now >/dev/null
$ pkit store put site --cert renewed.pem --chain rsa2/chain.pem --overwrite $now | head -n 1; grep -A30 'RSA PRIVATE' site.pem | cmp - key.before
site changed

# Take: what is not there is a warning and no failure (T-B5, B-S9); what is in somebody's chain goes with that alone (B-S15).
$ pkit store take three nothing $now
three unchanged
  operation  take
  alias      nothing
  digest     <hex>
2> pkit: warning: three: there is no nothing in it
$ pkit store take three $(thumb next/cert.pem) --expect-digest 00 $now
2> pkit: error: three is not what --expect-digest says: it was changed since
2> pkit: hint: pkit store inventory three tells what is there now
[7]
$ digest=$(pkit store inventory three --format json $now | jq -r '.data.stores[0].digest'); pkit store take three $(thumb next/cert.pem) --expect-digest $digest $now >/dev/null
$ cat web1/cert.pem web1/key.pem web2/cert.pem | cmp - three.pem
$ codes store take site $(thumb rsa2/chain.pem)
exit 7: certstore.bound
$ codes store take three $(thumb next/cert.pem) --expect-digest $digest
exit 7: certstore.changed
$ pkit store take three $(thumb web2/cert.pem) --dry-run $now | head -n 1; pkit store put three --cert next/cert.pem --expect-digest 00 $now
three would be changed
2> pkit: error: three is not what --expect-digest says: it was changed since
2> pkit: hint: pkit store inventory three tells what is there now
[7]

# An inventory that could not be read whole is never an empty success, and is not kept (B-S18).
$ sed 's/^MII/MIX/' three.pem >broken; cp three.pem whole.pem; cp broken three.pem
$ pkit store inventory three $now
three: pem <dir>/three.pem, not read whole
2> pkit: warning: three: it has a private key that is no certificate's
2> pkit: error: 2 things could not be read: what is told is not all that is there
2>   three: PEM block 1: byte 1: length of more than four octets [certstore.unread]
2>   three: PEM block 3: byte 1: length of more than four octets [certstore.unread]
[5]
$ codes store put three --cert next/cert.pem; cmp broken three.pem
exit 5: certstore.unread
$ pkit store inventory three --format json $now | jq -c '.data.stores[0] | [.Result, .complete]'
["Warning",false]
$ sed '/END CERT/d' whole.pem >three.pem; codes store inventory three
exit 5: certstore.format
$ echo nothing >three.pem; codes store inventory three
exit 5: certstore.format
$ rm three.pem; codes store inventory three
exit 6: certstore.missing
$ pkit store inventory --format json $now | jq -c '[.ok, (.data.stores | map(.Result))]'
[false,["Success","Failure"]]
$ cp whole.pem three.pem; chmod 644 three.pem; pkit store inventory three $now 2>&1 | grep others
pkit: warning: three: others can read its private key: chmod o-r <dir>/three.pem
$ cat web2/cert.pem >trust.pem; chmod 644 trust.pem; pkit store add trust trust.pem $now | head -n 1
store trust
$ codes store put trust --cert web1/cert.pem --key web1/key.pem; pkit store put trust --cert web1/cert.pem $now | head -n 1
exit 7: certstore.mode
trust changed
$ pkit store put trust --cert web1/cert.pem $now
trust unchanged
  operation  put
  alias      <hex>
  digest     <hex>
2> pkit: warning: trust: that certificate is there already, as <hex>

# What is no store, a name that is none, a path that is a link or the home's own.
$ echo text >text; codes store add text text
exit 5: certstore.kind
$ codes store add 'a b' trust.pem
exit 2: certstore.name
$ ln -s trust.pem link.pem; codes store add link link.pem
exit 2: certstore.path
$ codes store add own home/pkit.db
exit 7: file.own
$ codes store add other site.pem --kind der
exit 5: certstore.kind
$ codes store add missing nowhere.pem
exit 6: certstore.missing
$ pkit store add aliased web2/cert.pem --alias web2 $now
2> pkit: error: the entries of a pem store have no names of their own
2> pkit: hint: leave --alias out
[2]
$ pkit store add proven web2/cert.pem --prove http://here $now
2> pkit: error: 'http://here' is no place where a certificate is served
2> pkit: hint: tls://HOST:PORT, or tls+unix:/PATH
[2]
$ codes store add reloaded web2/cert.pem --reload reload
exit 2: certstore.program

# DER: one certificate.
$ openssl x509 -in web1/cert.pem -outform DER -out one.der; pkit store add one one.der --kind der $now | head -n 2
store one
  id         <id>
$ pkit store put one --cert web2/cert.pem --overwrite $now | head -n 1; openssl x509 -inform DER -in one.der -noout -subject -nameopt RFC2253
one changed
subject=CN=web2
$ codes store put one --cert web2/cert.pem --key web2/key.pem --overwrite
exit 7: certstore.no_key
$ secret() { head -c 32 /dev/urandom | basenc --base64url | tr -d '='; }; secret >phrase; openssl pkey -in web2/key.pem -aes256 -passout file:phrase -out locked.key; pkit store put three --cert web2/cert.pem --key locked.key --key-passphrase-file phrase --dry-run $now | head -n 1
three unchanged
2> pkit: warning: three: <hex> is there already; --overwrite replaces it
$ codes store take one $(thumb web2/cert.pem)
exit 7: certstore.one

# A key that lies beside, as nginx has it: both files change, or none does.
$ cat web1/cert.pem web1/chain.pem >www.crt; cp web1/key.pem www.key; chmod 644 www.crt; chmod 600 www.key
$ pkit store add www www.crt --key-file www.key $now
store www
  id         <id>
  kind       pem
  path       <dir>/www.crt
  keyPath    <dir>/www.key
  onFailure  rollback
$ pkit store inventory www --format json $now | jq -c '.data.stores[0].items | map([.PrivateKeyEntry, .UseChainLevel, .chainOf != null])'
[[true,true,false],[false,false,true]]
$ cp www.key key.before; pkit store put www --cert web2/cert.pem --key web2/key.pem --chain web2/chain.pem --overwrite $now | head -n 1; cmp www.crt <(cat web2/cert.pem web2/chain.pem); cmp www.key web2/key.pem; cmp .www.key.previous key.before; stat -c '%a %n' www.crt www.key
www changed
644 www.crt
600 www.key
$ codes store put www --cert web3/cert.pem --overwrite --alias $(thumb web2/cert.pem)
exit 7: certstore.other_key
$ pkit store put www --cert next/cert.pem $now | head -n 1; cmp www.key web2/key.pem; grep -c BEGIN www.crt
www changed
3
$ codes store take www $(thumb web2/cert.pem)
exit 7: certstore.one
$ pkit store take www $(thumb next/cert.pem) $now | head -n 1; cmp www.crt <(cat web2/cert.pem web2/chain.pem)
www changed
$ pkit store restore www $now | head -n 1; pkit store restore www $now | head -n 1; cmp www.key web2/key.pem
www changed
www changed
$ echo >>www.key; codes store restore www
exit 7: certstore.changed
$ codes store add der one.der --key-file www.key; codes store add same trust.pem --key-file trust.pem
exit 2: certstore.path
exit 2: certstore.path

# Create: empty, and what is there is a warning (T-B6, B-S8).
$ pkit store create fresh fresh.pem --kind pem --dry-run $now
would be made
  kind  pem
  path  <dir>/fresh.pem
$ pkit store create fresh fresh.pem --kind pem $now | head -n 1; stat -c '%a %s' fresh.pem
store fresh
600 0
$ pkit store inventory fresh $now
fresh: pem <dir>/fresh.pem
2> pkit: warning: fresh: there is nothing in it
$ pkit store put fresh --cert web1/cert.pem --key web1/key.pem $now | head -n 1
fresh changed
$ mkdir some; cp web1/cert.pem some/; pkit store create some some --kind certdir $now 2>&1 | head -n 1; pkit store create some2 some --kind certdir $now
store some
2> pkit: error: <dir>/some is the store 'some' already
2> pkit: hint: pkit store show some
[7]
$ cp web2/cert.pem there.pem; pkit store create there there.pem --kind pem $now | head -n 1
store there
2> pkit: warning: <dir>/there.pem was there already, and is as it was
$ codes store create none no/where.pem --kind pem; codes store create none none.p12 --kind pkcs12
exit 6: certstore.missing
exit 2: certstore.password
$ (umask 077; head -c 32 /dev/urandom | basenc --base64url | tr -d '=' >p12.word); pkit store create p12 new.p12 --kind pkcs12 --password-file p12.word $now | head -n 1; openssl pkcs12 -in new.p12 -passin file:p12.word -noout
store p12

# Re-enrolment: a new key at the store, and the pipeline decides (T-B8); what it refuses leaves the store as it was.
$ cat next/cert.pem next/key.pem >agent.pem; pkit store add agent agent.pem $now | head -n 1; cp agent.pem before.pem
store agent
$ codes store reenroll agent --key-type rsa-4096 --dry-run; codes store reenroll agent --key-type ed25519 --dry-run; cmp agent.pem before.pem
exit 0:
exit 0:
$ pkit store reenroll agent --key-type ed25519 --alias $(thumb next/cert.pem) --now 2026-02-02 | head -n 2
agent changed
  operation  reenroll
$ openssl x509 -in agent.pem -noout -pubkey | cmp - <(openssl pkey -in agent.pem -pubout); ls -A | grep -c 'pkit-'
0
[1]

# What its holder has a later certificate than is left alone: that one may be in use elsewhere.
$ cp before.pem older.pem; now='--now 2026-02-02'; pkit store add older older.pem $now | head -n 1; codes store reenroll older; codes store reenroll older --dry-run; cmp older.pem before.pem; pkit store forget older $now | head -n 1
store older
exit 7: certstore.foreign
exit 7: certstore.foreign
forgot older; <dir>/older.pem stays as it is
$ cmp -s agent.pem before.pem; pkit store inventory agent --format json $now | jq -c '.data.stores[0].items | map([.subject, .PrivateKeyEntry])'
[["CN=next",true],["CN=T TEST Issuing CA",false]]
$ sed -i 's/^    handlers: .*/    handlers: [ { name: no, unverified: true, deny: "not now" } ]/' home/pkit.yaml; cp agent.pem before.pem; now='--now 2026-02-03'; codes store reenroll agent; cmp agent.pem before.pem; ls -A | grep -c 'pkit-'
exit 3: decision.denied
0
[1]
$ pkit store reenroll agent --explain $now 2>&1 | tail -n 2
pkit: error: next is denied: not now
pkit: hint: pkit explain <id> tells how it was decided
$ openssl req -x509 -newkey ed25519 -nodes -keyout stranger.key -subj /CN=stranger -out stranger.crt 2>/dev/null; cat stranger.crt stranger.key >stranger.pem; pkit store add stranger stranger.pem $now | head -n 1; codes store reenroll stranger; codes store reenroll trust; codes store reenroll some
store stranger
exit 7: certstore.foreign
exit 6: certstore.entry
exit 2: certstore.alias
$ pkit store create p13 p13.p12 --kind pkcs12 --password-credential none --alias x --prove tls://127.0.0.1:9 --on-failure keep --dry-run $now --reload /bin/true | head -n 1; pkit store reenroll agent --dry-run $now >/dev/null 2>&1; true
would be made

# Discovery: by content, without following links, and nothing of it is changed before somebody approves (T-B7, B-S12).
$ mkdir -p tree/a/b tree/skip tree/links; cp web1/cert.pem tree/a/one.txt; cp new.p12 tree/a/b/two.pem; cp one.der tree/a/b/three.bin; cp web1/cert.pem tree/skip/four.pem; cp web1/cert.pem tree/links/five.pem; openssl rehash tree/links; echo no >tree/a/no.pem; ln -s ../.. tree/a/loop; ln -s one.txt tree/a/link.pem
$ pkit store discover tree --ignore tree/skip --dry-run $now
new  b-three.bin  der      <dir>/tree/a/b/three.bin
new  b-two.pem    pkcs12   <dir>/tree/a/b/two.pem
new  a-one.txt    pem      <dir>/tree/a/one.txt
new  tree-links   certdir  <dir>/tree/links
$ pkit store discover tree --extension pem $now
new  b-two.pem      pkcs12   <dir>/tree/a/b/two.pem
new  tree-links     certdir  <dir>/tree/links
new  skip-four.pem  pem      <dir>/tree/skip/four.pem
$ pkit store discover tree --name 'o*' --name t*.bin --ignore tree/skip $now
new    b-three.bin  der      <dir>/tree/a/b/three.bin
new    a-one.txt    pem      <dir>/tree/a/one.txt
known  tree-links   certdir  <dir>/tree/links
$ codes store discover nowhere; codes store inventory a-one.txt; pkit store list $now | grep found
exit 6: certstore.missing
exit 7: certstore.found
a-one.txt      pem      <dir>/tree/a/one.txt                               found
b-three.bin    der      <dir>/tree/a/b/three.bin                           found
b-two.pem      pkcs12   <dir>/tree/a/b/two.pem                             found
skip-four.pem  pem      <dir>/tree/skip/four.pem                           found
tree-links     certdir  <dir>/tree/links                                   found
$ pkit store approve a-one.txt --name one-txt --dry-run $now | head -n 1; pkit store approve a-one.txt --name one-txt --on-failure keep $now | head -n 1; codes store approve one-txt
would be store one-txt
store one-txt
exit 7: certstore.exists
$ ln -s skip tree/also; pkit store discover tree --ignore tree/also --dry-run $now | grep -c skip/ || true; codes store approve skip-four.pem --name three
0
exit 7: certstore.exists
$ odd=tree/odd/$(printf 'caf\351').pem; mkdir tree/odd; cp web1/cert.pem $odd; cp web1/cert.pem tree/odd/plain.pem; pkit store discover tree/odd --format json $now | jq -c '[.data.found[].store], .warnings' | sed "s#$PWD/##g"; codes store add odd $odd; pkit store add odd-dir tree/odd $now >/dev/null 2>&1; pkit store inventory odd-dir $now 2>&1 | tail -n 2
["odd-plain.pem"]
["tree/odd/caf\\xe9.pem: it is a pem store, but its name is not UTF-8"]
exit 2: certstore.path
pkit: error: odd-dir: caf\xe9.pem: its name is not UTF-8
  odd-dir [certstore.unread]
$ codes store approve b-two.pem; pkit store approve b-two.pem --password-file p12.word --alias x $now | head -n 1; codes store approve b-three.bin --password-credential x; codes store approve b-three.bin --alias y; codes store approve tree-links --key-file www.key; codes store approve skip-four.pem --prove http://x --reload /bin/true
exit 2: certstore.password
store b-two.pem
exit 10: authority.passphrase
exit 2: certstore.alias
exit 2: certstore.path
exit 2: certstore.prove
$ pkit store forget one-txt --dry-run $now; pkit store forget one-txt $now; ls tree/a
would forget one-txt; <dir>/tree/a/one.txt stays as it is
forgot one-txt; <dir>/tree/a/one.txt stays as it is
b
link.pem
loop
no.pem
one.txt

# All is well, or not: of what has a key.
$ pkit store verify agent $now; codes store verify agent; pkit store verify agent --now 2027-01-01
agent
  Result  Success
  digest  <hex>
  proof   none
exit 0:
agent
  Result  Failure
  digest  <hex>
  proof   none
2> pkit: error: agent holds a certificate that is not valid now
2>   <hex>: it ended <date> [certstore.expired]
2> pkit: hint: pkit store put, or pkit store reenroll
[3]

# What else is not well: a key of another certificate, in the file or beside it; where nothing has a key, any certificate that
# is not valid now; one that this home revoked; and nothing at all is said to be nothing.
$ verdict() { pkit store verify "$@" --format json >out.json; echo "exit $?: $(jq -r '[.data.Result, .error.code // .warnings[0]] | join(" ")' out.json)"; }
$ cat web1/cert.pem web2/key.pem >other.pem; pkit store add other other.pem $now >/dev/null 2>&1; verdict other $now; cat web1/cert.pem >beside.crt; cp web2/key.pem beside.key; pkit store add beside beside.crt --key-file beside.key $now >/dev/null 2>&1; verdict beside $now
exit 3: Failure certstore.lone_key
exit 3: Failure certstore.lone_key
$ verdict one $now; verdict one --now 2027-01-01; cp web1/cert.pem bare.pem; pkit store add bare bare.pem $now >/dev/null; verdict bare --now 2027-01-01
exit 0: Success 
exit 3: Failure certstore.expired
exit 3: Failure certstore.expired
$ cat gone/cert.pem gone/key.pem >gone.pem; pkit store add gone gone.pem $now >/dev/null; verdict gone $now; pkit revoke $(openssl x509 -in gone/cert.pem -noout -serial | sed 's/.*=//') --reason superseded $now >/dev/null; verdict gone $now
exit 0: Success 
exit 3: Failure certstore.revoked
$ pkit store create nil nil.pem --kind pem $now >/dev/null; verdict nil $now
exit 0: Warning nil: there is nothing in it
$ codes store put nil --cert gone/cert.pem --key gone/key.pem; jq -r .error.message out.json | sed 's/2026[0-9TZ:-]*/<time>/'
exit 3: certstore.revoked
the certificate of 'CN=gone' is not to be relied on: it was revoked <time> superseded

# A certificate that is there twice goes as a whole; a diff sees that a key went; a key does not come back to where others read.
$ cat web2/cert.pem web3/cert.pem web2/cert.pem >dup.pem; pkit store add dup dup.pem $now >/dev/null 2>&1; pkit store take dup $(thumb web2/cert.pem) $now | head -n 1; cmp dup.pem web3/cert.pem
dup changed
$ cat web3/cert.pem web3/key.pem >keyed.pem; pkit store add keyed keyed.pem $now >/dev/null; pkit store inventory keyed $now >/dev/null; cp web3/cert.pem keyed.pem; pkit store diff keyed $now | tail -n 1
  modified  <hex>  CN=web3  <date>
2> pkit: error: a store is not as the last inventory found it
2> pkit: hint: pkit store inventory takes it as it is
$ cat web3/cert.pem web3/key.pem >keyed.pem; pkit store take keyed $(thumb web3/cert.pem) $now | head -n 1; chmod 644 keyed.pem; codes store restore keyed; chmod 640 keyed.pem; pkit store restore keyed $now | head -n 1
keyed changed
exit 7: certstore.mode
keyed changed
$ chmod 644 keyed.pem; pkit store put keyed --cert home/ca/root.crt $now | head -n 1; pkit store restore keyed $now | head -n 1
keyed changed
keyed changed

# PKCS#12: by alias and without one, under a password that is asked for each time; a JKS by its name is PKCS#12 by its
# bytes (B-S1).
$ secret() { head -c 32 /dev/urandom | basenc --base64url | tr -d '='; }; secret >password; secret >wrong; openssl pkcs12 -export -in web1/cert.pem -inkey web1/key.pem -name Web1 -passout file:password -out keys.jks
$ codes store add keys keys.jks
exit 2: certstore.password
$ pkit store add keys keys.jks --password-file password $now
store keys
  id         <id>
  kind       pkcs12
  path       <dir>/keys.jks
  password   file:<dir>/password
  onFailure  rollback
$ pkit store add worse keys.jks --password-file wrong --password-credential x $now
2> pkit: error: --password-credential: where its password is was said already
2> pkit: hint: --password-file or --password-credential, not both
[2]
$ pkit store put keys --cert web2/cert.pem --key web2/key.pem --chain web2/chain.pem --alias web2 $now | head -n 1
keys changed
$ pkit store put keys --cert web3/cert.pem --alias trusted $now | head -n 1
keys changed
$ pkit store put keys --cert last/cert.pem --key last/key.pem --overwrite $now
2> pkit: error: it has several entries with a key
2> pkit: hint: --alias says which one is meant
[7]
$ pkit store put keys --cert last/cert.pem --key last/key.pem --alias WEB2 --overwrite $now | head -n 1
keys changed
$ pkit store inventory keys $now | awk '{ print $1, $2 }'
keys: pkcs12
added Web1
added <hex>
added trusted
added web2

# Of a key there is one entry: what is over it cannot stand beside that under another name, with the key or without.
$ cp keys.jks keys.before; pkit store put keys --cert web1/cert.pem --alias other $now
2> pkit: error: that certificate is there already, as Web1
2> pkit: hint: --alias 'Web1' --overwrite replaces it
[7]
$ codes store put keys --cert web1/cert.pem --key web1/key.pem --alias other; codes store put keys --cert web3/cert.pem --key web3/key.pem --alias other; codes store put keys --cert web3/cert.pem --key web3/key.pem --alias web2 --overwrite
exit 7: certstore.taken
exit 7: certstore.taken
exit 7: certstore.taken
$ openssl req -x509 -key web1/key.pem -subj /CN=again -out again.pem; pkit store put keys --cert again.pem --alias again --dry-run $now; pkit store put keys --cert web3/cert.pem --key web3/key.pem --alias trusted --overwrite --dry-run $now | head -n 1
keys would be changed
2> pkit: error: a certificate over the same key is there already, as Web1
2> pkit: hint: --alias 'Web1' --overwrite replaces it
$ cmp keys.jks keys.before; ls -A | grep -c pkit-x
0
[1]
$ openssl pkcs12 -in keys.jks -passin file:password -nodes 2>/dev/null | grep -c 'BEGIN PRIVATE'
2
$ pkit store take keys trusted $now | head -n 1
keys changed

# T-B4: what cannot be read is put nowhere, and the store is as it was, to the byte.
$ openssl pkcs12 -export -in web3/cert.pem -inkey web3/key.pem -name Three -passout file:wrong -out web3.p12
$ cp keys.jks keys.before; codes store put keys --p12 web3.p12 --p12-password-file password --alias web3; cmp keys.jks keys.before
exit 10: key.passphrase
$ openssl x509 -in web3/cert.pem -outform DER | head -c 300 >cut.der; codes store put keys --cert cut.der --alias web3; cmp keys.jks keys.before
exit 5: der.truncated
$ pkit store put keys --p12 web3.p12 --p12-password-file wrong --p12-alias three --alias web3 $now | head -n 1
keys changed
$ mv wrong password; codes store inventory keys; pkit store inventory keys --format json $now | jq -c '.data.stores[0] | [.Result, .items]'
exit 10: key.passphrase
["Failure",null]

# A directory: an entry a file, with the links of openssl rehash where it has them. A comma in a name is a part of it (B-S16).
$ mkdir dir; cp web1/cert.pem dir/web1.pem; cp web2/cert.pem dir/web2.pem; echo readme >dir/README; openssl rehash dir; pkit store add dir dir $now | head -n 1
store dir
$ pkit store put dir --cert web3/cert.pem --alias web3.pem $now | head -n 1; openssl verify -no_check_time -CApath dir -partial_chain web3/cert.pem
dir changed
web3/cert.pem: OK
$ pkit store put dir --cert last/cert.pem --key last/key.pem --alias next.pem $now | head -n 1; stat -c '%a %n' dir/next.pem dir/web3.pem
dir changed
600 dir/next.pem
644 dir/web3.pem
$ pkit store put dir --cert last/cert.pem --alias web3.pem --overwrite $now | head -n 1; openssl verify -no_check_time -CApath dir -partial_chain last/cert.pem; openssl verify -no_check_time -CApath dir -partial_chain web3/cert.pem 2>/dev/null | tail -n 1
dir changed
last/cert.pem: OK
$ pkit store inventory dir $now | awk '{ print $1, $2 }'
dir: certdir
added next.pem
added web1.pem
added web2.pem
added web3.pem
$ pkit store take dir web3.pem $now | head -n 1; ls dir
dir changed
52c887d8.0
8825dc93.0
9c1c7d2f.0
README
next.pem
web1.pem
web2.pem
$ pkit store restore dir $now >/dev/null; ls dir | grep web3
web3.pem
$ openssl req -x509 -newkey ed25519 -nodes -keyout comma.key -subj '/CN=comma/O=Acme, Inc.' -out comma.crt 2>/dev/null; pkit store put dir --cert comma.crt $now 2>/dev/null | sed -n 3p; pkit store inventory dir $now 2>/dev/null | grep Acme; pkit store take dir comma.pem $now | head -n 1
  alias      comma.pem
  added      comma.pem  O=Acme\, Inc.,CN=comma  <date>
dir changed
$ codes store put dir --cert last/cert.pem --alias ../next.pem
exit 2: certstore.alias
$ codes store take dir web9.pem
exit 0:

# The service is told, without a shell; where it does not take the new bytes the former are back, or a warning says both
# (B-S13).
$ cp web1/cert.pem told.pem; cat web1/key.pem >>told.pem; printf '#!/bin/sh\necho "$PKIT_STORE $*" >>%s/told\n[ ! -e %s/refuse ]\n' $PWD $PWD >reload; chmod 700 reload
$ pkit store add told told.pem $now --reload $PWD/reload 'two words' | grep reload
  reload     <dir>/reload, two words
$ pkit store put told --cert web2/cert.pem --key web2/key.pem --overwrite $now | head -n 2; cat told
told changed
  operation  put
told two words
$ touch refuse; cp told.pem before.pem; pkit store put told --cert web3/cert.pem --key web3/key.pem --overwrite $now; cmp told.pem before.pem; ls -A | grep -c 'pkit-x'
0
2> pkit: error: told: <dir>/reload ended with 1; the former bytes are back
2> pkit: hint: the service was told so, and failed again: <dir>/reload ended with 1
[1]
$ printf '#!/bin/sh\necho "token: abc" >&2; exit 1\n' >chatty; chmod 700 chatty; cp told.pem chat.pem; pkit store add chat chat.pem --reload $PWD/chatty $now >/dev/null; pkit store put chat --cert web3/cert.pem --key web3/key.pem --overwrite $now; pkit events --format json | grep -c 'token: abc' || true
0
2> pkit: error: chat: <dir>/chatty ended with 1; the former bytes are back
2>   chat: token: abc [certstore.reload]
2> pkit: hint: the service was told so, and failed again: <dir>/chatty ended with 1
$ cp told.pem keep.pem; pkit store add keep keep.pem --on-failure keep $now --reload $PWD/reload >/dev/null; pkit store put keep --cert web3/cert.pem --key web3/key.pem --overwrite $now | head -n 1
keep changed
2> pkit: warning: <dir>/reload ended with 1; the new bytes stay, as the store's --on-failure says
$ pkit events $now | grep -c store.
78
