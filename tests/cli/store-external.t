# Stores that another program keeps (B2, B3): an adapter of pkit.yaml, and a token. What it says is what is there; nothing is
# kept that could be put back.
$ pkit init --home home --name T --key-type ed25519 --no-passphrase --test-clock --now 2026-01-01 2>/dev/null | head -n 1
made <dir>/home
$ export PKIT_HOME=home; umask 077; now="--now 2026-02-01"; for name in web1 web2; do pkit issue --subject CN=$name --new-key ec-p256 --out $name $now >/dev/null; done
$ printf '%s\n' '#!/bin/bash' 'envelope=$(cat); p=$(jq -r .procedure <<<"$envelope"); f=$(jq -r ".parameters[0].CertificateStoreDetails.StorePath" <<<"$envelope")' '[ $p = add ] && jq "[.parameters[0].JobCertificate | {Alias, Certificates: [.Contents], PrivateKeyEntry: false}] + (input | map(select(.Alias != \"$(jq -r ".parameters[0].JobCertificate.Alias" <<<"$envelope")\")))" - $f <<<"$envelope" >$f.new && mv $f.new $f' '[ $p = remove ] && jq "map(select(.Alias != \"$(jq -r ".parameters[0].JobCertificate.Alias" <<<"$envelope")\"))" $f >$f.new && mv $f.new $f' 'jq "{result: \"Success\", items: .}" $f' >home/box; chmod 700 home/box; echo '[]' >box.json; printf 'adapters: { box: { exec: [box] } }\n' >>home/pkit.yaml

# Registered by the adapter's name; the path is what the adapter makes of it.
$ pkit store add box $PWD/box.json --adapter box $now
store box
  id         <id>
  kind       adapter:box
  path       <dir>/box.json
  onFailure  keep
$ pkit store put box --cert web1/cert.pem --chain web1/chain.pem --alias web1 --dry-run $now
box would be changed
  operation  put
  alias      web1
  digest     <hex>
2> pkit: warning: the certificate goes there alone, without its chain
$ pkit store put box --cert web1/cert.pem --alias web1 $now
box changed
  operation  put
  alias      web1
  digest     <hex>
  reload     none
  proof      none
$ pkit store put box --cert web1/cert.pem --alias web1 $now
box unchanged
  operation  put
  alias      web1
  digest     <hex>
2> pkit: warning: box: that certificate is there already, as web1
$ pkit store put box --cert web2/cert.pem --alias web1 --overwrite $now
box changed
  operation  put
  alias      web1
  digest     <hex>
  gone       web1
  reload     none
  proof      none
$ pkit store inventory box $now
box: adapter:box <dir>/box.json
  added  web1  CN=web2  <date>
$ pkit store take box nobody $now | head -n 4; pkit store verify box $now | head -n 2; pkit store export box --as pem --out box.pem $now; openssl x509 -in box.pem -noout -subject -nameopt RFC2253
box unchanged
  operation  take
  alias      nobody
  digest     <hex>
box
  Result  Success
1 of box are in box.pem, with 0 private keys
subject=CN=web2
2> pkit: warning: box: there is no nobody in it
$ pkit store show box --format json $now | jq -c '.data.lastChange | [.operation, .alias, .state]'
["put","web1","done"]

# What is done by somebody else is drift; an answer without items is no empty store.
$ echo '[]' >box.json; pkit store diff box $now
box: adapter:box <dir>/box.json
  removed  web1
2> pkit: warning: box: there is nothing in it
2> pkit: error: a store is not as the last inventory found it
2> pkit: hint: pkit store inventory takes it as it is
[3]
$ sed -i 's/, items: ./, itemz: ./' home/box; pkit store inventory box $now; sed -i 's/, itemz: ./, items: ./' home/box
box: adapter:box <dir>/box.json, not read whole
2> pkit: error: box: box, inventory by box: the answer has no items, which is no empty store
2>   box [certstore.tool]

