# runs: release
# timeout: 600
# The n-th call that changes a file fails with EIO or ENOSPC, for every n or, where there are many, a sample of them; with
# --long for every one. The command ends with 9 and names the file, or has got over it; no certificate is given out that
# is not recorded, nothing is half there, and the same command again ends well.
exec python3 -B "$PKIT_SOURCE/tests/faults/run.py" failing
