# runs: release
# timeout: 300
# What pkit says of revocation, heard by openssl, certtool, strongSwan, Java, NSS, nginx and ocsptool: of two certificates
# the one that is revoked is refused and the other is not, by its CRL and by OCSP; and before the revocation both are
# accepted. A judge is one process for all its cases where it can be.
source "$PKIT_SOURCE/tests/tools/lib.sh"

types='ec-p256 rsa-3072 ed25519'
for type in $types; do
  make_home "$type" --key-type "$type"
  for name in good bad; do
    expect 0 pkit issue --home "$type" --subject "CN=$name" --new-key ec-p256 --out "$type-$name"
  done
  cat "$type/ca/root.crt" "$type/ca/issuing.crt" >"$type-cas.pem"
done

# crls TYPE: all in one file, and each alone in DER.
crls() {
  expect 0 pkit crl --home "$1" --out "$1.pem"
  expect 0 pkit crl --home "$1" --form der --issuer current --out "$1-issuing.crl"
  expect 0 pkit crl --home "$1" --form der --issuer above --out "$1-root.crl"
}

# --- judges: each says accept or refuse of TYPE NAME -------------------------------------------------------------------
openssl_judge() {
  openssl verify -crl_check_all -CAfile "$1/ca/root.crt" -untrusted "$1/ca/issuing.crt" -CRLfile "$1.pem" \
    "$1-$2/cert.pem" >verdict 2>&1 && echo accept || echo "refuse $(grep -m1 error verdict)"
}
certtool_judge() {
  cat "$1-$2/cert.pem" "$1/ca/issuing.crt" >bundle.pem
  certtool --verify --load-ca-certificate "$1/ca/root.crt" --load-crl "$1.pem" --infile bundle.pem >verdict 2>&1 &&
    echo accept || echo "refuse $(tr '\n' ' ' <verdict)"
}
strongswan_judge() {
  pki --verify --in "$1-$2/cert.pem" --cacert "$1/ca/issuing.crt" --cacert "$1/ca/root.crt" --crl "$1-issuing.crl" \
    --crl "$1-root.crl" --online >verdict 2>&1 </dev/null
  grep -q 'certificate trusted, lifetimes valid, certificate not revoked' verdict && echo accept ||
    echo "refuse $(grep -v ^plugin verdict | tr '\n' ' ')"
}
nss_judge() {
  [ -d "nss-$1" ] || {
    mkdir "nss-$1" && certutil -N -d "nss-$1" --empty-password &&
      certutil -A -d "nss-$1" -n root -t CT,, -i "$1/ca/root.crt" && certutil -A -d "nss-$1" -n issuing -t ,, -i "$1/ca/issuing.crt"
    for name in good bad; do certutil -A -d "nss-$1" -n $name -t ,, -i "$1-$name/cert.pem"; done
  } >nss.log 2>&1 || cat nss.log >&2
  for crl in issuing root; do crlutil -I -d "nss-$1" -i "$1-$crl.crl" >>nss.log 2>&1; done
  certutil -V -d "nss-$1" -n "$2" -u C -e >verdict 2>&1 && echo accept || echo "refuse $(tail -n 1 verdict)"
}
java_judges() { # lines of: KIND TYPE NAME FILE
  while read -r kind type name file; do echo "$kind $type/ca/root.crt $type/ca/issuing.crt $type-$name/cert.pem $file"; done |
    java -XX:+UseSerialGC "$PKIT_SOURCE/tests/tools/Judge.java"
}

# must WORD REASON JUDGE TYPE NAME: it says so, and a refusal is for the revocation.
must() {
  local said
  said=$("$3" "$4" "$5")
  [ "${said%% *}" = "$1" ] || fail "$3 must $1 $4 $5, and says: $said"
  [ "$1" = accept ] || grep -qi "$2" <<<"$said" || fail "$3 refuses $4 $5 for another reason: $said"
}
# NSS of this age does not know Ed25519, and certtool's library no chain of it by CRL alone.
judges_of() { case $1 in ed25519) echo openssl certtool strongswan ;; *) echo openssl certtool strongswan nss ;; esac; }

for type in $types; do
  crls "$type"
  for judge in $(judges_of "$type"); do for name in good bad; do must accept . ${judge}_judge "$type" $name; done; done
  expect 0 pkit revoke --home "$type" "$type-bad/cert.pem" --reason keyCompromise --invalid-since 2026-01-01
  crls "$type"
  for judge in $(judges_of "$type"); do
    must accept . ${judge}_judge "$type" good
    must refuse revoked ${judge}_judge "$type" bad
  done
done

