# runs: release
# timeout: 600
# Certificates that another CA makes: a kill, EIO, ENOSPC and a power failure at the n-th call that changes a file. The
# other CA makes one certificate, whatever was sent is never sent again, and the same command again ends with that
# certificate. A sample of n; with --long each.
exec python3 -B "$PKIT_SOURCE/tests/faults/run.py" gateway
