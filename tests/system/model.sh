# runs: release
# timeout: 600
# Random operations on pkit and on a model in memory, and what eight processes do at once: tests/model says how.
# PKIT_ROUNDS makes both longer, PKIT_SEED makes them others.
source "$PKIT_SOURCE/tests/tools/lib.sh"
export PKIT PYTHONDONTWRITEBYTECODE=1
mkdir walk race
(cd walk && python3 "$PKIT_SOURCE/tests/model/run.py" "${PKIT_ROUNDS:-80}" ${PKIT_SEED:-7}) || fail 'pkit and the model differ'
(cd race && python3 "$PKIT_SOURCE/tests/model/history.py" "$((${PKIT_ROUNDS:-100} / 10))" ${PKIT_SEED:-7}) ||
  fail 'a history has no order'
sound walk/home
sound race/home

# A model that is wrong in one rule is found out.
sed '/def close_others/,/closed/s/closed/waiting/' "$PKIT_SOURCE/tests/model/model.py" >model.py
cp "$PKIT_SOURCE"/tests/model/{pkit,run}.py .
if python3 run.py 400 7 >wrong.out; then fail 'a wrong model passes'; else grep -q 'the model says' wrong.out || fail 'the wrong model fails otherwise'; fi
finish
