# The report: a directory that is there whole or not at all, a page on which names are data, and a bill of materials that
# holds against CycloneDX's published schema.
# runs: release
source "$PKIT_SOURCE/tests/tools/lib.sh"
export PKIT_HOME=$PWD/home
bom_check() { /usr/bin/python3 "$PKIT_SOURCE/tests/tools/bom_check.py" "$PKIT_SOURCE/tests/data/cyclonedx" "$@" || fail "bom_check $*"; }

make_home home
sed -i 's/^    keys: .*/    keys: [ec-p256, ec-p384, ec-p521, ed25519, rsa-2048, rsa-pss-3072]/' home/pkit.yaml
for key in ec-p256 ec-p384 ec-p521 ed25519 rsa-2048 rsa-pss-3072; do
  expect 0 pkit issue --subject CN=$key --new-key $key --profile server --san dns:$key --out $key
done 2>>err
expect 0 pkit renew --cert ec-p256/fullchain.pem --key ec-p256/key.pem --out ec-p256 --force-renewal
make_csr late && expect 4 pkit register --client-machine late --csr late.csr
expect 0 pkit revoke ec-p384 --reason superseded

# --- numbers: the page, the text and the JSON tell the same -----------------------------------------------------------
expect 0 pkit report --format json
same 'valid ones' 6 "$(json out '$.data.counts.valid')"
same 'revoked ones' 1 "$(json out '$.data.counts.revoked')"
same 'one group' '["issuing","server",6]' "$(json out '$.data.ends' | jq -c '.[0] | [.authority, .profile, .certificates]')"
same 'what waits' '["registration","late"]' "$(json out '$.data.waiting' | jq -c '.[0] | [.what, .name]')"
same 'keys' '{"ec-p256":2,"ec-p521":1,"ed25519":1,"rsa-2048":1,"rsa-pss-3072":1}' \
  "$(json out '$.data.keys' | jq -c 'map(select(.certificates > 0) | {(.algorithm): .certificates}) | add')"
same 'none is ready' '["vulnerable"]' "$(json out '$.data.keys' | jq -c 'map(.postQuantum) | unique')"
same 'authorities end after 2030 or 2035' '[2,2]' "$(json out '$.data.keys' | jq -c '.[0] | [.authorities, .endAfter2030]')"

# --- the bill of materials: six certificates, five keys and two CAs' -------------------------------------------------------
expect 0 pkit report --format cyclonedx
cp out bom.json
bom_check bom.json certificate=8 related-crypto-material=7
expect 0 pkit report --format cyclonedx --out bom
same 'what is in the directory' bom.json "$(ls -A bom)"
same 'components to a file and to a stream' "$(jq -c .components bom.json)" "$(jq -c .components bom/bom.json)"

# --- certificate stores: as they are now against their last inventory ---------------------------------------------------
cat ed25519/cert.pem rsa-2048/cert.pem >two.pem
expect 0 pkit store add two two.pem
store_state() { expect 0 pkit report --format json && jq -r '.data.stores[0] | [.store, .state, .why] | join("|")' out; }
same 'a store that nobody looked at' 'two|never looked at|pkit store inventory two' "$(store_state)"
expect 0 pkit store inventory two
same 'a store that is as it was' 'two|as it was|' "$(store_state)"
cat ed25519/cert.pem ec-p521/cert.pem >two.pem
case $(store_state) in 'two|drifted|'?*) ;; *) fail "a store that was changed: $(store_state)" ;; esac
same 'nothing is recorded by looking' "$(store_state)" "$(store_state)"
rm two.pem
case $(store_state) in 'two|unreadable|'?*) ;; *) fail "a store that is gone: $(store_state)" ;; esac

# --- the directory -----------------------------------------------------------------------------------------------------
expect 0 pkit report --out page
same 'what is in the directory' index.html "$(ls -A page)"
same 'modes' '700 600' "$(stat -c %a page page/index.html | paste -sd' ')"
expect 7 pkit report --out page && says 'exists and is not empty'
chmod 755 page && chmod 644 page/index.html
expect 0 pkit report --out page --force
same 'modes are kept' '755 644' "$(stat -c %a page page/index.html | paste -sd' ')"
expect 0 pkit report --out page --force --format cyclonedx
same 'the other kind takes its place' bom.json "$(ls -A page)"
mkdir empty && chmod 750 empty
expect 0 pkit report --out empty
same 'an empty directory keeps its mode' 750 "$(stat -c %a empty)"
mkdir mine && echo mine >mine/letter && echo mine >mine/index.html
expect 7 pkit report --out mine --force && says "holds 'letter'"
same 'what is somebody else'"'"'s stays' 'mine mine' "$(cat mine/letter mine/index.html | paste -sd' ')"
mkdir linked && ln -s ../mine/letter linked/index.html
expect 7 pkit report --out linked --force && says "holds 'index.html'"
expect 7 pkit report --out home/ca && says 'what the home is made of'
expect 2 pkit report --out no/where
expect 2 pkit report --rows 100001
same 'nothing is left beside them' '' "$(find . -name '.*.pkit-*')"

