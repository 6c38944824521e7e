# runs: release
# A stranger cannot fill the disk: what is refused before anybody is known has an event of its own sixty times an hour
# and kind, is counted beyond that, and leaves no trace. The count is told with the first refusal of a later hour.
source "$PKIT_SOURCE/tests/tools/lib.sh"

make_home home --key-type ed25519 --test-clock
handlers home "[ { name: never, unverified: true, when: { claimed.ClientMachine: 'bad*' }, deny: never } ]"
make_csr bad1
printf 'no request at all' >broken.csr
hour() { printf '2030-01-01T%02d:%02d:00Z' "$1" "$2"; }
events_of() { sql home "SELECT count(*) FROM events WHERE kind = '$1'"; }

expect 3 pkit register --home home --client-machine bad1 --csr bad1.csr --now "$(hour 1 0)"
traces=$(sql home 'SELECT count(*) FROM attempts')
denials=$(events_of register.denied)
for ((n = 0; n < 63; n++)); do
  expect 5 pkit register --home home --client-machine web1 --csr broken.csr --now "$(hour 1 $((n / 2)))" || break
  expect 3 pkit register --home home --client-machine bad1 --csr bad1.csr --now "$(hour 1 $((n / 2)))" || break
done
same 'events of what is no request' 60 "$(events_of csr.malformed)"
same 'events of what is denied at the door' 60 "$(($(events_of register.denied) - denials))"
same 'traces of all that' "$traces" "$(sql home 'SELECT count(*) FROM attempts')"
same 'what was only counted' 'csr.malformed 3,register.denied 3' \
  "$(sql home "SELECT group_concat(kind || ' ' || untold) FROM (SELECT * FROM refusals ORDER BY kind) AS told")"
same 'events that tell of the count' 0 "$(events_of refusals.counted)"

# A request whose faults are others' is of another kind, and has its own number.
openssl req -new -newkey rsa:1024 -nodes -keyout weak.key -out weak.csr -subj /CN=weak 2>openssl.err
expect 3 pkit register --home home --client-machine weak --csr weak.csr --now "$(hour 1 40)"
same 'events of a sound request that is refused' 1 "$(events_of csr.refused)"

# The next hour: the number is told, and there are events again.
expect 5 pkit register --home home --client-machine web1 --csr broken.csr --now "$(hour 2 1)"
same 'the event that tells of the count' 'csr.malformed 3 2030-01-01T01:00:00Z' "$(pkit events --home home --kind refusals.counted --format json |
  jq -r '.data.data | "\(.kind) \(.count) \(.since)"')"
same 'events of what is no request in the next hour' 61 "$(events_of csr.malformed)"
sound home
finish
