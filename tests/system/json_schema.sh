# runs: release
# timeout: 300
# What --format json prints of each operation holds against the JSON Schemas that are installed, and so do the requests
# and replies of the gate: one envelope for all (C-P12). A new command needs a schema and a line here.
source "$PKIT_SOURCE/tests/tools/lib.sh"
schemas=$PKIT_SOURCE/apps/pkit/schema
export PKIT_HOME=$PWD/home

# j STATUS COMMAND...: its JSON joins what will be checked.
j() {
  local status=$1
  shift
  expect "$status" pkit "$@" --format json
  cat out >>printed
  [ -s err ] && fail "standard error of $*: $(cat err)"
}
check() { python3 "$PKIT_SOURCE/tests/tools/schema_check.py" "$schemas" "$@"; }

# --- what is asked, in an order in which it can be had ---------------------------------------------------------------
j 0 init --name T --key-type ed25519 --no-passphrase
j 0 init --name T --if-missing --no-passphrase
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout web1.key -out web1.csr -subj /O=x/CN=web1 \
  -addext 'subjectAltName=DNS:web1,DNS:www.web1,IP:::1,email:a@web1,URI:https://web1/' 2>openssl.err || cat openssl.err
for name in web2 web3 web6 old-7; do make_csr $name; done
openssl req -new -newkey rsa:2048 -nodes -keyout rsa.key -out rsa.csr -subj /CN=web4 2>openssl.err || cat openssl.err

j 4 register --client-machine web2 --csr web2.csr --capability C --platform p --version 1 --param a=b --profile server \
  --not-after 30d
