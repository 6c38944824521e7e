#include "policy/names.h"

#include <algorithm>

namespace pkit::policy {

namespace {

void tell_attribute(const std::string& key, const std::string& asked, JudgedNames& judged) {
  const bool signed_so = std::any_of(judged.subject.begin(), judged.subject.end(), [&](const auto& attribute) {
    return attribute.first == key && same_text(attribute.second, asked);
  });
  if (signed_so) return;
  const std::string* other = value_of(judged.subject, key);
  judged.differences.push_back({other ? "changed" : "dropped", "subject." + key, asked, other ? *other : ""});
}

void tell_sans(const AskedNames& asked, JudgedNames& judged) {
  std::vector<x509::San> wanted;
  for (const auto& each : asked.sans) add_once(wanted, each.name);
  for (const x509::San& san : wanted) {
    if (!holds(judged.sans, san)) judged.differences.push_back({"dropped", "subjectAltName", x509::san_text(san), ""});
  }
  if (wanted.empty()) return;  // who asked for no name of this kind is told of none
  for (const x509::San& san : judged.sans) {
    if (!holds(wanted, san)) judged.differences.push_back({"added", "subjectAltName", "", x509::san_text(san)});
  }
}

/// RFC 9525 2: clients look for a server's name in the subjectAltName alone.
void require_server_name(const Profile& profile, JudgedNames& judged) {
  const auto& usages = profile.extended_key_usage;
  if (!judged.faults.empty() || !judged.sans.empty()) return;
  if (std::find(usages.begin(), usages.end(), "serverAuth") == usages.end()) return;
  judged.faults.push_back({Kind::denied, "policy.san.missing", "subjectAltName",
                           "profile '" + profile.name + "' is for TLS servers, and no name of one would be in it",
                           "ask for a dns name or an address, or give the profile a san"});
}

}  // namespace

JudgedNames judge_names(const Profile& profile, const PrincipalFields& principal, const NamesWanted& wanted) {
  const AskedNames asked = asked_names(wanted, underscores_of(profile));
  JudgedNames judged = expand_templates(profile, principal);
  switch (profile.names) {
    case NamesMode::from_principal:
      grant_from_principal(profile, principal, wanted, asked, judged);
      grant_attributes(wanted.granted_attributes, asked, judged);
      break;
    case NamesMode::from_csr:
      grant_from_csr(profile, asked, judged);
      grant_attributes(wanted.granted_attributes, asked, judged);
      break;
    case NamesMode::from_template:
      break;  // what is asked for is only told
  }
  if (judged.faults.empty() && !value_of(judged.subject, "CN") && judged.sans.empty())
    judged.faults.push_back({Kind::denied, "policy.names.empty", "subject", "the certificate would name nobody",
                             "ask for a name, or give profile '" + profile.name + "' a CN or a san"});
  require_server_name(profile, judged);
  for (const auto& cn : asked.cns) tell_attribute("CN", cn.name, judged);
  for (const auto& [key, value] : asked.others) tell_attribute(key, value, judged);
  tell_sans(asked, judged);
  return judged;
}

}  // namespace pkit::policy
