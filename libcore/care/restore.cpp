// restore: a home from a backup. What may have been spent since stays spent or is void, and the history tells of it.
// The home is made beside its place and appears whole.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/json.h"
#include "ca/authority_files.h"
#include "care/home_files.h"
#include "care/operations.h"
#include "care/take_in.h"
#include "care/vault_contents.h"
#include "home/staging_place.h"
#include "setup/setup.h"
#include "store/accounts.h"
#include "store/events.h"
#include "store/intents.h"
#include "store/jobs.h"
#include "store/meta.h"
#include "store/requests.h"
#include "store/state_file.h"

namespace pkit {

namespace {

namespace fs = std::filesystem;

bool is_occupied(const Path& directory) {
  return fs::exists(fs::symlink_status(directory)) && !(fs::is_directory(directory) && fs::is_empty(directory));
}

Path previous_of(const RestoreRequest& request) { return request.directory.string() + ".previous"; }

/// What is there under that name goes: it must be an earlier home.
void require_replaceable(const Path& previous) {
  const auto has = [&](const char* name) { return fs::exists(fs::symlink_status(previous / name)); };
  if (!is_occupied(previous) || has("pkit.yaml") || has("pkit.db") || has("pkit.state")) return;
  throw Error(Kind::conflict, "home.exists", previous.string() + " is there, and is no earlier home",
              "nothing was touched; put it elsewhere: what is replaced is to be kept under that name");
}

void require_place(const RestoreRequest& request, uid_t uid) {
  if (!is_occupied(request.directory)) return;
  if (!request.force)
    throw Error(Kind::conflict, "home.exists", request.directory.string() + " exists already",
                "nothing was touched; --force replaces it and keeps it as " + previous_of(request).string());
  struct stat found {};
  if (::lstat(request.directory.c_str(), &found) != 0 || !S_ISDIR(found.st_mode))
    throw Error(Kind::conflict, "home.exists", request.directory.string() + " is not a directory");
  if (found.st_uid != uid)
    throw Error(Kind::state, "home.owner", request.directory.string() + " belongs to another user",
                "run pkit as the owner of the home");
  if (fs::exists(request.directory / "pkit.state"))
    throw Error(Kind::conflict, "store.engine",
                "the state of " + request.directory.string() + " is kept by a server, and would stay in force there",
                "restore into another directory, or first: pkit state move --to sqlite");
  require_replaceable(previous_of(request));
}

/// A text about something in `from`, as one about `to`: what happens beside its place is told as of there.
std::string as_of(std::string text, const Path& from, const Path& to) {
  const std::size_t at = text.find(from.string());
  return at == std::string::npos ? text : text.replace(at, from.string().size(), to.string());
}

/// The backup's bytes, where SQLite may open them: beside the original it would leave files of its own.
void copy_state(const RestoreRequest& request, const Path& to) {
  if (!fs::exists(request.backup))
    throw Error(Kind::not_found, "file.missing", request.backup.string() + ": there is no such file");
  if (!fs::is_regular_file(request.backup))
    throw Error(Kind::state, "file.read", request.backup.string() + " is no ordinary file",
                "a backup is a database: write it to a file, and name that");
  duplicate_file(request.backup, to);
  fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write);
}

std::unique_ptr<store::StateFile> open_copy(const World& world, const RestoreRequest& request, const Path& copy) {
  try {
    return store::open_sqlite(copy, store::Open::existing, world);
  } catch (const Error& error) {
    throw Error(error.kind(), error.code(), as_of(error.what(), copy, request.backup),
                error.code() == "store.corrupt" ? "use another backup; nothing was restored" : error.hint());
  }
}

/// The files that the backup carries, and its manifest among them. Error{state "backup.unsound"}, {input
/// "backup.none"}.
std::vector<store::BackupFile> checked_files(store::Database& state, const Path& file) {
  std::vector<std::string> faults = state.check();
  std::vector<store::BackupFile> files;
  bool has_manifest = false;
  state.read([&](store::Read& read) {
    for (store::events::ChainFault& fault : store::events::verify(read)) faults.push_back(std::move(fault.what));
    files = store::backup_files::all(read);
    has_manifest = store::backup_files::find(read, store::backup_files::kManifest).has_value();
  });
  if (!faults.empty())
    throw Error(Kind::state, "backup.unsound", file.string() + " is damaged: " + faults.front(),
                "use another backup; nothing was restored");
  if (!has_manifest)
    throw Error(Kind::input, "backup.none", file.string() + " is a state, but no backup: it has no pkit.yaml with it",
                "backups are made by pkit backup");
  return files;
}

Value manifest_in(const std::vector<store::BackupFile>& files) {
  for (const store::BackupFile& file : files)
    if (file.name == store::backup_files::kManifest) return parse_json(as_text(file.content), file.name);
  return Value();
}

void write_files(const RestoreRequest& request, const Path& staging, const std::vector<store::BackupFile>& files) {
  try {
    write_home_files(staging, files);
  } catch (const Error& error) {
    throw error.within(request.backup.string());
  }
}

/// What the backup says, and what is certain since, in one transaction.
void renew_state(Session& session, const RestoreRequest& request, const Value& manifest, Time now, Outcome& outcome) {
  std::vector<std::string> strangers, lost;
  std::vector<FoundCertificate> found;
  if (request.issued) found = find_issued(session, *request.issued, strangers);
  session.database.write([&](store::Write& write) {
    lost.clear();
    store::backup_files::clear(write);
    const std::int64_t voided = store::requests::void_unbound(write);
    store::intents::void_leases(write);
    store::scheduled_jobs::void_leases(write);
    forget_arriving(write);
    for (const std::string& name : forget_lost(write, session.home))
      lost.push_back("authority '" + name +
                     "' waited for new files when the backup was made, and they are not in it: "
                     "what it had before stays in service; renew it again, or add it again");
    for (const std::string& account : store::credentials::void_open(write))
      store::events::append(write, now, session.actor, "account.none", account, Value::map({{"why", "restored"}}));
    Value taken = take_in(write, session, found, now);
    const Value data = Value::map({{"made", manifest.text_or("made")},
                                   {"clock", session.world.now()},
                                   {"voided", voided},
                                   {"takenIn", static_cast<std::int64_t>(taken.items().size())}});
    store::events::append(write, now, session.actor, "state.restored", "", data);
    store::meta::seen(write, now);
    outcome.data.set("events", store::events::count(write));
    outcome.data.set("voided", voided);
    outcome.data.set("takenIn", std::move(taken));
  });
  outcome.warnings.insert(outcome.warnings.end(), lost.begin(), lost.end());
  for (const std::string& file : strangers)
    outcome.warnings.push_back(file +
                               " holds a certificate that is not by this home, or not readable; it was not taken in");
}

/// Keys and whatever else is to come by hand.
void warn_of_missing(const Home& home, const Path& place, Outcome& outcome) {
  const CheckedSetup checked =
      check_setup(read_file(home.config(), 1 << 20), home.config().string(), home.directory, home.owner);
  for (const Fault& fault : checked.faults) outcome.warnings.push_back(as_of(fault.what, home.directory, place));
}

/// By one rename. What was there before changes places with it, so that a kill at any moment leaves one whole home here
/// and the other as the previous one.
void appear(const Path& staging, const RestoreRequest& request, Outcome& outcome) {
  sync_directory(staging);
  const bool replaces = is_occupied(request.directory);
  const Path previous = previous_of(request);
  const auto move = [](const Path& from, const Path& to, unsigned flags) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) != 0)
      throw Error(Kind::state, "output.failed", to.string() + ": cannot rename: " + std::strerror(errno));
  };
  outcome.data.set("previous", replaces ? Value(previous.string()) : Value());
  if (replaces) {
    fs::remove_all(previous);
    move(staging, previous, 0);
    sync_directory(request.directory.parent_path());
    move(previous, request.directory, RENAME_EXCHANGE);
  } else {
    move(staging, request.directory, 0);
  }
  sync_directory(request.directory.parent_path());
}

