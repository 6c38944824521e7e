// Which keys a CRL is wanted of: each that signed for an authority, and those of the CAs above it.
#pragma once

#include <string>
#include <vector>

#include "authority/ca_key.h"
#include "revocation/crl.h"
#include "store/crls.h"

namespace pkit {

enum class CrlRole { current, former, above };
const char* word_of(CrlRole role);

struct CrlIssuer {
  CrlRole role = CrlRole::current;
  std::string authority;
  x509::Certificate certificate;            // the newest over this key
  std::string key_id;                       // hex
  std::vector<std::string> rows;            // ids of its issuers in the state
  std::int64_t changes = 0;                 // of those
  std::vector<authority::KeyPlace> places;  // where its key may lie
  std::optional<store::Crl> last;

  /// "machines (former, 0199f2..)": for messages.
  std::string name() const;
};

/// In the order in which they stand in a file: an authority's current key, its former ones, those above. Each key once;
/// none whose certificates have all ended. As the state is in `read`.
std::vector<CrlIssuer> crl_issuers(store::Read& read, const authority::AuthorityConfigs& configs,
                                   const CrlRequest& request, Time now);

}  // namespace pkit
