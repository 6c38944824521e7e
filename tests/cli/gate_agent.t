# The gate takes what agents post to their platform, and answers as it does (B2, B3): keys to the letter, each message here one of the wire.
$ . "$TRANSCRIPTS/common/agents.sh"; export PKIT_HOME=$PWD/home; umask 077; pkit init --name T --no-passphrase >/dev/null 2>&1; sed -i '/^chains:/,$d' home/pkit.yaml; cat admit.yaml >>home/pkit.yaml; pkit config check
<dir>/home/pkit.yaml: sound
$ mkdir cam eve; for name in cam eve; do pkit agent register --agent-dir $name --client-machine $name --capability CertStores.PEM.Inventory >/dev/null; echo '[{"StorePath":"/etc/web.pem","CertStoreTypeName":"PEM"}]' | pkit orchestrator stores $name --set - >/dev/null; done
$ pkit issue --subject CN=web1 --new-key ec-p256 --out web1 >/dev/null; schedule() { pkit job schedule "$1" /etc/web.pem --agent cam "${@:2}" --format json | jq -r .data.job.JobId; }

# session: a registration. A job that is due has the schedule of at once; another one says when.
$ job=$(schedule inventory); schedule inventory --schedule 'once 2099-01-01T03:00Z' >/dev/null
$ open() { say "$1" session "$(jq -c --arg m "$2" '.ClientMachine = $m' session.json)"; }; open cam cam >reply; token=$(jq -r .data.Session.Token reply); jq '.data | .Session.AgentId = "<uuid>"' reply | sed "s/$token/<token>/"
{
  "Result": {
    "Status": 1,
    "Error": {
      "Code": 0,
      "CodeString": "",
      "Message": ""
    }
  },
  "Session": {
    "Token": "<token>",
    "AgentId": "<uuid>",
    "ClientMachine": "cam",
    "Certificate": null,
    "HeartbeatInterval": 5,
    "Jobs": [
      {
        "JobId": "<id>",
        "JobTypeId": "CertStores.PEM.Inventory",
        "ConfigurationEndpoint": "job-config",
        "CompletionEndpoint": "job-complete",
        "Cron": "",
        "Schedule": "",
        "Priority": 6
      },
      {
        "JobId": "<id>",
        "JobTypeId": "CertStores.PEM.Inventory",
        "ConfigurationEndpoint": "job-config",
        "CompletionEndpoint": "job-complete",
        "Cron": "",
        "Schedule": "O_2099-01-01T03:00",
        "Priority": 6
      }
    ],
    "ClientParameters": {}
  }
}

# What is not signed, or by another's key, has no session; nobody learns from a name alone what is recorded of it.
$ open '' cam | jq -c '[.ok, .data.Session.Token, .data.Session.Jobs]'; open eve cam | jq -c '[.ok, .error.code]'
[true,"",[]]
[false,"proof.refused"]
$ say '' job-config "$(about)" | jq -c '[.exit, .error.code]'; say eve job-config "$(about)" | jq -c '[.exit, .error.code]'; mine=$token; token=guess; say cam job-config "$(about)" | jq -c '[.exit, .error.code]'; token=$mine
[8,"agent.session"]
[8,"proof.refused"]
[8,"agent.session"]

# An inventory: asked for, taken, ended. Before it is asked for it is nobody's.
$ say cam inventory "$(about '{"Inventory":[]}')" | jq -c '[.exit, .error.code]'
[7,"job.lost"]
$ say cam job-config "$(about)" >reply; audit=$(jq .data.AuditId reply); jq .data reply | sed "s/$audit/<audit>/"
{
  "InventoryEndpoint": "inventory",
  "AuditId": <audit>,
  "JobCancelled": false,
  "Result": {
    "Status": 1,
    "Error": {
      "Code": 0,
      "CodeString": "",
      "Message": ""
    }
  },
  "Job": {
    "ClientMachine": "cam",
    "StorePath": "/etc/web.pem",
    "StorePassword": "",
    "Category": 0,
    "Inventory": []
  }
}
$ der=$(openssl x509 -in web1/cert.pem -outform DER | base64 -w0); update() { about "$(jq -c --arg der "$der" '.Inventory[0].Certificates = [$der]' inventory.json)"; }; say cam inventory "$(update)" | jq -c .data
{"Result":{"Status":1,"Error":{"Code":0,"CodeString":"","Message":""}}}
$ end() { about "{\"Status\":$1,\"AuditId\":${2:-$audit},\"Message\":\"${3:-}\"}"; }; say cam job-complete "$(end 1)" | jq -c .data; say cam job-complete "$(end 2)" | jq -c .data
{"Result":{"Status":1,"Error":{"Code":0,"CodeString":"","Message":""}},"InventoryJob":""}
{"Result":{"Status":1,"Error":{"Code":0,"CodeString":"","Message":""}},"InventoryJob":""}
$ pkit job history --format json | jq -c '.data.runs[] | [.Result, .output]'
["Success",{"entries":1,"added":1,"modified":0,"removed":0}]

