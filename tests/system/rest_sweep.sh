# runs: release
# timeout: 600
# Every other command that changes a home, in each of its forms, meets a kill, EIO or ENOSPC where no other sweep lets it:
# what holds after those holds here. A sample of n; with --long each.
exec python3 -B "$PKIT_SOURCE/tests/faults/run.py" rest
