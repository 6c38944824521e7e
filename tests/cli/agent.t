# agent register: an agent's own side (B9, T-B30, T-B31), and the form in which agents post their requests (T-A25).
$ . "$TRANSCRIPTS/common/foretold.sh"; pkit init --name T --no-passphrase --test-clock >/dev/null 2>&1; mkdir home/adapters cam; cp "$TRANSCRIPTS/common/book" home/adapters/; handlers one; answer one '{"result":"Defer"}'

# It waits for approval with its key, and the same command goes on; then it comes a second time, for its stores.
$ echo '{"Serial":"50"}' >parameters.json; agent() { pkit agent register --agent-dir cam "$@"; }
$ pkit agent register --agent-dir cam --client-machine cam --capability C --parameters parameters.json --profile agent --key-type ec-p384 | cut -d' ' -f2-
waiting; cam is New
2> pkit: error: <id> waits for approval
2> pkit: hint: an operator decides: pkit approve <id>
$ pkit approve cam | cut -d' ' -f2-6
issued; cam is Approved; certificate
$ agent --capability C --parameters parameters.json --profile agent | cut -d' ' -f2-4
done; cam is
in <dir>/cam/tls
$ ls cam/tls; cat cam/agent.json | grep Machine; openssl x509 -in cam/tls/cert.pem -noout -nameopt RFC2253 -subject
cert.pem
chain.pem
fullchain.pem
key.pem
  "ClientMachine": "cam",
subject=CN=cam
$ pkit explain cam | grep -o 'RegistrationRequest=[a-z-]*' | sort -u
RegistrationRequest=registration-enroll-stores

# Later it says who it is by its key; near the end of its certificate it gets another one over a new key.
$ answer one '{"result":"Allow","ClientParameters":{"site":"lab"}}'; pkit agent register --agent-dir cam --capability C --renew-within 1d | cut -d' ' -f2-4
done; cam is
$ agent --capability C --renew-within 365d --now $(date -u -d '+61 days' +%Y-%m-%dT%H:%M:%SZ) | cut -d' ' -f2-4; cmp -s cam/tls/key.pem cam/tls.previous/key.pem || echo another key
issued; cam is
in <dir>/cam/tls
another key

# Through a gate it is the same: the key stays here.
$ mkdir far; pkit agent register --agent-dir far --client-machine far --capability C --via pkit gate --home home | cut -d' ' -f2-4; ls far/tls
done; far is
in <dir>/far/tls
cert.pem
chain.pem
fullchain.pem
key.pem

# Parameters, request or both can be others': files, or a program that is asked each time.
$ mkdir own; (umask 077; openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout own.key -out own.csr -subj /CN=own 2>/dev/null); openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout else.key -out else.csr -subj /CN=own 2>/dev/null
$ pkit agent register --agent-dir own --client-machine own --csr own.csr
2> pkit: error: --csr needs --csr-key, the key that it is over
[2]
$ pkit agent register --agent-dir own --client-machine own --csr else.csr --csr-key own.key; ls own
2> pkit: error: else.csr is over another key than own.key
$ pkit agent register --agent-dir own --client-machine own --csr own.csr --csr-key own.key | cut -d' ' -f2-4; openssl pkey -in own.key | cmp - own/tls/key.pem; cmp <(openssl req -in own.csr -noout -pubkey) <(openssl x509 -in own/tls/cert.pem -noout -pubkey)
done; own is
in <dir>/own/tls
$ printf '#!/bin/sh\nread -r q; echo "$q" >>asked\necho "{\\"CSR\\":null,\\"ClientParameters\\":{\\"Serial\\":\\"77\\"}}"\n' >source; chmod 755 source; mkdir prog
$ pkit agent register --agent-dir prog --client-machine prog --program source | cut -d' ' -f2-4; sed 's/"AgentId":"[^"]\{9,\}"/"AgentId":"<uuid>"/' asked; pkit explain prog | grep -o 'Serial=77' | sort -u
done; prog is
in <dir>/prog/tls
{"ClientMachine":"prog","AgentId":"","wantsCSR":true}
{"ClientMachine":"prog","AgentId":"<uuid>","wantsCSR":false}
Serial=77
$ printf '#!/bin/sh\necho "no tpm here" >&2; exit 3\n' >source; pkit agent register --agent-dir prog --program source
2> pkit: error: source: exit status 3: no tpm here
2> pkit: hint: man pkit-agent-register
[10]
$ for said in '[]' '"CSR"' '{"CSR":1}' '{"CSR":null,"Csr":""}'; do printf '#!/bin/sh\necho %s\n' "'$said'" >source; pkit agent register --agent-dir prog --program source; done
2> pkit: error: source: its answer is not {"CSR": a text or null, "ClientParameters": {}}
2> pkit: hint: man pkit-agent-register
2> pkit: error: source: its answer is not {"CSR": a text or null, "ClientParameters": {}}
2> pkit: hint: man pkit-agent-register
2> pkit: error: source: its answer is not {"CSR": a text or null, "ClientParameters": {}}
2> pkit: hint: man pkit-agent-register
2> pkit: error: source: its answer has an unknown key 'Csr'
2> pkit: hint: man pkit-agent-register
[10]

