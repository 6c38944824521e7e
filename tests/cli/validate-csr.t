# Every fault at once, without a home and without a CA key.
$ openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k.key -out good.csr -subj /CN=web1 2>/dev/null; openssl req -in good.csr -outform DER -out good.der; grep -v -- ----- good.csr | tr -d '\n' >good.b64
$ pkit validate-csr good.csr
good.csr: sound
  sha256     <hex>
  subject    CN=web1
  cn         web1
  key.type   EC
  key.bits   256
  key.id     <hex>
  key.curve  P-256
  signature  ecdsa-sha256
$ pkit validate-csr good.der good.b64 && cat good.csr | pkit validate-csr -
good.der: sound
  sha256     <hex>
  subject    CN=web1
  cn         web1
  key.type   EC
  key.bits   256
  key.id     <hex>
  key.curve  P-256
  signature  ecdsa-sha256
good.b64: sound
  sha256     <hex>
  subject    CN=web1
  cn         web1
  key.type   EC
  key.bits   256
  key.id     <hex>
  key.curve  P-256
  signature  ecdsa-sha256
standard input: sound
  sha256     <hex>
  subject    CN=web1
  cn         web1
  key.type   EC
  key.bits   256
  key.id     <hex>
  key.curve  P-256
  signature  ecdsa-sha256
$ sed 's/CERTIFICATE REQUEST/NEW CERTIFICATE REQUEST/' good.csr >new.csr; pkit validate-csr new.csr
new.csr: sound
  sha256     <hex>
  subject    CN=web1
  cn         web1
  key.type   EC
  key.bits   256
  key.id     <hex>
  key.curve  P-256
  signature  ecdsa-sha256

# A file that is none, a damaged one, and one with bytes left.
$ echo hello >hello.csr; pkit validate-csr hello.csr
2> pkit: error: hello.csr: neither PEM nor DER nor base64 of DER
2>   [pem.format]
[5]
$ pkit validate-csr nowhere.csr
2> pkit: error: nowhere.csr: there is no such file
[6]
$ (cat good.der; printf x) >long.der; pkit validate-csr long.der 2>&1 | grep -o "csr.trailing"
csr.trailing
$ head -c 100 good.der >short.der; pkit validate-csr short.der
2> pkit: error: short.der: the element is longer than what holds it
2>   byte 0 [der.truncated]
[5]
$ pkit validate-csr good.csr short.der >/dev/null 2>&1
[5]

# A sound one that is not taken is refused (3); malformed wins over refused (5).
$ openssl req -new -newkey rsa:1024 -nodes -keyout w.key -sha1 -out weak.csr -subj /CN=web1 2>/dev/null; pkit validate-csr weak.csr
weak.csr: refused
  sha256     <hex>
  subject    CN=web1
  cn         web1
  key.type   RSA
  key.bits   1024
  key.id     <hex>
  signature  rsa-sha1
2> pkit: error: weak.csr: RSA key of 1024 bits, not at least 2048 (and 1 more)
2>   byte 49: RSA key of 1024 bits, not at least 2048 (make a key of 2048 bits or more) [key.rsa.short]
2>   byte 191: signature algorithm rsa-sha1 is not taken (sign with SHA-256 or better) [signature.algorithm]
2> pkit: hint: make a key of 2048 bits or more
[3]
$ openssl req -in weak.csr -outform DER -out weak.der; printf x >>weak.der; pkit validate-csr weak.der >/dev/null 2>&1
[5]
$ base64 -d forged.b64 >forged.der; openssl req -inform DER -in forged.der -verify -noout 2>&1; pkit validate-csr forged.der
Certificate request self-signature verify OK
2> pkit: error: forged.der: Ed25519 key of small order: anyone can sign with it
2>   byte 52 [key.ed25519.small_order]
[5]
$ pkit validate-csr weak.csr --format json | grep -o '"code":"[^"]*"' | sort -u
"code":"key.rsa.short"
"code":"signature.algorithm"

# Against a profile, names and usages are judged too.
$ pkit init --home home --no-passphrase --name T >/dev/null 2>&1; openssl req -new -key k.key -out names.csr -subj /CN=web1 -addext subjectAltName=DNS:other,IP:10.0.0.1 -addext basicConstraints=CA:TRUE
$ pkit validate-csr --home home --profile agent names.csr
names.csr: refused
  sha256      <hex>
  subject     CN=web1
  cn          web1
  sans        dns:other
  sans        ip:10.0.0.1
  dns         other
  ip          10.0.0.1
  key.type    EC
  key.bits    256
  key.id      <hex>
  key.curve   P-256
  signature   ecdsa-sha256
  attributes  1.2.840.113549.1.9.14
