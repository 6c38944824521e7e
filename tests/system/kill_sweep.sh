# runs: release
# timeout: 900
# SIGKILL at the n-th call that changes a file, for every n until the command ends by itself. After each: what was given
# out is recorded, no serial is there twice, nothing is half done, doctor is content, and the same command again ends as
# if nothing had happened (7 only where it has given out everything and has no request id to know it by). Commands that
# leave something to be finished are swept twice: once the command itself comes back first, once a doctor does.
source "$PKIT_SOURCE/tests/tools/lib.sh"

make_csr web1
make_csr waits
mkdir start start/out
make_home start/home --key-type ed25519
pkit register --home start/home --client-machine waits --csr waits.csr >waits.out 2>&1
same 'exit of a registration that waits' 4 $?
waiting=$(sql start/home "SELECT id FROM registrations")
handlers start/home "$everyone"
mkdir nothing nothing/out
here=$PWD

# They run in a copy of start, and put what they give out into out/.
register() { pkit register --home home --client-machine web1 --csr "$here/web1.csr" --request-id r1 --out out/web1.crt; }
approve() { pkit approve --home home "$waiting" --request-id a1; }
issue() { pkit issue --home home --csr "$here/web1.csr" --request-id i1 --out out/web1.crt; }
new_key() { pkit issue --home home --subject CN=ci1 --new-key ed25519 --request-id k1 --out out/ci1; }
init() { pkit init --home home --name Swept --key-type ed25519 --no-passphrase; }
plain_register() { pkit register --home home --client-machine web1 --csr "$here/web1.csr" --out out/web1.crt; }
plain_approve() { pkit approve --home home "$waiting"; }
plain_issue() { pkit issue --home home --csr "$here/web1.csr" --out out/web1.crt; }
plain_new_key() { pkit issue --home home --subject CN=ci1 --new-key ed25519 --out out/ci1; }

# What holds at any moment: a file is whole, its certificate recorded, a key is published with its certificate only.
whole() {
  [ ! -e out/web1.crt ] || recorded home out/web1.crt
  [ ! -e out/ci1 ] || published home out/ci1
}

# What lies here and in out, without a process of its own: there are hundreds of them.
shopt -s dotglob nullglob
listing() { echo * out/*; }

# again: after it everything is as if it had been undisturbed. `had`: all was given out before, and it cannot know.
again() {
  "$command" >"$logs/again" 2>&1
  local got=$? has twice
  [ $got -eq 0 ] || { [ $got -eq 7 ] && [ "$had" = yes ]; } ||
    { fail "$context: the same again ends with $got"; cat "$logs/again"; }
  whole
  [ $((n % 4)) -ne 0 ] || sound home
  same "$context: what lies there" "$names" "$(listing)"
  IFS='|' read -r has twice < <(sql home 'SELECT count(*), count(*) - count(DISTINCT serial) FROM certificates')
  same "$context: serials that are there twice" 0 "$twice"
  [ "$has" -ge "$least" ] && [ "$has" -le "$most" ] || fail "$context: $has certificates"
}

# given_out: whether it has done all it does, or a doctor will do the rest, and it has no id to know itself by.
given_out() {
  local unfinished="SELECT count(*) FROM publications WHERE done = 0"
  case $command in
    plain_approve) [ "$(sql home "SELECT count(*) FROM registrations WHERE state = 'issued'")" = 1 ] ;;
    plain_new_key) [ -e out/ci1 ] || [ "$(sql home "$unfinished")" = 1 ] ;;
    plain_*) [ -e out/web1.crt ] ;;
    init) [ -e home ] ;;
    *) false ;;
  esac
}

fresh() {
  cd "$base" || exit 1
  rm -rf work
  cp -a "$here/$from" work
  cd work || exit 1
}

# sweep ORDER COMMAND FROM LEAST MOST [CALLS]: LEAST to MOST certificates are there in the end; ORDER is again, or doctor
# where a doctor comes first; CALLS are those to be killed at, if not all.
sweep() {
  local order=$1 n=0 status context had
  command=$2 from=$3 least=$4 most=$5
  base=$here/$order-$command logs=$here/$order-$command.logs
  mkdir "$base" "$logs"
  fresh
  "$command" >"$logs/undisturbed" 2>&1 || { fail "$command does not work undisturbed"; cat "$logs/undisturbed"; return 1; }
  names=$(listing)
  while true; do
    n=$((n + 1))
    context="$command killed at $n"
    fresh
    # In a subshell whose own words about the kill nobody wants to read.
    (LD_PRELOAD=$PKIT_FAULTLIB PKIT_FAULT_PROGRAM=pkit PKIT_FAULT_KIND=kill PKIT_FAULT_AT=$n PKIT_FAULT_ONLY=${6:-} \
      "$command" >"$logs/killed" 2>&1; exit $?) 2>/dev/null
    status=$?
    [ $status -eq 137 ] || break
    whole
    given_out && had=yes || had=no
    if [ "$order" = doctor ] && [ -e home ]; then
      sound home
      whole
    fi
    again
    [ $failed -eq 0 ] || return 1
  done
  same "exit of $command that ended by itself" 0 $status
  echo "$command: killed $((n - 1)) times, then $order"
  [ $n -gt 5 ] || fail "$command was killed only $((n - 1)) times"
}

# Every call of register, approve and issue counts. The others write to the state as these do, and are killed where a
# file is written or something becomes lasting.
lasting=write,writev,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,ftruncate,ftruncate64

one() {
  sweep again approve start 1 1
  sweep again new_key start 1 1 $lasting
  sweep doctor new_key start 1 1 $lasting
  sweep doctor plain_register start 1 1 $lasting
  sweep doctor plain_issue start 1 2 $lasting
  sweep again plain_new_key start 1 1 $lasting
  sweep doctor plain_new_key start 1 1 $lasting
  finish
}
two() {
  sweep doctor register start 1 1
  sweep doctor issue start 1 1
  sweep again init nothing 0 0 $lasting
  sweep doctor plain_approve start 1 1 $lasting
  finish
}
if [ $# -gt 0 ]; then sweep "$@"; finish; fi
(one) &
(two) || fail 'a sweep of the second half'
wait $! || fail 'a sweep of the first half'
finish
