#include "certstores/changes/change_record.h"

#include "change/change.h"

namespace pkit::certstores {

namespace {

EventDraft told(const store::CertStore& store, const store::StoreChange& change, const char* kind,
                const std::string& why) {
  Value files = Value::list();
  for (const store::ChangedFile& file : change.files)
    files.push(Value::map({{"path", file.path}, {"before", file.before}, {"after", file.after}}));
  Value data = Value::map(
      {{"store", store.name}, {"operation", change.operation}, {"alias", change.alias}, {"files", std::move(files)}});
  if (!why.empty()) data.set("reason", why);
  return {kind, store.id, std::move(data)};
}

}  // namespace

void record_change(Session& session, const store::StoreChange& open) {
  session.database.write([&](store::Write& write) { store::store_changes::insert(write, open); });
}

void close_change(Session& session, const store::CertStore& store, const store::StoreChange& open, Time now, bool done,
                  const std::string& why) {
  Change change;
  begin_change(change, session, now);
  change.rows = [&](store::Write& write) {
    require_written(store::store_changes::close(write, open.id,
                                                done ? store::StoreChangeState::done : store::StoreChangeState::undone),
                    open.id);
  };
  change.events = {told(store, open, done ? "store.changed" : "store.unchanged", why)};
  commit(session, change);
}

}  // namespace pkit::certstores
