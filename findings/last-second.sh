# The second that notAfter names: OpenSSL refuses a certificate in it, others take it for the last one of its validity.
#
# RFC 5280 4.1.2.5 includes both ends. Seen with OpenSSL 3.0.19 (Debian 12): `openssl verify -attime` takes the
# certificate one second before notAfter, and says "certificate has expired" at notAfter itself. pkijs 3.2.4 on Node.js 20
# and OpenJDK 17 take it then, and refuse it one second later. So two programs can differ about the same chain at the same
# instant, and what a CA that makes certificates end together (or a test with a fixed clock) sees depends on who is asked.
# Needs openssl, node and npm; java where there is one. Ends with 1 where one of them behaves otherwise.
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
openssl version
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out cert.pem -days 10 \
  -subj /CN=last -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign 2>/dev/null
end=$(date -d "$(openssl x509 -in cert.pem -noout -enddate | cut -d= -f2)" +%s)
npm init -y >/dev/null
npm install --silent pkijs@3.2.4 >/dev/null
cat >ask.mjs <<'END'
import fs from 'fs';
import { X509Certificate, webcrypto } from 'crypto';
import pkijs from 'pkijs';
pkijs.setEngine('node', webcrypto, new pkijs.CryptoEngine({ crypto: webcrypto, subtle: webcrypto.subtle }));
const raw = new X509Certificate(fs.readFileSync('cert.pem')).raw;
const certificate = pkijs.Certificate.fromBER(Uint8Array.from(raw).buffer);
const checkDate = new Date(Number(process.argv[2]) * 1000);
const engine = new pkijs.CertificateChainValidationEngine({ trustedCerts: [certificate], certs: [certificate], checkDate });
console.log((await engine.verify()).result ? 'valid' : 'expired');
END
cat >Ask.java <<'END'
import java.io.FileInputStream;
import java.security.cert.*;
import java.util.Date;

class Ask {
  public static void main(String[] words) throws Exception {
    var read = CertificateFactory.getInstance("X.509").generateCertificate(new FileInputStream("cert.pem"));
    try {
      ((X509Certificate) read).checkValidity(new Date(Long.parseLong(words[0]) * 1000));
      System.out.println("valid");
    } catch (CertificateExpiredException expired) {
      System.out.println("expired");
    }
  }
}
END
for seconds in -1 0 1; do
  at=$((end + seconds))
  openssl verify -CAfile cert.pem -attime $at cert.pem >/dev/null 2>said && said=valid || said=$(grep -o expired said | head -n 1)
  echo "$seconds openssl $said"
  echo "$seconds pkijs $(node ask.mjs $at)"
  if command -v java >/dev/null; then echo "$seconds java $(java -XX:+UseSerialGC Ask.java $at)"; fi
done | tee told
grep -v java told | diff - <(cat <<'END'
-1 openssl valid
-1 pkijs valid
0 openssl expired
0 pkijs valid
1 openssl expired
1 pkijs expired
END
)
if grep java told | cut -d' ' -f1,3 | grep -qvxE -- '-1 valid|0 valid|1 expired'; then exit 1; fi
echo 'as described'
