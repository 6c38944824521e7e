#include "path/crl_scope.h"

#include <algorithm>

#include "x509/name_norm.h"

namespace pkit::path {

namespace {

using x509::GeneralName;
using x509::NameForm;

/// One comparable text a name.
std::string comparable(const GeneralName& name) {
  const std::string form = x509::name_form_word(name.form);
  if (name.form == NameForm::directory) return form + name.comparable;
  return form + name.text + to_hex(name.octets);
}

std::vector<std::string> comparable(const std::vector<GeneralName>& names) {
  std::vector<std::string> all;
  for (const GeneralName& name : names) all.push_back(comparable(name));
  return all;
}

/// The names of a point; a relative one is an RDN below `issuer`.
std::vector<std::string> names_of(const x509::DistributionPoint& point, const std::string& issuer) {
  if (point.relative)
    return {std::string(x509::name_form_word(NameForm::directory)) + issuer + x509::normalized(*point.relative)};
  return comparable(point.full_name);
}

bool overlap(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](const auto& each) { return std::find(b.begin(), b.end(), each) != b.end(); });
}

/// (b)(1): the CRL is by the certificate's issuer, or by whom the point names, and then it must say that it is
/// indirect.
bool issuer_matches(const Facts& facts, const x509::DistributionPoint& point, const x509::Crl& crl) {
  const std::string& issuer = crl.normalized_issuer();
  if (point.crl_issuer.empty()) return issuer == facts.issuer;
  const std::string wanted = x509::name_form_word(NameForm::directory) + issuer;
  const std::vector<std::string> named = comparable(point.crl_issuer);
  const bool is_named = std::find(named.begin(), named.end(), wanted) != named.end();
  return is_named && ((crl.scope && crl.scope->indirect) || issuer == facts.issuer);
}

/// (b)(2)
bool name_matches(const Facts& facts, const x509::DistributionPoint& point, const x509::IssuingPoint& scope,
                  const x509::Crl& crl) {
  if (!scope.point.has_name()) return true;
  const std::string& issuer = crl.normalized_issuer();
  const std::vector<std::string> wanted = names_of(scope.point, issuer);
  const std::string under = point.crl_issuer.empty() ? facts.issuer : issuer;
  return overlap(wanted, point.has_name() ? names_of(point, under) : comparable(point.crl_issuer));
}

bool kind_matches(const Facts& facts, const x509::IssuingPoint& scope) {
  const bool ca = facts.certificate->is_ca == true;
  return !scope.only_attribute && !(scope.only_user && ca) && !(scope.only_ca && !ca);
}

/// Numbers that are not negative, as DER content octets.
bool less(const Bytes& a, const Bytes& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; }

std::string scope_text(const x509::Crl& crl) {
  if (!crl.scope) return {};
  const x509::IssuingPoint& s = *crl.scope;
  std::vector<std::string> parts = names_of(s.point, crl.normalized_issuer());
  for (const int each : {int{s.only_user}, int{s.only_ca}, int{s.only_attribute}, int{s.indirect},
                         int{s.only_reasons.value_or(x509::kAllReasons)}})
    parts.push_back(std::to_string(each));
  return join(parts, "|");
}

}  // namespace

std::vector<std::string> issuers_of(const Facts& facts, const x509::DistributionPoint& point) {
  if (point.crl_issuer.empty()) return {facts.issuer};
  std::vector<std::string> all;
  for (const GeneralName& name : point.crl_issuer)
    if (name.form == NameForm::directory) all.push_back(name.comparable);
  return all;
}

std::vector<x509::DistributionPoint> points_of(const Facts& facts) {
  if (!facts.points.empty()) return facts.points;
  x509::DistributionPoint point;
  point.full_name.push_back(x509::directory_name(facts.certificate->issuer));
  return {std::move(point)};
}

std::optional<x509::Reasons> reasons_covered(const Facts& facts, const x509::DistributionPoint& point,
                                             const x509::Crl& crl) {
  if (!issuer_matches(facts, point, crl)) return std::nullopt;
  x509::Reasons reasons = point.reasons.value_or(x509::kAllReasons) & x509::kAllReasons;
  if (!crl.scope) return reasons;
  if (!name_matches(facts, point, *crl.scope, crl) || !kind_matches(facts, *crl.scope)) return std::nullopt;
  return static_cast<x509::Reasons>(reasons & crl.scope->only_reasons.value_or(x509::kAllReasons));
}

std::size_t size_of(const x509::DistributionPoint& point) {
  std::size_t size = 0;
  for (const auto* names : {&point.full_name, &point.crl_issuer})
    for (const GeneralName& name : *names) size += 1 + name.text.size() + name.octets.size() + name.comparable.size();
  if (point.relative)
    for (const x509::Attribute& attribute : *point.relative) size += 1 + attribute.value.size();
  return size;
}

bool continues(const x509::Crl& delta, const x509::Crl& base) {
  if (!delta.delta_base || !delta.number || !base.number || base.delta_base) return false;
  return !less(*base.number, *delta.delta_base) && less(*base.number, *delta.number) &&
         delta.normalized_issuer() == base.normalized_issuer() && delta.authority_key_id == base.authority_key_id &&
         scope_text(delta) == scope_text(base);
}

}  // namespace pkit::path
