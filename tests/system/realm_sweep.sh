# runs: release
# timeout: 600
# A realm's enrolment, its requirements and the later login meet a kill, EIO, ENOSPC and a power failure at the n-th call
# that changes a file: one order, one certificate, one answer. A sample of n; with --long each.
exec python3 -B "$PKIT_SOURCE/tests/faults/run.py" realms
