#include "certstores/done_before.h"

#include "certstores/changes/change_external.h"
#include "certstores/changes/swap.h"
#include "certstores/material.h"
#include "certstores/perform.h"
#include "certstores/view.h"

namespace pkit::certstores {

namespace {

std::string settled(Session& session, const store::CertStore& store) {
  const std::vector<Fd> lock = lock_store(session, store);
  return settle_open(session, store, operation_time(session, true)).told;
}

bool is_as_left(const ReadSession& session, const store::CertStore& store, const store::StoreChange& change) {
  return kind_named(store.kind).external ? is_done_at(session, store, change) : Swap(change.files).is_after();
}

/// Where an entry's name is its certificate's, the change has the new one's, and the one that was meant is gone.
bool is_of(const Session& session, const store::CertStore& store, const store::StoreChange& change,
           const std::string& alias) {
  const StoreKind& kind = kind_named(store.kind);
  if (alias.empty() || kind.aliases) return alias.empty() || lower(change.alias) == lower(alias);
  return !snapshot_of(session, store).contents.find(alias);
}

}  // namespace

bool has_entry(Session& session, const PutRequest& request, std::vector<std::string>& warnings) {
  const store::CertStore store = find_kept_store(session, request.store);
  const Addition addition = addition_of(request.material);
  if (std::string told = settled(session, store); !told.empty()) warnings.push_back(std::move(told));
  const Snapshot now = snapshot_of(session, store);
  const StoreKind& kind = kind_named(store.kind);
  const std::string wanted = kind.aliases ? lower(request.alias) : "";
  const auto is_meant = [&](const Entry& entry) {
    const std::string alias = lower(entry.alias);
    return wanted.empty() || alias == wanted || (kind.directory && alias.starts_with(wanted + ":"));
  };
  for (const Entry& entry : now.contents.entries)
    if (is_meant(entry) && equal(entry.certificate.der, addition.certificate.der) &&
        (!addition.key || entry.private_key))
      return true;
  warnings.clear();
  return false;
}

bool is_store(const ReadSession& session, const std::string& name, const std::string& path) {
  std::optional<store::CertStore> store;
  session.state.read([&](store::Read& read) { store = store::cert_stores::find(read, name); });
  const Path asked = absolute_path(path);
  std::error_code unknown;
  const Path real = std::filesystem::weakly_canonical(asked.parent_path(), unknown) / asked.filename();
  return store && store->name == name && Path(store->path) == real;
}

bool holds_change(Session& session, const std::string& word, const std::string& operation, const std::string& alias,
                  Time since) {
  const store::CertStore store = find_kept_store(session, word);
  settled(session, store);
  std::optional<store::StoreChange> last;
  session.state.read([&](store::Read& read) { last = store::store_changes::last_done(read, store.id); });
  const bool ours = last && last->operation == operation && last->started >= since && is_as_left(session, store, *last);
  return ours && is_of(session, store, *last, alias.empty() ? store.alias : alias);
}

}  // namespace pkit::certstores
