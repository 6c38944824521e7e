// export: a kept key with its certificate leaves the home, for whoever is to use it.
#include "change/change.h"
#include "kept/kept.h"
#include "kept/operations.h"
#include "store/certificates.h"
#include "view/views.h"
#include "x509/certificate.h"

namespace pkit {

namespace {

constexpr std::size_t kKeyLimit = 1 << 16;

x509::PrivateKey read_kept(const ReadSession& session, const store::KeptKey& key, const Secret& passphrase) {
  const Path file = kept_key_file(session.home, key.id);
  if (!std::filesystem::exists(file))
    throw Error(Kind::state, "kept.lost", "the key " + key.id + " is gone: " + file.string() + " is not there",
                "pkit restore the last backup");
  require_secret(file, session.home.owner);
  x509::PrivateKey read = x509::PrivateKey::read(read_file(file, kKeyLimit), passphrase, key.id);
  if (to_hex(read.public_key().key_id()) != key.key_id)
    throw Error(Kind::state, "kept.lost", file.string() + " is another key than " + key.id, "pkit doctor");
  return read;
}

/// Of this home's own certificate the chain is known; of another CA's it is what came with it.
void add_certificates(Session& session, const store::KeptKey& key, Outcome& outcome) {
  outcome.certificate = key.certificate;
  if (!key.chain.empty()) {
    for (const x509::Certificate& above : x509::parse_certificates(key.chain, key.id + ": chain"))
      outcome.chain.push_back(above.der);
    return;
  }
  const std::optional<Bytes> fingerprint = from_hex(x509::parse_certificate(key.certificate).fingerprint());
  std::optional<store::Certificate> own;
  session.state.read([&](store::Read& read) { own = store::certificates::find_by_fingerprint(read, *fingerprint); });
  if (own) hand_out(session, outcome, *own);
}

}  // namespace

ExportedKey export_key(Session& session, const ExportRequest& request) {
  const Time now = operation_time(session, true);
  const store::KeptKey key = find_kept(session, request.word);
  if (!key.married)
    throw Error(Kind::conflict, "kept.waiting", key.id + " has no certificate yet",
                "pkit csr marry " + key.id + " CERTIFICATE");
  const Setup setup = load_setup(session.home, session.state);
  const x509::PrivateKey read = read_kept(session, key, keeping_passphrase(session, setup, request.passphrase));
  ExportedKey exported{{}, read.to_pem({})};
  exported.outcome.data.set("key", kept_key_view(key));
  add_certificates(session, key, exported.outcome);
  Change change;
  begin_change(change, session, now);
  change.events = {{"key.exported", key.id, Value::map({{"keyId", key.key_id}})}};
  commit(session, change);
  return exported;
}

}  // namespace pkit