# Killed before the program did it, and behind: the next command says which. What says that it did it and did not is believed by
# nobody.
$ sed 's/^\[ $p = add \]/[ $p = add ] \&\& [ -e before ] \&\& kill -KILL $PPID \&\& exit; &/; s/^jq /[ $p = add ] \&\& [ -e behind ] \&\& kill -KILL $PPID; &/' home/box >killing; cp home/box kept; cp killing home/box
$ killed() { : >home/$1; bash -c 'pkit store put box --cert web1/cert.pem --alias web1 --now 2026-02-01; exit $?' >/dev/null 2>&1; echo "ended with $?"; rm home/$1; }
$ killed before; pkit store verify box $now; pkit store inventory box $now 2>&1 | grep 'cut short'
ended with 137
pkit: warning: box: an earlier put of web1 was cut short: the store is as it was before
2> pkit: error: a change of box was cut short
2> pkit: hint: pkit store inventory box ends it
$ killed behind; pkit doctor $now | grep 'cut short'; pkit store inventory box $now | tail -n 1; pkit store take box web1 $now | head -n 1
ended with 137
ok      publications: box: an earlier put of web1 was cut short: it was done, and nobody knows whether the service was told
  added  web1  CN=web1  <date>
box changed
$ sed 's/^\[ $p = add \] /false /' kept >home/box; pkit store put box --cert web1/cert.pem --alias web1 $now; pkit store inventory box $now 2>/dev/null | tail -n 1; cp kept home/box
  removed  web1
2> pkit: error: box: its program has changed nothing

# An entry is its name, its certificate and its key: one of the same certificate under another name is another one.
$ had() { printf '%s\n' "$@" | jq -R . | jq -s --arg c "$(openssl x509 -in web1/cert.pem -outform DER | base64 -w0)" 'map({Alias: ., Certificates: [$c], PrivateKeyEntry: false})' >box.json; }
$ had a; sed 's/^\[ $p = add \] /false /' kept >home/box; pkit store put box --cert web1/cert.pem --alias other $now; cp kept home/box
2> pkit: error: box: its program has changed nothing
$ had a b; pkit store take box a $now | head -n 1; jq -c 'map(.Alias)' box.json
box changed
["b"]
$ had web1; sed 's/^\[ $p = add \]/[ $p = add ] \&\& kill -KILL $PPID \&\& exit; &/' kept >home/box; bash -c 'pkit store put box --cert web1/cert.pem --key web1/key.pem --alias web1 --overwrite --now 2026-02-01; exit $?' >/dev/null 2>&1; pkit store inventory box $now 2>&1 | grep 'cut short'; cp kept home/box
pkit: warning: box: an earlier put of web1 was cut short: the store is as it was before

# What another entry suffers is a failure, and so is drift of what was put; what a program says is bounded, and has no secret.
$ had a b; sed 's/^\[ $p = remove \] .*/[ $p = remove ] \&\& echo "[]" >$f/' kept >home/box; pkit store take box a $now; cp kept home/box
2> pkit: error: box: b is not as it was
2> pkit: hint: the store is not as it was, and its service was told nothing: pkit store inventory

# What was put there and is another certificate now is drift, although the change was ours.
$ echo '[]' >box.json; pkit store inventory box $now >/dev/null 2>&1; pkit store put box --cert web1/cert.pem --alias web8 $now | head -n 1; sed -i "s#$(openssl x509 -in web1/cert.pem -outform DER | base64 -w0)#$(openssl x509 -in web2/cert.pem -outform DER | base64 -w0)#" box.json; pkit store inventory box $now | tail -n 1; pkit events $now 2>/dev/null </dev/null | grep -o 'store[.][a-z]*' | tail -n 1; echo '[]' >box.json
box changed
  added  web8  CN=web2  <date>
store.drifted

# A desired state is planned and applied there as anywhere.
$ echo 'stores: { box: { certificates: [ { cert: web1/cert.pem, alias: web1 } ] } }' >desired.yaml; pkit store plan desired.yaml $now | head -n 2; pkit store apply desired.yaml --digest $(pkit store plan desired.yaml --format json $now | jq -r .data.digest) $now | tail -n 1; pkit store take box web1 $now | head -n 3
box  add  web1  CN=web1  <date>
digest <hex>
digest <hex>
box changed
  operation  take
  alias      web1

