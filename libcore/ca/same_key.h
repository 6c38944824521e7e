// The CA certificates over one key: renewals, cross-certificates, and what other authorities of this home have of it.
#pragma once

#include <string>
#include <vector>

#include "authority/authority.h"
#include "home/session.h"
#include "x509/certificate.h"

namespace pkit {

struct OverKey {
  std::vector<x509::Certificate> certificates;  // each once
  std::vector<std::string> authorities;         // whose current certificate is one of them
  std::vector<std::string> unreadable;          // authorities of which nobody knows: their files cannot be read
};
/// All that this home knows of: in the authorities' files, in the state, and what `authority sign` gave out.
OverKey certificates_over(const ReadSession& session, const authority::AuthorityConfigs& configs, BytesView key_id);

}  // namespace pkit