j 4 register --client-machine web3
waiting=$(sql home "SELECT r.id FROM registrations r JOIN principals p ON p.id = r.principal WHERE p.name = 'web2'")
j 0 approve "$waiting" --dry-run --explain
j 0 approve "$waiting" --explain
j 7 approve "$waiting"
j 6 approve r-nothing web9
j 0 deny web3 --reason 'not ours' --dry-run
j 0 deny web3 --reason 'not ours' --explain
j 3 register --client-machine web3 --explain
handlers home '[ { name: old, when: { claimed.ClientMachine: "old-*" }, deny: retired }, { name: all, unverified: true, allow: { ClientParameters: { token: t } } } ]'
j 3 register --client-machine old-7 --csr old-7.csr --explain
j 3 register --client-machine web1 --csr web1.csr --explain
j 3 register --client-machine web5 --csr rsa.csr --explain --dry-run
j 0 register --client-machine web4 --csr rsa.csr --explain
j 8 register --client-machine web4 --csr rsa.csr --explain
j 8 register --client-machine web4 --capability D
j 0 issue --csr web6.csr --san dns:web6 --explain --dry-run
j 3 issue --csr web6.csr --client-machine web7
j 7 issue --csr web3.csr
j 3 issue --csr web1.csr --profile server --explain
j 0 issue --csr web6.csr --profile server
j 0 issue --subject CN=ci1 --new-key ed25519 --out ci1
j 3 issue --csr web1.csr --strict
j 2 issue --csr web1.csr --not-after 1000w
j 2 issue
j 0 revoke ci1/cert.pem --reason keyCompromise --dry-run
j 0 revoke ci1/cert.pem --reason keyCompromise
j 7 revoke ci1/cert.pem --reason keyCompromise
j 0 issue --subject CN=ci2 --new-key ed25519 --out ci2
j 0 renew --cert ci2/fullchain.pem --key ci2/key.pem
j 11 renew --cert ci2/fullchain.pem --key ci2/key.pem --check
j 0 authenticate --cert ci2/fullchain.pem --key ci2/key.pem
j 0 authenticate --challenge
j 0 rotate-key --cert ci2/fullchain.pem --key ci2/key.pem --new-key ed25519 --out ci2 --dry-run --explain
j 0 rotate-key --cert ci2/fullchain.pem --key ci2/key.pem --new-key ed25519 --out ci2
j 8 renew --cert ci1/fullchain.pem --key ci1/key.pem
j 0 revoke web6 --reason certificateHold --invalid-since 2026-01-01
j 0 revoke web6 --release --dry-run
j 0 revoke web6 --release
j 0 revoke web6 --reason superseded --all-of-key
j 0 crl --out all.pem
j 0 crl --out all.pem --if-due
j 2 crl --out all.crl --form der
j 0 ocsp prepare --out answers
openssl ocsp -issuer home/ca/issuing.crt -cert ci1/cert.pem -no_nonce -reqout request.ocsp >/dev/null 2>&1
openssl ocsp -issuer ci1/cert.pem -cert ci1/cert.pem -reqout other.ocsp >/dev/null 2>&1
j 0 ocsp respond request.ocsp
j 6 ocsp respond other.ocsp
j 5 ocsp respond web1.csr
j 0 report --out report
j 0 events scan
j 0 events deliver
certificate=$(sql home "SELECT id FROM certificates WHERE revoked_at IS NOT NULL ORDER BY id LIMIT 1")
for what in registrations certificates orchestrators deliveries; do j 0 list $what; done
for thing in web2 "$waiting" "$certificate" ./web1.csr ci1/cert.pem home/ca/root.crt ./rsa.csr; do j 0 show "$thing"; done
j 6 show nothing
j 0 status
j 0 report
for thing in web2 web4 old-7 "$certificate"; do j 0 explain "$thing"; done
j 0 events
j 0 doctor
j 0 config check
j 0 validate-csr web1.csr
j 0 validate-csr web2.csr --profile server --client-machine web2
j 3 validate-csr web1.csr --profile server --client-machine web1
j 3 validate-csr rsa.csr --profile server --client-machine web9
j 5 validate-csr web1.csr web1.key
j 0 identity-from-cert --unverified "$PKIT_SOURCE/tests/data/identity/document-d.pem" home/ca/root.crt
j 3 identity-from-cert ci1/cert.pem home/ca/root.crt
j 0 identity-from-cert ci1/cert.pem --root home/ca/root.crt --intermediate home/ca/issuing.crt
j 3 validate-cert ci1/cert.pem home/ca/root.crt
j 3 validate-cert ci1/cert.pem --root home/ca/root.crt --purpose email --explain
j 0 backup saved
j 0 restore saved --home restored
j 0 state move --home restored --to sqlite
j 7 restore saved --home restored
j 0 restore saved --home restored --force --issued ci1
j 0 authority list
j 0 authority show issuing
j 0 authority show issuing --export root
j 0 authority renew issuing --dry-run
j 0 authority renew issuing --new-key ed25519
j 0 authority add further --dry-run
j 0 authority add further
openssl req -new -newkey ed25519 -nodes -keyout sub.key -subj '/CN=Sub CA/O=Acme' -out sub.csr 2>/dev/null
j 0 authority sign --csr sub.csr --under issuing --issuer-key home/ca/root.key --not-after 100d --dry-run
j 0 authority sign --csr sub.csr --under issuing --issuer-key home/ca/root.key --not-after 100d --out sub.crt
j 0 authority revoke issuing --reason superseded --dry-run
j 0 authority retire further --dry-run
j 0 authority retire further
j 7 authority retire further
sqlite3 home/pkit.db "INSERT INTO intents VALUES ('g-aaaaaaaaaaaaaaaa', 'corp', 'web1', zeroblob(32), 'sent', '', 0, 0, x'', 'away', 1700000000000, 1)"
j 0 status
j 0 authority abandon g-aaaaaaaaaaaaaaaa --reason 'never answered' --dry-run
j 0 authority abandon g-aaaaaaaaaaaaaaaa --reason 'never answered'
j 7 authority abandon g-aaaaaaaaaaaaaaaa --reason 'never answered'
# --- private accounts and what they keep ------------------------------------------------------------------------------
(umask 077 && echo a-password-for-once >once.pass)
j 0 account create --name app --username app1 --password-file once.pass --email app@example.com --provisioning createAndDelete
j 0 account create --name other --no-credentials --dry-run
j 0 account create --name other --no-credentials
j 7 account create --name other --no-credentials
j 2 account create --name more
j 0 account set app --role vaultProvisioner --dry-run
j 0 account set app --no-email
j 3 account set app --cert ci1/cert.pem
j 0 account rename other another
j 0 account disable another --reason 'not now'
j 0 account enable another
j 0 account set-password app --password-file once.pass --dry-run
j 0 account set-password app --password-file once.pass --expires 1h
j 0 account delete another --dry-run
j 0 account delete another
j 0 vault template
j 0 vault template plain --dry-run
j 0 vault template plain --retention 1h --quota 1000000
j 0 vault template pair --mirror
j 0 vault template
j 0 account handoff app --template plain --mirror-template pair --out handed
openssl req -new -newkey rsa:2048 -nodes -keyout app.key -out app.csr -subj /CN=app 2>openssl.err || cat openssl.err
j 8 register --account 1 --username nobody --password-file once.pass --csr app.csr
j 0 register --account 1 --username app1 --password-file once.pass --csr app.csr --dry-run
j 0 register --account 1 --username app1 --password-file once.pass --csr app.csr --out app.crt
j 0 register --account 1 --username app1 --password-file once.pass --csr app.csr
j 0 account show app
j 0 account list
j 3 account delete app
as_app=(--cert app.crt --key app.key)
j 0 mirror create twins --template pair "${as_app[@]}"
j 0 vault create data --template plain --mirror twins --position position1 "${as_app[@]}"
j 0 vault create other --template plain --mirror twins --position position2 "${as_app[@]}"
j 0 vault create short --template 1 "${as_app[@]}"
j 0 vault put data object app.csr "${as_app[@]}"
j 0 vault get data object --out object.back "${as_app[@]}"
j 0 vault get data object --sealed sealed "${as_app[@]}"
j 0 vault ls "${as_app[@]}"
j 0 vault ls data "${as_app[@]}"
j 3 vault rm data object "${as_app[@]}"
j 0 vault template loose
j 0 vault create free --template loose "${as_app[@]}"
j 0 vault put free object app.csr "${as_app[@]}"
j 0 vault rm free object "${as_app[@]}"
j 3 vault set data --name x
j 3 mirror delete twins
j 3 vault delete data
j 0 vault create empty --template 1 "${as_app[@]}"
j 0 vault delete empty --dry-run
j 0 vault delete empty "${as_app[@]}"
cat app.crt home/ca/issuing.crt >app.full
j 0 renew --cert app.full --key app.key --account 1 --not-after 300d
j 0 rotate-key --cert app.full --key app.key --new-key rsa-2048 --out app

