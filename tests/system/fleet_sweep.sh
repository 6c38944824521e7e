# runs: release
# timeout: 600
# Kept keys, generated metadata and what is recorded of orchestrators meet a kill, EIO, ENOSPC and a power failure (T-A26): a
# sample of n; with --long each.
exec python3 -B "$PKIT_SOURCE/tests/faults/run.py" fleet
