# runs: release
# timeout: 600
# A renewal over a new key, or an addition, that meets a fault at its n-th call that changes a file: what was issued stays
# valid, the next command signs, whoever that is, doctor finishes it and is content, and the same request again makes one
# of it. A sample of n; with --long each.
python3 -B "$PKIT_SOURCE/tests/faults/run.py" renewal && mkdir authorities && cd authorities &&
  exec python3 -B "$PKIT_SOURCE/tests/faults/run.py" authorities
