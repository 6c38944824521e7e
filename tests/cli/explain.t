# pkit explain: why it came as it did, from the trace that was stored with the decision.
$ . "$TRANSCRIPTS/common/foretold.sh" && new_home
$ sed -i '/^chains:/,$d' home/pkit.yaml && cat chains.yaml >>home/pkit.yaml

# Each attempt of a registration, newest first: what was claimed and known, what each handler read and said, the outcome.
$ echo 'Defer' >home/adapters/book
$ pkit register --client-machine web1 --csr any.csr --param site=lab >/dev/null 2>&1
[10]
$ printf '#!/bin/sh\necho asked about web1 >&2\necho \x27{"result":"Defer","message":"not in the book"}\x27\n' >home/adapters/book
$ pkit register --client-machine web1 --csr any.csr --param site=lab >/dev/null 2>&1
[4]
$ pkit approve web1 >/dev/null
$ id=$(registration web1); pkit explain $id
approve of web1 at <date> by uid:<n>
  claimed: ClientMachine=web1 ClientParameters={site=lab}
  verified: caller=uid:<n> osGroups=<any> state=New
  1. retired hosts: Defer (no condition held: claimed.ClientMachine)
       claimed.ClientMachine is web1, does not match
  2. the lab: Defer (no condition held: csr.key.type)
       claimed.ClientParameters.site is lab, matches
       csr.key.type is EC, does not match
  3. the book: Defer (not in the book), after <n> ms
       answered {"result":"Defer","message":"not in the book"}
       said on stderr: asked about web1
  verdict: allowed by manual:uid:<n>: approved by the operator
  profile: agent
  names: cn:web1
  outcome: exit=0 orchestrator=Approved registration=issued serial=<hex>
  pkit.yaml: <hex>
  pkit: <any>

register of web1 at <date> by uid:<n>
  claimed: ClientMachine=web1 ClientParameters={site=lab}
  verified: caller=uid:<n> osGroups=<any> state=New
  1. retired hosts: Defer (no condition held: claimed.ClientMachine)
       claimed.ClientMachine is web1, does not match
  2. the lab: Defer (no condition held: csr.key.type)
       claimed.ClientParameters.site is lab, matches
       csr.key.type is EC, does not match
  3. the book: Defer (not in the book), after <n> ms
       answered {"result":"Defer","message":"not in the book"}
       said on stderr: asked about web1
  verdict: deferred: no handler decided
  outcome: exit=4 message=<id> waits for approval orchestrator=New registration=waiting
  pkit.yaml: <hex>
  pkit: <any>

register of web1 at <date> by uid:<n>
  claimed: ClientMachine=web1 ClientParameters={site=lab}
  verified: caller=uid:<n> osGroups=<any>
  1. retired hosts: Defer (no condition held: claimed.ClientMachine)
       claimed.ClientMachine is web1, does not match
  2. the lab: Defer (no condition held: csr.key.type)
       claimed.ClientParameters.site is lab, matches
       csr.key.type is EC, does not match
  3. the book: failed (could not be started: Exec format error)
  verdict: failed by handler:the book: handler 'the book' failed: could not be started: Exec format error
  outcome: exit=10 message=handler 'the book' failed: could not be started: Exec format error orchestrator=New registration=waiting
  pkit.yaml: <hex>
  pkit: <any>

# It stays as it is when pkit.yaml is another, or none at all.
$ pkit explain $id >before; pkit explain $id --format json >before.json
$ handlers && pkit explain $id | cmp - before && pkit explain $id --format json | cmp - before.json && echo the same
the same
$ echo nonsense >home/pkit.yaml && pkit explain $id | cmp - before && echo the same
the same

# By registration, certificate, serial, orchestrator, name, or prefix.
$ for word in ${id%????????} $(pkit list certificates --name web1 | cut -d' ' -f1) $(pkit list orchestrators --name web1 | cut -d' ' -f1) WEB1; do pkit explain $word | cmp - before; done
$ pkit explain nobody
2> pkit: error: nothing is called 'nobody'
2> pkit: hint: pkit list shows what there is
[6]
$ pkit explain
2> pkit: error: ID is missing
2> pkit: hint: see pkit help explain
[2]

# In JSON each attempt is a trace, with its handlers' parameter and answers; the first event of each names its digest.
$ grep -o '"subject":"r-[a-z2-7]*","exit":[0-9]*' before.json
"subject":"<id>","exit":0
"subject":"<id>","exit":4
"subject":"<id>","exit":10
$ grep -o '"answer":"{[^}]*}' before.json
"answer":"{\"result\":\"Defer\",\"message\":\"not in the book\"}
"answer":"{\"result\":\"Defer\",\"message\":\"not in the book\"}
$ pkit events --format json | grep -c '"trace":"[0-9a-f]\{64\}"'
3

-- chains.yaml --
adapters: { book: { exec: [adapters/book], timeout: 30s } }
chains:
  fleet:
    profiles: [agent]
    handlers:
      - name: retired hosts
        when: { claimed.ClientMachine: ["old-*", "test-*"] }
        deny: retired in 2024
      - name: the lab
        when: { claimed.ClientParameters.site: lab, csr.key.type: RSA }
        deny: no RSA in the lab
      - name: the book
        call: book.lookup
registration: { chain: fleet, profile: agent }
