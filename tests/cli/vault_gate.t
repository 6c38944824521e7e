# Vaults behind a gate: an account's host has its key, the home seals and opens nothing (C15, C16, C19, C-P7 to C-P11).
$ pkit init --home home --name T --key-type ed25519 --no-passphrase 2>/dev/null | head -n 1
made <dir>/home
$ umask 077; home="--home home"; codes() { pkit "$@" --via pkit gate $home >out 2>err; echo "exit $?: $(head -n 1 err)"; }
$ pkit vault template plain $home >/dev/null; pkit vault template pair --mirror $home >/dev/null; pkit vault template worm --retention 30d $home >/dev/null

# The account registers there too, and everything that follows is signed by its key.
$ openssl req -new -newkey rsa:2048 -nodes -keyout app.key -subj /CN=app -out app.csr 2>/dev/null; echo password-of-app >app.pass
$ pkit account create --name app --username application --password-file app.pass --provisioning createAndDelete $home | head -n 1
account 1
$ pkit register --account 1 --username application --password-file app.pass --csr app.csr --out app.crt --out-chain chain.pem --via pkit gate $home
certificate <id>, serial <hex>, until <date>
$ cat app.crt chain.pem >app.full; app="--cert app.full --key app.key"
$ pkit authenticate $app --via pkit gate $home | head -n 1
certificate <id>, serial <hex>, until <date>
$ pkit authenticate $app --format json --via pkit gate $home | jq -c .data.account
{"id":1,"name":"app","credentialState":"Certified"}
$ pkit vault create data --template plain --description 'what matters' --provisioning-code d1 $app --via pkit gate $home
vault 1
  name              data
  description       what matters
  provisioningCode  d1
  templateId        1
  objects           0
  octets            0
  created           <date>
$ codes vault create data --template plain $app
exit 7: pkit: error: there is a vault 'data' already
$ codes vault create other --template plain --provisioning-code d1 $app
exit 7: pkit: error: there is a vault with the provisioning code 'd1' already
$ codes vault create more --template plain
exit 2: pkit: error: option --cert is missing
$ codes vault create more --template plain --cert app.crt --key app.key
exit 2: pkit: error: --cert: its issuer's certificate does not follow it
$ openssl genpkey -algorithm ed25519 -out another.key; codes vault create more --template plain --cert app.full --key another.key
exit 8: pkit: error: --key is not the key of --cert

# An object travels in parts, sealed, and is there once it is complete.
$ head -c 1500000 /dev/urandom >large; printf 'the launch code is 0000\n' >code
$ pkit vault put data codes/launch code $app --via pkit gate $home
object codes/launch
  id          <id>
  vault       data
  version     1
  sealedSize  40
  stored      <date>
$ pkit vault put data large large --retain 1h $app --via pkit gate $home | grep -v Until
object large
  id             <id>
  vault          data
  version        1
  sealedSize     1500368
  stored         <date>
$ pkit vault get data codes/launch $app --via pkit gate $home
the launch code is 0000
$ pkit vault get data large --out back $app --via pkit gate $home; cmp large back
object large
  vault       data
  version     1
  sealedSize  1500368
$ pkit vault ls $app --via pkit gate $home
1  data  2  1500408
$ pkit vault ls data $app --via pkit gate $home
codes/launch  1  40       <date>
large         1  1500368  <date>  <date>
$ codes vault put data large code $app
exit 3: pkit: error: large is retained until <date>
$ codes vault rm data large $app
exit 3: pkit: error: large is retained until <date>
$ pkit vault rm data codes/launch $app --via pkit gate $home | head -n 1
object codes/launch
$ codes vault get data codes/launch $app
exit 6: pkit: error: there is no object 'codes/launch' in data
$ codes vault get nothing x $app
exit 6: pkit: error: there is no vault 'nothing'
$ codes vault get data large --out back --force $app
exit 0: 
$ grep -rlaF 'launch code is' home
[1]

# Both sides of a mirror have what is put into one (C-P8, C-P10): they must both be there.
$ pkit mirror create twins --template pair $app --via pkit gate $home
mirror 1
  name        twins
  templateId  2
  created     <date>
