#include "certstores/kinds/pem_model.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "certstores/entries.h"
#include "digest/digest.h"
#include "x509/pem.h"

namespace pkit::certstores {

namespace {

std::string block_name(std::size_t part) { return "PEM block " + std::to_string(part + 1); }

void read_certificate(PemModel& model, std::size_t part) {
  const PemPart& from = model.text.parts[part];
  try {
    Entry entry;
    entry.certificate = x509::parse_certificate(x509::read_pem(from.block).at(0).der);
    entry.alias = thumbprint(entry.certificate);
    model.contents.entries.push_back(std::move(entry));
    model.parts.push_back(part);
    model.keys.emplace_back();
  } catch (const Error& error) {
    model.contents.unread.push_back(block_name(part) + ": " + error.what());
  }
}

/// A key that cannot be opened is told and not judged.
PemKey read_key(PemModel& model, std::size_t part, const Secret& password) {
  const PemPart& from = model.text.parts[part];
  PemKey key{part, x509::key_form(from.label, from.block), {}};
  const bool encrypted = x509::PrivateKey::is_encrypted(from.block);
  if (encrypted && password.empty()) {
    model.contents.remarks.push_back(
        block_name(part) + ": the key is encrypted and was not opened: it is taken for the first certificate's");
    return key;
  }
  try {
    key.key_id = to_hex(x509::PrivateKey::read(from.block, password, block_name(part)).public_key().key_id());
  } catch (const Error& error) {
    if (error.kind() == Kind::config) throw;  // the wrong password
    model.contents.remarks.push_back(std::string(error.what()) + ": it is taken for the first certificate's");
  }
  return key;
}

using ByKey = std::multimap<std::string, std::size_t>;  // entries by the hex id of their public key, in their order

ByKey entries_by_key(const PemModel& model) {
  ByKey by_key;
  for (std::size_t i = 0; i < model.keys.size(); ++i)
    by_key.emplace(to_hex(model.contents.entries[i].certificate.key.key_id()), i);
  return by_key;
}

/// The entry of a key: whose public key it is; of one that was not opened the first that has none.
std::size_t entry_of(const PemModel& model, const ByKey& by_key, const PemKey& key) {
  const auto without_key = [&](const std::optional<PemKey>& has) { return !has; };
  if (key.key_id.empty())
    return static_cast<std::size_t>(std::ranges::find_if(model.keys, without_key) - model.keys.begin());
  for (auto [at, end] = by_key.equal_range(key.key_id); at != end; ++at)
    if (!model.keys[at->second]) return at->second;
  return model.keys.size();
}

void give(PemModel& model, const ByKey& by_key, PemKey key) {
  const std::size_t at = entry_of(model, by_key, key);
  if (at == model.keys.size()) {
    model.lone_keys.push_back(std::move(key));
    return;
  }
  Entry& entry = model.contents.entries[at];
  entry.private_key = true;
  entry.key_form = x509::key_form_word(key.form);
  model.keys[at] = std::move(key);
}

/// What the file holds of each entry; line ends and leads are the file's.
void digest_entries(PemModel& model) {
  for (std::size_t i = 0; i < model.parts.size(); ++i) {
    std::string stored(model.text.parts[model.parts[i]].block);
    if (model.keys[i]) stored += model.text.parts[model.keys[i]->part].block;
    const Secret whole(std::move(stored));
    model.contents.entries[i].stored_sha256 = digest::sha256_hex(whole.reveal());
  }
}

/// Others number the same certificate too.
void remark_doubles(PemModel& model) {
  std::set<std::string> seen;
  for (const Entry& entry : model.contents.entries)
    if (!seen.insert(entry.alias).second) model.contents.remarks.push_back(entry.alias + " is there more than once");
}

}  // namespace

PemModel read_pem_model(std::string_view bytes, const Secret& password) {
  PemModel model;
  if (x509::from_utf16(bytes))
    throw Error(Kind::input, "certstore.format", "it is UTF-16 text", "iconv -f UTF-16 -t UTF-8");
  model.text = read_pem_text(bytes);
  std::vector<PemKey> keys;
  for (std::size_t i = 0; i < model.text.parts.size(); ++i)
    if (model.text.parts[i].is_certificate()) read_certificate(model, i);
  for (std::size_t i = 0; i < model.text.parts.size(); ++i) {
    if (model.text.parts[i].is_key()) keys.push_back(read_key(model, i, password));
    if (model.text.parts[i].label == "TRUSTED CERTIFICATE")
      model.contents.unread.push_back(block_name(i) + ": OpenSSL's own TRUSTED CERTIFICATE");
  }
  // What was opened chooses first.
  std::stable_partition(keys.begin(), keys.end(), [](const PemKey& key) { return !key.key_id.empty(); });
  const ByKey by_key = entries_by_key(model);
  for (PemKey& key : keys) give(model, by_key, std::move(key));
  model.contents.lone_keys = model.lone_keys.size();
  if (!model.lone_keys.empty()) model.contents.remarks.push_back("it has a private key that is no certificate's");
  digest_entries(model);
  remark_doubles(model);
  link_chains(model.contents.entries);
  return model;
}

}  // namespace pkit::certstores
