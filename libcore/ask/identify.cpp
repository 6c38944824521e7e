#include "ask/identify.h"

#include "digest/digest.h"
#include "identity/certificate_json.h"
#include "identity/identity.h"
#include "store/certificates.h"

namespace pkit {

namespace {

Outcome told(const IdentifyRequest& request, const x509::Certificate& certificate, bool verified) {
  identity::Identified identified = identity::identify(certificate, request.map);
  Outcome outcome;
  outcome.data.set("file", request.file.name);
  outcome.data.set("verified", verified);
  outcome.data.set("certificate", identity::certificate_json(certificate));
  outcome.data.set("identity", std::move(identified.identity));
  if (!identified.absent.empty()) outcome.warnings.push_back(request.file.name + ": " + identified.absent);
  if (!identified.faults.empty()) outcome.error = error_of(request.file.name, std::move(identified.faults));
  return outcome;
}

void require_accepted(const IdentifyRequest& request, const std::vector<x509::Certificate>& file,
                      path::Validator& validator, const path::Question& question) {
  const path::Verdict verdict = verdict_on(file, validator, question);
  if (!verdict.accepted()) throw error_of(request.file.name, faults_of(verdict));
}

/// Not one that merely leads to the same root: one that is recorded, and not revoked there.
void require_held(const ReadSession& session, const IdentifyRequest& request, const x509::Certificate& certificate) {
  std::optional<store::Certificate> row;
  session.state.read([&](store::Read& read) {
    const digest::Digest fingerprint = digest::sha256(certificate.der);
    row = store::certificates::find_by_fingerprint(read, {fingerprint.begin(), fingerprint.end()});
  });
  if (!row)
    throw Error(Kind::denied, "identity.foreign", request.file.name + " is not a certificate that this home issued",
                "name the root that it must lead to with --root, or read it with --unverified");
  if (row->revoked_at)
    throw Error(Kind::denied, "identity.revoked",
                "serial " + certificate.serial_hex() + " was revoked at " + print_time(*row->revoked_at) + ": " +
                    row->revocation_reason);
}

}  // namespace

Outcome read_identity(const IdentifyRequest& request) {
  Outcome outcome = told(request, certificates_in(request.file).front(), false);
  outcome.warnings.insert(outcome.warnings.begin(), request.file.name + ": nothing of it is verified");
  return outcome;
}

Outcome verified_identity(const IdentifyRequest& request, path::Validator& validator, const path::Question& question) {
  const std::vector<x509::Certificate> file = certificates_in(request.file);
  require_accepted(request, file, validator, question);
  return told(request, file.front(), true);
}

Outcome identity_of_issued(const ReadSession& session, const IdentifyRequest& request, path::Validator& validator,
                           const path::Question& question) {
  const std::vector<x509::Certificate> file = certificates_in(request.file);
  require_held(session, request, file.front());
  require_accepted(request, file, validator, heeding(question, session.state));
  return told(request, file.front(), true);
}

}  // namespace pkit
