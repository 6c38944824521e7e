# runs: release
# timeout: 300
# Certificate stores between pkit and others (B3): what pkit puts is read by openssl, keytool and nginx, what those make is
# read by pkit; owner, mode and ACL stay; two writers are never lost; a service that does not take new bytes has the former.
source "$PKIT_SOURCE/tests/tools/lib.sh"
export PKIT_HOME=$PWD/home
make_home home
umask 077
printf 'open sesame\n' >word  # with a newline that is no part of it (B-S5)
for name in web1 web2 web3; do expect 0 pkit issue --subject CN=$name --new-key rsa-2048 --out $name; done
chain=web1/chain.pem

# --- keytool ------------------------------------------------------------------------------------------------------------
entries() { keytool -list -keystore "$1" -storepass 'open sesame' 2>keytool.err | grep -E 'Entry' | sed 's/, .*, \(.*Entry\),.*/=\1/' | sort | paste -sd' '; }
keytool -genkeypair -alias Mine -keyalg EC -groupname secp256r1 -dname CN=mine -keystore keys.jks -storetype PKCS12 -storepass 'open sesame' >keytool.out 2>&1 || cat keytool.out
expect 0 pkit store add keys keys.jks --password-file word
says 'kind       pkcs12' out
same 'an alias of keytool' mine "$(pkit store inventory keys --format json | jq -r '.data.stores[0].items[].Alias')"
expect 0 pkit store put keys --cert web1/cert.pem --key web1/key.pem --chain $chain --alias web1
expect 0 pkit store put keys --cert home/ca/root.crt --alias root
# What is trusted is that for Java too (B-S19).
same 'keytool: a trusted one is seen' 'mine=PrivateKeyEntry root=trustedCertEntry web1=PrivateKeyEntry' "$(entries keys.jks)"
expect 0 pkit store put keys --cert web2/cert.pem --key web2/key.pem --chain $chain --alias web1 --overwrite
same 'keytool: replaced' 'mine=PrivateKeyEntry root=trustedCertEntry web1=PrivateKeyEntry' "$(entries keys.jks)"
keytool -exportcert -rfc -alias web1 -keystore keys.jks -storepass 'open sesame' 2>/dev/null | openssl x509 -noout -subject | grep -q web2 || fail 'keytool exports another certificate'
keytool -importkeystore -srckeystore keys.jks -srcstorepass 'open sesame' -srcalias web1 -destkeystore copy.p12 -deststoretype PKCS12 \
  -deststorepass 'open sesame' -noprompt >keytool.out 2>&1 || { fail importkeystore; cat keytool.out; }
openssl pkcs12 -in copy.p12 -passin file:word -nodes -nocerts 2>/dev/null | openssl pkey -pubout >got
same 'the key comes through Java' "$(openssl pkey -in web2/key.pem -pubout)" "$(cat got)"
keytool -importkeystore -srckeystore keys.jks -srcstorepass 'open sesame' -srcalias mine -destkeystore mine.p12 -deststoretype PKCS12 \
  -deststorepass 'open sesame' -noprompt >keytool.out 2>&1 || { fail 'the other entry'; cat keytool.out; }
expect 0 pkit store take keys web1
same 'keytool: taken' 'mine=PrivateKeyEntry root=trustedCertEntry' "$(entries keys.jks)"
# Without an alias, as openssl makes it (B-S2), and with old ciphers, as far as they are known, which go (B-S14).
openssl pkcs12 -export -in web1/cert.pem -inkey web1/key.pem -out bare.p12 -passout file:word -certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES -macalg sha1
expect 0 pkit store add bare bare.p12 --password-file word
expect 0 pkit store put bare --cert web2/cert.pem --key web2/key.pem --chain $chain --overwrite
openssl pkcs12 -in bare.p12 -passin file:word -info -nokeys 2>&1 | grep -q 'AES-256-CBC' || fail 'a weak cipher is written'
openssl pkcs12 -in bare.p12 -passin file:word -info -noout 2>&1 | grep -qi '3DES\|RC2' && fail 'a weak cipher stays'

