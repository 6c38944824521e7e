#include "certstores/commands/desired.h"

#include "base/counted.h"
#include "certstores/folder.h"
#include "certstores/material.h"
#include "config/fields.h"
#include "config/yaml.h"
#include "secrets/source.h"

namespace pkit::certstores {

namespace {

using config::Section;

constexpr Field kDesiredFields[] = {
    {.key = "stores", .type = FieldType::map, .required = true, .help = "what belongs in each, by its name"},
};
constexpr Field kDesiredStoreFields[] = {
    {.key = "certificates", .type = FieldType::list, .help = "certificates, with their keys and chains"},
    {.key = "roots", .type = FieldType::text_list, .help = "files of certificates that are trusted"},
    {.key = "others",
     .type = FieldType::text,
     .otherwise = "keep",
     .words = kOneOf<"keep", "remove">,
     .help = "what becomes of all else that is there"},
};
constexpr Field kWantedFields[] = {
    {.key = "cert", .type = FieldType::text, .help = "the file of the certificate; further ones are its chain"},
    {.key = "key", .type = FieldType::text, .help = "the file of its key; without it the key that is there stays"},
    {.key = "key_passphrase_file", .type = FieldType::text, .help = "the file of that key's passphrase", .with = "key"},
    {.key = "chain", .type = FieldType::text, .help = "the file of the certificates above it", .with = "cert"},
    {.key = "p12", .type = FieldType::text, .help = "key, certificate and chain as PKCS#12, in place of all that"},
    {.key = "p12_password_file", .type = FieldType::text, .help = "the file of its password", .with = "p12"},
    {.key = "p12_alias", .type = FieldType::text, .help = "which of its keys", .with = "p12"},
    {.key = "alias", .type = FieldType::text, .help = "what its entry is called"},
};

/// Reads it with the files that it names.
class DesiredReader {
 public:
  DesiredReader(const ReadSession& session, const std::string& file, config::Faults& faults)
      : session_(session), directory_(absolute_path(file).parent_path()), faults_(faults) {}

  std::vector<DesiredStore> stores(const Value& root) {
    const Section section(root, "", kDesiredFields, faults_);
    std::vector<DesiredStore> stores;
    if (section.value("stores").is_map())
      for (const auto& [name, value] : section.value("stores").members()) stores.push_back(store(name, value));
    return stores;
  }

 private:
  DesiredStore store(const std::string& name, const Value& value) {
    const std::string called = "stores." + name;
    const Section section(value, called, kDesiredStoreFields, faults_);
    DesiredStore store{.name = name, .wanted = {}, .remove_others = section.text("others") == "remove"};
    if (section.value("certificates").is_list())
      for (const Value& each : section.value("certificates").items())
        store.wanted.push_back(
            certificate(each, called + ".certificates[" + std::to_string(store.wanted.size()) + "]"));
    for (const std::string& file : section.texts("roots")) add_roots(file, section, store);
    return store;
  }

  Wanted certificate(const Value& value, const std::string& called) {
    const Section section(value, called, kWantedFields, faults_);
    Wanted wanted{.where = called, .put = {}, .root = false};
    wanted.put.overwrite = true;
    wanted.put.alias = section.text("alias");
    if (section.has("cert") == section.has("p12"))
      faults_.add(section.at(), "certstore.desired", called + " needs one of cert and p12");
    Material& material = wanted.put.material;
    material.certificate = content(section, "cert");
    material.certificate_name = section.text("cert");
    material.chain = content(section, "chain");
    material.chain_name = section.text("chain");
    material.key = Secret(content(section, "key"));
    material.key_passphrase = secret(section, "key_passphrase_file");
    material.pkcs12 = Secret(content(section, "p12"));
    material.pkcs12_password = secret(section, "p12_password_file");
    material.pkcs12_alias = section.text("p12_alias");
    return wanted;
  }

  /// Each of the file's certificates is one.
  void add_roots(const std::string& file, const Section& section, DesiredStore& store) {
    const std::string text = at(section, "roots", [&] { return read_file(directory_ / file, kStoreLimit); });
    const auto all = at(section, "roots", [&] { return certificates_in(text, file); });
    for (const x509::Certificate& root : all) {
      Wanted wanted{.where = section.name() + ".roots", .put = {}, .root = true};
      wanted.put.overwrite = true;
      wanted.put.material.certificate = std::string(as_text(root.der));
      wanted.put.material.certificate_name = file;
      store.wanted.push_back(std::move(wanted));
    }
  }

  std::string content(const Section& section, const char* key) {
    if (!section.has(key)) return {};
    return at(section, key, [&] { return read_file(directory_ / section.text(key), kStoreLimit); });
  }

  Secret secret(const Section& section, const char* key) {
    if (!section.has(key)) return {};
    const std::string text = section.text(key);
    const bool provided = text.starts_with("secret:");
    const std::string source = provided ? text : "file:" + (directory_ / text).lexically_normal().string();
    return at(section, key, [&] { return secrets::read_secret(source, session_.key_access); });
  }

  /// What cannot be read is a fault of the line that names it.
  template <class Read>
  auto at(const Section& section, const char* key, Read read) -> decltype(read()) {
    try {
      return read();
    } catch (const Error& error) {
      faults_.add(section.at(key), error.code(), error.what(), error.hint());
      return {};
    }
  }

  const ReadSession& session_;
  Path directory_;
  config::Faults& faults_;
};

}  // namespace

std::vector<DesiredStore> read_desired(const ReadSession& session, const std::string& text, const std::string& file) {
  const Value root = config::parse_yaml(text, file);
  config::Faults faults(file);
  std::vector<DesiredStore> stores = DesiredReader(session, file, faults).stores(root);
  if (faults.empty()) return stores;
  std::vector<Fault> found = faults.list();
  for (Fault& fault : found) fault.kind = Kind::input;
  const std::string count = counted(found.size(), "fault");
  throw Error(Kind::input, "certstore.desired", file + " has " + count, "man pkit-store-plan has its form",
              std::move(found));
}

}  // namespace pkit::certstores
