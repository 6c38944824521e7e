# agent register, run again and again (B9): what changed while it waited, what failed, and what it is told to do.
$ . "$TRANSCRIPTS/common/foretold.sh"; pkit init --name T --no-passphrase --test-clock >/dev/null 2>&1; mkdir home/adapters cam calm wait prog lost two near own one other; cp "$TRANSCRIPTS/common/book" home/adapters/; handlers one; answer one '{"result":"Allow"}'
$ agent() { pkit agent register --agent-dir "$@" | cut -d' ' -f2-3; return ${PIPESTATUS[0]}; }; serial() { openssl x509 -in "$1/tls/cert.pem" -noout -serial; }; days() { date -u -d "+$1 days" +%Y-%m-%dT%H:%M:%SZ; }

# With the defaults a certificate of 90 days is renewed in its last thirty days, and not by every run (T-B31).
$ agent calm --client-machine calm; serial calm >before; agent calm; agent calm --now $(days 59); serial calm | cmp - before && echo the same
done; calm
in <dir>/calm/tls
done; calm
done; calm
the same
$ agent calm --now $(days 61); serial calm | cmp -s - before || echo another
issued; calm
in <dir>/calm/tls
another

# A certificate that an operator demands is had by one run: here, and through the gate (A0100007, A0100008).
$ agent cam --client-machine cam; for wish in requested required; do pkit orchestrator reenroll cam $wish; serial cam >before; agent cam; serial cam | cmp -s - before || echo another; pkit show cam | grep -oE 'LegacyThumbprint|AuthCert.*'; done
done; cam
in <dir>/cam/tls
cam is Approved; a new certificate is requested
issued; cam
in <dir>/cam/tls
another
LegacyThumbprint
cam is Approved; a new certificate is required
issued; cam
in <dir>/cam/tls
another
LegacyThumbprint
$ pkit orchestrator reenroll cam required; serial cam >before; agent cam --via pkit gate --home home; serial cam | cmp -s - before || echo another; pkit show cam | grep -oE 'LegacyThumbprint|AuthCert.*'
cam is Approved; a new certificate is required
issued; cam
in <dir>/cam/tls
another
LegacyThumbprint

# A ClientID is told through the gate too: from then on it is its name (A14).
$ answer one '{"result":"Allow","ClientID":"tied"}'; mkdir tie; agent tie --client-machine loose --via pkit gate --home home; grep ClientM tie/agent.json; agent tie --via pkit gate --home home; answer one '{"result":"Allow"}'
done; loose
in <dir>/tie/tls
  "ClientMachine": "tied",
done; loose

# The second registration, for its stores, is made up for where it failed.
$ printf '#!/bin/sh\nn=$(cat calls); echo $((n + 1)) >calls; [ $n = 1 ] && exit 1; exec pkit gate --home home\n' >broken; chmod 755 broken; echo 0 >calls
$ agent two --client-machine two --via ./broken
2> pkit: error: ./broken gave no reply
2> pkit: hint: try it by hand; a retry with the same --request-id is safe
[9]
$ grep Asked two/agent.json; pkit explain two | grep -c RegistrationRequest
  "storesAsked": false
0
[1]
$ agent two --via ./broken; grep Asked two/agent.json; pkit explain two | grep -o 'RegistrationRequest=[a-z-]*' | sort -u
done; two
RegistrationRequest=registration-enroll-stores

# While it waits for approval it may say something else by each run; the certificate is had by the same command.
$ answer one '{"result":"Defer"}'; agent wait --client-machine wait --capability A
waiting; wait
2> pkit: error: <id> waits for approval
2> pkit: hint: an operator decides: pkit approve <id>
[4]
$ agent wait --capability A --capability B; agent wait --capability A --capability B
waiting; wait
waiting; wait
2> pkit: error: <id> waits for approval
2> pkit: hint: an operator decides: pkit approve <id>
2> pkit: error: <id> waits for approval
[4]
$ pkit approve wait | cut -d' ' -f2-4; agent wait --capability A --capability B; agent wait --capability A --capability B
issued; wait is
done; wait
in <dir>/wait/tls
done; wait
$ printf '#!/bin/sh\nread -r q; echo x >>count; echo "{\\"CSR\\":null,\\"ClientParameters\\":{\\"Nonce\\":\\"$(wc -l <count)\\"}}"\n' >nonce; chmod 755 nonce
$ for n in 1 2 3; do agent prog --client-machine prog --program nonce; done; pkit approve prog | cut -d' ' -f2-4; agent prog --program nonce
waiting; prog
waiting; prog
waiting; prog
issued; prog is
done; prog
in <dir>/prog/tls
2> pkit: error: <id> waits for approval
2> pkit: hint: an operator decides: pkit approve <id>
2> pkit: error: <id> waits for approval
2> pkit: hint: an operator decides: pkit approve <id>
2> pkit: error: <id> waits for approval
2> pkit: hint: an operator decides: pkit approve <id>

