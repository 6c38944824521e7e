#include "renewal/due.h"

#include <algorithm>
#include <map>

#include "ca/cut_off.h"
#include "change/change.h"
#include "decision/pipeline.h"
#include "decision/present.h"
#include "fleet/orchestrator.h"
#include "pattern/pattern.h"
#include "renewal/holder.h"
#include "setup/setup.h"
#include "store/renewals.h"

namespace pkit {

namespace {

/// Pass::guard: its holder may have renewed it since it was listed. Error{conflict "state.changed"}, {authentication
/// "certificate.revoked"}.
void require_replaceable(const Caller& caller) {
  require_not_ended(caller);
  if (caller.is_replaced)
    throw Error(Kind::conflict, "state.changed",
                "certificate " + to_hex(caller.replaced->serial) + " was replaced meanwhile", "try again");
}

constexpr Duration kMostJitter = 10LL * 24 * 3600 * 1000;

/// From 0 to a third of `left`: the same at every run, and another for each certificate.
Duration jitter(const store::Certificate& certificate, Duration left) {
  const std::uint32_t of = certificate.fingerprint[0] * 256U + certificate.fingerprint[1];
  return std::min(left / 3, kMostJitter) / 65'536 * of;
}

/// Which certificates lead to nobody: what is above one of an issuer is above all of them.
class CutOffIssuers {
 public:
  CutOffIssuers(const ReadSession& session, Time now) : cut_off_(session, now) {}

  bool signed_it(store::Read& read, const store::Certificate& certificate) {
    if (!cut_off_.any()) return false;
    const auto known = known_.find(certificate.issuer);
    if (known != known_.end()) return known->second;
    const bool is_cut_off = !cut_off_.why(read, x509::parse_certificate(certificate.der)).empty();
    return known_.emplace(certificate.issuer, is_cut_off).first->second;
  }

