# The bash completion, as readline calls it: what stands before the cursor in, candidates out.
set -u
source "$PKIT_SOURCE/completions/pkit.bash"
failed=0

# offers LINE CANDIDATE...: exactly these, for a cursor at the end of the line.
offers() {
  COMP_LINE=$1 COMP_POINT=${#1}
  shift
  COMPREPLY=()
  _pkit
  local expected got
  expected=$(printf '%s\n' "$@" | sort)
  got=$(printf '%s\n' "${COMPREPLY[@]}" | sort)
  [ "$expected" = "$got" ] && return
  echo "for '$COMP_LINE' expected"; echo "$expected"; echo "got"; echo "$got"
  failed=1
}

export PKIT_HOME=$PWD/home
pkit init --no-passphrase --name Completion >/dev/null 2>&1 || exit 1
pkit register --client-machine web1 >/dev/null 2>&1
id=$(pkit list registrations | cut -d' ' -f1)
touch request.csr
mkdir requests

offers 'pkit regi' register
offers 'pkit config ' check
offers 'pkit help den' deny
offers 'pkit register --client' --client-machine
offers 'pkit issue --csr requ' request.csr requests
offers 'pkit issue --csr=requ' request.csr requests
offers 'pkit status --home requ' requests
offers 'pkit list --format=j' json
offers 'pkit list --format js' json
offers 'pkit issue --profile a' agent
offers 'pkit issue --profile=se' server
offers "pkit approve ${id:0:6}" "$id"
offers "pkit --home $PWD/home show ${id:0:6}" "$id"
offers 'pkit register --client-machine ' ''
offers 'pkit nonsense ' ''

# A home that is not there is not made, and nothing is said.
unset PKIT_HOME
[ -z "$(pkit __complete -- show --home "$PWD/nowhere" show '' 2>&1 | grep -v '^--')" ] || failed=1
[ ! -e nowhere ] || failed=1
exit $failed
