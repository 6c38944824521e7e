// validate-csr: every fault of a CSR, and with a profile what the profile would refuse. Needs no home, no CA key.
#include <iterator>

#include "ask/operations.h"
#include "base/error.h"
#include "bridge/ask.h"
#include "bridge/requirements.h"
#include "decision/intake.h"
#include "policy/check.h"
#include "view/describe.h"
#include "view/views.h"

namespace pkit {

namespace {

const policy::Profile& profile_of(const Setup& setup, const std::string& name) {
  const auto found = setup.profiles.find(name);
  if (found != setup.profiles.end()) return found->second;
  const std::string near = nearest(name, setup.profile_order);
  throw Error(Kind::usage, "profile.unknown", "there is no profile '" + printable(name) + "'",
              near.empty() ? "profiles: " + join(setup.profile_order, ", ") : "did you mean '" + near + "'?");
}

policy::Checked held_against(const policy::Profile& profile, const x509::Csr& csr, const CsrQuestion& question) {
  policy::NamesWanted wanted;
  wanted.csr = &csr;
  if (question.requirements) wanted.granted_attributes = question.requirements->subject;
  wanted.own_host = question.realm.empty();
  const std::string machine = question.client_machine.empty() ? own_name(csr) : question.client_machine;
  return policy::check(profile, {{"ClientMachine", machine}}, csr.key, wanted);
}

void add(std::vector<Fault>& faults, std::vector<Fault> more) {
  faults.insert(faults.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// What its profile makes of it, and what of it is let pass.
void hold_against_profile(const CsrQuestion& question, const x509::Csr& csr, std::vector<Fault>& faults,
                          Outcome& outcome) {
  const std::string name = question.realm.empty() ? question.profile : section_of_realm(question.realm);
  const policy::Profile& asked = profile_of(*question.setup, name);
  policy::Checked checked = held_against(asked, csr, question);
  for (const x509::Oddity& oddity : csr.oddities)
    if (asked.tolerate.contains(oddity.which))
      outcome.warnings.push_back("profile '" + name + "' tolerates " + x509::told(oddity));
  add(faults, std::move(checked.faults));
  if (checked.permitted) outcome.data.set("differences", differences_view(checked.permitted->differences));
}

}  // namespace

Outcome validate_csr(const CsrQuestion& question) {
  // The profile says itself what it does not tolerate.
  x509::ExaminedCsr examined =
      x509::examine_csr_file(question.content, "", question.setup ? x509::all_tolerances() : x509::Tolerances{});
  Outcome outcome;
  outcome.data.set("file", question.name);
  outcome.data.set("csr", examined.csr ? describe_csr(*examined.csr) : Value());
  std::vector<Fault>& faults = examined.faults;
  if (examined.csr) {
    if (question.setup) hold_against_profile(question, *examined.csr, faults, outcome);
    if (question.requirements) add(faults, bridge::faults_against(*question.requirements, *examined.csr));
    if (question.session && faults.empty())
      add(faults, bridge::csr_faults(*question.session, *question.setup, question.realm, *examined.csr));
  }
  outcome.data.set("faults", faults_view(faults));
  if (examined.csr && examined.csr->has_challenge_password)
    outcome.warnings.push_back("the CSR holds a challengePassword, which pkit ignores");
  if (!faults.empty()) outcome.error = error_of(question.name, std::move(faults));
  return outcome;
}

}  // namespace pkit
