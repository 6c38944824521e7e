// issue: a certificate for an approved registration, a CSR, or a new key. The same door for all.
#include "base/error.h"
#include "change/claim.h"
#include "decision/kinds.h"
#include "decision/pipeline.h"
#include "decision/present.h"
#include "decision/registration_state.h"
#include "decision/told.h"
#include "fleet/operations.h"
#include "fleet/orchestrator.h"
#include "fleet/requests.h"
#include "kept/kept.h"
#include "view/resolve.h"
#include "view/shapes.h"
#include "x509/csr_build.h"
#include "x509/new_keys.h"

namespace pkit {

namespace {

using Batch = Input::Batch;

constexpr Input kIssueInputs[] = {
    input<&IssueRequest::id>("id", "ID", "an approved registration, by its ID, its machine's name or its certificate")
        .argument()
        .completes(Completion::approved)
        .in_batch(Batch::alone),
    document<&IssueRequest::csr, &IssueRequest::csr_name>("csr", "FILE", "the certificate request; - is standard input")
        .in_batch(Batch::per_item),
    input<&IssueRequest::new_key>("new-key", "TYPE", "make a key too, and publish both in the directory --out")
        .among(x509::kNewKeyWords)
        .in_batch(Batch::alone),
    input<&IssueRequest::keep_key>("keep-key", "", "keep the new key in the home, encrypted, for pkit export")
        .in_batch(Batch::alone),
    input<&IssueRequest::subject>("subject", "DN", "the subject of a new key's certificate, like CN=web1,O=Acme")
        .in_batch(Batch::alone),
    input<&IssueRequest::client_machine>("client-machine", "NAME",
                                         "the orchestrator it is for; else the CN or first DNS name")
        .in_batch(Batch::per_item),
    input<&IssueRequest::profile>("profile", "PROFILE", "the profile to issue by")
        .completes(Completion::profile)
        .in_batch(Batch::either),
    input<&IssueRequest::sans>("san", "TYPE:VALUE", "a further name: dns:, ip:, email: or uri:")
        .in_batch(Batch::per_item),
    input<&IssueRequest::not_after>("not-after", "WHEN", "its end, a time or a duration").in_batch(Batch::either),
    input<&IssueRequest::strict>("strict", "", "refuse what cannot be granted as asked for"),
};

store::Registration registration_of(const ReadSession& session, const store::Certificate& certificate) {
  std::optional<store::Registration> found;
  if (!certificate.registration.empty())
    session.state.read([&](store::Read& read) { found = store::registrations::find(read, certificate.registration); });
  if (found) return std::move(*found);
  throw Error(Kind::usage, "issue.id", certificate.id + " came of no registration", "pkit issue --csr FILE");
}

/// The one that waits for its certificate, else the newest.
store::Registration registration_of(const ReadSession& session, const store::Principal& principal) {
  std::vector<store::Registration> approved, all;
  session.state.read([&](store::Read& read) {
    approved = store::registrations::of_principal(read, principal.id, store::RegistrationState::approved);
    all = store::registrations::of_principal(read, principal.id);
  });
  if (approved.size() > 1) {
    Found several;
    several.registrations = std::move(approved);
    ambiguous(principal.name, several, "give the id of one of its registrations");
  }
  if (!approved.empty()) return std::move(approved.front());
  if (!all.empty()) return std::move(all.back());
  throw Error(Kind::usage, "issue.id", principal.name + " has no registration", "pkit issue --csr FILE");
}

store::Registration registration_named(const ReadSession& session, const IssueRequest& request) {
  if (request.id_content) return registration_of(session, find_certificate(session, request.id, *request.id_content));
  Found found;
  session.state.read([&](store::Read& read) { found = find_all(read, request.id); });
  found.keys.clear();
  found = require_one(std::move(found), request.id);
  if (!found.registrations.empty()) return std::move(found.registrations.front());
  return found.principals.empty() ? registration_of(session, found.certificates.front())
                                  : registration_of(session, found.principals.front());
}

Intake take_registration(Session& session, const IssueRequest& request, Time now) {
  const store::Registration registration = registration_named(session, request);
  require_as_told(session, registration);
  Intake intake = take_stored(orchestrator_kind(), registration, principal_of(session, registration.principal).name,
                              door::issuing, now);
  if (!intake.csr)
    throw Error(Kind::conflict, "registration.state", registration.id + " has no CSR",
                "the client must register with one");
  intake.strict = request.strict;
  return intake;
}

Outcome issue_registration(Session& session, const IssueRequest& request, Time now) {
  return run_pipeline(session, [&] { return take_registration(session, request, now); }, {request.common});
}

Outcome issue_csr(Session& session, const IssueRequest& request, Time now) {
  x509::Csr csr = admit_csr(session, *request.csr, request.csr_name, now, !request.common.dry_run);
  return run_pipeline(session, take_issue(request, std::move(csr), now), {request.common});
}

Outcome issue_kept_key(Session& session, const IssueRequest& request, Time now) {
  const Setup setup = load_setup(session.home, session.state);
  const Secret passphrase = keeping_passphrase(session, setup, request.key_passphrase);
  const x509::PrivateKey key = x509::PrivateKey::generate(request.new_key);
  x509::Csr csr = x509::csr_over(key, request.subject, request.sans);
  std::optional<NewKept> kept;
  if (!request.common.dry_run) kept.emplace(keep_key(session, key, csr, passphrase, now));
  Intake intake = take_issue(request, std::move(csr), now);
  intake.key_is_new = true;
  if (!kept) return run_pipeline(session, intake, {request.common});
  KeptBeside beside{kept->row, kept->file};
  Outcome outcome = run_pipeline(session, intake, {.common = request.common, .kept = &beside});
  if (!outcome.error) outcome.data.set("keptKey", kept->row.id);
  return outcome;
}

Outcome issue_new_key(Session& session, const IssueRequest& request, Time now) {
  const Path target = absolute_path(request.out_directory);
  if (!request.common.dry_run) finish_earlier(session, target);
  require_publishable(target, request.force);
  const x509::PrivateKey key = x509::PrivateKey::generate(request.new_key);
  Intake intake = take_issue(request, x509::csr_over(key, request.subject, request.sans), now);
  intake.key_is_new = true;
  if (request.common.dry_run) return run_pipeline(session, intake, {request.common});
  const Secret none;
  const Secret pem = key.to_pem(request.key_passphrase ? *request.key_passphrase : none);
  Staging staging = Staging::prepare(session, target, pem, request.force);
  return run_pipeline(session, intake, {request.common, &staging, {}});
}

/// A certificate is of no use to the caller without the key that was made with it.
void require_published(const Path& target, const store::Certificate& certificate) {
  if (std::filesystem::exists(target / "key.pem")) return;
  throw Error(Kind::conflict, "output.key_lost", "the key of " + certificate.id + " is gone from " + target.string(),
              "where it is lost: pkit revoke " + to_hex(certificate.serial) + " --reason superseded");
}

/// The same request again: its certificate, and what a crash left of its publication.
Outcome present_certificate(Session& session, const std::string& subject) {
  if (subject.rfind("r-", 0) == 0) return registration_state(session, orchestrator_kind(), subject);
  const store::Certificate certificate = find_certificate(session, subject);
  const Time now = operation_time(session, false);
  Outcome outcome =
      present_issued(session, orchestrator_kind(), certificate, principal_of(session, certificate.principal), now);
  if (outcome.error) return outcome;
  std::optional<store::Publication> publication;
  std::optional<store::KeptKey> kept;
  session.state.read([&](store::Read& read) {
    publication = store::publications::find(read, certificate.id);
    kept = store::kept_keys::find_by_key(read, certificate.key_id);
  });
  if (kept) outcome.data.set("keptKey", kept->id);
  if (!publication) return outcome;
  if (!publication->done) finish_publication(session, *publication, certificate);
  const Path target = target_of(session.home, *publication);
  require_published(target, certificate);
  outcome.data.set("published", target.string());
  return outcome;
}

[[noreturn]] void wrong_form(const std::string& what) {
  throw Error(Kind::usage, "issue.form", what,
              "the forms are: issue ID, issue --csr FILE, issue --new-key TYPE --out DIR or --keep-key");
}

}  // namespace

void require_one_form(const IssueRequest& request) {
  const bool by_id = !request.id.empty(), by_csr = request.csr.has_value(), by_key = !request.new_key.empty();
  if (by_id + by_csr + by_key == 0)
    wrong_form(request.subject.empty() ? "nothing to issue is named" : "--subject needs --new-key");
  if (by_id + by_csr + by_key > 1) wrong_form("an ID, --csr and --new-key exclude each other");
  if (by_id && (!request.client_machine.empty() || !request.sans.empty() || !request.profile.empty() ||
                !request.not_after.empty()))
    wrong_form("a registration has its names, profile and end already");
  if (!by_key && !request.subject.empty()) wrong_form("--subject goes with --new-key only");
  if (request.keep_key && !by_key) wrong_form("--keep-key goes with --new-key only");
  if (by_key && request.out_directory.empty() != request.keep_key)
    wrong_form("--new-key needs --out DIR for the key and its certificate, or --keep-key");
  if (by_key && request.subject.empty() && request.sans.empty() && request.client_machine.empty())
    wrong_form("--new-key needs a name: --subject, --san or --client-machine");
}

Outcome issue(Session& session, const IssueRequest& request) {
  require_one_form(request);
  const auto first = [&] {
    const Time now = operation_time(session, !request.common.dry_run);
    if (!request.id.empty()) return issue_registration(session, request, now);
    if (request.csr) return issue_csr(session, request, now);
    return request.keep_key ? issue_kept_key(session, request, now) : issue_new_key(session, request, now);
  };
  return once(session, request.common, "issue", given(kIssueInputs, &request), first,
              [&](const std::string& subject) { return present_certificate(session, subject); });
}

constinit const Operation kIssue = operation<IssueRequest, issue>({
    .name = "issue",
    .inputs = kIssueInputs,
    .data = &shape::issue_decision,
});

}  // namespace pkit
