# runs: release
# timeout: 600
# The commands that issue nothing meet a kill, EIO and ENOSPC at their n-th call that changes a file: nothing is half
# done, and the same command again ends as if nothing had happened. A sample of n; with --long each.
exec python3 -B "$PKIT_SOURCE/tests/faults/run.py" others
