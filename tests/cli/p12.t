# PKCS#12 beside the published files, for programs that want key and certificates in one.
$ pkit init --home h --name Demo --no-passphrase >/dev/null 2>&1; (umask 077; printf 'open sesame\n' >word; printf 'key words\n' >pass)
$ pkit issue --home h --subject CN=web1 --new-key ec-p256 --out web1 --p12 web1.p12 --p12-password-file word >/dev/null; stat -c '%a' web1.p12
600
$ openssl pkcs12 -in web1.p12 -passin file:word -info -nodes 2>&1 | grep -E 'MAC|PBES2'
MAC: sha256, Iteration 600000
MAC length: 32, salt length: 16
PKCS7 Encrypted data: PBES2, PBKDF2, AES-256-CBC, Iteration 600000, PRF hmacWithSHA256
Shrouded Keybag: PBES2, PBKDF2, AES-256-CBC, Iteration 600000, PRF hmacWithSHA256
$ openssl pkcs12 -in web1.p12 -passin file:word -nodes -nocerts | openssl pkey | cmp - web1/key.pem
$ openssl pkcs12 -in web1.p12 -passin file:word -nokeys -clcerts | openssl x509 | cmp - web1/cert.pem
$ openssl pkcs12 -in web1.p12 -passin file:word -nokeys -cacerts | openssl x509 -noout -nameopt RFC2253 -subject
subject=CN=Demo Issuing CA
$ openssl pkcs12 -in web1.p12 -passin pass:wrong -nokeys 2>&1 | head -n 1
Mac verify error: invalid password?
$ certtool --p12-info --inder --infile web1.p12 --password 'open sesame' 2>/dev/null | grep -c -- '-----BEGIN'
3

# An encrypted key goes in too; with a request id a second run leaves the file as it is, and makes it where it is gone.
$ pkit issue --home h --subject CN=web2 --new-key rsa-2048 --key-passphrase-file pass --out web2 --p12 web2.p12 --p12-password-file word --request-id two >/dev/null; openssl pkcs12 -in web2.p12 -passin file:word -nodes -nocerts | openssl pkey -noout && sha256sum web2.p12 >before
$ pkit issue --home h --subject CN=web2 --new-key rsa-2048 --key-passphrase-file pass --out web2 --p12 web2.p12 --p12-password-file word --request-id two >/dev/null; sha256sum --check --quiet before
$ rm web2.p12; pkit issue --home h --subject CN=web2 --new-key rsa-2048 --key-passphrase-file pass --out web2 --p12 web2.p12 --p12-password-file word --request-id two >/dev/null; openssl pkcs12 -in web2.p12 -passin file:word -noout

# What cannot be written is told before anything is issued.
$ pkit issue --home h --subject CN=web3 --new-key ec-p256 --out web3 --p12 web1.p12 --p12-password-file word
2> pkit: error: web1.p12 exists
2> pkit: hint: --force replaces it
[7]
$ pkit issue --home h --subject CN=web3 --new-key ec-p256 --out web3 --p12 nowhere/web3.p12 --p12-password-file word
2> pkit: error: nowhere/web3.p12: the directory nowhere takes no file
[9]
$ pkit issue --home h --subject CN=web3 --new-key ec-p256 --out web3 --p12 web3.p12
2> pkit: error: --p12 and --p12-password-file go together
[2]
$ pkit issue --home h --csr web1.csr --p12 web3.p12 --p12-password-file word
2> pkit: error: --p12 goes with --new-key only
[2]
$ ls -d web3* 2>/dev/null
[2]
