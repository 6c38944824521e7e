// Keys that pkit made and keeps until a certificate comes for them, of whichever CA (A23). The key itself is a file;
// a row knows the rest.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "store/database.h"

namespace pkit::store {

struct KeptKey {
  std::string id;        // "k-..."
  std::string key_id;    // hex
  std::string key_type;  // "ec-p256"
  std::string subject;   // that was asked for, or the names where it is empty
  Bytes csr;             // DER
  Bytes certificate;     // DER; empty: none has come yet
  std::string chain;     // PEM, issuer first; empty where the certificate is this home's own, or none was given
  Time created = 0;
  std::optional<Time> married;
};

namespace kept_keys {
void insert(Write&, const KeptKey&);
std::optional<KeptKey> find(Read&, const std::string& id);
std::optional<KeptKey> find_by_key(Read&, const std::string& key_id);
std::vector<KeptKey> with_prefix(Read&, const std::string& prefix, int limit);
/// Those whose certificate another CA made, so that no row of certificates has it.
std::vector<KeptKey> married_elsewhere(Read&);
/// In the order in which they were made.
std::vector<KeptKey> all(Read&);
/// The certificate, its chain and the time; false where it has a certificate already.
bool marry(Write&, const KeptKey&);
}  // namespace kept_keys

}  // namespace pkit::store
