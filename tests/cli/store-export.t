# An entry or a whole store as a file for somebody else (document B: B3): keys by name alone, encrypted unless it is said, in a
# file that is made with 0600 and never replaced.
$ pkit init --home home --name T --key-type ed25519 --no-passphrase --test-clock --now 2026-01-01 2>/dev/null | head -n 1
made <dir>/home
$ export PKIT_HOME=home; umask 000; now="--now 2026-02-01"
$ codes() { pkit "$@" $now --format json >out.json; echo "exit $?:" $(jq -r '.error.code // empty' out.json); }
$ for name in web1 web2; do pkit issue --subject CN=$name --new-key ec-p256 --out $name $now >/dev/null; done; thumb() { openssl x509 -in $1 -noout -fingerprint -sha1 | sed 's/.*=//; s/://g' | tr A-F a-f; }
$ (umask 077; head -c 32 /dev/urandom | basenc --base64url | tr -d '=' >word; cat web1/cert.pem web1/key.pem web1/chain.pem web2/cert.pem >site.pem); pkit store add site site.pem $now >/dev/null

# PEM: certificates alone, with encrypted keys, and plain ones.
$ pkit store export site --as pem --out all.pem $now; stat -c %a all.pem; cmp all.pem <(cat web1/cert.pem web1/chain.pem web2/cert.pem)
2 of site are in all.pem, with 0 private keys
600
$ pkit store export site --as pem --out locked.pem --alias $(thumb web1/cert.pem) --with-key --password-file word $now; grep -c ENCRYPTED locked.pem; openssl pkey -in locked.pem -passin file:word -pubout | cmp - <(openssl pkey -in web1/key.pem -pubout); stat -c %a locked.pem
1 of site are in locked.pem, with 1 private keys
2
600
$ pkit store export site --as pem --out plain.pem --with-key --plain-key $now; openssl pkey -in plain.pem -pubout | cmp - <(openssl pkey -in web1/key.pem -pubout); stat -c %a plain.pem
2 of site are in plain.pem, with 1 private keys
600
$ pkit store export site --as pkcs12 --out site.p12 --with-key --password-file word $now; openssl pkcs12 -in site.p12 -passin file:word -nodes 2>/dev/null | grep -c 'BEGIN'; stat -c %a site.p12
2 of site are in site.p12, with 1 private keys
4
600
$ pkit store export site --as pkcs12 --out trust.p12 --password-file word $now; openssl pkcs12 -in trust.p12 -passin file:word -nodes 2>/dev/null | grep -c 'BEGIN PRIVATE' || true
2 of site are in trust.p12, with 0 private keys
0
$ pkit store export site --as der --out one.der --alias $(thumb web2/cert.pem) $now; openssl x509 -inform DER -in one.der | cmp - web2/cert.pem
1 of site are in one.der, with 0 private keys

# Out of PKCS#12 and of a directory.
$ pkit store add keys site.p12 --password-file word $now >/dev/null; pkit store export keys --as pem --out from12.pem --alias $(thumb web1/cert.pem) --with-key --plain-key $now; openssl pkey -in from12.pem -pubout | cmp - <(openssl pkey -in web1/key.pem -pubout)
1 of keys are in from12.pem, with 1 private keys
$ mkdir -m 700 dir; (umask 077; cat web2/cert.pem web2/key.pem >dir/web2.pem); cp web1/cert.pem dir; pkit store add dir dir $now >/dev/null; pkit store export dir --as pkcs12 --out dir.p12 --with-key --password-file word $now; openssl pkcs12 -in dir.p12 -passin file:word -nodes 2>/dev/null | openssl pkey -pubout | cmp - <(openssl pkey -in web2/key.pem -pubout)
2 of dir are in dir.p12, with 1 private keys

# What is there is not replaced; and what makes no sense.
$ codes store export site --as pem --out all.pem; codes store export site --as pem --out home/pkit.db
exit 7: file.exists
exit 7: file.own
$ for options in '--as pem --with-key' '--as der --with-key' '--as pkcs12' '--as pem --password-file word' '--as pkcs12 --with-key --plain-key --password-file word' '--as der' '--as pem --alias nothing'; do codes store export site --out no $options; done; ls no
exit 2: option.combination
exit 2: option.combination
exit 2: option.combination
exit 2: option.combination
exit 2: option.combination
exit 2: certstore.alias
exit 6: certstore.entry
2> ls: cannot access 'no': No such file or directory
[2]
$ codes store export site --as pem --out no --alias $(thumb web2/cert.pem) --with-key --plain-key; codes store export nothing --as pem --out no
exit 6: certstore.entry
exit 6: certstore.unknown
$ pkit events $now | grep -c store.exported; pkit events --format json $now | grep -c 'PRIVATE KEY' || true
8
0
