# A directory of hashed CRLs: a process goes on with the CRL it has read when its file is replaced, and reads the next number.
#
# Guessed: OpenSSL looks into such a directory at each handshake, and so sees a new HASH.r0. Seen with OpenSSL 3.0.19 (Debian
# 12), by Python's ssl module: a context that has met an expired HASH.r0 goes on to say "CRL has expired" when a fresh CRL
# was renamed over it, and takes the same CRL at once when it comes as HASH.r1: what was read is kept, and only the first
# number that was not there is looked for again. A job that replaces the file helps new contexts alone: servers have to be
# reloaded after it, or each CRL has to come under the next number.
# Needs openssl and Debian 12's /usr/bin/python3. Ends with 1 where it behaves otherwise.
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out cert.pem -subj /CN=ca 2>/dev/null
printf '[ca]\ndefault_ca=d\n[d]\ndatabase=rows\ndefault_md=sha256\n' >ca.cnf
: >rows
for name in expired fresh; do
  [ $name = expired ] && end='-1 hour' || end='+1 hour'
  openssl ca -config ca.cnf -cert cert.pem -keyfile key.pem -gencrl -out $name 2>/dev/null \
    -crl_lastupdate "$(date -u -d '-2 hour' +%Y%m%d%H%M%SZ)" -crl_nextupdate "$(date -u -d "$end" +%Y%m%d%H%M%SZ)"
done
mkdir known
cp cert.pem known
openssl rehash known
cat >ask.py <<'END'
import glob, os, shutil, ssl
print(ssl.OPENSSL_VERSION)
server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
server.load_cert_chain("cert.pem", "key.pem")
def context():
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname = False
    client.verify_flags |= ssl.VERIFY_CRL_CHECK_LEAF
    client.load_verify_locations(capath="known")
    return client
def ask(client):
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    for end in (client.wrap_bio(back, there), server.wrap_bio(there, back, server_side=True)) * 2:
        try:
            end.do_handshake()
        except ssl.SSLWantReadError:
            pass
        except ssl.SSLCertVerificationError as error:
            return error.verify_message
    return "good"
first = context()
for crl, number in ("expired", "r0"), ("fresh", "r0"), ("fresh", "r1"):
    shutil.copy(crl, "next")
    os.rename("next", glob.glob("known/*.0")[0][:-1] + number)
    print(crl, number, "first:", ask(first), "new:", ask(context()))
END
/usr/bin/python3 ask.py | tee told
tail -n +2 told | diff - <(cat <<'END'
expired r0 first: CRL has expired new: CRL has expired
fresh r0 first: CRL has expired new: good
fresh r1 first: good new: good
END
)
echo 'as described'
