// store verify and store forget: is all well with a store, and what is no longer to be looked after.
#include <algorithm>

#include "base/text.h"
#include "ca/cut_off.h"
#include "certstores/operations.h"
#include "certstores/perform.h"
#include "certstores/programs/service.h"
#include "certstores/view.h"
#include "change/change.h"
#include "digest/digest.h"
#include "store/certificates.h"
#include "store/jobs.h"

namespace pkit::certstores {

namespace {

using Faults = std::vector<Fault>;

/// Of what has a key, which is what is used; where nothing has one, of all.
void add_untimely(const Contents& contents, Time now, Faults& faults) {
  const bool keyed = std::ranges::any_of(contents.entries, &Entry::private_key);
  for (const Entry& entry : contents.entries) {
    const x509::Certificate& certificate = entry.certificate;
    if (entry.ssh || (keyed && !entry.private_key)) continue;
    if (now >= certificate.not_before && now <= certificate.not_after) continue;
    faults.push_back({Kind::denied,
                      "certstore.expired",
                      entry.alias,
                      now > certificate.not_after ? "it ended " + print_time(certificate.not_after)
                                                  : "it begins " + print_time(certificate.not_before),
                      {}});
  }
}

/// What this home has issued and revoked since.
bool was_revoked(const ReadSession& session, const Entry& entry, Faults& faults) {
  std::optional<store::Certificate> row;
  session.state.read([&](store::Read& read) {
    const auto digest = digest::sha256(entry.certificate.der);
    row = store::certificates::find_by_fingerprint(read, Bytes(digest.begin(), digest.end()));
  });
  if (!row || !row->revoked_at) return false;
  faults.push_back({Kind::denied,
                    "certstore.revoked",
                    entry.alias,
                    "it was revoked " + print_time(*row->revoked_at) + ": " + row->revocation_reason,
                    {}});
  return true;
}

/// What may be above one of them.
std::vector<x509::Certificate> all_certificates(const Contents& contents, const CutOff& cut_off) {
  std::vector<x509::Certificate> all;
  for (const Entry& entry : contents.entries) {
    if (entry.ssh || !cut_off.any()) continue;
    all.push_back(entry.certificate);
    for (const Bytes& der : entry.chain) all.push_back(x509::parse_certificate(der));
  }
  return all;
}

/// By themselves, or by a CA above them.
void add_revoked(const ReadSession& session, const Contents& contents, Time now, Faults& faults) {
  const CutOff cut_off(session, now);
  const std::vector<x509::Certificate> beside = all_certificates(contents, cut_off);
  for (const Entry& entry : contents.entries) {
    if (entry.ssh || was_revoked(session, entry, faults)) continue;
    const std::string why = cut_off.why(entry.certificate, beside);
    if (!why.empty()) faults.push_back({Kind::denied, "certstore.revoked", entry.alias, why, {}});
  }
}

void add_lone_keys(const store::CertStore& store, const Contents& contents, Faults& faults) {
  if (contents.lone_keys == 0) return;
  faults.push_back({Kind::denied,
                    "certstore.lone_key",
                    store.key_path.empty() ? store.path : store.key_path,
                    "there is a private key in it that is no certificate's",
                    {}});
}

std::optional<Error> not_well(const ReadSession& session, const store::CertStore& store, const Contents& contents,
                              Time now) {
  Faults faults;
  add_lone_keys(store, contents, faults);
  add_revoked(session, contents, now, faults);
  add_untimely(contents, now, faults);
  if (faults.empty()) return std::nullopt;
  const std::string code = faults.front().code;
  const char* what = code == "certstore.expired"   ? " holds a certificate that is not valid now"
                     : code == "certstore.revoked" ? " holds a certificate that was revoked"
                                                   : " holds a key of another certificate";
  return Error(Kind::denied, code, store.name + what, "pkit store put, or pkit store reenroll", faults);
}

/// One of those with a key has to be served; where none has one, as where the key lies beside, one of all.
std::string not_served(const World& world, const store::CertStore& store, const Contents& contents) {
  const bool keyed = std::ranges::any_of(contents.entries, &Entry::private_key);
  std::string why = "there is nothing in it that could be served";
  for (const Entry& entry : contents.entries) {
    if (keyed && !entry.private_key) continue;
    why = prove_once(world, store, entry.certificate.der);
    if (why.empty()) break;
  }
  return why;
}

}  // namespace

Outcome verify_store(Session& session, const StoreRequest& request) {
  const Time now = operation_time(session, false);
  const store::CertStore store = find_kept_store(session, request.store);
  require_closed_changes(session, store);
  const Snapshot snapshot = snapshot_of(session, store);
  if (!snapshot.contents.unread.empty())
    throw Error(Kind::input, "certstore.unread",
                store.name + " cannot be read whole: " + snapshot.contents.unread.front());
  Outcome outcome;
  outcome.warnings = snapshot.contents.remarks;
  outcome.error = not_well(session, store, snapshot.contents, now);
  const bool empty = snapshot.contents.entries.empty();
  if (empty) outcome.warnings.push_back(store.name + ": there is nothing in it");
  const std::string unserved =
      store.prove.empty() ? std::string() : not_served(session.world, store, snapshot.contents);
  if (!unserved.empty()) outcome.error = Error(Kind::denied, "certstore.unserved", store.name + ": " + unserved);
  outcome.data = Value::map({{"store", store.name},
                             {"Result", outcome.error ? "Failure"
                                        : empty       ? "Warning"
                                                      : "Success"},
                             {"digest", snapshot.sha256},
                             {"proof", store.prove.empty() ? "none"
                                       : unserved.empty()  ? "done"
                                                           : "failed"}});
  return outcome;
}

static void require_no_jobs(store::Read& read, const store::CertStore& store) {
  if (!store::scheduled_jobs::has_open(read, store.id)) return;
  throw Error(Kind::conflict, "certstore.jobs", "there are jobs about " + store.name + " that are not over",
              "pkit job list, and pkit job cancel");
}

Outcome forget_store(Session& session, const StoreRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const store::CertStore store = find_store(session, request.store);
  require_closed_changes(session, store);
  session.state.read([&](store::Read& read) { require_no_jobs(read, store); });
  Outcome outcome;
  outcome.data.set("store", store_view(store));
  if (request.common.dry_run) {
    outcome.data.set("dryRun", true);
    return outcome;
  }
  Change change;
  begin_change(change, session, now);
  change.rows = [&](store::Write& write) {
    require_no_jobs(write, store);
    require_written(store::cert_stores::erase(write, store.id), store.name);
  };
  change.events = {{"store.forgotten", store.id, Value::map({{"name", store.name}, {"path", store.path}})}};
  commit(session, change);
  return outcome;
}

}  // namespace pkit::certstores
