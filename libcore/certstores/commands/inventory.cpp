// store inventory and store diff: what is in stores, against what was there the last time.
#include "certstores/inventory.h"

#include <algorithm>

#include "base/text.h"
#include "certstores/changes/change_external.h"
#include "certstores/changes/swap.h"
#include "certstores/perform.h"
#include "certstores/view.h"

namespace pkit::certstores {

namespace {

struct Looked {
  store::CertStore store;
  std::optional<Snapshot> snapshot;
  std::optional<Error> error;
  Value view;
  bool drifted = false;

  bool whole() const { return snapshot && snapshot->contents.unread.empty(); }
};

std::vector<store::CertStore> chosen(Session& session, const InventoryRequest& request) {
  std::vector<store::CertStore> stores;
  for (const std::string& word : request.stores) stores.push_back(find_kept_store(session, word));
  if (!request.stores.empty()) return stores;
  session.state.read([&](store::Read& read) {
    for (store::CertStore& store : store::cert_stores::all(read))
      if (store.state == store::CertStoreState::kept) stores.push_back(std::move(store));
  });
  return stores;
}

/// What a killed command left is ended first, so that nobody takes a mixture for the store.
void settle(Session& session, const store::CertStore& store, Time now, Outcome& outcome) {
  std::optional<store::StoreChange> open;
  session.state.read([&](store::Read& read) { open = store::store_changes::open_one(read, store.id); });
  if (!open) return;
  const std::vector<Fd> lock = lock_store(session, store);
  const std::string told = settle_open(session, store, now).told;
  if (!told.empty()) outcome.warnings.push_back(store.name + ": " + told);
}

bool has_drifted(const Value& items) {
  return count_items(items, ItemStatus::unchanged) != static_cast<std::int64_t>(items.items().size());
}

Value view_of(const Looked& looked) {
  const bool failed = looked.error.has_value();
  Value view = Value::map({{"store", looked.store.name},
                           {"kind", looked.store.kind},
                           {"path", looked.store.path},
                           {"Result", failed           ? "Failure"
                                      : looked.whole() ? "Success"
                                                       : "Warning"},
                           {"complete", looked.whole()}});
  if (failed) {
    view.set("error", Value::map({{"code", looked.error->code()}, {"message", looked.error->what()}}));
    return view;
  }
  view.set("digest", looked.snapshot->sha256);
  view.set("items", items_view(looked.snapshot->contents, looked.store.inventory));
  if (!looked.whole()) view.set("unread", Value::list(looked.snapshot->contents.unread));
  return view;
}

Looked look(Session& session, const store::CertStore& store, Time now, Outcome& outcome) {
  Looked looked{.store = store, .snapshot = {}, .error = {}, .view = {}, .drifted = false};
  try {
    settle(session, store, now, outcome);
    looked.snapshot = snapshot_of(session, store);
    for (const std::string& remark : looked.snapshot->contents.remarks)
      outcome.warnings.push_back(store.name + ": " + remark);
    if (looked.snapshot->readable_by_others)
      outcome.warnings.push_back(store.name + ": others can read its private key: chmod o-r " + store.path);
    if (looked.whole() && looked.snapshot->contents.entries.empty())
      outcome.warnings.push_back(store.name + ": there is nothing in it");
  } catch (const Error& error) {
    if (error.kind() == Kind::internal) throw;
    looked.error = error;
  }
  looked.view = view_of(looked);
  looked.drifted = looked.snapshot && has_drifted(looked.view["items"]);
  return looked;
}

/// Did the last change that was made by pkit, since the last inventory, leave the store as it is now? Of a directory
/// the other files may be others than they were, and the entries of what a program keeps.
bool is_by_us(const ReadSession& session, const Looked& looked) {
  std::optional<store::StoreChange> last;
  session.state.read([&](store::Read& read) { last = store::store_changes::last_done(read, looked.store.id); });
  const StoreKind& kind = kind_named(looked.store.kind);
  if (!last || last->started < *looked.store.inventoried) return false;
  if (kind.external ? !is_as_left(looked.snapshot->contents, *last) : !Swap(last->files).is_after()) return false;
  if (!kind.directory && !kind.external) return true;
  const std::string unchanged = item_status_word(ItemStatus::unchanged);
  return std::ranges::all_of(looked.view["items"].items(), [&](const Value& item) {
    const std::string alias = item.text_or("Alias");
    return item.text_or("ItemStatus") == unchanged || alias.substr(0, alias.find(':')) == last->alias;
  });
}

/// The first inventory, or what pkit changed itself, is no drift.
EventDraft inventoried(const ReadSession& session, const Looked& looked) {
  const Value& items = looked.view["items"];
  const bool drifted = looked.store.inventoried && !is_by_us(session, looked);
  return {drifted ? "store.drifted" : "store.inventoried", looked.store.id,
          Value::map({{"store", looked.store.name},
                      {"added", count_items(items, ItemStatus::added)},
                      {"modified", count_items(items, ItemStatus::modified)},
                      {"removed", count_items(items, ItemStatus::removed)}})};
}

/// Of what was not read whole nothing is kept.
void add_kept(const ReadSession& session, TakenInventory& taken, const Looked& looked, Time now) {
  if (!looked.whole()) return;
  store::CertStore row = looked.store;
  row.inventory = kept_inventory(looked.snapshot->contents);
  row.inventoried = now;
  taken.rows.push_back(std::move(row));
  if (looked.drifted || !looked.store.inventoried) taken.events.push_back(inventoried(session, looked));
}

Error unread_error(const std::vector<Looked>& all) {
  std::vector<Fault> faults;
  Kind kind = Kind::input;
  for (const Looked& looked : all) {
    if (looked.error) {
      faults.push_back(
          {looked.error->kind(), looked.error->code(), looked.store.name, looked.error->what(), looked.error->hint()});
      if (faults.size() == 1) kind = looked.error->kind();
    } else {
      for (const std::string& text : looked.snapshot->contents.unread)
        faults.push_back({Kind::input, "certstore.unread", looked.store.name, text, {}});
    }
  }
  const Fault& first = faults.front();
  if (faults.size() == 1)
    return Error(kind, first.code == "certstore.unread" ? "certstore.unread" : first.code,
                 first.where + ": " + first.what, first.hint, faults);
  return Error(Kind::input, "certstore.unread",
               std::to_string(faults.size()) + " things could not be read: what is told is not all that is there", {},
               faults);
}

}  // namespace

void TakenInventory::write(store::Write& write) const {
  for (const store::CertStore& row : rows) require_written(store::cert_stores::take_inventory(write, row), row.name);
}

TakenInventory look_at_stores(Session& session, const InventoryRequest& request) {
  const Time now = operation_time(session, request.record);
  TakenInventory taken;
  Outcome& outcome = taken.outcome;
  std::vector<Looked> all;
  bool whole = true, drifted = false;
  for (const store::CertStore& store : chosen(session, request)) {
    all.push_back(look(session, store, now, outcome));
    whole = whole && all.back().whole();
    drifted = drifted || all.back().drifted;
  }
  Value views = Value::list();
  for (const Looked& looked : all) {
    views.push(looked.view);
    if (request.record) add_kept(session, taken, looked, now);
  }
  outcome.data.set("stores", std::move(views));
  if (!whole)
    outcome.error = unread_error(all);
  else if (!request.record && drifted)
    outcome.error = Error(Kind::denied, "certstore.drift", "a store is not as the last inventory found it",
                          "pkit store inventory takes it as it is");
  return taken;
}

Outcome take_inventories(Session& session, const InventoryRequest& request) {
  TakenInventory taken = look_at_stores(session, request);
  if (taken.rows.empty()) return std::move(taken.outcome);
  Change change;
  begin_change(change, session, operation_time(session, true));
  change.rows = [&](store::Write& write) { taken.write(write); };
  change.events = taken.events;
  commit(session, change);
  return std::move(taken.outcome);
}

}  // namespace pkit::certstores
