# Stores as a file says that they are to be (document B: B3): a plan with a digest, and apply, which takes only that plan.
$ pkit init --home home --name T --key-type ed25519 --no-passphrase --test-clock --now 2026-01-01 2>/dev/null | head -n 1
made <dir>/home
$ export PKIT_HOME=home; umask 077; now="--now 2026-02-01"
$ codes() { pkit "$@" $now --format json >out.json; echo "exit $?:" $(jq -r '.error.code // empty' out.json); }
$ digest() { pkit store plan $1 $now --format json | jq -r .data.digest; }
$ for name in web1 web2 web3; do pkit issue --subject CN=$name --new-key ec-p256 --out $name $now >/dev/null; done
$ head -c 32 /dev/urandom | basenc --base64url | tr -d '=' >word
$ openssl req -x509 -newkey ed25519 -nodes -keyout /dev/null -subj /CN=Other -out other.pem 2>/dev/null
$ cat web1/cert.pem web1/key.pem other.pem >site.pem; pkit store add site site.pem $now >/dev/null; pkit store create keys keys.p12 --kind pkcs12 --password-file word $now >/dev/null; mkdir dir; cp other.pem dir; pkit store add dir dir $now >/dev/null

# What is to be, and what differs from it. Nothing is changed.
$ openssl pkey -in web3/key.pem -aes256 -passout file:word -out locked.key; openssl pkcs12 -export -in web2/cert.pem -inkey web2/key.pem -name two -passout file:word -out two.p12
$ cp site.pem site.before; cp keys.p12 keys.before; pkit store plan want.yaml $now | sed 's/  */ /g'
site replace <hex> CN=web2 <date> key
site remove <hex> CN=Other <date>
keys add one CN=web1 <date> key
keys add two CN=web2 <date> key
keys add three CN=web3 <date> key
keys add T TEST Root CA CN=T TEST Root CA <date>
dir add T-TEST-Root-CA.pem CN=T TEST Root CA <date>
dir remove other.pem CN=Other <date>
digest <hex>
$ cmp site.pem site.before; cmp keys.p12 keys.before; ls dir
other.pem
$ pkit store plan want.yaml --format json $now | jq -c '.data | [.changes, (.stores | map([.store, (.changes | length)]))]'
[8,[["site",2],["keys",4],["dir",2]]]

# Another plan is not taken: not that of nobody, nor that of before somebody was there (7), and all stays.
$ codes store apply want.yaml --digest 00; cmp site.pem site.before
exit 7: certstore.plan
$ plan=$(digest want.yaml); echo '# mine' >>site.pem; pkit store apply want.yaml --digest $plan $now | tail -n 1; cp site.before site.pem
digest <hex>
2> pkit: error: what is to be done is another plan than that of --digest
2> pkit: hint: pkit store plan tells what would be changed now
$ cmp keys.p12 keys.before; [ $plan = $(digest want.yaml) ] && echo same
same
$ sed 's/others: remove/others: keep/' want.yaml >kept.yaml; codes store apply kept.yaml --digest $plan; cmp site.pem site.before
exit 7: certstore.plan

# That plan is.
$ pkit store apply want.yaml --digest $plan $now | awk '{ print $1, $2, $NF }'
site replace done
site remove done
keys add done
keys add done
keys add done
keys add done
dir add done
dir remove done
digest <hex> <hex>
$ cmp site.pem <(cat web2/cert.pem web2/chain.pem web2/key.pem); openssl pkcs12 -in keys.p12 -passin file:word -nodes 2>/dev/null | grep -c 'BEGIN PRIVATE'; ls dir
3
T-TEST-Root-CA.pem

# Where nothing differs nothing is done; and the plan that was carried out is none any more.
$ cp keys.p12 keys.before; pkit store plan want.yaml $now | sed 's/ .*//'
digest
2> pkit: nothing differs
$ pkit store apply want.yaml --digest $(digest want.yaml) $now --format json | jq -c '[.ok, .data.changes, .data.done]'; cmp keys.p12 keys.before
[true,0,0]
$ codes store apply want.yaml --digest $plan
exit 7: certstore.plan

# The first that fails ends it, and says how far it came: what is done is done, what is left is told by the next plan.
$ printf '#!/bin/sh\nexit 1\n' >refuse; chmod 700 refuse; cp site.pem told.pem; cp site.pem later.pem; pkit store add told told.pem $now --reload $PWD/refuse >/dev/null; pkit store add later later.pem $now >/dev/null
$ cp told.pem told.before; pkit store apply next.yaml --digest $(digest next.yaml) $now | sed 's/  */ /g'; cmp told.pem told.before; cmp later.pem told.before
site replace <hex> CN=web3 <date> key done
told replace <hex> CN=web3 <date> key failed
later replace <hex> CN=web3 <date> key left
digest <hex>
2> pkit: error: told: <dir>/refuse ended with 1; the former bytes are back; 1 of 3 changes are done
2> pkit: hint: pkit store plan tells what is left
$ pkit store plan next.yaml $now | awk '{ print $1, $2 }'
told replace
later replace
digest <hex>

# A root that stood in the chain of what is replaced is put there again.
$ cat web1/cert.pem web1/chain.pem home/ca/root.crt web1/key.pem >chained.pem; pkit store add chained chained.pem $now >/dev/null
$ pkit store apply chained.yaml --digest $(digest chained.yaml) $now | awk '{ print $2, $NF }'; grep -c 'BEGIN CERT' chained.pem; digest chained.yaml >/dev/null; pkit store plan chained.yaml $now >/dev/null
replace done
add done
<hex> <hex>
3
2> pkit: nothing differs

