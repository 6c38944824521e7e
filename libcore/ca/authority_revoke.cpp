// authority revoke: the CA above says that an authority's certificate is not to be trusted any more, in its own CRL,
// which is signed at once: who checks whole chains hears of it by the next `pkit crl`.
#include <algorithm>

#include "ca/authority_change.h"
#include "ca/authority_inputs.h"
#include "ca/same_key.h"
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

std::optional<store::crls::ForeignRevocation> revocation_of(const ReadSession& session, const x509::Certificate& ca,
                                                            const x509::Certificate& certificate) {
  std::optional<store::crls::ForeignRevocation> before;
  session.state.read([&](store::Read& read) {
    before = store::crls::find_foreign(read, to_hex(ca.key.key_id()), certificate.serial);
  });
  return before;
}

void require_not_revoked(const ReadSession& session, const x509::Certificate& ca, const x509::Certificate& revoked) {
  if (const auto before = revocation_of(session, ca, revoked))
    throw Error(Kind::conflict, "authority.revoked",
                "serial " + revoked.serial_hex() + " was revoked at " + print_time(before->at) + ": " + before->reason);
}

/// RFC 5280 5.3.1: both say that somebody else may have the key, and not only that of one certificate.
bool is_of_the_key(const std::string& reason) { return reason == "keyCompromise" || reason == "cACompromise"; }

/// Where its current certificate goes it signs nothing any more, for good.
store::Authority next_row(const KnownAuthority& known, bool retires, Time now) {
  store::Authority row = known.row.value_or(
      store::Authority{.name = known.name, .certificate = "", .key = "", .staging = "", .retired_at = {}});
  if (retires && !row.retired_at) row.retired_at = now;
  return row;
}

/// What else is over the key of the one that is named. What has ended is no way up for anybody, and is left.
struct OthersOfKey {
  std::vector<x509::Certificate> same_issuer;     // of the CA that revokes it, and not revoked
  std::vector<x509::Certificate> elsewhere;       // another CA's
  std::vector<std::string> authorities, unknown;  // that sign with the key; that may
};

OthersOfKey others_of_key(const ReadSession& session, const authority::AuthorityConfigs& configs,
                          const x509::Certificate& ca, const x509::Certificate& revoked, Time now) {
  OverKey all = certificates_over(session, configs, revoked.key.key_id());
  OthersOfKey others{{}, {}, std::move(all.authorities), std::move(all.unreadable)};
  for (x509::Certificate& other : all.certificates) {
    if (other.der == revoked.der || now > other.not_after) continue;
    if (!x509::issued_by(other, ca))
      others.elsewhere.push_back(std::move(other));
    else if (!revocation_of(session, ca, other))
      others.same_issuer.push_back(std::move(other));
  }
  return others;
}

/// Over what is revoked already, and these too. Somebody else's list it cannot be: that has what this home does not
/// know.
NextRootCrl next_crl(Session& session, const KnownAuthority& known, const x509::Certificate& ca,
                     const RevokeAuthorityRequest& request, const std::vector<x509::CrlEntry>& entries, Time now) {
  const x509::PrivateKey key = issuer_key(session, *known.config, ca, request.issuer);
  std::optional<NextRootCrl> crl =
      next_root_crl(session, ca, key, request.issuer, request.root_next_update, now, entries);
  if (crl) return std::move(*crl);
  throw Error(Kind::conflict, "authority.elsewhere", "this home makes no CRLs of '" + ca.subject.text() + "'",
              "ask who does to revoke it, and then: pkit authority retire " + known.name);
}

/// The authorities beside `name` that sign with the key, as they are from now on.
std::vector<store::Authority> retired_with(const ReadSession& session, const std::string& name,
                                           const OthersOfKey& others, Time now) {
  std::vector<store::Authority> rows;
  session.state.read([&](store::Read& read) {
    for (const std::string& other : others.authorities) {
      if (other == name) continue;
      store::Authority row =
          store::authorities::find(read, other)
              .value_or(store::Authority{.name = other, .certificate = "", .key = "", .staging = "", .retired_at = {}});
      if (row.retired_at) continue;
      row.retired_at = now;
      rows.push_back(std::move(row));
    }
  });
  return rows;
}

std::string serials_of(const std::vector<x509::Certificate>& certificates) {
  std::vector<std::string> serials;
  for (const x509::Certificate& each : certificates) serials.push_back(each.serial_hex());
  return join(serials, ", ");
}

