// Which names a profile grants: `names:`, `subject:`, `san:` and `allowed:`.
#include <algorithm>

#include "pattern/uri.h"
#include "policy/name_value.h"
#include "policy/profile_reader.h"
#include "policy/template.h"
#include "x509/san.h"

namespace pkit::policy {

using config::FieldType;
using config::Section;

namespace {

const std::vector<config::Field> kSanFields = {
    {.key = "dns", .type = FieldType::text_or_list, .help = "\"{ClientMachine}.corp.example\""},
    {.key = "ip", .type = FieldType::text_or_list, .help = "skipped where the value is no address"},
    {.key = "email", .type = FieldType::text_or_list, .help = "\"{ClientMachine}@corp.example\""},
    {.key = "uri", .type = FieldType::text_or_list, .help = "\"spiffe://corp.example/{ClientMachine}\""},
    {.key = "upn", .type = FieldType::text_or_list, .help = "a user principal name, \"{ClientMachine}@corp.example\""},
    {.key = "kerberos", .type = FieldType::text_or_list, .help = "a principal, \"host/{ClientMachine}@CORP.EXAMPLE\""},
    {.key = "smtputf8", .type = FieldType::text_or_list, .help = "a mailbox beyond ASCII (RFC 9598)"},
    {.key = "rid", .type = FieldType::text_or_list, .help = "a registered OID, \"1.3.6.1.4.1.99999.1\""},
};

const std::vector<config::Field> kAllowedFields = {
    {.key = "cn", .type = FieldType::text_or_list, .help = "globs, case ignored; a \"*\" of a name only by \"\\\\*\""},
    {.key = "dns",
     .type = FieldType::text_or_list,
     .help = "globs, case ignored; \"\\\\*.corp.example\" is a wildcard"},
    {.key = "ip", .type = FieldType::text_or_list, .help = "10.0.0.0/8, 2001:db8::/32, or one address"},
    {.key = "email", .type = FieldType::text_or_list, .help = "globs; the domain's case ignored"},
    {.key = "uri", .type = FieldType::text_or_list, .help = "globs; compared as RFC 3986 6.2.2 says"},
    {.key = "upn", .type = FieldType::text_or_list, .help = "globs"},
    {.key = "kerberos", .type = FieldType::text_or_list, .help = "globs"},
    {.key = "smtputf8", .type = FieldType::text_or_list, .help = "globs"},
    {.key = "rid", .type = FieldType::text_or_list, .help = "OIDs"},
    {.key = "o", .type = FieldType::text_or_list, .help = "globs, as all below: what else of the subject is taken"},
    {.key = "ou", .type = FieldType::text_or_list, .help = "organisational units"},
    {.key = "l", .type = FieldType::text_or_list, .help = "localities"},
    {.key = "st", .type = FieldType::text_or_list, .help = "states"},
    {.key = "c", .type = FieldType::text_or_list, .help = "countries"},
    {.key = "serialNumber", .type = FieldType::text_or_list, .help = "serial numbers of devices"},
    {.key = "emailAddress", .type = FieldType::text_or_list, .help = "addresses in the subject"},
};

/// The keys of `allowed:` that are attributes of the subject, and what these are called.
constexpr std::pair<const char*, const char*> kAllowedAttributes[] = {{"o", "O"},
                                                                      {"ou", "OU"},
                                                                      {"l", "L"},
                                                                      {"st", "ST"},
                                                                      {"c", "C"},
                                                                      {"serialNumber", "serialNumber"},
                                                                      {"emailAddress", "emailAddress"}};

/// Faults for what can never be expanded. True for a template that is sound.
bool judge_template(const Section& section, const std::string& where, const std::string& text, Position at) {
  const auto placeholders = placeholders_of(text);
  if (!placeholders) {
    section.faults().add(at, "profile.placeholder", where + " has a brace that does not close", "{{ stands for {");
    return false;
  }
  const std::vector<std::string>& fields = principal_field_words();
  bool sound = true;
  for (const std::string& name : *placeholders) {
    if (std::find(fields.begin(), fields.end(), name) != fields.end()) continue;
    section.faults().add(at, "profile.placeholder", where + " names {" + name + "}, which is no field of a principal",
                         "it may name {" + join(fields, "}, {") + "}; what a client claims is never signed");
    sound = false;
  }
  return sound;
}

bool is_fixed(const std::string& text) { return placeholders_of(text) == std::vector<std::string>{}; }

void read_subject_attribute(const Section& section, const std::string& key, const Value& value, Profile& profile) {
  const std::string where = section.name() + ".subject." + key;
  const std::vector<std::string>& words = subject_attribute_words();
  if (std::find(words.begin(), words.end(), key) == words.end())
    return section.faults().unknown(value.key_at(), section.name() + ".subject: unknown attribute", key, words);
  if (!value.is_text())
    return section.faults().add(value.at(), "profile.subject", where + " is no text", "write it in quotes");
  if (!judge_template(section, where, value.as_text(), value.at())) return;
  const std::string wrong = is_fixed(value.as_text()) ? attribute_fault(key, *expand(value.as_text(), {})) : "";
  if (!wrong.empty()) return section.faults().add(value.at(), "profile.subject", where + " " + wrong);
  profile.subject.emplace_back(key, value.as_text());
}

void read_subject(const Section& section, Profile& profile) {
  if (!section.has("subject")) {
    profile.subject = {{"CN", "{ClientMachine}"}};
    return;
  }
  const Value& subject = section.value("subject");
  if (!subject.is_map()) return;  // told by the table
  for (const auto& [key, value] : subject.members()) read_subject_attribute(section, key, value, profile);
}

void read_san_templates(const Section& section, x509::SanType type, Profile& profile) {
  const std::string key = x509::san_word(type);
  const std::string where = section.name() + "." + key;
  each_text(section, key, [&](const std::string& text, Position at) {
    if (!judge_template(section, where, text, at)) return;
    if (is_fixed(text) && !normal_san(type, *expand(text, {}), underscores_of(profile)))
      return section.faults().add(at, "profile.san", where + " has '" + text + "', no well-formed " + key + " name");
    profile.san[key].push_back(text);
  });
}

void read_san(const Section& section, Profile& profile) {
  const Value& value = section.value("san");
  if (!value.is_map()) return;
  const Section san(value, section.name() + ".san", kSanFields, section.faults());
  for (const x509::SanType type : kSanTypes) read_san_templates(san, type, profile);
}

/// Patterns of one type, made by `make` from each text.
template <class Make>
auto read_patterns(const Section& allowed, const std::string& key, Make make) {
  std::vector<decltype(make(std::string()))> patterns;
  each_text(allowed, key, [&](const std::string& text, Position at) {
    try {
      patterns.push_back(make(text));
    } catch (const Error& e) {
      // The pattern's own error becomes one fault among the others of this file.
      allowed.faults().add(at, "profile.allowed", allowed.name() + "." + key + ": " + e.what(), e.hint());
    }
  });
  return patterns;
}

pattern::Compare compare_of(x509::SanType type) {
  switch (type) {
    case x509::SanType::dns:
      return pattern::Compare::name;
    case x509::SanType::email:
      return pattern::Compare::email;
    case x509::SanType::uri:
      return pattern::Compare::uri;
    default:
      return pattern::Compare::exact;
  }
}

std::vector<pattern::NameGlob> read_globs(const Section& allowed, const std::string& key, pattern::Compare how) {
  return read_patterns(allowed, key, [how](const std::string& text) { return pattern::NameGlob(how, text); });
}

void warn_of_crossing(const Section& allowed) {
  each_text(allowed, "uri", [&](const std::string& text, Position at) {
    if (pattern::crosses_parts(text))
      allowed.faults().warn(at, pattern::crossing_warning(allowed.name() + ".uri", text));
  });
}

void read_allowed(const Section& section, Profile& profile) {
  const Value& value = section.value("allowed");
  if (!value.is_map()) return;
  const Section allowed(value, section.name() + ".allowed", kAllowedFields, section.faults());
  profile.allowed.cn = read_globs(allowed, "cn", pattern::Compare::name);
  for (const x509::SanType type : kSanTypes)
    if (type != x509::SanType::ip)
      profile.allowed.sans[type] = read_globs(allowed, x509::san_word(type), compare_of(type));
  for (const auto& [key, attribute] : kAllowedAttributes)
    profile.allowed.attributes[attribute] = read_globs(allowed, key, pattern::Compare::exact);
  profile.allowed.ip = read_patterns(allowed, "ip", [](const std::string& text) { return pattern::Cidr(text); });
  warn_of_crossing(allowed);
}

NamesMode mode_of(const std::string& word) {
  if (word == "from-csr") return NamesMode::from_csr;
  return word == "template" ? NamesMode::from_template : NamesMode::from_principal;
}

/// Settings that contradict each other, or that nothing would read.
void judge_names(const Section& section, const Profile& profile) {
  config::Faults& faults = section.faults();
  const bool from_csr = profile.names == NamesMode::from_csr;
  if (from_csr && !section.has("allowed"))
    faults.add(section.at("names"), "profile.allowed", section.name() + " takes names from the CSR but allows none",
               "say which under allowed: {cn, dns, ip, email, uri, o, ou, ..}");
  if (!from_csr && section.has("allowed"))
    faults.warn(section.at("allowed"), section.name() + ".allowed is read with 'names: from-csr' only");
  if (from_csr && section.has("san"))
    faults.warn(section.at("san"), section.name() + ".san is not read with 'names: from-csr'");
  const Value& subject = section.value("subject");
  const bool sound = subject.is_map() && subject.members().size() == profile.subject.size();
  if (!from_csr && sound && !subject.find("CN") && !section.has("san"))
    faults.add(section.at("subject"), "profile.subject",
               section.name() + " has neither a CN nor a san: it names nobody", "add CN: \"{ClientMachine}\"");
}

}  // namespace

void read_names(const Section& section, Profile& profile) {
  profile.names = mode_of(section.text("names", "from-principal"));
  read_subject(section, profile);
  read_san(section, profile);
  read_allowed(section, profile);
  judge_names(section, profile);
}

}  // namespace pkit::policy
