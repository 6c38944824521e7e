// A request that came through a gate: one that is taken says the same when it is written again, and what its proof is
// over is the request that was sent.
#include "gate/request.h"

#include "base/json.h"
#include "targets.h"

namespace pkit::fuzz {

namespace {

GateRequest written_again(const GateRequest& request) { return parse_gate_request(to_json(unsigned_request(request))); }

Value without_proof(BytesView bytes) {
  Value sent = parse_json(as_text(bytes), "request");
  sent.erase("proof");
  return sent;
}

}  // namespace

int fuzz_gate(BytesView bytes) {
  const auto request =
      accepted({"json.", "gate.", "pem.", "der.", "certificate.", "name.", "san.", "signature.", "usage."},
               [&] { return parse_gate_request(std::string(as_text(bytes))); });
  if (!request) return 0;
  const GateRequest again = written_again(*request);
  PROMISE(again.operation == request->operation && again.request_id == request->request_id);
  PROMISE(again.time == request->time && again.wire.options == request->wire.options);
  PROMISE(again.wire.files == request->wire.files);
  if (request->proof) PROMISE(request->proof->request == canonical_json(without_proof(bytes)));
  return 0;
}

}  // namespace pkit::fuzz