/// One transaction's worth: each of `revoked`, of which the first is the one that was named.
AuthorityChange change_of(const ReadSession& session, const RevokeAuthorityRequest& request, store::Authority row,
                          const std::vector<x509::Certificate>& revoked, const x509::Certificate& ca, Time now) {
  AuthorityChange change{.row = std::move(row),
                         .issuers = {issuer_row(session, request.name, revoked.front(), now)},
                         .events = {},
                         .request_subject = request.name};
  for (const x509::Certificate& each : revoked) {
    Value told = issuer_view(each);
    told.set("reason", request.reason);
    change.events.push_back({"authority.revoked", request.name, std::move(told)});
    change.revoked.push_back({to_hex(ca.key.key_id()), each.serial, request.reason});
  }
  return change;
}

/// Each tells of its own end.
void add_retired(AuthorityChange& change, std::vector<store::Authority> rows, const std::string& reason,
                 const std::string& serial) {
  for (const store::Authority& row : rows)
    change.events.push_back(
        {"authority.retired", row.name, Value::map({{"reason", reason}, {"revokedSerial", serial}})});
  change.others = std::move(rows);
}

std::string names_of(const std::vector<store::Authority>& rows) {
  std::vector<std::string> names;
  for (const store::Authority& row : rows) names.push_back(row.name);
  return join(names, ", ");
}

Outcome rehearsed_revocation(const x509::Certificate& named, const std::vector<x509::Certificate>& with_it,
                             const std::vector<store::Authority>& retired) {
  Value would = issuer_view(named);
  if (!with_it.empty()) would.set("ofSameKey", serials_of(with_it));
  if (!retired.empty()) would.set("alsoRetired", names_of(retired));
  return rehearsed_authority(std::move(would));
}

/// What became of the key: who trusts it still, and who signs with it no more.
void warn(Outcome& outcome, const RevokeAuthorityRequest& request, bool retires, const AuthorityChange& change,
          const OthersOfKey& others) {
  std::vector<std::string>& warnings = outcome.warnings;
  warnings.push_back("who checks CRLs hears of it by the next one that is given out: pkit crl");
  const bool all = is_of_the_key(request.reason);
  const bool is_left = !others.elsewhere.empty() || (!all && !others.same_issuer.empty());
  if (retires)
    warnings.push_back("authority '" + request.name + "' signs nothing any more" +
                       (is_left ? "" : ", and what it signed leads to nobody who is trusted") +
                       ": pkit authority add makes another one");
  for (const store::Authority& row : change.others)
    warnings.push_back("authority '" + row.name + "' has the same key, and signs nothing any more either");
  if (!others.same_issuer.empty())
    warnings.push_back(all ? "revoked with it, over the same key: serial " + serials_of(others.same_issuer)
                           : "the same key is still trusted by serial " + serials_of(others.same_issuer) +
                                 ": pkit authority revoke " + request.name + " --serial, for each");
  for (const x509::Certificate& each : others.elsewhere)
    warnings.push_back("the same key is still trusted by serial " + each.serial_hex() + " of '" +
                       printable(each.issuer.text()) + "': only that CA revokes it");
  for (const std::string& name : all ? others.unknown : std::vector<std::string>())
    warnings.push_back("the files of authority '" + name + "' cannot be read, and may be over the same key");
}

Outcome revoke_once(Session& session, const RevokeAuthorityRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const Fd lock = lock_authorities(session);
  const authority::AuthorityConfigs configs = load_authorities(session.home);
  const authority::AuthorityConfig& config = authority_named(configs, request.name);
  require_own(config);
  if (!request.common.dry_run) finish_authority(session, request.name);
  const KnownAuthority known = readable_authority(session, config);
  const x509::Certificate named = certificate_of(known, request.serial);
  const x509::Certificate& ca = above(known, named);
  require_not_revoked(session, ca, named);
  const bool all = is_of_the_key(request.reason);
  const OthersOfKey others = others_of_key(session, configs, ca, named, now);
  const auto with_it = all ? others.same_issuer : std::vector<x509::Certificate>();
  auto retired = all ? retired_with(session, request.name, others, now) : std::vector<store::Authority>();
  std::vector<x509::Certificate> revoked{named};
  revoked.insert(revoked.end(), with_it.begin(), with_it.end());
  std::vector<x509::CrlEntry> entries;
  for (const x509::Certificate& each : revoked)
    entries.push_back({each.serial, now, x509::revocation_reason_number(request.reason).value(), {}});
  NextRootCrl crl = next_crl(session, known, ca, request, entries, now);
  if (request.common.dry_run) return rehearsed_revocation(named, with_it, retired);
  const x509::Certificate& current = known.chain.front();
  const bool retires = named.der == current.der || (all && equal(named.key.key_id(), current.key.key_id()));
  AuthorityChange change = change_of(session, request, next_row(known, retires, now), revoked, ca, now);
  change.root_crl = std::move(crl);
  add_retired(change, std::move(retired), request.reason, named.serial_hex());
  commit_authority(session, request.common, "", change, now);
  Outcome outcome = present_authority(session, request.name);
  warn(outcome, request, retires, change, others);
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
