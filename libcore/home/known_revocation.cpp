#include "home/known_revocation.h"

#include <optional>

#include "base/text.h"
#include "store/crls.h"

namespace pkit {

std::string known_revocation(store::Reader& state, const x509::Certificate& ca, const x509::Certificate& issuer) {
  std::optional<store::crls::ForeignRevocation> found;
  state.read(
      [&](store::Read& read) { found = store::crls::find_foreign(read, to_hex(issuer.key.key_id()), ca.serial); });
  return found ? "it was revoked at " + print_time(found->at) + ": " + found->reason : std::string();
}

}  // namespace pkit
