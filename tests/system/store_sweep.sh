# runs: release
# timeout: 600
# A certificate store whose change meets a kill, EIO, ENOSPC or a power failure is the old file or the new one (B3): each n
# of a put that is killed or loses power, a sample of the others; with --long each.
exec python3 -B "$PKIT_SOURCE/tests/faults/run.py" stores
