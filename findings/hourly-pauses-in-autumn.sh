# systemd: an "hourly" timer pauses for two hours when summer time ends, and a time of day that is skipped in spring has no run.
#
# Guessed: each hour that passes has its run, and a time that does not exist is made up for, as Debian's cron does. Seen with
# systemd 252 (Debian 12), in a zone with summer time: of the hour that comes twice in autumn only the first is seen, so that
# "hourly" leaves 2 hours between two runs, and "*:0/30" 90 minutes; in spring "*-*-* 02:30:00" has no run on that day, and
# "Sun 02:30" none in that week. systemd.time(7) does not say it. A list of revoked certificates that is valid for little
# more than an hour expires meanwhile: OnCalendar for such a job ends with UTC ("*-*-* *:00:00 UTC"), which has neither.
# Needs systemd-analyze and the time zones of tzdata. Ends with 1 where it behaves otherwise.
set -eu
export LC_ALL=C TZ=Europe/Berlin
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
systemctl --version | head -n 1
# runs FROM TIMES: when it elapses from then on.
runs() {
  echo "$2:" "$(systemd-analyze calendar --iterations=4 --base-time="$1" "$2" |
    sed -nE 's/.*(Iter[^:]*|Next elapse): [A-Z][a-z]+ [0-9]+-([0-9-]+) ([0-9:]+):00 ([A-Z]+)$/\2 \3 \4,/p' | tr '\n' ' ')"
}
{
  runs '2027-10-31 00:30:00' hourly
  runs '2027-10-31 01:45:00' '*:0/30'
  runs '2027-10-31 00:30:00' '*-*-* *:00:00 UTC'
  runs '2027-03-26 12:00:00' '*-*-* 02:30:00'
  runs '2027-03-20 12:00:00' 'Sun 02:30'
} | tee told
diff told - <<'END'
hourly: 10-31 01:00 CEST, 10-31 02:00 CEST, 10-31 03:00 CET, 10-31 04:00 CET, 
*:0/30: 10-31 02:00 CEST, 10-31 02:30 CEST, 10-31 03:00 CET, 10-31 03:30 CET, 
*-*-* *:00:00 UTC: 10-31 01:00 CEST, 10-31 02:00 CEST, 10-31 02:00 CET, 10-31 03:00 CET, 
*-*-* 02:30:00: 03-27 02:30 CET, 03-29 02:30 CEST, 03-30 02:30 CEST, 03-31 02:30 CEST, 
Sun 02:30: 03-21 02:30 CET, 04-04 02:30 CEST, 04-11 02:30 CEST, 04-18 02:30 CEST, 
END
echo 'as described'
