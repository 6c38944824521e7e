# runs: release
# timeout: 600
# A renewal over a new key that meets a fault at its n-th call that changes a file: what was issued stays valid, the next
# command signs, whoever that is, and the same request again makes one renewal of it. A sample of n; with --long each.
exec python3 -B "$PKIT_SOURCE/tests/faults/run.py" renewal
