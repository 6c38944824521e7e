# postgresql_others.sh: what the other tests are about holds where a server keeps the state, too: the transcripts, but for
# what their remarks "# sqlite: WHY" and "# sqlite alone: WHY" name, the system tests below, and the faults of
# tests/faults, of which each thing sent to the server is one more. All of it by `run.sh --area postgresql` and `--long`,
# else two transcripts.
# runs: release
# timeout: 3600
. "$PKIT_SOURCE/tests/tools/lib.sh"

over() { bash "$PKIT_SOURCE/tests/tools/over_postgresql.sh" "$@"; }
transcript=$(dirname "$PKIT")/tests/transcript
if [ "${PKIT_AREA:-}" != postgresql ] && [ -z "${PKIT_LONG:-}" ]; then
  over "$transcript" "$PKIT_SOURCE"/tests/cli/{compromised,proof}.t || fail 'see above'
  finish
fi

# Of the store, of decisions, of those that come at once. The others: what they ask of the state is SQLite's own, or they
# are about files that a home of either engine has (doctor_damage, io_errors, schema, speed, restore*, moved_home,
# output_streams: pkit.db itself; batch, which copies homes; judge*, peers*: what is in a certificate; gate_ssh, gate_sudo: other users' ways in).
systems='eight_processes meanwhile model refusals registration_races renewal_races two_at_once'
each() { xargs -P "$(nproc)" -n 1 bash -c "$1"' >"$(basename "$0").log" 2>&1 || { echo "FAILED: $0"; tail -n 40 "$(basename "$0").log"; exit 1; }'; }
export transcript
ls "$PKIT_SOURCE"/tests/cli/*.t >transcripts
printf "$PKIT_SOURCE/tests/system/%s.sh\n" $systems >scripts
over bash -c "$(declare -f each)"'
  each "\"$transcript\" \"\$0\"" <transcripts; first=$?
  each "bash \"$PKIT_SOURCE/tests/tools/in_fresh_directory.sh\" \"\$0\"" <scripts && exit $first' || fail 'see above'
mkdir faults && cd faults && over /usr/bin/python3 -B "$PKIT_SOURCE/tests/faults/run.py" server || fail 'a fault, see above'
finish