 private:
  CutOff cut_off_;
  std::map<std::string, bool> known_;
};

bool is_due(store::Read& read, const store::Certificate& certificate, const Setup& setup, const DueRequest& request,
            CutOffIssuers& cut_off, Time now) {
  if (request.within) return now >= certificate.not_after - *request.within;
  const auto profile = setup.profiles.find(certificate.profile);
  if (profile == setup.profiles.end()) return false;
  if (cut_off.signed_it(read, certificate)) return true;
  const Time due = due_at(certificate, profile->second);
  return now >= due + jitter(certificate, certificate.not_after - due);
}

/// The request by which the first of its lineage was issued: renewals have none of their own. Over another key there is
/// none either.
std::optional<store::Registration> stored_request(store::Read& read, const store::Certificate& certificate) {
  std::optional<store::Certificate> one = certificate;
  for (int step = 0; step < store::renewals::kLongest && one && one->key_id == certificate.key_id; ++step) {
    if (!one->registration.empty()) {
      auto registration = store::registrations::find(read, one->registration);
      return registration && !registration->csr.empty() ? registration : std::nullopt;
    }
    const auto former = store::renewals::replaced_by(read, one->id);
    if (!former) return std::nullopt;
    one = store::certificates::find(read, *former);
  }
  return std::nullopt;
}

/// Is there a request to renew it by, and is it the last of its lineage?
bool can_be_renewed(store::Read& read, const store::Certificate& certificate) {
  if (store::renewals::successor(read, certificate.id)) return false;
  const auto principal = store::principals::find(read, certificate.principal);
  return principal && principal->kind == orchestrator_kind().name && principal->state == kApproved &&
         stored_request(read, certificate);
}

store::ListFilter filter_of(const DueRequest& request, Time now) {
  store::ListFilter filter;
  filter.state = store::state_word(store::CertificateState::valid);
  filter.now = now;
  if (request.globs.empty()) return filter;
  std::vector<pattern::Glob> wanted;
  for (const std::string& glob : request.globs) wanted.emplace_back(lower(glob));
  filter.name_matches = [wanted](const std::string& name) {
    return std::any_of(wanted.begin(), wanted.end(), [&](const auto& glob) { return glob.matches(lower(name)); });
  };
  return filter;
}

Intake take_renewal(const ReadSession& session, const std::string& id, Time now) {
  std::optional<store::Certificate> certificate;
  std::optional<store::Registration> registration;
  session.state.read([&](store::Read& read) {
    certificate = store::certificates::find(read, id);
    if (certificate) registration = stored_request(read, *certificate);
  });
  if (!certificate || !registration)
    throw Error(Kind::conflict, "state.changed", id + " was changed meanwhile", "try again");
  const Holder holder = find_holder(session, *certificate);
  require_not_revoked(session, holder.certificate);
  x509::Csr csr = x509::read_stored_csr(registration->csr);
  csr.sha256 = registration->csr_sha256;
  Intake intake = intake_of(holder, door::renewing, std::move(csr), now);
  intake.client_parameters = registration->client_parameters;
  return intake;
}

/// T-B25: another profile does not make it another CA's.
void require_same_authority(const ReadSession& session, const Setup& setup, const store::Certificate& certificate,
                            const std::string& profile) {
  const auto named = setup.profiles.find(profile);
  if (named == setup.profiles.end())
    throw Error(Kind::config, "profile.missing", "pkit.yaml has no profile '" + printable(profile) + "'");
  std::optional<store::Issuer> issuer;
  session.state.read([&](store::Read& read) { issuer = store::issuers::find(read, certificate.issuer); });
  if (issuer && issuer->authority == named->second.authority) return;
  throw Error(Kind::config, "renew.authority",
              "profile '" + profile + "' is of authority '" + named->second.authority +
                  "', and a renewal keeps that of the certificate, '" + (issuer ? issuer->authority : "") + "'",
              "a profile of the same authority");
}

std::optional<Outcome> renew_stored_once(Session& session, const StoredRenewal& request, Time now) {
  store::Certificate certificate = certificate_now(session, request.certificate);
  bool can = false;
  store::Certificate newest;
  session.state.read([&](store::Read& read) {
    newest = store::renewals::newest(read, certificate);
    can = can_be_renewed(read, certificate);
  });
  if (newest.id != certificate.id) {
    const Holder holder = find_holder(session, newest);
    Outcome outcome = present_issued(session, *holder.kind, newest, holder.principal, now);
    outcome.data.set("renewed", false);
    return outcome;
  }
  if (!can)
    throw Error(Kind::conflict, "renew.nothing", "there is no request that " + certificate.id + " could be renewed by",
                "its holder renews it: pkit renew --cert --key");
  Grounds grounds(session);
  if (!request.profile.empty()) require_same_authority(session, grounds.setup, certificate, request.profile);
  Intake intake = take_renewal(session, certificate.id, now);
  if (!request.profile.empty()) intake.profile = request.profile;
  const Pass pass{.common = request.common, .guard = require_replaceable};
  std::optional<Outcome> outcome = pass_once(session, grounds, intake, pass);
  if (outcome && !outcome->error && !request.common.dry_run) {
    outcome->data.set("renewed", true);
    outcome->data.set("replaces", certificate.id);
  }
  return outcome;
}

}  // namespace

Outcome renew_stored(Session& session, const StoredRenewal& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  return retried("this was renewed", [&] { return renew_stored_once(session, request, now); });
}

std::vector<std::string> due_certificates(const ReadSession& session, const DueRequest& request, Time now) {
  const Setup setup = load_setup(session.home, session.state);
  std::vector<store::Certificate> due;
  std::vector<std::string> ids;
  CutOffIssuers cut_off(session, now);
  session.state.read([&](store::Read& read) {
    store::certificates::each(read, filter_of(request, now), [&](const store::certificates::Listed& one) {
      if (is_due(read, one.certificate, setup, request, cut_off, now)) due.push_back(one.certificate);
    });
    for (const store::Certificate& certificate : due)
      if (can_be_renewed(read, certificate)) ids.push_back(certificate.id);
  });
  return ids;
}

BatchItem renewal_item(const std::string& certificate) {
  BatchItem item;
  item.name = certificate;
  item.guard = require_replaceable;
  item.take = [certificate](Session& session, Time now) { return take_renewal(session, certificate, now); };
  return item;
}

}  // namespace pkit
