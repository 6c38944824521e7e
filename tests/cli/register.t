# pkit register: an orchestrator asks to be let in. Each option with and without.
$ . "$TRANSCRIPTS/common/foretold.sh" && new_home && handlers only && answer only '{"result":"Defer"}'
$ codes() { pkit "$@" --format json >out.json; echo "exit $?:" $(grep -oE '"code":"[a-z_.0-9]+"' out.json | sort -u | cut -d'"' -f4); }
$ claimed() { pkit explain "$1" | sed -n 's/^  claimed: //p'; }

# A name is all that it takes.
$ pkit register --client-machine web1
<id> waiting; web1 is New
2> pkit: error: <id> waits for approval
2> pkit: hint: an operator decides: pkit approve <id>
[4]
$ pkit register
2> pkit: error: option --client-machine is missing
2> pkit: hint: see pkit help register
[2]
$ pkit register --client-machine web_1.x-y:8 >/dev/null 2>&1
[4]
$ for name in '' 'a b' 'a/b' web1. 'wéb' '*' $(printf '%0254d' 0); do codes register --client-machine "$name"; done
exit 2: option.value
exit 2: name.machine
exit 2: name.machine
exit 2: name.machine
exit 2: name.machine
exit 2: name.machine
exit 2: name.machine

# --capability, --platform, --version, --param: what it says of itself, for the handlers; capabilities are a set.
$ claimed web1
ClientMachine=web1
$ pkit register --client-machine web2 --capability CertStores.PEM.Inventory --capability A --capability A --platform linux --version 2.5 --param Serial=50 --param 'site=a=b c' --param empty= >/dev/null 2>&1
[4]
$ claimed web2
AgentPlatform=linux Capabilities=A, CertStores.PEM.Inventory ClientMachine=web2 ClientParameters={Serial=50 site=a=b c} Version=2.5
$ pkit show web2 | grep -E 'Capabilities|Platform|Version'
  Capabilities   A, CertStores.PEM.Inventory
  AgentPlatform  linux
  Version        2.5
$ for param in site =lab ''; do codes register --client-machine web3 --param "$param"; done
exit 2: option.value
exit 2: option.value
exit 2: option.value
$ codes register --client-machine web3 --param a=1 --param a=2
exit 2: option.repeated
$ codes register --client-machine web3 --capability ''
exit 2: option.value
$ codes register --client-machine web3 --platform a --platform b
exit 2: option.repeated

# --csr: PEM, DER or bare base64, from a file or from standard input; without it there is no certificate.
$ answer only '{"result":"Allow"}'
$ pkit register --client-machine web4 | cut -d' ' -f2-
done; web4 is Approved
$ pkit register --client-machine web4 --csr any.csr 2>/dev/null | openssl x509 -noout -nameopt RFC2253 -subject
subject=CN=web4
$ pkit register --client-machine web5 --csr - <any.csr 2>/dev/null | openssl x509 -noout -nameopt RFC2253 -subject
subject=CN=web5
$ openssl req -in any.csr -outform DER -out any.der; pkit register --client-machine web6 --csr any.der 2>/dev/null | openssl x509 -noout -nameopt RFC2253 -subject
subject=CN=web6
$ base64 -w0 any.der | pkit register --client-machine web7 --csr - 2>/dev/null | openssl x509 -noout -nameopt RFC2253 -subject
subject=CN=web7
$ codes register --client-machine web8 --csr nowhere.csr
exit 6: file.missing
$ codes register --client-machine web8 --csr any.key
exit 5: pem.label
$ codes register --client-machine web8 --csr /dev/null
exit 5: pem.empty

