// revoke and release: a certificate ends before its time, or comes back from a hold. Recorded here; lists of revoked
// certificates are made from the record.
#include <algorithm>
#include <functional>

#include "base/json.h"
#include "ca/untold.h"
#include "change/change.h"
#include "change/claim.h"
#include "digest/digest.h"
#include "revocation/operations.h"
#include "revocation/target.h"
#include "setup/setup.h"
#include "view/resolve.h"
#include "view/shapes.h"
#include "view/views.h"
#include "x509/revocation_reason.h"

namespace pkit {

namespace {

using x509::kHold;
using x509::kKeyCompromise;

bool is_final(const store::Certificate& certificate) {
  return certificate.revoked_at && certificate.revocation_reason != kHold;
}

void require_past(const RevokeRequest& request, Time now) {
  if (!request.invalid_since || *request.invalid_since <= now) return;
  throw Error(
      Kind::usage, "revoke.invalid_since",
      "the certificate cannot be invalid since " + print_time(*request.invalid_since) + ", which is yet to come",
      "a revocation counts from now on; revoke it then");
}

/// Final is final, but that a key is in other hands may come out later: it is not to be certified anew. And a hold is
/// not put on hold again.
bool is_revocable(const store::Certificate& certificate, const std::string& reason) {
  if (!certificate.revoked_at) return true;
  if (is_final(certificate)) return reason == kKeyCompromise && certificate.revocation_reason != kKeyCompromise;
  return reason != kHold;
}

void require_revocable(const store::Certificate& certificate, const std::string& reason) {
  if (is_revocable(certificate, reason)) return;
  throw Error(Kind::conflict, "certificate.revoked",
              certificate.id + (is_final(certificate) ? " was revoked at " : " is on hold since ") +
                  print_time(*certificate.revoked_at));
}

/// The target first; with all_of_key every other one over its key that can still be used.
std::vector<store::Certificate> to_revoke(Session& session, const RevokeRequest& request, Time now) {
  std::vector<store::Certificate> chosen = {
      revocation_target(session, request.what, request.file_content, request.all_of_key, now)};
  if (!request.all_of_key) {
    require_revocable(chosen.front(), request.reason);
    return chosen;
  }
  const store::Certificate target = chosen.front();
  chosen.clear();
  session.state.read([&](store::Read& read) {
    for (store::Certificate& c : store::certificates::of_key(read, target.key_id))
      if ((now <= c.not_after || c.id == target.id) && is_revocable(c, request.reason)) chosen.push_back(std::move(c));
  });
  if (chosen.empty()) require_revocable(target, request.reason);
  std::stable_partition(chosen.begin(), chosen.end(), [&](const auto& c) { return c.id == target.id; });
  return chosen;
}

Value view_of(Session& session, const store::Certificate& certificate, Time now) {
  return certificate_view(certificate, principal_of(session, certificate.principal).name, now);
}

Outcome present(Session& session, const store::Certificate& certificate) {
  Outcome outcome;
  outcome.data.set("certificate", view_of(session, certificate, operation_time(session, false)));
  return outcome;
}

Value trace_of(const ReadSession& session, const store::Certificate& certificate, const char* operation,
               const std::string& message, Time now) {
  return Value::map(
      {{"version", 1},
       {"pkit", session.version},
       {"operation", operation},
       {"ClientMachine", certificate.subject},
       {"time", print_time(now)},
       {"actor", session.actor},
       {"outcome", Value::map({{"exit", 0}, {"message", message}, {"serial", to_hex(certificate.serial)}})}});
}

Outcome foretold(Value trace, const char* state) {
  Outcome outcome;
  outcome.trace = std::move(trace);
  outcome.data = Value::map({{"dryRun", true}, {"would", Value::map({{"exit", 0}, {"certificate", state}})}});
  return outcome;
}

/// With its trace, so that explain tells of it.
struct Recorded {
  Change change;
  std::string trace_sha256;
};
Recorded recorded(const Session& session, const Common& common, const store::Certificate& certificate,
                  const Value& trace, Time now) {
  store::Attempt attempt;
  attempt.operation = "revoke";
  attempt.subject = certificate.id;
  attempt.principal = certificate.principal;
  attempt.time = now;
  attempt.actor = session.actor;
  attempt.trace = canonical_json(trace);
  Recorded made;
  begin_change(made.change, session, now);
  made.trace_sha256 = digest::sha256_hex(attempt.trace.canonical);
  made.change.attempt = std::move(attempt);
  made.change.request_id = common.request_id;
  made.change.request_subject = certificate.id;
  return made;
}

/// What each event about a certificate tells: alerts are about machines.
Value told_of(const ReadSession& session, const store::Certificate& certificate, const std::string& trace) {
  return Value::map({{"ClientMachine", principal_of(session, certificate.principal).name},
                     {"serial", to_hex(certificate.serial)},
                     {"trace", trace}});
}

EventDraft revoked_event(const ReadSession& session, const store::Certificate& certificate,
                         const RevokeRequest& request, const std::string& trace) {
  Value data = told_of(session, certificate, trace);
  data.set("reason", request.reason);
  if (request.invalid_since) data.set("invalidSince", print_time(*request.invalid_since));
  if (is_final(certificate))
    data.set("before", Value::map({{"reason", certificate.revocation_reason},
                                   {"revokedAt", print_time(*certificate.revoked_at)}}));
  return {"certificate.revoked", certificate.id, std::move(data)};
}

/// What else the key is certified by: it is in other hands there, too.
void name_others(const ReadSession& session, const std::string& key_id, Time now, Outcome& outcome) {
  std::vector<store::Certificate> others;
  session.state.read([&](store::Read& read) { others = store::certificates::valid_of_key(read, key_id, now); });
  Value ids = Value::list();
  for (const store::Certificate& other : others) {
    ids.push(other.id);
    outcome.warnings.push_back("its key is also that of " + other.id + ", " + other.subject +
                               ", which is valid still: pkit revoke " + other.id);
  }
  if (!others.empty()) outcome.data.set("sameKey", std::move(ids));
}

/// Another reason for what ended already changes no time of it, unless one is told.
store::certificates::Revocation revocation_of(const store::Certificate& c, const RevokeRequest& request, Time now) {
  if (!is_final(c)) return {now, request.reason, request.invalid_since};
  return {*c.revoked_at, request.reason, request.invalid_since ? request.invalid_since : c.invalid_since};
}

/// Whose CRLs are not made here must hear of it otherwise. Files that cannot be read hinder no revocation: pkit crl
/// names them.
void warn_of_untold(const ReadSession& session, const std::vector<store::Certificate>& revoked, Time now,
                    Outcome& outcome) {
  try {
    const authority::AuthorityConfigs configs = load_authorities(session.home);
    session.state.read([&](store::Read& read) {
      for (const Untold& untold : untold_revocations(read, configs, now))
        if (std::any_of(revoked.begin(), revoked.end(), [&](const store::Certificate& c) {
              return std::find(untold.issuers.begin(), untold.issuers.end(), c.issuer) != untold.issuers.end();
            }))
          outcome.warnings.push_back(untold.text());
    });
  } catch (const Error& error) {
    outcome.warnings.push_back(std::string("whether a CRL will tell of it is not known: ") + error.what());
  }
}

Outcome revoke_once(Session& session, const RevokeRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  require_past(request, now);
  std::vector<store::Certificate> chosen = to_revoke(session, request, now);
  Value trace = trace_of(session, chosen.front(), "revoke", request.reason, now);
  if (request.common.dry_run) return foretold(std::move(trace), "revoked");
  Recorded made = recorded(session, request.common, chosen.front(), trace, now);
  for (const store::Certificate& c : chosen)
    made.change.events.push_back(revoked_event(session, c, request, made.trace_sha256));
  made.change.rows = [&](store::Write& write) {
    for (const store::Certificate& c : chosen)
      require_written(store::certificates::revoke(write, c.id, c.version, revocation_of(c, request, now)), c.id);
  };
  commit(session, made.change);
  Outcome outcome;
  Value list = Value::list();
  for (store::Certificate& c : chosen) {
    const store::certificates::Revocation revocation = revocation_of(c, request, now);
    c.revoked_at = revocation.at;
    c.revocation_reason = revocation.reason;
    c.invalid_since = revocation.invalid_since;
    list.push(view_of(session, c, now));
  }
  outcome.data.set("certificate", list.items().front());
  if (request.all_of_key) outcome.data.set("certificates", std::move(list));
  outcome.trace = std::move(trace);
  warn_of_untold(session, chosen, now, outcome);
  if (request.reason == kKeyCompromise) name_others(session, chosen.front().key_id, now, outcome);
  return outcome;
}

Outcome release_once(Session& session, const RevokeRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  store::Certificate certificate = revocation_target(session, request.what, request.file_content, false, now);
  if (!certificate.revoked_at || is_final(certificate))
    throw Error(Kind::conflict, "certificate.hold",
                certificate.id + (certificate.revoked_at ? " is revoked for good" : " is not on hold"));
  Value trace = trace_of(session, certificate, "revoke", "released", now);
  if (request.common.dry_run) return foretold(std::move(trace), now > certificate.not_after ? "expired" : "valid");
  Recorded made = recorded(session, request.common, certificate, trace, now);
  made.change.events = {{"certificate.released", certificate.id, told_of(session, certificate, made.trace_sha256)}};
  made.change.rows = [&](store::Write& write) {
    require_written(store::certificates::release(write, certificate.id, certificate.version), certificate.id);
  };
  commit(session, made.change);
  certificate.revoked_at.reset();
  certificate.revocation_reason.clear();
  Outcome outcome = present(session, certificate);
  outcome.trace = std::move(trace);
  return outcome;
}

std::string given(const std::string& what, const std::optional<std::string>& content) {
  return content ? digest::sha256_hex(*content) : what;
}

/// Before anything is looked at: what goes together.
void require_form(const RevokeRequest& request) {
  if (!request.release && request.reason.empty())
    throw Error(Kind::usage, "option.missing", "--reason is missing", "why it is revoked; or --release to end a hold");
  if (!request.release) return require_revocation_reason(request.reason);
  if (!request.reason.empty() || request.invalid_since || request.all_of_key)
    throw Error(Kind::usage, "option.combination", "--release goes alone",
                "--reason, --invalid-since and --all-of-key are for revocations");
}

/// What a retry with the same request id must repeat.
Value inputs_of(const RevokeRequest& request) {
  Value inputs = Value::map({{"what", given(request.what, request.file_content)}});
  if (request.release) return inputs;
  inputs.set("reason", request.reason);
  if (request.invalid_since) inputs.set("invalidSince", *request.invalid_since);
  if (request.all_of_key) inputs.set("allOfKey", true);
  return inputs;
}

constexpr Input kRevokeInputs[] = {
    input<&RevokeRequest::what>("certificate", "CERTIFICATE", "its serial, its ID, its holder, or a file that holds it")
        .argument()
        .needed()
        .completes(Completion::revocable),
    input<&RevokeRequest::reason>("reason", "REASON", "why; certificateHold can end again").among(revocation_reasons),
    input_as<AsTime, &RevokeRequest::invalid_since>("invalid-since",
                                                    "when its key was lost, or it was not to be trusted any more"),
    input<&RevokeRequest::all_of_key>("all-of-key", "", "and every other certificate over the same key"),
    input<&RevokeRequest::release>("release", "", "end its hold"),
    input<&RevokeRequest::common, &Common::explain>("explain", "", "print how the decision came about"),
};

}  // namespace

const std::vector<std::string>& revocation_reasons() {
  // RFC 5280 5.3.1, those of a leaf.
  static const std::vector<std::string> reasons = {"unspecified",       kKeyCompromise,         "affiliationChanged",
                                                   "superseded",        "cessationOfOperation", kHold,
                                                   "privilegeWithdrawn"};
  return reasons;
}

void require_revocation_reason(const std::string& reason) {
  const auto& known = revocation_reasons();
  if (std::find(known.begin(), known.end(), reason) != known.end()) return;
  const std::string near = nearest(reason, known);
  throw Error(Kind::usage, "revoke.reason", "'" + printable(reason) + "' is no reason for revocation",
              near.empty() ? "one of: " + join(known, ", ") : "did you mean '" + near + "'?");
}

Outcome revoke(Session& session, const RevokeRequest& request) {
  require_form(request);
  return once(
      session, request.common, request.release ? "revoke --release" : "revoke", inputs_of(request),
      [&] { return request.release ? release_once(session, request) : revoke_once(session, request); },
      [&](const std::string& subject) { return present(session, find_certificate(session, subject)); });
}

constinit const Operation kRevoke =
    operation<RevokeRequest, revoke>({.name = "revoke", .inputs = kRevokeInputs, .data = &shape::revocation});

}  // namespace pkit
