#include "change/change.h"

#include <unistd.h>

#include "change/refusal.h"
#include "home/process.h"
#include "store/meta.h"
#include "store/requests.h"

namespace pkit {

namespace {

/// Who was slower than its lease finds that another process answers for the request now.
void write_request(store::Write& write, const Change& change) {
  const std::string holder = process_identity(::getpid());
  const bool held =
      change.request_subject.empty()
          ? store::requests::release(write, change.requester, change.request_id, holder)
          : store::requests::bind(write, change.requester, change.request_id, holder, change.request_subject);
  if (!held)
    throw Error(Kind::conflict, "request.running",
                "request '" + printable(change.request_id) + "' was taken over by another process",
                "ask again with the same id");
}

/// False where one of them was only counted.
bool write_events(store::Write& write, const Change& change) {
  bool all_told = true;
  for (const EventDraft& event : change.events)
    if (event.counted)
      all_told = tell_refusal(write, change.now, change.actor, event.kind, event.subject, event.data) && all_told;
    else
      store::events::append(write, change.now, change.actor, event.kind, event.subject, event.data);
  return all_told;
}

}  // namespace

void write_change(store::Write& write, const Change& change) {
  if (write_events(write, change) && change.attempt) store::attempts::insert(write, *change.attempt);
  if (!change.request_id.empty()) write_request(write, change);
  if (change.to_keep) store::kept_trees::put(write, *change.to_keep);
  store::meta::seen(write, change.now);
}

}  // namespace pkit
