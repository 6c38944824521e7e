#include "certstores/perform.h"

#include "certstores/changes/change_external.h"
#include "certstores/changes/change_record.h"
#include "certstores/changes/swap.h"
#include "certstores/kinds/directory.h"
#include "certstores/programs/service.h"
#include "digest/digest.h"
#include "home/staging_place.h"

namespace pkit::certstores {

namespace {

using store::StoreChangeState;

/// Of one store of one home: what another home has staged beside the same file is not ours to remove.
std::string slot_mark(const store::CertStore& store) { return ".pkit-x-" + store.id + "-"; }

std::string slot_start(const store::CertStore& store, const Path& file) {
  return "." + file.filename().string() + slot_mark(store);
}

store::StoreChange opened(const Session& session, const store::CertStore& store, const Planned& planned, Time now) {
  store::StoreChange open;
  open.id = random_id(session.world, 'x');
  open.store = store.id;
  open.operation = planned.operation;
  open.alias = planned.alias;
  open.started = now;
  for (const PlannedFile& file : planned.files)
    open.files.push_back({file.path.string(), slot_start(store, file.path) + open.id, file.before,
                          file.after ? digest::sha256_hex(file.after->reveal()) : std::string()});
  return open;
}

/// Beside its place, with all that its place has of owner and rights, and read back from the disk.
Secret staged(const PlannedFile& file, const store::ChangedFile& change) {
  if (!file.after) return {};
  const Folder folder(file.path.parent_path());
  const std::string like = file.before.empty() ? file.like : file.path.filename().string();
  folder.stage(change.slot, as_bytes(file.after->reveal()), like, file.new_mode);
  auto there = folder.read(change.slot);
  if (!there || there->sha256 != change.after)
    throw Error(Kind::state, "certstore.write",
                "what was staged for " + file.path.string() + " is not what was written");
  return std::move(there->content);
}

/// Reads it as a stranger would.
void stage(const Planned& planned, const store::StoreChange& open) {
  const Swap swap(open.files);
  try {
    std::vector<Secret> all;
    for (std::size_t i = 0; i < open.files.size(); ++i) all.push_back(staged(planned.files[i], open.files[i]));
    if (planned.verify) planned.verify(all);
  } catch (const Error&) {
    swap.remove_slots();
    throw;
  }
}

/// Tells the service; what it says against the new bytes, empty where it takes them.
Refusal serve(Session& session, const store::CertStore& store, const Planned& planned, Performed& performed,
              const char*& code) {
  code = "certstore.reload";
  const Refusal failed = reload(session.world, store);
  if (!store.reload.items().empty()) performed.reload = failed.empty() ? "done" : "failed";
  if (!failed.empty() || store.prove.empty() || planned.serves.empty()) return failed;
  code = "certstore.unproven";
  const std::string unproven = prove(session.world, store, planned.serves);
  performed.proof = unproven.empty() ? "done" : "failed";
  return {unproven, {}};
}

/// The former bytes are put back, and the service is told so too; what others have written since stays.
[[noreturn]] void give_up(Session& session, const store::CertStore& store, const store::StoreChange& open,
                          const Planned& planned, const Refusal& refused, const char* code, Time now) {
  const std::string& why = refused.why;
  Swap swap(open.files);
  if (!swap.is_after()) {
    swap.keep_former();
    close_change(session, store, open, now, true, why + "; changed by others since");
    throw Error(Kind::conflict, "certstore.changed", store.name + ": " + why + "; others have changed the store since",
                "what was there before is beside it, as " + previous_name(open.files.front().path));
  }
  swap.back();
  swap.remove_slots();
  if (planned.after_swap) planned.after_swap();
  close_change(session, store, open, now, false, why);
  const std::string again = reload(session.world, store).why;
  std::vector<Fault> said;
  if (!refused.said.empty()) said.push_back({Kind::config, code, store.name, refused.said, {}});
  throw Error(Kind::config, code, store.name + ": " + why + "; the former bytes are back",
              again.empty() ? "the service is as it was" : "the service was told so, and failed again: " + again, said);
}

/// What was staged and never recorded, or is no longer needed.
void sweep(const store::CertStore& store, const std::optional<store::StoreChange>& open, const Folder& folder,
           const std::string& start) {
  for (const std::string& name : folder.beginning_with(start)) {
    bool needed = name.find(slot_mark(store)) == name.npos;
    if (open)
      for (const store::ChangedFile& file : open->files) needed = needed || file.slot == name;
    if (!needed) folder.remove(name);
  }
}

void sweep_all(const store::CertStore& store, const std::optional<store::StoreChange>& open) {
  const Path path = store.path, key = store.key_path;
  if (kind_named(store.kind).directory) return sweep(store, open, Folder(path), ".");
  sweep(store, open, Folder(path.parent_path()), slot_start(store, path));
  if (!key.empty()) sweep(store, open, Folder(key.parent_path()), slot_start(store, key));
}

/// A kill may have come between a file of a directory and the links to it.
void settle_links(const store::CertStore& store, const store::StoreChange& left) {
  if (!kind_named(store.kind).directory) return;
  const Folder folder{Path(store.path)};
  if (!has_hash_links(folder)) return;
  for (const store::ChangedFile& file : left.files) renew_hash_links(folder, Path(file.path).filename().string(), {});
  close_link_gaps(folder);
}

}  // namespace

std::string previous_name(const Path& file) { return "." + file.filename().string() + ".previous"; }

std::vector<Fd> lock_store(const ReadSession& session, const store::CertStore& store) {
  if (kind_named(store.kind).external) return lock_directories(session.world, {session.home.directory});
  const Path path = store.path, key = store.key_path;
  std::vector<Path> directories = {kind_named(store.kind).directory ? path : path.parent_path()};
  if (!key.empty()) directories.push_back(key.parent_path());
  return lock_directories(session.world, directories);
}

Performed perform(Session& session, const store::CertStore& store, const Planned& planned, Time now) {
  const store::StoreChange open = opened(session, store, planned, now);
  stage(planned, open);
  record_change(session, open);
  if (planned.before_swap) planned.before_swap();
  Swap swap(open.files);
  if (!swap.forth()) {
    swap.remove_slots();
    close_change(session, store, open, now, false, "the store was changed meanwhile");
    throw Error(Kind::conflict, "certstore.changed", store.path + " was changed since it was read",
                "look again, and repeat the command");
  }
  Performed performed;
  const char* code = "";
  const Refusal refused = serve(session, store, planned, performed, code);
  if (!refused.empty() && store.on_failure != "keep") give_up(session, store, open, planned, refused, code, now);
  swap.keep_former();
  if (planned.after_swap) planned.after_swap();
  close_change(session, store, open, now, true, refused.why);
  if (!refused.empty())
    performed.warnings.push_back(refused.why + "; the new bytes stay, as the store's --on-failure says");
  return performed;
}

Settled settle_open(Session& session, const store::CertStore& store, Time now) {
  if (kind_named(store.kind).external) return settle_external(session, store, now);
  std::optional<store::StoreChange> left;
  session.state.read([&](store::Read& read) { left = store::store_changes::open_one(read, store.id); });
  sweep_all(store, left);
  if (!left) return {};
  const std::string begun = "an earlier " + left->operation + " of " + printable(left->alias) + " was cut short: ";
  Swap swap(left->files);
  if (swap.is_after() && !swap.is_overtaken()) {
    swap.keep_former();
    settle_links(store, *left);
    close_change(session, store, *left, now, true, "finished later");
    return {begun + "the new bytes are in place, and nobody knows whether the service was told", *left};
  }
  const bool ours = swap.is_ours() && !swap.is_overtaken();
  swap.back();  // a mixture of both becomes what it was
  swap.clear_slots();
  settle_links(store, *left);
  close_change(session, store, *left, now, false, ours ? "cut short" : "cut short, and changed by others");
  if (ours) return {begun + "the store is as it was before", {}};
  return {begun + "others have changed the store since; what they did not write is beside it, as " +
              previous_name(left->files.front().path),
          {}};
}

}  // namespace pkit::certstores
