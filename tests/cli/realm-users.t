# A dependent realm that an adapter answers for (call:): its procedure is given {userName, password}, and answers who it
# is, or null. Here it knows Jo by her password, and that there is an Al.
$ source "$TRANSCRIPTS/common/realm.sh" && new_realm csr-requirements && new_people && user='--realm staff --username jo@ibm.com --password-file pw'
$ pkit config check
<dir>/home/pkit.yaml: sound
$ pkit csr-requirements $user | tee requirements.json | jq -r .commonName; asked
jo@ibm.com
{"procedure":"login","parameter":{"userName":"jo@ibm.com","password":"..."}}
$ pkit csr new --requirements requirements.json --key-type ec-p256 --out-key jo.key --out jo.csr >/dev/null; pkit register $user --csr jo.csr --out jo.crt
certificate <id>, serial <hex>, until <date>

# What it told of her goes to the realm's procedures and nowhere else (T-D19, T-D24).
$ pkit authenticate --realm staff --cert jo.crt --key jo.key | jq -c '[.userName, .displayName, .attributes]'
["jo@ibm.com","Jo",{"groups":"sEcret-group"}]
$ sqlite3 home/pkit.db .dump | grep -c 'sEcret\|correct horse'; pkit events | grep -c 'sEcret\|correct horse'
0
0
[1]

# A wrong password, nobody, and a name that is none look alike; for a name that is none nobody is asked.
$ pkit csr-requirements --realm staff --username jo@ibm.com --password-file wrong
2> pkit: error: user name or password is wrong, or cannot be used
2> pkit: hint: after several tries each takes longer
[8]
$ pkit register --realm staff --username nobody --password-file pw --csr jo.csr
2> pkit: error: user name or password is wrong, or cannot be used
2> pkit: hint: after several tries each takes longer
[8]
$ rm -f home/adapters/asked; pkit csr-requirements --realm staff --username ' jo@ibm.com' --password-file pw; asked
2> pkit: error: user name or password is wrong, or cannot be used
2> pkit: hint: after several tries each takes longer

# Anything but a userIdentity or null lets nobody in. A login that succeeds forgives the tries before.
$ says_of() { answers people; pkit csr-requirements $user >/dev/null; answers people "$1"; pkit csr-requirements $user --format json | jq -r '.error | .code + " " + .message'; }
$ for answer in '' '{}' true '"jo@ibm.com"' '[]' '{"userName":""}' '{"userName":"jo@ibm.com","roles":[]}' '{"userName":"jo@ibm.com","attributes":{"a":1}}' '{"userName":"jo@ibm.com"}{"userName":"al@ibm.com"}' fail; do says_of "$answer"; done; answers people
realm.procedure realm staff, people.login: answer is not JSON
realm.procedure realm staff, people.login: the answer's userName is missing
realm.procedure realm staff, people.login: the answer is no object
realm.procedure realm staff, people.login: the answer is no object
realm.procedure realm staff, people.login: the answer is no object
realm.procedure realm staff, people.login: the answer's userName is not as it must be
realm.procedure realm staff, people.login: the answer has a member that it may not have
realm.procedure realm staff, people.login: the answer's attributes is not as it must be
realm.procedure realm staff, people.login: answer is not JSON
realm.procedure realm staff, people.login: exit status 1

# The CN that is required must be a user (D14): hers; another's only where lookup knows it.
$ requires() { answers getCSRRequirements "{\"commonName\":\"$1\",\"additionalSubject\":{},\"additionalAttributes\":{}}"; }
$ requires al@ibm.com; pkit csr-requirements $user
2> pkit: error: the common name that is required is no user of WASLTPARealm
2> pkit: hint: lookup: ADAPTER.PROCEDURE can tell that there is such a user
[3]
$ sed -i 's/call: people.login/&, lookup: people.lookup/' home/pkit.yaml; asked >/dev/null; pkit csr-requirements $user | jq -r .commonName; asked
al@ibm.com
{"procedure":"login","parameter":{"userName":"jo@ibm.com","password":"..."}}
{"procedure":"lookup","parameter":{"userName":"al@ibm.com"}}
$ requires ed@ibm.com; pkit csr-requirements $user
2> pkit: error: the common name that is required is no user of WASLTPARealm
[3]
$ answers people '{"userName":"jo@ibm.com"}'; pkit csr-requirements $user
2> pkit: error: the common name that is required is no user of WASLTPARealm
[3]

# Of two names that differ in case alone the first has the certificates: neither is ever taken for the other.
$ answers getCSRRequirements; enrols() { rm -f other.*; answers people "{\"userName\":\"$1\"}"; pkit csr-requirements $user >other.json; pkit csr new --requirements other.json --key-type ec-p256 --out-key other.key --out other.csr >/dev/null; pkit register $user --csr other.csr; }
$ enrols JO@ibm.com
2> pkit: error: another user, whose name differs in case alone, has certificates
2> pkit: hint: user names of a source differ in more, and its procedure answers one spelling of each
[7]

# Nor is a user named like a CA, whether it has signed before or not (C6).
$ openssl req -x509 -newkey ed25519 -nodes -keyout quiet.key -out home/ca/quiet.crt -subj '/O=IBM/CN=Quiet CA' -days 90 -addext keyUsage=critical,keyCertSign 2>/dev/null; sed -i 's/^authorities:/&\n  quiet: { certificate: ca\/quiet.crt, gateway: PKIAdapter }/' home/pkit.yaml
$ called >/dev/null; enrols 'Quiet CA'; called
init getCSRRequirements init getCSRRequirements
2> pkit: error: the subject belongs to a CA of this home already
2> pkit: hint: make a CSR with a subject of its own
