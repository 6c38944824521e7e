// authority retire: it signs nothing any more, for good. What it signed stays as it is.
#include "ca/authority_change.h"
#include "change/claim.h"

namespace pkit {

namespace {

constexpr Input kRetireAuthorityInputs[] = {
    input<&RetireAuthorityRequest::name>("name", "NAME", "an authority")
        .argument()
        .needed()
        .completes(Completion::authority),
    input<&RetireAuthorityRequest::reason>("reason", "TEXT", "why, for the record"),
};

/// pkit.yaml need not be sound: a retirement may be urgent.
std::optional<Setup> setup_if_sound_for_retirement(Session& session) {
  try {
    return load_setup(session.home, session.database);
  } catch (const Error&) {
    return std::nullopt;
  }
}

void warn_of_profiles(Session& session, const std::string& name, Outcome& outcome) {
  const std::optional<Setup> setup = setup_if_sound_for_retirement(session);
  const KnownAuthority known = known_authority(session, setup ? &*setup : nullptr, name);
  if (!known.profiles.empty())
    outcome.warnings.push_back("pkit.yaml's " + join(known.profiles, ", ") +
                               " still name it, and can issue nothing: give them another authority");
}

Outcome retire_once(Session& session, const RetireAuthorityRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const Fd lock = lock_authorities(session);
  const std::optional<Setup> setup = setup_if_sound_for_retirement(session);
  const KnownAuthority known = known_authority(session, setup ? &*setup : nullptr, request.name);
  require_in_service(session, request.name);
  Outcome outcome;
  if (request.common.dry_run) {
    outcome = rehearsed_authority(Value::map({{"name", request.name}, {"state", "retired"}}));
  } else {
    finish_authority(session, request.name);
    AuthorityChange change{
        .row = {.name = request.name, .certificate = "", .key = "", .staging = "", .retired_at = now},
        .issuers = {},
        .events = {{"authority.retired", request.name, Value::map({{"reason", request.reason}})}},
        .request_subject = request.name};
    if (!known.chain.empty()) change.issuers = {issuer_row(session, request.name, known.chain.front(), now)};
    commit_authority(session, request.common, "", std::move(change), now);
    outcome = present_authority(session, request.name);
  }
  warn_of_profiles(session, request.name, outcome);
  return outcome;
}

}  // namespace

Outcome retire_authority(Session& session, const RetireAuthorityRequest& request) {
  const Value inputs = Value::map({{"name", request.name}, {"reason", request.reason}});
  return once(
      session, request.common, "authority retire", inputs, [&] { return retire_once(session, request); },
      [&](const std::string& subject) { return present_authority(session, subject); });
}

constinit const Operation kRetireAuthority = operation<RetireAuthorityRequest, retire_authority>(
    {.name = "authority retire", .inputs = kRetireAuthorityInputs, .data = &shape::authority_retired});

}  // namespace pkit
