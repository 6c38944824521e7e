# runs: release
# timeout: 300
# What pkit issues, judged by strongSwan's pki. Certificates that are trusted are not looked at again, so the issuing CA
# is judged first, and then what it issued.
source "$PKIT_SOURCE/tests/tools/lib.sh"
source "$PKIT_SOURCE/tests/tools/matrix.sh"

verified() { pki --verify --in "$@" >verdict 2>&1; }
strongswan_judge() {
  local root issuing leaf
  while read -r root issuing leaf; do
    if verified "$issuing" --cacert "$root" && verified "$leaf" --cacert "$root" --cacert "$issuing"; then
      echo accept
    else
      echo "refuse $(grep -v '^plugin' verdict | tail -n 1)"
    fi
  done
}
make_matrix
judged_by strongswan_judge
says 'reached self-signed root ca with a path length of 1' verdict
finish
