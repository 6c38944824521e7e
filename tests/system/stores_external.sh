# runs: release
# Certificate stores that another program keeps (B2, B3): an NSS database by an adapter, judged by certutil, and a token of
# SoftHSM by pkit's own helper, judged by openssl and by what is on it. What crashes, hangs or lies is a failure, and an
# inventory that could not be had is no empty one.
[ -n "${PKIT_OWN_MOUNTS:-}" ] || PKIT_OWN_MOUNTS=yes exec unshare -m --propagation private bash "$0" "$@"
source "$PKIT_SOURCE/tests/tools/lib.sh"
export PKIT_HOME=$PWD/home
make_home home
umask 077
printf 'open sesame\n' >word
helper=$(dirname "$(readlink -f "$(command -v pkit)")")/libexec/pkit/pkcs11
[ -x "$helper" ] || helper=$(dirname "$(readlink -f "$(command -v pkit)")")/../libexec/pkit/pkcs11
mkdir home/adapters && cp "$PKIT_SOURCE/examples/adapters/nss" home/adapters/
printf '#!/bin/sh\ncat >/dev/null; cat "%s"\n' "$PWD/answer" >home/adapters/says && chmod 700 home/adapters/says
cat >>home/pkit.yaml <<END
adapters:
  nss: { exec: [adapters/nss], timeout: 30s }
  hsm: { exec: [$helper], timeout: 1s }
  says: { exec: [adapters/says], timeout: 5s }
END
expect 0 pkit config check
items() { pkit store inventory "$1" --format json | jq -r '[.data.stores[0].items[] | .Alias + (if .PrivateKeyEntry then "=key" else "" end) + " " + .ItemStatus] | sort | join(", ")'; }
result() { jq -r '.data.Result' out; }

# --- NSS ----------------------------------------------------------------------------------------------------------------
mkdir db && certutil -N -d sql:db -f word
for name in web1 web2; do expect 0 pkit issue --subject CN=$name --new-key rsa-2048 --out $name; done
expect 0 pkit store add browser "$PWD/db" --adapter nss --password-file word
says 'adapter:nss' out
expect 0 pkit store put browser --cert home/ca/root.crt --alias 'T Root'
expect 0 pkit store put browser --cert web1/cert.pem --key web1/key.pem --chain web1/chain.pem --alias web1 --format json
same 'Result' Success "$(result)"
same 'certutil sees the key' 'u,u,u' "$(certutil -L -d sql:db | awk '$1 == "web1" { print $2 }')"
certutil -L -d sql:db -n web1 -a | openssl x509 -noout -subject -nameopt RFC2253 | grep -q 'CN=web1' || fail 'certutil shows another certificate'
certutil -L -d sql:db -n 'T Root' -a | openssl x509 | cmp - <(openssl x509 -in home/ca/root.crt)
items browser >before && grep -q 'web1=key added' before || fail "inventory: $(<before)"
same 'unchanged' 0 "$(items browser | grep -c added)"
# T-B3, T-B5: there already, replaced, not there.
expect 0 pkit store put browser --cert web1/cert.pem --alias web1 --format json
same 'Add of what is there' Warning "$(result)"
expect 0 pkit store put browser --cert web2/cert.pem --key web2/key.pem --alias web1 --overwrite --format json
same 'replaced' Success "$(result)"
certutil -L -d sql:db -n web1 -a | openssl x509 | cmp - web2/cert.pem
# What cannot be put there leaves the former entry and its key: refused in a copy of the database, or put back from one.
certutil -K -d sql:db -f word >keys.before
printf '%s\n' '#!/bin/bash' "[[ \$1 = -i && \$* = *in.p12*\$(<$PWD/fails)* ]] && { echo 'pk12util: disk full' >&2; exit 1; }" 'exec /usr/bin/pk12util "$@"' >pk12util
chmod 700 pk12util
cp home/adapters/nss nss.kept
sed -i "s#\"/usr/bin/pk12util\"#\"$PWD/pk12util\"#" home/adapters/nss
for where in "" "sql:$PWD/db"; do
  echo "$where" >fails
  expect 10 pkit store put browser --cert web1/cert.pem --key web1/key.pem --alias web1 --overwrite
  says 'disk full'
  [ -z "$where" ] || says 'the former entry is there'
  certutil -K -d sql:db -f word | cmp - keys.before || fail 'the former key is gone'
  certutil -L -d sql:db -n web1 -a | openssl x509 | cmp - web2/cert.pem
  [ -z "$(find db -name '.pkit-former-*')" ] || fail 'a copy of the database stays'
