# What tests of a CA's answers share: beside `corp` a gateway `told`, whose adapter answers what is in answers/.
source "$TRANSCRIPTS/common/cadir.sh"

# new_told: the adapter answers with answers/PROCEDURE and fails where there is none. before-PROCEDURE, a script, is
# run between having the answer and giving it.
new_told() {
  new_cadir && mkdir answers && cat >told <<'END'
#!/bin/sh
cd "$(dirname "$0")" || exit 1
procedure=$(sed 's/.*"procedure":"\([A-Za-z]*\)".*/\1/')
answer=$(cat "answers/$procedure") || exit 1
echo "$procedure" >>calls
[ ! -e "before-$procedure" ] || sh "before-$procedure"
printf '%s' "$answer"
END
  chmod 755 told && sed -i "s|^adapters: {|& toldca: { exec: [$PWD/told], timeout: 10s },|" home/pkit.yaml &&
    echo "  told: { adapter: toldca, certificate: $PWD/corp/ca.crt }" >>home/pkit.yaml
}

# tells PROCEDURE ID STATUS [CERTIFICATE [REASON]]: that record, in the form of the procedure's answer.
tells() {
  jq -n --arg p "$1" --arg id "$2" --argjson status "$3" --rawfile certificate "${4:-/dev/null}" --arg reason "$5" \
    '{CARequestID: $id, Status: $status}
     + if $certificate == "" then {} else {Certificate: $certificate} end
     + if $reason == "" then {} else {RevocationReason: ($reason | tonumber)} end
     | if $p == "Synchronize" then {records: [.]} else . end' >"answers/$1"
}

# kept ID: state and reason, as they are kept.
kept() { pkit gateway get told "$1" --kept --format json | jq -r '.data.record | "\(.state) \(.RevocationReason // "")"'; }
