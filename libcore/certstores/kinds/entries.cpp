#include "certstores/entries.h"

#include <algorithm>

#include "base/text.h"
#include "digest/digest.h"
#include "x509/pem.h"

namespace pkit::certstores {

namespace {

bool is_root(const x509::Certificate& certificate) { return certificate.issuer.same_as(certificate.subject); }

/// The one of `pool` that issued `child` and was not taken yet; its size where there is none.
template <class Pool, class Certificate>
std::size_t issuer_in(const Pool& pool, const std::vector<bool>& taken, const x509::Certificate& child,
                      Certificate certificate) {
  for (std::size_t i = 0; i < pool.size(); ++i) {
    const x509::Certificate& candidate = certificate(pool[i]);
    if (!taken[i] && x509::issued_by(child, candidate)) return i;
  }
  return pool.size();
}

}  // namespace

std::string thumbprint(BytesView der) { return to_hex(digest::sha1(der)); }
std::string thumbprint(const x509::Certificate& certificate) { return thumbprint(certificate.der); }

void link_chains(std::vector<Entry>& entries) {
  const auto certificate = [](const Entry& entry) -> const x509::Certificate& { return entry.certificate; };
  for (Entry& leaf : entries) {
    if (!leaf.private_key) continue;
    std::vector<bool> taken(entries.size(), false);
    for (std::size_t i = 0; i < entries.size(); ++i) taken[i] = entries[i].private_key;
    const x509::Certificate* last = &leaf.certificate;
    while (!is_root(*last)) {
      const std::size_t next = issuer_in(entries, taken, *last, certificate);
      if (next == entries.size()) break;
      taken[next] = true;
      last = &entries[next].certificate;
      leaf.chain.push_back(last->der);
      if (entries[next].chain_of.empty() && !entries[next].own_name) entries[next].chain_of = leaf.alias;
    }
  }
}

std::vector<std::size_t> own_chain(const Contents& contents, std::size_t entry) {
  const std::vector<Entry>& entries = contents.entries;
  const auto is_in = [&](std::size_t holder, const Bytes& der) {
    return std::find(entries[holder].chain.begin(), entries[holder].chain.end(), der) != entries[holder].chain.end();
  };
  std::vector<std::size_t> own;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].chain_of.empty() || !is_in(entry, entries[i].certificate.der)) continue;
    bool others = false;
    for (std::size_t k = 0; k < entries.size(); ++k) others |= k != entry && is_in(k, entries[i].certificate.der);
    if (!others) own.push_back(i);
  }
  return own;
}

std::vector<Bytes> ordered_chain(const x509::Certificate& leaf, const std::vector<x509::Certificate>& pool) {
  std::vector<bool> taken(pool.size(), false);
  for (std::size_t i = 0; i < pool.size(); ++i) {  // once is enough of each, and of the leaf
    taken[i] = equal(pool[i].der, leaf.der);
    for (std::size_t k = 0; k < i; ++k) taken[i] = taken[i] || equal(pool[i].der, pool[k].der);
  }
  const auto certificate = [](const x509::Certificate& each) -> const x509::Certificate& { return each; };
  std::vector<Bytes> chain;
  const x509::Certificate* last = &leaf;
  while (!is_root(*last)) {
    const std::size_t next = issuer_in(pool, taken, *last, certificate);
    if (next == pool.size()) break;
    taken[next] = true;
    last = &pool[next];
    if (!is_root(*last)) chain.push_back(last->der);
  }
  for (std::size_t i = 0; i < pool.size(); ++i)
    if (!taken[i])
      throw Error(
          Kind::input, "certstore.chain",
          "'" + printable(pool[i].subject.text()) + "' is not in the chain of '" + printable(leaf.subject.text()) + "'",
          "only its issuers belong there");
  return chain;
}

