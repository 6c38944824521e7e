// Reading PKCS#12: one key of a file, by its alias where there are several, its certificate, and the others.
#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "x509/keys/key_refused.h"
#include "x509/keys/pkcs8.h"
#include "x509/pkcs12.h"
#include "x509/pkcs12/pkcs12_bags.h"

namespace pkit::x509 {

namespace {

/// keytool writes a key's alias in lower case and its certificate's as it was.
bool same_alias(const std::string& one, const std::string& other) { return lower(one) == lower(other); }

const KeyEntry& choose(const Pkcs12Contents& contents, const std::string& alias) {
  if (contents.keys.empty()) refuse_key("it holds no private key with its certificate");
  std::vector<std::string> aliases;
  for (const KeyEntry& key : contents.keys)
    if (!key.alias.empty()) aliases.push_back(printable(key.alias));
  std::vector<const KeyEntry*> fitting;
  for (const KeyEntry& key : contents.keys)
    if (alias.empty() || same_alias(key.alias, alias)) fitting.push_back(&key);
  if (fitting.size() == 1) return *fitting.front();
  refuse_key(fitting.empty() ? "it has no key called '" + printable(alias) + "'" : "it holds several keys",
             aliases.empty() ? "its keys have no alias" : "choose one by its alias: " + join(aliases, ", "));
}

}  // namespace

Pkcs12Opened open_pkcs12(BytesView pkcs12, const Secret& password, const std::string& alias) {
  const Pkcs12File file = open_file(pkcs12, password);
  const Pkcs12Contents contents = contents_of(*file, password);
  const KeyEntry& key = choose(contents, alias);
  const auto& all = contents.certificates;
  const auto own = std::find_if(all.begin(), all.end(), [&](const CertificateEntry& c) { return is_over(c, key); });
  if (own == all.end()) refuse_key("it holds no private key with its certificate");
  Pkcs12Opened out{
      pkcs8_to_pem(ossl::secret_der(i2d_PKCS8_PRIV_KEY_INFO, key.key.get()), {}), encoded(own->certificate.get()), {}};
  for (const CertificateEntry& other : all) {
    const bool anothers = std::any_of(contents.keys.begin(), contents.keys.end(),
                                      [&](const KeyEntry& each) { return &each != &key && is_over(other, each); });
    if (&other != &*own && !anothers) out.others.push_back(encoded(other.certificate.get()));
  }
  return out;
}

}  // namespace pkit::x509