done
# So does who is killed between the two; what it kept goes then.
printf '%s\n' '#!/bin/bash' "[[ \$1 = -i && \$* = *in.p12*sql:$PWD/db* ]] && kill -KILL \$PPID" 'exec /usr/bin/pk12util "$@"' >pk12util
expect 10 pkit store put browser --cert web1/cert.pem --key web1/key.pem --alias web1 --overwrite
says 'killed by signal'
certutil -K -d sql:db -f word | cmp - keys.before || fail 'the former key is gone after a kill'
certutil -L -d sql:db -n web1 -a | openssl x509 | cmp - web2/cert.pem
[ -z "$(find db -name '.pkit-former-*')" ] || fail 'a copy of the database stays after a kill'
cp nss.kept home/adapters/nss
expect 0 pkit store take browser web1 --format json
same 'taken' Success "$(result)"
! certutil -L -d sql:db -n web1 >/dev/null 2>&1 || fail 'certutil still sees it'
expect 0 pkit store take browser web1 --format json
same 'Remove of what is not there' Warning "$(result)"
expect 0 pkit store verify browser
# What cannot be there is told: another password, and what goes back where nothing is kept.
printf 'another\n' >wrong && expect 0 pkit store put browser --cert web1/cert.pem --key web1/key.pem --alias web1
expect 10 pkit store add wrong "$PWD/db" --adapter nss --password-file wrong
expect 7 pkit store restore browser
expect 7 pkit store export browser --as pem --with-key --plain-key --out x.pem
expect 10 pkit store reenroll browser --alias web1
says 'no procedure reenroll'
expect 10 pkit store add nobody x --adapter nobody
says "no adapter 'nobody'"
expect 2 pkit store add reloaded x --adapter nss --reload /bin/true
says 'on-failure keep'

# --- what a program says that it must not -------------------------------------------------------------------------------
echo '{"result":"Success","items":[]}' >answer && expect 0 pkit store add odd place --adapter says
for said in '' '{' '{"result":"Success"}' '{"result":"Failure","message":"no"}' '{"result":"Perhaps","items":[]}' \
  '{"result":"Success","items":[{"Alias":"x","PrivateKeyEntry":true}]}' '{"result":"Success","items":{}}'; do
  printf '%s' "$said" >answer
  expect 10 pkit store inventory odd
  expect 10 pkit store put odd --cert web1/cert.pem
done
for said in '{"result":"Success","items":[{"Alias":"x","Certificates":["AAAA"],"PrivateKeyEntry":true}]}' '{"result":"Warning","items":[],"message":"half"}'; do
  printf '%s' "$said" >answer
  expect 5 pkit store inventory odd
done
# It says that it is done, and nothing is there: no success.
echo '{"result":"Success","items":[]}' >answer && expect 10 pkit store put odd --cert web1/cert.pem
says 'changed nothing'

# --- a token ------------------------------------------------------------------------------------------------------------
mkdir tokens && printf 'directories.tokendir = %s/tokens\nobjectstore.backend = file\nlog.level = ERROR\n' "$PWD" >softhsm2.conf
mount --bind softhsm2.conf /etc/softhsm/softhsm2.conf
softhsm2-util --init-token --free --label web --pin 'open sesame' --so-pin 12345678 >softhsm.out || cat softhsm.out
n=0
for name in web1 ec; do
  [ -d $name ] || expect 0 pkit issue --subject CN=$name --new-key ec-p256 --out $name
  softhsm2-util --import <(openssl pkcs8 -topk8 -nocrypt -in $name/key.pem) --token web --label of-$name --id "0$((++n))0$n" --pin 'open sesame' >softhsm.out || cat softhsm.out
done
token="pkcs11:token=web?module-path=$(readlink -f /usr/lib/softhsm/libsofthsm2.so)"
expect 0 pkit store add token "$token" --password-file word
same 'nothing is in it' '' "$(items token 2>/dev/null)"
for name in web1 ec; do
  expect 0 pkit store put token --cert $name/cert.pem --alias $name --format json
  same "$name: Result" Success "$(result)"
