#include "decision/in_force.h"

namespace pkit {

namespace {

[[noreturn]] void refuse(const char* code, const std::string& what, const std::string& hint) {
  throw Error(Kind::authentication, code, what, hint);
}

}  // namespace

void require_not_revoked(const store::Certificate& c) {
  if (!c.revoked_at) return;
  refuse(
      "certificate.revoked",
      "certificate " + to_hex(c.serial) + " was revoked at " + print_time(*c.revoked_at) + ": " + c.revocation_reason,
      "register with a new key");
}

void require_not_revoked(const ReadSession& session, const store::Certificate& c) {
  require_not_revoked(c);
  bool compromised = false;
  session.state.read(
      [&](store::Read& read) { compromised = store::certificates::compromised(read, c.key_id).has_value(); });
  if (compromised)
    refuse("key.compromised", "the key of certificate " + to_hex(c.serial) + " was revoked as compromised",
           "register with a new key");
}

void require_in_force(const store::Certificate& c, Time now, Duration grace) {
  if (now < c.not_before)
    refuse("certificate.early", "certificate " + to_hex(c.serial) + " begins at " + print_time(c.not_before),
           "compare the clocks of both sides");
  if (now > c.not_after + grace)
    refuse("certificate.expired", "certificate " + to_hex(c.serial) + " ended at " + print_time(c.not_after),
           "register with a new CSR; a profile's renew_expired lets a certificate be renewed after its end");
}

}  // namespace pkit