cat >>home/pkit.yaml <<'END'
adapters: { nobody: { exec: [/bin/true] }, pki: { exec: [/bin/echo, "{}"] } }
metadata: { fields: { Owner: {} }, generate: nobody.describe }
store_types: { PEM: {} }
END
j 10 adapter test nobody.asks
echo 'cases: [ { name: c, claimed: { ClientMachine: old-1 }, expect: { result: Deny } } ]' >table
j 0 chain test table
sed 's/Deny/Allow/' table >wrong && j 3 chain test wrong
j 3 chain replay --config <(sed '/^chains:/,/handlers:/s/deny: retired/allow: {}, unverified: true/' home/pkit.yaml)
j 0 orchestrator stores web4 --add '{"StorePath":"/a","CertStoreTypeName":"PEM"}'
j 0 orchestrator jobs web4 --add '{"JobTypeName":"PEMInventory","StorePath":"/a"}' --dry-run
j 0 orchestrator jobs web4 --add '{"JobTypeName":"PEMInventory","StorePath":"/a"}'
j 0 blueprint capture edge --from web4
j 7 blueprint capture edge --from web4
j 0 blueprint list
j 0 blueprint show edge
j 0 blueprint export edge
pkit blueprint export edge >edge.json
j 0 blueprint import edge.json --force
j 7 blueprint apply edge --to web4
j 0 orchestrator reset web4 --dry-run
j 0 orchestrator reset web4
j 7 blueprint apply edge --to web4
j 0 orchestrator stores web6
j 7 blueprint apply edge --to web6 --dry-run
mkdir other
j 0 agent init --agent-dir agent --client-machine web10 --capability CertStores.PEM.Inventory
j 3 agent register --agent-dir other --client-machine old-8
j 0 agent register --agent-dir agent
j 0 agent run --agent-dir agent
j 0 agent status --agent-dir agent
j 3 agent status --agent-dir agent --max-age 1s --now 2099-01-01T00:00:00Z
j 0 blueprint apply edge --to web10 --dry-run
j 0 blueprint apply edge --to web10
j 0 orchestrator reenroll web6 required
j 0 blueprint delete edge
j 7 orchestrator delete web4 --reason 'not ours'
j 0 orchestrator delete web3 --reason 'not ours' --dry-run
j 0 orchestrator delete web3 --reason 'not ours'
j 0 metadata set "$certificate" Owner=ops
j 0 metadata get "$certificate"
j 0 metadata unset "$certificate" Owner
j 10 metadata generate "$certificate"
# Other CAs, and what alerts would do.
for name in gw other-gw; do make_csr $name; done
body=$(openssl x509 -req -in gw.csr -CA home/ca/root.crt -CAkey home/ca/root.key -set_serial 7 -days 9 2>openssl.err | sed '/^-/d' | tr -d '\n')
cat >home/gw <<END
#!/bin/sh
read -r envelope
case \$envelope in
  *'"procedure":"Ping"'*) echo '{"ok":true,"message":"here"}' ;;
  *'"procedure":"ValidateCAConnectionInfo"'*) echo '{}' ;;
  *'"procedure":"GetProductIds"'*) echo '{"products":["server"]}' ;;
  *'"procedure":"Synchronize"'*) echo '{"records":[{"CARequestID":"1","Status":40,"Certificate":"$body"},{"CARequestID":"2","Status":90}]}' ;;
  *'"procedure":"Enroll"'*) echo '{"CARequestID":"3","Status":80,"StatusMessage":"later"}' ;;
  *'"procedure":"Revoke"'*) echo '{"CARequestID":"1","Status":50,"RevocationReason":4,"Certificate":"$body"}' ;;
  *) echo '{"found":false}' ;;
