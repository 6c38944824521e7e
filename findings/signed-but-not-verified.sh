# OpenSSL 3.0 signs certificates with hashes by which it finds no issuer for them afterwards.
#
# Guessed: with what it signs it can verify. Seen with OpenSSL 3.0.19, GnuTLS 3.7.9 and OpenJDK 17.0.15 (Debian 12): `openssl
# x509 -req` and `req -x509` take -sha3-256 with an EC key, and -sha512-256 with an RSA key, and end with 0. `openssl verify`
# of what they made says "unable to get local issuer certificate", though the issuer is there, and a request that is signed
# so is refused for an "unknown signature algorithm". Java verifies all of them, GnuTLS the one of SHA-3. With SHA-3 and an
# RSA key all is well. A CA that lets its hash be chosen tries to verify what it signed: the message does not lead there.
# Needs openssl, certtool and java. Ends with 1 where one of them behaves otherwise.
set -eu
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
openssl version
certtool --version | head -n 1
cat >Ask.java <<'END'
import java.io.FileInputStream;
import java.security.cert.*;

class Ask {
  static Certificate read(String file) throws Exception {
    return CertificateFactory.getInstance("X.509").generateCertificate(new FileInputStream(file));
  }
  public static void main(String[] hashes) throws Exception {
    System.err.println("java " + System.getProperty("java.version"));
    for (String hash : hashes) {
      try {
        read(hash + ".pem").verify(read(hash + ".ca").getPublicKey());
        System.out.println(hash + " java verifies");
      } catch (java.security.NoSuchAlgorithmException none) {
        System.out.println(hash + " java does not know it");
      }
    }
  }
}
END
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout leaf.key -out leaf.csr -subj /CN=leaf 2>/dev/null
openssl ecparam -name prime256v1 -genkey -noout -out ec.key
openssl genpkey -algorithm RSA -out rsa.key 2>/dev/null
signed='ec-sha256 ec-sha3-256 rsa-sha3-256 rsa-sha512-256'
{
  for name in $signed; do
    key=${name%%-*}.key hash=${name#*-}
    openssl req -x509 -key "$key" "-$hash" -subj /CN=ca -addext basicConstraints=critical,CA:TRUE -out "$name.ca"
    openssl x509 -req -in leaf.csr -CA "$name.ca" -CAkey "$key" "-$hash" -set_serial 7 -out "$name.pem" 2>/dev/null
    openssl req -new -key "$key" "-$hash" -subj /CN=ca -out csr
    echo "$name openssl: $(openssl verify -CAfile "$name.ca" "$name.pem" 2>&1 | grep -ow 'OK\|unable.*');" \
      "request $(openssl req -in csr -noout -verify 2>&1 | grep -o 'OK\|unknown signature algorithm')"
    echo "$name certtool: $(certtool --verify --load-ca-certificate "$name.ca" --infile "$name.pem" 2>/dev/null |
      grep '^Chain' | grep -o 'is trusted\|NOT trusted')"
  done
  java -XX:+UseSerialGC Ask.java $signed
} | tee told
diff told - <<'END'
ec-sha256 openssl: OK; request OK
ec-sha256 certtool: is trusted
ec-sha3-256 openssl: unable to get local issuer certificate; request unknown signature algorithm
ec-sha3-256 certtool: is trusted
rsa-sha3-256 openssl: OK; request OK
rsa-sha3-256 certtool: is trusted
rsa-sha512-256 openssl: unable to get local issuer certificate; request unknown signature algorithm
rsa-sha512-256 certtool: NOT trusted
ec-sha256 java verifies
ec-sha3-256 java verifies
rsa-sha3-256 java verifies
rsa-sha512-256 java verifies
END
echo 'as described'