bool unpack(store::Database& state, const RestoreRequest& request, const Home& home) {
  try {
    return unpack_contents(state, home);
  } catch (const Error& error) {
    throw error.within(request.backup.string());
  }
}

/// What the contents took of the state is given back: each later backup would carry it.
void compact(const World& world, const Home& home, std::unique_ptr<store::StateFile>& state) {
  const Path small = home.database().string() + ".small";
  state->compact_to(small);
  state.reset();
  // A log that could not be emptied is of the state that was.
  for (const char* suffix : {"-wal", "-shm"}) fs::remove(home.database().string() + suffix);
  fs::rename(small, home.database());
  state = store::open_sqlite(home.database(), store::Open::existing, world);
}

/// What waits for its owner to put it again: an older backup has no contents, and what was lost before is in none.
void warn_of_lost(const Session& session, Outcome& outcome) {
  session.state.read([&](store::Read& read) {
    for (const std::string& object : lost_contents(read, session.home))
      outcome.warnings.push_back(object + " has no content in this backup");
  });
}

void fill(const World& world, uid_t uid, const std::string& actor, const RestoreRequest& request, const Path& staging,
          Outcome& outcome) {
  const Home home{staging, uid};
  copy_state(request, home.database());
  std::unique_ptr<store::StateFile> state = open_copy(world, request, home.database());
  const std::vector<store::BackupFile> files = checked_files(*state, request.backup);
  const Value manifest = manifest_in(files);
  write_files(request, staging, files);
  if (unpack(*state, request, home)) compact(world, home, state);
  if (is_occupied(request.directory)) take_over_files(request.directory, staging);
  Session session(world, home, *state, actor);
  session.key_access.uid = uid;
  session.version = request.version;
  session.now = request.now;
  session.accept_clock = request.accept_clock;
  const Time now = operation_time(session, true);
  outcome.data.set("made", manifest["made"]);
  renew_state(session, request, manifest, now, outcome);
  warn_of_lost(session, outcome);
  warn_of_missing(home, request.directory, outcome);
}

}  // namespace

Outcome restore(const World& world, uid_t uid, const std::string& actor, const RestoreRequest& request) {
  require_place(request, uid);
  const Fd lock = lock_beside(world, request.directory);
  // Until the new home stands there: what is committed to the former one meanwhile would be in none.
  const Fd users_out = store::keep_users_out(request.directory / "pkit.db", world);
  const StagingPlace place = make_beside(world, request.directory, [](const Path&) { return false; });
  const RemoveAll cleanup{place.directory};
  require_trusted(place.directory, uid);  // no command would work in it later
  Outcome outcome;
  outcome.data.set("home", request.directory.string());
  fill(world, uid, actor, request, place.directory, outcome);
  appear(place.directory, request, outcome);
  return outcome;
}

}  // namespace pkit