esac
END
chmod 755 home/gw
sed -i 's|^adapters: { |&gw: { exec: [gw] }, |' home/pkit.yaml
cat >>home/pkit.yaml <<'END'
gateways: { corp: { adapter: gw }, later: { adapter: gw, enabled: false } }
alerts: [ { name: tag, on: expiring, windows: "daily 00:00-00:30", recipients: [ops], steps: [ { set_metadata: { Owner: x } } ] } ]
END
j 0 gateway list
j 0 gateway ping corp
j 0 gateway ping later
j 0 gateway validate corp
j 0 gateway validate later
j 0 gateway products corp
j 0 gateway sync corp
j 0 gateway list
j 0 gateway list corp
j 0 gateway list issuing
j 0 gateway get corp 1 --kept
j 6 gateway get corp 9
j 0 gateway enroll corp --csr other-gw.csr --product server --dry-run
j 4 gateway enroll corp --csr other-gw.csr --product server
j 0 gateway revoke corp 1 --reason superseded --dry-run
j 0 gateway revoke corp 1 --reason superseded
j 7 gateway revoke corp 1 --reason superseded
j 0 alert test tag ci2 --now "$(date -u +%F)T00:10:00Z"
j 0 alert test tag ci2 --now "$(date -u +%F)T12:00:00Z"
(umask 077 && echo 'a passphrase' >keeping)
# Certificate stores.
cat ci2/cert.pem ci2/key.pem >site.pem
j 0 store list
j 0 store add site site.pem --dry-run
j 0 store add site site.pem
j 7 store add site site.pem
j 0 store list
j 3 store diff site
j 0 store inventory
j 0 store put site --cert ci2/cert.pem --dry-run
j 0 store put site --cert home/ca/root.crt
j 0 store take site "$(openssl x509 -in home/ca/root.crt -noout -fingerprint -sha1 | sed 's/.*=//; s/://g')"
j 0 store take site nothing
j 0 store restore site
j 0 store show site
cp site.pem planned.pem && chmod 600 planned.pem
j 0 store add planned planned.pem
echo 'stores: { planned: { certificates: [ { cert: ci2/fullchain.pem, key: ci2/key.pem } ], roots: [ home/ca/root.crt ], others: remove } }' >want.yaml
j 0 store export site --as pem --out exported.pem
j 7 store export site --as pem --out exported.pem
j 0 store plan want.yaml
j 7 store apply want.yaml --digest 00
j 0 store apply want.yaml --digest "$(pkit store plan want.yaml --format json | jq -r .data.digest)"
j 0 store plan want.yaml
ssh-keygen -q -t ed25519 -N '' -C own -f own && cp own.pub let-in
j 0 store add let-in let-in
j 0 store inventory let-in
j 3 ssh-key scan
j 0 ssh-key scan --adopt --lifetime 90d
j 0 ssh-key generate --out made --no-passphrase --dry-run
j 0 ssh-key generate --out made --comment made --no-passphrase --store let-in
j 0 ssh-key rotate own --out own2 --no-passphrase --dry-run
j 0 ssh-key rotate own --out own2 --no-passphrase
j 0 ssh-key retire --due
j 0 ssh-key retire made
j 0 ssh-key list --retired
j 0 ssh-key add own2.pub --store let-in
j 0 store create fresh fresh.pem --kind pem --dry-run
j 0 store create fresh fresh.pem --kind pem
mkdir tree && cp ci2/cert.pem tree/one.pem
j 0 store discover tree --dry-run
j 0 store discover tree
j 7 store inventory tree-one.pem
j 0 store approve tree-one.pem
j 0 store verify tree-one.pem
j 0 store forget tree-one.pem --dry-run
j 0 store forget tree-one.pem
j 7 store reenroll site
chmod o-r site.pem
j 0 store reenroll site --dry-run
j 0 store reenroll site
sed -i 's/^MII/MIX/' site.pem
j 5 store inventory
# Jobs.
j 0 job list
j 0 job schedule inventory fresh --dry-run
j 0 job schedule inventory fresh
j 0 job schedule remove fresh --alias nothing --schedule 'daily 03:00'
j 2 job schedule remove fresh
j 0 job run --due
j 0 job run --due
j 0 job schedule add fresh --cert nothing.pem --retries 0
j 3 job run --due
j 0 job history
j 6 job data 2
sql home "UPDATE job_runs SET output = '{\"data\":\"two\"}' WHERE number = 2"
j 0 job data 2
j 0 job ack 2
j 7 job ack 2
j 0 job list
job=$("$PKIT" job list --home home --format json | jq -r '.data.jobs[-1].JobId')
j 0 job show "$job"
j 0 job reschedule "$job"
j 0 job cancel "$job"
j 7 job cancel "$job"
j 0 csr new --keep-key --key-type ed25519 --subject CN=kept --key-passphrase-file keeping --out kept.csr --dry-run
j 0 csr new --keep-key --key-type ed25519 --subject CN=kept --key-passphrase-file keeping --out kept.csr
kept=$(sql home 'SELECT id FROM kept_keys')
j 7 export "$kept" --p12 kept.p12 --p12-password-file keeping --key-passphrase-file keeping
openssl x509 -req -in kept.csr -CA home/ca/root.crt -CAkey home/ca/root.key -set_serial 5 -days 9 -out kept.crt 2>openssl.err
j 0 csr marry "$kept" kept.crt --dry-run
j 0 csr marry "$kept" kept.crt
j 7 csr marry "$kept" kept.crt
j 0 export "$kept" --p12 kept.p12 --p12-password-file keeping --key-passphrase-file keeping
j 0 issue --new-key ed25519 --keep-key --subject CN=kept2 --key-passphrase-file keeping
j 0 list keys
j 0 show "$kept"
j 0 show "$kept" --csr
j 0 authority passphrase issuing --new-passphrase-file keeping --dry-run
# --- realms ----------------------------------------------------------------------------------------------------------------
printf 'correct horse\n' >user.pass && printf 'no such horse\n' >wrong.pass && chmod 600 user.pass wrong.pass
j 0 realm password --password-file user.pass
printf 'version: 1\nusers: {"user@ibm.com": {password: "%s"}}\n' "$(pkit realm password --password-file user.pass)" >home/users.yaml
chmod 600 home/users.yaml
cat >>home/pkit.yaml <<'END'
user_sources: { registry: { file: users.yaml } }
realms:
  staff: { dependent-user-auth-realm: registry, pki-bridge-class: UserCertificateEmbeddedPKI, authority: issuing }
  guests:
    dependent-user-auth-realm: registry
    pki-bridge-class: UserCertificateAdapterBasedPKI
    adapter-pki-bridge-init-procedure: pki.init
    adapter-pki-bridge-certificate-generation-procedure: pki.generate
    adapter-pki-bridge-identity-from-certificate-procedure: pki.identity
    authority: users
