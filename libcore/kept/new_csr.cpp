// csr new: a key is made and kept, and its request is handed out.
#include "change/change.h"
#include "change/claim.h"
#include "kept/kept.h"
#include "kept/operations.h"
#include "store/unknown_outcome.h"
#include "x509/csr_build.h"
#include "x509/pem.h"

namespace pkit {

namespace {

Outcome told_request(const store::KeptKey& key) {
  Outcome outcome;
  outcome.data = Value::map({{"key", kept_key_view(key)}, {"csrPem", x509::write_pem("CERTIFICATE REQUEST", key.csr)}});
  return outcome;
}

Outcome present(Session& session, const std::string& id) {
  std::optional<store::KeptKey> key;
  session.state.read([&](store::Read& read) { key = store::kept_keys::find(read, id); });
  if (!key) throw Error(Kind::state, "store.corrupt", "there is no key " + id, "pkit doctor");
  return told_request(*key);
}

Outcome rehearsed(const x509::Csr& csr) {
  Outcome outcome;
  outcome.data = Value::map({{"dryRun", true}, {"would", Value::map({{"exit", 0}, {"subject", csr.subject.text()}})}});
  return outcome;
}

Outcome make(Session& session, const NewCsrRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const Setup setup = load_setup(session.home, session.state);
  const Secret passphrase = keeping_passphrase(session, setup, request.passphrase);
  const x509::PrivateKey key = x509::PrivateKey::generate(request.key_type);
  const x509::Csr csr = x509::csr_over(key, request.subject, request.sans);
  if (request.common.dry_run) return rehearsed(csr);
  NewKept kept = keep_key(session, key, csr, passphrase, now);
  Change change;
  begin_change(change, session, now);
  change.rows = [&](store::Write& write) { store::kept_keys::insert(write, kept.row); };
  change.events = {{"key.kept", kept.row.id,
                    Value::map({{"keyId", kept.row.key_id},
                                {"keyType", kept.row.key_type},
                                {"subject", kept.row.subject},
                                {"csrSha256", to_hex(csr.sha256)}})}};
  change.request_id = request.common.request_id;
  change.request_subject = kept.row.id;
  store::commit_or_keep([&] { return commit(session, change); }, [&] { kept.file.keep(); });
  kept.file.keep();
  return told_request(kept.row);
}

}  // namespace

Outcome new_csr(Session& session, const NewCsrRequest& request) {
  if (request.subject.empty() && request.sans.empty())
    throw Error(Kind::usage, "kept.name", "nothing says what the request is for",
                "--subject CN=web1, or --san dns:web1");
  return once(
      session, request.common, "csr new",
      Value::map({{"subject", request.subject}, {"sans", Value::list(request.sans)}, {"keyType", request.key_type}}),
      [&] { return make(session, request); }, [&](const std::string& id) { return present(session, id); });
}

}  // namespace pkit
