// store add, list and show: what a store is, where it is, and who uses it.
#include <unistd.h>

#include <algorithm>

#include "base/text.h"
#include "certstores/operations.h"
#include "certstores/programs/external.h"
#include "certstores/programs/service.h"
#include "certstores/view.h"
#include "change/change.h"
#include "secrets/source.h"

namespace pkit::certstores {

namespace {

void require_store_name(const std::string& name) {
  const bool plain = !name.empty() && name.size() <= 64 && name.front() != '-' && name.front() != '.' &&
                     std::all_of(name.begin(), name.end(),
                                 [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_' || c == '.'; });
  if (!plain)
    throw Error(Kind::usage, "certstore.name", "'" + printable(name) + "' cannot be the name of a store",
                "letters, digits, '-', '_' and '.', at most 64");
}

/// Without links on the way: what is registered is where the bytes are. The last component is no link either.
Path real_path(const Path& home, const std::string& given) {
  const Path path = absolute_path(given);
  if (!valid_utf8(path.string()))
    throw Error(Kind::usage, "certstore.path", printable(path.string()) + " is not UTF-8", "give it another name");
  std::error_code error;
  const Path parent = std::filesystem::canonical(path.parent_path(), error);
  if (error)
    throw Error(Kind::not_found, "certstore.missing", path.parent_path().string() + ": there is no such directory");
  const Path real = parent / path.filename();
  if (std::filesystem::is_symlink(std::filesystem::symlink_status(real)))
    throw Error(Kind::usage, "certstore.path", real.string() + " is a symbolic link",
                "name what it points to: " + std::filesystem::canonical(real, error).string());
  require_not_own(home, real);
  return real;
}

/// Told by what is there; a name of the kind is only compared with that.
const StoreKind& kind_there(const Path& path, const std::string& named) {
  if (std::filesystem::is_directory(path)) {
    if (!named.empty() && !kind_named(named).directory)
      throw Error(Kind::input, "certstore.kind", path.string() + " is a directory, and no " + named + " store",
                  "--kind certdir");
    return kCertDir;
  }
  const auto file = Folder(path.parent_path()).read(path.filename().string());
  if (!file) throw Error(Kind::not_found, "certstore.missing", path.string() + ": there is no such file");
  const StoreKind* found = kind_of(file->content.reveal());
  if (!found && !named.empty() && file->content.reveal().empty()) return kind_named(named);
  if (!found)
    throw Error(Kind::input, "certstore.kind", path.string() + " is no certificate store of a kind that pkit knows");
  if (!named.empty() && &kind_named(named) != found)
    throw Error(Kind::input, "certstore.kind",
                path.string() + " is a " + found->name + " store by its content, and no " + named + " store",
                std::string("--kind ") + found->name + ", or without --kind");
  return *found;
}

/// What the service is told by: a program that only its owner can change.
Value reload_command(const std::vector<std::string>& words, uid_t uid) {
  if (words.empty()) return Value::list();
  if (words[0].empty() || words[0].front() != '/')
    throw Error(Kind::usage, "certstore.program", "--reload: '" + printable(words[0]) + "' is not an absolute path");
  if (::access(words[0].c_str(), X_OK) != 0)
    throw Error(Kind::usage, "certstore.program", "--reload: " + printable(words[0]) + " cannot be run");
  require_trusted(words[0], uid);
  return Value::list(words);
}

std::string key_beside(const Path& home, const Path& path, const StoreKind& kind, const std::string& given) {
  if (kind.external)
    throw Error(Kind::usage, "certstore.path", "keys of what another program keeps lie beside nothing of it",
                "leave --key-file out");
  if (&kind != &kPem)
    throw Error(Kind::usage, "certstore.path",
                std::string("the key of a ") + kind.name + " store does not lie beside it", "leave --key-file out");
  const Path key = real_path(home, given);
  if (key == path) throw Error(Kind::usage, "certstore.path", "--key-file names the store itself", "leave it out");
  return key.string();
}

void require_password_source(const std::string& source) {
  try {
    secrets::require_source(source);
  } catch (const Error& error) {
    throw Error(Kind::usage, "certstore.password", std::string("the password's source: ") + error.what(),
                "--password-file FILE, --password-file 'secret:NAME{...}', or --password-credential NAME");
  }
}

/// Of what a program keeps there are no former bytes: what a service does not take stays. Where there is a service that
/// is for somebody to say.
std::string on_failure(const AddRequest& request, const StoreKind& kind) {
  const bool told = !request.reload.empty() || !request.prove.empty();
  const std::string otherwise = kind.external && !told ? "keep" : "rollback";
  const std::string& chosen = request.on_failure.empty() ? otherwise : request.on_failure;
  if (kind.external && chosen != "keep")
    throw Error(Kind::usage, "option.combination",
                "another program keeps the store, so that nothing can be put back where its service says no",
                "--on-failure keep");
  return chosen;
}

/// How it is used, of a store whose kind and path are known.
void describe_use(const ReadSession& session, const AddRequest& request, store::CertStore& store) {
  const StoreKind& kind = kind_named(store.kind);
  require_proof(request.prove);
  if (kind.password && request.password.empty())
    throw Error(Kind::usage, "certstore.password", std::string("a ") + kind.name + " store has a password",
                "--password-file FILE");
  if (!kind.aliases && !request.alias.empty())
    throw Error(Kind::usage, "certstore.alias",
                std::string("the entries of a ") + kind.name + " store have no names of their own",
                "leave --alias out");
  if (!request.password.empty()) require_password_source(request.password);
  if (!request.key_path.empty())
    store.key_path = key_beside(session.home.directory, store.path, kind, request.key_path);
  store.alias = request.alias;
  store.password = request.password;
  store.reload = reload_command(request.reload, session.key_access.uid);
  store.prove = request.prove;
  store.on_failure = on_failure(request, kind);
}

store::CertStore described(const ReadSession& session, const AddRequest& request, const StoreKind& kind,
                           const Path& path, Time now) {
  require_store_name(request.name);
  store::CertStore store;
  store.id = random_id(session.world, 's');
  store.name = request.name;
  store.kind = kind.name;
  store.path = path.string();
  store.created = now;
  describe_use(session, request, store);
  return store;
}

/// Of another one than this.
void require_free_name(store::Read& read, const store::CertStore& store) {
  const auto there = store::cert_stores::find(read, store.name);
  if (there && there->id != store.id)
    throw Error(Kind::conflict, "certstore.exists", "there is a store '" + store.name + "' already",
                "pkit store show " + store.name);
}

void require_free(store::Read& read, const store::CertStore& store) {
  require_free_name(read, store);
  if (const auto other = store::cert_stores::find_path(read, store.path))
    throw Error(Kind::conflict, "certstore.exists", store.path + " is the store '" + other->name + "' already",
                "pkit store show " + other->name);
}

/// The warnings of a look at it: a store that cannot be read is not registered.
std::vector<std::string> looked_at(const ReadSession& session, const store::CertStore& store) {
  const Snapshot snapshot = snapshot_of(session, store);
  std::vector<std::string> warnings = snapshot.contents.remarks;
  for (const std::string& text : snapshot.contents.unread) warnings.push_back("cannot be read: " + text);
  if (snapshot.readable_by_others)
    warnings.push_back("others can read its private key: chmod o-r " +
                       (store.key_path.empty() ? store.path : store.key_path));
  return warnings;
}

std::vector<std::string> paths_of(const store::StoreChange& change) {
  std::vector<std::string> paths;
  for (const store::ChangedFile& file : change.files) paths.push_back(file.path);
  return paths;
}

}  // namespace

static store::CertStore described_there(const ReadSession& session, const AddRequest& request, Time now) {
  const std::string external = external_kind(request.kind, request.path);
  if (external.empty()) {
    const Path path = real_path(session.home.directory, request.path);
    return described(session, request, kind_there(path, request.kind), path, now);
  }
  store::CertStore store = described(session, request, kind_named(external), request.path, now);
  store.kind = external;
  return store;
}

Outcome add_store(Session& session, const AddRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const store::CertStore store = described_there(session, request, now);
  Outcome outcome;
  outcome.warnings = looked_at(session, store);
  session.state.read([&](store::Read& read) { require_free(read, store); });
  outcome.data.set("store", store_view(store));
  if (request.common.dry_run) {
    outcome.data.set("dryRun", true);
    return outcome;
  }
  Change change;
  begin_change(change, session, now);
  change.rows = [&](store::Write& write) {
    require_free(write, store);
    store::cert_stores::insert(write, store);
  };
  change.events = {
      {"store.added", store.id, Value::map({{"name", store.name}, {"kind", store.kind}, {"path", store.path}})}};
  commit(session, change);
  return outcome;
}

store::CertStore addable_external(const ReadSession& session, const AddRequest& request, Time now) {
  store::CertStore store = described_there(session, request, now);
  session.state.read([&](store::Read& read) { require_free(read, store); });
  return store;
}

void require_addable(const ReadSession& session, const AddRequest& request, const StoreKind& kind, const Path& path,
                     Time now) {
  const store::CertStore store =
      described(session, request, kind, real_path(session.home.directory, path.string()), now);
  session.state.read([&](store::Read& read) { require_free(read, store); });
}

Outcome approve_store(Session& session, const AddRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  store::CertStore store = find_store(session, request.path);
  if (store.state != store::CertStoreState::found)
    throw Error(Kind::conflict, "certstore.exists", store.name + " is approved of already",
                "pkit store show " + store.name);
  if (!request.name.empty()) {
    require_store_name(request.name);
    store.name = request.name;
  }
  describe_use(session, request, store);
  store.state = store::CertStoreState::kept;
  Outcome outcome;
  outcome.warnings = looked_at(session, store);
  session.state.read([&](store::Read& read) { require_free_name(read, store); });
  outcome.data.set("store", store_view(store));
  if (request.common.dry_run) {
    outcome.data.set("dryRun", true);
    return outcome;
  }
  Change change;
  begin_change(change, session, now);
  change.rows = [&](store::Write& write) {
    require_free_name(write, store);
    require_written(store::cert_stores::approve(write, store), store.name);
  };
  change.events = {
      {"store.added", store.id, Value::map({{"name", store.name}, {"kind", store.kind}, {"path", store.path}})}};
  commit(session, change);
  return outcome;
}

Outcome list_stores(Session& session) {
  Outcome outcome;
  Value stores = Value::list();
  session.state.read([&](store::Read& read) {
    for (const store::CertStore& store : store::cert_stores::all(read)) stores.push(store_view(store));
  });
  outcome.data.set("stores", std::move(stores));
  return outcome;
}

Outcome show_store(Session& session, const std::string& word) {
  const store::CertStore store = find_store(session, word);
  Outcome outcome;
  outcome.data.set("store", store_view(store));
  session.state.read([&](store::Read& read) {
    std::optional<store::StoreChange> last = store::store_changes::open_one(read, store.id);
    if (!last) last = store::store_changes::last_done(read, store.id);
    if (!last) return;
    outcome.data.set("lastChange", Value::map({{"operation", last->operation},
                                               {"alias", last->alias},
                                               {"state", store::state_word(last->state)},
                                               {"files", Value::list(paths_of(*last))},
                                               {"at", print_time(last->started)}}));
    if (last->state == store::StoreChangeState::open)
      outcome.warnings.push_back(
          "a change of it was cut short: the next inventory or change ends it, and says what is there");
  });
  return outcome;
}

}  // namespace pkit::certstores
