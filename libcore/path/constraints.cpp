// Name constraints (RFC 5280 4.2.1.10, 6.1.3 (b) and (c), 6.1.4 (g)): every name below a CA must be in one of the
// subtrees that it permits of that form, and in none that it excludes.
#include <utility>

#include "path/checks.h"
#include "path/name_match.h"

namespace pkit::path {

namespace {

using x509::GeneralName;
using x509::NameForm;

constexpr std::string_view kEmailAddress = "1.2.840.113549.1.9.1";

std::string shown(const GeneralName& name) {
  const std::string text = name.form == NameForm::directory ? name.directory.text()
                           : name.form == NameForm::ip      ? to_hex(name.octets)
                                                            : name.text;
  return std::string(x509::name_form_word(name.form)) + " '" + printable(text) + "'";
}

/// Names of subjectAltName, the subject where it is not empty, and the addresses in it: those are e-mail names too.
std::vector<GeneralName> all_names(std::vector<GeneralName> names, const x509::Name& subject) {
  if (!subject.empty()) names.push_back(x509::directory_name(subject));
  for (const std::string& address : subject.values(kEmailAddress)) {
    GeneralName email;
    email.form = NameForm::email;
    email.text = address;
    names.push_back(std::move(email));
  }
  return names;
}

std::size_t length_of(const GeneralName& name) {
  return name.text.size() + name.octets.size() + name.comparable.size();
}

/// Does this subtree say anything of names like this one?
bool concerns(const GeneralName& subtree, const GeneralName& name) {
  if (subtree.form == NameForm::email && name.form == NameForm::other) return name.text == kSmtpUtf8Mailbox;
  return subtree.form == name.form;
}

bool too_costly(std::size_t at, Findings& findings) {
  findings.push_back({Rule::budget, at, "nameConstraints", "there are too many names under too many constraints"});
  return false;
}

/// The names of one certificate under the constraints of the CAs above it.
class Constraining {
 public:
  Constraining(std::size_t at, Findings& findings, Effort& effort) : at_(at), findings_(findings), effort_(effort) {}

  bool judge(const std::vector<GeneralName>& names, const x509::NameConstraints& constraints) {
    for (const GeneralName& name : names) {
      if (!exclude(name, constraints.excluded) || !permit(name, constraints.permitted)) return false;
    }
    return true;
  }

 private:
  bool exclude(const GeneralName& name, const std::vector<GeneralName>& subtrees) {
    for (const GeneralName& subtree : subtrees) {
      if (!count(name, subtree)) return false;
      if (!concerns(subtree, name)) continue;
      const Match match = within(name, subtree, false);
      if (match == Match::unjudged)
        return refuse(Rule::unjudged_name, name, " is under a constraint that cannot be applied to it");
      if (match == Match::yes) return refuse(Rule::excluded, name, " is in an excluded subtree");
    }
    return true;
  }

  bool permit(const GeneralName& name, const std::vector<GeneralName>& subtrees) {
    bool concerned = false;
    for (const GeneralName& subtree : subtrees) {
      if (!count(name, subtree)) return false;
      if (!concerns(subtree, name)) continue;
      concerned = true;
      const Match match = within(name, subtree, true);
      if (match == Match::unjudged)
        return refuse(Rule::unjudged_name, name, " is under a constraint that cannot be applied to it");
      if (match == Match::yes) return true;
    }
    return !concerned || refuse(Rule::not_permitted, name, " is in none of the permitted subtrees");
  }

  /// A long name costs what its octets cost.
  bool count(const GeneralName& name, const GeneralName& subtree) {
    const std::size_t cost = concerns(subtree, name) ? Effort::kLook + length_of(name) + length_of(subtree) : 1;
    return effort_.spend(cost) || too_costly(at_, findings_);
  }

  bool refuse(Rule rule, const GeneralName& name, const char* why) {
    findings_.push_back({rule, at_, "nameConstraints", shown(name) + why});
    return false;
  }

  std::size_t at_;
  Findings& findings_;
  Effort& effort_;
};

}  // namespace

Findings names_outside(std::vector<GeneralName> names, const x509::Name& subject,
                       const x509::NameConstraints& constraints) {
  Findings findings;
  Effort effort;
  Constraining(0, findings, effort).judge(all_names(std::move(names), subject), constraints);
  return findings;
}

void check_constraints(const Path& path, Effort& effort, Findings& findings) {
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    if (i > 0 && path[i]->self_issued()) continue;
    std::vector<GeneralName> names;
    for (std::size_t above = i + 1; above < path.size(); ++above) {
      if (!path[above]->name_constraints) continue;
      if (!effort.spend(Effort::kLook * path[i]->names.size()) && !too_costly(i, findings)) return;
      if (names.empty()) names = all_names(path[i]->names, path[i]->certificate->subject);
      if (!Constraining(i, findings, effort).judge(names, *path[above]->name_constraints)) return;
    }
  }
}

}  // namespace pkit::path
