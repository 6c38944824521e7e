// Certificate stores beside the home, as they are now against their last inventory. Nothing is recorded, and what a
// killed command left is told and not ended.
#include "certstores/view.h"
#include "report/report.h"

namespace pkit::report {

namespace {

/// "2 changed, 1 removed": how many items have which status; empty where all are unchanged.
std::string differences(const Value& items) {
  std::map<std::string, int> counts;
  for (const Value& item : items.items()) ++counts[item.text_or("ItemStatus")];
  counts.erase(certstores::item_status_word(certstores::ItemStatus::unchanged));
  std::vector<std::string> parts;
  for (const auto& [status, count] : counts) parts.push_back(std::to_string(count) + " " + status);
  return join(parts, ", ");
}

/// Sets state and why.
void look(const ReadSession& session, const store::CertStore& store, StoreLine& line) {
  const certstores::Snapshot now = certstores::snapshot_of(session, store);
  line.entries = static_cast<std::int64_t>(now.contents.entries.size());
  if (!now.contents.unread.empty()) {
    line.state = StoreStanding::not_read_whole;
    line.why = join(now.contents.unread, "; ");
  } else if (store.inventory.is_null()) {
    line.state = StoreStanding::never_looked_at;
    line.why = "pkit store inventory " + store.name;
  } else {
    line.why = differences(certstores::items_view(now.contents, store.inventory));
    line.state = line.why.empty() ? StoreStanding::as_it_was : StoreStanding::drifted;
  }
}

StoreLine line_of(const ReadSession& session, const store::CertStore& store, bool open) {
  StoreLine line{.name = store.name, .kind = store.kind, .path = store.path, .inventoried = store.inventoried};
  if (store.state == store::CertStoreState::found) {
    line.state = StoreStanding::found;
    line.why = "nobody has approved of it yet: pkit store approve " + store.name;
    return line;
  }
  if (open) {
    line.state = StoreStanding::being_changed;
    line.why = "a change of it is under way, or was cut short: pkit store diff " + store.name;
    return line;
  }
  try {
    look(session, store, line);
  } catch (const Error& error) {
    if (error.kind() == Kind::internal) throw;
    line.state = StoreStanding::unreadable;
    line.why = error.what();
  }
  return line;
}

}  // namespace

std::vector<StoreLine> look_at_stores(const ReadSession& session) {
  std::vector<std::pair<store::CertStore, bool>> stores;
  session.state.read([&](store::Read& read) {
    for (store::CertStore& store : store::cert_stores::all(read)) {
      const bool open = store::store_changes::open_one(read, store.id).has_value();
      stores.emplace_back(std::move(store), open);
    }
  });
  std::vector<StoreLine> lines;
  for (const auto& [store, open] : stores) lines.push_back(line_of(session, store, open));
  return lines;
}

}  // namespace pkit::report
