# A change of a store that is killed between the swap and its end (B3): its reload command kills it. The next command ends it,
# says what is there, and drops nobody's bytes.
$ pkit init --home home --name T --key-type ed25519 --no-passphrase --test-clock --now 2026-01-01 2>/dev/null | head -n 1
made <dir>/home
$ export PKIT_HOME=home; umask 077; now="--now 2026-02-01"
$ for name in web1 web2 web3; do pkit issue --subject CN=$name --new-key ec-p256 --out $name $now >/dev/null; cat $name/cert.pem $name/key.pem >$name.pem; done
$ printf '#!/bin/sh\n[ -e %s/spare ] || kill -KILL $PPID\n' $PWD >killing; chmod 700 killing
$ killed() { rm -f spare; bash -c 'pkit "$@"; exit $?' - "$@" $now >/dev/null 2>&1; echo "ended with $?"; touch spare; }
$ cp web1.pem site.pem; pkit store add site site.pem $now --reload $PWD/killing >/dev/null

# Finished by the next command.
$ killed store put site --cert web2/cert.pem --key web2/key.pem --overwrite; cmp site.pem web2.pem; ls -A | grep -c pkit-x || true
ended with 137
1
$ pkit store verify site $now
2> pkit: error: a change of site was cut short
2> pkit: hint: pkit store inventory site ends it
[7]
$ pkit store plan - $now <<<'stores: { site: {} }'
2> pkit: error: a change of site was cut short
2> pkit: hint: pkit store inventory site ends it
[7]
$ pkit store inventory site $now 2>&1 | grep warning; cmp site.pem web2.pem; cmp .site.pem.previous web1.pem; ls -A | grep -c pkit-x || true
pkit: warning: site: an earlier put of <hex> was cut short: the new bytes are in place, and nobody knows whether the service was told
0

# A re-enrolment that was killed there is ended by the same command, though its alias is another one by now; and who looks
# while somebody is at it waits.
$ pkit issue --subject CN=agent --new-key ec-p256 --out agent $now >/dev/null; cat agent/cert.pem agent/key.pem >agent.pem; pkit store add agent agent.pem $now --reload $PWD/killing >/dev/null; alias=$(openssl x509 -in agent.pem -noout -fingerprint -sha1 | sed 's/.*=//; s/://g' | tr A-F a-f)
$ killed store reenroll agent --alias $alias; cp agent.pem after.pem; pkit store reenroll agent --alias $alias $now | head -n 2; cmp agent.pem after.pem; openssl x509 -in agent.pem -noout -pubkey | cmp - <(openssl pkey -in agent.pem -pubout); ls -A | grep -c pkit- || true
ended with 137
agent unchanged
  operation  reenroll
0
2> pkit: warning: an earlier reenroll of <hex> was cut short: the new bytes are in place, and nobody knows whether the service was told
$ printf '#!/bin/sh\n>%s/begun; sleep 0.5\n' $PWD >slow; chmod 700 slow; cp web1.pem slow.pem; pkit store add slow slow.pem $now --reload $PWD/slow >/dev/null; pkit store put slow --cert web2/cert.pem --key web2/key.pem --overwrite $now >/dev/null & until [ -e begun ]; do :; done; pkit store verify slow $now | head -n 2; wait
slow
  Result  Success

# doctor ends it too, and tells.
$ killed store put site --cert web1/cert.pem --key web1/key.pem --overwrite; pkit doctor $now | grep 'cut short'; pkit doctor $now | grep -c 'cut short' || true; cmp site.pem web1.pem; pkit store restore site $now >/dev/null; cmp site.pem web2.pem; ls -A | grep -c pkit-x || true
ended with 137
ok      publications: site: an earlier put of <hex> was cut short: the new bytes are in place, and nobody knows whether the service was told
0
0

# A step back that was killed is done by the next one, which does not go forth again; nor does who says what is there.
$ killed store restore site; cmp site.pem web1.pem; pkit store restore site $now | head -n 2; cmp site.pem web1.pem
ended with 137
site changed
  operation  restore
2> pkit: warning: an earlier restore of <hex> was cut short: the new bytes are in place, and nobody knows whether the service was told
$ digest=$(sha256sum <web1.pem | cut -c 1-64); pkit store restore site --expect-digest $digest $now | head -n 1; pkit store restore site --expect-digest $digest $now; cmp site.pem web2.pem
site changed
2> pkit: error: site is not what --expect-digest says: it was changed since
2> pkit: hint: pkit store inventory site tells what is there now

# Somebody wrote after the kill: that stays, and what was there before the change is the previous file.
$ killed store put site --cert web3/cert.pem --key web3/key.pem --overwrite; cp web1.pem site.pem; pkit store inventory site $now 2>&1 | grep warning; cmp site.pem web1.pem; cmp .site.pem.previous web2.pem; ls -A | grep -c pkit-x || true
ended with 137
pkit: warning: site: an earlier put of <hex> was cut short: others have changed the store since; what they did not write is beside it, as .site.pem.previous
0

