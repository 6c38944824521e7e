// The checks of one path, each over the whole path, from what was read to findings. The order of the files is that of
// RFC 5280 6.1.3 to 6.1.5.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "path/effort.h"
#include "path/facts.h"
#include "path/question.h"
#include "path/rules.h"

namespace pkit::path {

using Findings = std::vector<Finding>;

/// Times, versions, keys, digests, what makes a CA, path lengths, critical extensions (basic.cpp).
void check_basics(const Path& path, const Question& question, Findings& findings);
/// The profile for issuing, where the question is not lenient (strict.cpp). What was found of a CA is kept, and of a
/// leaf not: certificates of CAs outlive this.
class ProfileCheck {
 public:
  void check(const Path& path, Findings& findings);

 private:
  std::map<const x509::Certificate*, Findings> known_;
};
/// extendedKeyUsage of every certificate and keyUsage of the leaf (purpose.cpp).
void check_purpose(const Path& path, const Question& question, Findings& findings);
/// The names that the leaf is asked to have (names.cpp).
void check_names(const Path& path, const Question& question, Findings& findings);
/// Name constraints of every CA over everything below it; self-issued CAs are passed over (constraints.cpp). What costs
/// more than is left is refused.
void check_constraints(const Path& path, Effort& effort, Findings& findings);
/// The same for what is to be issued below one CA: the first name that its constraints do not permit.
Findings names_outside(std::vector<x509::GeneralName> names, const x509::Name& subject,
                       const x509::NameConstraints& constraints);
/// RFC 9618's graph. Answers the user-constrained policy set, "2.5.29.32.0" for any (policy.cpp). What costs more than
/// is left is refused.
std::vector<std::string> check_policies(const Path& path, const Question& question, Effort& effort, Findings& findings);

}  // namespace pkit::path
