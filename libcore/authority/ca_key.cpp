#include "authority/ca_key.h"

#include "config/refit.h"

namespace pkit::authority {

namespace {

constexpr std::size_t kKeyLimit = 64 * 1024;

}  // namespace

Secret key_passphrase(const KeyPlace& place, const KeyAccess& access) {
  if (place.passphrase.empty()) return {};
  KeyAccess asking = access;
  if (access.prompt)  // nobody, where there is nobody
    asking.prompt = [&](const std::string&) { return access.prompt("passphrase of " + place.file.string()); };
  return secrets::read_secret(place.passphrase, asking);
}

x509::PrivateKey open_ca_key(const std::string& name, const KeyPlace& place, const KeyAccess& access) {
  return config::as_config_error("authority.key", "authority '" + name + "'", [&] {
    require_secret(place.file, access.uid);
    const Secret pem(read_file(place.file, kKeyLimit));
    // A plain key is not worth a prompt.
    const Secret secret = x509::PrivateKey::is_encrypted(pem.reveal()) ? key_passphrase(place, access) : Secret();
    return x509::PrivateKey::read(pem.reveal(), secret, place.file.filename());
  });
}

x509::PrivateKey read_ca_key(const std::string& name, const KeyPlace& place, const x509::Certificate& certificate,
                             const KeyAccess& access) {
  x509::PrivateKey key = open_ca_key(name, place, access);
  if (key.public_key().key_id() != certificate.key.key_id())
    throw Error(Kind::config, "authority.key",
                "authority '" + name + "': " + place.file.filename().string() + " is not the key of '" +
                    certificate.subject.text() + "'");
  return key;
}

}  // namespace pkit::authority