END
sed -i '/^authorities:/a\  users: { certificate: ca/root.crt, gateway: pki }' home/pkit.yaml
user=(--realm staff --username user@ibm.com --password-file user.pass)
j 0 csr-requirements "${user[@]}"
j 8 csr-requirements --realm staff --username user@ibm.com --password-file wrong.pass
pkit csr-requirements "${user[@]}" >requirements.json
j 0 csr new --requirements requirements.json --out-key user.key --out user.csr
j 0 register "${user[@]}" --csr user.csr --dry-run --explain
j 0 register "${user[@]}" --csr user.csr --out user.crt --explain
j 0 register "${user[@]}" --csr user.csr
j 3 register "${user[@]}" --csr web1.csr
j 0 authenticate --realm staff --cert user.crt --key user.key
j 0 realm call guests init --in requirements.json
j 6 realm call staff csr-validation --in requirements.json
cat >realm.xml <<'END'
<realm name="users"><parameter name="dependent-user-auth-realm" value="registry"/>
<parameter name="pki-bridge-class" value="UserCertificateEmbeddedPKI"/></realm>
END
j 0 realm import realm.xml
j 5 realm import requirements.json

openssl pkcs12 -export -inkey home/ca/issuing.key -in home/ca/issuing.crt -certfile home/ca/root.crt -passout file:user.pass \
  -out home/ca/packed.p12
