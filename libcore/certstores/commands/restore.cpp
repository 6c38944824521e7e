// store restore: one step back, to the bytes that the last change replaced.
#include <algorithm>
#include <set>

#include "certstores/change_entry.h"
#include "certstores/kinds/directory.h"
#include "certstores/view.h"
#include "digest/digest.h"

namespace pkit::certstores {

namespace {

store::StoreChange last_change(Session& session, const store::CertStore& store) {
  std::optional<store::StoreChange> last;
  session.state.read([&](store::Read& read) { last = store::store_changes::last_done(read, store.id); });
  if (!last) throw Error(Kind::conflict, "certstore.nothing", "pkit has changed nothing in " + store.name + " yet");
  return *last;
}

/// As the change left it, or somebody else was there since.
PlannedFile file_back(const store::CertStore& store, const store::ChangedFile& last) {
  PlannedFile file;
  file.path = last.path;
  file.before = last.after;
  const Folder folder(file.path.parent_path());
  const auto refuse = [&](const std::string& what) {
    throw Error(Kind::conflict, "certstore.changed", store.name + ": " + what + " since pkit changed it",
                "look at " + (folder.path() / previous_name(file.path)).string() + ", and put it there by hand");
  };
  if (folder.sha256(file.path.filename().string()) != last.after) refuse(last.path + " was changed");
  if (last.before.empty()) return file;
  auto former = folder.read(previous_name(file.path));
  if (!former || former->sha256 != last.before) refuse("what it replaced was changed or removed");
  file.after = std::move(former->content);
  file.new_mode = former->mode;
  file.like = previous_name(file.path);
  return file;
}

Planned step_back(const store::CertStore& store, const store::StoreChange& last) {
  Planned planned;
  planned.operation = "restore";
  planned.alias = last.alias;
  for (const store::ChangedFile& file : last.files) planned.files.push_back(file_back(store, file));
  return planned;
}

/// Is there a private key in what a file is to be again that is not in what it is now?
bool brings_key(const StoreKind& outer, std::string_view now, std::string_view then, const Secret& password) {
  const auto contents = [&](std::string_view bytes) {
    const StoreKind* kind = outer.directory ? kind_of(bytes) : &outer;
    return kind && !bytes.empty() ? kind->read(bytes, password) : Contents();
  };
  std::set<Bytes> known;
  for (const Entry& entry : contents(now).entries)
    if (entry.private_key) known.insert(entry.certificate.key.key_id());
  const Contents back = contents(then);
  return back.lone_keys > 0 || std::ranges::any_of(back.entries, [&](const Entry& entry) {
           return entry.private_key && !known.contains(entry.certificate.key.key_id());
         });
}

/// As the file is now: what comes back gets its rights.
void require_all_closed(const store::CertStore& store, const StoreKind& kind, const Planned& planned,
                        const Secret& password) {
  for (const PlannedFile& file : planned.files) {
    if (!file.after) continue;
    const auto there = Folder(file.path.parent_path()).read(file.path.filename().string());
    const std::string_view now = there ? there->content.reveal() : std::string_view();
    if (file.path == store.key_path || brings_key(kind, now, file.after->reveal(), password))
      require_closed(there ? there->mode : file.new_mode, file.path);
  }
}

/// The certificate with a key, which is what a service serves; empty where there is none.
Bytes served_by(const StoreKind& kind, const Planned& planned, const Secret& password) {
  const std::optional<Secret>& after = planned.files.front().after;
  if (!after || kind.directory) return {};
  for (const Entry& entry : kind.read(after->reveal(), password).entries)
    if (entry.private_key || planned.files.size() > 1) return entry.certificate.der;  // its key lies beside
  return {};
}

std::string sha256_of(const Place& place, const StoreKind& kind) {
  return kind.directory ? read_directory(place.folder, {}).sha256 : read_bytes(place).sha256;
}

/// The step that a kill cut short was this one: a second one would go forth again.
Outcome already_back(const store::CertStore& store, const store::StoreChange& finished, Outcome outcome) {
  outcome.data = change_view(store, "restore", finished.alias);
  outcome.data.set("changed", true);
  outcome.data.set("Result", "Warning");
  return outcome;
}

}  // namespace

Outcome restore_store(Session& session, const RestoreRequest& request) {
  const store::CertStore store = find_kept_store(session, request.store);
  require_own_file(kind_named(store.kind), "nothing of it is kept that could be put back");
  const bool dry_run = request.common.dry_run;
  const Time now = operation_time(session, !dry_run);
  const StoreKind& kind = kind_named(store.kind);
  const Place place = place_of(store);
  if (!store.reload.items().empty()) require_trusted(store.reload.items()[0].as_text(), session.key_access.uid);
  Outcome outcome;
  const std::vector<Fd> lock = dry_run ? std::vector<Fd>() : lock_store(session, store);
  const Settled settled = dry_run ? Settled() : settle_open(session, store, now);
  if (!settled.told.empty()) outcome.warnings.push_back(settled.told);
  if (settled.finished && settled.finished->operation == "restore")
    return already_back(store, *settled.finished, std::move(outcome));
  if (!request.expect_digest.empty()) require_expected(store, sha256_of(place, kind), request.expect_digest);
  const Secret password = password_of(session, store);
  Planned planned = step_back(store, last_change(session, store));
  require_all_closed(store, kind, planned, password);
  planned.serves = served_by(kind, planned, password);
  const bool links = kind.directory && has_hash_links(place.folder);
  if (links)
    planned.after_swap = [&] {
      renew_hash_links(place.folder, planned.files.front().path.filename().string(), password);
    };
  outcome.data = change_view(store, "restore", planned.alias);
  outcome.data.set("changed", true);
  if (dry_run) {
    outcome.data.set("dryRun", true);
    return outcome;
  }
  tell_performed(perform(session, store, planned, now), outcome);
  return outcome;
}

}  // namespace pkit::certstores
