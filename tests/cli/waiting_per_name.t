# What waits of one name is bounded, and costs nobody else: a stranger who fills it gives way to others.
$ . "$TRANSCRIPTS/common/foretold.sh" && new_home && handlers only && answer only '{"result":"Defer"}'
$ sed -i 's/^registration: {/& waiting_per_name: 3,/' home/pkit.yaml; pkit config check
<any>
$ for n in 1 2 3 4 5 6 7; do openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $n.key -subj /CN=web1 -out $n.csr 2>/dev/null; done
$ ask() { pkit register --client-machine web1 --csr $2.csr --via pkit gate --home home --caller $1 2>/dev/null | cut -d' ' -f2; }

# mallory fills it; alice is not kept out, and takes the place of mallory's oldest.
$ for n in 1 2 3; do ask mallory $n; done; ask alice 4
waiting;
waiting;
waiting;
waiting;
$ pkit list registrations --state waiting | wc -l; pkit list registrations --state closed --format json | jq -r '.data.registrations[].reason'
3
a newer registration of web1 took its place
$ pkit events | grep -c 'registration.closed'
1
$ for n in 5 6 7; do ask mallory $n; done; for id in $(pkit list registrations --state waiting | cut -d' ' -f1); do pkit show $id | sed -n 's/ *askedBy *//p'; done | sort
waiting;
waiting;
waiting;
gate:alice
gate:mallory
gate:mallory

# An operator's own neither count nor give way.
$ for n in 1 2 3 4; do openssl req -new -key $n.key -subj /CN=web1/O=own -out own$n.csr; pkit register --client-machine web1 --csr own$n.csr >/dev/null 2>&1; done; pkit list registrations --state waiting | wc -l
7

# Of many attempts on one registration the first, the last ten and those that decided keep their stories; doctor knows.
$ for n in $(seq 15); do pkit register --client-machine web9 --csr any.csr --param n=$n >/dev/null 2>&1; done; pkit explain web9 | grep -c '^  claimed'
11
$ pkit explain web9 | grep -c 'one of many that changed nothing'
4
$ pkit explain web9 | sed -n 's/^  claimed.*n=\([0-9]*\).*/\1/p' | tr '\n' ' '; pkit approve web9 >/dev/null && pkit doctor | grep -c ok
15 14 13 12 11 10 9 8 7 6 1 <n>