chmod 600 home/ca/packed.p12
sed -i "/^authorities:/a\  packed: { certificate: ca/packed.crt, key: ca/packed.p12, passphrase: \"file:$PWD/user.pass\" }" home/pkit.yaml
j 0 authority unpack packed --dry-run
j 0 authority unpack packed
j 6 authority unpack nobody

sed 's/^chains:/chians:/' home/pkit.yaml >faulty.yaml
j 10 config check faulty.yaml
chmod 666 home/ca/issuing.key
j 9 doctor
j 0 doctor --repair
j 2 register --client-machine

# The gate is looked at below; two of the others are refused always.
check printed >seen || { cat seen; fail 'what was printed does not hold'; }
pkit __commands | cut -f1 | grep -vxE 'gate|vault set|mirror delete' | sed 's/^/seen /' | sort | diff - <(grep '^seen' seen | sort) >missing ||
  fail "operations without data: $(cat missing)"

# --- the gate --------------------------------------------------------------------------------------------------------------
rm -r home
make_home home --key-type ed25519
cat >through <<'END'
#!/bin/sh
tee -a requests | pkit gate --home home --caller me | tee -a replies
END
chmod 755 through
for name in web7 web8; do make_csr $name; done
v() {
  local status=$1
  shift
  expect "$status" pkit register "$@" --via ./through
  echo >>requests
}
v 4 --client-machine web7 --csr web7.csr --capability C --capability D --platform p --version 1 --param a=b --not-after 30d
handlers home "$everyone"
v 0 --client-machine web8 --csr web8.csr --profile agent --out web8.crt --out-chain chain.pem
cat web8.crt chain.pem >full.pem
v 0 --client-machine web8 --capability E --cert full.pem --key web8.key
v 8 --client-machine web8 --capability F
v 2 --client-machine ../x
v 3 --client-machine web9 --csr web8.csr
handlers home "[ { name: none, unverified: true, deny: no } ]"
v 3 --client-machine web10
echo '{}' | pkit gate --home home >>replies
echo 'nonsense: yes' >>home/pkit.yaml
v 10 --client-machine web11
# What names no client machine, by its letter or at all, is no request; the gate says so in another way.
grep -v '"clientMachine":"[.][.]/x"' requests >sound
check sound gate-request || fail 'requests do not hold'
check replies gate-reply || fail 'replies do not hold'
same 'requests' 7 "$(wc -l <sound)"
same 'replies' 9 "$(wc -l <replies)"
finish
