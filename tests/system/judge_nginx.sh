# runs: release
# timeout: 300
# nginx and curl, mutual TLS: a server under each type of CA key takes ours with each type of key and refuses a stranger's,
# and curl takes the server.
source "$PKIT_SOURCE/tests/tools/lib.sh"
source "$PKIT_SOURCE/tests/tools/matrix.sh"

# Sockets in this directory, so that there is no port to be had by another.
server() { # TYPE
  cat <<END
  server {
    listen unix:$PWD/$1.sock ssl;
    ssl_certificate $PWD/$1-server/fullchain.pem;
    ssl_certificate_key $PWD/$1-server/key.pem;
    ssl_client_certificate $PWD/$1/ca/root.crt;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_verify_client on;
    ssl_verify_depth 2;
    return 200 "\$ssl_client_verify \$ssl_client_s_dn \$ssl_protocol\n";
  }
END
}
configuration() {
  for type in $authority_types; do server "$type"; done | nginx_conf 'daemon off;' 'master_process off;'
}

# Answers what the server says: accept and its page, or refuse and the status or curl's error. Options are curl's.
nginx_judge() {
  local root issuing leaf type subject
  while read -r root issuing leaf; do
    type=${root%%/*} subject=${leaf##*-}
    subject=${subject%.crt}
    [ -e "$subject.key" ] || subject=p256
    cat "$leaf" "$issuing" >bundle.pem
    if curl -sS --max-time 20 "$@" --unix-socket "$type.sock" --cacert "$root" --cert bundle.pem --key "$subject.key" \
      --write-out '%{http_code}' --output page https://localhost/ >code 2>&1 && [ "$(<code)" = 200 ]; then
      echo "accept $(<page)"
    else
      echo "refuse $(head -n 1 code)"
    fi
  done
}

make_matrix
for type in $authority_types; do
  expect 0 pkit issue --home "$type" --subject CN=localhost --san dns:localhost --profile server --new-key "$type" \
    --out "$type-server"
done
configuration >nginx.conf
nginx -p "$PWD" -c "$PWD/nginx.conf" -e "$PWD/error.log" >nginx.log 2>&1 </dev/null &
server=$!
trap 'kill $server 2>/dev/null' EXIT
for ((i = 0; i < 200; i++)); do
  [ ! -e nginx.pid ] || break
  sleep 0.05
done
[ -s nginx.pid ] || { fail 'nginx does not start'; cat nginx.log error.log; finish; }

# said VERSION ACCEPTED REFUSED: how many pages there were, and how many refusals that came from the server.
said() {
  same "pages over $1" "$2" "$(grep -c "^accept SUCCESS CN=web1 $1\$" answers)"
  same "refusals over $1" "$3" "$(grep -c '^refuse 400' answers)"
}
judged_by nginx_judge --tlsv1.3
said TLSv1.3 35 15
sed -i -n '/ ec-p256.ca.root/p' cases
judged_by nginx_judge --tls-max 1.2
said TLSv1.2 7 3
# Without a certificate there is no page; and a server of another CA is none for curl.
curl -sS --unix-socket ec-p256.sock --cacert ec-p256/ca/root.crt https://localhost/ >page 2>&1
says 'No required SSL certificate was sent' page
cat ec-p256-p256.crt ec-p256/ca/issuing.crt >bundle.pem
expect 60 curl -sS --unix-socket ec-p256.sock --cacert ed25519/ca/root.crt --cert bundle.pem --key p256.key https://localhost/
kill $server
wait $server
same 'the end of nginx' 0 $?
trap - EXIT
finish
