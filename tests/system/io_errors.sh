# runs: release
# timeout: 600
# The n-th call that changes a file fails with EIO or ENOSPC, for every n until none is left to fail. The command ends
# with 9 and names the file, or has got over it; no certificate is given out that is not recorded, nothing is half
# there, and the same command again ends well.
source "$PKIT_SOURCE/tests/tools/lib.sh"

make_csr web1
mkdir start start/out
make_home start/home --key-type ed25519
handlers start/home "$everyone"
here=$PWD

register() { pkit register --home home --client-machine web1 --csr "$here/web1.csr" --request-id r1 --out out/web1.crt; }
issue() { pkit issue --home home --csr "$here/web1.csr" --request-id i1 --out out/web1.crt; }
to_stdout() { pkit issue --home home --csr "$here/web1.csr" --request-id i1; }
new_key() { pkit issue --home home --subject CN=ci1 --new-key ed25519 --request-id k1 --out out/ci1; }

whole() {
  [ ! -e out/web1.crt ] || recorded home out/web1.crt
  [ ! -e out/ci1 ] || published home out/ci1
  [ "$command" != to_stdout ] || ! grep -q 'END CERT' "$logs/out" || recorded home "$logs/out"
}

fresh() {
  cd "$base" || exit 1
  rm -rf work
  cp -a "$here/start" work
  cd work || exit 1
}

shopt -s dotglob nullglob
listing() { echo * out/*; }

# after_failure STATUS: what must hold then.
after_failure() {
  case $1 in
    0) survived=$((survived + 1)) ;;
    9) grep -qE "^pkit: error: .*(home|out/|$base/work|standard output)" "$logs/err" ||
      { fail "$context: the error names no file"; cat "$logs/err"; } ;;
    *) fail "$context: exit $1"; cat "$logs/err" ;;
  esac
  whole
  sound home
  # A certificate that was recorded, but could not be handed out, is told of.
  [ "$1" -eq 0 ] || [ "$(certificates home)" -eq 0 ] || grep -q 'issued as' "$logs/err" ||
    { fail "$context: does not say that it has issued"; cat "$logs/err"; }
}

# sweep KIND COMMAND STEP [CALLS]: every STEP-th call fails, of those named in CALLS, if not of all.
sweep() {
  local kind=$1 n=1 step=$3 times=0 status context survived=0
  command=$2
  base=$here/$kind-$command logs=$here/$kind-$command.logs
  mkdir "$base" "$logs"
  fresh
  "$command" >"$logs/out" 2>"$logs/err" || { fail "$command does not work undisturbed"; cat "$logs/err"; return 1; }
  names=$(listing)
  while true; do
    context="$command with $kind at $n"
    rm -f "$logs/calls"
    fresh
    LD_PRELOAD=$PKIT_FAULTLIB PKIT_FAULT_PROGRAM=pkit PKIT_FAULT_KIND=$kind PKIT_FAULT_AT=$n PKIT_FAULT_LOG=$logs/calls \
      PKIT_FAULT_ONLY=${4:-} "$command" >"$logs/out" 2>"$logs/err"
    status=$?
    [ "$(wc -l <"$logs/calls")" -ge $n ] || break
    after_failure $status
    "$command" >"$logs/out" 2>"$logs/err" || { fail "$context: the same again ends with $?"; cat "$logs/err"; }
    whole
    same "$context: what lies there" "$names" "$(listing)"
    same "$context: certificates" 1 "$(certificates home)"
    if [ $failed -ne 0 ]; then
      sed -n "${n}p" "$logs/calls"
      return 1
    fi
    n=$((n + step))
    times=$((times + 1))
  done
  same "exit of $command that nothing failed" 0 $status
  echo "$command: $times times $kind, got over $survived of them"
  [ $times -gt 5 ] || fail "$command met $kind only $times times"
}

# A full disk fails what makes a file longer; a broken one fails anything.
growing=write,writev,pwrite,pwrite64,ftruncate,ftruncate64,link,linkat,rename,renameat2
rare=fsync,fdatasync,rename,renameat2,link,linkat,unlink,unlinkat,ftruncate,ftruncate64,write,writev

if [ $# -gt 0 ]; then sweep "$@"; finish; fi
(sweep eio register 1; finish) &
(sweep enospc issue 3 $growing; sweep eio to_stdout 1 $rare; sweep enospc new_key 1 $rare; sweep eio new_key 1 $rare; finish) ||
  fail 'a sweep of the second half'
wait $! || fail 'a sweep of the first half'
finish
