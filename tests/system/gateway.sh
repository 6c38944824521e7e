# runs: release
# timeout: 300
# A gateway under faults: the adapter killed on its way, pkit killed and its adapter not, and answers that are not what
# was asked for. After each: the other CA has made one certificate of the request at most, the same again ends with that
# very certificate, and doctor is content. tests/faults has pkit killed at each call.
source "$PKIT_SOURCE/tests/tools/lib.sh"
TRANSCRIPTS=$PKIT_SOURCE/tests/cli
source "$TRANSCRIPTS/common/gateway.sh"
unset PKIT_HOME
here=$PWD

# A CA that is fast: of an order it makes what lies in prepared.crt, once. `mode` says where it dies.
quick_ca() { # HOME
  cat >"$1/adapters/otherca" <<'END'
#!/bin/bash
cd "${0%/*}" || exit 1
read -r envelope
procedure=${envelope#*'"procedure":"'} id=${envelope#*'"requestId":"'} mode=ok
procedure=${procedure%%'"'*} id=${id%%'"'*}
read -r mode 2>/dev/null <mode
echo "$procedure" >>calls
[ "$procedure $mode" != 'issue early' ] || kill -9 $$
[ "$procedure $mode" != 'issue detached' ] || { (setsid bash -c "sleep 1; : >made/$id" &) && sleep 60; }
[ "$procedure $mode" != 'issue slow' ] || sleep 1
[ "$procedure" = status ] || : >"made/$id"
[ "$procedure $mode" != 'issue late' ] || kill -9 $$
[ "$procedure $mode" != 'issue hanging' ] || sleep 60
[ -e "made/$id" ] || { echo "{\"result\":\"Unknown\",\"requestId\":\"$id\"}" && exit; }
echo "{\"result\":\"Issued\",\"requestId\":\"$id\",\"certificate\":\"$(<returned)\"}"
END
  mkdir "$1/adapters/made"
}

# foreign NAME OPTION...: NAME.crt over web1.csr as the other CA's clerk would make it, wrong as the options say.
foreign() {
  local name=$1 csr=web1.csr subject=/CN=web1 serial=0A end=20261231000000Z start=20261101000000Z ca=corp/ca word
  local extensions=$'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth\nsubjectAltName=DNS:web1.corp.example'
  shift
  for word; do local "${word%%=*}"="${word#*=}"; done
  mkdir -p clerk && rm -f clerk/* && : >clerk/index && echo "$serial" >clerk/serial && printf "%b\n" "$extensions" >clerk/extensions
  printf '%s\n' '[ca]' default_ca=this '[this]' database=clerk/index new_certs_dir=clerk serial=clerk/serial \
    default_md=sha256 policy=any '[any]' CN=supplied >clerk/config
  openssl ca -batch -notext -config clerk/config -cert "$ca.crt" -keyfile "$ca.key" -in "$csr" -subj "$subject" \
    -extfile clerk/extensions -startdate "$start" -enddate "$end" -out "$name.crt" 2>openssl.err || cat openssl.err
}
day() { date -u -d "$1" +%Y%m%d000000Z; }
returns() { sed -z 's/\n/\\n/g' "$1" >"$2/adapters/returned"; } # FILE HOME

export PKIT_HOME=$here/home
new_gateway 10s || fail 'no home'
unset PKIT_HOME
csr web1
quick_ca home
foreign good "start=$(day today)" "end=$(day '+30 days')"
returns good.crt home

same_certificate() { same "$1" "$(openssl x509 -in good.crt -outform DER | basenc --base16 -w0)" \
  "$(sql work "SELECT group_concat(hex(der)) FROM certificates")"; }
orders() { ls work/adapters/made | wc -l; }
intent() { sql work "SELECT state FROM intents ORDER BY rowid DESC LIMIT 1"; }
# Whatever was sent is not under way any more.
time_passes() { sql work "UPDATE intents SET sent_until = 0, lease_until = 0"; }
fresh() {
  rm -rf work && cp -a "${1:-home}" work
}

# what must hold after any fault; CONTEXT COMMAND
recovers() {
  [ "$(orders)" -le 1 ] || fail "$1: the other CA made $(orders) before the retry"
  sound work
  time_passes
  "$2" >again.out 2>&1 || { fail "$1: the same again ends with $?"; cat again.out; }
  same "$1: orders of which something was made" 1 "$(orders)"
  same_certificate "$1: certificates"
  same "$1: the intent" bound "$(intent)"
  [ "$(grep -c issue work/adapters/calls)" -le "${3:-1}" ] || fail "$1: sent more than once: $(echo $(<work/adapters/calls))"
  sound work
}

issue() { pkit issue --home work --csr web1.csr --request-id i1; }

# The adapter killed before and after it reached the CA, and where the time limit ends it.
for mode in early late hanging; do
  fresh
  [ $mode != hanging ] || sed -i 's/timeout: 10s/timeout: 2s/' work/pkit.yaml
  echo $mode >work/adapters/mode
  expect 10 issue
  same "the intent after $mode" sent "$(intent)"
  rm work/adapters/mode
  recovers "adapter killed: $mode" issue $([ $mode = early ] && echo 2 || echo 1)
done

# pkit killed, and what its adapter left behind reaches the CA only later: that it is not known yet does not count.
fresh
sed -i 's/timeout: 10s/timeout: 4s/' work/pkit.yaml
echo detached >work/adapters/mode
issue >killed.out 2>&1 &
killed=$!
for ((i = 0; i < 200; ++i)); do [ -e work/adapters/calls ] && break; sleep 0.05; done
pid=$(pgrep -P $killed -x pkit || echo $killed)
sleep 0.3 && kill -9 "$pid"
wait $killed 2>/dev/null
expect 0 issue
same 'orders of one that came late' 1 "$(orders)"
same_certificate 'certificates of one that came late'
same 'calls of one that came late: sent' 1 "$(grep -c issue work/adapters/calls)"

# Two at once: one asks, the other waits for it, and both end with the one certificate.
fresh
echo slow >work/adapters/mode
for i in 1 2; do { pkit register --home work --client-machine web1 --csr web1.csr >both.$i 2>&1; echo $? >exit.$i; } & done
wait
same 'exits of two at once' '0 0' "$(echo $(<exit.1) $(<exit.2))"
same 'orders of two at once' 1 "$(orders)"
same_certificate 'certificates of two at once'
grep -lq 'BEGIN CERTIFICATE' both.1 both.2 || fail 'neither of two at once has a certificate'

# Answers that are not what was asked for: each is refused, nothing of it is recorded, and the intent stays as it is.
csr web2
fresh
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout stranger.key -out stranger.crt \
  -subj '/O=Corp/CN=Corp CA' -days 30 -addext keyUsage=critical,keyCertSign 2>openssl.err
start=$(day today) end=$(day '+30 days')
eku='basicConstraints=CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=clientAuth'
while IFS='|' read -r name what options; do
  eval "foreign bad $options"
  case $name in
    trailing) { cat good.crt && echo garbage; } >bad.crt ;;
    twice) cat good.crt good.crt >bad.crt ;;
    octets) { openssl x509 -in good.crt -outform DER; echo; } | openssl base64 | sed '1i-----BEGIN CERTIFICATE-----' | sed '$a-----END CERTIFICATE-----' >bad.crt ;;
    nothing) : >bad.crt ;;
  esac
  returns bad.crt work
  expect 10 issue || echo "of $name"
  says "$what"
  same "the intent after $name" sent "$(intent)"
  same "certificates after $name" 0 "$(certificates work)"
done <<'END'
issuer|not signed by|start=$start end=$end ca=stranger
key|another key than the CSR|start=$start end=$end csr=web2.csr
subject|it is for 'CN=web2'|start=$start end=$end subject=/CN=web2
more|also names dns:admin.corp.example|start=$start end=$end "extensions=$eku\nsubjectAltName=DNS:web1.corp.example,DNS:admin.corp.example"
fewer|does not name dns:web1.corp.example|start=$start end=$end "extensions=$eku"
ca|is a CA certificate|start=$start end=$end extensions=basicConstraints=critical,CA:TRUE
longer|later than|start=$start end=$(day '+200 days')
later|begins only at|start=$(day '+2 days') end=$end
earlier|long before it was asked for|start=$(day '-20 days') end=$end
ended|it ended at|start=$(day today) end=$(date -u -d '-1 minute' +%Y%m%d%H%M%SZ)
usage|may be used for serverAuth|start=$start end=$end "extensions=basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=clientAuth,serverAuth\nsubjectAltName=DNS:web1.corp.example"
any|anything|start=$start end=$end "extensions=basicConstraints=CA:FALSE\nsubjectAltName=DNS:web1.corp.example"
critical|critical extension 1.2.3.4|start=$start end=$end "extensions=$eku\nsubjectAltName=DNS:web1.corp.example\n1.2.3.4=critical,DER:0500"
trailing|nothing else|start=$start end=$end
twice|nothing else|start=$start end=$end
octets|certificate that came back|start=$start end=$end
nothing|nothing else|start=$start end=$end
END
same 'sent in all this' 1 "$(grep -c issue work/adapters/calls)"
returns good.crt work
expect 0 issue
same_certificate 'certificates after the bad ones'

# A serial that is another certificate's already.
foreign bad start=$start end=$end csr=web2.csr subject=/CN=web2 "extensions=$eku
subjectAltName=DNS:web2.corp.example"
returns bad.crt work
expect 10 pkit issue --home work --csr web2.csr
says 'is another'
sound work
finish
