#include "certstores/kinds/secret_parts.h"

#include <algorithm>
#include <map>
#include <set>

#include "certstores/pair.h"

namespace pkit::certstores {

namespace {

constexpr const char* kTlsCertificate = "tls.crt";
constexpr const char* kTlsKey = "tls.key";

bool is_lone_key(std::string_view text) {
  return text.find("PRIVATE KEY-----") != text.npos && text.find("CERTIFICATE-----") == text.npos;
}

/// Empty where it cannot be opened.
Bytes id_of_key(std::string_view text) {
  try {
    return x509::PrivateKey::read(text, {}, "the key").public_key().key_id();
  } catch (const Error&) {
    return {};
  }
}

/// The buddy password of a keystore: a field beside it. A line end behind it is no part of it.
Secret buddy_of(const SecretDocument& secret, const std::string& field) {
  for (const std::string& name : {field + ".password", field + "-password", std::string("password")})
    if (const SecretField* found = secret.find(name)) {
      std::string_view word = found->content.reveal();
      if (word.ends_with('\n')) word.remove_suffix(1);
      if (word.ends_with('\r')) word.remove_suffix(1);
      return Secret(std::string(word));
    }
  return {};
}

/// The parts of one Secret.
class PartFinder {
 public:
  PartFinder(const SecretDocument& secret, std::size_t number, std::vector<SecretPart>& parts)
      : secret_(secret), number_(number), parts_(parts) {}

  void find() {
    if (secret_.find(kTlsCertificate) && secret_.find(kTlsKey)) add_pair(secret_.name, kTlsCertificate, kTlsKey);
    pair_up();
    for (const SecretField& field : secret_.fields)
      if (!used_.contains(field.name)) add_field(field);
  }

 private:
  /// A key in a field of its own goes with a field that has a certificate over it and no key: of several the one of
  /// its name, "site.crt" of "site.key", else the first.
  void pair_up() {
    std::multimap<Bytes, const SecretField*> certificates;
    for (const SecretField& field : secret_.fields) {
      const std::string_view text = field.content.reveal();
      if (used_.contains(field.name) || !kPem.probe(text) || text.find("PRIVATE KEY-----") != text.npos) continue;
      for (const Entry& entry : kPem.read(text, {}).entries)
        certificates.emplace(entry.certificate.key.key_id(), &field);
    }
    for (const SecretField& key : secret_.fields) {
      if (certificates.empty() || used_.contains(key.name) || !is_lone_key(key.content.reveal())) continue;
      const auto [begin, end] = certificates.equal_range(id_of_key(key.content.reveal()));
      const auto same = std::find_if(begin, end, [&](const auto& each) { return stem(*each.second) == stem(key); });
      const auto chosen = same == end ? begin : same;
      if (chosen != end && !used_.contains(chosen->second->name))
        add_pair(secret_.name + "/" + chosen->second->name, chosen->second->name, key.name);
    }
  }

  static std::string stem(const SecretField& field) { return field.name.substr(0, field.name.rfind('.')); }

  void add_pair(const std::string& alias, const std::string& main, const std::string& key) {
    parts_.push_back(
        {.alias = alias, .kind = &kPem, .secret = number_, .main = main, .key = key, .joined = {}, .password = {}});
    parts_.back().joined = joined_pair(secret_.find(main)->content.reveal(), secret_.find(key)->content.reveal());
    used_.insert({main, key});
  }

  void add_field(const SecretField& field) {
    const std::string_view text = field.content.reveal();
    for (const StoreKind* kind : {&kPem, &kPkcs12, &kJks})
      if (kind->probe(text)) {
        parts_.push_back({.alias = secret_.name + "/" + field.name,
                          .kind = kind,
                          .secret = number_,
                          .main = field.name,
                          .key = {},
                          .joined = {},
                          .password = kind == &kPem ? Secret() : buddy_of(secret_, field.name)});
        return;
      }
  }

  const SecretDocument& secret_;
  std::size_t number_;
  std::vector<SecretPart>& parts_;
  std::set<std::string> used_;
};

}  // namespace

const SecretField& SecretStore::field(const SecretPart& part, const std::string& name) const {
  return *manifest.secrets[part.secret].find(name);
}

std::string_view SecretStore::text(const SecretPart& part) const {
  return part.joined ? part.joined->reveal() : field(part, part.main).content.reveal();
}

SecretStore read_secret_store(std::string_view text) {
  SecretStore store;
  store.manifest = read_secret_manifest(text);
  for (std::size_t i = 0; i < store.manifest.secrets.size(); ++i)
    PartFinder(store.manifest.secrets[i], i, store.parts).find();
  return store;
}

}  // namespace pkit::certstores
