// store reenroll: a new key is made at the store, the pipeline decides, and the certificate joins it there (B3, T-B8).
// The key waits beside the store until then; refused or pending, the store is as it was. Of a store that another
// program keeps that program makes the key, and what waits, in the home, is the request over it.
#include "certstores/reenroll.h"

#include "base/text.h"
#include "certstores/entries.h"
#include "certstores/perform.h"
#include "certstores/programs/external.h"
#include "certstores/view.h"
#include "home/bundle.h"
#include "renewal/operations.h"
#include "view/resolve.h"
#include "x509/csr.h"
#include "x509/csr_build.h"
#include "x509/pem.h"

namespace pkit::certstores {

namespace {

/// The entry that is meant: the one that is named, or the only one with a key.
Entry entry_of(const Contents& contents, const std::string& alias) {
  if (!alias.empty()) {
    const Entry* named = contents.find(alias);
    if (named && named->private_key) return *named;
    throw Error(Kind::not_found, "certstore.entry", "there is no " + printable(alias) + " with a key in it");
  }
  const Entry* found = nullptr;
  for (const Entry& entry : contents.entries) {
    if (!entry.private_key) continue;
    if (found)
      throw Error(Kind::conflict, "certstore.several", "it has several entries with a key",
                  "--alias says which one is meant");
    found = &entry;
  }
  if (!found) throw Error(Kind::not_found, "certstore.entry", "there is no entry with a key in it");
  return *found;
}

/// Of a key that waits: what was killed when it was in the store already has another name there than before.
Entry waited_for(const Contents& contents, const WaitingKey& waiting, const std::string& alias) {
  const x509::ExaminedCsr request = x509::examine_csr_file(waiting.request, "the waiting request");
  for (const Entry& entry : contents.entries)
    if (request.csr && entry.private_key && equal(entry.certificate.key.key_id(), request.csr->key.key_id()))
      return entry;
  return entry_of(contents, alias);
}

/// What a killed command left open is ended first, so that nobody takes a mixture for the store.
std::string ended(Session& session, const store::CertStore& store, bool dry_run, Time now) {
  if (dry_run) return {};
  const std::vector<Fd> lock = lock_store(session, store);
  return settle_open(session, store, now).told;
}

/// Whose certificate it is: a principal of this home.
std::string holder_of(const ReadSession& session, const Entry& entry) {
  Found found;
  session.state.read([&](store::Read& read) { found = find_all(read, entry.certificate.fingerprint()); });
  if (found.certificates.size() == 1) return found.certificates.front().principal;
  throw Error(Kind::conflict, "certstore.foreign",
              "'" + printable(entry.certificate.subject.text()) + "' was not issued by this home",
              "pkit issue --new-key ... --out DIR, and pkit store put");
}

/// Before anything is asked: the old certificate ends with the answer, and the new one must find its place.
void require_changeable(const ReadSession& session, const store::CertStore& store, const Snapshot& snapshot,
                        const Entry& entry) {
  if (const auto require_writable = kind_named(store.kind).require_writable)
    require_writable(password_of(session, store));
  if (!snapshot.contents.unread.empty())
    throw Error(Kind::input, "certstore.unread",
                store.name + " cannot be read whole: " + snapshot.contents.unread.front());
  if (snapshot.readable_by_others)
    throw Error(Kind::conflict, "certstore.mode", "a private key in " + store.path + " can be read by others",
                "chmod o-r it, and ask again");
  if (entry.key_form.find("encrypted") != std::string::npos && store.password.empty())
    throw Error(Kind::config, "key.passphrase", "its key is encrypted, and nothing says under which password",
                "pkit store add ... --password-file FILE");
  if (!store.reload.items().empty()) require_trusted(store.reload.items()[0].as_text(), session.key_access.uid);
}

/// The pipeline retires the newest key of the holder: of one that has a later certificate elsewhere that would be
/// another key than the one that lies here.
void require_newest(const ReadSession& session, const std::string& holder, const Entry& entry) {
  if (equal(newest_certificate(session, holder), entry.certificate.der)) return;
  throw Error(Kind::conflict, "certstore.foreign", "its holder has a later certificate, which may be in use elsewhere",
              "pkit store put puts that one here");
}

/// What waits was begun for one entry, and is not put in another one's place.
void require_for(const WaitingKey& waiting, const Entry& entry) {
  const x509::ExaminedCsr request = x509::examine_csr_file(waiting.request, "the waiting request");
  if (request.csr && equal(request.csr->subject.der(), entry.certificate.subject.der())) return;
  throw Error(Kind::conflict, "certstore.foreign", "a key waits beside the store, for another of its entries",
              "first the command for that one again");
}

std::string key_type(const Entry& entry, const std::string& asked) {
  return asked.empty() ? entry.certificate.key.word() : asked;
}

WaitingKey new_key(const World& world, const Entry& entry, const std::string& type) {
  const x509::PrivateKey key = x509::PrivateKey::generate(key_type(entry, type));
  return {
      random_uuid(world), std::string(key.to_pem({}).reveal()),
      x509::write_pem("CERTIFICATE REQUEST", x509::build_csr(key, entry.certificate.subject, entry.certificate.sans))};
}

RotateKeyRequest request_for(const std::string& holder, const WaitingKey& key, const ReenrollRequest& asked) {
  RotateKeyRequest request;
  request.principal = holder;
  request.csr = key.request;
  request.csr_name = "the request";
  request.common = asked.common;
  if (!asked.common.dry_run) request.common.request_id = key.request_id;
  return request;
}

std::string pem_of(const std::vector<Bytes>& chain) {
  std::string text;
  for (const Bytes& der : chain) text += x509::write_pem("CERTIFICATE", der);
  return text;
}

PutRequest put_of(const store::CertStore& store, const Entry& entry, const WaitingKey& key, const Outcome& decided) {
  PutRequest put;
  put.store = store.id;
  put.alias = entry.alias;
  put.overwrite = true;
  put.operation = "reenroll";
  put.material.certificate = x509::write_pem("CERTIFICATE", decided.certificate);
  put.material.certificate_name = "the certificate";
  put.material.chain = pem_of(decided.chain);
  put.material.chain_name = "its chain";
  put.material.key = Secret(key.key);
  put.key_is_there = key.key.empty();
  return put;
}

/// Nothing will come of the key that waits: nor where its certificate has ended before it came here.
bool is_refused(const Error& error) {
  return error.code() == "certificate.ended" || error.kind() == Kind::denied || error.kind() == Kind::usage ||
         error.kind() == Kind::authentication;
}

/// A key that is refused waits no longer. Where its program does not let it go it does: then the same command tries
/// that again.
void give_up(const Session& session, const store::CertStore& store, WaitingBundle& waiting) {
  try {
    if (kind_named(store.kind).external) External(session, store).drop_key(waiting.key().request);
    waiting.discard();
  } catch (const Error& error) {
    if (error.code() != "certstore.tool") throw;
  }
}

Outcome decide(const Session& session, const store::CertStore& store, const Decider& decider, const Entry& entry,
               WaitingBundle& waiting) {
  try {
    Outcome decided = decider.decide(entry, waiting.key());
    if (decided.error && is_refused(*decided.error)) give_up(session, store, waiting);
    return decided;
  } catch (const Error& error) {
    if (is_refused(error)) give_up(session, store, waiting);
    throw;
  }
}

/// What was killed between the two is in the store already, and its key is the one that waited.
Outcome delivered(Session& session, const store::CertStore& store, const Entry& entry, WaitingBundle& waiting,
                  const Outcome& decided) {
  try {
    Outcome put = put_entry(session, put_of(store, entry, waiting.key(), decided));
    waiting.discard();
    put.data.set("certificate", decided.data["certificate"]);
    return put;
  } catch (const Error& error) {
    throw Error(
        error.kind(), error.code(),
        "issued as " + decided.data["certificate"].text_or("serial") + ", but not in its store: " + error.what(),
        "the key waits beside the store: the same command again puts both there", error.details());
  }
}

/// What is asked for, and of what.
struct Asked {
  store::CertStore store;
  Snapshot snapshot;
  std::string alias;  // empty: the only entry with a key
  std::string told;   // of what was left open