# A job is its session's: not another agent's, not a former session's, and ended once.
$ say cam job-complete "$(end 2)" | jq -c '[.exit, .error.code]'
[7,"job.lost"]
$ job=$(schedule inventory); say cam job-config "$(about)" >reply; audit=$(jq .data.AuditId reply); jq -c .data.Job.Inventory reply; say cam job-config "$(about)" | jq .data.AuditId | grep -c $audit; say cam job-complete "$(end 2 1)" | jq -c '[.exit, .error.code]'
[{"Alias":"web1","PrivateKeyEntry":true,"Thumbprints":["<hex>"]}]
1
[7,"job.lost"]
$ open eve eve >reply; token=$(jq -r .data.Session.Token reply); jq -c .data.Session.Jobs reply; say eve job-config "$(about)" | jq -c '[.exit, .error.code]'; say cam job-config "$(about)" | jq -c '[.exit, .error.code]'
[]
[6,"job.unknown"]
[8,"proof.refused"]
$ open cam cam >reply; token=$mine; say cam job-complete "$(end 2)" | jq -c '[.exit, .error.code]'; token=$(jq -r .data.Session.Token reply); say cam job-complete "$(end 2)" | jq -c '[.exit, .error.code]'
[8,"agent.session"]
[7,"job.lost"]

# An inventory that ends well with nothing taken in this run is a Failure; one that is empty is a Warning; and every other status is a Failure.
$ take() { say cam job-config "$(about)" >reply; audit=$(jq .data.AuditId reply); }; last() { pkit job history --limit 1 --format json | jq -c '.data.runs[] | [.Result, .Message, .output]'; }
$ take; say cam job-complete "$(end 2)" | jq -c .ok; last
true
["Failure","it ended with no inventory that was taken: nothing is known of the store",null]
$ job=$(schedule inventory); take; say cam inventory "$(about '{"Inventory":[]}')" | jq -c .ok; say cam job-complete "$(end 2)" | jq -c .ok; last
true
true
["Warning","there is nothing in it",{"entries":0,"added":0,"modified":0,"removed":1}]
$ job=$(schedule inventory --retries 0); take; say cam job-complete "$(end 0 $audit 'no such store')" | jq -c .ok; last
true
["Failure","no such store",null]

# What is not a certificate, and one name for two, is no inventory; a certificate that is there twice is counted twice.
$ pkit issue --subject CN=web2 --new-key ec-p256 --out web2 >/dev/null; web2=$(openssl x509 -in web2/cert.pem -outform DER | base64 -w0); items() { about "$(jq -cn '{Inventory: [$ARGS.positional | _nwise(2) | {Alias: .[0], PrivateKeyEntry: false, ItemStatus: 1, Certificates: [.[1]]}]}' --args "$@")"; }
$ job=$(schedule inventory --retries 0); take; for bad in "a AAAA" "a !!!" "a $der a $web2"; do say cam inventory "$(items $bad)" | jq -r '.error | .code, .message'; done; say cam job-complete "$(end 2)" | jq -c .ok; last
agent.message
'a' has a certificate that is none: byte 0: Certificate expected, not tag 0x00
agent.message
'a' has a certificate that is none: it is no base64
agent.message
'a' names two certificates
true
["Failure","it ended with no inventory that was taken: nothing is known of the store",null]
$ job=$(schedule inventory); take; say cam inventory "$(items a $der b $web2 b $web2)" | jq -c .ok; say cam job-complete "$(end 2)" | jq -c .ok; last
true
true
["Warning","b is there more than once",{"entries":3,"added":3,"modified":0,"removed":0}]

