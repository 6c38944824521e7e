#include "revocation/target.h"

#include <algorithm>

#include "view/resolve.h"
#include "x509/revocation_reason.h"

namespace pkit {

namespace {

/// What a client machine holds: not ended, and not revoked for good.
std::vector<store::Certificate> held(Session& session, const store::Principal& principal, Time now) {
  std::vector<store::Certificate> all;
  session.state.read([&](store::Read& read) { all = store::certificates::of_principal(read, principal.id); });
  std::erase_if(all, [&](const store::Certificate& c) {
    return now > c.not_after || (c.revoked_at && c.revocation_reason != x509::kHold);
  });
  return all;
}

store::Certificate of_machine(Session& session, const std::string& what, const store::Principal& principal,
                              bool all_of_key, Time now) {
  Found found;
  found.certificates = held(session, principal, now);
  if (found.certificates.empty())
    throw Error(Kind::not_found, "show.missing", printable(principal.name) + " holds no certificate",
                "pkit list certificates --name " + printable(principal.name));
  const store::Certificate& first = found.certificates.front();
  const bool one_key = std::all_of(found.certificates.begin(), found.certificates.end(),
                                   [&](const store::Certificate& c) { return c.key_id == first.key_id; });
  if (found.certificates.size() > 1 && !(all_of_key && one_key))
    ambiguous(what, found, one_key ? "give a serial, or --all-of-key for all of them" : "give a serial");
  return first;
}

}  // namespace

store::Certificate revocation_target(Session& session, const std::string& what,
                                     const std::optional<std::string>& file_content, bool all_of_key, Time now) {
  if (file_content) return find_certificate(session, what, *file_content);
  Found found;
  session.state.read([&](store::Read& read) { found = find_all(read, what); });
  const bool machine = found.certificates.empty() && found.registrations.empty() && found.principals.size() == 1;
  return machine ? of_machine(session, what, found.principals.front(), all_of_key, now)
                 : find_certificate(session, what);
}

}  // namespace pkit