# --- OCSP ------------------------------------------------------------------------------------------------------------------
# ask TYPE NAME [OPTION...]: TYPE-NAME.ocsp answers; what openssl reads of it is in `read`.
ask() {
  local type=$1 name=$2
  shift 2
  openssl ocsp "$@" -issuer "$type/ca/issuing.crt" -cert "$type-$name/cert.pem" -reqout request.der >/dev/null 2>&1
  expect 0 pkit ocsp respond --home "$type" request.der --out "$type-$name.ocsp"
  openssl ocsp "$@" -issuer "$type/ca/issuing.crt" -cert "$type-$name/cert.pem" -respin "$type-$name.ocsp" \
    -CAfile "$type-cas.pem" -no_nonce >read 2>&1
}
for type in $types; do
  expect 0 pkit ocsp prepare --home "$type" --out "$type-answers"
  before=$(sha256sum "$type/pkit.db")
  for how in '-nonce' '-no_nonce' '-sha256'; do
    ask "$type" good $how
    says 'Response verify OK' read
    says "$type-good/cert.pem: good" read
    ask "$type" bad $how
    says "$type-bad/cert.pem: revoked" read
    says 'Reason: keyCompromise' read
    grep -q 'WARNING' read && fail "openssl warns: $(cat read)"
  done
  same "the state after $type's answers" "$before" "$(sha256sum "$type/pkit.db")"
  for name in bad good; do ask "$type" $name -no_nonce; done
  openssl ocsp -respin "$type-good.ocsp" -noverify -resp_text 2>/dev/null | sed -n '/^Certificate:/,$p' >responder
  for text in 'OCSP Signing' 'OCSP No Check' 'Digital Signature' 'CA:FALSE'; do says "$text" responder; done
  grep -q 'Alternative Name' responder && fail 'the responder has names'
  for name in good bad; do
    ocsptool --verify-response --load-response "$type-$name.ocsp" --load-trust "$type/ca/issuing.crt" >verdict 2>&1
    says 'Verifying OCSP Response: Success' verdict
  done
  ocsptool --response-info --load-response "$type-bad.ocsp" >verdict 2>&1
  says 'Certificate Status: revoked' verdict
done

# Java, all its cases in one process.
for type in ec-p256 rsa-3072; do
  for name in good bad; do echo "crl $type $name $type.pem"; echo "ocsp $type $name $type-$name.ocsp"; done
done >cases
java_judges <cases >answers
for ((i = 1; i <= 8; i++)); do
  read -r kind type name file < <(sed -n "${i}p" cases)
  said=$(sed -n "${i}p" answers)
  case $name in
    good) [ "$said" = accept ] || fail "Java refuses $type $name by $kind: $said" ;;
    bad) [[ $said == refuse*REVOKED* ]] || fail "Java and $type $name by $kind: $said" ;;
  esac
done

# --- nginx: a client is refused the moment after ---------------------------------------------------------------------------
expect 0 pkit issue --home ec-p256 --subject CN=localhost --san dns:localhost --profile server --new-key ec-p256 --out server
expect 0 pkit crl --home ec-p256 --out live.pem
nginx_conf 'daemon off;' >nginx.conf <<END
  server {
    listen unix:$PWD/tls.sock ssl;
    ssl_certificate $PWD/server/fullchain.pem;
    ssl_certificate_key $PWD/server/key.pem;
    ssl_client_certificate $PWD/ec-p256/ca/root.crt;
    ssl_crl $PWD/live.pem;
    ssl_verify_client on;
    ssl_verify_depth 2;
    return 200 "\$ssl_client_verify\n";
  }
END
nginx -p "$PWD" -c "$PWD/nginx.conf" -e "$PWD/error.log" >nginx.log 2>&1 </dev/null &
server=$!
trap 'kill $server 2>/dev/null' EXIT
for ((i = 0; i < 200; i++)); do
  [ ! -S tls.sock ] || break
  sleep 0.05
done
asks() {
  curl -sS --max-time 20 --unix-socket tls.sock --cacert ec-p256/ca/root.crt --cert "ec-p256-$1/fullchain.pem" \
    --key "ec-p256-$1/key.pem" --write-out '%{http_code}' --output page https://localhost/ 2>&1
}
same 'nginx about the good one' 200 "$(asks good)"
same 'nginx about the bad one' 400 "$(asks bad)"
expect 0 pkit revoke --home ec-p256 good --reason cessationOfOperation
expect 0 pkit crl --home ec-p256 --out live.pem --if-due
# Until it has gone, the worker of before answers as well, by the list of before.
former=$(pgrep -P $server)
kill -HUP $server
for ((i = 0; i < 200; i++)); do
  [ -d "/proc/$former" ] || break
  sleep 0.05
done
same 'nginx about the one that was good' 400 "$(asks good)"
kill $server
wait $server
trap - EXIT
finish
