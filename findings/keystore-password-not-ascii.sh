# Java: a PKCS#12 file whose password has a letter beyond ASCII cannot be opened, and the password is said to be incorrect.
#
# Guessed: a password is any text, as RFC 7292 makes it a BMPString and RFC 8018 takes UTF-8. Seen with OpenJDK 17.0.15, OpenSSL
# 3.0.19, GnuTLS 3.7.9 and NSS 3.87.1 (Debian 12): what `openssl pkcs12 -export` makes with such a password is read by openssl,
# certtool and pk12util; keytool and KeyStore.load say "keystore password was incorrect", of the old algorithms
# (-legacy) as of the new, and only the exception's cause says "Password is not ASCII". Java does not write such a file
# either. Whoever hands out PKCS#12 files has to keep passwords to ASCII, or users of Java are told that they mistype.
# Needs openssl, certtool, certutil, pk12util and keytool. Ends with 1 where one of them behaves otherwise.
set -eu
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
openssl version
certtool --version | head -n 1
dpkg-query -W libnss3 || :
java -version 2>&1 | head -n 1
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out cert.pem -subj /CN=x 2>/dev/null
for word in password passwörd; do
  for how in '' -legacy; do
    openssl pkcs12 -export $how -in cert.pem -inkey key.pem -name x -passout pass:$word -out file.p12
    certutil -N -d . --empty-password
    echo "$word $how: $(openssl pkcs12 $how -in file.p12 -passin pass:$word -nodes 2>/dev/null | grep -c 'BEGIN PRIVATE');" \
      "$(certtool --p12-info --inder --infile file.p12 --password $word 2>/dev/null | grep -c 'BEGIN CERT');" \
      "$(pk12util -d . -i file.p12 -W $word 2>&1 | grep -o SUCCESSFUL);" \
      "$(keytool -J-Duser.language=en -list -keystore file.p12 -storepass $word 2>&1 | grep -o 'PrivateKeyEntry\|password was.*')"
    rm ./*.db
  done
  echo "$word, made by keytool: $(keytool -J-Duser.language=en -genkeypair -alias x -keyalg EC -dname CN=x -storepass $word \
    -keystore made-$word.p12 2>&1 | grep -o 'Password is not ASCII' || ls made-$word.p12)"
done | tee told
diff told - <<'END'
password : 1; 1; SUCCESSFUL; PrivateKeyEntry
password -legacy: 1; 1; SUCCESSFUL; PrivateKeyEntry
password, made by keytool: made-password.p12
passwörd : 1; 1; SUCCESSFUL; password was incorrect
passwörd -legacy: 1; 1; SUCCESSFUL; password was incorrect
passwörd, made by keytool: Password is not ASCII
END
echo 'as described'
