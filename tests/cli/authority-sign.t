# pkit authority sign: a CA whose key is elsewhere gets its certificate here. Each option with and without.
$ (umask 077; echo apart >pass; echo above >above); pkit init --home h --subject 'CN=Acme Issuing CA,O=Acme,C=DE' --root-subject 'CN=Acme Root,O=Acme' --key-type ec-p256 --root-key-type ec-p384 --years 4 --root-years 9 --passphrase-file pass --root-passphrase-file above 2>/dev/null | head -n 1
made <dir>/h
$ for ca in root issuing; do openssl x509 -in h/ca/$ca.crt -noout -nameopt RFC2253 -subject; openssl x509 -in h/ca/$ca.crt -noout -text | grep -o 'secp[0-9a-z]*\|prime256v1'; done
subject=CN=Acme Root,O=Acme
secp384r1
subject=CN=Acme Issuing CA,O=Acme,C=DE
prime256v1
$ years() { echo $((($(date -d "$(openssl x509 -in $1 -noout -enddate | cut -d= -f2)" +%s) - $(date +%s)) / 31500000)); }; years h/ca/issuing.crt; years h/ca/root.crt
4
9
$ export PKIT_HOME=$PWD/h; openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout sub.key -subj /O=Acme/CN=Sub -out sub.csr 2>/dev/null

# The root signs; its key has a passphrase of its own, which a dry run needs too.
$ pkit authority sign --csr sub.csr --under issuing --issuer-key h/ca/root.key --not-after 100d --dry-run
2> pkit: error: authority 'issuing': root.key: the passphrase does not open the key
[10]
$ pkit authority sign --csr sub.csr --under issuing --issuer-key h/ca/root.key --not-after 100d --out sub.crt
2> pkit: error: authority 'issuing': root.key: the passphrase does not open the key
[10]
$ pkit authority sign --csr sub.csr --under issuing --issuer-key h/ca/root.key --issuer-passphrase-file above --path-length 0 --permit dns:corp.example --exclude ip:10.0.0.0/8 --not-after 100d --out sub.crt
signed, and written to sub.crt
  subject      CN=Sub,O=Acme
  issuer       CN=Acme Root,O=Acme
  serial       <hex>
  key          ec-p256
  keyId        <hex>
  notBefore    <date>
  notAfter     <date>
  fingerprint  <hex>
$ openssl verify -x509_strict -CAfile h/ca/root.crt sub.crt; openssl x509 -in sub.crt -noout -ext basicConstraints,nameConstraints
sub.crt: OK
X509v3 Basic Constraints: critical
    CA:TRUE, pathlen:0
X509v3 Name Constraints: critical
    Permitted:
      DNS:corp.example
    Excluded:
      IP:10.0.0.0/255.0.0.0
$ pkit authority sign --csr sub.csr --under issuing --issuer-key h/ca/root.key --issuer-passphrase-file above --not-after 100d --out sub.crt
2> pkit: error: sub.crt exists
2> pkit: hint: --force replaces it
[7]
$ pkit authority sign --csr sub.csr --under issuing --issuer-key h/ca/root.key --issuer-passphrase-file above --not-after 100d --out sub.crt --force | wc -l
9
$ pkit authority sign --csr sub.csr --under issuing --issuer-key h/ca/root.key --issuer-passphrase-file above --not-after 100d --permit nonsense
2> pkit: error: 'nonsense' is no subtree of names
2> pkit: hint: its type is one of: dns ip email uri dirname
[2]

# What it signed is found among the events, by kind and by who did it.
$ pkit events --kind 'authority.s*' --actor 'uid:0*' --subject '*' | wc -l; pkit events --kind certificate.issued --subject nobody
2
