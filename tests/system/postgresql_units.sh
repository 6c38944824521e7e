# postgresql_units.sh: the unit tests of decisions, and of the store where they are not about files, over a PostgreSQL: each
# makes its state there. All of them by `run.sh --area postgresql` and `--long`, else a few.
# runs: debug
. "$PKIT_SOURCE/tests/tools/lib.sh"

start_postgres pkit
export PGSERVICEFILE="$PWD/services" PKIT_TEST_STORE=postgresql:tests
printf '%s\n' '[tests]' "host=$PWD/socket" user=pkit dbname=postgres >services
units=$(dirname "$PKIT")/tests
# over ROOM FILTER...: its unit tests, of which there are some.
over() {
  local ran
  "$units/unit_$1" "${@:2}" >out 2>&1 || { fail "unit_$1 ${*:2}"; grep -v '^\[doctest\] [dr]' out | head -n 60; }
  ran=$(sed -n 's/^\[doctest\] test cases: *\([0-9]*\).*/\1/p' out)
  [ "${ran:-0}" -gt 0 ] || fail "no test of unit_$1 ${*:2} was run"
}

if [ "${PKIT_AREA:-}" = postgresql ] || [ -n "${PKIT_LONG:-}" ]; then
  files=
  for name in belongings certificates counters events intents kept_trees principals registrations requests; do
    files=$files${files:+,}*/store/${name}_test.cpp
  done
  over store --source-file="$files"
  for room in decision change fleet jobs; do over $room; done
  over renewal --test-case-exclude='what is refused*'  # has two homes at once
else
  over store --source-file='*/store/requests_test.cpp'
  over decision
fi
finish
