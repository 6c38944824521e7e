// The names of a certificate to be: what is asked for, what is granted, what is signed, and what became of the rest.
// Internal to policy/.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "policy/check.h"
#include "policy/name_value.h"

namespace pkit::policy {

using Attributes = std::vector<std::pair<std::string, std::string>>;  // {"CN", "web1"}, most specific first

/// A name that the CSR or the command line asks for, and where.
template <class T>
struct Asked {
  T name;
  std::string where;
};

struct AskedNames {
  std::vector<Asked<std::string>> cns;
  std::vector<Asked<x509::San>> sans;  // in the spelling of normal_san() where they are well formed
  Attributes others;
};
AskedNames asked_names(const NamesWanted& wanted, Underscores underscores);

/// What would be signed, and why it cannot be.
struct JudgedNames {
  Attributes subject;
  std::vector<x509::San> sans;
  std::vector<Difference> differences;
  std::vector<Fault> faults;
};

/// The templates' names. Faults "policy.template" for a placeholder that is absent and for a subject value that cannot
/// be signed; a san whose value is not of its type is skipped, so that one profile serves machines known by name and
/// machines known by address, and told where it is signed as neither.
JudgedNames expand_templates(const Profile& profile, const PrincipalFields& principal);

/// Adds the names asked for to the templates': every one must be the principal's own, a template's or the verdict's.
void grant_from_principal(const Profile& profile, const PrincipalFields& principal, const NamesWanted& wanted,
                          const AskedNames& asked, JudgedNames& judged);
/// Adds of the subject's further attributes those that were granted by name and value, where the profile has none of
/// their type.
void grant_attributes(const Attributes& granted, const AskedNames& asked, JudgedNames& judged);
/// Adds the names asked for: every one must match the profile's `allowed`; other attributes of the subject that do not
/// are left to be told as dropped.
void grant_from_csr(const Profile& profile, const AskedNames& asked, JudgedNames& judged);

/// All of it: the templates, the profile's mode, the differences.
JudgedNames judge_names(const Profile& profile, const PrincipalFields& principal, const NamesWanted& wanted);

/// The value of the first attribute of that key; null where there is none.
const std::string* value_of(const Attributes& attributes, const std::string& key);
bool holds(const std::vector<x509::San>& sans, const x509::San& san);
void add_once(std::vector<x509::San>& sans, const x509::San& san);
/// Case does not make a name another one (RFC 5280 7.1, RFC 4343).
bool same_text(const std::string& a, const std::string& b);

}  // namespace pkit::policy
