#include "setup/secrets.h"

#include "config/yaml.h"

namespace pkit {

namespace {

void check_reference(const std::string& source, Position at, const std::string& name, const Setup& setup,
                     config::Faults& faults) {
  if (!secrets::is_reference(source)) return;
  try {
    secrets::provider_of(setup.secrets, secrets::read_reference(source));
  } catch (const Error& error) {
    if (error.code() != "secret.reference")  // told where it was read
      faults.add(at, error.code(), name + ": " + error.what(), error.hint());
  }
}

}  // namespace

void check_references(const Setup& setup, const Value& root, config::Faults& faults) {
  for (const auto& [name, authority] : setup.authorities)
    if (const Value& written = root["authorities"][name]; written.is_null())
      check_reference(authority.passphrase, root["realms"][name][realm::kPkcs12Password].at(),
                      "realms." + name + "." + realm::kPkcs12Password, setup, faults);
    else
      check_reference(authority.passphrase, written["passphrase"].at(), "authorities." + name + ".passphrase", setup,
                      faults);
  check_reference(setup.kept_passphrase, root["kept_keys"]["passphrase"].at(), "kept_keys.passphrase", setup, faults);
}

secrets::Ask ask_secrets(const Home& home, const World& world) {
  return [&home, &world](const secrets::Reference& reference, const secrets::Access& access) {
    const std::string file = home.config().string();
    config::Faults faults(file);
    const Value root = config::parse_yaml(read_file(home.config(), kConfigLimit), file);
    const secrets::Providers providers = secrets::read_providers(root["secrets"], home.directory, home.owner, faults);
    if (!faults.empty())
      throw Error(Kind::config, "config.invalid", "secrets: in " + file + " has faults",
                  "mend it, then: pkit config check", std::vector<Fault>(faults.list()));
    return secrets::ask(providers, reference, {home.directory, world, access.uid, access.credentials_directory});
  };
}

}  // namespace pkit
