# A sound pkit.yaml, and one with faults: every fault with its place, what was expected and the nearest word.
$ export PKIT_HOME=$PWD/home; pkit init --no-passphrase --name T >/dev/null 2>&1; pkit config check | sed "s#$PWD#.#"
./home/pkit.yaml: sound
$ pkit config check faulty.yaml
2> pkit: error: faulty.yaml: 10 faults
2>   faulty.yaml:3:74: authorities.issuing: unknown key 'chian' (did you mean 'chain'? valid: certificate, key, gateway, passphrase, chain) [config.unknown]
2>   faulty.yaml:3:27: authorities.issuing.certificate is <dir>/home/home/ca/issuing.crt, where no file is (paths are absolute or relative to the home) [authority.file]
2>   faulty.yaml:3:53: authorities.issuing.key is <dir>/home/home/ca/issuing.key, where no file is (paths are absolute or relative to the home) [authority.file]
2>   faulty.yaml:7:15: profiles.agent.lifetime is 'forever', which is no duration (write it like 90d or 1y) [profile.lifetime]
2>   faulty.yaml:8:12: profiles.agent: unknown type of key 'ec-p265' (did you mean 'ec-p256'? valid: ec-p256, ec-p384, ec-p521, ed25519, rsa-2048, rsa-3072, rsa-4096, rsa-8192, rsa-pss-2048, rsa-pss-3072, rsa-pss-4096, rsa-2048+, rsa-3072+, rsa-4096+, rsa-pss-2048+, rsa-pss-3072+, rsa-pss-4096+) [config.unknown]
2>   faulty.yaml:14:17: chains.fleet.handlers[0].when: unknown path 'claimed.ClientMachin' (did you mean 'claimed.ClientMachine'?) [config.unknown]
2>   faulty.yaml:15:16: chains.fleet.handlers[0] allows without evidence: no condition asks for something that pkit knows (add a condition on verified.caller, verified.osGroups or another verified. path (not state), or say unverified: true) [handler.evidence]
2>   faulty.yaml:17:15: chains.fleet.handlers[1]: unknown adapter 'cmdb' [config.unknown]
2>   faulty.yaml:11:15: unknown profile 'agnet' (did you mean 'agent'? valid: agent) [config.unknown]
2>   faulty.yaml:18:24: unknown chain 'flet' (did you mean 'fleet'? valid: fleet) [config.unknown]
[10]
$ pkit config check --format json faulty.yaml | grep -o '"where":"[^"]*"'
"where":"faulty.yaml:3:74"
"where":"faulty.yaml:3:27"
"where":"faulty.yaml:3:53"
"where":"faulty.yaml:7:15"
"where":"faulty.yaml:8:12"
"where":"faulty.yaml:14:17"
"where":"faulty.yaml:15:16"
"where":"faulty.yaml:17:15"
"where":"faulty.yaml:11:15"
"where":"faulty.yaml:18:24"
$ pkit config check two-documents.yaml
2> pkit: error: two-documents.yaml:2:1: a second document does not belong here
2>   two-documents.yaml:2:1 [yaml.documents]
[10]
$ pkit config check twice.yaml
2> pkit: error: twice.yaml:2:1: key 'version' is given twice
2>   twice.yaml:2:1 [yaml.duplicate]
2> pkit: hint: first in line 1
[10]
$ pkit config check nowhere.yaml
2> pkit: error: <dir>/nowhere.yaml: there is no such file
[6]

# A faulty pkit.yaml stops what decides or issues; what looks and what revokes still works.
$ pkit issue --subject CN=web1 --new-key ec-p256 --out web1 | sed 's/serial.*//'
web1 is Approved; certificate <id>, 
published in <dir>/web1
$ cp faulty.yaml home/pkit.yaml && chmod 600 home/pkit.yaml
$ pkit register --client-machine web2 2>&1 | sed "s#$PWD#.#" | head -n 2
pkit: error: ./home/pkit.yaml has 10 faults
  ./home/pkit.yaml:3:74: authorities.issuing: unknown key 'chian' (did you mean 'chain'? valid: certificate, key, gateway, passphrase, chain) [config.unknown]
$ pkit issue --subject CN=web3 --new-key ec-p256 --out web3 >/dev/null 2>&1
[10]
$ pkit approve o-aaaa >/dev/null 2>&1
[6]
$ pkit list certificates | wc -l
1
$ pkit explain web1 >/dev/null && pkit show web1 >/dev/null && pkit events >/dev/null && pkit status >/dev/null 2>&1
$ pkit revoke "$(pkit list certificates | cut -d' ' -f1)" --reason superseded >/dev/null
2> pkit: warning: whether a CRL will tell of it is not known: <dir>/home/pkit.yaml has 3 faults
$ pkit doctor | grep -c pkit.yaml
16
2> pkit: error: 8 faults in this home

-- faulty.yaml --
version: 1
authorities:
  issuing: { certificate: home/ca/issuing.crt, key: home/ca/issuing.key, chian: home/ca/root.crt }
profiles:
  agent:
    authority: issuing
    lifetime: forever
    keys: [ec-p265]
chains:
  fleet:
    profiles: [agnet]
    handlers:
      - name: all
        when: { claimed.ClientMachin: "web-*" }
        allow: {}
      - name: program
        call: cmdb.lookup
registration: { chain: flet }
-- two-documents.yaml --
version: 1
---
version: 1
-- twice.yaml --
version: 1
version: 1
