# homes.sh: pkit's homes: one each for both builds, so that none finds what the other left. Sourced by run.sh.

home() { echo "$work/home-$1-$2"; }

make_home() {
  local build=$1 kind=$2
  shift 2
  "${pkit[$build]}" init --home "$(home "$kind" "$build")" --name Bench "$@" >/dev/null 2>&1
}

# handlers BUILD KIND: the handlers of that home's chain, from stdin, as a YAML flow list.
handlers() {
  local file
  file=$(home "$2" "$1")/pkit.yaml
  sed -i "s|^    handlers: .*|    handlers: [ $(tr '\n' ' ')]|" "$file"
  "${pkit[$1]}" config check --home "$(home "$2" "$1")" >/dev/null
}

rules() {
  local n
  for n in $(seq 10); do
    echo "{ name: rule $n, when: { claimed.ClientMachine: [\"old$n-*\", \"test$n-*\"], csr.key.type: RSA }, deny: retired },"
  done
}

calls() {
  local n
  for n in $(seq 10); do echo "{ name: call $n, call: defer.decide },"; done
}

# Another CA's 10,000 certificates (or as many as there are requests): in one file, and as the pages that its adapter answers.
# The first record of each page has octets that are none.
make_gateway() {
  local build requests=requests-10000
  [ -d $requests ] || requests=requests-1000
  mkdir -p gateway/pages
  cp -a "$(home batch static)" home-others
  "${pkit[static]}" issue --home home-others --batch $requests --format json | sed 's/.*"pem":"\([^"]*\)".*/\1/' >gateway/pems
  while read -r pem; do printf '%b' "$pem"; done <gateway/pems >gateway/all.pem
  mkdir -p leaves && awk '/^-----BEGIN/ { file = "leaves/" n++ } { print >file } /^-----END/ { close(file) }' gateway/all.pem
  awk '{ page = int(n / 500); file = "gateway/pages/" page
    if (n % 500 == 0) {
      if (n) printf "],\"cursor\":\"%d\"}\n", page >"gateway/pages/" (page - 1)
      printf "{\"records\":[{\"CARequestID\":\"bad-%d\",\"Status\":40,\"Certificate\":\"AAAA\"}", page >file
    }
    printf ",{\"CARequestID\":\"r-%d\",\"Status\":40,\"Certificate\":\"%s\"}", n++, $0 >file }
    END { printf "]}\n" >file }' gateway/pems
  cp "$tools/pages" gateway/answer
  for build in static dynamic; do
    printf 'adapters: { others: { exec: [%s/gateway/answer] } }\ngateways: { others: { adapter: others } }\n' "$work" \
      >>"$(home gateway $build)/pkit.yaml"
  done
}

# The stored decision of a registration, 10,000 times.
make_decisions() {
  local build database
  for build in static dynamic; do
    rules | handlers $build decisions
    "${pkit[$build]}" register --home "$(home decisions $build)" --client-machine m1 --csr requests-100/m1.csr >/dev/null 2>&1 || [ $? -eq 4 ]
    database=$(home decisions $build)/pkit.db
    sqlite3 "$database" "$(copies "$database" 10000 attempts "id = 1000 + n") PRAGMA wal_checkpoint(TRUNCATE);" >/dev/null
  done
}

# A job that is due, 10,000 times.
make_jobs() {
  local database
  "${pkit[static]}" job schedule ssl-scan --endpoint tls+unix:/none --home "$(home jobs static)" >/dev/null
  database=$(home jobs static)/pkit.db
  sqlite3 "$database" "$(copies "$database" 9999 jobs "id = 'j-' || n") PRAGMA wal_checkpoint(TRUNCATE);" >/dev/null
}

# 1,000 PEM files of three certificates, each of them a store; and what looks at them without pkit, a process a file.
make_stores() {
  local build n database
  mkdir stores
  for n in $(seq 0 999); do cat "leaves/$((n * 3 % 900))" "leaves/$((n * 3 % 900 + 1))" "leaves/$((n * 3 % 900 + 2))" >"stores/$n.pem"; done
  echo 'for file in stores/*; do openssl x509 -in "$file" -noout -subject -enddate -fingerprint; done' >openssl-x509s
  for build in static dynamic; do
    "${pkit[$build]}" store add s0 stores/0.pem --home "$(home stores $build)" >/dev/null
    database=$(home stores $build)/pkit.db
    sqlite3 "$database" "$(copies "$database" 999 cert_stores "id = 's-' || n" "name = 's' || n" "path = '$work/stores/' || n || '.pem'")
      PRAGMA wal_checkpoint(TRUNCATE);" >/dev/null
  done
}

# An account for each round, whose id is the round's number, and an application with a vault, over a P-256 key. Their
# password hashes are as slow as everybody's.
make_accounts() {
  local build number
  echo a-password-of-the-bench >password
  head -c $((million * 256)) /dev/urandom >vault.data
  for build in static dynamic; do
    sed -i "s/^profiles:/&\n  app: { authority: issuing, keys: [ec-p256], key_usage: [digitalSignature, keyAgreement], names: from-csr, \
allowed: { cn: ['*'] } }/" "$(home accounts $build)/pkit.yaml"
    echo 'accounts: { profile: app }' >>"$(home accounts $build)/pkit.yaml"
    for number in $(seq "$rounds") keeper; do
      of_account $build account create --name "a$number" --username "u$number" --password-file password
    done
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout keeper.key -subj /CN=keeper -out keeper.csr 2>/dev/null
    of_account $build register --account $((rounds + 1)) --username ukeeper --password-file password --csr keeper.csr --out keeper-$build.crt
    cp keeper.key keeper-$build.key
    of_account $build vault template plain
    of_account $build vault create kept --template plain --cert keeper-$build.crt --key keeper-$build.key
  done
}
of_account() { "${pkit[$1]}" "${@:2}" --home "$(home accounts "$1")" >/dev/null; }

make_homes() {
  local build
  umask 077
  echo a-passphrase-of-the-bench >passphrase
  for build in static dynamic; do
    for kind in plain million none rules exec batch held answers gateway decisions jobs stores accounts; do
      make_home $build $kind --no-passphrase
    done
    make_home $build passphrase --passphrase-file "$work/passphrase"
    rules | handlers $build rules
    cp "$tools/defer" "$(home exec $build)/defer"
    printf 'adapters: { defer: { exec: [defer] } }\n' >>"$(home exec $build)/pkit.yaml"
    calls | handlers $build exec
    "${pkit[$build]}" issue --home "$(home million $build)" --csr requests-100/m100.csr >/dev/null 2>&1
    fill "$(home million $build)/pkit.db" "$million"
    cp -a "$(home million $build)" "$(home revoked $build)"
    sqlite3 "$(home revoked $build)/pkit.db" "PRAGMA synchronous = OFF;
      UPDATE certificates SET revoked_at = created, revocation_reason = 'superseded'; PRAGMA wal_checkpoint(TRUNCATE);" >/dev/null
    "${pkit[$build]}" issue --home "$(home answers $build)" --csr requests-100/m100.csr >/dev/null 2>&1
    fill "$(home answers $build)/pkit.db" 10000
  done
  make_gateway
  make_decisions
  make_jobs
  make_stores
  make_accounts
}
