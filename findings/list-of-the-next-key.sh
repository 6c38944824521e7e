# A CA changes its key and signs one list for all: GnuTLS and Java take it for certificates of the old key, OpenSSL finds none.
#
# Guessed: a list of the CA's name serves, whichever key of it signed, as long as that key's certificate leads to the same root
# (RFC 5280 6.3.3 (f)). Seen with OpenSSL 3.0.19, GnuTLS 3.7.9 and OpenJDK 17.0.15 (Debian 12): certtool and Java find a
# certificate of the old key on the list of the new one; `openssl verify` says "unable to get certificate CRL", with all of
# the CA's certificates and lists before it, and takes the list with -extended_crl alone. A program sets
# X509_V_FLAG_EXTENDED_CRL_SUPPORT, for which most servers have no setting; so a CA that renews its key signs a second list by
# the old one until the last certificate of it has ended.
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
import java.util.*;

class Ask {
  static final CertificateFactory made = factory();
  static CertificateFactory factory() {
    try {
      return CertificateFactory.getInstance("X.509");
    } catch (CertificateException never) {
      throw new AssertionError(never);
    }
  }
  static X509Certificate read(String file) throws Exception {
    return (X509Certificate) made.generateCertificate(new FileInputStream(file));
  }
  public static void main(String[] names) throws Exception {
    System.err.println("java " + System.getProperty("java.version"));
    for (String name : names) {
      PKIXParameters asked = new PKIXParameters(Set.of(new TrustAnchor(read("root.pem"), null)));
      List<Object> known = new ArrayList<>(made.generateCRLs(new FileInputStream(name + ".crls")));
      known.add(read("new.pem"));
      asked.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
      try {
        CertPathValidator.getInstance("PKIX").validate(made.generateCertPath(List.of(read("leaf.pem"), read("old.pem"))), asked);
        System.out.println(name + " java: valid");
      } catch (CertPathValidatorException refused) {
        System.out.println(name + " java: " + refused.getReason());
      }
    }
  }
}
END
make() { openssl req "$@" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes 2>/dev/null; }
sign() { openssl x509 -req -set_serial "$1" -in "$2.csr" -CA "$3.pem" -CAkey "$3.key" -extfile "$4" -out "$2.pem" 2>/dev/null; }
printf '%s\n' subjectKeyIdentifier=hash authorityKeyIdentifier=keyid >leaf.ext
{ cat leaf.ext && printf '%s\n' basicConstraints=critical,CA:TRUE keyUsage=critical,keyCertSign,cRLSign; } >ca.ext
make -x509 -keyout root.key -out root.pem -subj /CN=root
for name in old new leaf; do make -keyout $name.key -out $name.csr -subj /CN=$([ $name = leaf ] && echo leaf || echo ca); done
sign 1 old root ca.ext
sign 2 new root ca.ext
sign 5 leaf old leaf.ext
printf '[ca]\ndefault_ca=d\n[d]\ndatabase=rows\ndefault_md=sha256\ndefault_crl_days=9\ncrl_extensions=x\n' >ca.cnf
printf '[x]\nauthorityKeyIdentifier=keyid\n' >>ca.cnf
printf 'R\t491231000000Z\t%s\t05\tunknown\t/CN=leaf\n' "$(date -u +%y%m%d%H%M%SZ)" >rows
for name in root old new; do
  openssl ca -config ca.cnf -cert $name.pem -keyfile $name.key -gencrl -out $name.crl 2>/dev/null
done
cat old.pem new.pem >cas.pem
cat leaf.pem old.pem >chain.pem
for name in old new; do
  cat root.crl $name.crl >$name.crls
  for extended in '' -extended_crl; do
    echo "$name openssl $extended: $(openssl verify $extended -crl_check_all -CAfile root.pem -untrusted cas.pem \
      -CRLfile $name.crls leaf.pem 2>&1 | grep -o 'certificate revoked\|unable to get.*')"
  done
  echo "$name certtool: $(certtool --verify --load-ca-certificate root.pem --load-crl $name.crls --infile chain.pem 2>/dev/null |
    grep '^Chain' | grep -o 'is trusted\|is revoked')"
done >told
java -XX:+UseSerialGC Ask.java old new >>told
cat told
diff told - <<'END'
old openssl : certificate revoked
old openssl -extended_crl: certificate revoked
old certtool: is revoked
new openssl : unable to get certificate CRL
new openssl -extended_crl: certificate revoked
new certtool: is revoked
old java: REVOKED
new java: REVOKED
END
echo 'as described'
