#!/bin/bash
# quickstart.sh: from an empty directory through the whole life of certificates: a handler chain decides on them, a TLS
# server takes them, they are renewed, get another key, are revoked, and the server refuses them.
# Installs what is missing, builds pkit, runs its main job and cleans up. It can be run again and again.
set -eu
source_dir=$(cd "$(dirname "$0")/.." && pwd)
bash "$source_dir/cmake/install-deps.sh"

echo "== building pkit (build/release)"
log=$source_dir/build/quickstart.log
mkdir -p "$source_dir/build"
(cd "$source_dir" && cmake --preset release -DBUILD_TESTING=OFF && cmake --build --preset release) >"$log" 2>&1 || {
  tail -n 40 "$log" >&2
  echo "quickstart: pkit does not build; all of what was said is in $log" >&2
  exit 1
}
PATH="$source_dir/build/release:$PATH"

work=$(mktemp -d)
server=
cleanup() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
cd "$work"
export PKIT_HOME=$work/home

say() { printf '\n# %s\n' "$*"; }
# run COMMAND...: shows the command as one would type it, and runs it.
run() {
  printf '$ %s\n' "$*"
  "$@"
}
# ends STATUS COMMAND...: runs a command that must end with this exit status, and says so.
ends() {
  local wanted=$1 got=0
  shift
  run "$@" || got=$?
  if [ "$got" -ne "$wanted" ]; then
    echo "quickstart: exit $got where $wanted was expected" >&2
    exit 1
  fi
  echo "[exit $got]"
}

say "A home: configuration, state, a root and an issuing CA. (--no-passphrase is for trying out.)"
run pkit init --name Demo --no-passphrase

say "Who decides: a chain of rules, then a program of yours that is asked. See pkit.yaml(5) and pkit-adapter(7)."
mkdir -p "$PKIT_HOME/adapters"
install -m 0755 "$source_dir/examples/adapters/inventory" "$PKIT_HOME/adapters/inventory"
printf 'web1\nweb2\n' >"$PKIT_HOME/adapters/inventory.txt"
sed -i '/^chains:/,$d' "$PKIT_HOME/pkit.yaml"
cat >>"$PKIT_HOME/pkit.yaml" <<'YAML'
adapters:
  inventory: { exec: [adapters/inventory], timeout: 5s }

chains:
  fleet:
    profiles: [agent, server]
    handlers:
      - name: retired hosts
        when: { any_of: [ { claimed.ClientMachine: "old-*" }, { csr.cn: "old-*" }, { csr.dns: "old-*" } ] }
        deny: retired in 2024
      - name: inventory
        call: inventory.lookup
        on_error: stop

registration: { chain: fleet, profile: agent }
YAML
run pkit config check

say "Three machines ask with CSRs that openssl and certtool made."
request() { openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" 2>/dev/null; }
request web1
request old-7
certtool --generate-privkey --key-type ecdsa --curve secp256r1 --outfile lab9.key 2>/dev/null
printf 'cn = "lab9"\n' >lab9.template
certtool --generate-request --load-privkey lab9.key --template lab9.template --outfile lab9.csr 2>/dev/null

say "web1 is in the inventory: Approved, with a certificate."
ends 0 pkit register --client-machine web1 --csr web1.csr --out web1.crt
say "old-7 is retired: Disapproved."
ends 3 pkit register --client-machine old-7 --csr old-7.csr
say "Nobody knows lab9: it is New, and waits."
ends 4 pkit register --client-machine lab9 --csr lab9.csr

say "An operator looks at what waits, and approves it."
run pkit list registrations --state waiting
id=$(pkit list registrations --state waiting | cut -d" " -f1)
run pkit show "$id"
run pkit approve "$id"
say "lab9 asks again with the same CSR and is given its certificate."
ends 0 pkit register --client-machine lab9 --csr lab9.csr --out lab9.crt

say "A pipeline makes key and certificate together, without a prompt."
run pkit issue --subject CN=web2 --san dns:web2 --profile server --new-key ec-p256 --out web2 --request-id build-17

say "Why was it decided so?"
run pkit explain old-7

say "Whom a certificate is about: verified by this home before anything is told."
run pkit identity-from-cert web2/cert.pem

say "Its holder renews it, which keeps the key: a timer asks each day, and gets another one when it is due."
ends 11 pkit renew --cert web2/fullchain.pem --key web2/key.pem --check
run pkit renew --cert web2/fullchain.pem --key web2/key.pem --out web2 --force-renewal
say "Another key in place of the present one: both certificates over the old key end by the same commit."
run pkit rotate-key --cert web2/fullchain.pem --key web2/key.pem --new-key ec-p256 --out web2

say "A TLS server that heeds CRLs takes what this CA issued, and refuses a stranger."
cp "$PKIT_HOME/ca/root.crt" root.crt
cat "$PKIT_HOME/ca/issuing.crt" >>web1.crt
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout stranger.key -out stranger.crt -subj /CN=web1 2>/dev/null
# serve: the server, with the CRLs as they are now.
serve() {
  [ -z "$server" ] || { kill "$server"; wait "$server" || true; }
  run pkit crl --out crl.pem
  cat root.crt crl.pem >trusted.pem
  openssl s_server -accept 127.0.0.1:0 -www -cert web2/cert.pem -key web2/key.pem -cert_chain web2/chain.pem \
    -CAfile trusted.pem -crl_check_all -Verify 3 -verify_return_error >server.log 2>&1 </dev/null &
  server=$!
  port=
  for _ in $(seq 200); do  # until it says which port it was given
    port=$(sed -n 's/^ACCEPT .*:\([0-9]*\)$/\1/p' server.log | head -n 1)
    [ -z "$port" ] || break
    sleep 0.1
  done
}
# connect NAME: asks the server for its page over mutual TLS; succeeds where it answers.
connect() {
  printf 'GET / HTTP/1.0\r\n\r\n' |
    openssl s_client -connect "127.0.0.1:$port" -CAfile root.crt -verify_return_error -servername web2 \
      -cert "$1.crt" -cert_chain "$1.crt" -key "$1.key" -ign_eof >client.log 2>&1 || true
  grep -q '200 ok' client.log
}
taken() { if connect "$1"; then echo "the server took $1"; else echo "quickstart: the server refused $1" >&2; cat server.log >&2; exit 1; fi; }
refused() { if connect "$1"; then echo "quickstart: the server took $1" >&2; exit 1; else echo "the server refused $1"; fi; }
serve
taken web1
refused stranger

say "The key of web1 is in other hands: revoked, in the next CRL, and refused."
run pkit revoke web1 --reason keyCompromise
serve
refused web1
grep -q 'alert certificate revoked' client.log

say "Where everything stands."
run pkit status
run pkit doctor
echo
echo "Done. Make a home of your own: pkit init --help"