# Once it has expired it comes as a new one.
$ later=$(date -u -d '+200 days' +%Y-%m-%dT%H:%M:%SZ); agent --capability C --now $later | cut -d' ' -f2-4 | sed 's/_[0-9]*/_<time>/'; grep -o '"ClientMachine": .*' cam/agent.json | sed 's/_[0-9]*/_<time>/'
done; cam_<time> is
in <dir>/cam/tls
"ClientMachine": "cam_<time>",

# The form of the wire: keys and spellings to the letter.
$ pkit register --request request.json --now 2099-01-01T00:00:01Z | sed -E 's/"(Token|AgentId)": "[0-9a-f-]*"/"\1": "<uuid>"/'
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
    "Token": "<uuid>",
    "AgentId": "<uuid>",
    "ClientMachine": "dev1",
    "Certificate": null,
    "HeartbeatInterval": 5,
    "Jobs": [],
    "ClientParameters": {
      "site": "lab"
    }
  }
}
$ for wish in requested required none; do pkit orchestrator reenroll dev1 $wish --now 2099-01-01T00:00:02Z; pkit register --request request.json --now 2099-01-01T00:00:03Z | grep -E '"Status"|CodeString'; done
dev1 is Approved; a new certificate is requested
    "Status": 2,
      "CodeString": "A0100007",
dev1 is Approved; a new certificate is required
    "Status": 3,
      "CodeString": "A0100008",
dev1 is Approved
    "Status": 1,
      "CodeString": "",
$ answer one '{"result":"Deny"}'; sed s/dev1/dev2/ request.json | pkit register --request - --now 2099-01-01T00:00:04Z | tr -d '\n '; echo
{"Result":{"Status":3,"Error":{"Code":3,"CodeString":"decision.denied","Message":"dev2isdenied"}},"Session":null}

# An AgentId is one orchestrator's: nobody else comes by it, and one that nobody has says nothing.
$ id=$(pkit show dev1 | sed -n 's/^ *AgentId *//p'); by() { sed "s/\"AgentId\":\"\"/\"AgentId\":\"$1\"/; s/dev1/$2/" request.json | pkit register --request - --now 2099-01-01T00:00:05Z | tr -d '\n ' | cut -c1-75; }; answer one '{"result":"Allow"}'
$ by $id dev3; by $id DEV1; by 00000000-0000-0000-0000-000000000000 dev1; pkit list orchestrators --name dev3
{"Result":{"Status":3,"Error":{"Code":7,"CodeString":"register.agentid","Me
{"Result":{"Status":1,"Error":{"Code":0,"CodeString":"","Message":""}},"Ses
{"Result":{"Status":1,"Error":{"Code":0,"CodeString":"","Message":""}},"Ses
2> pkit: no orchestrators

# Where its CA cannot sign, here because it has expired, it is let in and gets no certificate: a warning, and never 0 (X5).
$ openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout x5.key -subj /CN=dev5 -out x5.csr 2>/dev/null; sed "s#\"CSR\":null#\"CSR\":\"$(sed ':a;N;$!ba;s/\n/\\\\n/g' x5.csr)\"#; s/dev1/dev5/" request.json >x5.json
$ for n in 6 7; do pkit register --request x5.json --now 2099-01-01T00:00:0${n}Z >x5.out; echo "exit $?"; grep -E '"Status"|CodeString|ClientMachine|Certificate' x5.out; done
exit 10
    "Status": 2,
      "CodeString": "authority.expired",
    "ClientMachine": "dev5",
    "Certificate": null,
exit 10
    "Status": 2,
      "CodeString": "authority.expired",
    "ClientMachine": "dev5",
    "Certificate": null,
$ echo '{"clientMachine":"x"}' | pkit register --request -
2> pkit: error: standard input is no request of a session
2>   unknown key 'clientMachine' (did you mean 'ClientMachine'? valid: AgentPlatform, AgentVersion, TenantId, ClientMachine, CSR, AgentId, Capabilities, ClientParameters) [session.request]
2>   ClientMachine: ClientMachine is missing [session.request]
[5]

-- request.json --
{"AgentPlatform":5,"AgentVersion":562967133290496,"TenantId":null,"ClientMachine":"dev1","CSR":null,"AgentId":"",
 "Capabilities":["CertStores.PEM.Inventory","Custom.FetchLogs"],"ClientParameters":{"Serial":"50","Model":"Linux"}}
