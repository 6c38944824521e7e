// `systemd: true`: a secret is a credential of the unit that pkit runs in. systemd looks at the name that a credential
// was encrypted under, and gives it to the unit only under that one: so it is the name here too.
#include "secrets/provider.h"

namespace pkit::secrets {

Secret read_credential(const std::string& name, const std::optional<Path>& directory) {
  const std::string how = "in the unit: LoadCredential=" + name + ":PATH, or LoadCredentialEncrypted=" + name +
                          ":PATH of what systemd-creds encrypt --name=" + name + " made";
  if (!directory) throw Error(Kind::not_found, "file.missing", "systemd gave this process no credentials", how);
  if (!std::filesystem::exists(*directory / name))
    throw Error(Kind::not_found, "file.missing", "systemd gave this process credentials, and none is called " + name,
                how);
  return Secret(read_file(*directory / name, kLongestSecret));  // systemd guards the directory
}

static void read_systemd(const adapter::Place& place, Provider&) {
  if (place.section.boolean("systemd", true)) return;
  place.faults().add(place.section.at("systemd"), "secret.kind", place.section.name() + ".systemd is false",
                     "systemd: true, or another kind");
}

static Secret get_from_systemd(const Provider&, const Parameters& instance, const Surroundings& around) {
  return read_credential(instance.at("name"), around.credentials_directory);
}

const ProviderKind kSystemd = {.key = "systemd", .named = true, .read = read_systemd, .get = get_from_systemd};

}  // namespace pkit::secrets
