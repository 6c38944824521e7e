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
[sound]
keyUsage=critical,digitalSignature
extendedKeyUsage=clientAuth
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
[unlinked]
keyUsage=critical,digitalSignature
extendedKeyUsage=clientAuth
subjectKeyIdentifier=none
authorityKeyIdentifier=none
[signs]
keyUsage=critical,digitalSignature,keyCertSign
extendedKeyUsage=clientAuth
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
END
openssl req -new -x509 -key root.key -subj /CN=root -days 30 -out root.pem -addext keyUsage=critical,keyCertSign,cRLSign \
  2>openssl.err || cat openssl.err
# sign KEY ISSUER SECTION OUT [OPTION...]
sign() {
  openssl req -new -key "$1.key" -subj "/CN=$1" -out "$1.csr" 2>openssl.err
  openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -extfile x.cnf -extensions "$3" -out "$4.pem" \
    "${@:5}" 2>openssl.err || cat openssl.err
}
sign ca root ca ca -days 30
sign ca root plain plain -days 30
for section in sound unlinked signs; do sign leaf ca $section $section -days 30; done

by_openssl() { openssl verify -purpose sslclient -CAfile root.pem -untrusted "$1" "$2" >/dev/null 2>&1 && echo accept || echo refuse; }
by_certtool() {
  cat "$2" "$1" >chain.pem
  certtool --verify --load-ca-certificate root.pem --infile chain.pem >/dev/null 2>&1 && echo accept || echo refuse
}
by_java() {
  echo "root.pem $1 $2" | java -XX:+UseSerialGC "$PKIT_SOURCE/tests/tools/Judge.java" | cut -d' ' -f1
}
by_pkit() { pkit validate-cert "$2" --root root.pem --intermediate "$1" --purpose client >/dev/null 2>&1 && echo accept || echo refuse; }

# row ISSUER LEAF OPENSSL GNUTLS JAVA PKIT
row() {
  same "openssl on $2 by $1" "$3" "$(by_openssl "$1" "$2")"
  same "certtool on $2 by $1" "$4" "$(by_certtool "$1" "$2")"
  same "java on $2 by $1" "$5" "$(by_java "$1" "$2")"
  same "pkit on $2 by $1" "$6" "$(by_pkit "$1" "$2")"
}
row ca.pem sound.pem accept accept accept accept
row root.pem sound.pem refuse refuse refuse refuse
row ca.pem unlinked.pem accept accept accept refuse
row plain.pem sound.pem accept accept accept refuse
row ca.pem signs.pem accept accept accept refuse

# The same strictly stands in --explain.
for pair in "ca unlinked" "plain sound" "ca signs"; do
  pkit validate-cert "${pair#* }.pem" --root root.pem --intermediate "${pair% *}.pem" --explain >out 2>err
  for program in 'OpenSSL 3.0' 'GnuTLS 3.7' 'Java 17'; do says "$program accepts it" out; done
done
finish
