# runs: release
# timeout: 600
# The commands that take many at once meet a kill, EIO, ENOSPC and a power failure at their n-th call that changes a
# file: what was told holds, no CSR has two certificates, and the same command again does the rest. A sample of n; with
# --long each.
exec python3 -B "$PKIT_SOURCE/tests/faults/run.py" batches
