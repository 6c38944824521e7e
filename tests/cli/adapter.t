# adapter test: one call of a procedure, with all that goes to and fro.
$ export PKIT_HOME=$PWD/home; pkit init --no-passphrase --name T --test-clock >/dev/null 2>&1; mkdir home/adapters
$ install -m 755 "$TRANSCRIPTS"/../../examples/adapters/inventory home/adapters/ && echo web1 www.corp.example >home/adapters/inventory.txt
$ printf 'adapters:\n  inventory: { exec: [adapters/inventory], dry_run: true, config: { site: hq } }\n  mute: { exec: [/bin/true] }\n' >>home/pkit.yaml
$ sed -i 's|^    handlers: .*|    handlers: [ { name: i, call: inventory.lookup }, { name: m, call: mute.go } ]|' home/pkit.yaml; pkit config check | sed "s#$PWD#.#"
./home/pkit.yaml: sound
$ pkit adapter test inventory.lookup --dry-run --request-id r1 --now 2030-01-01T00:00:00Z | sed 's/took .* ms/took N ms/'
envelope:
  {
    "version": 1,
    "adapter": "inventory",
    "procedure": "lookup",
    "parameters": [
      {
        "operation": "register",
        "approving": false,
        "isInitial": true,
        "claimed": {
          "ClientMachine": "test.example",
          "Capabilities": [],
          "ClientParameters": {}
        },
        "verified": {},
        "csr": null
      }
    ],
    "config": {
      "site": "hq"
    },
    "home": "<dir>/home",
    "requestId": "r1",
    "attempt": 1,
    "deadline": "2030-01-01T00:00:10Z",
    "dryRun": true
  }
answer:
  {
    "result": "Defer",
    "message": "test.example is not in the inventory"
  }
took N ms
verdict: Defer, test.example is not in the inventory
$ echo '{"claimed":{"ClientMachine":"web1"}}' | pkit adapter test inventory.lookup --in - --format json | grep -o '"verdict":{[^}]*}'
"verdict":{"result":"Allow","message":"web1 is in the inventory"}

# No answer, and one that is none of a handler: 10.
$ pkit adapter test inventory.remove | sed -n '/no answer/,/stderr/p'
no answer: exit status 1
stderr: inventory: there is one procedure, lookup
2> pkit: error: inventory.remove: exit status 1: inventory: there is one procedure, lookup
$ pkit adapter test mute.go | grep answer
no answer: answer is not JSON: answer: byte 0: there is no JSON
2> pkit: error: mute.go: answer is not JSON: answer: byte 0: there is no JSON
$ pkit adapter test mute.go >/dev/null 2>&1; echo "exit $?"
exit 10

# What cannot be asked.
$ pkit adapter test cmbd.lookup
2> pkit: error: pkit.yaml has no adapter 'cmbd'
2> pkit: hint: valid: inventory, mute
[6]
$ pkit adapter test inventory
2> pkit: error: 'inventory' is not ADAPTER.PROCEDURE
2> pkit: hint: as in cmdb.lookup
[2]
$ pkit adapter test mute.go --dry-run
2> pkit: error: adapter 'mute' does not say dry_run: true
2> pkit: hint: without --dry-run it is called as in earnest
[2]
$ echo '{' | pkit adapter test mute.go --in -
2> pkit: error: standard input: byte 1: this is not JSON
[5]
