# What devices send that nobody can change passes where a profile says so, and is told.
$ hex() { printf "$(sed 's/../\\x&/g' <<<"$1")"; }; pkit init --home home --name Demo --no-passphrase >/dev/null 2>&1; export PKIT_HOME=$PWD/home
$ hex 30818c3040020100300f310d300b06035504030c0477656231302a300506032b65700321002782c1fbde6934e10851fa45e3c5342ee8a2917ed639d29456c50b57598bee46300506032b65700341000a9e290d84f1b3c3e602bb59d4a309b6001ba0b9f3c14bb430d4606b1990a7298f832dd60e1f16f23bdc5d528f88480f07abcff1cb70f8c0512b6266bc4ca60c >device.csr
$ pkit validate-csr device.csr 2>&1 | grep error
pkit: error: device.csr: the field attributes [0] is not there
$ pkit issue --csr device.csr --profile agent >/dev/null
2> pkit: error: device.csr: the field attributes [0] is not there
2>   byte 69 [csr.attributes]
2> pkit: hint: for devices that cannot be changed, a profile can say  tolerate: [no-attributes]
[5]
$ sed -i 's/^  agent:/&\n    tolerate: [no-attributes, version-2]/' home/pkit.yaml; pkit config check >/dev/null
$ pkit validate-csr device.csr --profile agent | head -n 1
device.csr: sound
2> pkit: warning: profile 'agent' tolerates no-attributes: the field attributes [0] is not there (RFC 2986 4.1)
$ pkit issue --csr device.csr --profile agent --out web1.crt >/dev/null && openssl verify -x509_strict -CAfile home/ca/root.crt -untrusted home/ca/issuing.crt web1.crt
web1.crt: OK
2> pkit: warning: the CSR is tolerated: no-attributes: the field attributes [0] is not there (RFC 2986 4.1)
$ pkit explain web1 --format json | grep -o '"tolerated":\["no-attributes'
"tolerated":["no-attributes
$ pkit explain web1 | grep tolerated
  tolerated: no-attributes: the field attributes [0] is not there (RFC 2986 4.1)

# Another profile does not tolerate it.
$ pkit issue --csr device.csr --profile server --client-machine web1.example 2>&1 | grep -c csr.attributes
1

# A template that gives no name is told, and a TLS server's certificate without any is refused (RFC 9525 2).
$ openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k -subj / -out any.csr 2>/dev/null; pkit issue --csr any.csr --client-machine my_service --profile server
2> pkit: error: profile 'server' is for TLS servers, and no name of one would be in it
2>   subjectAltName [policy.san.missing]
2> pkit: hint: ask for a dns name or an address, or give the profile a san
[3]
$ pkit issue --csr any.csr --client-machine 127.0.0.1 --profile server --out ip.crt >/dev/null; openssl x509 -in ip.crt -noout -ext subjectAltName | sed "s/ *$//"
X509v3 Subject Alternative Name:
    IP Address:127.0.0.1

# Microsoft's extension request is read like the other.
$ hex 3081b9306d020100300f310d300b06035504030c0477656231302a300506032b65700321002782c1fbde6934e10851fa45e3c5342ee8a2917ed639d29456c50b57598bee46a02b3029060a2b06010401823702010e311b301930170603551d110410300e820c776562312e6578616d706c65300506032b657003410048f5e14726c4cc1b8c704959db192bf5feb411f88a5e3b3570535f1d83a1ce0b3a706e00a42f8450b2df05716ff33314cf41f7d92f0d4ce2eac8c13d3df82c0b >ms.csr; pkit validate-csr ms.csr --format json | grep -o '"dns":\[[^]]*'
"dns":["web1.example"

# What is always dropped is no reason to refuse: a country of three letters.
$ openssl req -new -key k -subj '/CN=web9' -out c.csr; pkit validate-csr c.csr --profile agent >/dev/null

# PEM in another dress.
$ openssl req -in c.csr -outform PEM | iconv -t UTF-16 >utf16.csr; tr '\n' ' ' <c.csr >blanks.csr; tr -d '\n' <c.csr >none.csr; tr '\n' '\r' <c.csr >cr.csr; for f in utf16 blanks none cr; do pkit validate-csr $f.csr | head -n 1; done
utf16.csr: sound
blanks.csr: sound
none.csr: sound
cr.csr: sound
