# runs: release
# timeout: 600
# Kill, failing calls, a full disk and power failures while CRLs and OCSP answers are made, and while events are told.
source "$PKIT_SOURCE/tests/tools/lib.sh"
exec python3 -B "$PKIT_SOURCE/tests/faults/run.py" revocation
