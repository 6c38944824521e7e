# renew: who holds a certificate and its key gets a new one over the same key (C18, C20, C21).
$ pkit init --home home --name T --key-type ed25519 --no-passphrase --test-clock 2>/dev/null | head -n 1
made <dir>/home
$ export PKIT_HOME=home
$ at() { date -u -d "now + $1 days" +%Y-%m-%dT%H:%M:%SZ; }
$ openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout web1.key -subj /CN=web1 -out web1.csr 2>/dev/null
$ pkit issue --csr web1.csr --out web1.crt
web1 is Approved; certificate <id>, serial <hex>, until <date>

# Due: less than a third of its life is left, 90 days here. Before that it is handed out again, and --check says 11.
$ pkit renew --cert web1.crt --key web1.key --check --now "$(at 58)"
2> pkit: error: certificate <hex> is to be renewed from <date>
[11]
$ pkit renew --cert web1.crt --key web1.key --out same.crt --now "$(at 58)" && cmp same.crt web1.crt
web1 is Approved; certificate <id>, serial <hex>, until <date>
$ pkit renew --cert web1.crt --key web1.key --check --now "$(at 61)"
certificate <hex> is due since <date>
$ pkit renew --cert web1.crt --key web1.key --dry-run --now "$(at 61)" | head -n 1
dry run: nothing was changed; it would be
$ pkit renew --cert web1.crt --key web1.key --out new.crt --now "$(at 61)" --explain 2>&1 | grep -c 'verdict: allowed'
1

# The same key, the same name; the former one stays, and each of both answers with the newest of the lineage.
$ key() { openssl x509 -in "$1" -noout -pubkey | sha256sum; }; [ "$(key web1.crt)" = "$(key new.crt)" ] && echo same key
same key
$ openssl x509 -in new.crt -noout -nameopt RFC2253 -subject
subject=CN=web1
$ pkit list certificates --state valid --now "$(at 61)" | wc -l
2
$ pkit renew --cert web1.crt --key web1.key --out again.crt --now "$(at 61)" --format json | jq -c '[.ok, .data.renewed, .data.due]'
[true,false,false]
$ cmp again.crt new.crt

# --out replaces what renew wrote, --then runs where files are others, and its failure is a warning.
$ printf '#!/bin/sh\necho "$PKIT_SERIAL" >>%s/told; exit 3\n' "$PWD" >reload; chmod 755 reload
$ pkit renew --cert new.crt --key web1.key --out new.crt --then "$PWD/reload" --now "$(at 130)"
web1 is Approved; certificate <id>, serial <hex>, until <date>
2> pkit: warning: --then: <dir>/reload ended with 3
$ pkit renew --cert new.crt --key web1.key --out new.crt --then "$PWD/reload" --now "$(at 130)"
web1 is Approved; certificate <id>, serial <hex>, until <date>
$ wc -l <told
1
$ printf '#!/bin/sh\necho "$PKIT_SERIAL" >>%s/cut; [ -e %s/once ] || { touch %s/once; kill -9 $PPID; }\n' "$PWD" "$PWD" "$PWD" >cutoff; chmod 755 cutoff
$ { pkit renew --cert new.crt --key web1.key --out cut.crt --then "$PWD/cutoff" --now "$(at 130)" || echo "ended by $?"; } 2>/dev/null; ls -A | grep pkit-then
ended by 137
.cut.crt.pkit-then
$ for i in 1 2; do pkit renew --cert new.crt --key web1.key --out cut.crt --then "$PWD/cutoff" --now "$(at 130)" >/dev/null; done; cmp cut.crt new.crt; wc -l <cut; ls -A | grep -c pkit-then
2
0
[1]
$ pkit renew --cert new.crt --key web1.key --then reload
2> pkit: error: --then: 'reload' is not an absolute path
[2]

# A key that cannot be read answers by a fresh request over it, for the names that there are, and no others.
$ openssl req -new -key web1.key -subj /CN=web1 -out fresh.csr
$ pkit renew --cert new.crt --csr fresh.csr --out token.crt --out-chain chain.pem --request-id r1 --not-after 30d --now "$(at 200)"
web1 is Approved; certificate <id>, serial <hex>, until <date>
$ pkit renew --cert new.crt --csr fresh.csr --out token.crt --request-id r1 --not-after 30d --now "$(at 200)" | cut -d, -f1
web1 is Approved; certificate <id>
$ openssl req -new -key web1.key -subj /CN=web2 -out other.csr
$ pkit renew --cert token.crt --csr other.csr --now "$(at 225)"
2> pkit: error: a renewal keeps the names: the certificate does not have it (and 1 more)
2>   cn:web2: the certificate does not have it [renew.names]
2>   cn:web1: the CSR does not ask for it [renew.names]
[3]
$ openssl req -new -newkey ed25519 -nodes -keyout other.key -subj /CN=web1 -out other.csr 2>/dev/null
$ pkit renew --cert token.crt --csr other.csr --now "$(at 225)"
2> pkit: error: the CSR is over another key than certificate <hex>
2> pkit: hint: for another key: pkit rotate-key
[8]
$ pkit renew --cert token.crt --now "$(at 225)"
2> pkit: error: nothing shows who holds the key of the certificate
2> pkit: hint: give its key, --key, or a fresh request over it, --csr
[8]