# Java's own format is read here and written by keytool (B3, T-B3, T-B5): keytool and openssl see what was put, all other
# entries are as they were to the byte, and what it says of its password is believed no more than it shows.
java() { keytool "$@" -storepass 'open sesame' 2>&1; }
stored() { pkit store inventory "$1" --format json | jq -c '.data.stores[0].items[] | select(.Thumbprint) | [.Alias, .fingerprint, .PrivateKeyEntry]' | sort; }
for type in jks jceks; do
  keytool -genkeypair -alias Own -keyalg RSA -dname CN=own -keystore own.$type -storetype $type -storepass 'open sesame' -keypass 'open sesame' >keytool.out 2>&1 || cat keytool.out
  keytool -importcert -noprompt -alias Root -file home/ca/root.crt -keystore own.$type -storetype $type -storepass 'open sesame' >keytool.out 2>&1 || cat keytool.out
  expect 0 pkit store add own-$type own.$type --password-file word
  same "entries of $type" 'own true root false' "$(pkit store inventory own-$type --format json | jq -r '.data.stores[0].items[] | [.Alias, .PrivateKeyEntry] | @tsv' | sort | tr '\t\n' '  ' | sed 's/ $//')"
  stored own-$type >before
  expect 0 pkit store put own-$type --cert web1/cert.pem --key web1/key.pem --chain $chain --alias Web1
  expect 0 pkit store put own-$type --cert web3/cert.pem --alias web3
  [ $type = jks ] || break  # the same commands but for one word
  same "$type: a key and a trusted one" 'own=PrivateKeyEntry root=trustedCertEntry web1=PrivateKeyEntry web3=trustedCertEntry' "$(entries own.$type)"
  same "$type: its chain" 2 "$(java -list -rfc -alias web1 -keystore own.$type | grep -c 'BEGIN CERT')"
  same "$type: the others stay" "$(cat before)" "$(stored own-$type | grep -v web)"
  expect 0 pkit store put own-$type --cert web2/cert.pem --key web2/key.pem --chain $chain --alias web1
  says 'is there already'
  expect 0 pkit store put own-$type --cert web2/cert.pem --key web2/key.pem --chain $chain --alias web1 --overwrite
  keytool -importkeystore -srckeystore own.$type -srcstorepass 'open sesame' -srcalias web1 -destkeystore of-$type.p12 -deststoretype PKCS12 \
    -deststorepass 'open sesame' -noprompt >keytool.out 2>&1 || { fail "the key of $type"; cat keytool.out; }
  openssl pkcs12 -in of-$type.p12 -passin file:word -nodes -nocerts 2>/dev/null | openssl pkey -pubout >got
  same "$type: the key" "$(openssl pkey -in web2/key.pem -pubout)" "$(cat got)"
  # A renewal over the same key, which stays; over another one it is refused.
  openssl req -new -key web2/key.pem -subj /CN=web2 -out renew.csr
  expect 0 pkit issue --csr renew.csr --out renewed-$type.pem
  expect 0 pkit store put own-$type --cert renewed-$type.pem --chain $chain --alias web1 --overwrite
  same "$type: renewed" "$(openssl x509 -in renewed-$type.pem -noout -serial)" "$(java -exportcert -rfc -alias web1 -keystore own.$type | openssl x509 -noout -serial)"
  expect 7 pkit store put own-$type --cert web3/cert.pem --alias web1 --overwrite
  expect 0 pkit store take own-$type web1
  expect 0 pkit store take own-$type web3
  expect 0 pkit store take own-$type web3
  says 'there is no web3'
  same "$type: as before" "$(cat before)" "$(stored own-$type)"
  printf '\0' | dd of=own.$type bs=1 seek=40 conv=notrunc 2>/dev/null
  expect 10 pkit store inventory own-$type
