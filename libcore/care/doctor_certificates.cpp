// doctor's look at the certificates: each is the one that its event tells of, its row says what it says itself, and it
// is revoked where an event tells so.
#include <map>

#include "base/json.h"
#include "care/doctor.h"
#include "digest/digest.h"
#include "store/certificates.h"
#include "store/events.h"

namespace pkit {

namespace {

/// What the history tells of one certificate. Data that was blanked tells nothing more than that there was one.
struct ToldCertificate {
  bool issued = false;
  Bytes fingerprint;  // empty: blanked
  std::string subject, profile;
  std::optional<Time> revoked_at;
};
using ToldCertificates = std::map<std::string, ToldCertificate>;  // by id

void take_issue(const store::Event& event, ToldCertificate& told) {
  told.issued = true;
  if (event.data.empty()) return;
  const Value data = parse_json(as_text(event.data), event.kind);
  told.fingerprint = from_hex(data.text_or("fingerprint")).value_or(Bytes());
  told.subject = data.text_or("subject");
  told.profile = data.text_or("profile");
}

/// Another reason for what ended before changes no time of it.
void take_revocation(const store::Event& event, ToldCertificate& told) {
  const bool again =
      told.revoked_at && !event.data.empty() && parse_json(as_text(event.data), event.kind)["before"].is_map();
  if (!again) told.revoked_at = event.time;
}

ToldCertificates told_certificates(store::Read& read) {
  ToldCertificates told;
  store::events::each(read, std::nullopt, [&](const store::Event& event) {
    if (event.kind == "certificate.issued" || event.kind == "certificate.taken_in")
      take_issue(event, told[event.subject]);
    else if (event.kind == "certificate.revoked")
      take_revocation(event, told[event.subject]);
    else if (event.kind == "certificate.released")
      told[event.subject].revoked_at.reset();
    return true;
  });
  return told;
}

bool is_the_told_one(const store::Certificate& row, const ToldCertificate& told) {
  const digest::Digest digest = digest::sha256(row.der);
  return equal(digest, row.fingerprint) && (told.fingerprint.empty() || equal(digest, told.fingerprint));
}

/// What the row says otherwise than the certificate itself, or than its event where it does not say it in our words.
const char* wrong_in(const store::Certificate& row, const ToldCertificate& told) {
  const x509::Certificate leaf = x509::parse_certificate(row.der);
  if (row.serial != leaf.serial) return "serial";
  if (row.not_before != leaf.not_before) return "beginning";
  if (row.not_after != leaf.not_after) return "end";
  if (row.key_id != to_hex(leaf.key.key_id())) return "key";
  const bool tells = !told.fingerprint.empty();
  if (tells && row.subject != told.subject) return "subject";
  if (tells && row.profile != told.profile) return "profile";
  return nullptr;
}

void judge_revocation(const store::Certificate& row, const ToldCertificate& told, Check& check) {
  if (row.revoked_at == told.revoked_at) return;
  check.find("certificate-revocation",
             row.id + (row.revoked_at ? " is revoked since " + print_time(*row.revoked_at) : " is not revoked") +
                 ", but by the history it is " +
                 (told.revoked_at ? "revoked since " + print_time(*told.revoked_at) : "not"));
}

void judge_certificate(const store::Certificate& row, const ToldCertificate& told, Check& check) {
  if (!is_the_told_one(row, told))
    return check.find("certificate-changed", row.id + " is not the certificate that its event tells of");
  if (const char* what = wrong_in(row, told))
    check.find("certificate-changed", row.id + " has another " + what + " than the state says");
  judge_revocation(row, told, check);
}

}  // namespace

void check_certificates(Session& session, Check& check) {
  ToldCertificates told;
  session.state.read([&](store::Read& read) {
    told = told_certificates(read);
    store::ListFilter filter;
    filter.now = 0;
    store::certificates::each(read, filter, [&](const store::certificates::Listed& listed) {
      const store::Certificate& row = listed.certificate;
      const auto event = told.find(row.id);
      if (event == told.end() || !event->second.issued)
        return check.find("certificate-unexplained", row.id + " is in the state, but no event tells of its issue");
      judge_certificate(row, event->second, check);
      told.erase(event);
    });
  });
  for (const auto& [id, what] : told)
    if (what.issued) check.find("certificate-deleted", id + " was issued by the events, but is not in the state");
}

}  // namespace pkit