# Management: an addition, whose key comes as PKCS#12 under a password of its own, and a removal.
$ job=$(schedule add --cert web1/cert.pem --key web1/key.pem --overwrite); take; jq '.data | .Job.EntryContents = "<pkcs12>" | .Job.PfxPassword = "<password>"' reply | sed "s/$audit/<audit>/"; jq -r .data.Job.EntryContents reply | base64 -d | openssl pkcs12 -nodes -passin pass:$(jq -r .data.Job.PfxPassword reply) 2>/dev/null | openssl pkey | cmp - web1/key.pem && echo its key
{
  "AuditId": <audit>,
  "JobCancelled": false,
  "Result": {
    "Status": 1,
    "Error": {
      "Code": 0,
      "CodeString": "",
      "Message": ""
    }
  },
  "Job": {
    "ClientMachine": "cam",
    "StorePath": "/etc/web.pem",
    "StorePassword": "",
    "Category": 0,
    "OperationType": 2,
    "StoreType": 0,
    "Alias": "",
    "PrivateKeyEntry": true,
    "EntryPassword": "",
    "Thumbprint": "<hex>",
    "EntryContents": "<pkcs12>",
    "PfxPassword": "<password>",
    "Overwrite": true,
    "Properties": "{}"
  }
}
its key
$ pkit events --kind job.handed-out --format json | jq -sc '.[-2:][].data.data | .Thumbprint |= if . then "<hex>" else empty end'
{"agent":"cam","key":false,"kind":"inventory","store":"/etc/web.pem"}
{"Thumbprint":"<hex>","agent":"cam","key":true,"kind":"add","store":"/etc/web.pem"}
$ say cam job-complete "$(end 3 $audit 'it was there')" | jq -c .ok; last
true
["Warning","it was there",null]
$ job=$(schedule remove --alias web1); take; jq -c '.data.Job | [.OperationType, .Alias, .EntryContents]' reply; say cam job-complete "$(end 4 $audit 'it is bound')" | jq -c .ok; last
[3,"web1",""]
true
["Failure","it is bound",null]
$ cp web1/key.pem gone.key; job=$(schedule add --cert web1/cert.pem --key gone.key --retries 0); rm gone.key; take; jq -c '[.exit, .error.code]' reply; last | sed 's/"[^"]*gone/"<dir>\/gone/'
[7,"agent.job"]
["Failure","<dir>/gone.key: there is no such file",null]

# Re-enrolment is flat: a key at the agent's store for the entry that the last inventory found, and the one pipeline.
$ job=$(schedule reenrollment --holder web1 --retries 0); take; jq -c '[.exit, .error.code]' reply; last
[7,"agent.job"]
["Failure","no such entry with a key is known of /etc/web.pem",null]
$ job=$(schedule inventory); take; say cam inventory "$(update)" | jq -c .ok; say cam job-complete "$(end 2)" | jq -c .ok
true
true
$ pkit job schedule reenrollment /etc/web.pem --agent cam; job=$(schedule reenrollment --holder cam --retries 0); take; jq -c '[.exit, .error.code]' reply; last
[7,"agent.job"]
["Failure","the certificate in /etc/web.pem is not of the holder that <id> was scheduled for",null]
2> pkit: error: a reenrollment by an agent needs --holder
2> pkit: hint: the machine whose certificate lies in that store, for which the agent gets another
$ job=$(schedule reenrollment --holder web1); take; jq .data reply | sed "s/$audit/<audit>/"
{
  "AuditId": <audit>,
  "JobCancelled": false,
  "Result": {
    "Status": 1,
    "Error": {
      "Code": 0,
      "CodeString": "",
      "Message": ""
    }
  },
  "ClientMachine": "cam",
  "StorePath": "/etc/web.pem",
  "StorePassword": "",
  "KeyType": "ECC",
  "KeySize": 256,
  "Subject": "CN=web1",
  "Entropy": "",
  "EnrollEndpoint": "enroll",
  "Properties": {
    "separatePrivateKey": false,
    "privateKeyPath": ""
  }
}
$ csr() { openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout new.key -subj /CN=$1 2>/dev/null; }; enrol() { say cam enroll "$(about "$(jq -cn --arg csr "$1" --arg proof "$proof" '{CSRText: $csr} + if $proof == "" then {} else {PresentKeyProof: $proof} end')")"; }; enrol "$(csr web2)" | jq -c '[.exit, .error.code]'; enrol nothing | jq -c '[.exit, .error.code]'
[5,"agent.message"]
[5,"pem.format"]
$ csr web1 >web1.csr; enrol "$(cat web1.csr)" | jq -r '.error | .code, .message'; for key in cam/tls/key.pem new.key; do proof=$(possession $key web1.csr) enrol "$(cat web1.csr)" | jq -c '[.exit, .error.code]'; done
agent.possession
<id> needs a proof of the key that is to be replaced
[8,"agent.possession"]
[8,"agent.possession"]
$ pkit events --kind proof.refused --format json | jq -sc 'last.data.data'
{"agent":"cam","code":"agent.possession"}
$ export proof=$(possession web1/key.pem web1.csr); id=e1 enrol "$(cat web1.csr)" >reply; jq -c '[.exit, .data.Result, (.data.Certificate | length > 100), (.chain | length)]' reply; jq -r .data.Certificate reply | openssl x509 -noout -pubkey | cmp - <(openssl pkey -in new.key -pubout) && echo over its key
[0,{"Status":1,"Error":{"Code":0,"CodeString":"","Message":""}},true,1]
over its key
$ id=e1 enrol "$(cat web1.csr)" | jq -r .data.Certificate | cmp - <(jq -r .data.Certificate reply) && echo the same; enrol "$(csr web1)" | jq -c '[.exit, .error.code]'; say cam job-complete "$(end 2)" | jq -c .ok; last
the same
[7,"job.state"]
true
["Success",null,null]

