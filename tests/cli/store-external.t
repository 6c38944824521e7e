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
  onFailure  rollback
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

# Nothing is kept that could be put back, no key is made there, and no key leaves it.
$ pkit store restore box $now
2> pkit: error: another program keeps the store: nothing of it is kept that could be put back
2> pkit: hint: do it with that program; pkit store inventory tells what is there
[7]
$ pkit store reenroll box --alias web1 $now
2> pkit: error: another program keeps the store: a new key of it is made by the program that keeps it
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
