// Every certificate that is valid now with what is cryptographic about it, one after the other: of those issued, and of
// CAs.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "home/session.h"
#include "store/certificates.h"
#include "x509/certificate.h"

namespace pkit::report {

/// One that this home issued. `content` is null where the octets cannot be read, which no certificate of pkit's is.
struct Issued {
  const store::Certificate& row;
  const std::string& name;       // its holder's
  const std::string& authority;  // empty: nobody knows any more
  const x509::Certificate* content;
};
/// Neither revoked nor past its end at `now`, by their end. None is held.
void each_issued(store::Read& read, Time now, const std::function<void(const Issued&)>& each);

struct CaCertificate {
  std::string authority;  // that it is of, or above
  x509::Certificate certificate;
};
struct CaCertificates {
  std::vector<CaCertificate> all;                 // each once
  std::map<std::string, std::string> unreadable;  // authorities whose files cannot be read, with the reason
  bool config_is_faulty = false;
};
/// Those of pkit.yaml with what is above them, and those that signed before.
CaCertificates ca_certificates(const ReadSession& session);

}  // namespace pkit::report
