// `pem`: certificates one after the other, a key among them or none, text between them. What is not changed stays as
// it is, to the byte.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "certstores/entries.h"
#include "certstores/kinds/pem_model.h"
#include "x509/pem.h"

namespace pkit::certstores {

namespace {

bool is_pem(std::string_view bytes) {
  return bytes.find("-----BEGIN ") != bytes.npos && bytes.find("CERTIFICATE-----") != bytes.npos;
}

Contents read_pem_store(std::string_view bytes, const Secret& password) {
  if (!bytes.empty() && bytes.find("-----BEGIN ") == bytes.npos)
    throw Error(Kind::input, "certstore.format", "there is no PEM in it");
  return read_pem_model(bytes, password).contents;
}

/// The entry that an addition takes the place of: the one that it names, the only one with a key where it brings a key
/// or is over that, or the same certificate. The number of entries where it is a further one.
std::size_t place_for(const PemModel& model, const Addition& addition) {
  const std::vector<Entry>& entries = model.contents.entries;
  const std::string key_id = to_hex(addition.certificate.key.key_id());
  std::vector<std::size_t> with_key;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (model.keys[i] && to_hex(entries[i].certificate.key.key_id()) == key_id) return i;
    if (model.keys[i]) with_key.push_back(i);
    if (!addition.key && equal(entries[i].certificate.der, addition.certificate.der)) return i;
  }
  if (!addition.key || with_key.empty()) return entries.size();
  if (with_key.size() == 1) return with_key.front();
  throw Error(Kind::conflict, "certstore.several", "it has several entries with a key",
              "--alias says which one is meant");
}

std::size_t place_named(const PemModel& model, const std::string& alias) {
  const Entry* named = model.contents.find(alias);
  if (!named)
    throw Error(Kind::not_found, "certstore.entry", "there is no " + printable(alias) + " in it",
                "in PEM an alias is the SHA-1 of a certificate: pkit store inventory");
  return static_cast<std::size_t>(named - model.contents.entries.data());
}

/// The parts of an entry: its certificate, its key, EC PARAMETERS before that, and its chain as far as no other has it.
struct EntryParts {
  std::size_t certificate = kNoPart, key = kNoPart, parameters = kNoPart;
  std::vector<std::size_t> chain;
};

EntryParts parts_of(const PemModel& model, std::size_t entry) {
  EntryParts parts;
  parts.certificate = model.parts[entry];
  if (model.keys[entry]) parts.key = model.keys[entry]->part;
  if (parts.key != kNoPart && parts.key > 0 && model.text.parts[parts.key - 1].label == "EC PARAMETERS")
    parts.parameters = parts.key - 1;
  for (const std::size_t i : own_chain(model.contents, entry)) parts.chain.push_back(model.parts[i]);
  return parts;
}

/// Where the same certificate stands once more, without a key and for nobody else.
std::vector<std::size_t> doubles_of(const PemModel& model, std::size_t entry) {
  const std::vector<Entry>& entries = model.contents.entries;
  std::vector<std::size_t> parts;
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (i != entry && !model.keys[i] && entries[i].chain_of.empty() && entries[i].alias == entries[entry].alias)
      parts.push_back(model.parts[i]);
  return parts;
}

/// A text that grows; it may come to hold a key, so that it never leaves a copy behind.
class Growing {
 public:
  explicit Growing(std::size_t most) { text_.reserve(most); }
  ~Growing() { wipe(text_.data(), text_.size()); }
  Growing(const Growing&) = delete;
  Growing& operator=(const Growing&) = delete;
  void add(std::string_view text) { text_ += text; }
  void begin_line(std::string_view line_end) {
    if (!text_.empty() && !text_.ends_with('\n')) text_ += line_end;
  }
  Secret take() { return Secret(std::move(text_)); }

