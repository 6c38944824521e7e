# Kubernetes Secrets in a manifest (document B: B3): told by content, several documents in a file, and every byte stays that is
# not the value which changes.
$ pkit init --home home --name T --key-type ed25519 --no-passphrase --test-clock --now 2026-01-01 2>/dev/null | head -n 1
made <dir>/home
$ export PKIT_HOME=home; umask 077; now="--now 2026-02-01"
$ codes() { pkit "$@" $now --format json >out.json; echo "exit $?:" $(jq -r '.error.code // empty' out.json); }
$ for name in web1 web2 web3; do pkit issue --subject CN=$name --new-key ec-p256 --out $name $now >/dev/null; done
$ b64() { cat "$@" | base64 -w 0; }; printf '%043d' 1 >word; openssl pkcs12 -export -in web2/cert.pem -inkey web2/key.pem -name two -passout file:word -out two.p12
$ field() { python3 -c 'import sys, yaml, base64; d = [x for x in yaml.safe_load_all(open(sys.argv[1])) if x and x["metadata"]["name"] == sys.argv[2]][0]; sys.stdout.buffer.write(base64.b64decode(d["data"][sys.argv[3]]))' "$@"; }
$ sed -e "s/CERT1/$(b64 web1/cert.pem web1/chain.pem | sed 's,/,\\/,g')/; s/KEY1/$(b64 web1/key.pem | sed 's,/,\\/,g')/; s/ROOT/$(b64 home/ca/root.crt | sed 's,/,\\/,g')/; s/P12/$(b64 two.p12 | sed 's,/,\\/,g')/; s/WORD/$(b64 word <(echo))/; s/CERT3/$(b64 web3/cert.pem | sed 's,/,\\/,g')/; s/KEY3/$(b64 web3/key.pem | sed 's,/,\\/,g')/" template >site.yaml

# What is in it: a tls Secret by its name, other fields by theirs, keystores by the password that lies beside.
$ pkit store add k8s site.yaml $now
store k8s
  id         <id>
  kind       k8s-manifest
  path       <dir>/site.yaml
  onFailure  rollback
$ pkit store inventory k8s $now | sed 's/  */ /g'
k8s: k8s-manifest <dir>/site.yaml
 added prod/web CN=web1 <date> key
 added prod/web:<hex> CN=T TEST Issuing CA <date> chain
 added prod/web/ca.crt CN=T TEST Root CA <date>
 added app/site.pem CN=web3 <date> key
 added app/store.p12:two CN=web2 <date> key
 added app/ca-bundle.pem CN=T TEST Root CA <date>
$ pkit store inventory k8s --format json $now | grep -c 'PRIVATE KEY-----'
0
[1]

# Put: the value changes, and nothing else; kubectl's own reading of it is Python's here.
$ cp site.yaml before.yaml; pkit store put k8s --alias prod/web --cert web3/cert.pem --key web3/key.pem --chain web3/chain.pem $now | head -n 1; cmp site.yaml before.yaml
k8s unchanged
2> pkit: warning: k8s: prod/web has one already; --overwrite replaces it
$ pkit store put k8s --alias prod/web --cert web3/cert.pem --key web3/key.pem --chain web3/chain.pem --overwrite $now | head -n 1
k8s changed
$ diff before.yaml site.yaml | grep '^[<>]' | cut -c 1-20
<   tls.crt: "LS0tLS
<   tls.key: 'LS0tLS
>   tls.crt: "LS0tLS
>   tls.key: 'LS0tLS
$ field site.yaml web tls.crt | cmp - <(cat web3/cert.pem web3/chain.pem); field site.yaml web tls.key | cmp - web3/key.pem; field site.yaml web ca.crt | cmp - home/ca/root.crt
$ cp site.yaml before.yaml; pkit store put k8s --alias app/store.p12:two --cert web1/cert.pem --key web1/key.pem --overwrite $now | head -n 1; diff before.yaml site.yaml | grep '^[<>]' | cut -c 1-14; field site.yaml app store.p12 | openssl pkcs12 -passin file:word -nodes -nocerts 2>/dev/null | openssl pkey -pubout | cmp - <(openssl pkey -in web1/key.pem -pubout)
k8s changed
<   store.p12:
>   store.p12:
$ pkit store put k8s --alias app/ca-bundle.pem --cert web2/cert.pem --overwrite $now | head -n 1; pkit store put k8s --alias app/site.pem --cert web2/cert.pem --key web2/key.pem --overwrite $now | head -n 1; field site.yaml app site.pem | cmp - web2/cert.pem; field site.yaml app site.key | cmp - web2/key.pem
k8s changed
k8s changed
$ pkit store inventory k8s $now | awk '{ print $2, $4 }'; pkit store diff k8s $now
k8s-manifest 
prod/web <date>
prod/web:<hex> TEST
prod/web/ca.crt TEST
app/site.pem <date>
app/store.p12:two <date>
app/ca-bundle.pem <date>
k8s: k8s-manifest <dir>/site.yaml

# A Secret that waits for its first certificate; take and restore.
$ pkit store put k8s --alias empty --cert web1/cert.pem --key web1/key.pem --chain web1/chain.pem $now | head -n 1; field site.yaml empty tls.crt | cmp - <(cat web1/cert.pem web1/chain.pem); field site.yaml empty tls.key | openssl pkey -pubout | cmp - <(openssl pkey -in web1/key.pem -pubout)
k8s changed
$ codes store take k8s prod/web; pkit store take k8s app/store.p12:two $now | head -n 1; pkit store take k8s nothing $now | head -n 1; pkit store restore k8s $now | head -n 1; pkit store verify k8s $now | sed -n 2p
exit 7: certstore.one
k8s changed
k8s unchanged
k8s changed
  Result  Success
