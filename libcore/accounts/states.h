// Who may change what (document C, systems 3c): what each state of an account permits, an entry a row.
#pragma once

#include <span>

#include "base/error.h"

namespace pkit {

inline constexpr const char* kAccountKind = "account";

/// The words of an account's state. A deleted one keeps its row, so that its number is never another's.
inline constexpr const char *kNone = "None", *kOneTime = "OneTime", *kCertified = "Certified", *kDeleted = "Deleted";

inline constexpr const char* kLockedHint = "it can still be disabled and renamed";
inline constexpr const char* kAssignHint =
    "an account gets its certificate by registering with its one-time credentials";

/// In this state, what an operator asks for leads to `next`, or is refused.
struct AccountRule {
  const char* state;
  const char* entry;  // the command's word
  const char* next;   // null: refused
  Kind refusal;       // where refused
  const char* code;   // where refused
  const char* why;    // where refused: what follows the account's name in the message
  const char* hint;   // where refused
};

inline constexpr AccountRule kAccountRules[] = {
    // state, entry, next, refusal
    {kNone, "set-username", kOneTime, {}, "", "", ""},
    {kOneTime, "set-username", nullptr, Kind::denied, "account.locked", "has a user name, which stays",
     "set-password without --username gives it another password"},  // C3
    {kCertified, "set-username", nullptr, Kind::denied, "account.locked",
     "is Certified: its user name is gone for good", kLockedHint},  // C11, C13
    {kNone, "set-password", nullptr, Kind::conflict, "account.credentials", "has no user name",
     "give it one: --username"},
    {kOneTime, "set-password", kOneTime, {}, "", "", ""},  // C3
    {kCertified, "set-password", nullptr, Kind::denied, "account.locked", "is Certified: it has no password any more",
     kLockedHint},                                                                                               // C13
    {kNone, "assign", nullptr, Kind::denied, "account.assign", "cannot be given a credential", kAssignHint},     // C3
    {kOneTime, "assign", nullptr, Kind::denied, "account.assign", "cannot be given a credential", kAssignHint},  // C3
    {kCertified, "assign", nullptr, Kind::denied, "account.assign", "cannot be given a credential",
     "its owner renews and rotates: pkit renew, pkit rotate-key"},  // C13
    {kNone, "set", kNone, {}, "", "", ""},
    {kOneTime, "set", kOneTime, {}, "", "", ""},
    {kCertified, "set", nullptr, Kind::denied, "account.locked", "is Certified: its properties stay", kLockedHint},
    {kNone, "rename", kNone, {}, "", "", ""},
    {kOneTime, "rename", kOneTime, {}, "", "", ""},
    {kCertified, "rename", kCertified, {}, "", "", ""},  // C14
    {kNone, "disable", kNone, {}, "", "", ""},
    {kOneTime, "disable", kOneTime, {}, "", "", ""},
    {kCertified, "disable", kCertified, {}, "", "", ""},  // C14
    {kNone, "enable", kNone, {}, "", "", ""},
    {kOneTime, "enable", kOneTime, {}, "", "", ""},
    {kCertified, "enable", kCertified, {}, "", "", ""},  // C14
    {kNone, "delete", kDeleted, {}, "", "", ""},
    {kOneTime, "delete", kDeleted, {}, "", "", ""},
    {kCertified, "delete", nullptr, Kind::denied, "account.locked", "is Certified: it stays", kLockedHint},  // X10
    {kNone, "handoff", nullptr, Kind::conflict, "account.credentials", "has no credentials to hand over",
     "give it some: pkit account set-password ID --username U"},
    {kOneTime, "handoff", kOneTime, {}, "", "", ""},  // C4
    {kCertified, "handoff", nullptr, Kind::conflict, "account.credentials",
     "is Certified: nothing is left to hand over", "its owner has a key and a certificate"},
};

}  // namespace pkit
