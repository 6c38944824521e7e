// `pkcs12`: keys with their certificates and trusted certificates, each under an alias, all under one password.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "certstores/entries.h"
#include "certstores/kind.h"
#include "digest/digest.h"
#include "x509/pkcs12.h"
#include "x509/pkcs12_edit.h"

namespace pkit::certstores {

namespace {

constexpr std::size_t kNoBag = static_cast<std::size_t>(-1);

/// `contents.entries[i]` is the certificate of bag `certificates[i]` and has the key of bag `keys[i]`.
struct Pkcs12Model {
  std::vector<x509::Pkcs12Bag> bags;
  Contents contents;
  std::vector<std::size_t> certificates, keys;
};

bool is_pkcs12_store(std::string_view bytes) { return x509::is_pkcs12(as_bytes(bytes)); }

std::string alias_of(const x509::Pkcs12Bag* key, const x509::Pkcs12Bag& certificate) {
  if (key && !key->alias.empty()) return key->alias;
  return certificate.alias.empty() ? thumbprint(certificate.certificate) : certificate.alias;
}

std::string stored_sha256(const x509::Pkcs12Bag* key, const x509::Pkcs12Bag& certificate) {
  Bytes all = certificate.sha256;
  if (key) all.insert(all.end(), key->sha256.begin(), key->sha256.end());
  return digest::sha256_hex(all);
}

void add_entry(Pkcs12Model& model, std::size_t at) {
  const x509::Pkcs12Bag& bag = model.bags[at];
  const x509::Pkcs12Bag* key = bag.key_of_certificate ? &model.bags[*bag.key_of_certificate] : nullptr;
  Entry entry;
  try {
    entry.certificate = x509::parse_certificate(bag.certificate);
  } catch (const Error& error) {
    model.contents.unread.push_back("the certificate of '" + printable(alias_of(key, bag)) + "': " + error.what());
    return;
  }
  entry.alias = alias_of(key, bag);
  entry.private_key = key != nullptr;
  entry.own_name = !bag.alias.empty();
  if (key) entry.key_form = key->encrypted_well ? "encrypted PKCS#8" : "weakly encrypted PKCS#8";
  entry.stored_sha256 = stored_sha256(key, bag);
  model.contents.entries.push_back(std::move(entry));
  model.certificates.push_back(at);
  model.keys.push_back(key ? *bag.key_of_certificate : kNoBag);
}

Pkcs12Model read_pkcs12_model(std::string_view bytes, const Secret& password) {
  Pkcs12Model model;
  if (bytes.empty()) return model;
  if (!is_pkcs12_store(bytes)) throw Error(Kind::input, "certstore.format", "it is no PKCS#12 file");
  x509::Pkcs12Inside inside = x509::pkcs12_bags(as_bytes(bytes), password);
  model.bags = std::move(inside.bags);
  model.contents.unread = std::move(inside.unread);
  for (std::size_t i = 0; i < model.bags.size(); ++i)
    if (model.bags[i].is == x509::Pkcs12Bag::Is::certificate) add_entry(model, i);
  for (std::size_t i = 0; i < model.bags.size(); ++i)
    if (model.bags[i].is == x509::Pkcs12Bag::Is::key &&
        std::find(model.keys.begin(), model.keys.end(), i) == model.keys.end()) {
      ++model.contents.lone_keys;
      model.contents.remarks.push_back("the key '" + printable(model.bags[i].alias) + "' has no certificate");
    }
  link_chains(model.contents.entries);
  return model;
}

Contents read_pkcs12_store(std::string_view bytes, const Secret& password) {
  return read_pkcs12_model(bytes, password).contents;
}

/// The bags of an entry: of its chain those that are no other's.
std::set<std::size_t> bags_of(const Pkcs12Model& model, const Entry& entry, bool with_key) {
  const auto at = static_cast<std::size_t>(&entry - model.contents.entries.data());
  std::set<std::size_t> bags{model.certificates[at]};
  if (with_key && model.keys[at] != kNoBag) bags.insert(model.keys[at]);
  for (const std::size_t i : own_chain(model.contents, at)) bags.insert(model.certificates[i]);
  return bags;
}

std::vector<std::string> aliases_of(const Pkcs12Model& model, const std::set<std::size_t>& bags) {
  std::vector<std::string> aliases;
  for (std::size_t i = 0; i < model.certificates.size(); ++i)
    if (bags.contains(model.certificates[i])) aliases.push_back(model.contents.entries[i].alias);
  return aliases;
}

bool has_certificate(const Pkcs12Model& model, const std::set<std::size_t>& dropped, const Bytes& der) {
  for (const std::size_t bag : model.certificates)
    if (!dropped.contains(bag) && equal(model.bags[bag].certificate, der)) return true;
  return false;
}

/// The entry, and each certificate of its chain that is not there for another one.
std::vector<x509::Pkcs12Added> added_bags(const Pkcs12Model& model, const std::set<std::size_t>& dropped,
                                          const Addition& addition, const Entry* there) {
  std::vector<x509::Pkcs12Added> added(1);
  x509::Pkcs12Added& own = added.front();
  own.certificate = addition.certificate.der;
  own.alias = there ? there->alias : new_alias(addition);
  const bool keeps_key = !addition.key && there && there->private_key;
  if (addition.key)
    own.pkcs8 = plain_pkcs8(*addition.key);
  else if (keeps_key)
    own.local_id = model.bags[model.keys[static_cast<std::size_t>(there - model.contents.entries.data())]].local_id;
  own.trusted = !addition.key && !keeps_key;
  for (const Bytes& der : addition.chain) {
    if (has_certificate(model, dropped, der)) continue;
    added.emplace_back();
    added.back().certificate = der;
  }
  return added;
}

/// The id that ties a key and its certificate: what edit_pkcs12() gives both of what is added.
Bytes local_id_of(const x509::Pkcs12Added& added) {
  if (added.pkcs8.empty()) return added.local_id;
  const auto id = digest::sha1(added.certificate);
  return {id.begin(), id.end()};
}

/// Would a reader take the key of one entry for that of the other? Each tells whose key it is by the ids, and by the
/// key alone where one of them has none.
bool is_mixed_up(const x509::Pkcs12Bag& certificate, const x509::Pkcs12Bag* key, const x509::Pkcs12Added& added) {
  if (!key && added.pkcs8.empty()) return false;
  const Bytes theirs = key ? key->local_id : certificate.local_id, own = local_id_of(added);
  return theirs.empty() || own.empty() || equal(theirs, own);
}

/// Error{conflict "certstore.taken"}: an entry that stays has the key of one that comes, and no reader could tell the
/// two apart.
void require_told_apart(const Pkcs12Model& model, const std::set<std::size_t>& dropped, const Entry* replaced,
                        const std::vector<x509::Pkcs12Added>& added) {
  for (const x509::Pkcs12Added& one : added) {
    const Bytes key_id = x509::parse_certificate(one.certificate).key.key_id();
    for (std::size_t i = 0; i < model.certificates.size(); ++i) {
      const Entry& entry = model.contents.entries[i];
      if (&entry == replaced || dropped.contains(model.certificates[i])) continue;
      if (!equal(entry.certificate.key.key_id(), key_id)) continue;
      const x509::Pkcs12Bag* key = model.keys[i] == kNoBag ? nullptr : &model.bags[model.keys[i]];
      if (!is_mixed_up(model.bags[model.certificates[i]], key, one)) continue;
      throw Error(
          Kind::conflict, "certstore.taken",
          (equal(entry.certificate.der, one.certificate) ? "that certificate" : "a certificate over the same key") +
              std::string(" is there already, as ") + printable(entry.alias),
          "--alias '" + printable(entry.alias) + "' --overwrite replaces it");
    }
  }
}

Edit put_pkcs12(std::string_view bytes, const Secret& password, const Addition& addition) {
  const Pkcs12Model model = read_pkcs12_model(bytes, password);
  const Entry* there = place_by_name(model.contents, addition);
  if (there && !addition.overwrite) return left_as_it_is(*there, addition);
  if (!there) require_free_alias(model.contents, new_alias(addition));
  if (there) require_same_key(*there, addition);
  if (there) require_unbound(model.contents, *there);
  Edit edit;
  edit.alias = there ? there->alias : new_alias(addition);
  std::set<std::size_t> dropped;
  if (there) dropped = bags_of(model, *there, addition.key.has_value());
  edit.gone = aliases_of(model, dropped);
  const std::vector<x509::Pkcs12Added> added = added_bags(model, dropped, addition, there);
  require_told_apart(model, dropped, there, added);
  edit.bytes = x509::edit_pkcs12(as_bytes(bytes), password, dropped, added);
  return edit;
}

Edit take_pkcs12(std::string_view bytes, const Secret& password, const std::string& alias) {
  const Pkcs12Model model = read_pkcs12_model(bytes, password);
  const std::vector<std::size_t> named = named_entries(model.contents, alias);
  if (named.empty()) return nothing_to_take(alias);
  Edit edit;
  edit.alias = model.contents.entries[named.front()].alias;
  std::set<std::size_t> dropped;
  for (const std::size_t i : named) {
    require_unbound(model.contents, model.contents.entries[i]);
    dropped.merge(bags_of(model, model.contents.entries[i], true));
  }
  edit.gone = aliases_of(model, dropped);
  edit.bytes = x509::edit_pkcs12(as_bytes(bytes), password, dropped, {});
  return edit;
}

/// One without a name of its own is found as the only one.
Keys pkcs12_keys(const World&, std::string_view bytes, const Secret& password, const Keyed& entries) {
  Keys keys;
  for (const Entry* entry : entries) {
    const bool named = entry->alias != thumbprint(entry->certificate);
    const std::string alias = named ? entry->alias : std::string();
    const x509::Pkcs12Opened opened = x509::open_pkcs12(as_bytes(bytes), password, alias);
    keys.push_back(x509::PrivateKey::read(opened.key_pem.reveal(), {}, "the key of " + printable(entry->alias)));
  }
  return keys;
}

}  // namespace

const StoreKind kPkcs12 = {.name = "pkcs12",
                           .summary = "keys, certificates and trusted certificates under one password",
                           .directory = false,
                           .password = true,
                           .aliases = true,
                           .many = true,
                           .keys = true,
                           .probe = is_pkcs12_store,
                           .read = read_pkcs12_store,
                           .put = put_pkcs12,
                           .take = take_pkcs12,
                           .keys_of = pkcs12_keys};

}  // namespace pkit::certstores
