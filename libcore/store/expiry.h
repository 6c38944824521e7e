// What nears its end, and of what that was told already.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "store/certificates.h"

namespace pkit::store::expiry {

struct Ending {
  std::string id;  // "c-..."
  Bytes serial;
  std::string subject;  // RFC 4514 text
  std::string name;     // the principal's
  Time not_after = 0;
  std::optional<Duration> told;  // the nearest level that was told of
  std::int64_t account = 0;      // its number; 0: the principal is none
  std::string email;             // an account's, may be empty
};
/// Certificates that end from `from` to `to`, neither revoked nor replaced by a later one; by their end.
void each(Read&, Time from, Time to, const std::function<void(const Ending&)>& fn);

/// The nearest level that was told of anything; `thing` is an id that a successor does not have.
std::optional<Duration> told(Read&, const std::string& thing);
/// Level 0 is the end.
void tell(Write&, const std::string& thing, Duration before);

}  // namespace pkit::store::expiry
