#include "certstores/view.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "certstores/entries.h"
#include "certstores/perform.h"

namespace pkit::certstores {

namespace {

Value encoded_certificates(const Entry& entry) {
  Value list = Value::list();
  list.push(to_base64(entry.certificate.der));
  for (const Bytes& der : entry.chain) list.push(to_base64(der));
  return list;
}

Value kept_entry(const Entry& entry) {
  Value kept = Value::map(
      {{"Alias", entry.alias}, {"PrivateKeyEntry", entry.private_key}, {"fingerprint", entry.fingerprint()}});
  if (entry.ssh) kept.set("options", storable(entry.ssh->options));
  return kept;
}

/// What was kept of an inventory, by alias in lower case.
class Former {
 public:
  explicit Former(const Value& kept) {
    if (!kept.is_list()) return;
    for (const Value& one : kept.items()) by_alias_.emplace(lower(one.text_or("Alias")), &one);
  }

  /// T-B2: by the certificate; where a name has another one, or its key is gone or has come, it was modified. So was an
  /// SSH key with other options.
  ItemStatus status_of(const Entry& entry) const {
    const auto [begin, end] = by_alias_.equal_range(lower(entry.alias));
    if (begin == end) return ItemStatus::added;
    const Value now = kept_entry(entry);
    const bool known = std::any_of(begin, end, [&](const auto& one) { return is_same(*one.second, now); });
    return known ? ItemStatus::unchanged : ItemStatus::modified;
  }

 private:
  /// Of what was kept before options were, nothing is known of them.
  static bool is_same(const Value& kept, const Value& now) {
    return std::ranges::all_of(now.members(), [&](const auto& member) {
      return member.first == "Alias" || kept[member.first].is_null() || kept[member.first] == member.second;
    });
  }

  std::multimap<std::string, const Value*> by_alias_;
};

/// An SSH key, by the words that other systems have for its fields.
Value ssh_item_view(const Entry& entry, const Former& former) {
  Value view = Value::map({{"Alias", entry.alias},
                           {"ItemStatus", item_status_word(former.status_of(entry))},
                           {"PrivateKeyEntry", false},
                           {"fingerprint", entry.alias},
                           {"keytype", entry.ssh->key.keytype},
                           {"keylength", entry.ssh->key.keylength}});
  if (!entry.ssh->comment.empty()) view.set("comment", entry.ssh->comment);
  if (!entry.ssh->options.empty()) view.set("options", entry.ssh->options);
  return view;
}

Value item_view(const Entry& entry, const Former& former) {
  if (entry.ssh) return ssh_item_view(entry, former);
  Value view = Value::map({{"Alias", entry.alias},
                           {"ItemStatus", item_status_word(former.status_of(entry))},
                           {"PrivateKeyEntry", entry.private_key},
                           {"UseChainLevel", !entry.chain.empty()},
                           {"Thumbprint", thumbprint(entry.certificate)},
                           {"subject", entry.certificate.subject.text()},
                           {"serial", entry.certificate.serial_hex()},
                           {"notAfter", print_time(entry.certificate.not_after)},
                           {"fingerprint", entry.certificate.fingerprint()}});
  if (!entry.key_form.empty()) view.set("keyForm", entry.key_form);
  if (!entry.chain_of.empty()) view.set("chainOf", entry.chain_of);
  view.set("Certificates", encoded_certificates(entry));
  return view;
}

}  // namespace

Value store_view(const store::CertStore& store) {
  Value view = Value::map({{"id", store.id}, {"name", store.name}, {"kind", store.kind}, {"path", store.path}});
  const auto set_given = [&](const char* key, const std::string& text) {
    if (!text.empty()) view.set(key, text);
  };
  set_given("keyPath", store.key_path);
  set_given("alias", store.alias);
  set_given("password", store.password);
  if (store.reload.is_list() && !store.reload.items().empty()) view.set("reload", store.reload);
  set_given("prove", store.prove);
  view.set("onFailure", store.on_failure);
  view.set("state", store::state_word(store.state));
  if (store.inventoried) {
    view.set("inventoried", print_time(*store.inventoried));
    view.set("entries", store.inventory.items().size());
  }
  view.set("created", print_time(store.created));
  return view;
}

Value kept_inventory(const Contents& contents) {
  Value kept = Value::list();
  for (const Entry& entry : contents.entries) kept.push(kept_entry(entry));
  return kept;
}

Value items_view(const Contents& contents, const Value& kept_before) {
  Value items = Value::list();
  const Former former(kept_before);
  std::multiset<std::string> there;
  for (const Entry& entry : contents.entries) {
    items.push(item_view(entry, former));
    there.insert(lower(entry.alias));
  }
  if (!kept_before.is_list() || !contents.unread.empty()) return items;
  for (const Value& kept : kept_before.items()) {
    // Each that is there stands for one that was: of a key with two lines one may have gone.
    if (const auto one = there.find(lower(kept.text_or("Alias"))); one != there.end()) {
      there.erase(one);
      continue;
    }
    Value gone = kept;
    gone.set("ItemStatus", item_status_word(ItemStatus::removed));
    items.push(std::move(gone));
  }
  return items;
}

const char* item_status_word(ItemStatus status) {
  constexpr const char* words[] = {"added", "modified", "removed", "unchanged"};
  return words[static_cast<std::size_t>(status)];
}

std::int64_t count_items(const Value& items, ItemStatus status) {
  return std::ranges::count_if(items.items(), [word = item_status_word(status)](const Value& item) {
    return item.text_or("ItemStatus") == word;
  });
}

store::CertStore find_kept_store(const ReadSession& session, const std::string& word) {
  store::CertStore store = find_store(session, word);
  if (store.state == store::CertStoreState::found)
    throw Error(Kind::conflict, "certstore.found", store.name + " was found, and nobody has approved of it yet",
                "pkit store approve " + store.name);
  return store;
}

void require_closed_changes(const ReadSession& session, const store::CertStore& store) {
  std::optional<store::StoreChange> open;
  const auto look = [&] {
    session.state.read([&](store::Read& read) { open = store::store_changes::open_one(read, store.id); });
  };
  look();
  if (!open) return;
  // Whoever is at it has the lock until it is over; what is open then was cut short.
  const std::vector<Fd> lock = lock_store(session, store);
  look();
  if (open)
    throw Error(Kind::conflict, "certstore.open", "a change of " + store.name + " was cut short",
                "pkit store inventory " + store.name + " ends it");
}

void require_own_file(const StoreKind& kind, const char* why) {
  if (!kind.external) return;
  throw Error(Kind::conflict, "certstore.external", std::string("another program keeps the store: ") + why,
              "do it with that program; pkit store inventory tells what is there");
}

store::CertStore find_store(const ReadSession& session, const std::string& word) {
  std::optional<store::CertStore> found;
  std::vector<std::string> names;
  session.state.read([&](store::Read& read) {
    found = store::cert_stores::find(read, word);
    if (found) return;
    for (const store::CertStore& store : store::cert_stores::all(read)) names.push_back(store.name);
  });
  if (found) return *found;
  const std::string near = nearest(word, names);
  throw Error(Kind::not_found, "certstore.unknown", "there is no store '" + printable(word) + "'",
              near.empty() ? "pkit store list" : "did you mean '" + near + "'?");
}

}  // namespace pkit::certstores
