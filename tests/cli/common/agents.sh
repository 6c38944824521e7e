# What transcripts of agents share: a message of an agent to the gate, made by jq and openssl alone.

# say MACHINE OPERATION JSON: signed by the key in MACHINE/tls; the reply. With no MACHINE it is not signed. `id` is its
# request id, where it matters.
say() {
  local files body message signature
  files=$(jq -cn --arg request "$(printf %s "$3" | base64 -w0)" '{request: $request}')
  [ -n "$1" ] && files=$(jq -c --arg cert "$(base64 -w0 "$1/tls/cert.pem")" '. + {cert: $cert}' <<<"$files")
  body=$(jq -cnS --arg operation "$2" --arg id "${id:-$RANDOM$RANDOM$RANDOM}" --arg time "$(date -u +%Y-%m-%dT%H:%M:%S.%3NZ)" --argjson files "$files" \
    '{version: 1, operation: $operation, requestId: $id, time: $time, options: {}, files: $files}')
  if [ -n "$1" ]; then
    printf %s "$body" >body
    openssl x509 -in home/ca/issuing.crt -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256 -binary >issuer
    { printf pkit-proof-v1; cat issuer body; } | openssl dgst -sha256 -binary >message
    signature=$(openssl dgst -sha256 -sign "$1/tls/key.pem" message | base64 -w0)
    body=$(jq -c --arg signature "$signature" '. + {proof: {signature: $signature}}' <<<"$body")
  fi
  printf %s "$body" | pkit gate --home home
}

# about JSON: with the token and the job that are at hand.
about() { jq -cn --arg token "$token" --arg job "$job" --argjson more "${1:-{\}}" '{SessionToken: $token, JobId: $job} + $more'; }

# possession KEY CSR: that KEY is in the hands of who asks for a certificate by CSR, in this session and for this job.
possession() {
  {
    printf pkit-agent-enrol-v1
    printf %s "$token" | openssl dgst -sha256 -binary
    openssl req -in "$2" -outform DER | openssl dgst -sha256 -binary
    printf %s "$job"
  } | openssl dgst -sha256 -binary >shown
  openssl dgst -sha256 -sign "$1" shown | base64 -w0
}
