#include "kept/kept.h"

#include "secrets/source.h"
#include "view/resolve.h"
#include "x509/certificate.h"

namespace pkit {

Value kept_key_view(const store::KeptKey& key) {
  Value view = Value::map({{"id", key.id},
                           {"state", key.married ? "married" : "waiting"},
                           {"subject", key.subject},
                           {"keyType", key.key_type},
                           {"keyId", key.key_id},
                           {"created", print_time(key.created)}});
  if (!key.married) return view;
  const x509::Certificate certificate = x509::parse_certificate(key.certificate);
  view.set("marriedAt", print_time(*key.married));
  view.set("serial", certificate.serial_hex());
  view.set("issuer", certificate.issuer.text());
  view.set("fingerprint", certificate.fingerprint());
  view.set("notAfter", print_time(certificate.not_after));
  return view;
}

Secret keeping_passphrase(const ReadSession& session, const Setup& setup, const std::optional<Secret>& given) {
  if (given && !given->reveal().empty()) return Secret(std::string(given->reveal()));
  if (given || setup.kept_passphrase.empty())
    throw Error(Kind::usage, "kept.passphrase", "a key is kept encrypted, and nothing says under which passphrase",
                "--key-passphrase-file FILE, or in pkit.yaml  kept_keys: { passphrase: file:/ABSOLUTE/PATH }");
  Secret passphrase = secrets::read_secret(setup.kept_passphrase, session.key_access);
  if (passphrase.reveal().empty())
    throw Error(Kind::config, "authority.passphrase", "the passphrase of kept_keys is empty");
  return passphrase;
}

namespace {

/// Whom it is for: its subject, or its names where that is empty.
std::string wanted_by(const x509::Csr& csr) {
  if (!csr.subject.empty()) return csr.subject.text();
  std::vector<std::string> names;
  for (const x509::San& san : csr.sans) names.push_back(x509::san_text(san));
  return join(names, ", ");
}

bool has_row(const ReadSession& session, const std::string& id) {
  bool known = false;
  session.state.read([&](store::Read& read) { known = store::kept_keys::find(read, id).has_value(); });
  return known;
}

/// Looked for again under the lock: what is in its commit has its row once that is free.
bool is_recorded(Session& session, const std::string& id) {
  bool known = false;
  session.database.write([&](store::Write& write) { known = store::kept_keys::find(write, id).has_value(); });
  return known;
}

}  // namespace

std::vector<std::string> left_keys(const ReadSession& session) {
  std::set<std::string> known;
  session.state.read([&](store::Read& read) {
    for (const store::KeptKey& key : store::kept_keys::all(read)) known.insert(key.id);
  });
  std::vector<std::string> left = left_key_ids(session.home, known);
  std::erase_if(left, [&](const std::string& id) { return has_row(session, id); });  // made since
  return left;
}

NewKept keep_key(Session& session, const x509::PrivateKey& key, const x509::Csr& csr, const Secret& passphrase,
                 Time now) {
  for (const std::string& id : left_keys(session))
    remove_left_key(session.home, id, [&] { return is_recorded(session, id); });
  store::KeptKey row;
  row.id = random_id(session.world, 'k');
  row.key_id = to_hex(key.public_key().key_id());
  row.key_type = key.public_key().word();
  row.subject = wanted_by(csr);
  row.csr = csr.der;
  row.created = now;
  KeptFile file = KeptFile::create(session.home, row.id, key.to_pem(passphrase));
  return {std::move(row), std::move(file)};
}

store::KeptKey find_kept(const ReadSession& session, const std::string& word) {
  Found found;
  session.state.read([&](store::Read& read) { found = find_all(read, word); });
  if (found.keys.size() > 1) require_one(std::move(found), word);
  if (found.keys.size() == 1) return found.keys.front();
  const store::Certificate certificate = find_certificate(session, word);
  std::optional<store::KeptKey> kept;
  session.state.read([&](store::Read& read) { kept = store::kept_keys::find_by_key(read, certificate.key_id); });
  if (!kept) throw Error(Kind::not_found, "kept.missing", "pkit keeps no key of " + certificate.id, "pkit list keys");
  return *kept;
}

}  // namespace pkit
