// authority passphrase: the keys of an authority, the present and the former ones, under another passphrase or under
// none. What pkit.yaml says of it stays the operator's to write.
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "authority/ca_key.h"
#include "ca/authority_change.h"
#include "setup/setup.h"

namespace pkit {

namespace {

using Passphrase = ChangePassphraseRequest;
constexpr Input kPassphraseInputs[] = {
    input<&Passphrase::name>("name", "AUTHORITY", "whose keys").argument().needed().completes(Completion::authority),
    secret<&Passphrase::next>("new-passphrase-file", "FILE", "encrypt them with the passphrase in FILE"),
    input<&Passphrase::plain>("no-passphrase", "", "leave them unencrypted"),
    secret<&Passphrase::former>("passphrase-file", "FILE", "their passphrase now, where pkit.yaml does not lead to it"),
    input_as<AsFile, &Passphrase::key>("key", "this key alone, as the root's"),
    input<&Passphrase::common, &Common::dry_run>("dry-run", "", "tell what would happen, but change nothing"),
};

namespace fs = std::filesystem;

constexpr std::size_t kKeyLimit = 1 << 16;

/// "issuing.key", and "issuing.0199f2.key" of each that it replaced.
std::vector<Path> keys_beside(const Path& key) {
  std::vector<Path> keys = former_files(key);
  keys.insert(keys.begin(), key);
  return keys;
}

bool opens(const std::string& pem, const Secret& passphrase) {
  if (passphrase.reveal().empty() == x509::PrivateKey::is_encrypted(pem)) return false;
  try {
    x509::PrivateKey::read(pem, passphrase, "key");
    return true;
  } catch (const Error& error) {
    if (error.code() != "key.passphrase") throw;
    return false;
  }
}

struct Passphrases {
  Secret former, next;  // empty: none
};

/// A key that the next passphrase opens was changed before, by a run that was cut off.
struct Rewritten {
  Path file;
  std::optional<Secret> pem;  // nothing: it is so already
};
Rewritten rewrite(const Path& file, const Passphrases& passphrases, uid_t uid) {
  require_secret(file, uid);
  const std::string pem = read_file(file, kKeyLimit);
  if (opens(pem, passphrases.next)) return {file, std::nullopt};
  return {file, x509::PrivateKey::read(pem, passphrases.former, file.filename().string()).to_pem(passphrases.next)};
}

/// By a name that the next run knows, so that nothing of a run that was cut off stays. Under lock_authorities.
void put_key(const Path& file, const Secret& pem) {
  const Path next = file.parent_path() / ("." + file.filename().string() + ".next");
  fs::remove(next);
  create_file(next, as_bytes(pem.reveal()), Mode::secret);
  if (::rename(next.c_str(), file.c_str()) != 0)
    throw Error(Kind::state, "file.write", "cannot write " + file.string() + ": " + std::strerror(errno));
  sync_directory(file.parent_path());
}

/// A responder's key lies under the same passphrase and lives for a week: the next answer makes another one.
void remove_responders(const Home& home, const Passphrases& passphrases) {
  for (const fs::directory_entry& entry : fs::directory_iterator(home.ca())) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("ocsp-") || entry.path().extension() != ".pem") continue;
    const Secret content(read_file(entry.path(), kKeyLimit));
    const std::string key(content.reveal().substr(0, content.reveal().find("-----BEGIN CERTIFICATE-----")));
    if (opens(key, passphrases.former)) fs::remove(entry.path());
  }
}

Passphrases passphrases_of(const ReadSession& session, const authority::AuthorityConfig& config,
                           const ChangePassphraseRequest& request) {
  Secret former = request.former ? Secret(std::string(request.former->reveal()))
                                 : authority::key_passphrase({config.key, config.passphrase}, session.key_access);
  return {std::move(former), Secret(std::string(request.next ? request.next->reveal() : ""))};
}

void require_passphrase(const ChangePassphraseRequest& request) {
  require_one_passphrase(request.next.has_value(), request.plain);
  if (request.next && request.next->reveal().empty())
    throw Error(Kind::usage, "option.value", "--new-passphrase-file: the passphrase is empty", "--no-passphrase");
}

/// Does pkit.yaml lead to the new one already?
bool is_configured(const ReadSession& session, const authority::AuthorityConfig& config, const Secret& next) {
  try {
    return authority::key_passphrase({config.key, config.passphrase}, session.key_access).reveal() == next.reveal();
  } catch (const Error&) {
    return false;
  }
}

void record(Session& session, const std::string& name, const std::vector<Rewritten>& keys, bool encrypted, Time now) {
  Value files = Value::list();
  for (const Rewritten& key : keys) files.push(stored_path(session.home, key.file));
  Change change;
  begin_change(change, session, now);
  change.events = {{"authority.passphrase", name, Value::map({{"keys", std::move(files)}, {"encrypted", encrypted}})}};
  commit(session, change);
}

Value told(const std::string& name, const std::vector<Rewritten>& keys, bool encrypted) {
  Value files = Value::list();
  for (const Rewritten& key : keys) files.push(key.file.string());
  return Value::map({{"name", name}, {"keys", std::move(files)}, {"encrypted", encrypted}});
}

}  // namespace

void require_one_passphrase(bool has_file, bool plain) {
  if (has_file == plain)
    throw Error(Kind::usage, "option.combination", "give either --new-passphrase-file or --no-passphrase");
}

Outcome change_passphrase(Session& session, const ChangePassphraseRequest& request) {
  require_passphrase(request);
  const Time now = operation_time(session, !request.common.dry_run);
  const Fd lock = lock_authorities(session);
  const authority::AuthorityConfigs all = load_authorities(session.home);
  const authority::AuthorityConfig& config = authority_named(all, request.name);
  require_own_files(config);
  const bool encrypted = !request.plain;
  const Passphrases passphrases = passphrases_of(session, config, request);
  std::vector<Rewritten> keys;
  for (const Path& file : request.key.empty() ? keys_beside(fs::canonical(config.key)) : std::vector<Path>{request.key})
    keys.push_back(rewrite(file, passphrases, session.key_access.uid));
  Outcome outcome;
  outcome.data.set(request.common.dry_run ? "would" : "authority", told(request.name, keys, encrypted));
  if (request.common.dry_run) {
    outcome.data.set("dryRun", true);
    return outcome;
  }
  record(session, request.name, keys, encrypted, now);
  for (const Rewritten& key : keys)
    if (key.pem) put_key(key.file, *key.pem);
  if (request.key.empty()) remove_responders(session.home, passphrases);
  if (request.key.empty() && !is_configured(session, config, passphrases.next))
    outcome.warnings.push_back("pkit.yaml still leads to the former passphrase: in authorities." + request.name +
                               (encrypted ? ", let passphrase: name where the new one is" : ", leave passphrase: out"));
  return outcome;
}

constinit const Operation kChangePassphrase = operation<ChangePassphraseRequest, change_passphrase>(
    {.name = "authority passphrase", .inputs = kPassphraseInputs, .data = &shape::authority_passphrase});

}  // namespace pkit
