#include "jobs/material.h"

#include "secrets/source.h"

namespace pkit::jobs {

namespace {

constexpr std::size_t kLongestFile = 4 << 20;

Secret secret_from(const Session& session, const std::string& file) {
  return secrets::read_secret("file:" + file, session.key_access);
}

Secret key_from(const Session& session, const std::string& file) {
  require_secret(file, session.key_access.uid);
  return Secret(read_file(file, kLongestFile));
}

}  // namespace

certstores::Material material_of(const Session& session, const Value& parameters) {
  const auto text = [&](const char* key) { return parameters.text_or(key); };
  certstores::Material material;
  if (const std::string file = text("cert"); !file.empty()) {
    material.certificate = read_file(file, kLongestFile);
    material.certificate_name = file;
  }
  if (const std::string file = text("chain"); !file.empty()) {
    material.chain = read_file(file, kLongestFile);
    material.chain_name = file;
  }
  if (const std::string file = text("key"); !file.empty()) material.key = key_from(session, file);
  if (const std::string file = text("keyPassphraseFile"); !file.empty())
    material.key_passphrase = secret_from(session, file);
  if (const std::string file = text("p12"); !file.empty()) {
    material.pkcs12 = key_from(session, file);
    material.pkcs12_password = secret_from(session, text("p12PasswordFile"));
    material.pkcs12_alias = text("p12Alias");
  }
  return material;
}

}  // namespace pkit::jobs
