#include "certstores/done_before.h"

#include "certstores/material.h"
#include "certstores/perform.h"
#include "certstores/swap.h"
#include "certstores/view.h"

namespace pkit::certstores {

namespace {

std::string settled(Session& session, const store::CertStore& store) {
  const std::vector<Fd> lock = lock_store(session.world, store);
  return settle_open(session, store, operation_time(session, true)).told;
}

}  // namespace

bool has_entry(Session& session, const PutRequest& request, std::vector<std::string>& warnings) {
  const store::CertStore store = find_kept_store(session, request.store);
  const Addition addition = addition_of(request.material);
  if (std::string told = settled(session, store); !told.empty()) warnings.push_back(std::move(told));
  const Snapshot now = take_snapshot(place_of(store), kind_named(store.kind), password_of(session, store));
  for (const Entry& entry : now.contents.entries)
    if (equal(entry.certificate.der, addition.certificate.der) && (!addition.key || entry.private_key)) return true;
  warnings.clear();
  return false;
}

bool is_store(const ReadSession& session, const std::string& name, const std::string& path) {
  std::optional<store::CertStore> store;
  session.state.read([&](store::Read& read) { store = store::cert_stores::find(read, name); });
  return store && store->name == name && Path(store->path).filename() == Path(path).filename();
}

bool holds_change(Session& session, const std::string& word, const std::string& operation, Time since) {
  const store::CertStore store = find_kept_store(session, word);
  settled(session, store);
  std::optional<store::StoreChange> last;
  session.state.read([&](store::Read& read) { last = store::store_changes::last_done(read, store.id); });
  return last && last->operation == operation && last->started >= since && Swap(last->files).is_after();
}

}  // namespace pkit::certstores
