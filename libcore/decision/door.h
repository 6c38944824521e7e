// The doors into the pipeline, a row each. A stage asks what its door means and never which door it is.
#pragma once

#include <string_view>

namespace pkit {

struct Door {
  /// What it means that no handler decided.
  enum class Deferred {
    waits,       // for an operator
    is_yes,      // it is the operator who asks
    by_default,  // as `operations:` of pkit.yaml says
  };

  const char* word;       // in traces, events and messages
  const char* operation;  // whose chain judges it, and what handlers see
  Deferred deferred;
  bool registers;                 // a registration is kept of what is asked; anybody may knock here
  bool decides;                   // the registration is decided here, and not completed
  bool approving;                 // what handlers see
  const char* event;              // what the history tells where it is about no registration
  const char* section = nullptr;  // whose chain judges instead: a kind's own of pkit.yaml

  const char* judged_by() const { return section ? section : operation; }
};

namespace door {
inline constexpr Door registering{"register", "register", Door::Deferred::waits, true, true, false, "register.done"};
/// Every handler that would judge the registration judges its approval.
inline constexpr Door approving{"approve", "register", Door::Deferred::is_yes, false, true, true, "approve.done"};
inline constexpr Door denying{"deny", "deny", Door::Deferred::is_yes, false, true, false, "deny.done"};
inline constexpr Door issuing{"issue", "issue", Door::Deferred::by_default, false, false, false, "issue.done"};
inline constexpr Door renewing{"renew", "renew", Door::Deferred::by_default, false,
                               false,   false,   "certificate.renewed"};
inline constexpr Door rotating{"rotate-key", "rotate-key", Door::Deferred::by_default, false,
                               false,        false,        "certificate.rotated"};
/// Asks what a principal may do, and leads to no certificate.
inline constexpr Door authenticating{"authenticate", "authenticate", Door::Deferred::by_default, false,
                                     false,          false,          "authenticate.done"};
}  // namespace door

/// By its word, or by the operation that its chain judges; null where there is none.
const Door* find_door(std::string_view word);

}  // namespace pkit
