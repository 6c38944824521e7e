# runs: release
# timeout: 600
# Power fails at the n-th call that changes a file: all is undone that was not synced. Whoever comes next finds nothing
# half done, and the same command again ends as if nothing had happened. A sample of n; with --long each.
exec python3 -B "$PKIT_SOURCE/tests/faults/run.py" power
