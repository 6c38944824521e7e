# runs: release
# timeout: 2400
# Every command that changes a home meets at its n-th call that changes a file: a kill, a failure (EIO, ENOSPC), and a
# power failure, which undoes whatever was not synced. After each nothing is half done, what was given out is recorded,
# and the same command again ends as if nothing had happened. Otherwise a sample of n; with --long each.
source "$PKIT_SOURCE/tests/tools/lib.sh"
shopt -s dotglob nullglob

samples=4
[ -z "${PKIT_LONG:-}" ] || samples=1000000
here=$PWD

make_csr web1
make_csr waits
mkdir start start/out start/roots nothing nothing/out nothing/roots
make_home start/home --key-type ed25519
pkit register --home start/home --client-machine waits --csr waits.csr >waits.out 2>&1
waiting=$(sql start/home 'SELECT id FROM registrations')
handlers start/home "$everyone"
pkit issue --home start/home --subject CN=old --new-key ed25519 --out start/old >old.out 2>&1
pkit backup --home start/home start/backup --with-keys >backup.out 2>&1
pkit issue --home start/home --subject CN=late --new-key ed25519 --out start/issued >late.out 2>&1

# They run in a copy of start or nothing.
register() { pkit register --home home --client-machine web1 --csr "$here/web1.csr" --request-id r1 --out out/web1.crt; }
approve() { pkit approve --home home "$waiting" --request-id a1; }
issue() { pkit issue --home home --csr "$here/web1.csr" --request-id i1 --out out/web1.crt; }
new_key() { pkit issue --home home --subject CN=ci1 --new-key ed25519 --request-id k1 --out out/ci1; }
init() { pkit init --home home --name Swept --key-type ed25519 --no-passphrase; }
init_root() { pkit init --home home --name Swept --key-type ed25519 --no-passphrase --root-out roots; }
deny() { pkit deny --home home "$waiting" --reason no --request-id d1; }
revoke() { pkit revoke --home home old/cert.pem --reason superseded --request-id v1; }
backup() { pkit backup --home home out/backup; }
backup_again() { pkit backup --home home backup --force; }
restore() { pkit restore backup --home out/home --issued issued; }
restore_over() { pkit restore backup --home home --issued issued --force; }

# What holds at any moment.
whole() {
  [ ! -e out/web1.crt ] || recorded home out/web1.crt
  [ ! -e out/ci1 ] || published home out/ci1
  [ ! -e home ] || sound home
  [ ! -e out/home ] || sound out/home
  [ ! -e home.previous ] || sound home.previous
  # A backup is whole wherever there is one.
  local file
  for file in backup out/backup; do
    [ ! -e "$file" ] || same "the backup $file" ok "$(sqlite3 "$file" 'PRAGMA integrity_check')"
    [ ! -e "$file" ] || same "files in $file" 1 "$(sqlite3 "$file" "SELECT count(*) FROM backup_files WHERE name = 'pkit.yaml'")"
  done
  [ ! -e home ] || no_serial_twice home
}

# done_all: what the command is for is there, so that it may say so the next time (7).
done_all() {
  case $command in
    init | init_root) [ -e home ] ;;
    backup) [ -e out/backup ] ;;
    restore) [ -e out/home ] ;;
    *) false ;;
  esac
}

