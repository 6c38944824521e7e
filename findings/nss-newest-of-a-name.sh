# NSS: a certificate's name belongs to its subject, so that deleting "the old one" by name deletes its successor.
#
# Guessed: what is imported as "new" is called "new", and what is deleted by name is what had that name. Seen with NSS 3.87.1
# (Debian 12): pk12util imports a renewed certificate, friendly name "new", under the name that the first one of that subject
# has, "old", with status 0. Both are then "old"; `certutil -L -n old -a` prints both, and `certutil -D -n old` deletes the
# newer one, the renewal, and leaves the old one in service. A program that puts a renewal into such a database
# has to find certificates by what they are (all of -L -a, compared), and to take the old one out before the new one goes in.
# Needs openssl, certutil and pk12util. Ends with 1 where it behaves otherwise.
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
dpkg-query -W libnss3 || :
certutil -N -d . --empty-password
for name in old new; do
  days=$([ $name = old ] && echo 30 || echo 60)
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $name.key -out $name.pem -subj /CN=host \
    -days "$days" 2>/dev/null
  openssl pkcs12 -export -in $name.pem -inkey $name.key -name $name -passout pass:word -out $name.p12
  pk12util -d . -W word -i $name.p12
done
certutil -L -d . | awk '/u,u,u/{print $1}' >names
certutil -L -d . -n old -a | grep -c BEGIN >>names
certutil -L -d . -n new 2>&1 | grep -o 'Could not find cert: new' >>names
certutil -D -d . -n old
certutil -L -d . -n old -a | openssl x509 -noout -serial >>names
cat names
{ printf '%s\n' old old 2 'Could not find cert: new' && openssl x509 -in old.pem -noout -serial; } | diff names -
echo 'as described'
