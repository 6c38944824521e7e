// authority revoke: the CA above says that an authority's certificate is not to be trusted any more, in its own CRL,
// which is signed at once: who checks whole chains hears of it by the next `pkit crl`.
#include <algorithm>

#include "ca/authority_change.h"
#include "ca/authority_inputs.h"
#include "change/claim.h"
#include "x509/revocation_reason.h"

namespace pkit {

namespace {

using Revocation = RevokeAuthorityRequest;
constexpr Input kRevokeAuthorityInputs[] = {
    input<&Revocation::name>("name", "NAME", "an authority of pkit.yaml")
        .argument()
        .needed()
        .completes(Completion::authority),
    input<&Revocation::reason>("reason", "REASON", "why").needed().among(authority_revocation_reasons),
    input<&Revocation::serial>("serial", "SERIAL", "of a former certificate; by default the current one"),
    issuer_key_input<Revocation>(),
    issuer_passphrase_input<Revocation>(),
    root_next_update_input<Revocation>(),
};

/// The current certificate, or a former one by its serial.
x509::Certificate certificate_of(const KnownAuthority& known, const std::string& serial) {
  const x509::Certificate& current = known.chain.front();
  if (serial.empty() || lower(serial) == current.serial_hex()) return current;
  for (const store::Issuer& issuer : known.issuers) {
    x509::Certificate certificate = x509::parse_certificate(issuer.certificate);
    if (certificate.serial_hex() == lower(serial)) return certificate;
  }
  throw Error(Kind::not_found, "authority.serial",
              "authority '" + known.name + "' has no certificate with serial " + printable(serial),
              "pkit authority show " + known.name);
}

const x509::Certificate& above(const KnownAuthority& known, const x509::Certificate& revoked) {
  if (equal(revoked.subject.der(), revoked.issuer.der()))
    throw Error(Kind::denied, "authority.self_signed", "'" + revoked.subject.text() + "' is a root: nobody is above it",
                "whoever trusts it must be told; pkit authority retire lets it sign nothing any more");
  if (const x509::Certificate* issuer = issuer_in_chain(known, revoked)) return *issuer;
  throw Error(Kind::config, "authority.certificate", "who issued '" + revoked.subject.text() + "' is not known here",
              "name the chain of authority '" + known.name + "' in pkit.yaml");
}

void require_not_revoked(const ReadSession& session, const x509::Certificate& ca, const x509::Certificate& revoked) {
  std::optional<store::crls::ForeignRevocation> before;
  session.state.read(
      [&](store::Read& read) { before = store::crls::find_foreign(read, to_hex(ca.key.key_id()), revoked.serial); });
  if (before)
    throw Error(Kind::conflict, "authority.revoked",
                "serial " + revoked.serial_hex() + " was revoked at " + print_time(before->at) + ": " + before->reason);
}

/// Where its current certificate goes it signs nothing any more, for good.
store::Authority next_row(const KnownAuthority& known, bool retires, Time now) {
  store::Authority row = known.row.value_or(
      store::Authority{.name = known.name, .certificate = "", .key = "", .staging = "", .retired_at = {}});
  if (retires && !row.retired_at) row.retired_at = now;
  return row;
}

/// Over what is revoked already, and this one too. Somebody else's list it cannot be: that has what this home does not
/// know.
NextRootCrl next_crl(Session& session, const KnownAuthority& known, const x509::Certificate& ca,
                     const RevokeAuthorityRequest& request, const x509::CrlEntry& entry, Time now) {
  const x509::PrivateKey key = issuer_key(session, *known.config, ca, request.issuer);
  std::optional<NextRootCrl> crl =
      next_root_crl(session, ca, key, request.issuer, request.root_next_update, now, &entry);
  if (crl) return std::move(*crl);
  throw Error(Kind::conflict, "authority.elsewhere", "this home makes no CRLs of '" + ca.subject.text() + "'",
              "ask who does to revoke it, and then: pkit authority retire " + known.name);
}

const authority::AuthorityConfig& own_config(const authority::AuthorityConfigs& configs, const std::string& name) {
  const auto config = configs.find(name);
  if (config == configs.end())
    throw Error(Kind::not_found, "authority.unknown", "pkit.yaml has no authority '" + printable(name) + "'",
                "pkit authority list");
  require_own(config->second);
  return config->second;
}

/// Serials, hex: of one key an authority may have several certificates, and each is revoked by itself.
std::vector<std::string> trusted_over_its_key(const ReadSession& session, const std::string& name,
                                              const x509::Certificate& ca, const x509::Certificate& revoked, Time now) {
  std::vector<std::string> serials;
  session.state.read([&](store::Read& read) {
    for (const store::Issuer& row : store::issuers::all(read)) {
      if (row.authority != name) continue;
      const x509::Certificate other = x509::parse_certificate(row.certificate);
      if (now > other.not_after || !equal(other.key.key_id(), revoked.key.key_id())) continue;
      if (store::crls::find_foreign(read, to_hex(ca.key.key_id()), other.serial)) continue;
      serials.push_back(other.serial_hex());
    }
  });
  return serials;
}

Outcome revoke_once(Session& session, const RevokeAuthorityRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const Fd lock = lock_authorities(session);
  const authority::AuthorityConfigs configs = load_authorities(session.home);
  const authority::AuthorityConfig& config = own_config(configs, request.name);
  if (!request.common.dry_run) finish_authority(session, request.name);
  const KnownAuthority known = readable_authority(session, config);
  const x509::Certificate revoked = certificate_of(known, request.serial);
  const x509::Certificate& ca = above(known, revoked);
  require_not_revoked(session, ca, revoked);
  const x509::CrlEntry entry{revoked.serial, now, x509::revocation_reason_number(request.reason).value(), {}};
  NextRootCrl crl = next_crl(session, known, ca, request, entry, now);
  Value told = issuer_view(revoked);
  if (request.common.dry_run) return rehearsed_authority(std::move(told));
  told.set("reason", request.reason);
  const bool retires = revoked.der == known.chain.front().der;
  AuthorityChange change{.row = next_row(known, retires, now),
                         .issuers = {issuer_row(session, request.name, revoked, now)},
                         .event = {"authority.revoked", request.name, std::move(told)},
                         .request_subject = request.name,
                         .root_crl = std::move(crl),
                         .revoked = RevokedIssuer{to_hex(ca.key.key_id()), revoked.serial, request.reason}};
  commit_authority(session, request.common, "", std::move(change), now);
  Outcome outcome = present_authority(session, request.name);
  outcome.warnings.push_back("who checks CRLs hears of it by the next one that is given out: pkit crl");
  const std::vector<std::string> others = trusted_over_its_key(session, request.name, ca, revoked, now);
  if (retires)
    outcome.warnings.push_back("authority '" + request.name + "' signs nothing any more" +
                               (others.empty() ? ", and what it signed leads to nobody who is trusted" : "") +
                               ": pkit authority add makes another one");
  if (!others.empty())
    outcome.warnings.push_back("the same key is still trusted by serial " + join(others, ", ") +
                               ": pkit authority revoke " + request.name + " --serial, for each");
  return outcome;
}

}  // namespace

const std::vector<std::string>& authority_revocation_reasons() {
  // RFC 5280 5.3.1, those of a CA; a hold would be one of everything below it.
  static const std::vector<std::string> reasons = {"unspecified",        "keyCompromise", "cACompromise",
                                                   "affiliationChanged", "superseded",    "cessationOfOperation"};
  return reasons;
}

Outcome revoke_authority(Session& session, const RevokeAuthorityRequest& request) {
  const Value inputs = Value::map({{"name", request.name},
                                   {"serial", request.serial},
                                   {"reason", request.reason},
                                   {"issuerKey", request.issuer.file.string()}});
  return once(
      session, request.common, "authority revoke", inputs, [&] { return revoke_once(session, request); },
      [&](const std::string& subject) { return present_authority(session, subject); });
}

constinit const Operation kRevokeAuthority = operation<RevokeAuthorityRequest, revoke_authority>(
    {.name = "authority revoke", .inputs = kRevokeAuthorityInputs, .data = &shape::authority_revoked});

}  // namespace pkit
