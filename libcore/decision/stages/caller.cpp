#include "decision/caller.h"

#include <algorithm>

#include "store/renewals.h"

namespace pkit {

bool Caller::proven_by_key(const Intake& intake) const {
  if (!intake.csr) return false;
  const std::string key = to_hex(intake.csr->key.key_id());
  return std::any_of(held.begin(), held.end(), [&](const store::Certificate& c) { return c.key_id == key; });
}

bool Caller::proven_afresh(const Intake& intake) const {
  if (intake.proven_by.empty()) return false;
  return std::any_of(held.begin(), held.end(),
                     [&](const store::Certificate& c) { return equal_constant_time(c.fingerprint, intake.proven_by); });
}

namespace {

/// The keys that this request rests on: one that is known to be in other hands certifies and proves nothing.
std::optional<std::string> compromised_key(store::Read& read, const Intake& intake) {
  std::optional<std::string> found;
  if (intake.csr) found = store::certificates::compromised(read, to_hex(intake.csr->key.key_id()));
  if (found || intake.proven_by.empty()) return found;
  const auto proof = store::certificates::find_by_fingerprint(read, intake.proven_by);
  return proof ? store::certificates::compromised(read, proof->key_id) : std::nullopt;
}

/// ": sold": why it is in a state in which it is refused.
std::string because(const Caller& caller) {
  return caller.principal && !caller.principal->reason.empty() ? ": " + caller.principal->reason : "";
}

}  // namespace

Caller authenticate(store::Read& read, const Intake& intake) {
  Caller caller = intake.kind->authenticate(read, intake);
  if (!intake.replaces.empty()) {
    caller.replaced = store::certificates::find(read, intake.replaces);
    caller.is_replaced = store::renewals::successor(read, intake.replaces).has_value();
  }
  if (intake.key_must_be_new && intake.csr)
    caller.key_used = store::certificates::key_is_known(read, to_hex(intake.csr->key.key_id()));
  caller.compromised = compromised_key(read, intake);
  return caller;
}

Caller identify(const ReadSession& session, const Intake& intake) {
  Caller caller;
  session.state.read([&](store::Read& read) { caller = authenticate(read, intake); });
  return caller;
}

std::optional<Fault> refusal(const Intake& intake, const Caller& caller) {
  if (!intake.refused.empty()) return intake.refused.front();
  const Admission& row = admission(*caller.kind, caller.state(), *intake.door);
  if (!row.admitted)
    return Fault{row.refusal, row.code, intake.client_machine, intake.client_machine + " " + row.why + because(caller),
                 row.hint};
  if (caller.compromised)
    return Fault{Kind::denied, "key.compromised", "key",
                 "the key is known to others: " + *caller.compromised + " over it was revoked as keyCompromise",
                 "make a new key"};
  std::vector<Fault> faults = caller.kind->extra_checks(intake, caller);
  return faults.empty() ? std::nullopt : std::optional(faults.front());
}

namespace {

template <class Thing>
bool same_version(const std::optional<Thing>& a, const std::optional<Thing>& b) {
  return a.has_value() == b.has_value() && (!a || (a->id == b->id && a->version == b->version));
}

template <class Thing>
bool same_versions(const std::vector<Thing>& a, const std::vector<Thing>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Thing& x, const Thing& y) { return x.id == y.id && x.version == y.version; });
}

}  // namespace

bool same_state(const Caller& before, const Caller& now) {
  return same_version(before.principal, now.principal) && same_version(before.registration, now.registration) &&
         same_version(before.certificate, now.certificate) && same_version(before.issued, now.issued) &&
         same_version(before.replaced, now.replaced) && before.key_used == now.key_used &&
         before.is_replaced == now.is_replaced && same_versions(before.held, now.held) &&
         same_versions(before.open, now.open) && before.compromised.has_value() == now.compromised.has_value() &&
         before.name_holder.empty() == now.name_holder.empty() &&
         before.other_holder.has_value() == now.other_holder.has_value();  // which of them is only for the message
}

}  // namespace pkit
