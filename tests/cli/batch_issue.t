# pkit issue --batch: many CSRs in one process, each by the same door.
$ pkit init --home h --name Test --no-passphrase 2>/dev/null >/dev/null; mkdir csrs
$ for n in web1 web2 old-7; do openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $n.key -out csrs/$n.csr -subj /CN=$n 2>/dev/null; done; echo nonsense >csrs/zzz
$ sed -i 's|^    handlers: .*|    handlers: [ { name: retired, when: { claimed.ClientMachine: "old-*" }, deny: retired in 2024 } ]|' h/pkit.yaml

# A directory: each file is a CSR. One refusal never undoes a neighbour; the exit is the gravest item's.
$ pkit issue --home h --batch csrs --out certs >told
2> pkit: 4 items: 2 done, 2 refused
[5]
$ cut -c1-44 told; jq -r '[.data.item, .data.certificate.subject // .error.code, .data.out] | join(" ")' told; ls certs
{"version":1,"ok":false,"operation":"issue",
{"version":1,"ok":true,"operation":"issue","
{"version":1,"ok":true,"operation":"issue","
{"version":1,"ok":false,"operation":"issue",
old-7.csr decision.denied 
web1.csr CN=web1 web1.pem
web2.csr CN=web2 web2.pem
zzz pem.format 
web1.pem
web2.pem

# The same again issues nothing: an item is known by its CSR. A file that is gone is written again.
$ rm certs/web1.pem; pkit issue --home h --batch csrs --out certs --jobs 1 --format json >again; jq -r 'select(.ok) | [.data.item, .data.existing] | join(" ")' again; ls certs
web1.csr true
web2.csr true
web1.pem
web2.pem
$ pkit list certificates --home h | wc -l; jq -r 'select(.ok).data.certificate.serial' told >1; jq -r 'select(.ok).data.certificate.serial' again | diff 1 -
2

# A manifest: one JSON object a line, its members are the options' long names.
$ for n in api ci; do openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $n.key -out $n.csr -subj /CN=$n 2>/dev/null; done
$ { jq -cn --rawfile csr api.csr '{csr: $csr, clientMachine: "api", notAfter: "30d", out: "first.pem"}'; echo; echo '{"csrFile": "ci.csr"}'; } >manifest.ndjson
$ pkit issue --home h --batch manifest.ndjson --out named --not-after 10d --dry-run | jq -r '[.data.item, .data.would.names[]] | join(" ")'; [ ! -e named ]
line 1 cn:api
line 3 cn:ci
2> pkit: 2 items: 2 done
$ pkit issue --home h --batch - --out named --not-after 10d --explain <manifest.ndjson | jq -r '[.data.item, .data.certificate.subject, .data.trace.verdict.answer, .data.out] | join(" ")'; ls named
line 1 CN=api allowed first.pem
line 3 CN=ci allowed ci.pem
ci.pem
first.pem
2> pkit: 2 items: 2 done
$ for n in api ci; do pkit list certificates --home h --name $n --format json | jq -r '.data.certificates[0] | (.notAfter | fromdate) - (.notBefore | fromdate) + 1 | . / 86400'; done
30
10

# Where a CSR has another certificate than is asked for now, it is a conflict.
$ pkit issue --home h --batch manifest.ndjson --out named --profile server | jq -r '.error.message // .data.existing'
this CSR has the certificate <id> with the profile agent, not server
this CSR has the certificate <id> with the profile agent, not server
2> pkit: 2 items: 0 done, 2 refused
$ jq -cn --rawfile csr api.csr '{csr: $csr, clientMachine: "web1"}' | pkit issue --home h --batch - | jq -r .error.message
this CSR has the certificate <id> with the client machine api, not web1
2> pkit: 1 item: 0 done, 1 refused

# All that is wrong with the input is told before the first signature.
$ pkit issue --home h --batch bad.ndjson --out new; ls new
2> pkit: error: line 3: unknown key 'profil' (and 5 more)
2>   line 2: '../h/pkit.yaml' is not a name for a file (name a file in the directory --out: no path, no leading dot or dash, at most 200 bytes) [batch.out]
2>   line 3: unknown key 'profil' (did you mean 'profile'? valid: csr, csrFile, clientMachine, profile, san, notAfter, out) [batch.line]
2>   line 4: byte 1: this is not JSON [json.syntax]
2>   line 5: there is no csr (give csr, the request itself, or csrFile, its file) [batch.line]
2>   line 6 asks for the same as line 1 [batch.twice]
2>   line 6 has the same output as line 1 [batch.collision]
2> pkit: hint: did you mean 'profile'? valid: csr, csrFile, clientMachine, profile, san, notAfter, out
2> ls: cannot access 'new': No such file or directory
[2]
$ echo '{"csrFile": "a.csr", "out": "a.pem"}' | pkit issue --home h --batch -
2> pkit: error: line 1 names an output, but there is no --out DIR
[2]

# What exists is replaced only with --force, and that is seen before anything is signed.
$ openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k.key -out csrs/web3.csr -subj /CN=web3 2>/dev/null; rm csrs/zzz csrs/old-7.csr; echo mine >certs/web3.pem
$ pkit issue --home h --batch csrs --out certs | jq -r 'select(.ok | not) | .error.message'; pkit list certificates --home h --name web3
<dir>/certs/web3.pem exists
2> pkit: 3 items: 0 done, 2 done before, 1 refused
2> pkit: no certificates
$ pkit issue --home h --batch csrs --out certs --force | jq -r .ok; head -1 certs/web3.pem
true
true
true
-----BEGIN CERTIFICATE-----
2> pkit: 3 items: 1 done, 2 done before

# Options that are for one request are refused, and so is a place that is none.
$ pkit issue --home h --batch csrs --client-machine x
2> pkit: error: --batch takes what is different for each certificate from its input
[2]
$ pkit issue --home h --batch csrs --request-id 1
2> pkit: error: a batch knows its items by their CSRs and takes no --request-id
[2]
$ pkit issue --home h --batch csrs --out csrs
2> pkit: error: --out is the directory of the CSRs
2> pkit: hint: name another one
[2]
$ pkit issue --home h --batch csrs --jobs 65
2> pkit: error: --jobs: at most 64 threads
[2]

# What the home is made of is no place for its certificates, and nothing is left there.
$ pkit issue --home h --batch csrs --out h/ca/new; ls h/ca
issuing.crt
issuing.key
root.crt
root.key
2> pkit: error: <dir>/h/ca/new is what the home is made of
2> pkit: hint: name another file
$ pkit issue --home h --batch missing
2> pkit: error: missing: No such file or directory
[6]

-- bad.ndjson --
{"csrFile": "a.csr"}
{"csrFile": "b.csr", "out": "../h/pkit.yaml"}
{"csr": "x", "profil": "server"}
not JSON
{"clientMachine": "web9"}
{"csrFile": "a.csr", "out": "A.PEM"}
