# timeout: 300
# runs: release
# PKCS#12 between pkit and others: what pkit export writes opens in OpenSSL, keytool, NSS and GnuTLS with its name and the
# leaf first (A23, T-A27); what those write is taken over, of several keys the one that is named, and a MAC that nobody
# here knows is no wrong password.
source "$PKIT_SOURCE/tests/tools/lib.sh"
export PKIT_HOME=$PWD/home
make_home home
(umask 077 && printf 'open sesame\n' >word && printf 'kept here\n' >kept)

# --- written by pkit ---------------------------------------------------------------------------------------------------
expect 0 pkit issue --new-key rsa-2048 --keep-key --key-passphrase-file kept --subject CN=web1
expect 0 pkit export web1 --p12 web1.p12 --p12-password-file word --key-passphrase-file kept --alias Web1
serial=$(sql home "SELECT lower(hex(serial)) FROM certificates")
openssl pkcs12 -in web1.p12 -passin file:word -nokeys 2>/dev/null | grep -o 'friendlyName: .*\|^subject.*' >got
same 'openssl: name and order' "$(printf 'friendlyName: Web1\nsubject=CN = web1\nsubject=CN = Test Issuing CA')" "$(sed 's/CN=/CN = /' got)"
keytool -list -v -keystore web1.p12 -storetype PKCS12 -storepass 'open sesame' >keytool.out 2>&1 || { fail keytool; cat keytool.out; }
same 'keytool: entries' 'web1 PrivateKeyEntry 2' \
  "$(sed -n 's/^Alias name: //p; s/^Entry type: //p; s/^Certificate chain length: //p' keytool.out | paste -sd' ')"
mkdir nss && certutil -N -d nss --empty-password >nss.out 2>&1 || { fail 'no NSS database'; cat nss.out; }
pk12util -i web1.p12 -d nss -W 'open sesame' -K '' >nss.out 2>&1 || { fail 'NSS does not import it'; cat nss.out; }
certutil -L -d nss | grep -q '^Web1 *u,u,u' || { fail 'NSS has another entry'; certutil -L -d nss; }
certtool --p12-info --inder --infile web1.p12 --password 'open sesame' >gnutls.out 2>gnutls.err || { fail certtool; cat gnutls.err; }
same 'certtool: a key and two certificates' 3 "$(grep -c -- '-----BEGIN' gnutls.out)"
same 'certtool: a MAC' 1 "$(grep -ci 'MAC' gnutls.out | sed 's/[1-9][0-9]*/1/')"

# --- read by pkit ------------------------------------------------------------------------------------------------------
# take NAME FILE OPTION...: whose certificates the home would issue, or the error.
take() {
  local name=$1 file=$2
  shift 2
  if pkit init --home "$name" --import-cert "$file" --import-passphrase-file word --no-passphrase "$@" >init.out 2>init.err; then
    openssl x509 -in "$name/ca/issuing.crt" -noout -subject -nameopt RFC2253
  else
    sed -n 's/^pkit: //p' init.err
  fi
}
ca() { # NAME SUBJECT
  openssl req -x509 -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.crt" -subj "$2" -days 400 \
    -addext keyUsage=critical,keyCertSign,cRLSign 2>openssl.err || { fail "no CA $1"; cat openssl.err; }
  openssl pkcs12 -export -in "$1.crt" -inkey "$1.key" -name "$1" -out "$1.p12" -passout file:word
}
ca Alpha /CN=Alpha && ca Zeta /CN=Zeta
same 'one key of openssl' 'subject=CN=Alpha' "$(take t1 Alpha.p12)"
# keytool makes the alias of a key lower case, and keeps that of its certificate.
for name in Zeta Alpha; do
  keytool -importkeystore -srckeystore $name.p12 -srcstorepass 'open sesame' -destkeystore both.p12 -deststoretype PKCS12 \
    -deststorepass 'open sesame' -noprompt >keytool.out 2>&1 || { fail importkeystore; cat keytool.out; }
done
same 'several keys' 'error: it holds several keys hint: choose one by its alias: zeta, alpha' "$(take t2 both.p12 | paste -sd' ')"
same 'the one that is named' 'subject=CN=Alpha' "$(take t3 both.p12 --import-alias Alpha)"
same 'the other' 'subject=CN=Zeta' "$(take t4 both.p12 --import-alias ZETA)"
same 'none of that name' "error: it has no key called 'beta' hint: choose one by its alias: zeta, alpha" \
  "$(take t5 both.p12 --import-alias beta | paste -sd' ')"
# NSS: many iterations, the chain before the leaf.
pk12util -i Zeta.p12 -d nss -W 'open sesame' -K '' >nss.out 2>&1 && pk12util -o nss.p12 -n Zeta -d nss -W 'open sesame' -K '' >nss.out 2>&1
same 'one key of NSS' 'subject=CN=Zeta' "$(take t6 nss.p12)"
certtool --to-p12 --load-privkey Alpha.key --load-certificate Alpha.crt --p12-name alpha --password 'open sesame' --outder \
  --outfile gnutls.p12 >gnutls.out 2>&1 || { fail 'certtool --to-p12'; cat gnutls.out; }
same 'one key of GnuTLS' 'subject=CN=Alpha' "$(take t7 gnutls.p12)"
# A MAC by PBMAC1: OpenSSL 3.0 cannot make one, so that only the name of its scheme is put into a file.
openssl asn1parse -inform DER -in Alpha.p12 | grep -n 'OBJECT *:sha256' | tail -n 1 >place
python3 - <<'END'
data = open('Alpha.p12', 'rb').read()
sha256 = bytes.fromhex('300d06096086480165030402010500')  # the last one is the MAC's
pbmac1 = bytes.fromhex('300d06092a864886f70d01050e0500')
at = data.rindex(sha256)
open('pbmac1.p12', 'wb').write(data[:at] + pbmac1 + data[at + len(sha256):])
END
if [ "$(printf '%s\n' 3.4 "$(openssl version | cut -d' ' -f2)" | sort -V | head -n 1)" != 3.4 ]; then
  same 'an unknown MAC' 'error: its MAC is PBMAC1 (RFC 9579), which libcrypto does not know here' "$(take t8 pbmac1.p12 | head -n 1)"
fi
printf 'another\n' >word && chmod 600 word
same 'a wrong password' 'error: the password does not open the PKCS#12 file' "$(take t9 both.p12 --import-alias alpha)"
finish
