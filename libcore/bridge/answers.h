// What procedures of a realm may answer, to the letter: anything else is a failure (document D). Pure; no text here
// quotes what was answered, which may hold tokens.
#pragma once

#include <string>

#include "base/value.h"
#include "x509/certificate.h"

namespace pkit::bridge {

enum class Valid { yes, no, dependent_only };
/// "YES", "NO", "NO_USE_DEPENDENT_REALM_ONLY".
const char* valid_word(Valid valid);

/// A userIdentity: {userName, displayName, attributes}, of which only the first must be there.
struct UserIdentity {
  std::string user_name, display_name;
  Value attributes = Value::map();  // texts, opaque

  Value value() const;
};

/// 1 to 256 bytes of UTF-8 that print, without blanks at the ends.
bool is_user_name(const std::string& name);

/// Each sets `failure` where the answer is none, and what it returns then means nothing.
/// {valid: ...}; `may_depend`: NO_USE_DEPENDENT_REALM_ONLY is one of the values (D8 to D11, D18, D23).
Valid read_valid(const Value& answer, bool may_depend, std::string& failure);
/// {certificateBase64}: base64 of one certificate in DER (D21). White space in it does not count; the alphabet is that
/// of RFC 4648 section 4, with padding (T-D18).
x509::Certificate read_certificate(const Value& answer, std::string& failure);
/// A userIdentity or null: whether it is null is for the caller to ask first.
UserIdentity read_user(const Value& answer, std::string& failure);
/// D27's object, as it is told: {userName, displayName, attributes, appID, deviceId}. appId is taken for appID (X16);
/// what is left out is "" (D29).
Value read_identity(const Value& answer, std::string& failure);

}  // namespace pkit::bridge