 private:
  std::string text_;
};

std::string certificates_text(const std::vector<Bytes>& list, std::string_view line_end) {
  std::string text;
  for (const Bytes& der : list) text += x509::write_pem("CERTIFICATE", der);
  return with_line_end(text, line_end);
}

std::size_t bound_of(std::string_view bytes, const Addition& addition) {
  constexpr std::size_t key_and_names = 64 * 1024;
  std::size_t octets = addition.certificate.der.size();
  for (const Bytes& der : addition.chain) octets += der.size();
  return bytes.size() + 2 * octets + key_and_names;
}

Secret key_text(const Addition& addition, x509::KeyForm form, const Secret& password, std::string_view line_end) {
  const bool encrypted = form == x509::KeyForm::encrypted_pkcs8 || form == x509::KeyForm::encrypted_traditional;
  if (encrypted && password.empty())
    throw Error(Kind::config, "key.passphrase", "its key is encrypted, and nothing says under which password",
                "pkit store add ... --password-file FILE");
  return Secret(with_line_end(x509::key_in_form(*addition.key, form, password).reveal(), line_end));
}

/// Everything as it is but for the entry, whose parts become the new ones where they stand: its chain behind its
/// certificate, unless it stood further down.
Secret pem_replaced(std::string_view bytes, const PemModel& model, std::size_t entry, const Addition& addition,
                    const Secret& password) {
  const EntryParts old = parts_of(model, entry);
  const std::string_view line_end = model.text.line_end;
  const std::size_t first_of_chain = old.chain.empty() ? kNoPart : old.chain.front();
  const bool chain_later = first_of_chain != kNoPart && first_of_chain > old.certificate;
  std::set<std::size_t> going(old.chain.begin(), old.chain.end());
  for (const std::size_t part : doubles_of(model, entry)) going.insert(part);
  const std::string chain_text = certificates_text(addition.chain, line_end);
  Growing out(bound_of(bytes, addition));
  for (std::size_t i = 0; i < model.text.parts.size(); ++i) {
    const PemPart& part = model.text.parts[i];
    const bool is_leaf = i == old.certificate, is_key = i == old.key && addition.key;
    const bool goes = going.contains(i) || (i == old.parameters && addition.key);
    out.add(is_leaf || is_key || goes ? without_attributes(part.lead) : std::string(part.lead));
    if (is_leaf) out.add(certificates_text({addition.certificate.der}, line_end));
    if ((is_leaf && !chain_later) || (chain_later && i == first_of_chain)) out.add(chain_text);
    if (is_key) out.add(key_text(addition, model.keys[entry]->form, password, line_end).reveal());
    if (!is_leaf && !is_key && !goes) out.add(part.block);
  }
  // A certificate that had no key gets one.
  if (addition.key && old.key == kNoPart) {
    out.begin_line(line_end);
    out.add(key_text(addition, x509::KeyForm::pkcs8, password, line_end).reveal());
  }
  out.add(model.text.tail);
  return out.take();
}

Secret pem_appended(std::string_view bytes, const PemModel& model, const Addition& addition, const Secret& password) {
  const std::string_view line_end = model.text.line_end;
  Growing out(bound_of(bytes, addition));
  out.add(bytes);
  out.begin_line(line_end);
  out.add(certificates_text({addition.certificate.der}, line_end));
  out.add(certificates_text(addition.chain, line_end));
  if (addition.key) out.add(key_text(addition, x509::KeyForm::pkcs8, password, line_end).reveal());
  return out.take();
}

std::vector<std::string> gone_with(const PemModel& model, std::size_t entry) {
  std::vector<std::string> gone{model.contents.entries[entry].alias};
  for (const std::size_t i : own_chain(model.contents, entry)) gone.push_back(model.contents.entries[i].alias);
  return gone;
}

Edit put_pem(std::string_view bytes, const Secret& password, const Addition& addition) {
  const PemModel model = read_pem_model(bytes, password);
  const std::size_t at = addition.alias.empty() ? place_for(model, addition) : place_named(model, addition.alias);
  Edit edit;
  edit.alias = thumbprint(addition.certificate);
  if (at == model.parts.size()) {
    edit.bytes = pem_appended(bytes, model, addition, password);
    return edit;
  }
  const Entry& there = model.contents.entries[at];
  if (!addition.overwrite) return left_as_it_is(there, addition);
  if (!addition.key && model.keys[at] && !equal(there.certificate.key.key_id(), addition.certificate.key.key_id()))
    throw Error(Kind::conflict, "certstore.other_key",
                "the certificate is over another key than that of " + there.alias, "--key names its key");
  if (addition.key && model.keys[at] && model.keys[at]->form == x509::KeyForm::encrypted_traditional)
    edit.warnings.push_back("its key was encrypted in OpenSSL's old way, which is weak: it is encrypted PKCS#8 now");
  edit.gone = gone_with(model, at);
  edit.bytes = pem_replaced(bytes, model, at, addition, password);
  return edit;
}

Edit take_pem(std::string_view bytes, const Secret& password, const std::string& alias) {
  const PemModel model = read_pem_model(bytes, password);
  const std::vector<std::size_t> named = named_entries(model.contents, alias);
  if (named.empty()) return nothing_to_take(alias);
  Edit edit;
  edit.alias = model.contents.entries[named.front()].alias;
  std::set<std::size_t> going;
  for (const std::size_t entry : named) {
    require_unbound(model.contents, model.contents.entries[entry]);
    const EntryParts old = parts_of(model, entry);
    going.insert(old.chain.begin(), old.chain.end());
    going.insert({old.certificate, old.key, old.parameters});
    for (const std::string& gone : gone_with(model, entry))
      if (std::ranges::find(edit.gone, gone) == edit.gone.end()) edit.gone.push_back(gone);
  }
  Growing out(bytes.size());
  for (std::size_t i = 0; i < model.text.parts.size(); ++i) {
    const PemPart& part = model.text.parts[i];
    out.add(going.contains(i) ? without_attributes(part.lead) : std::string(part.lead));
    if (!going.contains(i)) out.add(part.block);
  }
  out.add(model.text.tail);
  edit.bytes = out.take();
  return edit;
}

Keys pem_keys(const World&, std::string_view bytes, const Secret& password, const Keyed& entries) {
  const PemModel model = read_pem_model(bytes, password);
  Keys keys;
  for (const Entry* entry : entries) {
    const std::size_t at = place_named(model, entry->alias);
    if (!model.keys[at]) throw Error(Kind::not_found, "certstore.entry", entry->alias + " has no key in it");
    const std::string_view block = model.text.parts[model.keys[at]->part].block;
    keys.push_back(x509::PrivateKey::read(block, password, "the key of " + entry->alias));
  }
  return keys;
}

}  // namespace

const StoreKind kPem = {.name = "pem",
                        .summary = "certificates in PEM, with a key or without",
                        .directory = false,
                        .password = false,
                        .aliases = false,
                        .many = true,
                        .keys = true,
                        .probe = is_pem,
                        .read = read_pem_store,
                        .put = put_pem,
                        .take = take_pem,
                        .keys_of = pem_keys};

}  // namespace pkit::certstores
