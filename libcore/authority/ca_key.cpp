#include "authority/ca_key.h"

#include "config/refit.h"
#include "x509/pkcs12.h"

namespace pkit::authority {

namespace {

constexpr std::size_t kKeyLimit = 256 * 1024;

Secret content_of(const KeyPlace& place, const KeyAccess& access) {
  require_secret(place.file, access.uid);
  return Secret(read_file(place.file, kKeyLimit));
}

x509::PrivateKey read_key(const Secret& content, const KeyPlace& place, const KeyAccess& access) {
  const std::string called = place.file.filename();
  if (x509::is_pkcs12(as_bytes(content.reveal()))) {
    const x509::Pkcs12Opened opened = x509::open_pkcs12(as_bytes(content.reveal()), key_passphrase(place, access));
    return x509::PrivateKey::read(opened.key_pem.reveal(), {}, called);
  }
  // A plain key is not worth a prompt.
  const Secret secret = x509::PrivateKey::is_encrypted(content.reveal()) ? key_passphrase(place, access) : Secret();
  return x509::PrivateKey::read(content.reveal(), secret, called);
}

}  // namespace

bool is_in_pkcs12(const KeyPlace& place) {
  try {
    const Secret content(read_file(place.file, kKeyLimit));
    return x509::is_pkcs12(as_bytes(content.reveal()));
  } catch (const Error&) {
    return false;
  }
}

ImportedCa open_pkcs12_ca(const std::string& name, const KeyPlace& place, const KeyAccess& access, Time now) {
  return config::as_config_error("authority.key", "authority '" + name + "'", [&] {
    const Secret content = content_of(place, access);
    if (!x509::is_pkcs12(as_bytes(content.reveal())))
      throw Error(Kind::config, "authority.key", place.file.string() + " is no PKCS#12 file",
                  "the certificates of a key in PEM are files of their own");
    return import_ca({std::string(content.reveal()), "", "", key_passphrase(place, access)}, now);
  });
}

Secret key_passphrase(const KeyPlace& place, const KeyAccess& access) {
  if (place.passphrase.empty()) return {};
  KeyAccess asking = access;
  if (access.prompt)  // nobody, where there is nobody
    asking.prompt = [&](const std::string&) { return access.prompt("passphrase of " + place.file.string()); };
  return secrets::read_secret(place.passphrase, asking);
}

x509::PrivateKey open_ca_key(const std::string& name, const KeyPlace& place, const KeyAccess& access) {
  return config::as_config_error("authority.key", "authority '" + name + "'",
                                 [&] { return read_key(content_of(place, access), place, access); });
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