$ pkit vault create left --template plain --mirror twins --position position1 $app --via pkit gate $home | grep -i mirror
  mirrorId            1
  mirrorPositionCode  position1
$ codes vault put left report code $app
exit 7: pkit: error: the mirror of vault left has no other side yet
$ pkit vault create right --template worm --mirror twins --position position2 $app --via pkit gate $home | grep -i mirror
  mirrorId            1
  mirrorPositionCode  position2
$ pkit vault put left report large $app --via pkit gate $home | grep -v Until
object report
  id          <id>
  vault       left
  version     1
  sealedSize  1500368
  stored      <date>
$ pkit vault ls right $app --via pkit gate $home
report  1  1500368  <date>  <date>
$ file() { echo "home/vaults/$(sqlite3 home/pkit.db "SELECT o.id FROM objects o JOIN vaults v ON v.number = o.vault WHERE v.name = '$1'")"; }
$ cmp $(file left) $(file right)
$ printf changed! | dd of=$(file left) bs=1 seek=70000 conv=notrunc 2>/dev/null; printf changed! | dd of=$(file right) bs=1 seek=700000 conv=notrunc 2>/dev/null
$ pkit vault get left report --out back --force $app --via pkit gate $home; cmp large back
object report
  vault       left
  version     1
  sealedSize  1500368
2> pkit: warning: one side of the mirror is damaged, the other was read: chunk 1 of the sealed object is not what was sealed there
2> pkit: warning: one side of the mirror is damaged, the other was read: chunk 10 of the sealed object is not what was sealed there
$ printf changed! | dd of=$(file right) bs=1 seek=70000 conv=notrunc 2>/dev/null; codes vault get right report $app
exit 5: pkit: error: chunk 1 of the sealed object is not what was sealed there
$ codes vault rm left report $app
exit 3: pkit: error: report is retained until <date>

# A rotation fetches the wrapped keys, wraps them anew where the keys are, and sends them with its request (C22, C23).
$ pkit rotate-key $app --new-key rsa-2048 --out rotated --via pkit gate $home
certificate <id>, serial <hex>, until <date>
published in rotated
$ codes vault get data large $app
exit 8: pkit: error: the certificate is revoked
$ pkit vault get data large --cert rotated/fullchain.pem --key rotated/key.pem --via pkit gate $home | cmp - large
$ echo a-passphrase >secret; openssl pkey -in rotated/key.pem -aes256 -passout file:secret -out locked.key; new="--cert rotated/fullchain.pem --key locked.key"
$ pkit vault create short --template plain $new --key-passphrase-file secret --via pkit gate $home | head -n 1
vault 4
$ pkit vault put short code code $new --key-passphrase-file secret --via pkit gate $home | head -n 1
object code
$ pkit vault get short code $new --key-passphrase-file secret --via pkit gate $home
the launch code is 0000
$ pkit vault ls short $new --key-passphrase-file secret $home | cut -d' ' -f1
code
$ pkit vault rm short code $new --key-passphrase-file secret $home | head -n 1
object code
$ pkit vault delete short $new --key-passphrase-file secret --via pkit gate $home | head -n 1
vault 4
$ pkit mirror create more --template pair $new --key-passphrase-file secret $home | head -n 1
mirror 2
$ codes vault delete data $new --key-passphrase-file secret
exit 3: pkit: error: vault data is not empty
$ codes vault delete data
exit 2: pkit: error: option --cert is missing

# What cannot be put leaves nothing that arrives, here and through the gate.
$ new="$new --key-passphrase-file secret"; pkit vault template small --quota 1000000 $home >/dev/null; pkit vault create little --template small $new $home | grep quota
  quota             1000000
$ before=$(ls home/vaults | wc -l); codes vault put little big large $new
exit 3: pkit: error: vault little would hold more than its quota
$ pkit vault put little big large $new $home
2> pkit: error: vault little would hold more than its quota
[3]
$ echo $(($(ls home/vaults | wc -l) - before)) $(sqlite3 home/pkit.db "SELECT COUNT(*) FROM objects WHERE state = 'arriving'")
0 0

