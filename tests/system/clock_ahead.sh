# runs: release
# A clock that was ahead once locks the home until then: doctor names it, and mends it where it is told to.
source "$PKIT_SOURCE/tests/tools/lib.sh"
make_home home --key-type ed25519
make_csr web1
handlers home "$everyone"
expect 0 pkit doctor --home home --repair
# As if a command had run three years from now.
sql home 'UPDATE meta SET highest_time = highest_time + 3 * 365 * 86400000'
expect 9 pkit issue --home home --csr web1.csr --out web1.crt
says '--reset-clock'
expect 9 pkit doctor --home home
says clock-ahead out
says 'pkit doctor --repair --reset-clock' out
expect 9 pkit doctor --home home --repair
expect 2 pkit doctor --home home --reset-clock
expect 0 pkit doctor --home home --repair --reset-clock
says 'mended  clock-ahead' out
same 'events of it' '1 1' "$(sql home "SELECT group_concat(n, ' ') FROM (SELECT count(*) AS n FROM events
  WHERE kind IN ('clock.reset', 'home.repaired') GROUP BY kind)")"
expect 0 pkit issue --home home --csr web1.csr --out web1.crt
sound home
# Where the clock is right there is nothing to reset.
expect 0 pkit doctor --home home --repair --reset-clock
same 'events of it after another' 1 "$(sql home "SELECT count(*) FROM events WHERE kind = 'clock.reset'")"
finish