# Somebody wrote between the last look and the rename, so that the swap took that away: it is put back.
$ killed store put site --cert web3/cert.pem --key web3/key.pem --overwrite; cp web2.pem .site.pem.pkit-x-*; pkit store inventory site $now 2>&1 | grep -c 'others have changed'; cmp site.pem web2.pem; ls -A | grep -c pkit-x || true
ended with 137
1
0

# What another home has staged beside the same file is not removed: two homes may keep one store.
$ cp site.pem before.pem; killed store put site --cert web3/cert.pem --key web3/key.pem --overwrite; pkit init --home other --name O --key-type ed25519 --no-passphrase --test-clock --now 2026-01-01 >/dev/null 2>&1
ended with 137
$ pkit store add site site.pem --home other $now >/dev/null; mkdir dir; pkit store put site --cert web1/cert.pem --home other $now | head -n 1; ls -A | grep -c pkit-x || true
site changed
1
$ cp site.pem theirs.pem; pkit store inventory site $now 2>&1 | grep -c 'others have changed'; cmp site.pem theirs.pem; cmp .site.pem.previous before.pem; ls -A | grep -c pkit-x || true
1
0

# The links of a directory follow its files, and their numbers have no gap.
$ for n in 1 2 3; do openssl req -x509 -newkey ed25519 -nodes -keyout /dev/null -subj /CN=Same -out dir/same$n.pem 2>/dev/null; done; openssl rehash dir; pkit store add dir dir $now --reload $PWD/killing >/dev/null; hash=$(openssl x509 -in dir/same1.pem -noout -subject_hash)
$ links() { for link in $(ls dir | grep '\.[0-9]$'); do echo "$(openssl x509 -in dir/$link -noout -subject -nameopt RFC2253 2>&1) $link"; done | sed "s/$hash/same/"; }
$ links
subject=CN=Same same.0
subject=CN=Same same.1
subject=CN=Same same.2
$ killed store put dir --cert web1/cert.pem --alias same1.pem --overwrite; links | wc -l; pkit store inventory dir $now >/dev/null 2>&1; links | sed 's/ [0-9a-f]\{8\}/ HASH/'
ended with 137
4
subject=CN=Same same.0
subject=CN=Same same.1
subject=CN=web1 HASH.0
$ killed store take dir same2.pem; pkit store inventory dir $now >/dev/null 2>&1; links | sed 's/ [0-9a-f]\{8\}/ HASH/'; pkit store restore dir $now | head -n 1; links | sed 's/ [0-9a-f]\{8\}/ HASH/'
ended with 137
subject=CN=Same same.0
subject=CN=web1 HASH.0
dir changed
subject=CN=Same same.0
subject=CN=Same same.1
subject=CN=web1 HASH.0

# A file that comes back has its owner and mode again.
$ pkit store put dir --cert web3/cert.pem --alias web3.pem $now >/dev/null; chown 1234:4321 dir/web3.pem; chmod 640 dir/web3.pem; pkit store take dir web3.pem $now | head -n 1; pkit store restore dir $now | head -n 1; stat -c '%u:%g %a' dir/web3.pem
dir changed
dir changed
1234:4321 640

# What cannot be registered is not made either.
$ pkit store create site fresh.pem --kind pem $now; pkit store create fresh fresh.pem --kind pem --alias x $now; ls fresh.pem
2> pkit: error: there is a store 'site' already
2> pkit: hint: pkit store show site
2> pkit: error: the entries of a pem store have no names of their own
2> pkit: hint: leave --alias out
2> ls: cannot access 'fresh.pem': No such file or directory
[2]

# Directories of which one lies in the other are looked through once.
$ mkdir -p tree/a; cp web1/cert.pem tree/a/one.pem; pkit store discover tree/a tree tree --dry-run $now; pkit store discover tree tree/a $now
new  a-one.pem  pem  <dir>/tree/a/one.pem
new  a-one.pem  pem  <dir>/tree/a/one.pem

# PKCS#12: a name that follows from the certificate is another entry's already.
$ head -c 32 /dev/urandom | basenc --base64url | tr -d '=' >word; openssl pkcs12 -export -in web2/cert.pem -inkey web2/key.pem -name web1 -passout file:word -out keys.p12; pkit store add keys keys.p12 --password-file word $now >/dev/null
$ pkit store put keys --cert web1/cert.pem $now
2> pkit: error: another entry is called web1 already
2> pkit: hint: --alias gives it a name of its own, or names the entry that it replaces
[7]
$ openssl pkcs12 -export -in web1/cert.pem -inkey web1/key.pem -certfile web2/cert.pem -name twice -caname twice -passout file:word -out twice.p12; pkit store add twice twice.p12 --password-file word $now >/dev/null; pkit store put twice --cert web1/cert.pem --key web1/key.pem --overwrite $now | head -n 1
twice changed