# A rotation has to wrap the keys of all objects in one request, and more than fit are refused before anything is done.
$ chmod 755 many; echo 0 >page; events=$(pkit events $home | wc -l); pkit rotate-key $new --new-key rsa-2048 --out never --via ./many
2> pkit: error: the keys of 1000 vault objects do not fit into one request to a gate: the request would have 1374918 octets, and a gate takes 1048576
2> pkit: hint: rotate where the home is, without --via; or remove objects first: pkit vault rm
[2]
$ echo $(($(pkit events $home | wc -l) - events)); ls -A | grep -E 'never|pkit-'; pkit authenticate $new --via pkit gate $home | cut -d, -f1
0
certificate <id>

# Nothing is told and nothing done for who signs nothing; what an operator does is not to be had there at all.
$ for operation in vault-create vault-ls vault-put vault-put-part vault-put-complete vault-put-abandon vault-get vault-get-part vault-rm vault-delete vault-wraps mirror-create; do jq -cn --arg o $operation '{version: 1, operation: $o, requestId: "r", time: "2026-01-01T00:00:00Z", options: {vault: "data", name: "x", template: "plain", id: "b-2", offset: "0", size: "16"}, files: {part: "AAAA", envelope: "AAAA", signature: "AAAA"}}' | jq -c 'if .operation | test("part|complete|abandon") then del(.options.vault, .options.name) else del(.options.id, .options.offset, .options.size, .files) end | if .operation != "vault-put-part" and .operation != "vault-get-part" then del(.options.offset) else . end | if .operation == "vault-put-part" then del(.files.envelope, .files.signature, .options.size) elif .operation == "vault-put-complete" then del(.files.part) elif .operation == "vault-get-part" or .operation == "vault-put-abandon" then del(.files, .options.size) else . end | if .operation | test("create") then del(.options.vault) else del(.options.template) end | if .operation | test("ls|delete") then del(.options.name) elif .operation == "vault-wraps" then .options = {} else . end' | pkit gate $home | jq -r '.error.code'; done
proof.missing
proof.missing
proof.missing
proof.missing
proof.missing
proof.missing
proof.missing
proof.missing
proof.missing
proof.missing
proof.missing
proof.missing
$ for operation in account account-create account-set-password account-handoff vault-template vault-set mirror-delete; do echo "{\"version\":1,\"operation\":\"$operation\",\"requestId\":\"r\",\"time\":\"2026-01-01T00:00:00Z\",\"options\":{}}" | pkit gate $home | jq -r '.error.code + ": " + .error.message'; done
gate.operation: 'account' cannot be had through a gate
gate.operation: 'account-create' cannot be had through a gate
gate.operation: 'account-set-password' cannot be had through a gate
gate.operation: 'account-handoff' cannot be had through a gate
gate.operation: 'vault-template' cannot be had through a gate
gate.operation: 'vault-set' cannot be had through a gate
gate.operation: 'mirror-delete' cannot be had through a gate
$ pkit doctor $home | grep -v ok
[1]

# What is listed comes in pages, however much there is, here and through a gate.
$ sqlite3 home/pkit.db "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1201) INSERT INTO objects (id, vault, name, version, state, size, stored) SELECT 'b-many' || i, 1, printf('many/%04d', i), 1, 'whole', 40, 0 FROM n"
$ pkit vault ls data $new --via pkit gate $home | cut -d' ' -f1 | sort -u | wc -l; pkit vault ls data $new $home | cut -d' ' -f1 | sort -u | wc -l
1202
1202
$ pkit vault ls data --after many/1199 $new --via pkit gate $home | cut -d' ' -f1
many/1200
many/1201
$ pkit vault ls data $new --format json --via pkit gate $home | jq -c '.data | keys, (.objects | length)'
["objects"]
1202

-- many --
#!/bin/bash
request=$(cat)
reply=$(pkit gate --home home <<<"$request")
if [[ $request == *'"operation":"vault-wraps"'* ]]; then
  page=$(($(cat page) + 1)); echo $page >page
  [ -e wrap ] || jq -c .data.wraps[0] >wrap <<<"$reply"
  reply=$(jq -c --argjson page $page --slurpfile wrap wrap \
    '.data.wraps = [range(if $page > 4 then 0 else 250 end) as $i | $wrap[0] | .object = "b-\($page * 1000 + $i)"]' <<<"$reply")
fi
echo "$reply"