# After its end only where the profile says so (T-C13).
$ pkit renew --cert token.crt --key web1.key --now "$(at 300)" 2>&1 | sed 's/[0-9]*-[0-9-]*T[0-9:]*Z/<time>/'
pkit: error: certificate <hex> ended at <time>
pkit: hint: register with a new CSR; a profile's renew_expired lets a certificate be renewed after its end
$ sed -i 's/^    lifetime: 90d/&\n    renew_expired: 100d\n    renew_within: 5d/' home/pkit.yaml && grep -c renew_ home/pkit.yaml
4
$ pkit renew --cert token.crt --key web1.key --out late.crt --now "$(at 300)"
web1 is Approved; certificate <id>, serial <hex>, until <date>
$ pkit renew --cert late.crt --key web1.key --check --now "$(at 384)" 2>/dev/null
[11]

# What chain or profile refuse is 3, and the former certificate stays as it is (C21).
$ sed -i -e '/^adapters:/,$d' -e '/^chains:/,$d' home/pkit.yaml
$ echo 'chains: { frozen: { profiles: [agent], handlers: [ { name: frozen, on: [renew], deny: no changes this week } ] } }' >>home/pkit.yaml
$ echo 'registration: { chain: frozen, profile: agent }' >>home/pkit.yaml
$ pkit renew --cert late.crt --key web1.key --now "$(at 386)"
2> pkit: error: web1 is denied: no changes this week
2> pkit: hint: pkit explain <id> tells how it was decided
[3]
$ pkit show late.crt --now "$(at 386)" | grep -c 'state.*valid'
1

# Revoked, over a key that is known to others, of a name that is Disapproved: 8, each with its own words.
$ pkit revoke late.crt --reason keyCompromise --now "$(at 386)" >/dev/null
$ pkit renew --cert late.crt --key web1.key --now "$(at 386)" 2>&1 | head -n 1 | cut -d' ' -f1-7
pkit: error: certificate <hex> was revoked at

# Through the gate, where the key stays here: a home whose clock is real, and a certificate that is due at once.
$ pkit init --home real --name R --key-type ed25519 --no-passphrase >/dev/null 2>&1 && sed -i 's/^    lifetime: 90d/&\n    renew_within: 90d/' real/pkit.yaml
$ pkit issue --home real --subject CN=web5 --new-key ed25519 --out web5 | tail -n 1
published in <dir>/web5
$ pkit renew --cert web5/fullchain.pem --key web5/key.pem --out web5 --via pkit gate --home real
web5 is Approved; certificate <id>, serial <hex>, until <date>
published in web5
$ ls web5 web5.previous | sort | uniq -c | awk '$1 == 2 { print $2 }' | xargs
cert.pem chain.pem fullchain.pem key.pem
$ cmp web5/key.pem web5.previous/key.pem && ! cmp -s web5/cert.pem web5.previous/cert.pem
$ pkit renew --cert web1.crt --key web1.key --via pkit gate --home real 2>&1 | head -n 1
pkit: error: --cert: its issuer's certificate does not follow it

# The operator renews what is due, by the requests that registrations keep; who registers again has the newest.
$ export PKIT_HOME=fleet && pkit init --name F --key-type ed25519 --no-passphrase --test-clock >/dev/null 2>&1
$ for n in 1 2 3; do openssl req -new -newkey ed25519 -nodes -keyout m$n.key -subj /CN=m$n -out m$n.csr 2>/dev/null; pkit register --client-machine m$n --csr m$n.csr >/dev/null 2>&1; done
[4]
$ pkit approve --all >/dev/null 2>&1 && pkit register --client-machine m1 --csr m1.csr --out m1.crt >/dev/null
$ pkit renew --due --now "$(at 50)"
2> pkit: 0 items: 0 done
$ pkit renew --due --match 'm[12]' --within 60d --jobs 1 --dry-run --now "$(at 50)" 2>&1 | grep -c 'dry run'
2
$ pkit renew --due --match 'm[12]' --within 60d --jobs 1 --now "$(at 50)" | sort
m1 is Approved; certificate <id>, serial <hex>, until <date>
m2 is Approved; certificate <id>, serial <hex>, until <date>
2> pkit: 2 items: 2 done
$ pkit register --client-machine m1 --csr m1.csr --out m1.new --now "$(at 50)" >/dev/null && ! cmp -s m1.crt m1.new
$ pkit renew --due --now "$(at 89)" 2>&1 | tail -n 1
pkit: 1 item: 1 done

# What it renewed is due again, by the same request, and again; over another key there is none.
$ pkit renew --due --jobs 1 --now "$(at 139)" 2>&1 | sort
m1 is Approved; certificate <id>, serial <hex>, until <date>
m2 is Approved; certificate <id>, serial <hex>, until <date>
pkit: 2 items: 2 done
$ pkit register --client-machine m1 --csr m1.csr --out m1.139 --now "$(at 139)" >/dev/null; pkit rotate-key --cert m1.139 --key m1.key --new-key ed25519 --out rotated --now "$(at 140)" | head -n 1
m1 is Approved; certificate <id>, serial <hex>, until <date>
$ pkit renew --due --match 'm[12]' --jobs 1 --now "$(at 228)" 2>&1
m2 is Approved; certificate <id>, serial <hex>, until <date>
pkit: 1 item: 1 done

$ pkit renew --due --cert m1.crt
2> pkit: error: --due renews for others: it goes with --within, --match and --jobs
2> pkit: hint: what holders renew themselves: pkit renew --cert FILE --key FILE
[2]
$ pkit renew --within 5d --cert m1.crt --key m1.key
2> pkit: error: --within, --match and --jobs go with --due
[2]