# Two roots of one name are two, under names that stay theirs; one that was there is not replaced. One store is planned once,
# and SSH keys are told as such.
$ for n in 1 2; do openssl req -x509 -newkey ed25519 -nodes -keyout /dev/null -subj '/CN=Corp Root' -out corp$n.pem 2>/dev/null; done; cat corp1.pem corp2.pem >corp.pem; pkit store create corp corp.p12 --kind pkcs12 --password-file word $now >/dev/null
$ echo 'stores: { corp: { roots: [ corp1.pem ] } }' >corp.yaml; pkit store apply corp.yaml --digest $(digest corp.yaml) $now 2>/dev/null | sed 's/  */ /g' | head -n 1
corp add Corp Root CN=Corp Root <date> done
$ echo 'stores: { corp: { roots: [ corp2.pem, corp1.pem ], others: remove } }' >corp.yaml; pkit store apply corp.yaml --digest $(digest corp.yaml) $now 2>/dev/null | sed 's/  */ /g; s/-[0-9a-f]\{8\} /-HEX /' | head -n 1; pkit store plan corp.yaml $now | wc -l
corp add Corp Root-HEX CN=Corp Root <date> done
1
2> pkit: nothing differs
$ id=$(pkit store show corp --format json $now | jq -r .data.store.id); echo "stores: { corp: { roots: [ corp1.pem ] }, $id: { roots: [ corp2.pem ] } }" >twice.yaml; pkit store plan twice.yaml $now 2>&1 | sed "s/$id/ID/"
pkit: error: stores.ID is the store that stores.corp is
pkit: hint: all that belongs there under one of the two names
$ ssh-keygen -q -t ed25519 -N '' -C ann@here -f ann; cp ann.pub keys.ssh; pkit store add ssh keys.ssh $now >/dev/null; echo 'stores: { ssh: { others: remove } }' >ssh.yaml; pkit store plan ssh.yaml $now | sed 's/  */ /g'; pkit store plan ssh.yaml --format json $now | jq -c '.data.stores[0].changes[0] | [.keytype, .comment, .subject]'
ssh remove SHA256:<any> ann@here
digest <hex>
["Ed25519","ann@here",null]

# What cannot be, and what is no desired state.
$ pkit store plan bad.yaml $now
2> pkit: error: bad.yaml has 7 faults
2>   bad.yaml:2:83: stores.site: unknown key 'other' (did you mean 'others'? valid: certificates, roots, others) [config.unknown]
2>   bad.yaml:2:27: stores.site.certificates[0] needs one of cert and p12 [certstore.desired]
2>   bad.yaml:2:35: <dir>/nowhere.pem: there is no such file [file.missing]
2>   bad.yaml:2:53: <dir>/x: there is no such file [file.missing]
2>   bad.yaml:2:58: stores.site.certificates[1] needs one of cert and p12 [certstore.desired]
2>   bad.yaml:3:41: stores.keys.others cannot be 'some' (valid: keep, remove) [config.word]
2>   bad.yaml:3:18: next.yaml: neither PEM nor DER nor base64 of DER [pem.format]
2> pkit: hint: man pkit-store-plan has its form
[5]
$ echo 'stores: { site: { certificates: [ { cert: web1/cert.pem, key: web2/key.pem } ] } }' >key.yaml; codes store plan key.yaml
exit 5: certstore.key
$ echo 'stores: { site: { certificates: [ { cert: web1/cert.pem, key: web1/key.pem }, { cert: web2/cert.pem, key: web2/key.pem } ] } }' >two.yaml; pkit store plan two.yaml $now
2> pkit: error: stores.site.certificates[1]: it would take the place of another one that is wanted
2> pkit: hint: a store for each of them
[7]
$ echo 'stores: { keys: { certificates: [ { cert: web1/cert.pem, alias: one }, { cert: web2/cert.pem } ] } }' >unnamed.yaml; pkit store plan unnamed.yaml $now
2> pkit: error: stores.keys: several certificates are wanted there, and not each has an alias
2> pkit: hint: alias: says which entry each of them is
[7]
$ echo 'stores: { sites: {} }' >none.yaml; codes store plan none.yaml; echo '[' >no.yaml; codes store plan no.yaml; codes store plan nowhere.yaml
exit 6: certstore.unknown
exit 10: yaml.key
exit 6: file.missing
$ pkit events $now | grep -c store.changed
13

-- want.yaml --
stores:
  site:
    certificates: [ { cert: web2/cert.pem, key: web2/key.pem, chain: web2/chain.pem } ]
    others: remove
  keys:
    certificates:
      - { cert: web1/cert.pem, key: web1/key.pem, alias: one }
      - { p12: two.p12, p12_password_file: word, p12_alias: two, alias: two }
      - { cert: web3/cert.pem, key: locked.key, key_passphrase_file: word, alias: three }
    roots: [ home/ca/root.crt ]
  dir: { roots: [ home/ca/root.crt ], others: remove }
-- next.yaml --
stores:
  site: { certificates: [ { cert: web3/cert.pem, key: web3/key.pem } ] }
  told: { certificates: [ { cert: web3/cert.pem, key: web3/key.pem } ] }
  later: { certificates: [ { cert: web3/cert.pem, key: web3/key.pem } ] }
-- chained.yaml --
stores: { chained: { certificates: [ { cert: web2/cert.pem, key: web2/key.pem, chain: web2/chain.pem } ], roots: [ home/ca/root.crt ] } }
-- bad.yaml --
stores:
  site: { certificates: [ { cert: nowhere.pem, p12: x }, { key: web1/key.pem } ], other: remove }
  keys: { roots: [ next.yaml ], others: some }
