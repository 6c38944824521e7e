# repeats: yes
# An adapter is asked for the metadata of each certificate, once, after its issue is lasting (B8, T-B27, T-B28).
$ export PKIT_HOME=$PWD/home; pkit init --no-passphrase --name T --test-clock >/dev/null 2>&1; mkdir home/adapters; install -m 755 describe home/adapters/describe
$ issue() { pkit issue --new-key ec-p256 --out "$1" --subject CN="$1" >/dev/null; }; issue web0
$ pkit metadata generate --all
2> pkit: error: pkit.yaml names nobody who generates metadata
2> pkit: hint: metadata: { fields: ..., generate: ADAPTER.PROCEDURE }
[10]
$ cat config.yaml >>home/pkit.yaml; pkit config check | sed "s#$PWD#.#"
./home/pkit.yaml: sound

# Existing certificates, by hand. One failure keeps no other from its turn, and the next run asks it again.
$ issue web1; issue bad1
$ pkit metadata generate
2> pkit: error: name certificates, or give --all
[2]
$ pkit metadata generate --all
2 generated, 0 done before, 1 failed
2>   <id>: exit status 1: the database is away
2> pkit: warning: <id>: metadata Until is dropped: is no date: write it like 2027-01-31
2> pkit: warning: <id>: metadata Nope is dropped: there is no such field
2> pkit: warning: <id>: metadata Until is dropped: is no date: write it like 2027-01-31
2> pkit: warning: <id>: metadata Nope is dropped: there is no such field
2> pkit: error: 1 call failed
2> pkit: hint: the next run asks again
[10]
$ sort home/calls; pkit metadata get web0; pkit metadata get web1; pkit metadata get bad1
bad1
web0
web1
Owner=web0
Owner=web1
2> pkit: <id> has no metadata
$ rm home/calls; pkit metadata generate --all; cat home/calls
0 generated, 0 done before, 1 failed
bad1
2>   <id>: exit status 1: the database is away
2> pkit: error: 1 call failed
2> pkit: hint: the next run asks again
$ rm home/calls; touch home/good; pkit metadata generate --all; cat home/calls; pkit metadata generate --all; pkit metadata generate web1
1 generated, 0 done before, 0 failed
bad1
0 generated, 0 done before, 0 failed
0 generated, 1 done before, 0 failed
2> pkit: warning: <id>: metadata Until is dropped: is no date: write it like 2027-01-31
2> pkit: warning: <id>: metadata Nope is dropped: there is no such field
$ rm home/calls; pkit metadata generate web1 --force; cat home/calls; pkit metadata generate --all --force | cut -d, -f1
1 generated, 0 done before, 0 failed
web1
3 generated
2> pkit: warning: <id>: metadata Until is dropped: is no date: write it like 2027-01-31
2> pkit: warning: <id>: metadata Nope is dropped: there is no such field
2> pkit: warning: <id>: metadata Until is dropped: is no date: write it like 2027-01-31
2> pkit: warning: <id>: metadata Nope is dropped: there is no such field
2> pkit: warning: <id>: metadata Until is dropped: is no date: write it like 2027-01-31
2> pkit: warning: <id>: metadata Nope is dropped: there is no such field
2> pkit: warning: <id>: metadata Until is dropped: is no date: write it like 2027-01-31
2> pkit: warning: <id>: metadata Nope is dropped: there is no such field
$ pkit list certificates --metadata Owner=web1 | cut -d' ' -f5-7
web1  <hex>

# A new one is asked for by the outbox, once; its issue neither waited for that nor fails with it.
$ rm home/calls home/good; issue web2; issue bad2; ls home/calls
2> ls: cannot access 'home/calls': No such file or directory
[2]
$ pkit show web2 --pem >web2.crt; pkit metadata get ./web2.crt >by-file 2>&1; pkit metadata get web2 >by-name 2>&1; cmp by-file by-name
$ pkit events deliver; sort home/calls; pkit metadata get web2
4 delivered, 1 waiting, 0 dead
bad2
web2
Owner=web2
2>   event 23 to metadata:cmdb.describe: exit status 1: the database is away (waiting after 1)
2> pkit: error: 1 call failed
2> pkit: hint: the next run tries again, later each time
$ pkit list deliveries | awk '{print $2, $3}'; touch home/good
waiting metadata:cmdb.describe
$ pkit metadata generate --all; sort home/calls; pkit show web2/cert.pem | grep metadata
1 generated, 0 done before, 0 failed
bad2
bad2
web2
  metadata.Owner    web2
2> pkit: warning: <id>: metadata Until is dropped: is no date: write it like 2027-01-31
2> pkit: warning: <id>: metadata Nope is dropped: there is no such field

# What is no answer of it: 10, and nothing is tagged.
$ issue odd1; pkit metadata generate odd1; pkit metadata get odd1
0 generated, 0 done before, 1 failed
2>   <id>: answer has an unknown key 'metadat'
2> pkit: error: 1 call failed
2> pkit: hint: the next run asks again
2> pkit: <id> has no metadata
$ pkit events --kind metadata.generated | wc -l
9
$ sed -i 's,cmdb.describe,nobody.describe,' home/pkit.yaml; pkit config check 2>&1 | sed -n 2p
  pkit.yaml:54:23: metadata: unknown adapter 'nobody' (valid: cmdb) [config.unknown]

-- config.yaml --
adapters: { cmdb: { exec: [adapters/describe] } }
metadata: { generate: cmdb.describe, fields: {
    Owner: { type: string, pattern: "[a-z0-9]+" },
    Until: { type: date } } }
-- describe --
#!/bin/sh
# Knows the owner of a certificate by its CN; of bad ones nothing, until HOME/good is there.
cd "$(dirname "$0")/.." || exit 2
cn=$(grep -o '"cn":"[^"]*"' | tail -n 1 | cut -d'"' -f4)
echo "$cn" >>calls
case $cn in
  bad*) [ -e good ] || { echo "the database is away" >&2; exit 1; } ;;
  odd*) echo '{"metadata":{"Owner":"x"},"metadat":1}'; exit ;;
esac
echo "{\"metadata\":{\"Owner\":\"$cn\",\"Until\":\"soon\",\"Nope\":1}}"