# Whose agent asked is in the trace and the history, and whether it showed the present key; of an agent that cannot, the operator's word is.
$ story() { pkit explain web1 | grep -e verified: -e provenBy -e 'proven by' | sed 's/ previous.* state/ state/; s/[0-9a-f]\{64\}/SHA-256/'; pkit events --kind agent.enrolled --format json | jq -sc 'last.data.data | del(.fingerprint, .holder)'; }; story
  verified: agent=cam presentKey=proven state=Approved
  proven by the certificate: SHA-256
  verified: caller=uid:0 osGroups=root
{"agent":"cam","presentKey":"proven","store":"/etc/web.pem"}
$ unset proof; job=$(schedule reenrollment --holder web1 --without-proof); take; enrol "$(csr web1)" | jq -c '[.exit, (.data.Certificate | length > 100)]'; say cam job-complete "$(end 2)" | jq -c .ok; story
[0,true]
true
  verified: agent=cam presentKey=unproven state=Approved
  verified: agent=cam presentKey=proven state=Approved
  proven by the certificate: SHA-256
  verified: caller=uid:0 osGroups=root
{"agent":"cam","presentKey":"unproven","store":"/etc/web.pem"}

# A run has one certificate, by that certificate's own commit: of four enrolments at once one is taken. What was never given is no Success.
$ job=$(schedule reenrollment --holder web1 --without-proof); take; for n in 1 2 3 4; do mkdir p$n; ln -s ../home ../cam p$n; (cd p$n; csr web1 >csr; enrol "$(cat csr)" >reply) & done; wait; cat p?/reply | jq -sc '[(map(select(.exit == 0)) | length), (map(select(.exit == 7 or .exit == 8)) | length)]'; pkit events --kind agent.enrolled --format json | jq -sc --arg job $job '[.[].data | select(.subject == $job)] | length'
[1,3]
1
$ for n in 1 2 3 4; do cd p$n; enrol "$(cat csr)" | jq -c '[.exit, .error.code]'; cd ..; done | sort; say cam job-complete "$(end 2)" | jq -c .ok; last
[3,"key.used"]
[7,"job.state"]
[7,"job.state"]
[7,"job.state"]
true
["Success",null,null]
$ job=$(schedule reenrollment --holder web1 --without-proof --retries 0); take; enrol "$(csr web2)" | jq -c '[.exit, .error.code]'; say cam job-complete "$(end 2)" | jq -c .ok; last
[5,"agent.message"]
true
["Failure","it ended with no certificate that was given for it",null]