done
same 'each beside its key' 'ec=key added, web1=key added' "$(items token)"
expect 0 pkit store verify token
expect 0 pkit store put token --cert web1/cert.pem --alias web1 --format json
same 'there already' Warning "$(result)"
expect 7 pkit store put token --cert web2/cert.pem --key web2/key.pem --alias web2
says 'made on its token'
expect 0 pkit renew --cert ec/fullchain.pem --key ec/key.pem --out ec --force-renewal
expect 0 pkit store put token --cert ec/cert.pem --alias ec --overwrite
same 'the renewed one stands for it' 'ec=key modified, web1=key unchanged' "$(items token)"
expect 0 pkit store export token --as pem --out from-token.pem
grep -c BEGIN from-token.pem | grep -qx 2 || fail 'exported'
expect 0 pkit store take token web1
says 'its private key stays on the token'
same 'the other stays' 'ec=key unchanged, web1=key removed' "$(pkit store diff token --format json | jq -r '[.data.stores[0].items[] | .Alias + (if .PrivateKeyEntry then "=key" else "" end) + " " + .ItemStatus] | sort | join(", ")')"
# Of several objects that differ in their CKA_ID alone nobody says which is meant: none of them goes.
openssl x509 -in web2/cert.pem -outform DER -out twice.der
for id in 0c01 0c02; do pkcs11-tool --module "$(readlink -f /usr/lib/softhsm/libsofthsm2.so)" --token-label web --login --pin 'open sesame' --write-object twice.der --type cert --label twice --id $id >p11.out 2>&1 || cat p11.out; done
expect 10 pkit store take token "twice:$(openssl x509 -in web2/cert.pem -noout -fingerprint -sha1 | sed 's/.*=//; s/://g' | tr A-F a-f)"
says 'differ in their CKA_ID at most'
same 'both are there' 2 "$(items token | tr ',' '\n' | grep -c twice)"
for id in 0c01 0c02; do pkcs11-tool --module "$(readlink -f /usr/lib/softhsm/libsofthsm2.so)" --token-label web --login --pin 'open sesame' --delete-object --type cert --id $id >p11.out 2>&1 || cat p11.out; done
# A key that is made on the token (T-B8): its certificate finds it there, another program signs with it, and nobody can read it.
# What is refused leaves the token as it was; so does a kind of key that it does not make.
module=$(readlink -f /usr/lib/softhsm/libsofthsm2.so)
p11() { pkcs11-tool --module "$module" --token-label web --login --pin 'open sesame' "$@" 2>p11.err || cat p11.err; }
on_token() { p11 --list-objects --type privkey | grep -c 'Private Key Object'; }
# signs MECHANISM: what the key beside the certificate signs is verified over that. By its ID: a label does not count there.
signs() {
  local id
  id=$(p11 --list-objects --type cert | awk '/label:/ { label = $2 } /ID:/ && label == "ec" { print $2 }')
  pkit store export token --as pem --out new.pem >/dev/null && openssl x509 -in new.pem -noout -pubkey >new.pub && rm new.pem
  openssl dgst -sha256 -binary word >digest
  p11 --sign -m "$1" --id "$id" --signature-format openssl --input-file digest --output-file signature >p11.out
  openssl pkeyutl -verify -pubin -inkey new.pub -in digest -sigfile signature >/dev/null || fail "$1: another key than the certificate's"
}
keys=$(on_token)
expect 0 pkit store reenroll token --alias ec
says 'the former private key stays on the token'
same 'a new key' 'ec=key modified' "$(items token | tr ',' '\n' | grep modified)"
same 'one more on the token' $((keys + 1)) "$(on_token)"
signs ECDSA
p11 --list-objects --type privkey | grep -q 'never extractable' || fail 'it could be read'
cp home/pkit.yaml kept.yaml && handlers home '[ { name: no, unverified: true, deny: "not now" } ]'
expect 3 pkit store reenroll token --alias ec
cp kept.yaml home/pkit.yaml
expect 10 pkit store reenroll token --alias ec --key-type ed25519
says 'makes no key of kind ed25519'
same 'none is left of what was refused' $((keys + 1)) "$(on_token)"
[ -z "$(find home -name '*pkit-*' -newer kept.yaml)" ] || fail 'a request waits still'
signs ECDSA
expect 0 pkit store reenroll token --alias ec --key-type rsa-2048
pkit store export token --as pem --out rsa.pem >/dev/null && openssl x509 -in rsa.pem -noout -text | grep -q 'Public-Key: (2048 bit)' || fail 'no RSA key'
# Which tokens there are is told by their module (T-B7).
expect 0 pkit store discover --kind pkcs11 "$module" --dry-run
grep -q '^new  *web  *pkcs11  pkcs11:.*token=web.*module-path=' out || fail "discovered: $(<out)"
expect 6 pkit store discover --kind pkcs11 "$PWD/none.so"
# PINs: in no argument list, not in the path, and a wrong one is told.
strace -f -qq -s 999 -e trace=execve -o trace pkit store inventory token >/dev/null
grep -q 'libexec/pkit/pkcs11' trace || fail 'the helper was not started'
! grep -q 'open sesame' trace || fail 'the PIN is an argument'
expect 10 pkit store add wrong "pkcs11:token=web;manufacturer=SoftHSM%20project?module-path=$(readlink -f /usr/lib/softhsm/libsofthsm2.so)" --password-file wrong
says 'not that of the token'
expect 2 pkit store add pinned "$token&pin-value=1"
! grep -q 'pin-value=1' err || fail 'the PIN is told'
expect 10 pkit store add none "pkcs11:token=none?module-path=$(readlink -f /usr/lib/softhsm/libsofthsm2.so)"
says "there are 'web'"
# A module that crashes, and one that hangs: a failure within its limit. One that others can write is not loaded.
printf 'int C_GetFunctionList(void *list) { (void)list; __builtin_trap(); }\n' | cc -shared -fPIC -o crashes.so -xc -
printf 'int pause(void); int C_GetFunctionList(void *list) { (void)list; for (;;) pause(); }\n' | cc -shared -fPIC -o hangs.so -xc -
expect 10 pkit store add crashes "pkcs11:?module-path=$PWD/crashes.so"
says 'killed by signal'
expect 10 pkit store add hangs "pkcs11:?module-path=$PWD/hangs.so" --adapter hsm
says 'timed out'
chmod 666 crashes.so && expect 9 pkit store add open "pkcs11:?module-path=$PWD/crashes.so"
finish
