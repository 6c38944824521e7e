// What agents post about their jobs: what is taken names a session and a job, is the same however it is written, and
// every refusal is one of its contract.
#include "agents/wire.h"
#include "base/json.h"
#include "targets.h"

namespace pkit::fuzz {

namespace {

Value read(const std::string& text, const Fields& fields) {
  agents::MessageRequest request;
  request.message = text;
  request.message_name = "message";
  return agents::read_message(request, fields);
}

}  // namespace

int fuzz_agent_message(BytesView bytes) {
  const std::string text(as_text(bytes));
  for (const Fields* fields : {&agents::kConfigureFields, &agents::kInventoryUpdateFields, &agents::kEnrolFields,
                               &agents::kCompletionFields}) {
    const auto message = accepted({"json.", "agent."}, [&] { return read(text, *fields); });
    if (!message) continue;
    PROMISE(!message->text_or("SessionToken").empty() && !message->text_or("JobId").empty());
    PROMISE(to_json(read(to_pretty_json(*message), *fields)) == to_json(*message));
    if (const Value& status = (*message)["Status"]; status.is_int())
      PROMISE(status.as_int() >= 0 && status.as_int() <= 4);
  }
  return 0;
}

}  // namespace pkit::fuzz