  /// What the new key waits beside.
  Path target(const Path& home) const {
    const StoreKind& kind = kind_named(store.kind);
    if (kind.external) return home / ("store-" + store.id);
    return kind.directory ? Path(store.path) / entry_of(snapshot.contents, alias).alias : Path(store.path);
  }
};

Asked asked_for(Session& session, const ReenrollRequest& request, Time now) {
  const store::CertStore store = find_kept_store(session, request.store);
  const StoreKind& kind = kind_named(store.kind);
  if (kind.directory && request.alias.empty())
    throw Error(Kind::usage, "certstore.alias", "which of the directory's files is meant is not said",
                "--alias web1.pem");
  std::string told = ended(session, store, request.common.dry_run, now);
  return {store, snapshot_of(session, store), request.alias.empty() ? store.alias : request.alias, std::move(told)};
}

WaitingKey made(const Session& session, const Asked& asked, const Entry& entry, const std::string& type) {
  if (!kind_named(asked.store.kind).external) return new_key(session.world, entry, type);
  const External external(session, asked.store);
  return {random_uuid(session.world), "", external.make_key(entry, key_type(entry, type))};
}

Outcome reenrolled(Session& session, const ReenrollRequest& request, const Asked& asked, const Decider& decider) {
  const Contents& contents = asked.snapshot.contents;
  const auto fresh = [&] {
    const Entry entry = entry_of(contents, asked.alias);
    require_changeable(session, asked.store, asked.snapshot, entry);
    if (decider.before_new) decider.before_new(entry);
    return made(session, asked, entry, request.key_type);
  };
  WaitingBundle waiting = WaitingBundle::open(session.world, asked.target(session.home.directory), fresh);
  const Entry entry =
      waiting.resumed() ? waited_for(contents, waiting.key(), asked.alias) : entry_of(contents, asked.alias);
  require_changeable(session, asked.store, asked.snapshot, entry);
  if (waiting.resumed()) require_for(waiting.key(), entry);
  Outcome outcome = decide(session, asked.store, decider, entry, waiting);
  if (!outcome.error && !outcome.certificate.empty())
    outcome = delivered(session, asked.store, entry, waiting, outcome);
  if (!asked.told.empty()) outcome.warnings.insert(outcome.warnings.begin(), asked.told);
  return outcome;
}

Outcome rehearsed(Session& session, const ReenrollRequest& request, const Asked& asked) {
  const Entry entry = entry_of(asked.snapshot.contents, asked.alias);
  const std::string holder = holder_of(session, entry);
  require_changeable(session, asked.store, asked.snapshot, entry);
  require_newest(session, holder, entry);
  return rotate_key(session, request_for(holder, new_key(session.world, entry, request.key_type), request));
}

}  // namespace

Outcome reenroll(Session& session, const ReenrollRequest& request) {
  const Asked asked = asked_for(session, request, operation_time(session, !request.common.dry_run));
  if (request.common.dry_run) return rehearsed(session, request, asked);
  const Decider here{[&](const Entry& entry) { require_newest(session, holder_of(session, entry), entry); },
                     [&](const Entry& entry, const WaitingKey& key) {
                       return rotate_key(session, request_for(holder_of(session, entry), key, request));
                     }};
  return reenrolled(session, request, asked, here);
}

Outcome reenroll_by(Session& session, const ReenrollRequest& request, const Decider& decider) {
  return reenrolled(session, request, asked_for(session, request, operation_time(session, true)), decider);
}

}  // namespace pkit::certstores
