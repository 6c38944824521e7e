# runs: release
# timeout: 600
# renew and rotate-key meet a kill, EIO, ENOSPC or a power failure at any call: the directory has a whole pair, what was
# given out is recorded, and the same command again ends it. A sample of n; with --long each.
exec python3 -B "$PKIT_SOURCE/tests/faults/run.py" holders
