# What transcripts of decisions share: a home whose chain asks one program, the book, for all of its answers.
export PKIT_HOME=$PWD/home

# new_home: with the book as its adapter, and any.csr, a request that leaves all names to pkit.
new_home() {
  pkit init --name T --no-passphrase >/dev/null 2>&1 || return
  mkdir home/adapters && cp "$TRANSCRIPTS/common/book" home/adapters/
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout any.key -subj / -out any.csr 2>/dev/null
}

# handlers NAME[:ON_ERROR]...: one chain of these, each a call of the book's procedure of that name.
handlers() {
  sed -i -e '/^adapters:/,$d' -e '/^chains:/,$d' home/pkit.yaml
  {
    echo 'adapters: { book: { exec: [adapters/book], timeout: 30s, dry_run: true } }'
    echo 'chains: { default: { profiles: [agent, server], handlers: ['
    for handler; do
      case $handler in *:*) ;; *) handler+=:stop ;; esac
      echo "  { name: ${handler%:*}, call: book.${handler%:*}, on_error: ${handler#*:} },"
    done
    echo '] } }'
    echo 'registration: { chain: default, profile: agent }'
  } >>home/pkit.yaml
}

# answer NAME JSON: what that handler answers from now on; "fail" is exit 1.
answer() { printf '%s\n' "$2" >"home/adapters/$1"; }

# asked: which handlers were asked since the last time, dry runs included.
asked() { sort -u home/adapters/asked 2>/dev/null; rm -f home/adapters/asked; }

# told JSON: what it tells of the outcome. The names are those that another program reads in the certificate.
told() {
  local json=$1 names=
  [[ $json =~ \"error\":\{\"code\":\"([^\"]*)\" ]] && echo -n ", ${BASH_REMATCH[1]}"
  [[ $json =~ \"would\":.*\"orchestrator\":\"([A-Za-z]*)\" || $json =~ \"Status\":\"([A-Za-z]*)\" ]] &&
    echo -n ", orchestrator ${BASH_REMATCH[1]}"
  [[ $json =~ \"would\":.*\"registration\":\"([a-z]*)\" || $json =~ \"registration\":\{\"id\":\"[^\"]*\",\"state\":\"([a-z]*)\" ]] &&
    echo -n ", registration ${BASH_REMATCH[1]}"
  [[ $json =~ \"would\":.*\"names\":\[([^]]*)\] ]] && names=${BASH_REMATCH[1]//[\",]/ }
  [[ $json =~ \"pem\":\"(-*BEGIN CERT[^\"]*)\" ]] &&
    names=$(printf %b "${BASH_REMATCH[1]}" | openssl x509 -noout -subject -ext subjectAltName -nameopt multiline 2>/dev/null |
      sed -nE 's/^ *commonName *= /cn:/p; s/, //g; s/ *DNS:/ dns:/gp')
  echo ${names:+,} $names
}

# All that the state holds: its file, or, in the tests over PostgreSQL, what the server has.
state_digest() {
  if [ -e home/pkit.state ]; then sqlite3 home/pkit.db .dump; else cat home/pkit.db home/pkit.db-wal; fi | sha256sum
}

# foretold WORDS...: pkit WORDS as a dry run, which changes nothing, and then in truth; both must say the same.
foretold() {
  local before after dry happened json status
  before=$(state_digest)
  json=$(pkit "$@" --dry-run --format json)
  status=$?
  [[ $json =~ \"would\":\{\"exit\":([0-9]*) ]] && [ "$status" != "${BASH_REMATCH[1]}" ] && echo "a dry run of exit $status tells ${BASH_REMATCH[1]}"
  dry="exit $status$(told "$json")"
  after=$(state_digest)
  [ "$before" = "$after" ] || echo 'the dry run changed the state'
  json=$(pkit "$@" --format json)
  happened="exit $?$(told "$json")"
  if [ "$dry" = "$happened" ]; then echo "as foretold: $happened"; else printf 'foretold: %s\nhappened: %s\n' "$dry" "$happened"; fi
}

# registration NAME [STATE]: the id of its registration in that state.
registration() { pkit list registrations --name "$1" ${2:+--state "$2"} | sed -nE 's/^(r-[a-z2-7]+).*/\1/p'; }
