#include "certstores/change_entry.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "certstores/changes/change_external.h"
#include "certstores/entries.h"
#include "certstores/kinds/directory.h"
#include "certstores/view.h"
#include "digest/digest.h"

namespace pkit::certstores {

namespace {

/// The file that a change is about, as it is.
struct FileThere {
  std::string name;
  std::string alias;  // within the file; empty: its kind's choice
  std::optional<StoredFile> file;
  std::optional<StoreBytes> pair;  // in its place, where the key lies beside
  const StoreKind* kind = nullptr;

  std::string_view bytes() const {
    if (pair) return pair->text();
    return file ? file->content.reveal() : std::string_view();
  }
  /// Of the file that has a key, or is to have one; 0 where there is none yet.
  mode_t key_mode() const { return pair ? pair->key->mode : file ? file->mode : 0; }
};

/// Of a directory: the entry's file, by the part of its name before a ':'. Else the one that was read before, with this
/// SHA-256.
FileThere file_of(const Place& place, const StoreKind& kind, const EntryChange& change,
                  const std::string& read_before) {
  FileThere there;
  if (kind.directory) {
    const std::size_t colon = change.alias.find(':');
    there.name = change.alias.substr(0, colon);
    if (colon != std::string::npos) there.alias = change.alias.substr(colon + 1);
    require_file_name(there.name);
    there.file = place.folder.read(there.name);
    there.kind = there.file ? kind_of(there.bytes()) : &kPem;
    if (there.kind != &kPem && there.kind != &kDer)
      throw Error(Kind::input, "certstore.format",
                  (place.folder.path() / there.name).string() + " holds no certificate");
    return there;
  }
  there.name = place.file;
  there.alias = change.alias;
  there.kind = &kind;
  StoreBytes bytes = read_bytes(place);
  if (bytes.sha256 != read_before)
    throw Error(Kind::conflict, "certstore.changed",
                (place.folder.path() / there.name).string() + " changes as it is read", "repeat the command");
  if (bytes.key)
    there.pair = std::move(bytes);
  else
    there.file = std::move(bytes.main);
  return there;
}

void require_whole(const store::CertStore& store, const Contents& contents) {
  if (contents.unread.empty()) return;
  std::vector<Fault> faults;
  for (const std::string& text : contents.unread)
    faults.push_back({Kind::input, "certstore.unread", store.name, text, {}});
  throw Error(Kind::input, "certstore.unread", store.name + " cannot be read whole, and is not changed",
              "mend it, or take the entry out by hand", faults);
}

/// A key that lies beside stays that of the store's one certificate with a key.
void require_pair(const FileThere& there, const EntryChange& change, const Contents& before, const Edit& edit) {
  if (!there.pair) return;
  const bool replaces = !edit.gone.empty();
  const Entry* gone = replaces ? before.find(edit.gone.front()) : nullptr;
  if (change.added && change.added->key && !(gone && gone->private_key))
    throw Error(Kind::conflict, "certstore.other_key", "the key that lies beside it is none of its certificates'",
                "mend it by hand, or register it without --key-file");
  if (!change.added && gone && gone->private_key)
    throw Error(Kind::conflict, "certstore.one", "without that certificate its key would lie beside it for nothing",
                "put another one there");
}

/// Every other entry is there as it was, to the byte.
void require_others(const Contents& before, const Contents& after, const Edit& edit) {
  std::map<std::string, int> stored;
  for (const Entry& entry : after.entries) ++stored[entry.stored_sha256];
  for (const Entry& entry : before.entries) {
    if (std::find(edit.gone.begin(), edit.gone.end(), entry.alias) != edit.gone.end()) continue;
    if (--stored[entry.stored_sha256] < 0)
      throw Error(Kind::internal, "internal", printable(entry.alias) + " would not be as it was");
  }
}

/// Read back as a stranger would: the certificate with its key and its chain. Error{conflict "certstore.taken"} where
/// it is read as another entry's: of a key that had no certificate.
void require_added(const Contents& after, const Edit& edit, const Addition& added) {
  const auto wrong = [](const char* what) { throw Error(Kind::internal, "internal", what); };
  const auto is = [&](const Entry& entry) {
    return lower(entry.alias) == lower(edit.alias) && equal(entry.certificate.der, added.certificate.der);
  };
  const auto entry = std::ranges::find_if(after.entries, is);
  if (entry == after.entries.end()) {
    for (const Entry& other : after.entries)
      if (equal(other.certificate.der, added.certificate.der))
        throw Error(Kind::conflict, "certstore.taken", "its key is there already, as " + printable(other.alias));
    return wrong("what was put is not read back");
  }
  if (added.key && !entry->private_key) wrong("the key that was put is not read back");
  if (!entry->private_key) return;
  const std::vector<Bytes>& chain = entry->chain;
  if (chain.size() < added.chain.size() || !std::equal(added.chain.begin(), added.chain.end(), chain.begin()))
    wrong("the chain that was put is not read back");
}

/// `before` is of the file.
std::function<void(const std::vector<Secret>&)> verifier(const FileThere& there, const Contents& before,
                                                         const Secret& password, const Edit& edit,
                                                         const EntryChange& change) {
  return [&](const std::vector<Secret>& staged) {
    const Secret joined = there.pair ? joined_pair(staged[0].reveal(), staged[1].reveal()) : Secret();
    const Contents after = there.kind->read(there.pair ? joined.reveal() : staged[0].reveal(), password);
    if (!after.unread.empty()) throw Error(Kind::internal, "internal", "what was staged cannot be read");
    require_others(before, after, edit);
    if (change.added) require_added(after, edit, *change.added);
  };
}

/// A file of a directory that holds nothing any more goes as a whole.
bool is_left_empty(const StoreKind& outer, const FileThere& there, const Edit& edit, const Secret& password) {
  if (!outer.directory || !edit.bytes) return false;
  return there.kind->read(edit.bytes->reveal(), password).entries.empty();
}

/// Of a directory's file the entry that goes by its name: the first with a key, else the first.
std::string main_alias(const Contents& contents) {
  for (const Entry& entry : contents.entries)
    if (entry.private_key) return entry.alias;
  return contents.entries.empty() ? std::string() : contents.entries.front().alias;
}

Edit edited_file(const FileThere& there, const Contents& before, const Secret& password, const EntryChange& change) {
  const bool whole = there.alias.empty();
  const std::string alias = whole ? main_alias(before) : there.alias;
  if (!change.added && before.entries.empty()) return nothing_to_take(there.name);
  if (!change.added && whole && there.kind == &kDer) {
    Edit gone;
    gone.alias = alias;
    gone.gone = {alias};
    gone.bytes = Secret();
    return gone;
  }
  Edit edit = change.edit(*there.kind, there.bytes(), password, alias);
  if (!edit.unchanged.empty() && change.added && whole)
    edit.unchanged = there.name + " is there already; --overwrite replaces it";
  return edit;
}

/// Does a service show it? What has a key, or takes the place of what had one; in a store without keys what takes
/// another's place. A root that is added to those that are trusted is never shown.
bool is_served(const Contents& before, const Edit& edit, const Addition& added) {
  if (added.key) return true;
  const bool keyed = std::ranges::any_of(before.entries, &Entry::private_key);
  return std::ranges::any_of(edit.gone, [&](const std::string& alias) {
    const Entry* gone = before.find(alias);
    return !keyed || (gone && gone->private_key);
  });
}

Planned planned_of(const StoreKind& outer, const Place& place, const FileThere& there, const Contents& before,
                   const Secret& password, const EntryChange& change, Edit& edit) {
  Planned planned;
  planned.operation = change.operation;
  planned.alias = outer.directory ? there.name : edit.alias;
  constexpr mode_t secret = 0600, shared = 0644;
  const Path path = place.folder.path() / there.name;
  if (there.pair) {
    Pair pair = split_pair(edit.bytes->reveal(), there.pair->text());
    planned.files.push_back({path, there.pair->main.sha256, std::move(pair.main), shared});
    planned.files.push_back(
        {place.key_folder->path() / place.key_file, there.pair->key->sha256, std::move(pair.key), secret});
  } else {
    PlannedFile& file = planned.files.emplace_back();
    file.path = path;
    if (there.file) file.before = there.file->sha256;
    file.new_mode = change.added && change.added->key ? secret : shared;
    if (!is_left_empty(outer, there, edit, password)) file.after = std::move(*edit.bytes);
  }
  if (planned.files.front().after) planned.verify = verifier(there, before, password, edit, change);
  if (change.added && is_served(before, edit, *change.added)) planned.serves = change.added->certificate.der;
  if (!outer.directory || !has_hash_links(place.folder)) return planned;
  const std::string& name = there.name;
  if (change.added)
    planned.before_swap = [&place, &name, &change] { add_hash_link(place.folder, name, change.added->certificate); };
  planned.after_swap = [&place, &name, &password] { tidy_hash_links(place.folder, name, password); };
  return planned;
}

void tell_edit(const StoreKind& outer, const FileThere& there, const Edit& edit, Outcome& outcome) {
  if (outer.directory) outcome.data.set("alias", there.name);
  if (!edit.gone.empty() && !outer.directory) outcome.data.set("gone", Value::list(edit.gone));
  for (const std::string& warning : edit.warnings) outcome.warnings.push_back(warning);
}

}  // namespace

void require_expected(const store::CertStore& store, const std::string& sha256, const std::string& expected) {
  if (!expected.empty() && lower(expected) != sha256)
    throw Error(Kind::conflict, "certstore.changed",
                store.name + " is not what --expect-digest says: it was changed since",
                "pkit store inventory " + store.name + " tells what is there now");
}

void require_closed(mode_t mode, const Path& path) {
  constexpr mode_t others = 0004;
  if ((mode & others) == 0) return;
  throw Error(Kind::conflict, "certstore.mode", path.string() + " can be read by others, and is to hold a private key",
              "chmod o-r " + path.string());
}

void tell_performed(const Performed& performed, Outcome& outcome) {
  outcome.data.set("reload", performed.reload);
  outcome.data.set("proof", performed.proof);
  for (const std::string& warning : performed.warnings) outcome.warnings.push_back(warning);
  if (!performed.warnings.empty()) outcome.data.set("Result", "Warning");
}

Value change_view(const store::CertStore& store, const char* operation, const std::string& alias) {
  return Value::map(
      {{"store", store.name}, {"operation", operation}, {"Result", "Success"}, {"changed", false}, {"alias", alias}});
}

Outcome change_entry(Session& session, const store::CertStore& store, const EntryChange& change) {
  const Time now = operation_time(session, !change.dry_run);
  const StoreKind& kind = kind_named(store.kind);
  if (!store.reload.items().empty()) require_trusted(store.reload.items()[0].as_text(), session.key_access.uid);
  Outcome outcome;
  const std::vector<Fd> lock = change.dry_run ? std::vector<Fd>() : lock_store(session, store);
  if (!change.dry_run)
    if (const std::string told = settle_open(session, store, now).told; !told.empty()) outcome.warnings.push_back(told);
  if (kind.external) {
    Outcome changed = change_external(session, store, change);
    changed.warnings.insert(changed.warnings.begin(), outcome.warnings.begin(), outcome.warnings.end());
    return changed;
  }
  const Place place = place_of(store);
  const Secret password = password_of(session, store);
  const Snapshot snapshot = take_snapshot(place, kind, password);
  require_expected(store, snapshot.sha256, change.expect_digest);
  require_whole(store, snapshot.contents);
  const FileThere there = file_of(place, kind, change, snapshot.sha256);
  const Contents inner = kind.directory ? there.kind->read(there.bytes(), password) : Contents();
  const Contents& before = kind.directory ? inner : snapshot.contents;
  Edit edit = kind.directory ? edited_file(there, before, password, change)
                             : change.edit(kind, there.bytes(), password, there.alias);
  outcome.data = change_view(store, change.operation, edit.alias);
  outcome.data.set("digest", snapshot.sha256);
  tell_edit(kind, there, edit, outcome);
  if (!edit.bytes || edit.bytes->reveal() == there.bytes()) {
    if (edit.unchanged.empty()) return outcome;
    outcome.data.set("Result", "Warning");
    outcome.warnings.push_back(store.name + ": " + edit.unchanged);
    return outcome;
  }
  require_pair(there, change, snapshot.contents, edit);
  if (change.added && change.added->key) require_closed(there.key_mode(), place.folder.path() / there.name);
  outcome.data.set("changed", true);
  if (change.dry_run) {
    outcome.data.set("dryRun", true);
    return outcome;
  }
  const Planned planned = planned_of(kind, place, there, before, password, change, edit);
  tell_performed(perform(session, store, planned, now), outcome);
  outcome.data.set("digest", kind.directory ? take_snapshot(place, kind, password).sha256 : read_bytes(place).sha256);
  return outcome;
}

}  // namespace pkit::certstores
