#include "policy/check.h"

#include <algorithm>

#include "policy/names.h"
#include "policy/requested.h"

namespace pkit::policy {

Checked check(const Profile& profile, const PrincipalFields& principal, const x509::PublicKey& key,
              const NamesWanted& wanted) {
  Checked checked;
  judge_key(profile, key, checked.faults);
  if (wanted.csr) judge_requested(profile, *wanted.csr, checked.faults);
  JudgedNames names = judge_names(profile, principal, wanted);
  checked.faults.insert(checked.faults.end(), names.faults.begin(), names.faults.end());
  if (!checked.faults.empty()) return checked;

  Permitted permitted;
  // Written as people write a name, most specific first; encoded the other way round (RFC 4514 2.1).
  std::reverse(names.subject.begin(), names.subject.end());
  permitted.names = {x509::Name::of(names.subject), std::move(names.sans)};
  permitted.differences = std::move(names.differences);
  permitted.key_usage = usages_for(profile, key);
  permitted.extended_key_usage = profile.extended_key_usage;
  if (wanted.csr) tell_requested(profile, key, *wanted.csr, permitted.differences);
  checked.permitted = std::move(permitted);
  return checked;
}

x509::CertificateFields certificate_fields(const Profile& profile, const Permitted& permitted,
                                           const x509::PublicKey& key, Time not_before, Time not_after) {
  x509::CertificateFields fields;
  fields.subject = permitted.names.subject.der();
  fields.not_before = not_before;
  fields.not_after = not_after;
  fields.spki = key.spki();
  fields.subject_key_bits = key.key_bits();
  fields.key_usage = permitted.key_usage;
  fields.extended_key_usage = permitted.extended_key_usage;
  fields.sans = permitted.names.sans;
  fields.crl_urls = profile.crl_urls;
  fields.no_revocation = profile.no_revocation;
  fields.ocsp_urls = profile.ocsp_urls;
  fields.issuer_urls = profile.issuer_urls;
  fields.policies = profile.policies;
  fields.underscores = underscores_of(profile) == Underscores::taken;
  return fields;
}

std::vector<std::string> granted_texts(const GrantedNames& names) {
  std::vector<std::string> texts;
  for (const auto& rdn : names.subject.rdns()) {
    for (const x509::Attribute& attribute : rdn)
      texts.push_back(lower(x509::attribute_key(attribute.oid)) + ":" + attribute.value);
  }
  for (const x509::San& san : names.sans) texts.push_back(x509::san_text(san));
  std::sort(texts.begin(), texts.end());
  return texts;
}

}  // namespace pkit::policy
