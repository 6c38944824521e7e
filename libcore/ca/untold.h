// Revocations that nobody hears of: pkit makes no CRL of whose key they are under.
#pragma once

#include <string>
#include <vector>

#include "authority/authority.h"
#include "store/certificates.h"

namespace pkit {

struct Untold {
  std::vector<std::string> issuers;  // ids, "i-..."
  std::string authority;
  bool gateway = false;  // another CA signs for it; else pkit.yaml has no such authority any more

  /// A sentence that says so, and what is to be done.
  std::string text() const;
};

/// By authority: who signed what is revoked, has not ended at `now`, and is under no key that `configs` lead to.
/// Error{config "authority.certificate"} where the files of one cannot be read.
std::vector<Untold> untold_revocations(store::Read& read, const authority::AuthorityConfigs& configs, Time now);

}  // namespace pkit