# --out and --force: the certificate whole in a file, which is replaced only when told so; else it is the result.
$ pkit register --client-machine web9 --csr any.csr --out web9.crt
<id> issued; web9 is Approved; certificate <id>, serial <hex>, until <date>
$ openssl x509 -in web9.crt -noout -nameopt RFC2253 -subject; stat -c %a web9.crt
subject=CN=web9
644
$ codes register --client-machine web9 --csr any.csr --out web9.crt
exit 7: file.exists
$ echo old >web9.crt; pkit register --client-machine web9 --csr any.csr --out web9.crt --force >/dev/null && openssl x509 -in web9.crt -noout -nameopt RFC2253 -subject
subject=CN=web9
$ for n in 1 2; do pkit register --client-machine web9 --csr any.csr --out web9.crt --out-chain web9.chain --out-fullchain web9.full --force >/dev/null; done; cat web9.crt web9.chain | cmp - web9.full
$ pkit register --client-machine web9 --csr any.csr --out-fullchain web9.full
2> pkit: error: web9.full exists
2> pkit: hint: --force replaces it
[7]
$ pkit register --client-machine web10 --csr any.csr --out nowhere/web10.crt
2> pkit: error: nowhere/web10.crt: the directory nowhere takes no file
[9]
$ pkit register --client-machine web10 --csr any.csr --out - 2>/dev/null | head -n1
-----BEGIN CERTIFICATE-----
$ answer only '{"result":"Defer"}'
$ pkit register --client-machine web11 --csr any.csr --out web11.crt >/dev/null 2>&1; ls web11.crt
2> ls: cannot access 'web11.crt': No such file or directory
[2]

# --profile: one of the chain's profiles; another is refused, one that does not exist is 2, before any handler is asked.
$ answer only '{"result":"Allow"}'
$ pkit register --client-machine web12 --csr any.csr 2>/dev/null | openssl x509 -noout -ext extendedKeyUsage | tail -n1
    TLS Web Client Authentication
$ pkit register --client-machine web13 --csr any.csr --profile server 2>/dev/null | openssl x509 -noout -ext extendedKeyUsage | tail -n1
    TLS Web Server Authentication
$ sed -i 's/profiles: .agent, server./profiles: [agent]/' home/pkit.yaml
$ foretold register --client-machine web14 --csr any.csr --profile server
as foretold: exit 3, profile.refused, orchestrator New, registration refused
$ rm home/adapters/asked; pkit register --client-machine web14 --csr any.csr --profile servr
2> pkit: error: there is no profile 'servr'
2> pkit: hint: did you mean 'server'?
[2]
$ asked

# --not-after: a time or a duration within the profile's lifetime; what cannot be had is refused and never shortened.
$ pkit register --client-machine web15 --csr any.csr --not-after 5d --format json | grep -o '"notAfter":"5d"'
"notAfter":"5d"
$ openssl x509 -checkend $((5 * 86400)) -noout -in <(pkit register --client-machine web15 --csr any.csr 2>/dev/null)
Certificate will expire
[1]
$ openssl x509 -checkend $((5 * 86400 - 3600)) -noout -in <(pkit register --client-machine web15 --csr any.csr 2>/dev/null)
Certificate will not expire
$ end=$(date -u -d '+20 days' +%FT%TZ); pkit register --client-machine web16 --csr any.csr --not-after $end --out web16.crt | grep -c "until $end"
1
$ for end in 2020-01-01T00:00:00Z 91d 0s tomorrow 1700000000; do codes register --client-machine web17 --csr any.csr --not-after $end; done
exit 2: issue.not_after
exit 2: issue.not_after
exit 2: issue.not_after
exit 2: issue.not_after
exit 2: issue.not_after
$ pkit list orchestrators --name web17
2> pkit: no orchestrators

