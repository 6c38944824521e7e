// store export: an entry or a whole store as a file for somebody else. Keys go along where that is asked for by name.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "certstores/entries.h"
#include "certstores/keys.h"
#include "certstores/kinds/directory.h"
#include "certstores/perform.h"
#include "certstores/view.h"
#include "change/change.h"
#include "x509/key_form.h"
#include "x509/pem.h"
#include "x509/pkcs12_edit.h"

namespace pkit::certstores {

namespace {

[[noreturn]] void not_so(const char* what, const char* hint) {
  throw Error(Kind::usage, "option.combination", what, hint);
}

void require_sensible(const StoreExportRequest& request) {
  const bool word = !request.password.empty();
  if (request.format == "der" && request.with_key) not_so("DER has no key in it", "--as pem or --as pkcs12");
  if (request.format == "pkcs12" && !word) not_so("a PKCS#12 file has a password", "--password-file FILE");
  if (request.plain_key && (request.format != "pem" || !request.with_key || word))
    not_so("--plain-key is for --as pem --with-key without a password", "leave it out");
  if (request.format == "pem" && request.with_key && !word && !request.plain_key)
    not_so("a key is encrypted where it is not said otherwise", "--password-file FILE, or --plain-key");
  if (word && request.format != "pkcs12" && !request.with_key)
    not_so("without a key nothing is encrypted", "leave --password-file out, or --with-key");
}

/// What goes: the entry that is meant, or all that stand for themselves. The others go as their chains.
std::vector<const Entry*> chosen_entries(const store::CertStore& store, const Contents& contents,
                                         const std::string& alias) {
  std::vector<const Entry*> chosen;
  if (!alias.empty()) {
    const Entry* named = contents.find(alias);
    if (!named)
      throw Error(Kind::not_found, "certstore.entry", "there is no " + printable(alias) + " in " + store.name,
                  "pkit store inventory " + store.name);
    return {named};
  }
  for (const Entry& entry : contents.entries)
    if (entry.chain_of.empty()) chosen.push_back(&entry);
  if (chosen.empty()) throw Error(Kind::not_found, "certstore.entry", "there is nothing in " + store.name);
  return chosen;
}

struct Exported {
  const Entry* entry;
  std::optional<x509::PrivateKey> key;
};

std::vector<Exported> exported_entries(const std::vector<const Entry*>& chosen) {
  std::vector<Exported> all;
  for (const Entry* entry : chosen) {
    if (entry->ssh)
      throw Error(Kind::conflict, "certstore.no_certificate", "there are SSH keys in it, and no certificates",
                  "pkit ssh-key list");
    all.emplace_back().entry = entry;
  }
  return all;
}

void add_keys(const World& world, const Place& place, const StoreKind& kind, const Secret& password,
              std::vector<Exported>& all) {
  Keyed keyed;
  for (const Exported& one : all)
    if (one.entry->private_key) keyed.push_back(one.entry);
  if (keyed.empty())
    throw Error(Kind::not_found, "certstore.entry", "there is no key in what is to be exported",
                "leave --with-key out");
  Keys keys = keys_of(world, place, kind, password, keyed);
  auto key = keys.begin();
  for (Exported& one : all)
    if (one.entry->private_key) one.key = std::move(*key++);
}

Secret as_pem(const std::vector<Exported>& all, const Secret& word) {
  const auto form = word.empty() ? x509::KeyForm::pkcs8 : x509::KeyForm::encrypted_pkcs8;
  std::vector<Secret> pieces;
  std::size_t size = 0;
  const auto add = [&](Secret piece) {
    size += piece.reveal().size();
    pieces.push_back(std::move(piece));
  };
  for (const Exported& one : all) {
    add(Secret(x509::write_pem("CERTIFICATE", one.entry->certificate.der)));
    for (const Bytes& der : one.entry->chain) add(Secret(x509::write_pem("CERTIFICATE", der)));
    if (one.key) add(x509::key_in_form(*one.key, form, word));
  }
  std::string text;
  text.reserve(size);
  for (const Secret& piece : pieces) text += piece.reveal();
  return Secret(std::move(text));
}

Secret as_pkcs12(const std::vector<Exported>& all, const Secret& word) {
  std::vector<x509::Pkcs12Added> bags;
  std::set<Bytes> there;
  for (const Exported& one : all) {
    x509::Pkcs12Added& bag = bags.emplace_back();
    bag.certificate = one.entry->certificate.der;
    bag.alias = one.entry->alias;
    bag.trusted = !one.key;
    if (one.key) bag.pkcs8 = plain_pkcs8(*one.key);
    there.insert(bag.certificate);
  }
  for (const Exported& one : all)
    for (const Bytes& der : one.entry->chain)
      if (there.insert(der).second) bags.emplace_back().certificate = der;
  return x509::edit_pkcs12({}, word, {}, bags);
}

Secret as_der(const std::vector<Exported>& all) {
  if (all.size() == 1) return Secret(std::string(as_text(all.front().entry->certificate.der)));
  throw Error(Kind::usage, "certstore.alias", "DER is one certificate, and there are " + std::to_string(all.size()),
              "--alias says which one");
}

Value exported_view(const store::CertStore& store, const StoreExportRequest& request,
                    const std::vector<Exported>& all) {
  const auto keys = std::ranges::count_if(all, [](const Exported& one) { return one.key.has_value(); });
  Value aliases = Value::list();
  for (const Exported& one : all) aliases.push(one.entry->alias);
  return Value::map({{"store", store.name},
                     {"format", request.format},
                     {"aliases", std::move(aliases)},
                     {"keys", static_cast<std::size_t>(keys)}});
}

}  // namespace

ExportedStore export_store(Session& session, const StoreExportRequest& request) {
  require_sensible(request);
  const Time now = operation_time(session, true);
  const store::CertStore store = find_kept_store(session, request.store);
  const std::vector<Fd> lock = lock_store(session, store);
  require_closed_changes(session, store);
  const StoreKind& kind = kind_named(store.kind);
  if (request.with_key) require_own_file(kind, "its keys stay with the program that keeps it");
  const Snapshot snapshot = snapshot_of(session, store);
  if (!snapshot.contents.unread.empty())
    throw Error(Kind::input, "certstore.unread",
                store.name + " cannot be read whole: " + snapshot.contents.unread.front());
  std::vector<Exported> all = exported_entries(chosen_entries(store, snapshot.contents, request.alias));
  if (request.with_key) add_keys(session.world, place_of(store), kind, password_of(session, store), all);
  ExportedStore exported;
  exported.bytes = request.format == "der"      ? as_der(all)
                   : request.format == "pkcs12" ? as_pkcs12(all, request.password)
                                                : as_pem(all, request.password);
  exported.outcome.data = exported_view(store, request, all);
  Change change;
  begin_change(change, session, now);
  change.events = {{"store.exported", store.id, exported.outcome.data}};
  commit(session, change);
  return exported;
}

}  // namespace pkit::certstores
