// The user's identity out of a certificate (D25-D29).
#pragma once

#include <optional>
#include <vector>

#include "base/error.h"
#include "base/value.h"
#include "identity/map.h"
#include "x509/certificate.h"

namespace pkit::identity {

struct Identified {
  Value identity;             // D27's object; null where there is none
  std::vector<Fault> faults;  // kind denied: a name is ambiguous or ill-formed, so that there is no identity
  std::string absent;         // why there is none where nothing is wrong: no source has a name
};

/// D27's {userName, displayName, attributes, appID, deviceId}. The first source of userName that the certificate has
/// names the user; two different values of it are refused, and an ill-formed name of any source that is asked is too:
/// it is never passed over for the next. What is not there is "".
Identified identify(const x509::Certificate& certificate, const Map& map);

}  // namespace pkit::identity