# ended: what must be there when the command has succeeded.
ended() {
  case $command in
    register | issue) recorded home out/web1.crt ;;
    approve) same "$context: registrations that are issued" 1 "$(sql home "SELECT count(*) FROM registrations WHERE state = 'issued'")" ;;
    new_key) published home out/ci1 ;;
    init) [ -e home/ca/root.key ] || fail "$context: no root" ;;
    init_root) same "$context: the root" "$(openssl x509 -in home/ca/root.crt -noout -pubkey)" "$(openssl pkey -in roots/root.key -pubout)" ;;
    deny) same "$context: state" denied "$(sql home "SELECT state FROM registrations WHERE id = '$waiting'")" ;;
    revoke) same "$context: revoked" 1 "$(sql home 'SELECT count(*) FROM certificates WHERE revoked_at IS NOT NULL')" ;;
    backup) same "$context: certificates in it" 2 "$(sqlite3 out/backup 'SELECT count(*) FROM certificates')" ;;
    backup_again) same "$context: certificates in it" 2 "$(sqlite3 backup 'SELECT count(*) FROM certificates')" ;;
    restore) same "$context: certificates" 2 "$(certificates out/home)" ;;
    restore_over) same "$context: certificates" 2 "$(certificates home)" ;;
  esac
}

listing() { echo * out/* roots/*; }

fresh() {
  cd "$base" || exit 1
  rm -rf work store
  mkdir store
  cp -a "$here/$from" work
  cd work || exit 1
}

# met N: the command meets the fault at call N; the number of calls up to its end is then in $calls, its exit in $status.
met() {
  rm -f "$logs/calls"
  (LD_PRELOAD=$PKIT_FAULTLIB PKIT_FAULT_PROGRAM=pkit PKIT_FAULT_KIND=$kind PKIT_FAULT_AT=$1 PKIT_FAULT_LOG=$logs/calls \
    PKIT_FAULT_DISK=$base/work PKIT_FAULT_STORE=$base/store "$command" >"$logs/out" 2>"$logs/err"; exit $?) 2>/dev/null
  status=$?
  calls=$(wc -l <"$logs/calls")
  [ "$kind" != power ] || [ $status -ne 137 ] || {
    cd "$base" && rm -rf work && mv store/disk work && cd work || fail "$context: there is no image of the disk"
  }
}

judge_status() {
  case $kind:$status in
    kill:137 | power:137 | eio:0 | enospc:0 | eio:9 | enospc:9) ;;
    *) fail "$context: exit $status"; cat "$logs/err" ;;
  esac
}

again() {
  local had=no
  done_all && had=yes
  "$command" >"$logs/again" 2>&1
  local got=$?
  [ $got -eq 0 ] || { [ $got -eq 7 ] && [ $had = yes ]; } || { fail "$context: the same again ends with $got"; cat "$logs/again"; }
  ended
  whole
  same "$context: what lies there" "$names" "$(listing)"
}

# sweep KIND COMMAND FROM
sweep() {
  local n status calls total context times=0 step
  kind=$1 command=$2 from=$3
  base=$here/$kind-$command logs=$here/$kind-$command.logs
  mkdir "$base" "$logs"
  context="$command undisturbed"
  fresh
  met 1000000
  [ $status -eq 0 ] || { fail "$context: $status"; cat "$logs/err"; return 1; }
  ended
  names=$(listing)
  total=$calls
  step=$(((total + samples - 1) / samples))
  # The last calls are those that make it lasting: the sample ends with them.
  for ((n = total - (total - 1) / step * step; n <= total; n += step)); do
    context="$command met $kind at $n of $total"
    fresh
    met "$n"
    judge_status
    whole
    again
    times=$((times + 1))
    [ $failed -eq 0 ] || { sed -n "${n}p" "$logs/calls"; return 1; }
  done
  [ $times -gt 2 ] || fail "$command met $kind only $times times"
  told="$told $command $times"
}

sweeps() {
  local told one
  for kind in "$@"; do
    told="$kind:"
    for one in deny revoke backup backup_again restore restore_over; do sweep "$kind" "$one" start || return 1; done
    for one in init init_root; do sweep "$kind" "$one" nothing || return 1; done
    [ "$kind" != power ] || for one in register approve issue new_key; do sweep "$kind" "$one" start || return 1; done
    echo "$told"
  done
  finish
}

if [ $# -gt 0 ]; then told=; sweep "$@"; finish; fi
(sweeps kill eio) &
(sweeps power enospc) || fail 'the second half'
wait $! || fail 'the first half'
finish
