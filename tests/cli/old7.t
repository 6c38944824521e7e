# repeats: yes
# One rule refuses old-7 alike through every door and under every name: as the client machine however it is spelt, as
# the CSR's CN with another --client-machine, and as a SAN.
$ export PKIT_HOME=$PWD/home; pkit init --name T --no-passphrase >/dev/null 2>&1
$ openssl ecparam -name prime256v1 -genkey -noout -out the.key
$ request() { openssl req -new -key the.key -subj "$2" ${3:+-addext "$3"} -out $1.csr; }
$ request none / && request cn /CN=old-7 && request CN /CN=OLD-7 && request san / 'subjectAltName=DNS:old-7' && request SAN /CN=web1 'subjectAltName=DNS:web1,DNS:OLD-7'
$ codes() { pkit "$@" --format json >out.json; echo "exit $?:" $(grep -oE '"code":"[a-z.]+"' out.json | sort -u | cut -d'"' -f4); }
$ rule() { sed -i '/^chains:/,$d' home/pkit.yaml; echo "chains: { fleet: { profiles: [agent], handlers: [ ${1:+{ name: retired, when: $1, deny: retired in 2024 \}} ] } }" >>home/pkit.yaml; echo "registration: { chain: fleet, profile: agent }" >>home/pkit.yaml; pkit config check >/dev/null; }

# Registered while nobody thought of it, and one approved.
$ rule ''
$ registered() { pkit register --client-machine $1 --csr $2.csr >/dev/null 2>&1; }
$ registered old-7 none; registered OLD-8 none; registered web2 cn; registered web3 CN; registered web4 san; registered web5 SAN; registered old-6 none
[4]
$ pkit approve --no-issue old-6 | grep -o 'old-6 is .*'
old-6 is Approved

# One rule over all the names that a request can carry.
$ rule '{ any_of: [ { claimed.ClientMachine: "old-*" }, { csr.cn: "old-*" }, { csr.dns: "old-*" } ] }'

# approve: what was registered before the rule was there.
$ for name in old-7 OLD-8 web2 web3 web4 web5; do codes approve $name; done
exit 3: decision.denied
exit 3: decision.denied
exit 3: decision.denied
exit 3: decision.denied
exit 3: decision.denied
exit 3: decision.denied

# issue: by a registration, by CSR, by --san, by subject.
$ codes issue $(pkit list registrations --name old-6 | cut -d' ' -f1)
exit 3: decision.denied
$ codes issue --csr none.csr --client-machine old-7
exit 3: decision.denied
$ codes issue --csr none.csr --client-machine OLD-7
exit 3: decision.denied
$ for csr in cn CN san SAN; do codes issue --csr $csr.csr; done
exit 3: decision.denied
exit 3: decision.denied
exit 3: decision.denied
exit 3: decision.denied
$ for csr in cn CN san SAN; do codes issue --csr $csr.csr --client-machine web6; done
exit 3: decision.denied
exit 3: decision.denied
exit 3: decision.denied
exit 3: decision.denied
$ codes issue --csr none.csr --client-machine web6 --san dns:Old-7
exit 3: decision.denied
$ codes issue --new-key ec-p256 --subject CN=OLD-7 --out k
exit 3: decision.denied
$ codes issue --new-key ec-p256 --subject CN=old-7 --client-machine web6 --out k
exit 3: decision.denied
$ codes issue --new-key ec-p256 --san dns:old-7 --out k
exit 3: decision.denied
$ codes issue --new-key ec-p256 --client-machine web6 --san dns:old-7 --out k
exit 3: decision.denied

# register
$ codes register --client-machine old-7 --csr none.csr
exit 3: decision.denied
$ codes register --client-machine OLD-9 --csr none.csr
exit 3: decision.denied
$ codes register --client-machine old-5
exit 3: decision.denied
$ codes register --client-machine web11 --csr cn.csr
exit 3: decision.denied
$ codes register --client-machine web12 --csr CN.csr
exit 3: decision.denied
$ codes register --client-machine web13 --csr san.csr
exit 3: decision.denied
$ codes register --client-machine web14 --csr SAN.csr
exit 3: decision.denied

# Nothing has been issued, no key was left; without the rule the same name is a name like others.
$ pkit list certificates; ls -A | grep "^[.]*k"
2> pkit: no certificates
[1]
$ rule '{ claimed.ClientMachine: "nobody" }'
$ codes issue --csr none.csr --client-machine OLD-8
exit 0:
$ codes issue --csr none.csr --client-machine old-10
exit 0:

# A rule over the client machine alone is enough: by from-principal the name reaches no certificate of another's.
$ rule '{ claimed.ClientMachine: "old-*" }'
$ codes register --client-machine web21 --csr cn.csr
exit 4: registration.waiting
$ codes issue --csr CN.csr --client-machine web22
exit 3: policy.cn
$ codes issue --csr san.csr --client-machine web22
exit 3: policy.san
$ codes issue --csr none.csr --client-machine web22 --san dns:OLD-7
exit 3: policy.san
$ codes approve web21
exit 3: policy.cn
$ codes approve web2
exit 3: policy.cn
$ pkit list certificates | grep -cwE 'web[0-9]+'
0
[1]