# A certificate whose reply was lost is fetched as it was asked for, and what changed is said after that.
$ answer one '{"result":"Allow"}'; printf '#!/bin/sh\npkit gate --home home >/dev/null\n' >deaf; chmod 755 deaf; agent lost --client-machine lost --capability A --via ./deaf
2> pkit: error: ./deaf gave no reply
2> pkit: hint: try it by hand; a retry with the same --request-id is safe
[9]
$ agent lost --client-machine lost --capability B; ls lost/tls
done; lost
in <dir>/lost/tls
cert.pem
chain.pem
fullchain.pem
key.pem

# A key that waits since a renewal that failed is not the one of the name that comes after the end.
$ agent near --client-machine near; answer one fail; agent near --now $(days 80)
done; near
in <dir>/near/tls
2> pkit: error: handler 'one' failed: exit status 1
2> pkit: hint: mend the handler, or set its on_error
[10]
$ answer one '{"result":"Allow"}'; agent near --now $(days 100) | sed 's/_[0-9]*/_<time>/'; openssl x509 -in near/tls/cert.pem -noout -subject -nameopt RFC2253 | sed 's/_[0-9]*/_<time>/'; ls -A near
done; near_<time>
in <dir>/near/tls
subject=CN=near_<time>
agent.json
tls
tls.previous

# A request that is given while one over another key waits would not be sent: that is said.
$ answer one '{"result":"Defer"}'; agent own --client-machine own
waiting; own
2> pkit: error: <id> waits for approval
2> pkit: hint: an operator decides: pkit approve <id>
[4]
$ (umask 077; openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout own.key -out own.csr -subj /CN=own 2>/dev/null); pkit agent register --agent-dir own --csr own.csr --csr-key own.key 2>&1 | sed 's/remove .*pkit-[a-z0-9]*/remove <place>/'
pkit: error: own.csr is over another key than the request that waits for its certificate
pkit: hint: finish that one with no request given, or remove <place> to give it up
$ rm -r own/.tls.pkit-*; agent own --csr own.csr --csr-key own.key; agent own --csr own.csr --csr-key own.key; pkit approve $(registration own waiting | tail -1) | cut -d' ' -f2-4; agent own --csr own.csr --csr-key own.key; openssl pkey -in own.key | cmp - own/tls/key.pem
waiting; own
waiting; own
issued; own is
done; own
in <dir>/own/tls
2> pkit: error: <id> waits for approval
2> pkit: hint: an operator decides: pkit approve <id>
2> pkit: error: <id> waits for approval

# Where another of its name was let in instead, the request is closed, and its key waits no longer.
$ agent one --client-machine same; agent other --client-machine same; pkit approve $(registration same waiting | tail -1) | cut -d' ' -f2-4; agent one; agent other; ls -A one other
waiting; same
waiting; same
issued; same is
closed; same
done; same
in <dir>/other/tls
one:
agent.json

other:
agent.json
tls
2> pkit: error: <id> waits for approval
2> pkit: hint: an operator decides: pkit approve <id>
2> pkit: error: <id> waits for approval
2> pkit: hint: an operator decides: pkit approve <id>
2> pkit: error: <id> is closed
2> pkit: hint: register with a new CSR

# A key that a rotation left waiting is that command's to finish.
$ answer one fail; rotate() { pkit rotate-key --cert cam/tls/fullchain.pem --key cam/tls/key.pem --new-key ec-p256 --out cam/tls 2>&1 | cut -d' ' -f2-4; }; rotate; answer one '{"result":"Allow"}'; pkit orchestrator reenroll cam required; pkit agent register --agent-dir cam 2>&1 | sed 's/remove .*pkit-[a-z0-9]*/remove <place>/'
error: handler 'one'
hint: mend the
cam is Approved; a new certificate is required
pkit: error: another command's key waits beside <dir>/cam/tls
pkit: hint: finish that command, or remove <place>
$ rotate; agent cam
is Approved; certificate
in cam/tls
done; cam
