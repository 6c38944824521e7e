# Document A's table at register: what is known of the orchestrator, and what its handlers say (A5 to A11, A18, A19).
# Each row runs as a dry run first, and must then come as foretold.
$ export PKIT_HOME=$PWD/home && . ./tools.sh
$ pkit init --name T --no-passphrase >/dev/null 2>&1 && mkdir home/adapters && mv book home/adapters/ && handlers only
$ openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout any.key -subj / -out any.csr 2>/dev/null

# Unknown and Allow: Approved (A11), with a certificate where a CSR was sent (A15).
$ answer only '{"result":"Allow"}'
$ foretold register --client-machine a1 --csr any.csr
as foretold: exit 0, orchestrator Approved, registration issued, cn:a1
$ foretold register --client-machine a2
as foretold: exit 0, orchestrator Approved, registration done

# Unknown and Deny: Disapproved (A9).
$ answer only '{"result":"Deny","message":"no such machine"}'
$ foretold register --client-machine d1 --csr any.csr
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied
$ foretold register --client-machine d2
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied

# Unknown, and all Defer: New, it waits (A19).
$ answer only '{"result":"Defer"}'
$ foretold register --client-machine f1 --csr any.csr
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ foretold register --client-machine f2
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting

# A handler that fails is never an allow (A-edge-6): stop leaves it New, deny and defer count as these.
$ answer only fail
$ foretold register --client-machine s1 --csr any.csr
as foretold: exit 10, handler.failed, orchestrator New, registration waiting
$ foretold register --client-machine s2
as foretold: exit 10, handler.failed, orchestrator New, registration waiting
$ handlers only:deny
$ foretold register --client-machine s3 --csr any.csr
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied
$ foretold register --client-machine s4
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied
$ handlers only:defer
$ foretold register --client-machine s5 --csr any.csr
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ foretold register --client-machine s6
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting

# New is decided on again, with the same CSR, or with none.
$ handlers only && answer only '{"result":"Allow"}'
$ foretold register --client-machine f1 --csr any.csr
as foretold: exit 0, orchestrator Approved, registration issued, cn:f1
$ foretold register --client-machine f2
as foretold: exit 0, orchestrator Approved, registration done
$ answer only '{"result":"Deny"}'
$ foretold register --client-machine s1 --csr any.csr
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied
$ foretold register --client-machine s2
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied
$ answer only '{"result":"Defer"}'
$ foretold register --client-machine s5 --csr any.csr
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ foretold register --client-machine s6
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ answer only fail
$ foretold register --client-machine s5 --csr any.csr
as foretold: exit 10, handler.failed, orchestrator New, registration waiting
$ foretold register --client-machine s6
as foretold: exit 10, handler.failed, orchestrator New, registration waiting
$ handlers only:defer
$ foretold register --client-machine s5 --csr any.csr
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ foretold register --client-machine s6
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ handlers only:deny
$ foretold register --client-machine s5 --csr any.csr
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied
$ foretold register --client-machine s6
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied

# A Deny while another registration of that name waits denies this one only.
$ handlers only && answer only '{"result":"Defer"}'
$ foretold register --client-machine t1 --csr any.csr
as foretold: exit 4, registration.waiting, orchestrator New, registration waiting
$ answer only '{"result":"Deny"}'
$ foretold register --client-machine t1
as foretold: exit 3, decision.denied, orchestrator New, registration denied
$ pkit list registrations --name t1 --state waiting | wc -l
1

# Approved without a valid certificate is known by its claim: Allow gives it one.
$ answer only '{"result":"Allow"}'
$ for name in p1 p2 p3 p4 p5 p6 p7; do pkit register --client-machine $name >/dev/null; done
$ foretold register --client-machine p1
as foretold: exit 0, orchestrator Approved, registration done
$ foretold register --client-machine p1 --csr any.csr
as foretold: exit 0, orchestrator Approved, registration issued, cn:p1

# Approved and Deny: Disapproved, whatever else of it waits.
$ answer only '{"result":"Deny"}'
$ foretold register --client-machine p2
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied
$ foretold register --client-machine p3 --csr any.csr
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied
$ answer only '{"result":"Defer"}'
$ foretold register --client-machine p7 --csr any.csr
as foretold: exit 4, registration.waiting, orchestrator Approved, registration waiting
$ answer only '{"result":"Deny"}'
$ foretold register --client-machine p7
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied

# Approved, and all Defer: it stays so; without a CSR that is all, a CSR waits.
$ answer only '{"result":"Defer"}'
$ foretold register --client-machine p4
as foretold: exit 0, orchestrator Approved, registration done
$ foretold register --client-machine p4 --csr any.csr
as foretold: exit 4, registration.waiting, orchestrator Approved, registration waiting

# Approved, and a handler fails: nothing changes.
$ answer only fail
$ foretold register --client-machine p5
as foretold: exit 10, handler.failed, orchestrator Approved, registration done
$ foretold register --client-machine p5 --csr any.csr
as foretold: exit 10, handler.failed, orchestrator Approved
$ handlers only:defer
$ foretold register --client-machine p5
as foretold: exit 0, orchestrator Approved, registration done
$ foretold register --client-machine p5 --csr any.csr
as foretold: exit 4, registration.waiting, orchestrator Approved, registration waiting
$ handlers only:deny
$ foretold register --client-machine p5
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied
$ foretold register --client-machine p6 --csr any.csr
as foretold: exit 3, decision.denied, orchestrator Disapproved, registration denied

# Disapproved: no handler is asked, whatever it would say (X2).
$ handlers only && answer only '{"result":"Allow"}' && rm -f home/adapters/asked
$ foretold register --client-machine d1 --csr any.csr
as foretold: exit 3, orchestrator.disapproved, orchestrator Disapproved, registration denied
$ foretold register --client-machine d2
as foretold: exit 3, orchestrator.disapproved, orchestrator Disapproved, registration denied
$ asked

-- tools.sh --
# What the steps have in common. The chain asks one program, whose answers are files: see handlers and answer.

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
answer() { echo "$2" >"home/adapters/$1"; }

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

# foretold WORDS...: pkit WORDS as a dry run, which changes nothing, and then in truth; both must say the same.
foretold() {
  local before after dry happened json
  before=$(sha256sum home/pkit.db*)
  json=$(pkit "$@" --dry-run --format json) 2>/dev/null
  dry="exit $?$(told "$json")"
  after=$(sha256sum home/pkit.db*)
  [ "$before" = "$after" ] || echo 'the dry run changed the state'
  json=$(pkit "$@" --format json) 2>/dev/null
  happened="exit $?$(told "$json")"
  if [ "$dry" = "$happened" ]; then echo "as foretold: $happened"; else printf 'foretold: %s\nhappened: %s\n' "$dry" "$happened"; fi
}

# registration NAME [STATE]: the id of its registration in that state.
registration() { pkit list registrations --name "$1" ${2:+--state "$2"} | sed -nE 's/^(r-[a-z2-7]+).*/\1/p'; }

-- book --
#!/bin/sh
# Answers what the file of its procedure's name says, and leaves a mark that it was asked.
cd "${0%/*}" || exit 1
read -r envelope
procedure=${envelope#*'"procedure":"'}
procedure=${procedure%%'"'*}
echo "$procedure" >>asked
read -r answer <"$procedure"
[ "$answer" != fail ] || exit 1
echo "$answer"
