// The form in which agents post a registration: what is taken names a machine and is the same whatever stands around
// it, and every refusal is one of its contract.
#include "base/json.h"
#include "fleet/session_wire.h"
#include "targets.h"

namespace pkit::fuzz {

int fuzz_session(BytesView bytes) {
  const std::string text(as_text(bytes));
  const auto request = accepted({"json.", "session."}, [&] { return read_session_request(text, "request"); });
  if (!request) return 0;
  PROMISE(!request->client_machine.empty());
  PROMISE(!request->csr || !request->csr->empty());
  const auto again = read_session_request(to_pretty_json(parse_json(text, "request")), "again");
  PROMISE(again.client_machine == request->client_machine && again.capabilities == request->capabilities);
  PROMISE(again.parameters == request->parameters && again.agent_id == request->agent_id);
  return 0;
}

}  // namespace pkit::fuzz
