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
  outcome.data.set("file", request.name);
  outcome.data.set("verified", verified);
  outcome.data.set("certificate", identity::certificate_json(certificate));
  outcome.data.set("identity", std::move(identified.identity));
  if (!identified.absent.empty()) outcome.warnings.push_back(request.name + ": " + identified.absent);
  if (!identified.faults.empty()) outcome.error = error_of(request.name, std::move(identified.faults));
  return outcome;
}

[[noreturn]] void refuse(const char* code, const std::string& what, std::string hint = {}) {
  throw Error(Kind::denied, code, what, std::move(hint));
}

void require_valid(const store::Certificate& row, const x509::Certificate& certificate, Time now) {
  if (row.revoked_at)
    refuse("identity.revoked", "serial " + certificate.serial_hex() + " was revoked at " + print_time(*row.revoked_at) +
                                   ": " + row.revocation_reason);
  if (now < certificate.not_before || now > certificate.not_after)
    refuse("identity.time", "serial " + certificate.serial_hex() + " is valid from " +
                                print_time(certificate.not_before) + " to " + print_time(certificate.not_after) +
                                " only");
}

}  // namespace

Outcome read_identity(const IdentifyRequest& request) {
  Outcome outcome = told(request, x509::parse_certificate_file(request.content, request.name), false);
  outcome.warnings.insert(outcome.warnings.begin(), request.name + ": nothing of it is verified");
  return outcome;
}

Outcome identity_of_issued(Session& session, const IdentifyRequest& request) {
  const x509::Certificate certificate = x509::parse_certificate_file(request.content, request.name);
  const Time now = operation_time(session, false);
  session.database.read([&](store::Read& read) {
    const digest::Digest fingerprint = digest::sha256(certificate.der);
    const auto row = store::certificates::find_by_fingerprint(read, {fingerprint.begin(), fingerprint.end()});
    if (!row)
      refuse("identity.foreign", request.name + " is not a certificate that this home issued",
             "name the root that it must lead to with --root, or read it with --unverified");
    require_valid(*row, certificate, now);
  });
  return told(request, certificate, true);
}

}  // namespace pkit
