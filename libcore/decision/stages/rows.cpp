#include "decision/stages/rows.h"

#include "decision/asked.h"
#include "digest/digest.h"

namespace pkit {

namespace {

/// A dry run makes nothing, so it names nothing either.
std::string new_id(const ReadSession& session, const Run& run, char letter) {
  return run.rehearsal ? std::string(1, letter) + "-(new)" : random_id(session.world, letter);
}

}  // namespace

store::Principal new_principal(const ReadSession& session, const Run& run) {
  store::Principal principal;
  principal.id = new_id(session, run, run.caller.kind->id_letter);
  principal.kind = run.caller.kind->name;
  principal.name = run.intake.client_machine;
  principal.name_key = run.intake.name_key();
  return principal;
}

store::Registration new_registration(const ReadSession& session, const Run& run) {
  store::Registration registration;
  registration.id = new_id(session, run, 'r');
  registration.created = run.intake.now;
  if (!run.intake.csr) return registration;
  registration.csr_sha256 = run.intake.csr->sha256;
  registration.csr = run.intake.csr->storable();
  registration.key_id = to_hex(run.intake.csr->key.key_id());
  return registration;
}

void refresh(store::Registration& registration, const Intake& intake) {
  registration.profile = intake.profile;
  registration.not_after = intake.not_after;
  registration.client_parameters = intake.client_parameters;
  registration.request = intake.claims;
}

store::Issuer issuer_row(const ReadSession& session, const Run& run) {
  const Signing& signing = *run.signing;
  store::Issuer issuer;
  issuer.id = new_id(session, run, 'i');
  issuer.authority = signing.authority;
  issuer.key_id = to_hex(signing.issuer().key.key_id());
  issuer.certificate = signing.issuer().der;
  issuer.not_after = signing.issuer().not_after;
  issuer.created = run.intake.now;
  return issuer;
}

store::Certificate certificate_row(const ReadSession& session, const Run& run, const std::string& principal) {
  const x509::Certificate& leaf = *run.signing->leaf;
  store::Certificate row;
  row.id = new_id(session, run, 'c');
  row.serial = leaf.serial;
  row.principal = principal;
  row.profile = run.checked->profile().name;
  row.subject = leaf.subject.text();
  row.key_id = to_hex(leaf.key.key_id());
  row.csr_sha256 = run.intake.csr_sha256();
  const digest::Digest fingerprint = digest::sha256(leaf.der);
  row.fingerprint = Bytes(fingerprint.begin(), fingerprint.end());
  row.not_before = leaf.not_before;
  row.not_after = leaf.not_after;
  row.der = leaf.der;
  row.created = run.intake.now;
  row.asked = asked_of(run.intake, run.checked->differences().empty());
  return row;
}

}  // namespace pkit
