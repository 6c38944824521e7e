// doctor's look at changes of certificate stores that a kill cut short: each is ended, and what is there then is told.
#include "care/doctor.h"
#include "certstores/perform.h"
#include "certstores/view.h"

namespace pkit {

namespace {

void end_change(Session& session, const store::StoreChange& change, Check& check) {
  const store::CertStore store = certstores::find_store(session, change.store);
  try {
    const std::vector<Fd> lock = certstores::lock_store(session, store);
    const std::string told = certstores::settle_open(session, store, operation_time(session, true)).told;
    if (!told.empty()) check.tell(store.name + ": " + told);
  } catch (const Error& error) {
    if (error.code() == "output.busy") return check.tell("somebody is at " + store.name);
    check.find("store-change", "a change of the store " + store.name + " was cut short: " + error.what());
  }
}

}  // namespace

void check_store_changes(Session& session, Check& check) {
  std::vector<store::StoreChange> open;
  session.state.read([&](store::Read& read) { open = store::store_changes::all_open(read); });
  for (const store::StoreChange& change : open) end_change(session, change, check);
}

}  // namespace pkit
