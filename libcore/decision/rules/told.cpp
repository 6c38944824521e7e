#include "decision/told.h"

#include "base/json.h"
#include "store/events.h"

namespace pkit {

namespace {

bool tells_of(store::Read& read, const store::Event& event, const store::Registration& registration) {
  if (event.subject != registration.id || !event.kind.starts_with("registration.")) return false;
  if (!store::events::is_as_appended(read, event)) return false;
  const Value data = parse_json(as_text(event.data), event.kind);
  return data.text_or("registration") == store::registrations::row_sha256(registration);
}

}  // namespace

Value telling(Value data, const store::Registration& registration) {
  data.set("registration", store::registrations::row_sha256(registration));
  return data;
}

Value telling(const ReadSession& session, Value data, const store::RegistrationMark& moved) {
  std::optional<store::Registration> row;
  session.state.read([&](store::Read& read) { row = store::registrations::find(read, moved.id); });
  if (!row) throw Error(Kind::state, "store.corrupt", "there is no registration " + moved.id, "pkit doctor");
  row->state = moved.state;
  row->reason = moved.reason;
  row->decided_by = moved.decided_by;
  row->updated = moved.updated;
  return telling(std::move(data), *row);
}

void require_as_told(const ReadSession& session, const store::Registration& registration) {
  if (registration.event == 0) return;
  bool is_told = false;
  session.state.read([&](store::Read& read) {
    const std::optional<store::Event> event = store::events::find(read, registration.event);
    is_told = event && tells_of(read, *event, registration);
  });
  if (is_told) return;
  throw Error(Kind::state, "registration.changed",
              registration.id + " is not what was registered: the history tells of another request",
              "nothing is decided on it: pkit doctor, and have it registered anew");
}

}  // namespace pkit