# A new key is made where the store is, by its program (T-B8): the pipeline decides of the request over it, and the certificate
# comes without it. What is refused goes, and where no key was made nothing was asked for.
$ cp keeper home/keeper; chmod 700 home/keeper; sed -i 's/^adapters: {/& keeper: { exec: [keeper] },/' home/pkit.yaml; pkit config check; key() { openssl pkey -in $PWD/held.json.key -pubout 2>/dev/null; }; shown() { jq -r '.[0].Certificates[0]' held.json | base64 -d | openssl x509 -inform DER -noout "$@"; }
<dir>/home/pkit.yaml: sound
$ pkit store create held $PWD/held.json --adapter keeper --dry-run $now; pkit store create held $PWD/held.json --adapter keeper $now | tail -n 1; pkit store create held2 $PWD/held.json --adapter keeper $now; pkit store create none x $now; pkit store create none pkcs11:token=x --adapter keeper --kind pem $now
would be made
  kind  adapter:keeper
  path  <dir>/held.json
  onFailure  keep
2> pkit: error: <dir>/held.json is the store 'held' already
2> pkit: hint: pkit store show held
2> pkit: error: what is to be made is not said
2> pkit: hint: --kind KIND, or --adapter NAME
2> pkit: error: --adapter: what it is was said already
2> pkit: hint: --adapter or --kind, not both
[2]
$ pkit issue --subject CN=web5 --new-key ec-p256 --out web5 $now >/dev/null; cp web5/key.pem held.json.key; pkit store put held --cert web5/cert.pem --alias web5 $now | head -n 1; cp held.json before.json
held changed
$ pkit store reenroll held --dry-run $now >/dev/null; cmp held.json before.json; pkit store reenroll held --now 2026-02-02; shown -subject -nameopt RFC2253; shown -pubkey | cmp - <(key); ls -A home | grep pkit-
held changed
  operation  reenroll
  alias      web5
  digest     <hex>
  gone       web5
  reload     none
  proof      none
subject=CN=web5
2> pkit: warning: the certificate goes there alone, without its chain
[1]
$ cp held.json before.json; cp home/pkit.yaml kept.yaml; sed -i 's/^    handlers: .*/    handlers: [ { name: no, unverified: true, deny: "not now" } ]/' home/pkit.yaml; pkit store reenroll held --now 2026-02-03; cmp held.json before.json; ls -A . home | grep -c -e 'key.new' -e pkit-; cp kept.yaml home/pkit.yaml
0
2> pkit: error: web5 is denied: not now
2> pkit: hint: pkit explain <id> tells how it was decided
$ for mode in none same odd fail; do echo $mode >held.json.mode; pkit store reenroll held --now 2026-02-03 2>&1 | head -n 1; done; rm held.json.mode held.json.key.new; cmp held.json before.json
pkit: error: held, reenroll by keeper: the answer has no csr: no key was made there
pkit: error: held, reenroll by keeper: its csr is over the key that is there already
pkit: error: held, reenroll by keeper: its csr is none that could be taken
pkit: error: held, reenroll by keeper: no room for a key
$ bash -c 'echo kill >held.json.mode; pkit store reenroll held --now 2026-02-03; exit $?' >/dev/null 2>&1; ls -A home | grep -c pkit-; rm held.json.mode; pkit store reenroll held --now 2026-02-03 | head -n 1; shown -pubkey | cmp - <(key); ls -A home | grep pkit-
1
held changed
2> pkit: warning: the certificate goes there alone, without its chain
[1]

# What its program warns of is passed on, and kept with what was done. Where the entry is put anew as it was, and that is cut
# short, nobody knows whether it was done.
$ pkit issue --subject CN=web6 --new-key ec-p256 --out web6 --now 2026-02-04 >/dev/null; put() { pkit store put held --cert web6/cert.pem --key web6/key.pem --alias web5 --overwrite --now 2026-02-04 --format json; }; now="--now 2026-02-04"; echo slow >held.json.mode; put | jq -c '[.data.Result, .warnings]'; pkit events --format json $now | jq -sc 'map(select(.data.kind == "store.changed")) | last | .data.data | del(.files)'
["Warning",["held: it was slow"]]
{"alias":"web5","operation":"put","reason":"held: it was slow","store":"held"}
$ echo before >held.json.mode; bash -c "$(declare -f put); put; exit \$?" >/dev/null 2>&1; rm held.json.mode; pkit store inventory held $now 2>&1 | grep 'cut short'; put | jq -c '[.data.Result, .data.changed, .warnings]'
pkit: warning: held: an earlier put of web5 was cut short: nobody knows whether it was done: repeat it
["Success",true,[]]

