// `k8s-manifest`: the certificates in Kubernetes Secrets of a file, YAML or JSON, several documents or one (B3). What
// is not changed stays as it is, to the byte.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "certstores/entries.h"
#include "certstores/kinds/secret_parts.h"
#include "certstores/pair.h"

namespace pkit::certstores {

namespace {

/// "kind: Secret" in YAML or JSON.
bool names_secret(std::string_view bytes) {
  for (std::size_t at = bytes.find("kind"); at != bytes.npos; at = bytes.find("kind", at + 1)) {
    const std::size_t value = bytes.find_first_not_of("\"' \t:", at + 4);
    if (value != bytes.npos && value > at + 4 && bytes.substr(value).starts_with("Secret")) return true;
  }
  return false;
}

bool is_manifest(std::string_view bytes) {
  return bytes.find("apiVersion") != bytes.npos && !bytes.starts_with("-----BEGIN ") && names_secret(bytes);
}

const Secret& password_for(const SecretPart& part, const Secret& of_store) {
  return part.password.empty() ? of_store : part.password;
}

/// In PEM the entry with a key, else the first, goes by the part's name; all others have their own behind it.
std::map<std::string, std::string> outer_names(const SecretPart& part, const Contents& contents) {
  std::map<std::string, std::string> names;
  const auto& entries = contents.entries;
  const auto keyed = std::ranges::find_if(entries, &Entry::private_key);
  const auto main = keyed == entries.end() ? entries.begin() : keyed;
  for (auto entry = entries.begin(); entry != entries.end(); ++entry)
    names.emplace(entry->alias, part.kind == &kPem && entry == main ? part.alias : part.alias + ":" + entry->alias);
  return names;
}

Contents read_part(const SecretStore& store, const SecretPart& part, const Secret& password) {
  const std::string_view text = store.text(part);
  Contents contents = text.find_first_not_of(" \r\n") == text.npos || (part.joined && text.find("BEGIN") == text.npos)
                          ? Contents()
                          : part.kind->read(text, password_for(part, password));
  const auto names = outer_names(part, contents);
  for (Entry& entry : contents.entries) {
    entry.alias = names.at(entry.alias);
    if (!entry.chain_of.empty()) entry.chain_of = names.at(entry.chain_of);
    entry.own_name = entry.own_name || part.kind == &kPem;
  }
  return contents;
}

Contents read_manifest_store(std::string_view bytes, const Secret& password) {
  const SecretStore store = read_secret_store(bytes);
  Contents all;
  all.unread = store.manifest.unread;
  for (const SecretPart& part : store.parts) {
    try {
      Contents contents = read_part(store, part, password);
      for (Entry& entry : contents.entries) all.entries.push_back(std::move(entry));
      for (const std::string& text : contents.unread) all.unread.push_back(printable(part.alias) + ": " + text);
      for (const std::string& text : contents.remarks) all.remarks.push_back(printable(part.alias) + ": " + text);
    } catch (const Error& error) {
      if (error.kind() == Kind::config) throw error.within(printable(part.alias));
      all.unread.push_back(printable(part.alias) + ": " + error.what());
    }
  }
  if (store.manifest.secrets.empty() && all.unread.empty())
    throw Error(Kind::input, "certstore.format", "there is no Secret in it");
  return all;
}

/// The part that an alias names, and what it is called in there.
struct Target {
  const SecretPart* part = nullptr;
  std::string inner;
  bool whole = false;  // the part's own name
};

Target target_of(const SecretStore& store, const std::string& alias) {
  const std::size_t colon = alias.find(':');
  const std::string outer = lower(alias.substr(0, colon));
  for (const SecretPart& part : store.parts)
    if (lower(part.alias) == outer)
      return {&part, colon == alias.npos ? std::string() : alias.substr(colon + 1), colon == alias.npos};
  return {};
}

const SecretPart* only_pair(const SecretStore& store) {
  const auto is_pair = [](const SecretPart& part) { return part.joined.has_value(); };
  if (std::ranges::count_if(store.parts, is_pair) != 1) return nullptr;
  return &*std::ranges::find_if(store.parts, is_pair);
}

Target require_target(const SecretStore& store, const std::string& alias) {
  if (alias.empty()) {
    if (const SecretPart* part = only_pair(store)) return {part, {}, true};
    throw Error(Kind::conflict, "certstore.several", "which of its Secrets is meant is not said",
                "--alias NAME, or NAME/FIELD: pkit store inventory");
  }
  const Target target = target_of(store, alias);
  if (target.part) return target;
  throw Error(Kind::not_found, "certstore.entry", "there is no Secret or field " + printable(alias) + " in it",
              "NAME, NAME/FIELD or NAME/FIELD:ALIAS: a Secret is made by hand, and then holds what is put there");
}

/// The entry that stands for a part in PEM.
std::string main_of(const Contents& inner) {
  const auto keyed = std::ranges::find_if(inner.entries, &Entry::private_key);
  if (keyed != inner.entries.end()) return keyed->alias;
  return inner.entries.empty() ? std::string() : inner.entries.front().alias;
}

struct Replacement {
  const SecretField* field;
  std::string base64;
};

Secret replaced_text(std::string_view bytes, std::vector<Replacement> replacements, const SecretPart& part) {
  std::ranges::sort(replacements, {}, [](const Replacement& each) { return each.field->begin; });
  std::string text;
  text.reserve(2 * bytes.size() + 64 * 1024);
  std::size_t from = 0;
  for (const Replacement& each : replacements) {
    if (!each.field->replaceable)
      throw Error(
          Kind::conflict, "certstore.read_only",
          printable(part.alias) + ": " + printable(each.field->name) + " is no base64 on one line, and not changed",
          "write it into data: as kubectl does");
    text.append(bytes.substr(from, each.field->begin - from)).append(each.base64);
    from = each.field->end;
  }
  text.append(bytes.substr(from));
  return Secret(std::move(text));
}

std::string encoded(std::string_view text) { return to_base64(as_bytes(text)); }

/// What the fields become.
std::vector<Replacement> replacements_of(const SecretStore& store, const SecretPart& part, const Secret& changed) {
  const SecretField& main = store.field(part, part.main);
  if (!part.joined) return {{&main, encoded(changed.reveal())}};
  const Pair pair = split_pair(changed.reveal(), part.joined->reveal());
  const SecretField& key = store.field(part, part.key);
  std::vector<Replacement> replacements{{&main, encoded(pair.main.reveal())}};
  if (pair.key.reveal() != key.content.reveal()) replacements.push_back({&key, encoded(pair.key.reveal())});
  return replacements;
}

/// The alias of what was put, as the next reading gives it.
std::string alias_after(const Secret& bytes, const Secret& password, const SecretPart& part, const Addition& added) {
  for (const Entry& entry : read_manifest_store(bytes.reveal(), password).entries)
    if (equal(entry.certificate.der, added.certificate.der) &&
        (entry.alias == part.alias || entry.alias.starts_with(part.alias + ":")))
      return entry.alias;
  return part.alias;
}

Edit outer_edit(std::string_view bytes, const SecretStore& store, const SecretPart& part, const Contents& inner,
                Edit edit) {
  const auto names = outer_names(part, inner);
  for (std::string& alias : edit.gone) alias = names.contains(alias) ? names.at(alias) : alias;
  if (names.contains(edit.alias)) edit.alias = names.at(edit.alias);
  if (edit.bytes) edit.bytes = replaced_text(bytes, replacements_of(store, part, *edit.bytes), part);
  return edit;
}

/// A tls Secret that has nothing in it yet.
Edit filled(std::string_view bytes, const SecretStore& store, const SecretPart& part, const Addition& addition) {
  if (!addition.key)
    throw Error(Kind::conflict, "certstore.other_key", printable(part.alias) + " has no key yet",
                "--key names its key");
  const Edit whole = kPem.put("", {}, copied(addition, {}));
  const std::string_view text = whole.bytes->reveal();
  const std::size_t key = text.find("-----BEGIN PRIVATE KEY-----");
  const std::size_t end = text.find("-----END PRIVATE KEY-----\n", key) + 26;
  const Secret certificates(std::string(text.substr(0, key)).append(text.substr(end)));
  Edit edit;
  edit.alias = part.alias;
  edit.bytes = replaced_text(bytes,
                             {{&store.field(part, part.main), encoded(certificates.reveal())},
                              {&store.field(part, part.key), encoded(text.substr(key, end - key))}},
                             part);
  return edit;
}

Edit put_manifest(const World& world, std::string_view bytes, const Secret& password, const Addition& addition) {
  const SecretStore store = read_secret_store(bytes);
  const Target target = require_target(store, addition.alias);
  const SecretPart& part = *target.part;
  const Secret& word = password_for(part, password);
  const bool empty = part.joined && part.joined->reveal().find("BEGIN") == std::string_view::npos;
  if (empty) return filled(bytes, store, part, addition);
  const Contents inner = part.kind->read(store.text(part), word);
  const Addition within = copied(addition, target.whole && part.kind == &kPem ? main_of(inner) : target.inner);
  Edit edit = outer_edit(bytes, store, part, inner, part.kind->putting(world, store.text(part), word, within));
  if (!edit.unchanged.empty()) edit.unchanged = printable(part.alias) + " has one already; --overwrite replaces it";
  if (edit.bytes) edit.alias = alias_after(*edit.bytes, password, part, addition);
  return edit;
}

Edit take_manifest(const World& world, std::string_view bytes, const Secret& password, const std::string& alias) {
  const SecretStore store = read_secret_store(bytes);
  const Target target = target_of(store, alias);
  if (!target.part) return nothing_to_take(alias);
  const SecretPart& part = *target.part;
  if (part.joined && target.whole)
    throw Error(Kind::conflict, "certstore.one", printable(part.alias) + " would be left with a key for nothing",
                "put another one there, or take the Secret out of the file");
  const Secret& word = password_for(part, password);
  const Contents inner = part.kind->read(store.text(part), word);
  const std::string within = target.whole ? main_of(inner) : target.inner;
  Edit edit = part.kind->taking(world, store.text(part), word, within);
  if (!edit.unchanged.empty()) return nothing_to_take(alias);
  return outer_edit(bytes, store, part, inner, std::move(edit));
}

Keys manifest_keys(const World& world, std::string_view bytes, const Secret& password, const Keyed& entries) {
  const SecretStore store = read_secret_store(bytes);
  Keys keys;
  for (const Entry* entry : entries) {
    const Target target = require_target(store, entry->alias);
    const SecretPart& part = *target.part;
    const Secret& word = password_for(part, password);
    Entry within = *entry;
    within.alias = target.whole ? main_of(part.kind->read(store.text(part), word)) : target.inner;
    keys.push_back(std::move(part.kind->keys_of(world, store.text(part), word, {&within}).front()));
  }
  return keys;
}

}  // namespace

const StoreKind kK8sManifest = {.name = "k8s-manifest",
                                .summary = "Kubernetes Secrets in a YAML or JSON file",
                                .directory = false,
                                .password = false,
                                .aliases = true,
                                .many = true,
                                .keys = true,
                                .probe = is_manifest,
                                .read = read_manifest_store,
                                .put = nullptr,
                                .take = nullptr,
                                .put_by = put_manifest,
                                .take_by = take_manifest,
                                .keys_of = manifest_keys};

}  // namespace pkit::certstores
