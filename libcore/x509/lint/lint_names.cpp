// Lint: issuer, subject, subjectAltName.
#include "x509/der.h"
#include "x509/lint/lint_rules.h"

namespace pkit::x509 {

namespace {

using C = const Certificate&;

/// Does `holds` hold for every attribute of the subject? The issuer's name is another certificate's subject, copied
/// from there byte for byte (RFC 5280 4.1.2.4): nobody chose it here.
template <class Fn>
bool every_attribute(C c, Fn holds) {
  return std::all_of(c.subject.rdns().begin(), c.subject.rdns().end(),
                     [&](const auto& rdn) { return std::all_of(rdn.begin(), rdn.end(), holds); });
}

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// Characters, not bytes: `text` is valid UTF-8.
std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

bool has_issuer(C c) { return !c.issuer.empty(); }

bool ca_has_subject(C c) { return !is_ca(c) || !c.subject.empty(); }

bool modern_strings(C c) {
  return every_attribute(c, [](const Attribute& a) {
    const bool ascii_only = attribute_key(a.oid) == "DC" || attribute_key(a.oid) == "emailAddress";
    if (a.oid == oid::kUniqueIdentifier) return a.tag == der::kBitString;
    return a.tag == der::kUtf8String || a.tag == der::kPrintableString || (ascii_only && a.tag == der::kIa5String);
  });
}

struct Bound {
  const char* key;
  std::size_t most;
};
constexpr Bound kBounds[] = {{"CN", 64}, {"O", 64}, {"OU", 64}, {"L", 128}, {"ST", 128}, {"serialNumber", 64}};

bool within_bounds(C c) {
  return every_attribute(c, [](const Attribute& a) {
    const std::string key = attribute_key(a.oid);
    return std::all_of(std::begin(kBounds), std::end(kBounds),
                       [&](const Bound& bound) { return key != bound.key || length_of(a.value) <= bound.most; });
  });
}

bool country_code(C c) {
  return every_attribute(c, [](const Attribute& a) {
    if (attribute_key(a.oid) != "C") return true;
    return a.tag == der::kPrintableString && a.value.size() == 2 && is_letter(a.value[0]) && is_letter(a.value[1]);
  });
}

bool is_named(C c) { return !c.subject.empty() || c.extension(oid::kSubjectAltName); }

bool sans_critical(C c) { return critical_is(c, oid::kSubjectAltName, c.subject.empty()); }

bool says_empty(const Fault& fault) { return fault.code == "san.empty"; }

bool sans_not_empty(C c) { return std::none_of(c.san_faults.begin(), c.san_faults.end(), says_empty); }

bool sans_well_formed(C c) { return std::all_of(c.san_faults.begin(), c.san_faults.end(), says_empty); }

bool no_underscores(C c) {
  return std::none_of(c.oddities.begin(), c.oddities.end(),
                      [](const Oddity& oddity) { return oddity.which == Tolerance::dns_underscore; });
}

constexpr LintRule kNameRules[] = {
    {"lint.issuer", "RFC 5280 4.1.2.4", has_issuer, "the issuer is empty"},
    {"lint.subject.ca", "RFC 5280 4.1.2.6", ca_has_subject, "the subject of a CA is empty"},
    {"lint.name.string", "RFC 5280 4.1.2.6", modern_strings, "a name is in an old string type"},
    {"lint.name.bounds", "RFC 5280 A.1", within_bounds, "a value in a name is longer than its upper bound"},
    {"lint.name.country", "RFC 5280 A.1", country_code, "a country is not two letters in a PrintableString"},
    {"lint.subject", "RFC 5280 4.1.2.6", is_named, "it has neither subject nor subject alternative names"},
    {"lint.san.critical", "RFC 5280 4.2.1.6", sans_critical,
     "subjectAltName must be critical exactly where the subject is empty"},
    {"lint.san.empty", "RFC 5280 4.2.1.6", sans_not_empty, "subjectAltName, or a name in it, is empty"},
    {"lint.san.underscore", "RFC 1034 3.5", no_underscores, "a dns name has an underscore"},
    {"lint.san", "RFC 5280 4.2.1.6", sans_well_formed, "a subject alternative name is not well formed"},
};

}  // namespace

std::span<const LintRule> lint_name_rules() { return kNameRules; }

}  // namespace pkit::x509
