#include "bridge/answers.h"

#include <algorithm>
#include <iterator>

#include "base/table.h"

namespace pkit::bridge {

namespace {

constexpr const char* kValid[] = {"YES", "NO", "NO_USE_DEPENDENT_REALM_ONLY"};

constexpr Field kValidFields[] = {{.key = "valid", .type = FieldType::text, .required = true}};
constexpr Field kCertificateFields[] = {{.key = "certificateBase64", .type = FieldType::word, .required = true}};
constexpr Field kUserFields[] = {
    {.key = "userName", .type = FieldType::word, .required = true},
    {.key = "displayName", .type = FieldType::text},
    {.key = "attributes", .type = FieldType::text_map},
};
constexpr Field kIdentityFields[] = {
    {.key = "userName", .type = FieldType::word, .required = true},
    {.key = "displayName", .type = FieldType::text},
    {.key = "attributes", .type = FieldType::text_map},
    {.key = "appID", .type = FieldType::text},
    {.key = "appId", .type = FieldType::text},
    {.key = "deviceId", .type = FieldType::text},
};

/// The first flaw, by its place and kind alone.
std::string flaw_of(const Value& answer, const Fields& fields) {
  if (!answer.is_map()) return "the answer is no object";
  const std::vector<Flaw> flaws = flaws_in(answer, fields, "");
  if (flaws.empty()) return {};
  const Flaw& flaw = flaws.front();
  if (flaw.is == Flaw::Is::unknown) return "the answer has a member that it may not have";
  // A path may run into attributes, whose names are nobody's business.
  const std::string member = flaw.path.substr(0, flaw.path.find('.'));
  return "the answer's " + member + (flaw.is == Flaw::Is::missing ? " is missing" : " is not as it must be");
}

std::string without_space(const std::string& text) {
  std::string kept;
  std::copy_if(text.begin(), text.end(), std::back_inserter(kept),
               [](char c) { return c != ' ' && c != '\t' && c != '\n' && c != '\r'; });
  return kept;
}

Value attributes_of(const Value& answer) { return answer["attributes"].is_map() ? answer["attributes"] : Value::map(); }

}  // namespace

bool is_user_name(const std::string& name) {
  constexpr std::size_t kLongest = 256;
  return !name.empty() && name.size() <= kLongest && printable(name) == name && trim(name) == name;
}

const char* valid_word(Valid valid) { return kValid[static_cast<std::size_t>(valid)]; }

Value UserIdentity::value() const {
  return Value::map({{"userName", user_name}, {"attributes", attributes}, {"displayName", display_name}});
}

Valid read_valid(const Value& answer, bool may_depend, std::string& failure) {
  failure = flaw_of(answer, kValidFields);
  if (!failure.empty()) return Valid::no;
  const std::size_t count = may_depend ? 3 : 2;
  for (std::size_t i = 0; i < count; ++i)
    if (answer["valid"].as_text() == kValid[i]) return static_cast<Valid>(i);
  failure =
      std::string("the answer's valid is none of YES, ") + (may_depend ? "NO_USE_DEPENDENT_REALM_ONLY, NO" : "NO");
  return Valid::no;
}

x509::Certificate read_certificate(const Value& answer, std::string& failure) {
  failure = flaw_of(answer, kCertificateFields);
  if (!failure.empty()) return {};
  const std::optional<Bytes> der = from_base64(without_space(answer["certificateBase64"].as_text()));
  if (!der || der->empty()) {
    failure = "certificateBase64 is not base64 of a certificate in DER";
    return {};
  }
  try {
    return x509::parse_certificate(*der);
  } catch (const Error& error) {
    failure = "certificateBase64 is no certificate in DER (" + error.code() + ")";
    return {};
  }
}

UserIdentity read_user(const Value& answer, std::string& failure) {
  failure = flaw_of(answer, kUserFields);
  if (!failure.empty()) return {};
  UserIdentity user{answer["userName"].as_text(), answer.text_or("displayName"), attributes_of(answer)};
  if (!is_user_name(user.user_name))
    failure = "the answer's userName is longer than 256 bytes, or has characters that do not print";
  return user;
}

Value read_identity(const Value& answer, std::string& failure) {
  failure = flaw_of(answer, kIdentityFields);
  if (!failure.empty()) return {};
  const Value &upper = answer["appID"], &mixed = answer["appId"];
  if (upper.is_text() && mixed.is_text() && upper != mixed) {
    failure = "the answer's appID and appId differ";
    return {};
  }
  if (!is_user_name(answer["userName"].as_text())) {
    failure = "the answer's userName is longer than 256 bytes, or has characters that do not print";
    return {};
  }
  return Value::map({{"userName", answer["userName"]},
                     {"displayName", answer.text_or("displayName")},
                     {"attributes", attributes_of(answer)},
                     {"appID", upper.is_text() ? upper : Value(mixed.is_text() ? mixed.as_text() : "")},
                     {"deviceId", answer.text_or("deviceId")}});
}

}  // namespace pkit::bridge