# A key that was revoked as compromised is handed out to nobody.
$ pkit issue --subject CN=web3 --new-key ec-p256 --out web3 >/dev/null; job=$(schedule add --cert web3/cert.pem --key web3/key.pem --retries 0); pkit revoke $(openssl x509 -in web3/cert.pem -noout -serial | sed 's/.*=//') --reason keyCompromise >/dev/null; take; jq -c '[.exit, .error.code, .data.Job]' reply; last | sed 's/20[0-9TZ:-]*/<time>/'
[7,"agent.job",null]
["Failure","the certificate of 'CN=web3' is not to be relied on: it was revoked <time> keyCompromise",null]

# Of places that a discovery tells, those are taken that it can have found, and each once.
$ job=$(pkit job schedule discovery --directory /srv/ --agent cam --format json | jq -r .data.job.JobId); take; say cam job-complete "$(end 2 | jq -c '.Locations = ["/srv/a.pem", "/srv/a.pem", "a.pem", "/etc/a.pem", "/srv/../etc/a.pem", "/srv", "/srvb/a.pem", "/srv/\u001b.pem", "/srv/b/c.pem"]')" | jq -c .ok; last
true
["Warning","6 of its places are left out: 'a.pem' is no absolute path without detours",{"locations":["/srv/a.pem","/srv/b/c.pem"],"pending":["/srv/a.pem","/srv/b/c.pem"]}]
$ job=$(pkit job schedule discovery --directory /srv --agent cam --format json | jq -r .data.job.JobId); take; say cam job-complete "$(end 3 $audit 'slow' | jq -c '.Locations = ["a.pem"]')" | jq -c .ok; last
true
["Warning","slow",{"locations":[],"pending":[]}]

# What handlers of finished jobs are told has the agent in it (B11), and what a handler does alters no result.
$ pkit show cam | awk '$1 == "AgentId" { print $2 }' >id; pkit events --kind job.completed --format json | jq -sc --arg id "$(cat id)" 'last | .data.data | [.ClientMachine, .AgentId == $id, .JobType, .JobResult, .CurrentRetryCount]'
["cam",true,"discovery","Warning",0]

# What was cancelled is not done.
$ job=$(schedule inventory); pkit job cancel $job >/dev/null; say cam job-config "$(about)" | jq -c .data
{"AuditId":0,"JobCancelled":true,"Result":{"Status":1,"Error":{"Code":0,"CodeString":"","Message":""}}}

# What is no such message is refused, with every fault; neither a token nor a signature is looked at before.
$ say '' job-complete '{"SessionToken":"t","JobId":"j","Status":5,"auditId":1}' | jq -r '.error | .code, (.details[] | .message)'
agent.message
unknown key 'auditId'
Status must be 0 to 4, not 5
AuditId is missing
$ say '' inventory '{"SessionToken":"t","JobId":"j","Inventory":[{"Alias":"a","PrivateKeyEntry":"yes"}]}' | jq -r '.error | .code, (.details[] | .message)'; for bad in '[]' 'x' '"t"'; do say '' job-config "$bad" | jq -c '[.exit, .error.code]'; done
agent.message
Inventory[0].PrivateKeyEntry must be true or false, not text
Inventory[0].ItemStatus is missing
Inventory[0].Certificates is missing
[5,"agent.message"]
[5,"json.syntax"]
[5,"agent.message"]

# An agent that is not Approved any more has no session (T-B10).
$ pkit deny cam --reason gone >/dev/null; say cam job-config "$(about)" | jq -c '[.exit, .error.code]'; open cam cam | jq -c '[.exit, .data.Session, .data.Result.Error.CodeString]'
[8,"agent.session"]
[3,null,"orchestrator.disapproved"]

-- admit.yaml --
chains: { all: { profiles: [agent, server], handlers: [ { name: all, unverified: true, allow: {} } ] } }
registration: { chain: all, profile: agent }
store_types: { PEM: {} }

-- session.json --
{"AgentPlatform":5,"AgentVersion":562967133290496,"TenantId":null,"ClientMachine":"","CSR":null,"AgentId":"",
 "Capabilities":["CertStores.PEM.Inventory"],"ClientParameters":{}}

-- inventory.json --
{"Inventory":[{"Alias":"web1","PrivateKeyEntry":true,"UseChainLevel":false,"ItemStatus":1,"Certificates":[]},
              {"Alias":"old","PrivateKeyEntry":false,"UseChainLevel":false,"ItemStatus":3,"Certificates":[]}]}
