# Where the home's own authorities are trusted, what it revoked is refused with no CRL.
$ export PKIT_HOME=$PWD/home; pkit init --name Demo --no-passphrase >/dev/null 2>&1
$ pkit issue --subject CN=a --new-key ec-p256 --out a >/dev/null; pkit issue --subject CN=b --new-key ec-p256 --out b >/dev/null
$ pkit validate-cert a/cert.pem | sed 's/until .*Z/until <time>/'
a/cert.pem: valid
  CN=a, until <time>, status good
  CN=Demo Issuing CA, until <time>
  CN=Demo Root CA, until <time>, trusted
$ pkit revoke a/cert.pem --reason keyCompromise >/dev/null; pkit validate-cert a/cert.pem
a/cert.pem: refused
  CN=a, until <date>, status revoked
  CN=Demo Issuing CA, until <date>
  CN=Demo Root CA, until <date>, trusted
2> pkit: error: a/cert.pem: it was revoked at <date>: keyCompromise (RFC 5280 6.1.3 (a)(3))
2>   certificate 1 of 3 (CN=a) [path.revoked]
2> pkit: hint: have a new certificate issued over a new key
[3]
$ pkit validate-cert a/cert.pem --format json | grep -o '"code":"path[^"]*"\|"status":"[^"]*"' | sort -u
"code":"path.revoked"
"status":"not asked"
"status":"revoked"
$ pkit validate-cert a/cert.pem --root home/ca/root.crt --intermediate home/ca/issuing.crt | head -1
a/cert.pem: valid

# A hold, and its end; several files by several threads.
$ pkit revoke b/cert.pem --reason certificateHold >/dev/null; pkit validate-cert b/cert.pem a/cert.pem --jobs 2 2>&1 | grep -c 'it was revoked at'
2
$ pkit validate-cert b/cert.pem 2>&1 >/dev/null | grep -o 'certificateHold'
certificateHold
$ pkit crl --out held.crl >/dev/null; pkit revoke b/cert.pem --release >/dev/null; pkit validate-cert b/cert.pem | head -1
b/cert.pem: valid

# A CRL that says more than the state is heard too, and told once; one that was asked for and does not speak is missed.
$ pkit validate-cert b/cert.pem --crl held.crl 2>&1 | grep -c 'it was revoked at'
1
$ pkit validate-cert b/cert.pem --require-crl leaf 2>&1 | grep -o 'path.no_status'
path.no_status
