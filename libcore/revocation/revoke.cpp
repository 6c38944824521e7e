// revoke: a certificate ends before its time. Recorded here; lists of revoked certificates are made from the record.
#include <algorithm>

#include "base/json.h"
#include "change/change.h"
#include "change/claim.h"
#include "digest/digest.h"
#include "revocation/operations.h"
#include "store/events.h"
#include "store/meta.h"
#include "view/resolve.h"
#include "view/views.h"

namespace pkit {

namespace {

store::Certificate find_target(Session& session, const RevokeRequest& request) {
  if (!request.file_content) return find_certificate(session, request.what);
  require_file_alone(session, request.what);
  const x509::Certificate given = x509::parse_certificate_file(*request.file_content, request.what);
  Found found;
  session.state.read([&](store::Read& read) { found = find_all(read, given.fingerprint()); });
  if (found.certificates.empty())
    throw Error(Kind::not_found, "show.missing", request.what + " is not a certificate of this home");
  return found.certificates.front();
}

Outcome revoked_outcome(Session& session, const store::Certificate& certificate, Time now) {
  Outcome outcome;
  outcome.data.set("certificate",
                   certificate_view(certificate, principal_of(session, certificate.principal).name, now));
  return outcome;
}

Value trace_of(const ReadSession& session, const store::Certificate& certificate, const std::string& reason, Time now) {
  return Value::map(
      {{"version", 1},
       {"pkit", session.version},
       {"operation", "revoke"},
       {"ClientMachine", certificate.subject},
       {"time", print_time(now)},
       {"actor", session.actor},
       {"outcome", Value::map({{"exit", 0}, {"message", reason}, {"serial", to_hex(certificate.serial)}})}});
}

/// With its trace, so that explain tells of it.
void commit_revocation(Session& session, const RevokeRequest& request, const store::Certificate& certificate,
                       const Value& trace, Time now) {
  Change change;
  begin_change(change, session, now);
  change.rows = [&](store::Write& write) {
    require_written(store::certificates::revoke(write, certificate.id, certificate.version, now, request.reason),
                    certificate.id);
  };
  store::Attempt attempt;
  attempt.operation = "revoke";
  attempt.subject = certificate.id;
  attempt.principal = certificate.principal;
  attempt.time = now;
  attempt.actor = session.actor;
  attempt.trace = canonical_json(trace);
  change.events = {{"certificate.revoked", certificate.id,
                    Value::map({{"serial", to_hex(certificate.serial)},
                                {"reason", request.reason},
                                {"trace", digest::sha256_hex(attempt.trace)}})}};
  change.attempt = std::move(attempt);
  change.request_id = request.common.request_id;
  change.request_subject = certificate.id;
  commit(session, change);
}

Outcome revoke_once(Session& session, const RevokeRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  store::Certificate certificate = find_target(session, request);
  if (certificate.revoked_at)
    throw Error(Kind::conflict, "certificate.revoked",
                certificate.id + " was revoked at " + print_time(*certificate.revoked_at));
  if (request.common.dry_run) {
    Outcome outcome;
    outcome.trace = trace_of(session, certificate, request.reason, now);
    outcome.data = Value::map({{"dryRun", true}, {"would", Value::map({{"exit", 0}, {"certificate", "revoked"}})}});
    return outcome;
  }
  const Value trace = trace_of(session, certificate, request.reason, now);
  commit_revocation(session, request, certificate, trace, now);
  certificate.revoked_at = now;
  certificate.revocation_reason = request.reason;
  Outcome outcome = revoked_outcome(session, certificate, now);
  outcome.trace = trace;
  return outcome;
}

}  // namespace

const std::vector<std::string>& revocation_reasons() {
  // RFC 5280 5.3.1, those that end a leaf's life for good.
  static const std::vector<std::string> reasons = {"unspecified", "keyCompromise",        "affiliationChanged",
                                                   "superseded",  "cessationOfOperation", "privilegeWithdrawn"};
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
  require_revocation_reason(request.reason);
  const std::string what = request.file_content ? digest::sha256_hex(*request.file_content) : request.what;
  const Value inputs = Value::map({{"what", what}, {"reason", request.reason}});
  return once(
      session, request.common, "revoke", inputs, [&] { return revoke_once(session, request); },
      [&](const std::string& subject) {
        return revoked_outcome(session, find_certificate(session, subject), operation_time(session, false));
      });
}

}  // namespace pkit
