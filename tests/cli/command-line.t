# Without a command pkit says what there is, and that none was given.
$ pkit 2>/dev/null
[2]

$ pkit --help | head -n 3
pkit: certificates for machines, from the first request to revocation, with a reason for every decision

usage: pkit COMMAND [ARGUMENT | OPTION]...
$ pkit help >overview; pkit --help | cmp - overview
$ pkit help issue >overview; pkit issue --help | cmp - overview
$ pkit config check -h | head -n 1
usage: pkit config check [FILE] [OPTION]...

# A word that does not exist is answered with the nearest.
$ pkit regster
2> pkit: error: unknown command 'regster'
2> pkit: hint: did you mean 'pkit register'?
[2]
$ pkit config
2> pkit: error: 'config' needs a second word
2> pkit: hint: there is pkit config check
[2]
$ pkit status --formt json
2> pkit: error: unknown option '--formt' of pkit status
2> pkit: hint: did you mean '--format'?
[2]
$ pkit help nonsense
2> pkit: error: unknown command 'nonsense'
2> pkit: hint: see pkit help
[2]

# Every option with a value takes exactly one.
$ pkit register --client-machine
2> pkit: error: option --client-machine needs a value
2> pkit: hint: a value that begins with '-' is written --client-machine=-...
[2]
$ pkit register --client-machine --dry-run
2> pkit: error: option --client-machine needs a value
2> pkit: hint: a value that begins with '-' is written --client-machine=-...
[2]
$ pkit register --client-machine= web1
2> pkit: error: option --client-machine is empty
2> pkit: hint: see pkit help register
[2]
$ pkit register --client-machine a --client-machine b
2> pkit: error: option --client-machine is given more than once
2> pkit: hint: see pkit help register
[2]
$ pkit status --accept-clock=yes
2> pkit: error: option --accept-clock takes no value
2> pkit: hint: see pkit help status
[2]
$ pkit list everything
2> pkit: error: WHAT: 'everything' is not one of certificates, deliveries, keys, orchestrators, registrations
[2]
$ pkit status surplus
2> pkit: error: unexpected argument 'surplus'
2> pkit: hint: see pkit help status
[2]
$ pkit list certificates --expiring 3
2> pkit: error: --expiring: '3' is not a duration
2> pkit: hint: write it like 90d, 12h, 5m, 30s or 2w
[2]

# An error in JSON is one line on standard output, and nothing else is said.
$ pkit register --format json
{"version":1,"ok":false,"operation":"register","data":null,"warnings":[],"error":{"code":"option.missing","message":"option --client-machine is missing","hint":"see pkit help register","details":[]}}
[2]
$ pkit --format=json list everything
{"version":1,"ok":false,"operation":"list","data":null,"warnings":[],"error":{"code":"option.value","message":"WHAT: 'everything' is not one of certificates, deliveries, keys, orchestrators, registrations","hint":null,"details":[]}}
[2]

# Global options may stand before the command too.
$ pkit --home nowhere status
2> pkit: error: there is no home at <dir>/nowhere
2> pkit: hint: make one: pkit init --home <dir>/nowhere
[6]
$ pkit --dry-run issue
2> pkit: error: unknown option '--dry-run' before the command
2> pkit: hint: see pkit help
[2]

# What cannot be printed is an error, whatever else succeeded.
$ pkit --version >/dev/full
2> pkit: error: cannot write to standard output
[9]
$ pkit --help >&-
2> pkit: error: cannot write to standard output
[9]
$ pkit validate-csr missing.csr --format json >/dev/full
2> pkit: error: missing.csr: there is no such file
2> pkit: error: cannot write to standard output
[9]

# Standard input, output and error may all be closed.
$ pkit status --home nowhere <&- >&- 2>&-
[6]

# A retry that finds its answer asks nobody, and --explain says so.
$ export PKIT_HOME=$PWD/home; pkit init --no-passphrase --name Demo >/dev/null 2>&1
$ pkit register --client-machine web1 --request-id job-1 >/dev/null 2>&1
[4]
$ pkit register --client-machine web1 --request-id job-1 --explain
<id> waiting; web1 is New
2> pkit: no handler was asked
2> pkit: error: <id> waits for approval
[4]

# The first screen.
$ pkit help | grep -E '^  (list|authority abandon) ' | tr -s ' '
 authority abandon give up what another CA was asked for
 list list registrations, certificates or orchestrators
