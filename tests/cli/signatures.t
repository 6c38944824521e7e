# A signature that does not hold is found before anything rests on it: that of a CSR, and the CA's own.
$ pkit init --home home --no-passphrase --name T >/dev/null 2>&1 && export PKIT_HOME=$PWD/home
$ openssl req -new -newkey ed25519 -nodes -keyout web1.key -subj /CN=web1 -out web1.csr 2>/dev/null

# A CSR that its key did not sign: nobody has shown that he holds it.
$ openssl req -in web1.csr -outform DER -out web1.der && head -c -64 web1.der >stolen.der && head -c 64 /dev/zero >>stolen.der
$ pkit issue --csr stolen.der
2> pkit: error: stolen.der: the signature does not verify under the request's own key
2>   byte 78 [csr.signature]
2> pkit: hint: make the request again with the key it is for
[5]
$ pkit register --client-machine web1 --csr stolen.der
2> pkit: error: stolen.der: the signature does not verify under the request's own key
2>   byte 78 [csr.signature]
2> pkit: hint: make the request again with the key it is for
[5]
$ pkit list orchestrators
2> pkit: no orchestrators

# A CA key one of whose factors is no prime: all its numbers fit together, but what it signs does not verify. Nothing
# of that is handed out or kept.
$ openssl pkey -in faulty.key -pubout -out faulty.pub && cp faulty.key home/ca/issuing.key
$ openssl req -new -key web1.key -subj '/CN=T Issuing CA' | openssl x509 -req -CA home/ca/root.crt -CAkey home/ca/root.key -force_pubkey faulty.pub -extfile ca.ext -days 365 -out home/ca/issuing.crt 2>/dev/null
$ pkit issue --csr web1.csr --out web1.crt
2> pkit: error: the signature just made does not verify
2> pkit: hint: the certificate is not released; suspect the machine's memory or processor
[1]
$ ls web1.crt; pkit list certificates
2> ls: cannot access 'web1.crt': No such file or directory
2> pkit: no certificates

-- ca.ext --
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
-- faulty.key --
-----BEGIN RSA PRIVATE KEY-----
MIIEogIBAAKCAQEAy5PZFt+140FE3nMdyjmBXXbD01MboA/B66O1mpKgSyHS0Cmx
gHoN0dts2oavFI10hdKW+t+n286IOw4htPFRKZuh0j7bhy5rWhfoP0s02kXCVEaO
QA0nATHcNchlk5CFiPecvdSQxmDYyVq6DJKuhlkMdV/q+xrRAz7hkt7ekyhamE/R
Iko5UHggYcPTyOZYy5XIu+F5gm357ehiXOzhwgCuVMJA9TbVkbVDl1tVXidipXlz
PzyAoi3CfXgPu9o++yZQMf3eEmQqVwZJ1ayq2U32pKb4+snPlFYdNN/cbiiChWG+
5q1WMeh/E/ro1A+grb5wyGNKVKXSRZTjABd1vQIDAQABAoIBAAl003F20E/fXQfZ
QJG/dJUnGmcTVfXsLXWY6+tjcrsytcRyH1rosIImR2rqNTFG9dnug5FhOL6i3Byk
JigtyneckVp/DXr8ysNLV4AzKeAWu/Vmtp5ejgiF7KT560/8t1s6p0cBG/1/C6rk
wj4pxR4b/lJoc3WZFArqzZchL6UVtkyEatYPoO/aCH0LCGxWvylQaCP40um+Iytl
E3HtzFnF8BjnnE3O+LsPL/FZqdZpM2UQ9hpNzia6fdRYnrYZzMjQtAHzUJu/taPv
o/YOdfTaZO6AGW7+aDf1CPi72UMp7Oc3XedpCxRfOolZjYeUbvMLJVnNyX1TbZey
uBKJ/KkCgYEA8LswdGCXoqz9EeegGjnrowd+3tvYZS0t5OviRb5pg5mmMyzZQqF0
x/5NAUZ5SRGmHKHl8M5Yli1Fh/WMX4U4nNWefoggkcBjDse2DQiVpdldjxTOIEMG
MWNWwlHo1tAk8Yb4yFV/oH69VBPWzlKbOgGdr03ChVEGT6kE5UEhARUCgYEA2H1i
sOobc9jG8V/hNcuuH1GMlZ/Km6dtCYFncRx2xbuuWoqDPpS9G/lgevMMHutPsi1X
KJt9ucOVyqit2qlq1eAHXGIK/2l15qyTP0lNQianyY9hxsb00MOCFWHVkwS9HKOm
qAA/r3vviGESWVqgvJNFPW+vMBjXq43iEG9XvAkCgYAy77i59zI+lpHZtwP2aKkG
TvC2YRgxmFSsqoivLzIOSXWUQHocEiOuqY1LpsjFADoAtvT7df3ikOO0d+1izMKE
1OJ7bXxOusF7ACDyMw3PEOYt/z36L5Rg4N8bsM8unM4kWOXNJeIiaI7Q+n2qHGqB
5JOj4zU0lkdala3WgGhmXQKBgCy/Lej3WplFU0mM0dX2tZTPnElI7+3gW089qg3d
HkeclVstihcjUzs2/lQrbHPvm1duu7cu/HurC4kJ+HVb0zNFzP+xXCiSucXmIcFQ
+2ES8FdfBYy6jtufrYGR6T0sG5KR2N6cvo0dBtOfjNVfQB36KrOaJBHC8MEK4JEZ
En9RAoGAEPHdtbWmZyZ8fHazCnFI1Z+th3WQAeRgZmFwmw/NKIX0f+BnerZSNVjg
7pQjpeK1K6GdHU9iT5DPh7wGg7kKbGK1KI6D8xMqXS0SRuvMIzfB+YldgiKa7H9S
w5irMA+3PhCL8/zhDPWM2537ieMrHnEmOz/OV5+nocaIKvQivPs=
-----END RSA PRIVATE KEY-----
