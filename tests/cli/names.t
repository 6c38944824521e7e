# Names are compared as their standards say, and what looks like another name is not another way around a rule.
$ pkit init --home h --name T --no-passphrase >/dev/null 2>&1; export PKIT_HOME=$PWD/h
$ sed -i 's/^profiles:/&\n  names: { names: from-csr, subject: {}, allowed: { cn: ["*.corp.example", "müller*"], ip: [10.0.0.0\/8], email: "*@corp.example", uri: "https:\/\/*.corp.example\/*" } }/' h/pkit.yaml
$ pkit config check
<any>
2> pkit: warning: pkit.yaml:<n>:<n>: profiles.names.allowed.uri: a wildcard of 'https://*.corp.example/*' takes "/", "?" and "#" too, so that it also matches names of other hosts or paths; end it with "*" behind a whole host, or use a regex
$ asked() { openssl req -new -utf8 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k.key -subj "$1" ${2:+-addext "subjectAltName=$2"} -out k.csr 2>/dev/null; pkit issue --client-machine m --profile names --csr k.csr 2>&1 | sed -n 's/pkit: error: //p; s/^-----BEGIN.*/issued/p'; }

# A wildcard is every host: a glob that grants hosts grants none, as a DNS name or as a CN.
$ asked '/CN=*.corp.example'; asked '/CN=a.corp.example' DNS:*.corp.example; asked '/CN=A.Corp.Example'; asked '/CN=MÜLLER 7'
CN '*.corp.example' is not granted
the name dns:*.corp.example is not granted
issued
issued

# An IPv4-mapped address is an IPv4 address for every rule, and is never signed; nor is it a machine's name.
$ asked '/CN=a.corp.example' IP:::ffff:10.0.0.1; asked '/CN=a.corp.example' IP:10.0.0.1
the name ip:::ffff:10.0.0.1 is not granted
issued
$ pkit register --client-machine ::ffff:10.0.0.1
2> pkit: error: '::ffff:10.0.0.1' is another spelling of an IPv4 address
2> pkit: hint: use 10.0.0.1
[2]
$ pkit register --client-machine 2001:DB8:0::1 >/dev/null 2>&1; pkit show 2001:db8::1 | grep -c 2001:DB8:0::1
1

# Mail domains and URIs' hosts have no case; a user part takes a pattern that has one.
$ asked '/CN=a.corp.example' email:Ops@CORP.example; asked '/CN=a.corp.example' URI:HTTPS://A.Corp.Example:443/x; asked '/CN=a.corp.example' URI:https://x@a.corp.example/
issued
issued
the name uri:https://x@a.corp.example/ is not granted
