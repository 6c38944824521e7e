#include "outbox/renew_step.h"

#include "ca/cut_off.h"
#include "certstores/holding.h"
#include "certstores/operations.h"
#include "renewal/due.h"
#include "store/certificates.h"
#include "store/renewals.h"
#include "view/views.h"
#include "x509/pem.h"

namespace pkit {

namespace {

using certstores::Holding;

store::Certificate certificate_of(const ReadSession& session, const std::string& id) {
  std::optional<store::Certificate> found;
  session.state.read([&](store::Read& read) { found = store::certificates::find(read, id); });
  if (!found) throw Error(Kind::not_found, "show.missing", id + " is not a certificate of this home");
  return *found;
}

Acted acted(const Outcome& outcome, const std::string& did) {
  if (outcome.error) return {outcome.error->what(), {}};
  return {{}, did};
}

Acted renew_same_key(Session& session, const AlertStep& step, const std::string& certificate, bool dry_run) {
  StoredRenewal request{.certificate = certificate, .profile = step.profile, .common = {}};
  request.common.dry_run = dry_run;
  const Outcome outcome = renew_stored(session, request);
  if (outcome.data["dryRun"].is_bool()) {
    const Value& would = outcome.data["would"];
    const bool granted = would["exit"].is_int() && would["exit"].as_int() == 0;
    return granted ? Acted{{}, "it would be renewed"} : acted(outcome, "it would not be renewed");
  }
  const std::string serial = outcome.data["certificate"].text_or("serial");
  return acted(outcome, outcome.data["renewed"].as_bool() ? "renewed as " + serial : "it was replaced by " + serial);
}

/// What was killed behind the rotation is over the new key already, and still has to come into its store: so it is the
/// store that says whether it is done.
Acted renew_new_key(Session& session, const store::Certificate& certificate, bool dry_run) {
  const std::vector<Holding> held = certstores::holdings_of(session, certificate.key_id, {});
  store::Certificate newest;
  session.state.read([&](store::Read& read) { newest = store::renewals::newest(read, certificate); });
  if (held.empty() && newest.id != certificate.id) return {{}, "it was replaced by " + to_hex(newest.serial)};
  if (held.empty()) return {"no certificate store has " + certificate.id + " with its key", {}};
  if (held.size() > 1) return {"several certificate stores have the key of " + certificate.id, {}};
  certstores::ReenrollRequest request{.store = held[0].store.id, .alias = held[0].alias, .key_type = {}, .common = {}};
  request.common.dry_run = dry_run;
  const Outcome outcome = certstores::reenroll(session, request);
  return acted(outcome, dry_run ? "a new key would be made in store " + held[0].store.name
                                : "renewed over a new key in store " + held[0].store.name);
}

certstores::PutRequest put_of(const ReadSession& session, const Holding& held, const store::Certificate& newest) {
  Outcome chain;
  hand_out(session, chain, newest);
  certstores::PutRequest put;
  put.store = held.store.id;
  put.alias = held.alias;
  put.overwrite = true;
  put.material.certificate = x509::write_pem("CERTIFICATE", newest.der);
  put.material.certificate_name = "the certificate";
  for (const Bytes& der : chain.chain) put.material.chain += x509::write_pem("CERTIFICATE", der);
  put.material.chain_name = "its chain";
  return put;
}

}  // namespace

Acted renew_certificate(Session& session, const AlertStep& step, const std::string& certificate, bool dry_run) {
  if (!step.new_key) return renew_same_key(session, step, certificate, dry_run);
  return renew_new_key(session, certificate_of(session, certificate), dry_run);
}

Acted put_to_stores(Session& session, const AlertStep& step, const std::string& certificate, bool dry_run) {
  const store::Certificate of = certificate_of(session, certificate);
  store::Certificate newest;
  session.state.read([&](store::Read& read) { newest = store::renewals::newest(read, of); });
  if (newest.key_id != of.key_id) return {{}, "its successor is over another key, which lies elsewhere"};
  if (newest.revoked_at && !of.revoked_at) return {"its successor " + to_hex(newest.serial) + " is revoked", {}};
  if (const std::string why = CutOff(session, operation_time(session, false)).why(x509::parse_certificate(newest.der));
      !why.empty())
    return {to_hex(newest.serial) + " leads to nobody: " + why, {}};
  std::vector<std::string> names;
  for (const Holding& held : certstores::holdings_of(session, of.key_id, step.stores)) {
    if (equal(held.certificate.der, newest.der)) continue;
    certstores::PutRequest put = put_of(session, held, newest);
    put.common.dry_run = dry_run;
    const Outcome outcome = certstores::put_entry(session, put);
    if (outcome.error) return {held.store.name + ": " + outcome.error->what(), {}};
    names.push_back(held.store.name);
  }
  if (names.empty()) return {{}, "no store has an older certificate over its key"};
  return {{}, (dry_run ? "would be put into " : "put into ") + join(names, ", ")};
}

}  // namespace pkit
