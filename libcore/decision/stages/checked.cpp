#include "decision/checked.h"

#include <algorithm>
#include <iterator>

namespace pkit {

namespace {

Time whole_second(Time time) { return time / 1000 * 1000; }

const policy::Profile& choose_profile(const Setup& setup, const Intake& intake, const Verdict& verdict) {
  std::string name = verdict.outputs().profile.value_or("");
  if (name.empty()) name = intake.granted_profile;
  if (name.empty()) name = intake.profile;
  if (name.empty()) name = setup.default_profile();
  if (name.empty())
    throw Error(Kind::config, "profile.missing", "no profile is named, and there are several",
                "give --profile, or set registration.profile in pkit.yaml");
  const auto found = setup.profiles.find(name);
  if (found == setup.profiles.end())
    throw Error(Kind::config, "profile.missing", "there is no profile '" + printable(name) + "'");
  return found->second;
}

/// What an approval granted stands; what is decided now comes to it.
Value granted_names(const Intake& intake, const Verdict& verdict) {
  Value names = verdict.outputs().names;
  if (!intake.granted_names.is_map()) return names;
  for (const auto& [type, granted] : intake.granted_names.members()) {
    Value list = granted;
    if (names[type].is_list())
      for (const Value& name : names[type].items()) list.push(name);
    names.set(type, std::move(list));
  }
  return names;
}

/// A client may only ask for what its chain offers.
std::optional<Fault> refused_choice(const Setup& setup, const Intake& intake, const Verdict& verdict) {
  const bool by_operator = !intake.granted_profile.empty();
  if (std::string_view(intake.door->operation) != door::registering.operation || intake.profile.empty() ||
      verdict.outputs().profile || by_operator)
    return std::nullopt;
  const handler::Chain* chain = setup.chain_for("register");
  const bool offered = chain && std::count(chain->profiles.begin(), chain->profiles.end(), intake.profile) > 0;
  if (offered || intake.profile == setup.default_profile()) return std::nullopt;
  return Fault{Kind::denied, "profile.refused", "profile",
               "profile '" + intake.profile + "' is not offered to registrations",
               "list it under the chain's profiles:"};
}

/// Orchestrators may share a key unless the profile says otherwise.
std::optional<Fault> shared_key(const policy::Profile& profile, const Caller& caller) {
  if (!profile.unique_keys || !caller.other_holder) return std::nullopt;
  return Fault{Kind::denied, "key.shared", "key", "the key belongs to a certificate of " + *caller.other_holder,
               "make a new key"};
}

Time asked_end(const std::string& asked, Time not_before) {
  require_end(asked);
  const auto duration = parse_duration(asked);
  return duration ? not_before + *duration - 1000 : whole_second(*parse_time(asked));
}

/// Why an end that is asked for cannot be had (it is never shortened); nothing where it can.
std::optional<Fault> refused_end(const policy::Profile& profile, const Intake& intake, Time end, Time latest) {
  const auto refused = [](const std::string& what, const std::string& hint) {
    return Fault{Kind::usage, "issue.not_after", "notAfter", what, hint};
  };
  if (end <= intake.now)
    return refused(
        "'" + printable(intake.not_after) +
            (parse_duration(intake.not_after) ? "' is over already: it counts from notBefore, which is set back"
                                              : "' is no time to come"),
        "write 2027-01-31T00:00:00Z or 90d");
  if (end < intake.least_end)
    return refused("what it has already ends later, at " + print_time(intake.least_end), "ask for a later end");
  if (end > latest)
    return refused("profile '" + profile.name + "' ends certificates by " + print_time(latest),
                   "ask for an earlier end, or leave --not-after out");
  return std::nullopt;
}

struct Dates {
  Time not_before, not_after;
};

/// Who asks now is told of an end that cannot be had; where a stored request asked for it, that request is refused.
Dates choose_dates(const policy::Profile& profile, const Intake& intake, std::vector<Fault>& faults) {
  const Time not_before = whole_second(intake.now - profile.backdate);
  const Time latest = policy::end_of(profile.lifetime, not_before);
  if (intake.not_after.empty()) return {not_before, latest};
  const Time end = asked_end(intake.not_after, not_before);
  std::optional<Fault> refused = refused_end(profile, intake, end, latest);
  if (!refused) return {not_before, end};
  if (intake.registration.empty() || intake.end_is_told)
    throw Error(Kind::usage, refused->code, refused->what, refused->hint);
  faults.push_back(
      {Kind::denied, "registration.not_after", refused->where, refused->what, "it must be registered again"});
  return {not_before, latest};
}

}  // namespace

void require_profile(const Setup& setup, const Intake& intake) {
  if (intake.profile.empty() || setup.profiles.contains(intake.profile)) return;
  const std::string near = nearest(intake.profile, setup.profile_order);
  throw Error(Kind::usage, "profile.unknown", "there is no profile '" + printable(intake.profile) + "'",
              near.empty() ? "profiles: " + join(setup.profile_order, ", ") : "did you mean '" + near + "'?");
}

bool Checked::differs() const { return std::any_of(differences_.begin(), differences_.end(), counts); }

void Checked::refuse(std::vector<Fault> faults) {
  faults_.insert(faults_.end(), std::make_move_iterator(faults.begin()), std::make_move_iterator(faults.end()));
}

void Checked::limit(Time issuer_end, std::vector<std::string>& warnings) {
  if (fields_.not_after <= issuer_end) return;
  if (not_after_asked_)
    throw Error(Kind::usage, "issue.not_after", "the authority's own certificate ends at " + print_time(issuer_end),
                "ask for an earlier end, leave --not-after out, or renew the authority");
  fields_.not_after = issuer_end;
  warnings.push_back("the certificate ends with its authority, at " + print_time(issuer_end));
}

Checked check_request(const Setup& setup, const Intake& intake, const Caller& caller, const Verdict& verdict) {
  Checked checked;
  checked.profile_ = &choose_profile(setup, intake, verdict);
  const policy::Profile& profile = *checked.profile_;
  const x509::Csr& csr = *intake.csr;
  policy::NamesWanted wanted;
  wanted.csr = &csr;
  wanted.sans = intake.sans;
  wanted.granted_by_verdict = granted_names(intake, verdict);
  wanted.granted_attributes = intake.granted_subject;
  wanted.own_host = caller.kind->names_host;
  policy::Checked policy = policy::check(profile, caller.kind->requirements(intake, caller), csr.key, wanted);
  checked.faults_ = std::move(policy.faults);
  if (auto refused = refused_choice(setup, intake, verdict)) checked.faults_.push_back(*refused);
  if (auto shared = shared_key(profile, caller)) checked.faults_.push_back(*shared);
  checked.csr_sha256_ = csr.sha256;
  for (const x509::Oddity& oddity : csr.oddities) checked.tolerated_.push_back(x509::told(oddity));
  checked.not_after_asked_ = !intake.not_after.empty();
  const Dates dates = choose_dates(profile, intake, checked.faults_);
  if (!policy.permitted) return checked;
  checked.fields_ = policy::certificate_fields(profile, *policy.permitted, csr.key, dates.not_before, dates.not_after);
  checked.names_ = policy::granted_texts(policy.permitted->names);
  checked.differences_ = std::move(policy.permitted->differences);
  return checked;
}

}  // namespace pkit
