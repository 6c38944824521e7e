// validate-csr: every fault of a CSR, and with a profile what the profile would refuse. Needs no home, no CA key.
#include "ask/operations.h"
#include "base/error.h"
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

policy::Checked held_against(const policy::Profile& profile, const x509::Csr& csr, const std::string& machine) {
  policy::NamesWanted wanted;
  wanted.csr = &csr;
  return policy::check(profile, {{"ClientMachine", machine.empty() ? own_name(csr) : machine}}, csr.key, wanted);
}

}  // namespace

Outcome validate_csr(const std::string& content, const std::string& name, const Setup* setup,
                     const std::string& profile, const std::string& client_machine) {
  // The profile says itself what it does not tolerate.
  x509::ExaminedCsr examined = x509::examine_csr_file(content, "", setup ? x509::all_tolerances() : x509::Tolerances{});
  Outcome outcome;
  outcome.data.set("file", name);
  outcome.data.set("csr", examined.csr ? describe_csr(*examined.csr) : Value());
  if (setup && examined.csr) {
    const policy::Profile& asked = profile_of(*setup, profile);
    policy::Checked checked = held_against(asked, *examined.csr, client_machine);
    for (const x509::Oddity& oddity : examined.csr->oddities)
      if (asked.tolerate.contains(oddity.which))
        outcome.warnings.push_back("profile '" + profile + "' tolerates " + x509::told(oddity));
    examined.faults.insert(examined.faults.end(), checked.faults.begin(), checked.faults.end());
    if (checked.permitted) outcome.data.set("differences", differences_view(checked.permitted->differences));
  }
  outcome.data.set("faults", faults_view(examined.faults));
  if (examined.csr && examined.csr->has_challenge_password)
    outcome.warnings.push_back("the CSR holds a challengePassword, which pkit ignores");
  if (!examined.faults.empty()) outcome.error = error_of(name, std::move(examined.faults));
  return outcome;
}

}  // namespace pkit
