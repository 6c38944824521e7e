# make.sh: how this home was made, by the pkit of schema 1. Its state is here as SQL; the keys are for tests only.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
cd "$work"
pkit init --home home --name Old --key-type ed25519 --no-passphrase
sed -i 's|^    handlers: .*|    handlers: [ { name: web, unverified: true, when: { claimed.ClientMachine: "web*" }, allow: {} } ]|' home/pkit.yaml
for name in web1 waits; do
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $name.key -out $name.csr -subj /CN=$name
done
pkit register --home home --client-machine web1 --csr web1.csr --request-id r1
pkit register --home home --client-machine waits --csr waits.csr || [ $? -eq 4 ]
pkit issue --home home --subject CN=ci1 --new-key ed25519 --out ci1
pkit revoke --home home --reason superseded ci1/cert.pem
mkdir -p "$here/ca"
cp home/pkit.yaml "$here"
cp home/ca/* "$here/ca"
cp web1.csr waits.csr "$here"
{
  for name in application_id user_version; do
    echo "PRAGMA $name = $(sqlite3 home/pkit.db "PRAGMA $name");"
  done
  sqlite3 home/pkit.db .dump
} >"$here/pkit.sql"
cd /
rm -rf "$work"
