// backup: one file with the state as one moment had it, and what else a home is made of. It is made beside its place,
// checked as doctor checks a state, and appears by one rename.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/json.h"
#include "ca/authority_files.h"
#include "care/home_files.h"
#include "care/operations.h"
#include "care/vault_contents.h"
#include "home/staging_place.h"
#include "store/accounts.h"
#include "store/certificates.h"
#include "store/events.h"
#include "store/state_file.h"

namespace pkit {

namespace {

constexpr Input kBackupInputs[] = {
    input_as<AsFile, &BackupRequest::file>("file", "the backup to be made").argument().needed(),
    input<&BackupRequest::with_keys>("with-keys", "", "with the CA keys, as they are: whoever has the file is the CA"),
    input<&BackupRequest::force>("force", "", "replace FILE"),
};

namespace fs = std::filesystem;

void require_free(const BackupRequest& request) {
  const fs::file_status found = fs::symlink_status(request.file);
  if (!fs::exists(found)) return;
  if (!fs::is_regular_file(found))
    throw Error(Kind::conflict, "file.exists", request.file.string() + " is no ordinary file", "name another");
  if (!request.force)
    throw Error(Kind::conflict, "file.exists", request.file.string() + " exists", "--force replaces it");
}

/// Nothing is told of a backup that cannot be.
void require_file(const Session& session) {
  if (session.database.file() != nullptr) return;
  throw Error(Kind::conflict, "store.engine",
              "this home's state is in " + state_place(session.home).value_or("a server") +
                  ", and pkit backup copies a state that is a file",
              "back up that database by its server's means (pg_dump), and " + session.home.directory.string() +
                  " as files; or pkit state move --to sqlite first");
}

/// Before the copy, so that the history in it tells of it too. A full disk is no reason to have no backup; that keys
/// leave the home is never left out.
void record_backup(Session& session, const BackupRequest& request, Time now, Outcome& outcome) {
  try {
    session.database.write([&](store::Write& write) {
      store::events::append(write, now, session.actor, "backup.begun", "",
                            Value::map({{"file", printable(request.file.string())}, {"keys", request.with_keys}}));
    });
  } catch (const Error& error) {
    if (request.with_keys || error.kind() != Kind::state) throw;
    outcome.warnings.push_back(std::string("the history does not tell of this backup: ") + error.what());
  }
}

/// The place is locked itself: others need not wait for the copy.
StagingPlace make_place(const World& world, const Path& file) {
  const Fd lock = lock_beside(world, file);
  return make_beside(world, file, [](const Path&) { return false; });
}

Value manifest_of(const ReadSession& session, const BackupRequest& request, Time now) {
  return Value::map({{"version", 1},
                     {"made", print_time(now)},
                     {"home", printable(session.home.directory.string())},
                     {"pkit", session.version},
                     {"keys", request.with_keys}});
}

/// What the finished copy holds; Error{state "backup.unsound"} where it is not a sound state.
Value checked_content(store::Database& copy) {
  std::vector<std::string> faults = copy.check();
  Value content = Value::map();
  copy.read([&](store::Read& read) {
    for (store::events::ChainFault& fault : store::events::verify(read)) faults.push_back(std::move(fault.what));
    const store::certificates::Counts counts = store::certificates::count(read, 0);
    content.set("events", store::events::count(read));
    content.set("certificates", counts.valid + counts.expired + counts.revoked);
  });
  if (faults.empty()) return content;
  throw Error(Kind::state, "backup.unsound", "the state is damaged: " + faults.front(),
              "pkit doctor names every damage; the last sound backup is worth keeping");
}

/// An authority's new files would be missing from the backup while they wait: they are put in their places, and none
/// comes until the result ends.
Fd finish_authorities(Session& session, Outcome& outcome) {
  if (!fs::is_directory(session.home.ca())) return Fd();
  Fd lock = lock_authorities(session);
  std::vector<store::Authority> rows;
  session.state.read([&](store::Read& read) { rows = store::authorities::all(read); });
  for (const store::Authority& row : rows) {
    try {
      finish_authority(session, row.name);
    } catch (const Error& error) {
      outcome.warnings.push_back(std::string(error.what()) + "; they are not in this backup");
    }
  }
  return lock;
}

/// The copy with its files, closed; what it holds.
Value write_copy(Session& session, const BackupRequest& request, const Path& file, Time now, Outcome& outcome) {
  Fd lock = finish_authorities(session, outcome);
  HomeFiles home = read_home_files(session.home, request.with_keys);
  for (const std::string& path : home.left_out)
    outcome.warnings.push_back(path + " lies outside the home and is not in the backup");
  store::file_of(session.database, "be backed up by pkit").copy_to(file);
  lock = Fd();
  const std::unique_ptr<store::Database> copy = store::open_sqlite(file, store::Open::alone, session.world);
  copy->write([&](store::Write& write) {
    store::credentials::forget_contents(write);  // whom they let in again, restore voids anyway
    store::backup_files::clear(write);
    for (const store::BackupFile& each : home.files) store::backup_files::insert(write, each);
    store::backup_files::insert(
        write, {store::backup_files::kManifest, false, to_bytes(canonical_json(manifest_of(session, request, now)))});
  });
  const std::int64_t objects = back_up_contents(session, *copy, outcome);
  Value content = checked_content(*copy);
  content.set("objects", objects);
  Value names = Value::list();
  for (const store::BackupFile& each : home.files) names.push(each.name);
  content.set("files", std::move(names));
  return content;
}

void appear(const Path& made, const BackupRequest& request) {
  const unsigned flags = request.force ? 0 : RENAME_NOREPLACE;
  int result = ::renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, request.file.c_str(), flags);
  // Some file systems know no such rename, but all that know links refuse to replace by one.
  if (result != 0 && errno == EINVAL && !request.force) result = ::link(made.c_str(), request.file.c_str());
  if (result == 0) return sync_directory(request.file.parent_path());
  if (errno == EEXIST) throw Error(Kind::conflict, "file.exists", request.file.string() + " exists");
  throw Error(Kind::state, "file.write", "cannot write " + request.file.string() + ": " + std::strerror(errno));
}

}  // namespace

Outcome backup(Session& session, const BackupRequest& request) {
  const Time now = operation_time(session, true);
  Outcome outcome;
  require_file(session);
  require_not_own(session.home.directory, request.file);
  const StagingPlace place = make_place(session.world, request.file);
  const RemoveAll cleanup{place.directory};
  require_free(request);  // what a killed backup left is gone now, whatever comes
  record_backup(session, request, now, outcome);
  const Path made = place.directory / "backup";
  Value content = write_copy(session, request, made, now, outcome);
  appear(made, request);
  outcome.data = Value::map({{"file", request.file.string()}, {"keys", request.with_keys}});
  for (const auto& [name, value] : content.members()) outcome.data.set(name, value);
  return outcome;
}

constinit const Operation kBackup =
    operation<BackupRequest, backup>({.name = "backup", .inputs = kBackupInputs, .data = &shape::backup});

}  // namespace pkit