2> pkit: error: names.csr: the CSR asks for a CA certificate (and 2 more)
2>   basicConstraints: the CSR asks for a CA certificate (leave basicConstraints out, or say CA:FALSE) [policy.ca]
2>   subjectAltName[0]: the name dns:other is not granted (granted are cn:web1, dns:web1) [policy.san]
2>   subjectAltName[1]: the name ip:10.0.0.1 is not granted (granted are cn:web1, dns:web1) [policy.san]
2> pkit: hint: leave basicConstraints out, or say CA:FALSE
[3]
$ pkit validate-csr --home home --profile agent --client-machine web1 good.csr
good.csr: sound
  sha256     <hex>
  subject    CN=web1
  cn         web1
  key.type   EC
  key.bits   256
  key.id     <hex>
  key.curve  P-256
  signature  ecdsa-sha256
$ pkit validate-csr --home home --profile agent --client-machine web2 good.csr >/dev/null 2>&1
[3]
$ pkit validate-csr --home home --profile agnet good.csr
2> pkit: error: there is no profile 'agnet'
2> pkit: hint: did you mean 'agent'?
[2]

# Under an RSA modulus that is itself a prime anybody can sign. To see it takes longer than all else: only what is to be
# granted is asked.
$ openssl req -in prime.csr -verify -noout 2>&1; pkit validate-csr prime.csr | head -n 1
Certificate request self-signature verify OK
prime.csr: sound
$ pkit validate-csr --home home --profile agent prime.csr >/dev/null; pkit issue --home home --csr prime.csr
2> pkit: error: prime.csr: RSA key whose modulus is a prime or the power of one: anyone can sign with it
2>   subjectPublicKeyInfo [key.rsa.single_prime]
2> pkit: hint: make a new key with another program
2> pkit: error: RSA key whose modulus is a prime or the power of one: anyone can sign with it
2>   subjectPublicKeyInfo [key.rsa.single_prime]
2> pkit: hint: make a new key with another program
[3]
$ pkit list certificates --home home
2> pkit: no certificates

$ pkit validate-csr
2> pkit: error: FILE is missing
2> pkit: hint: see pkit help validate-csr
[2]

-- forged.b64 --
MIGdMFECAQAwHjEcMBoGA1UEAwwTZm9yZ2VkLmNvcnAuZXhhbXBsZTAqMAUGAytlcAMhAAEAAAAA
AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAoAAwBQYDK2VwA0EAAQAAAAAAAAAAAAAAAAAAAAAA
AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==

-- prime.csr --
-----BEGIN CERTIFICATE REQUEST-----
MIICVDCCATwCAQAwDzENMAsGA1UEAwwEd2VhazCCASIwDQYJKoZIhvcNAQEBBQAD
ggEPADCCAQoCggEBANkC9BPiRkGkuhI6s+TjgXpRwAmfm6AKw7DPT2+aaBGmQGz6
zRudetjlNn8UYccvjgWoKu423eblmm83huk8EH5dfUj25rfXtw26tPsooW+wvP5X
aovGIo7saHFrryaMyBepMlSZNcMogGSB+KGawFSCJ9izFxcqtoRu9hwS4iMZzOy/
a/z/HDtFm7pdRcc4JgPbSWz857T8ngSWbvUAIN78wdJkg+PvB/s3Z9kmyxZo/HEU
z83xWroY4H2HjOS1DB/MrXRQeSQ5n0Jv/v85bB1H6TZ7hDhteXAS4DIDW3no2C/N
0WJZ0YSYoKCdn4fkA8pZKshqvRtJN6csIXpeFiUCAwEAAaAAMA0GCSqGSIb3DQEB
CwUAA4IBAQANvMV/OuHgoesJ6jfRdOTHMr6u3AX80m4P7eb6YSjujl+8/tYvqRbr
mtG8wn7npdNbwmPmstW7rbFGBj9G2rQ8ytCNDWb/5QQ7wWE9BgHi1R39DdWCrEs7
vGz8Myi1TWcmzOpRHrdDwTaoqQ7PzOo9eRfOWzKPr/BfnDpBiu8rkaBybtoz4Vn5
6c2U12PArqSXE6ZfaMa9XR1hLQcimsjR5WG3sSU5LrgRmc5tYf+e+vmFGIuYqdiq
Duqy05TsJIl6OE+ma/tLmthS/nmKuGCwF9DF60suZOsVGvUKxkSjUy0stFCjtyWt
ln+Z1F6QSaWfNB9ivPGPhGdsPW0fKqwF
-----END CERTIFICATE REQUEST-----