done
# Without a password it is read, and not changed; without keytool neither, and the error says what to do. The password is in
# nobody's argument list, and nothing of keytool's is left behind, nor what a killed command left.
keytool -importcert -noprompt -alias Root -file home/ca/root.crt -keystore bare.jks -storetype jks -storepass 'open sesame' >keytool.out 2>&1 || cat keytool.out
cp bare.jks blind.jks && expect 0 pkit store add blind blind.jks
expect 2 pkit store put blind --cert web1/cert.pem --alias web1
says 'none is known'
expect 0 pkit store add bare-jks bare.jks --password-file word
cp bare.jks before
expect 7 unshare -m sh -c 'mount --bind /dev/null "$(readlink -f /usr/bin/keytool)" && exec pkit store put bare-jks --cert web1/cert.pem --alias web1'
says 'default-jre-headless'
says 'deststoretype pkcs12'
cmp bare.jks before
expect 0 unshare -m sh -c 'mount -t tmpfs none /dev/shm && mkdir /dev/shm/pkit-keytool-killed && strace -f -qq -e trace=execve -o trace pkit store put bare-jks --cert web1/cert.pem --key web1/key.pem --alias web1 && ls -A /dev/shm >left'
grep -q keytool trace || fail 'keytool was not started'
grep -q 'open sesame' trace && fail 'the password is an argument'
same 'nothing is left of it' '' "$(cat left)"
# A key that has a password of its own is not replaced by one that has the store's.
keytool -keypasswd -alias web1 -keystore bare.jks -storetype jks -storepass 'open sesame' -keypass 'open sesame' -new 'another one' >keytool.out 2>&1 || cat keytool.out
cp bare.jks before && expect 7 pkit store put bare-jks --cert web2/cert.pem --key web2/key.pem --alias web1 --overwrite
says "not under the store's password"
cmp bare.jks before
# Java's passwords are text: one that is not ASCII is what keytool took it for, for the digest, and for each key.
word='pässwörd ☃ 𝄞' && printf %s "$word" >odd.word && chmod 600 odd.word
odd() { LC_ALL=C.UTF-8 keytool "$@" -storepass "$word" 2>&1; }
odd -genkeypair -alias own -keyalg EC -groupname secp256r1 -dname CN=own -keystore odd.jks -storetype JKS -keypass "$word" >keytool.out || cat keytool.out
expect 0 pkit store add odd odd.jks --password-file odd.word
expect 0 pkit store put odd --cert web1/cert.pem --key web1/key.pem --alias web1
LC_ALL=C.UTF-8 keytool -importkeystore -srckeystore odd.jks -srcstorepass "$word" -destkeystore odd.p12 -deststoretype PKCS12 \
  -deststorepass 'open sesame' -noprompt >keytool.out 2>&1 || { fail 'keys under a password that is not ASCII'; cat keytool.out; }
same 'keytool: both keys' 2 "$(openssl pkcs12 -in odd.p12 -nocerts -nodes -passin 'pass:open sesame' | grep -c 'BEGIN PRIVATE KEY')"
printf 'p\344ssword' >latin.word && chmod 600 latin.word
expect 10 pkit store add latin odd.jks --password-file latin.word
says 'not UTF-8'
cp own.jceks named.p12 && expect 0 pkit store add named named.p12 --password-file word  # B-S1
says 'kind       jks' out
cp keys.jks renamed.pem && expect 0 pkit store add renamed renamed.pem --password-file word
expect 5 pkit store add wrong renamed.pem --kind jks --password-file word

# No password is in the state, its log or its history, nor a hash of one (B-S11).
for form in 'open sesame' "$(printf 'open sesame' | sha256sum | cut -d' ' -f1)" "$(printf 'open sesame' | sha1sum | cut -d' ' -f1)" "$(printf 'open sesame' | base64)"; do
  grep -rqaF "$form" home && fail "the home has $form"
done

# --- discovery stays on its file system (B-S12) -----------------------------------------------------------------------
mkdir -p tree/mounted && cp web1/cert.pem tree/own.pem
expect 0 unshare -m sh -c 'mount -t tmpfs none tree/mounted && cp web1/cert.pem tree/mounted/ && exec pkit store discover tree --dry-run'
says 'tree/own.pem' out
grep -q mounted out && fail 'another file system was entered'

# --- owner, mode, ACL (B-S4) ------------------------------------------------------------------------------------------
cat web1/cert.pem web1/key.pem >site.pem && chown 1234:4321 site.pem && chmod 640 site.pem
setfattr -n user.kept -v yes site.pem 2>/dev/null && attribute=yes
expect 0 pkit store add site site.pem
expect 0 pkit store put site --cert web2/cert.pem --key web2/key.pem --chain $chain --overwrite
same 'owner and mode' '1234:4321 640' "$(stat -c '%u:%g %a' site.pem)"
[ -z "${attribute:-}" ] || same 'an attribute' yes "$(getfattr --only-values -n user.kept site.pem)"
same 'of what was replaced too' '1234:4321 640' "$(stat -c '%u:%g %a' .site.pem.previous)"

