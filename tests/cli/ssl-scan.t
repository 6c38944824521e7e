# A job that looks what TLS servers serve (B3, B11, X25): named endpoints alone, each within its time, and in no quiet hours; the
# chain is told and not trusted. All of it on this host.
$ pkit init --home home --name T --key-type ed25519 --no-passphrase --test-clock --now 2026-01-01 2>/dev/null | head -n 1
made <dir>/home
$ export PKIT_HOME=$PWD/home; umask 077; now="--now 2026-02-02T12:00:00Z"
$ codes() { pkit "$@" --format json >out.json; echo "exit $?:" $(jq -r '.error.code // empty' out.json); }
$ for name in good old; do pkit issue --subject CN=$name --new-key ec-p256 --not-after $([ $name = old ] && echo 10d || echo 80d) --out $name --now 2026-01-01 >/dev/null; done
$ printf '[ca]\ndefault_ca=d\n[d]\ndatabase=idx\nnew_certs_dir=.\nrand_serial=yes\ndefault_md=sha256\npolicy=p\n[p]\norganizationName=optional\ncommonName=optional\n' >ca.cnf; : >idx; by_itself() { openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $1.key -out $1.csr -subj "$2" 2>/dev/null; openssl ca -config ca.cnf -selfsign -keyfile $1.key -in $1.csr -out $1.crt -startdate 20260101000000Z -enddate 20260401000000Z -batch -notext 2>/dev/null; }; by_itself own "/CN=nobody's own"
$ serve() { for _ in $(seq 200); do [ -S $1 ] && return; sleep 0.05; done; }; start() { openssl s_server -unix $1.sock -www "${@:2}" >/dev/null 2>&1 & echo $! >>pids; serve $1.sock; }
$ start good -cert good/cert.pem -key good/key.pem -cert_chain good/chain.pem; start old -cert old/cert.pem -key old/key.pem; start own -cert own.crt -key own.key
$ python3 -c 'import socket, time; s = socket.socket(socket.AF_UNIX); s.bind("mute.sock"); s.listen(); time.sleep(60)' & echo $! >>pids; serve mute.sock
$ scan() { pkit job schedule ssl-scan "$@" $now | sed 's/^[^ ]* //'; pkit job run --due $now --format json | jq -c '.data.runs[] | .Result, .Message, .output.answered, (.output.endpoints[] | [.endpoint, .subject, .notAfter, .chain, .error])' | sed "s#$PWD/##g"; }
$ scan --endpoint tls+unix:$PWD/good.sock
ssl-scan: now, due <date>
"Success"
null
1
["tls+unix:good.sock","CN=good","<date>",2,null]
$ jq -r . <(pkit job history --limit 1 --format json $now) | grep -e fingerprint -e issuer; openssl x509 -in good/cert.pem -noout -fingerprint -sha256 | tr -d : | tr A-F a-f | sed 's/.*=//' | grep -c -f - <(pkit job history --limit 1 --format json $now)
              "issuer": "CN=T TEST Issuing CA",
              "fingerprint": "<hex>",
1

# One that has expired, one that signed itself, one that says nothing, and none: a Warning with what was seen; none at all is a Failure.
$ scan --retries 0 --timeout 4 --endpoint tls+unix:$PWD/old.sock --endpoint tls+unix:$PWD/own.sock --endpoint tls+unix:$PWD/mute.sock --endpoint tls://127.0.0.1:1
ssl-scan: now, due <date>
"Warning"
"there is no TLS server at tls+unix:mute.sock; there is no TLS server at tls://127.0.0.1:1; what is served at tls+unix:old.sock has expired"
2
["tls+unix:old.sock","CN=old","<date>",1,null]
["tls+unix:own.sock","CN=nobody's own","<date>",1,null]
["tls+unix:mute.sock",null,null,null,"there is no TLS server at tls+unix:mute.sock"]
["tls://127.0.0.1:1",null,null,null,"there is no TLS server at tls://127.0.0.1:1"]
$ scan --retries 0 --timeout 4 --endpoint tls+unix:$PWD/none.sock
ssl-scan: now, due <date>
"Failure"
"there is no TLS server at tls+unix:none.sock"
0
["tls+unix:none.sock",null,null,null,"there is no TLS server at tls+unix:none.sock"]

# One that is not valid yet, and one whose subject looks like the beginning of another certificate: that is a name and no more.
$ by_itself odd '/O=-----BEGIN CERTIFICATE-----/CN=odd'; pkit issue --subject CN=late --new-key ec-p256 --out late --now 2026-03-01 >/dev/null; start odd -cert odd.crt -key odd.key; start late -cert late/cert.pem -key late/key.pem
$ scan --endpoint tls+unix:$PWD/odd.sock --endpoint tls+unix:$PWD/late.sock
ssl-scan: now, due <date>
"Warning"
"what is served at tls+unix:late.sock is not valid before <date>"
2
["tls+unix:odd.sock","CN=odd,O=-----BEGIN CERTIFICATE-----","<date>",1,null]
["tls+unix:late.sock","CN=late","<date>",1,null]

# In quiet hours nobody is asked, however long it is due: it waits.
$ pkit job schedule ssl-scan --timeout 5 --endpoint tls+unix:$PWD/good.sock --quiet-hours 'mon-fri 08:00-18:00' --schedule 'daily 09:00' --now 2026-02-01T12:00:00Z | sed 's/^[^ ]* //'
ssl-scan: daily 09:00, due <date>
$ pkit job run --due $now; codes job run $(pkit job list --state Waiting --format json $now | jq -r '.data.jobs[0].JobId') $now; pkit job run --due --now 2026-02-02T18:00:00Z | awk '{ print $3, $5 }'
exit 7: job.state
ssl-scan Success
2> pkit: nothing is due

# What cannot be: said before anything is scheduled.
$ for option in '--endpoint web1:443' '--endpoint tls://-x:1' '--endpoint tls://a:99999' '--endpoint tls://[::1:443' '--endpoint tls://a:1 --timeout 16' '--endpoint tls://a:1 --quiet-hours never' '--timeout 3' '--endpoint tls://a:1 --directory .'; do codes job schedule ssl-scan $option $now; done; codes job schedule ssl-scan $(for n in $(seq 51); do echo --endpoint tls://a:$n; done) $now; codes job schedule inventory --endpoint tls://a:1 $now
exit 2: job.parameter
exit 2: job.parameter
exit 2: job.parameter
exit 2: job.parameter
exit 2: option.value
exit 2: job.parameter
exit 2: job.parameter
exit 2: job.parameter
exit 2: job.parameter
exit 2: job.parameter
$ kill $(cat pids)
