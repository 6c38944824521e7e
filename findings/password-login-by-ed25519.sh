# PostgreSQL: where the server's certificate is signed by Ed25519, nobody can log in by password, unless the client knows a word.
#
# Guessed: channel binding is "preferred", so that it is left out where it cannot be had, as the manual says of channel_binding.
# Seen with PostgreSQL 15 (Debian 12), with SCRAM, its default for passwords: over TLS each login ends in "could not find digest
# for NID UNDEF", at the client, when the certificate is signed by Ed25519 or Ed448, whatever its key is; there is no hash for
# the binding "tls-server-end-point" (RFC 5929). A certificate of an Ed25519 key that an ECDSA CA signed works. With
# channel_binding=disable clients get in, and each has to be told. A CA for such servers signs by ECDSA or RSA.
# Needs openssl and Debian's postgresql-15; root becomes nobody. Ends with 1 where it behaves otherwise.
set -eu
export LC_ALL=C
if [ "$(id -u)" = 0 ]; then exec setpriv --reuid=nobody --regid=nogroup --clear-groups bash -s <"$0"; fi
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || { kill -QUIT $server && wait $server || :; }; rm -r "$work"' EXIT
cd "$work"
export HOME="$work" PGUSER=us PGDATABASE=postgres PGPASSWORD=word PGPORT=$((20000 + RANDOM % 12000))
programs=/usr/lib/postgresql/15/bin
echo word >word
$programs/initdb -D data --auth-local=trust --auth-host=scram-sha-256 -U us -N --pwfile=word >/dev/null
for key in ed25519 ec; do
  openssl genpkey -algorithm $key $([ $key = ed25519 ] || echo -pkeyopt ec_paramgen_curve:P-256) -out $key.key
  openssl req -x509 -key $key.key -subj /CN=ca -addext basicConstraints=critical,CA:TRUE -out $key.pem
done
ask() { psql -XAt "$@"; }
for ca in ed25519 ec; do
  for key in ed25519 ec; do
    openssl req -new -key $key.key -subj /CN=localhost -out csr
    openssl x509 -req -in csr -CA $ca.pem -CAkey $ca.key -set_serial 7 -out data/server.crt 2>/dev/null
    cp $key.key data/server.key
    chmod 600 data/server.key
    $programs/postgres -D data -k "$work" -c listen_addresses=127.0.0.1 -c ssl=on -c fsync=off 2>log &
    server=$!
    for _ in $(seq 300); do ask -h "$work" -c 'SHOW server_version' >version 2>/dev/null && break || sleep 0.1; done
    for binding in prefer disable; do
      echo "$key key, $ca CA, $binding: $(ask "host=127.0.0.1 sslmode=require channel_binding=$binding" \
        -c "SELECT 'in by ' || version FROM pg_stat_ssl WHERE pid = pg_backend_pid()" 2>&1 | grep -o 'in by.*\|could not.*')"
    done
    kill -QUIT $server
    wait $server || :
    server=
  done
done >told
cat version told
diff told - <<'END'
ed25519 key, ed25519 CA, prefer: could not find digest for NID UNDEF
ed25519 key, ed25519 CA, disable: in by TLSv1.3
ec key, ed25519 CA, prefer: could not find digest for NID UNDEF
ec key, ed25519 CA, disable: in by TLSv1.3
ed25519 key, ec CA, prefer: in by TLSv1.3
ed25519 key, ec CA, disable: in by TLSv1.3
ec key, ec CA, prefer: in by TLSv1.3
ec key, ec CA, disable: in by TLSv1.3
END
echo 'as described'