# --format json: one line; --explain: the trace in it, or the story beside the result.
$ pkit register --client-machine web18 --csr any.csr --format json | grep -o '^{"version":1,"ok":true,"operation":"register","data":{"registration":{"id":"r-'
{"version":1,"ok":true,"operation":"register","data":{"registration":{"id":"r-
$ pkit register --client-machine web18 --csr any.csr --format json | wc -l
1
$ pkit register --client-machine web18 --csr any.csr --explain --format json | grep -o '"trace":{"version":1'
"trace":{"version":1
$ pkit register --client-machine web19 --explain
<id> done; web19 is Approved
2> register of web19 at <date> by uid:<n>
2>   claimed: ClientMachine=web19
2>   verified: caller=uid:<n> osGroups=<any>
2>   1. only: Allow, after <n> ms
2>        answered {"result":"Allow"}
2>   verdict: allowed by handler:only
2>   outcome: exit=0 orchestrator=Approved registration=done
2>   pkit.yaml: <hex>
2>   pkit: <any>
$ answer only '{"result":"Defer"}'
$ pkit register --client-machine web20 --format json | grep -o '"ok":false\|"state":"waiting"\|"code":"[^"]*"'
"ok":false
"state":"waiting"
"code":"registration.waiting"

# --dry-run tells what would have happened. A handler's program is called only if it declares that it can be.
$ pkit register --client-machine web21 --csr any.csr --dry-run
dry run: nothing was changed; it would be
  exit          4
  orchestrator  New
  registration  waiting
2> pkit: error: the registration would wait for approval
[4]
$ answer only '{"result":"Allow"}'; pkit register --client-machine web21 --csr any.csr --dry-run
dry run: nothing was changed; it would be
  exit          0
  orchestrator  Approved
  registration  issued
  profile       agent
  names         cn:web21
  notAfter      <date>
$ sed -i 's/, dry_run: true//' home/pkit.yaml; pkit register --client-machine web21 --csr any.csr --dry-run; handlers only
dry run: nothing was changed; it would be
  exit          10
  orchestrator  New
  registration  waiting
2> pkit: error: handler 'only' failed: not called in a dry run: the adapter does not say dry_run: true
2> pkit: hint: mend the handler, or set its on_error
$ pkit show web21
2> pkit: error: nothing is called 'web21'
2> pkit: hint: pkit list shows what there is
[6]

# --wait ends as soon as another process decides; with nobody there, after its time, as without it.
$ answer only '{"result":"Defer"}'
$ elsewhere() { ( until [ -n "$(registration $2 waiting 2>/dev/null)" ]; do sleep 0.1; done; pkit "$@" >/dev/null 2>&1 ) & }
$ SECONDS=0; elsewhere approve web22; pkit register --client-machine web22 --csr any.csr --wait 50s 2>/dev/null | openssl x509 -noout -nameopt RFC2253 -subject; [ $SECONDS -lt 40 ] && echo at once; wait
subject=CN=web22
at once
$ SECONDS=0; elsewhere deny web23 --reason 'not ours'; pkit register --client-machine web23 --csr any.csr --wait 50s; echo $?; [ $SECONDS -lt 40 ] && echo at once; wait
<id> denied; web23 is Disapproved
3
at once
2> pkit: error: web23 is Disapproved: not ours
2> pkit: hint: only an operator's approve leaves that state
$ SECONDS=0; pkit register --client-machine web24 --wait 2s >/dev/null 2>&1; echo $?; [ $SECONDS -ge 2 ] && echo waited
4
waited
$ answer only '{"result":"Allow"}'; SECONDS=0; pkit register --client-machine web24 --wait 50s | cut -d' ' -f2-; [ $SECONDS -lt 40 ] && echo at once
done; web24 is Approved
at once
$ codes register --client-machine web24 --wait soon
exit 2: option.value

# Limits: 64 parameters of 4 KiB, 256 capabilities of 256 bytes, 64 KiB of CSR. What is beyond stores nothing.
$ long() { printf "%0$1d" 0; }; many() { for ((i = 0; i < $2; i++)); do printf '%s %s ' --$1 n$i=v; done; }
$ pkit register --client-machine big1 $(many param 64) $(many capability 256) | cut -d' ' -f2-
done; big1 is Approved
$ codes register --client-machine big2 $(many param 65)
exit 2: limit.parameters
$ codes register --client-machine big2 $(many capability 257)
exit 2: limit.capabilities
$ pkit register --client-machine big3 --param a=$(long 4095) --capability $(long 256) | cut -d' ' -f2-
done; big3 is Approved
$ codes register --client-machine big4 --param a=$(long 4096)
exit 2: limit.parameter
$ codes register --client-machine big4 --capability $(long 257)
exit 2: limit.capability
$ codes register --client-machine big4 --platform $(long 257)
exit 2: text.utf8
$ openssl req -new -key any.key -subj / -addext "subjectAltName=$(for ((i = 1000; i < 4000; i++)); do echo -n DNS:host-$i.corp.example,; done)DNS:x" -out big.csr; codes register --client-machine big4 --csr big.csr
exit 5: csr.size
$ codes register --client-machine big4 --param $'a=\xff'
exit 2: text.utf8
$ pkit list orchestrators --name 'big[24]'
2> pkit: no orchestrators