# Two of one name are told apart by their certificates, and each goes by itself.
$ jq --arg c "$(openssl x509 -in web2/cert.pem -outform DER | base64 -w0)" '. + [.[0] | .Certificates = [$c]]' held.json >two.json && mv two.json held.json; pkit store inventory held $now | sed 's/web5:[0-9a-f]*/web5:<thumbprint>/'; pkit store take held web5 $now | head -n 1; pkit store take held web5:$(openssl x509 -in web2/cert.pem -noout -fingerprint -sha1 | sed 's/.*=//; s/://g' | tr A-F a-f) $now | head -n 1; shown -subject -nameopt RFC2253; jq length held.json
held: adapter:keeper <dir>/held.json
  added    web5:<thumbprint>  CN=web6  <date>  key
  added    web5:<thumbprint>  CN=web2  <date>  key
  removed  web5                                                                          key
held unchanged
held changed
subject=CN=web6
1
2> pkit: warning: held: there is no web5 in it

# What there is of such stores is told by the program too, and waits until somebody approves (T-B7).
$ mkdir two; cp before.json two/second.json; echo '[]' >two/first.json; ask() { pkit store discover --adapter keeper $PWD/two --name '*.json' "$@" $now; }; ask --dry-run; ask 2>/dev/null | wc -l; pkit store inventory two-second.json $now; pkit store approve two-second.json $now | grep -e store -e onF; ask 2>/dev/null; pkit store discover $now; pkit store discover --adapter keeper --kind pkcs11 $now; pkit store discover --adapter keeper a,b $now
new  two-first.json   adapter:keeper  <dir>/two/first.json
new  two-second.json  adapter:keeper  <dir>/two/second.json
2
store two-second.json
  onFailure  keep
known  two-first.json   adapter:keeper  <dir>/two/first.json
known  two-second.json  adapter:keeper  <dir>/two/second.json
2> pkit: warning: discover by keeper: one is locked
2> pkit: warning: discover by keeper: '' cannot be the path of a store
2> pkit: error: two-second.json was found, and nobody has approved of it yet
2> pkit: hint: pkit store approve two-second.json
2> pkit: error: where to look is not said
2> pkit: hint: pkit store discover DIR
2> pkit: error: --adapter: what it is was said already
2> pkit: hint: --adapter or --kind, not both
2> pkit: error: 'a,b' has a comma in it, and programs are told lists
2> pkit: hint: once for each
[2]

# Nothing is kept that could be put back, and no key leaves it.
$ pkit store restore box $now
2> pkit: error: another program keeps the store: nothing of it is kept that could be put back
2> pkit: hint: do it with that program; pkit store inventory tells what is there
[7]
$ pkit store export box --as pem --with-key --plain-key --out keys.pem $now
2> pkit: error: another program keeps the store: its keys stay with the program that keeps it
2> pkit: hint: do it with that program; pkit store inventory tells what is there
[7]
$ pkit store add told $PWD/other.json --adapter box --prove tls://localhost:443 $now
2> pkit: error: another program keeps the store, so that nothing can be put back where its service says no
2> pkit: hint: --on-failure keep
[2]
$ pkit store add nobody x --adapter nobody $now
2> pkit: error: pkit.yaml has no adapter 'nobody'
2> pkit: hint: adapters: { nobody: { exec: [PROGRAM] } }
[10]
$ pkit store add both x --adapter box --kind pem $now
2> pkit: error: --adapter: what it is was said already
2> pkit: hint: --adapter or --kind, not both
[2]