# --- whole or not at all: killed, or failed, at each call that changes a file ------------------------------------------------
before=$(sha256sum page/bom.json)
# struck KIND: how many calls there are.
struck() {
  local kind=$1 n
  for n in $(seq 1 40); do
    (PKIT_FAULT_PROGRAM=pkit PKIT_FAULT_KIND=$kind PKIT_FAULT_AT=$n LD_PRELOAD=$PKIT_FAULTLIB pkit report --out page --force; exit $?) \
      >/dev/null 2>&1 && break
    case $(ls -A page) in
      bom.json) same "after $kind at $n" "$before" "$(sha256sum page/bom.json)" ;;
      index.html) grep -q '</html>' page/index.html || fail "half a page after $kind at $n"; break ;;
      *) fail "after $kind at $n: $(ls -A page)" ;;
    esac
  done
  [ "$n" -gt 3 ] || fail "$kind: only $n calls"
}
struck eio
expect 0 pkit report --out page --force --format cyclonedx
before=$(sha256sum page/bom.json)
struck kill
expect 0 pkit report --out page --force
same 'what kills left is swept' '' "$(find . -name '.*.pkit-*')"

# --- names are data ----------------------------------------------------------------------------------------------------
nasty=$'<script>document.title="x"</script>\x1b[31m\u202e" onclick="x&amp;'
expect 0 pkit deny late --reason "$nasty"
sql home "UPDATE certificates SET subject = char(60) || 'img src=x onerror=alert(1)>' || char(0x202e, 7, 0) || 'end', profile = '<b>p</b>'"
expect 0 pkit report --out nasty
for text in '<script' '<img' '<b>' $'\x1b' $'\u202e' $'\a' '" onclick' '&amp;amp;x'; do
  grep -qF -- "$text" nasty/index.html && fail "the page has '$text'"
done
says '&lt;script&gt;document.title=&quot;x&quot;&lt;/script&gt;\x1b[31m\u{202e}&quot; onclick=&quot;x&amp;amp;' nasty/index.html
says '&lt;img src=x onerror=alert(1)&gt;\u{202e}\x07' nasty/index.html
says '&lt;b&gt;p&lt;/b&gt;' nasty/index.html
expect 0 pkit report --format cyclonedx
bom_check out certificate=8
same 'bytes that would drive a terminal' 0 "$(LC_ALL=C tr -d '\n\040-\176' <out | wc -c)"

# --- a faulty pkit.yaml, and octets that are no certificate, hide nothing else --------------------------------------------
sql home "UPDATE certificates SET der = x'3003020101' WHERE id = (SELECT MIN(id) FROM certificates WHERE revoked_at IS NULL)"
echo 'no such key: 1' >>home/pkit.yaml
expect 0 pkit report --format json
same 'warnings' 2 "$(jq '.warnings | length' out)"
same 'the CA is known still' '"CN=Test Issuing CA"' "$(jq '.data.authorities[0].subject' out)"
expect 0 pkit report --out faulty
says '1 certificate in the state cannot be read' faulty/index.html
# A bill of materials that leaves something out would be taken for the whole.
expect 10 pkit report --format cyclonedx
says 'the bill of materials would not be whole: pkit.yaml: it has faults'
same 'what was printed' '' "$(cat out)"
sed -i '$d' home/pkit.yaml
expect 10 pkit report --format cyclonedx --out whole
says 'its octets in the state cannot be read' && says '[report.incomplete]'
[ -e whole ] && fail 'a bill of materials that is not whole was made'
sql home "UPDATE issuers SET certificate = x'3003020101' WHERE id = (SELECT MIN(id) FROM issuers)"
expect 10 pkit report --format cyclonedx
says 'in the state cannot be read' && says '[report.incomplete]'
same 'what was printed of a CA that cannot be read' '' "$(cat out)"

# --- what there is no room for is counted ----------------------------------------------------------------------------------
waiting() { pkit report --format json 2>/dev/null | jq '(.data.waiting | length) + .data.leftOut.waiting'; }
before=$(waiting)
sql home "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 700) INSERT INTO deliveries (event, target, subject, state, tries, next_at, holder, lease_until, reason) SELECT 1, 't.' || i, 's', 'dead', 10, 0, '', 0, 'away' FROM n"
same 'deliveries that are told or counted' $((before + 700)) "$(waiting)"

finish
