#include "identity/identity.h"

#include <algorithm>

#include "base/text.h"
#include "x509/general_names.h"
#include "x509/oid.h"
#include "x509/san.h"

namespace pkit::identity {

namespace {

constexpr std::string_view kUserPrincipalName = "1.3.6.1.4.1.311.20.2.3";

struct Candidate {
  std::string value;
  std::string wrong;  // why it is no such name; empty: it is one
};

Candidate judged(x509::SanType type, const std::string& text) { return {text, x509::san_fault({type, text})}; }

/// "user@domain", both parts there, nothing that does not print.
Candidate principal_name(const x509::GeneralName& name) {
  const std::optional<std::string> text = x509::utf8_value(name);
  if (!text) return {"", "a UPN that is no UTF8String"};
  const std::size_t at = text->find('@');
  const bool sound = at != std::string::npos && at > 0 && at + 1 < text->size() && printable(*text) == *text &&
                     text->find('@', at + 1) == std::string::npos;
  return {*text, sound ? "" : "'" + printable(*text) + "' is no user@domain"};
}

bool is_upn(const x509::GeneralName& name) {
  return name.form == x509::NameForm::other && name.text == kUserPrincipalName;
}

std::optional<Candidate> candidate(const x509::GeneralName& name, Origin origin) {
  using x509::NameForm;
  if (origin == Origin::uri && name.form == NameForm::uri) return judged(x509::SanType::uri, name.text);
  if (origin == Origin::email && name.form == NameForm::email) return judged(x509::SanType::email, name.text);
  if (origin == Origin::dns && name.form == NameForm::dns) return judged(x509::SanType::dns, name.text);
  if (origin == Origin::upn && is_upn(name)) return principal_name(name);
  return std::nullopt;
}

std::vector<Candidate> subject_values(const x509::Certificate& certificate, const std::string& oid) {
  std::vector<Candidate> found;
  for (const std::string& value : certificate.subject.values(oid)) {
    const bool sound = printable(value) == value;
    found.push_back({value, sound ? "" : "'" + printable(value) + "' has characters that do not print"});
  }
  return found;
}

/// The values of one certificate, asked for by source.
class Names {
 public:
  explicit Names(const x509::Certificate& certificate)
      : certificate_(certificate), alternatives_(x509::alternative_names(certificate)) {}

  /// The one value of this source, nothing where there is none. Ill-formed and differing ones become faults.
  std::optional<std::string> one(const Source& source, const std::string& field) {
    std::optional<std::string> found;
    for (const Candidate& each : all(source)) {
      if (!each.wrong.empty()) return refuse("identity.ill_formed", field, source, each.wrong);
      const std::optional<std::string> value = cut(each.value, source);
      if (!value || value == found) continue;
      if (found)
        return refuse("identity.ambiguous", field, source,
                      "both '" + printable(*found) + "' and '" + printable(*value) + "' could be meant");
      found = value;
    }
    return found;
  }

  std::vector<Fault> faults;

 private:
  std::vector<Candidate> all(const Source& source) const {
    if (source.origin == Origin::subject) return subject_values(certificate_, source.attribute);
    std::vector<Candidate> found;
    for (const x509::GeneralName& name : alternatives_)
      if (std::optional<Candidate> each = candidate(name, source.origin)) found.push_back(std::move(*each));
    return found;
  }

  static std::optional<std::string> cut(const std::string& value, const Source& source) {
    if (value.size() <= source.after.size() + source.before.size()) return std::nullopt;
    if (!value.starts_with(source.after) || !value.ends_with(source.before)) return std::nullopt;
    return value.substr(source.after.size(), value.size() - source.after.size() - source.before.size());
  }

  std::nullopt_t refuse(const char* code, const std::string& field, const Source& source, const std::string& what) {
    faults.push_back({Kind::denied, code, field + " from " + source.word, what,
                      "say in a --map file which one counts, or have the certificate issued with one"});
    return std::nullopt;
  }

  const x509::Certificate& certificate_;
  std::vector<x509::GeneralName> alternatives_;
};

std::optional<std::string> user_name(Names& names, const Map& map) {
  for (const Source& source : map.user_name) {
    std::optional<std::string> value = names.one(source, "userName");
    if (value || !names.faults.empty()) return value;
  }
  return std::nullopt;
}

std::string optional_value(Names& names, const std::optional<Source>& source, const char* field) {
  return source ? names.one(*source, field).value_or("") : "";
}

std::string words(const std::vector<Source>& sources) {
  std::vector<std::string> all;
  for (const Source& source : sources) all.push_back(source.word);
  return join(all, ", ");
}

}  // namespace

Identified identify(const x509::Certificate& certificate, const Map& map) {
  Names names(certificate);
  Identified result;
  const std::optional<std::string> user = user_name(names, map);
  Value attributes = Value::map();
  for (const auto& [key, source] : map.attributes)
    if (const auto value = names.one(source, "attributes." + key)) attributes.set(key, *value);
  Value identity = Value::map({{"userName", user.value_or("")},
                               {"displayName", optional_value(names, map.display_name, "displayName")},
                               {"attributes", std::move(attributes)},
                               {"appID", optional_value(names, map.app_id, "appID")},
                               {"deviceId", optional_value(names, map.device_id, "deviceId")}});
  result.faults = std::move(names.faults);
  if (!result.faults.empty()) return result;
  if (user)
    result.identity = std::move(identity);
  else
    result.absent = "the certificate names no user: it has none of " + words(map.user_name);
  return result;
}

}  // namespace pkit::identity