# A token is named by its URI (RFC 7512), which has no PIN; its module is one that nobody else can write.
$ pkit store add token pkcs11:token=web --kind pkcs11 $now 2>&1 | grep -o 'no token fits the URI'
no token fits the URI
$ pkit store add token 'pkcs11:token=web?pin-value=1234' $now
2> pkit: error: 'pkcs11:token=web' has a PIN with it, which would be kept with the path
2> pkit: hint: --password-file FILE
[2]
$ pkit store add token web --kind pkcs11 $now
2> pkit: error: 'web' is no URI of a token (RFC 7512)
2> pkit: hint: pkcs11:token=NAME?module-path=/usr/lib/.../MODULE.so
[2]
$ pkit store add token 'pkcs11:token=web?module-path=token.so' $now
2> pkit: error: 'pkcs11:token=web?module-path=token.so' names a module by no absolute path
2> pkit: hint: pkcs11:token=NAME?module-path=/usr/lib/.../MODULE.so
[2]
$ pkit store add token 'pkcs11:token=web?module-path=/usr/lib/a.so&module-path=/tmp/b.so' $now
2> pkit: error: 'pkcs11:token=web?module-path=/usr/lib/a.so&module-path=/tmp/b.so' has module-path twice
2> pkit: hint: each attribute once (RFC 7512, 2.3)
[2]
$ pkit store add token 'pkcs11:token=web;pin-value=1234' $now
2> pkit: error: 'pkcs11:token=web' has a PIN with it, which would be kept with the path
2> pkit: hint: --password-file FILE
[2]

-- keeper --
#!/bin/bash
# A store in a file of items, whose key lies beside; its mode says what it does wrong.
envelope=$(cat)
given() { jq -r ".parameters[0]$1" <<<"$envelope"; }
f=$(given .CertificateStoreDetails.StorePath) mode=$(cat "$f.mode" 2>/dev/null)
case $(jq -r .procedure <<<"$envelope") in
  create) [ -e "$f" ] && { echo '{"result":"Warning","message":"it is there"}'; exit; }; echo '[]' >"$f" ;;
  discover) jq -n --arg d "$(given .JobProperties.dirs)" '{result: "Warning", message: "one is locked", locations: [$d + "/first.json", $d + "/second.json", $d + "/second.json", ""]}'; exit ;;
  add)
    [ ! -e "$f.key.new" ] || mv "$f.key.new" "$f.key"
    [ "$mode" != before ] || kill -KILL $PPID
    der=$(given .JobCertificate.Contents) && [ "$(given .JobCertificate.PrivateKeyPassword)" = null ] ||
      der=$(base64 -d <<<"$der" | openssl pkcs12 -nokeys -clcerts -passin "pass:$(given .JobCertificate.PrivateKeyPassword)" | openssl x509 -outform DER | base64 -w0)
    jq --arg c "$der" '[.parameters[0].JobCertificate | {Alias, Certificates: [$c], PrivateKeyEntry: true}]' <<<"$envelope" >"$f"
    [ "$mode" != slow ] || { echo '{"result":"Warning","message":"it was slow"}'; exit; } ;;
  remove) jq --arg a "$(given .JobCertificate.Alias)" --arg c "$(given .JobCertificate.Contents)" 'map(select(.Alias != $a or .Certificates[0] != $c))' "$f" >"$f.out" && mv "$f.out" "$f" ;;
  reenroll)
    [ "$(given .OperationType)" = Refused ] && { rm "$f.key.new"; echo '{"result":"Success"}'; exit; }
    case $mode in
      none) echo '{"result":"Success"}'; exit ;;
      fail) echo '{"result":"Failure","message":"no room for a key"}'; exit ;;
      same) cp "$f.key" "$f.key.new" ;;
      *) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$f.key.new" 2>/dev/null ;;
    esac
    csr=$(openssl req -new -key "$f.key.new" -subj "/CN=$(given .JobCertificate.Alias)" -outform DER | base64 -w0)
    [ "$mode" != odd ] || csr=${csr/A/B}
    jq -n --arg csr "$csr" '{result: "Success", csr: $csr}'
    exit ;;
esac
[ "$mode" != kill ] || [ ! -e "$f.key.new" ] || kill -KILL $PPID
jq '{result: "Success", items: .}' "$f"