const Entry* place_by_name(const Contents& contents, const Addition& addition) {
  if (!addition.alias.empty()) return contents.find(addition.alias);
  std::vector<const Entry*> with_key;
  for (const Entry& entry : contents.entries) {
    if (entry.private_key && equal(entry.certificate.key.key_id(), addition.certificate.key.key_id())) return &entry;
    if (entry.private_key) with_key.push_back(&entry);
    if (!addition.key && equal(entry.certificate.der, addition.certificate.der)) return &entry;
  }
  if (!addition.key || with_key.empty()) return nullptr;
  if (with_key.size() == 1) return with_key.front();
  throw Error(Kind::conflict, "certstore.several", "it has several entries with a key",
              "--alias says which one is meant");
}

std::string new_alias(const Addition& addition) {
  if (!addition.alias.empty()) return addition.alias;
  const std::vector<std::string> names = addition.certificate.subject.values("CN");
  return names.empty() ? thumbprint(addition.certificate) : names.front();
}

void require_free_alias(const Contents& contents, const std::string& alias) {
  if (contents.find(alias))
    throw Error(Kind::conflict, "certstore.taken", "another entry is called " + printable(alias) + " already",
                "--alias gives it a name of its own, or names the entry that it replaces");
}

void require_same_key(const Entry& there, const Addition& addition) {
  if (addition.key || !there.private_key || equal(there.certificate.key.key_id(), addition.certificate.key.key_id()))
    return;
  throw Error(Kind::conflict, "certstore.other_key",
              "the certificate is over another key than that of " + printable(there.alias), "--key names its key");
}

Addition copied(const Addition& addition, std::string alias) {
  Addition copy;
  copy.alias = std::move(alias);
  if (addition.key) copy.key = x509::PrivateKey::read(addition.key->to_pem({}).reveal(), {}, "the key");
  copy.certificate = addition.certificate;
  copy.chain = addition.chain;
  copy.overwrite = addition.overwrite;
  return copy;
}

Secret plain_pkcs8(const x509::PrivateKey& key) {
  const Secret text = key.to_pem({});
  std::vector<x509::PemBlock> blocks = x509::read_pem(text.reveal());
  Bytes& der = blocks.at(0).der;
  Secret plain{std::string(as_text(der))};
  wipe(der.data(), der.size());
  return plain;
}

Edit left_as_it_is(const Entry& there, const Addition& addition) {
  Edit edit;
  edit.alias = there.alias;
  edit.unchanged = equal(there.certificate.der, addition.certificate.der)
                       ? "that certificate is there already, as " + printable(there.alias)
                       : printable(there.alias) + " is there already; --overwrite replaces it";
  return edit;
}

Edit nothing_to_take(const std::string& alias) {
  Edit edit;
  edit.alias = alias;
  edit.unchanged = "there is no " + printable(alias) + " in it";
  return edit;
}

std::vector<std::size_t> named_entries(const Contents& contents, const std::string& word) {
  const Entry* first = contents.find(word);
  if (!first) return {};
  std::vector<std::size_t> named;
  for (std::size_t i = 0; i < contents.entries.size(); ++i) {
    const Entry& entry = contents.entries[i];
    if (!equal(entry.certificate.der, first->certificate.der)) continue;
    if (lower(entry.alias) == lower(first->alias))
      named.push_back(i);
    else if (lower(first->alias) != lower(word))
      throw Error(Kind::conflict, "certstore.several",
                  printable(word) + " is there more than once, as " + printable(first->alias) + " and as " +
                      printable(entry.alias),
                  "say by its alias which one goes");
  }
  return named;
}

void require_unbound(const Contents& contents, const Entry& entry) {
  if (entry.chain_of.empty()) return;
  const Entry* holder = contents.find(entry.chain_of);
  throw Error(Kind::conflict, "certstore.bound",
              printable(entry.alias) + " is in the chain of " + printable(holder ? holder->alias : entry.chain_of),
              "it goes with that");
}

}  // namespace pkit::certstores