# --- two writers: the later one learns of the earlier (B-S10) ---------------------------------------------------------
digest=$(pkit store inventory site --format json | jq -r '.data.stores[0].digest')
echo '# another was here' >>site.pem
cp site.pem before
expect 7 pkit store put site --cert web3/cert.pem --key web3/key.pem --overwrite --expect-digest "$digest"
cmp site.pem before
# A link on the way, put there later, leads nowhere.
mkdir -p real elsewhere && cp before real/site.pem && cp before elsewhere/site.pem
expect 0 pkit store add moved real/site.pem
mv real other && ln -s elsewhere real
expect 9 pkit store put moved --cert web3/cert.pem --key web3/key.pem --overwrite
cmp before elsewhere/site.pem
rm real && mv other real

# --- nobody else's rights: as another user ------------------------------------------------------------------------------
as_nobody() { setpriv --reuid=1234 --regid=4321 --clear-groups -- "$@"; }
mkdir theirs && chown 1234:4321 theirs && chmod 711 .
install -m 644 before theirs/store.pem
export_home=$PKIT_HOME
mkdir theirhome && chown 1234:4321 theirhome
as_nobody env PKIT_HOME="$PWD/theirhome/home" pkit init --name T --no-passphrase >/dev/null 2>init.err || cat init.err
expect 0 as_nobody env PKIT_HOME="$PWD/theirhome/home" pkit store add theirs theirs/store.pem
as_nobody cat theirs/store.pem >/dev/null || fail 'not readable'
cp web3/cert.pem theirs/new.pem && chown 1234:4321 theirs/new.pem
expect 9 as_nobody env PKIT_HOME="$PWD/theirhome/home" pkit store put theirs --cert theirs/new.pem
says 'cannot keep the owner'
cmp before theirs/store.pem
same 'nothing is left' '' "$(find theirs -name '*pkit-x*')"
PKIT_HOME=$export_home

# --- nginx: told, and asked ---------------------------------------------------------------------------------------------
cat web1/cert.pem $chain web1/key.pem >www.pem
nginx_conf 'daemon on;' 'user root;' >nginx.conf <<END
  server { listen unix:$PWD/www.sock ssl; ssl_certificate $PWD/www.pem; ssl_certificate_key $PWD/www.pem; }
END
printf '#!/bin/sh\n%s -c %s/nginx.conf -e %s/error.log "$@"\n' "$(command -v nginx)" "$PWD" "$PWD" >told && chmod 700 told
./told || fail 'nginx does not start'
trap './told -s stop 2>/dev/null' EXIT
expect 0 pkit store add www www.pem --prove "tls+unix:$PWD/www.sock" --reload "$PWD/told" -s reload
expect 0 pkit store put www --cert web2/cert.pem --key web2/key.pem --chain $chain --overwrite
says 'proof  ' out
# Workers that are on their way out may still answer a while.
wanted=$(openssl x509 -in web2/cert.pem -noout -serial)
for _ in $(seq 50); do
  served=$(openssl s_client -unix www.sock </dev/null 2>/dev/null | openssl x509 -noout -serial)
  [ "$served" = "$wanted" ] && break
  sleep 0.1
done
same 'nginx serves it' "$wanted" "$served"
# A reload that says no: the former bytes are back, and still served.
cp www.pem before
printf '#!/bin/sh\nexit 1\n' >refusing && chmod 700 refusing
cat web1/cert.pem web1/key.pem >refused.pem && cp refused.pem refused.before
expect 0 pkit store add refused refused.pem --reload "$PWD/refusing"
expect 10 pkit store put refused --cert web2/cert.pem --key web2/key.pem --overwrite
says 'the former bytes are back'
cmp refused.pem refused.before
# What is not served is not kept either.
cat web1/cert.pem web1/key.pem >unserved.pem && cp unserved.pem unserved.before
expect 0 pkit store add unserved unserved.pem --prove "tls+unix:$PWD/www.sock"
expect 10 pkit store put unserved --cert web3/cert.pem --key web3/key.pem --overwrite
says 'another certificate is served'
cmp unserved.pem unserved.before
sound home
finish
