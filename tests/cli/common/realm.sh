# realm.sh: a home whose realm "staff" calls the example adapter, which keeps a CA of its own; sourced by the tests of
# realms. Each call of a procedure is a line of home/adapters/calls. What home/adapters/says/PROCEDURE holds is answered
# in its place; where that is "fail" the call fails.
export PKIT_HOME=$PWD/home

spy() {
  cat <<'END'
#!/usr/bin/python3
import json, os, pathlib, subprocess, sys, time
here = pathlib.Path(sys.argv[0]).parent
text = sys.stdin.read()
envelope = json.loads(text)
with open(here / "calls", "a") as calls:
    calls.write(text)
says = here / "says" / envelope["procedure"]
if says.exists():
    answer = says.read_text()
    if answer.strip() == "fail":
        sys.exit("as it was told")
    if answer.strip() == "hang":
        time.sleep(60)
    sys.stdout.write(answer)
    sys.exit(0)
sys.exit(subprocess.run([here / "pki-bridge", *sys.argv[1:]], input=text.encode()).returncode)
END
}

# users NAME...: the source's file has them, each with the password "correct horse".
users() {
  local hash name
  printf 'correct horse\n' >pw && printf 'wrong horse\n' >wrong && chmod 600 pw wrong
  hash=$(pkit realm password --password-file pw)
  { printf 'version: 1\nusers:\n'
    for name; do printf '  %s: {password: "%s", displayName: "The %s", attributes: {LtpaToken: tOkEn-of-%s}}\n' "$name" "$hash" "$name" "$name"; done
  } >home/users.yaml
  chmod 600 home/users.yaml
}

# new_realm [PROCEDURE...]: init, generation and identity-from-certificate, and of the optional ones those that are named.
new_realm() {
  pkit init --name T --no-passphrase "${init[@]}" >/dev/null 2>&1 || return
  mkdir home/adapters home/adapters/says ca
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca/ca.key -out ca/ca.crt -days 3650 \
    -subj '/CN=Users CA/O=IBM' -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
  cp ca/ca.crt home/ca/users.crt
  install -m 755 "${PKIT_SOURCE:-$TRANSCRIPTS/../..}/examples/adapters/pki-bridge" home/adapters/pki-bridge
  spy >home/adapters/spy && chmod 755 home/adapters/spy
  sed -i "/^authorities:/a\\  users: { certificate: ca/users.crt, gateway: PKIAdapter }" home/pkit.yaml
  {
    echo "adapters: { PKIAdapter: { exec: [adapters/spy, $PWD/ca], timeout: 30s, config: { organization: IBM, guests: [guest@ibm.com], banned: [mallory@ibm.com] } } }"
    echo 'user_sources: { WASLTPARealm: { file: users.yaml } }'
    echo 'realms:'
    echo '  staff:'
    echo '    loginModule: UserCertificateLoginModule'
    echo '    className: com.worklight.core.auth.ext.UserCertificateAuthenticator'
    echo '    dependent-user-auth-realm: WASLTPARealm'
    echo '    pki-bridge-class: com.worklight.core.auth.ext.UserCertificateAdapterBasedPKI'
    echo '    adapter-pki-bridge-init-procedure: PKIAdapter.init'
    echo '    adapter-pki-bridge-certificate-generation-procedure: PKIAdapter.generateCertificate'
    echo '    adapter-pki-bridge-identity-from-certificate-procedure: PKIAdapter.getIdentityFromCertificate'
    echo '    authority: users'
  } >>home/pkit.yaml
  configure "$@"
  users user@ibm.com guest@ibm.com mallory@ibm.com
}

# configure PROCEDURE...: further ones of the realm, by the middle of their names.
configure() {
  local one name
  for one; do
    case $one in
      identity-validation) name=validateIdentity ;;
      csr-requirements) name=getCSRRequirements ;;
      csr-validation) name=validateCSR ;;
      certificate-validation) name=validateCertificate ;;
    esac
    echo "    adapter-pki-bridge-$one-procedure: PKIAdapter.$name" >>home/pkit.yaml
  done
}
init=()

# says PROCEDURE ANSWER: what is answered from now on; without ANSWER, by the adapter again.
answers() { if [ $# -eq 1 ]; then rm -f "home/adapters/says/$1"; else printf '%s\n' "$2" >"home/adapters/says/$1"; fi; }

# called: which procedures were called since the last time, in their order.
called() {
  [ ! -e home/adapters/calls ] || jq -r .procedure home/adapters/calls | paste -sd' '
  rm -f home/adapters/calls
}

# new_people: the realm's users are whom the adapter "people" knows: Jo by her password, and that there is an Al. What it
# is asked is kept, but for the password. `answers people ANSWER` and `asked` are as for the realm's own.
new_people() {
  sed -i 's/^user_sources:.*/user_sources: { WASLTPARealm: { call: people.login } }/
    s/^adapters: {/& people: { exec: [adapters\/people], timeout: 20s },/' home/pkit.yaml
  cat >home/adapters/people <<'END'
#!/bin/bash
read -r envelope
cd "${0%/*}" || exit 1
jq -c '{procedure, parameter: (.parameters[0] | if .password then .password = "..." else . end)}' <<<"$envelope" >>asked
[ "$(cat says/people 2>/dev/null)" != fail ] || exit 1
[ ! -e says/people ] || exec cat says/people
case $(jq -r '.procedure + " " + .parameters[0].userName + " " + (.parameters[0].password // "")' <<<"$envelope") in
  'login jo@ibm.com correct horse') echo '{"userName":"jo@ibm.com","displayName":"Jo","attributes":{"groups":"sEcret-group"}}' ;;
  'lookup al@ibm.com ') echo '{"userName":"al@ibm.com"}' ;;
  *) echo null ;;
esac
END
  chmod 755 home/adapters/people
}
asked() { cat home/adapters/asked 2>/dev/null; rm -f home/adapters/asked; }
