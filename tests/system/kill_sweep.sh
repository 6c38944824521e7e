# runs: release
# timeout: 900
# SIGKILL at the n-th call that changes a file, for every n of register and issue until they end by themselves, and a
# sample of n for approve and the other forms; with --long each. After it: what was given out is recorded, no serial is
# there twice, nothing is half done, doctor is content, and the same command again ends as if nothing had happened (7 only
# where it has given out everything and has no request id to know it by). What leaves something to be finished is swept
# twice: once the command itself comes back first, once a doctor does.
exec python3 -B "$PKIT_SOURCE/tests/faults/run.py" kill
