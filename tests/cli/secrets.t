# Secrets of other vaults (B3, T-B16): a provider of pkit.yaml is asked for each password when it is used. A file, systemd's
# credentials, or a program; what it gives is never kept or told.
$ export PKIT_HOME=$PWD/home; umask 077; printf 'ca word\n' >word; pkit init --name T --passphrase-file word >/dev/null 2>&1; mkdir home/adapters kept
$ printf '#!/bin/sh\ncat >asked.json; cat answer.json\n' >home/adapters/vault; chmod 700 home/adapters/vault; printf '{"password":"ca word"}' >home/answer.json
$ printf 'secrets:\n  vault: { exec: [adapters/vault], timeout: 5s, config: { mount: kv } }\n  disk: { file: %s/kept }\n  unit: { systemd: true }\n' $PWD >>home/pkit.yaml
$ codes() { pkit "$@" --format json >out.json; echo "exit $?:" $(jq -r '.error.code // empty' out.json); }
$ refer() { sed -i "s|^    passphrase: .*|    passphrase: '$1'|" home/pkit.yaml; }
$ issue() { codes issue --subject CN=$1 --new-key ed25519 --out $1; }

# The CA's key is opened by what the program says, which is sent document B's two maps.
$ refer 'secret:vault{"path":"pki/ca"}'; pkit config check | sed "s#$PWD#.#"
./home/pkit.yaml: sound
$ issue web1; jq -c '[.procedure, .parameters[0]]' home/asked.json
exit 0:
["GetPassword",{"instanceParameters":{"path":"pki/ca"},"initializationInfo":{"mount":"kv"}}]
$ printf '{"password":"ca word\\n","x-lease":"1h"}' >home/answer.json; issue web2
exit 0:
2> pkit: warning: what secrets.vault gave ends in a newline, which is not taken for a part of it

# Failure is closed, and told by a code; nothing that the program printed is shown but what it says in "error".
$ printf '{"password":"hunter2"}' >home/answer.json; issue web3
exit 10: key.passphrase
$ printf '{"error":"sealed since noon"}' >home/answer.json; pkit issue --subject CN=web3 --new-key ed25519 --out web3
2> pkit: error: authority 'issuing': passphrase from secret:vault{"path":"pki/ca"}: secrets.vault: it says: sealed since noon
2> pkit: hint: pkit explain <id> tells how it was decided
[10]
$ printf 'hunter2' >home/answer.json; pkit issue --subject CN=web3 --new-key ed25519 --out web3
2> pkit: error: authority 'issuing': passphrase from secret:vault{"path":"pki/ca"}: secrets.vault: its answer is not JSON
2> pkit: hint: what it printed is not shown, since a secret may be in it; run it by hand: <dir>/home/adapters/vault
[10]
$ for answer in '{"password":"ca word","passwords":["hunter2"]}' '["ca word"]' '{"password":"ca word","error":"and yet"}' '{"password":["ca word"]}'; do printf %s "$answer" >home/answer.json; issue web3; done
exit 10: secret.unavailable
exit 10: secret.unavailable
exit 10: secret.unavailable
exit 10: secret.unavailable
$ printf '#!/bin/sh\necho hunter2 | tee /dev/stderr; exit 3\n' >home/adapters/vault; pkit issue --subject CN=web3 --new-key ed25519 --out web3
2> pkit: error: authority 'issuing': passphrase from secret:vault{"path":"pki/ca"}: secrets.vault: <dir>/home/adapters/vault ended with 3
2> pkit: hint: what it printed is not shown, since a secret may be in it; run it by hand: <dir>/home/adapters/vault
[10]
$ ls -d web*; pkit list certificates | wc -l
web1
web2
2

# A file of a directory, and a credential of systemd by the name that it was encrypted under.
$ printf 'ca word\n' >kept/ca; refer 'secret:disk{"name":"ca"}'; issue web3
exit 0:
2> pkit: warning: what secrets.disk gave ends in a newline, which is not taken for a part of it
$ chmod 644 kept/ca; issue web4
exit 10: secret.unavailable
$ refer 'secret:unit{"name":"ca"}'; pkit issue --subject CN=web4 --new-key ed25519 --out web4
2> pkit: error: authority 'issuing': passphrase from secret:unit{"name":"ca"}: secrets.unit: systemd gave this process no credentials
2> pkit: hint: in the unit: LoadCredential=ca:PATH, or LoadCredentialEncrypted=ca:PATH of what systemd-creds encrypt --name=ca made
[10]
$ mkdir given; CREDENTIALS_DIRECTORY=$PWD/given issue web4
exit 10: secret.unavailable
$ printf 'ca word' >given/ca; CREDENTIALS_DIRECTORY=$PWD/given issue web4
exit 0:

# config check asks nobody, and knows who is meant by what.
$ refer 'secret:valt{"path":"pki/ca"}'; pkit config check
2> pkit: error: <dir>/home/pkit.yaml: 1 fault
2>   pkit.yaml:9:17: authorities.issuing.passphrase: pkit.yaml has no provider of secrets 'valt' (did you mean 'vault'? valid: disk, unit, vault) [secret.provider]
[10]
$ refer 'secret:disk{"nmae":"ca"}'; pkit config check
2> pkit: error: <dir>/home/pkit.yaml: 1 fault
2>   pkit.yaml:9:17: authorities.issuing.passphrase: secrets.disk takes one parameter, name, which is a file name (secret:disk{"name":"..."}) [secret.parameters]
[10]
$ refer 'secret:disk{"name":"../word"}'; pkit config check
2> pkit: error: <dir>/home/pkit.yaml: 1 fault
2>   pkit.yaml:9:17: authorities.issuing.passphrase: secrets.disk takes one parameter, name, which is a file name (secret:disk{"name":"..."}) [secret.parameters]
[10]
$ refer 'secret:hunter2{hunter2'; pkit config check
2> pkit: error: <dir>/home/pkit.yaml: 1 fault
2>   pkit.yaml:9:17: authorities.issuing.passphrase: its parameters: byte 1: this is not JSON (secret:NAME{"name":"..."}: a provider of secrets: in pkit.yaml, and a JSON object of texts; in single quotes in YAML and in a shell) [secret.reference]
[10]
$ printf '  none: { }\n  both: { file: kept, systemd: true }\n  gone: { file: none, timeout: 5s }\n  "a b": { systemd: true }\n' >>home/pkit.yaml; refer 'secret:disk{"name":"ca"}'; pkit config check
2> pkit: error: <dir>/home/pkit.yaml: 5 faults
2>   pkit.yaml:58:9: secrets.none must have exactly one of file, systemd and exec (file: DIRECTORY, systemd: true or exec: [PROGRAM, ARG...]) [secret.kind]
2>   pkit.yaml:59:9: secrets.both must have exactly one of file, systemd and exec (file: DIRECTORY, systemd: true or exec: [PROGRAM, ARG...]) [secret.kind]
2>   pkit.yaml:60:32: secrets.gone.timeout goes with exec, and this is file [secret.kind]
2>   pkit.yaml:60:17: secrets.gone.file is <dir>/home/none, where no directory is (absolute, or relative to the home) [secret.directory]
2>   pkit.yaml:61:10: the provider's name 'a b' is not usable (letters, digits, _ and -, at most 64) [secret.name]
[10]
$ sed -i '/^  none:/,$d' home/pkit.yaml; echo 'kept_keys: { passphrase: "secret:disk" }' >>home/pkit.yaml; pkit config check
2> pkit: error: <dir>/home/pkit.yaml: 1 fault
2>   pkit.yaml:58:26: kept_keys.passphrase: secrets.disk takes one parameter, name, which is a file name (secret:disk{"name":"..."}) [secret.parameters]
[10]
$ sed -i 's/^kept_keys.*/kept_keys: { passphrase: '"'"'secret:disk{"name":"ca"}'"'"' }/' home/pkit.yaml; pkit config check >/dev/null

# Kept keys, stores and every option that names a file with a secret take one too; a store's row has the reference alone.
$ chmod 600 kept/ca; pkit csr new --keep-key --key-type ed25519 --subject CN=own --out own.csr 2>&1 | cut -d' ' -f2-
warning: what secrets.disk gave ends in a newline, which is not taken for a part of it
waiting; CN=own, ed25519
$ printf 'store word' >kept/store; openssl pkcs12 -export -inkey web1/key.pem -in web1/cert.pem -out web1.p12 -passout pass:'store word' -name web1
$ pkit store add web1 web1.p12 --password-file 'secret:disk{"name":"store"}' | grep password
  password   secret:disk{"name":"store"}
$ pkit store inventory web1
web1: pkcs12 <dir>/web1.p12
  added  web1  CN=web1  <date>  key
$ rm kept/store; codes store inventory web1; jq -c '.data.stores[0] | [.Result, .error.code, has("items")]' out.json
exit 10: secret.unavailable
["Failure","secret.unavailable",false]
$ codes store add web2 web1.p12 --password-file 'secret:valt{"name":"store"}'
exit 10: secret.provider
$ codes store add web2 web1.p12 --password-file 'secret:disk{"name":"store"'
exit 2: certstore.password
$ codes authority passphrase issuing --new-passphrase-file 'secret:disk{"name":"store"}'
exit 10: secret.unavailable
$ codes authority passphrase issuing --new-passphrase-file 'secret:disk{"name":"ca"}' --dry-run
exit 0:
2> pkit: warning: what secrets.disk gave ends in a newline, which is not taken for a part of it

# A home that is being made has no providers yet.
$ pkit init --home other --name O --passphrase-file 'secret:disk{"name":"ca"}'; ls other
2> pkit: error: passphrase from secret:disk{"name":"ca"}: there is no pkit.yaml here whose secrets: could have it
2> pkit: hint: --home DIR, or a passphrase file
2> ls: cannot access 'other': No such file or directory
[2]

# sqlite: the file itself
$ grep -rl 'ca word\|store word\|hunter2' home/pkit.db home/pkit.db-wal home/pkit.yaml
[1]