2> pkit: warning: k8s: there is no nothing in it

# JSON, and lists; what cannot be changed, read, or is meant by nobody.
$ python3 -c 'import json, yaml; print(json.dumps({"apiVersion": "v1", "kind": "List", "items": list(yaml.safe_load_all(open("before.yaml")))[:2]}, indent=4))' >list.json; pkit store add list list.json $now | sed -n 3p; cp list.json before.json; pkit store put list --cert web2/cert.pem --key web2/key.pem --alias prod/web --overwrite $now | head -n 1; diff before.json list.json | grep -c '^>'; jq -r '.items[1].data["tls.crt"]' list.json | base64 -d | cmp - web2/cert.pem
  kind       k8s-manifest
list changed
2
$ codes store put k8s --cert web1/cert.pem --key web1/key.pem; codes store put k8s --alias other --cert web1/cert.pem; codes store put k8s --alias app/plain.pem --cert web1/cert.pem --overwrite
exit 7: certstore.several
exit 6: certstore.entry
exit 6: certstore.entry
$ sed 's/^data:/data: \&x/' site.yaml >broken.yaml; codes store add broken broken.yaml; sed 's/tls.key: ./tls.key: !/' site.yaml >worse.yaml; pkit store add worse worse.yaml $now >/dev/null; codes store inventory worse
exit 0:
exit 5: certstore.unread
2> pkit: warning: cannot be read: document 2: a tag (!) is not taken
2> pkit: warning: cannot be read: document 4: a tag (!) is not taken
$ sed -n 1,5p template >none; codes store add none none; codes store create made made.yaml --kind k8s-manifest; sed 's/name: app/name: "a:b"/' site.yaml >names.yaml; sed 's,name: empty,name: web; namespace: prod,; s/;/,/' site.yaml >twice.yaml; for name in names twice; do pkit store add $name $name.yaml $now >/dev/null; codes store inventory $name; done
exit 5: certstore.format
exit 2: option.value
exit 5: certstore.unread
exit 5: certstore.unread
2> pkit: warning: cannot be read: document 3: a Secret has no name that Kubernetes takes
2> pkit: warning: cannot be read: document 4: the Secret prod/web is there already

# One Secret, and no alias; JSON in one line with other scripts in it, and a document that begins beside its dashes.
$ python3 -c 'import json, yaml; d = list(yaml.safe_load_all(open("before.yaml")))[1]; d["metadata"]["annotations"] = {"who": "Žofie €"}; print("# site\n--- " + json.dumps(d, ensure_ascii=False) + "\n...")' >one.yaml; pkit store add one one.yaml $now | sed -n 3p; cp one.yaml before.one
  kind       k8s-manifest
$ pkit store put one --cert web2/cert.pem --key web2/key.pem --overwrite $now | head -n 1; pkit store put one --cert web2/cert.pem --key web2/key.pem $now | head -n 1; field one.yaml web tls.crt | cmp - web2/cert.pem; head -c 60 one.yaml | cmp - <(head -c 60 before.one); tail -c 30 one.yaml | cmp - <(tail -c 30 before.one)
one changed
one unchanged
2> pkit: warning: one: prod/web has one already; --overwrite replaces it

# What goes out of it goes as of any other store; limits.
$ pkit store export k8s --as pem --alias prod/web --out web.pem --with-key --plain-key $now; openssl pkey -in web.pem -pubout | cmp - <(openssl pkey -in web3/key.pem -pubout)
1 of k8s are in web.pem, with 1 private keys
$ for n in $(seq 1001); do printf -- '---\n{apiVersion: v1, kind: Secret, metadata: {name: n%s}}\n' $n; done >many.yaml; codes store add many many.yaml; { printf 'apiVersion: v1\nkind: Secret\nmetadata: {name: wide}\ndata:\n'; for n in $(seq 257); do echo "  f$n: ''"; done; } >wide.yaml; pkit store add wide wide.yaml $now >/dev/null; pkit store inventory wide $now >/dev/null
exit 5: certstore.size
2> pkit: warning: cannot be read: wide: it has more than 256 fields
2> pkit: error: wide: wide: it has more than 256 fields
2>   wide [certstore.unread]
[5]

-- template --
# The first document is no Secret, and has text of its own.
apiVersion: v1
kind: ConfigMap
metadata: { name: other }
data: { note: "kind: Secret" }
---
apiVersion: v1
kind: Secret
metadata:
  name: web   # the site
  namespace: prod
type: kubernetes.io/tls
data:
  ca.crt: ROOT
  tls.crt: "CERT1"   # with its chain
  tls.key: 'KEY1'
--- # several things
apiVersion: v1
kind: Secret
metadata: {name: app}
type: Opaque
data:
  store.p12: P12
  store.p12.password: WORD
  ca-bundle.pem: ROOT
  site.pem: CERT3
  site.key: KEY3
  note: bm90aGluZw==
stringData:
  user: somebody
---
apiVersion: v1
kind: Secret
metadata: { name: empty }
type: kubernetes.io/tls
data: { tls.crt: "", tls.key: "" }
