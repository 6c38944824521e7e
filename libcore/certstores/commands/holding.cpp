#include "certstores/holding.h"

#include "certstores/view.h"

namespace pkit::certstores {

namespace {

std::vector<store::CertStore> chosen(const ReadSession& session, const std::vector<std::string>& words) {
  std::vector<store::CertStore> stores;
  for (const std::string& word : words) stores.push_back(find_kept_store(session, word));
  if (!words.empty()) return stores;
  session.state.read([&](store::Read& read) {
    for (store::CertStore& store : store::cert_stores::all(read))
      if (store.state == store::CertStoreState::kept) stores.push_back(std::move(store));
  });
  return stores;
}

}  // namespace

std::vector<Holding> holdings_of(const ReadSession& session, const std::string& key_id,
                                 const std::vector<std::string>& stores) {
  std::vector<Holding> holdings;
  for (const store::CertStore& store : chosen(session, stores)) {
    const Snapshot now = snapshot_of(session, store);
    if (!now.contents.unread.empty())
      throw Error(Kind::input, "certstore.unread",
                  store.name + " cannot be read whole: " + now.contents.unread.front());
    for (const Entry& entry : now.contents.entries)
      if (entry.private_key && to_hex(entry.certificate.key.key_id()) == key_id)
        holdings.push_back({store, entry.alias, entry.certificate});
  }
  return holdings;
}

}  // namespace pkit::certstores
