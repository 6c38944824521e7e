# A CSR that has a certificate, asked for otherwise, is not answered with that certificate: 7, and what differs.
$ . "$TRANSCRIPTS/common/foretold.sh" && new_home && handlers only && answer only '{"result":"Allow"}'
$ mkdir csrs && openssl req -new -key any.key -subj /CN=web1 -out csrs/web1.csr
$ items() { jq -r '[.exit // "", .data.existing // "", .error.code // "", .error.message // ""] | join(" ")'; }

# A batch: the same again is always 0, whatever the time. An end is compared as it was given.
$ answer only '{"result":"Allow","names":{"dns":["www.web1"]}}'; asked() { jq -cn "{csrFile: \"csrs/web1.csr\"} + $1" >list; pkit issue --batch list --out certs | items; }
$ asked '{notAfter: "30d", san: ["dns:www.web1"]}'; asked '{notAfter: "30d", san: ["dns:www.web1"]}'
<any>
 true  
2> pkit: 1 item: 1 done
2> pkit: 1 item: 0 done, 1 done before
$ asked '{notAfter: "20d", san: ["dns:www.web1"]}'; asked '{notAfter: "30d"}'; asked '{san: ["dns:www.web1"], profile: "server"}'
 true batch.differs this CSR has the certificate <id> with the end 30d, not 20d
 true batch.differs this CSR has the certificate <id> with the further names dns:www.web1, not none
 true batch.differs this CSR has the certificate <id> with the profile agent, not server
2> pkit: 1 item: 0 done, 1 refused
2> pkit: 1 item: 0 done, 1 refused
2> pkit: 1 item: 0 done, 1 refused
$ asked '{san: ["dns:www.web1"]}'; pkit issue --batch list --out certs --not-after 1d >/dev/null
 true  
2> pkit: 1 item: 0 done, 1 done before
2> pkit: 1 item: 0 done, 1 refused
[7]

# --strict, where something that the CSR asks for was dropped before.
$ mkdir more && openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout web2.key -subj /O=Else/CN=web2 -out more/web2.csr 2>/dev/null
$ pkit issue --batch more --out certs >/dev/null && pkit issue --batch more --out certs --strict | items
 true batch.differs this CSR has the certificate <id> with names or usages that differ from the CSR's, not those that --strict asks for
2> pkit: 1 item: 1 done
2> pkit: 1 item: 0 done, 1 refused

# register: the same again is 0, what asks for nothing is content, and another end or profile is 7.
$ openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout m1.key -subj /CN=m1 -out m1.csr 2>/dev/null
$ for n in 1 2; do pkit register --client-machine m1 --csr m1.csr --not-after 30d >/dev/null 2>&1 || echo $?; done; pkit register --client-machine m1 --csr m1.csr >/dev/null 2>&1
$ pkit register --client-machine m1 --csr m1.csr --not-after 60d | tail -1
<id> issued; m1 is Approved
2> pkit: error: <id> has a certificate with the end 30d, not 60d
2> pkit: hint: for another certificate make a new CSR
$ pkit register --client-machine m1 --csr m1.csr --profile server >/dev/null
2> pkit: error: <id> has a certificate with the profile agent, not server
2> pkit: hint: for another certificate make a new CSR
[7]
$ pkit register --client-machine m1 --csr m1.csr --not-after 30d >/dev/null 2>&1; pkit list certificates --name m1 | wc -l
1
