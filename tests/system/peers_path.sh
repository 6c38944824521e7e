# runs: release
# timeout: 200
# Who else takes what pkit refuses: each row of libcore/path/peers.cpp, by the program that it names, and pkit's own verdict
# beside it. And paths on which all agree.
source "$PKIT_SOURCE/tests/tools/lib.sh"

for n in root ca leaf; do openssl ecparam -genkey -name prime256v1 -noout -out $n.key; done
cat >x.cnf <<'END'
[ca]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
[plain]
basicConstraints=CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
[nameless]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=none
authorityKeyIdentifier=keyid
[dotted]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
nameConstraints=critical,permitted;DNS:.example.com
[clients]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
extendedKeyUsage=clientAuth
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
[sound]
keyUsage=critical,digitalSignature
extendedKeyUsage=clientAuth,serverAuth
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
[named]
keyUsage=critical,digitalSignature
extendedKeyUsage=clientAuth,serverAuth
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
subjectAltName=DNS:a.example.com
[bound]
keyUsage=critical,digitalSignature
extendedKeyUsage=clientAuth,serverAuth
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
nameConstraints=critical,permitted;DNS:example.com
[unlinked]
keyUsage=critical,digitalSignature
extendedKeyUsage=clientAuth,serverAuth
subjectKeyIdentifier=none
authorityKeyIdentifier=none
[signs]
keyUsage=critical,digitalSignature,keyCertSign
extendedKeyUsage=clientAuth,serverAuth
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
END
openssl req -new -x509 -key root.key -subj /CN=root -days 30 -out root.pem -addext keyUsage=critical,keyCertSign,cRLSign \
  2>openssl.err || cat openssl.err
# sign KEY ISSUER SECTION OUT [OPTION...]
sign() {
  openssl req -new -key "$1.key" -subj "${subject-/CN=$1}" -out "$1.csr" 2>openssl.err
  openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -extfile x.cnf -extensions "$3" -out "$4.pem" -days 30 \
    "${@:5}" 2>openssl.err || cat openssl.err
}
for section in ca plain nameless dotted clients; do sign ca root $section $section; done
for section in sound unlinked signs named bound; do sign leaf ca $section $section; done
subject=/ sign leaf ca named empty
sign leaf ca sound sha1 -sha1
openssl genrsa -out small.key 1024 2>/dev/null
sign small ca sound small

# Who is asked of what: whether a client may use it, but Go by cfssl, which asks for a server's.
by_openssl() { openssl verify -purpose ssl"$purpose" -CAfile root.pem -untrusted "$1" "$2" >/dev/null 2>&1 && echo accept || echo refuse; }
by_certtool() {
  cat "$2" "$1" >chain.pem
  certtool --verify --load-ca-certificate root.pem --infile chain.pem >/dev/null 2>&1 && echo accept || echo refuse
}
by_go() { cfssl bundle -ca-bundle root.pem -int-bundle "$1" -cert "$2" >/dev/null 2>&1 && echo accept || echo refuse; }
by_pkit() { pkit validate-cert "$2" --root root.pem --intermediate "$1" --purpose "$purpose" --explain >out 2>err && echo accept || echo refuse; }

# row ISSUER LEAF OPENSSL GNUTLS JAVA GO PKIT: what each says, and that --explain tells it of what pkit refuses. Java, "-"
# where it cannot read the certificate, is asked of all at the end; Go is not asked where cfssl asks for nothing.
purpose=client
row() {
  same "openssl on $2 by $1" "$3" "$(by_openssl "$1.pem" "$2.pem")"
  same "certtool on $2 by $1" "$4" "$(by_certtool "$1.pem" "$2.pem")"
  [ "$6" = - ] || same "go on $2 by $1" "$6" "$(by_go "$1.pem" "$2.pem")"
  same "pkit on $2 by $1" "$7" "$(by_pkit "$1.pem" "$2.pem")"
  [ "$5" = - ] || { echo "root.pem $1.pem $2.pem" >>for_java && echo "$5" >>by_java; }
  local seen="$3 $4 $5 $6" program word=1
  for program in 'OpenSSL 3.0' 'GnuTLS 3.7' 'Java 17' 'Go 1.19'; do
    same "what is told of $program on $2 by $1" "$([ "$(cut -d' ' -f$word <<<"$seen") $7" = 'accept refuse' ] && echo 1 || echo 0)" \
      "$(grep -cm1 "^  $program accepts it" out)"
    word=$((word + 1))
  done
}
row ca sound accept accept accept accept accept
row root sound refuse refuse refuse refuse refuse
row ca unlinked accept accept accept accept refuse
row plain sound accept accept accept accept refuse
row ca signs accept accept accept accept refuse
row nameless sound accept accept accept accept refuse
row dotted named accept accept accept accept refuse
row ca empty accept accept - accept refuse
row ca bound accept accept accept accept refuse
row ca sha1 accept refuse accept refuse refuse
row ca small accept accept accept accept refuse
purpose=server
# Debian 12's cfssl, 1.2, has Go ask for a server's; Debian 13's, 1.6, for any.
case $(dpkg-query -W -f '${Version}' golang-cfssl) in 1.2.*) go=refuse ;; *) go=- ;; esac
row clients sound refuse accept accept $go refuse
same "java on all of them" "$(cat by_java)" "$(java -XX:+UseSerialGC "$PKIT_SOURCE/tests/tools/Judge.java" <for_java | cut -d' ' -f1)"
finish
