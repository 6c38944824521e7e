#include "sshkeys/places.h"

#include <algorithm>
#include <map>

#include "base/table.h"
#include "base/text.h"
#include "certstores/change_entry.h"
#include "certstores/entries.h"
#include "certstores/view.h"

namespace pkit::sshkeys {

namespace {

constexpr std::size_t kLeastPrefix = 8;

Place look(const ReadSession& session, store::CertStore store) {
  Place place{std::move(store), {}, std::nullopt};
  try {
    place.contents =
        certstores::take_snapshot(certstores::place_of(place.store), certstores::kAuthorizedKeys, {}).contents;
    if (!place.contents.unread.empty())
      throw Error(Kind::input, "certstore.unread",
                  place.store.name + " cannot be read whole: " + place.contents.unread.front(), "mend that line");
  } catch (const Error& error) {
    if (error.kind() == Kind::internal) throw;
    place.error = error;
  }
  static_cast<void>(session);
  return place;
}

store::CertStore named_store(const ReadSession& session, const std::string& name) {
  store::CertStore store = certstores::find_kept_store(session, name);
  if (store.kind != certstores::kAuthorizedKeys.name)
    throw Error(Kind::input, "ssh.store", store.name + " is a " + store.kind + " store, which holds no SSH keys",
                "pkit store add NAME ~/.ssh/authorized_keys");
  return store;
}

/// What a key is called by `word`.
bool is_called(const store::SshKey& key, const std::string& word) {
  if (key.fingerprint == word || (!key.file.empty() && key.file == absolute_path(word).string())) return true;
  const std::string_view hash = std::string_view(key.fingerprint).substr(7);
  const std::string_view prefix = word.starts_with("SHA256:") ? std::string_view(word).substr(7) : word;
  return key.comment == word || (prefix.size() >= kLeastPrefix && hash.starts_with(prefix));
}

/// The store's change, which is no certificate's.
Outcome change(Session& session, const store::CertStore& store, const char* operation, const std::string& alias,
               bool dry_run,
               std::function<certstores::Edit(const certstores::StoreKind& kind, std::string_view bytes,
                                              const Secret& password, const std::string& alias)>
                   edit) {
  return certstores::change_entry(session, store,
                                  {.operation = operation,
                                   .alias = alias,
                                   .expect_digest = {},
                                   .dry_run = dry_run,
                                   .added = nullptr,
                                   .edit = std::move(edit)});
}

}  // namespace

const certstores::Entry* Place::find(const std::string& fingerprint) const {
  for (const certstores::Entry& entry : contents.entries)
    if (entry.alias == fingerprint) return &entry;
  return nullptr;
}

std::vector<Place> places_of(const ReadSession& session, const std::vector<std::string>& names) {
  std::vector<store::CertStore> stores;
  for (const std::string& name : names) stores.push_back(named_store(session, name));
  if (names.empty())
    session.state.read([&](store::Read& read) {
      for (store::CertStore& store : store::cert_stores::all(read))
        if (store.kind == certstores::kAuthorizedKeys.name && store.state == store::CertStoreState::kept)
          stores.push_back(std::move(store));
    });
  std::vector<Place> places;
  for (store::CertStore& store : stores) places.push_back(look(session, std::move(store)));
  return places;
}

void require_read(const std::vector<Place>& places) {
  for (const Place& place : places)
    if (place.error) throw Error(*place.error);
}

std::vector<std::string> missing_lines(const store::CertStore& store, const certstores::Contents& contents,
                                       const std::vector<std::string>& lines) {
  std::map<std::string, std::string> missing;  // by options
  for (const std::string& line : lines) missing.emplace(ssh::read_key_line(line).options, line);
  const std::string fingerprint = ssh::read_key_line(lines.front()).key.fingerprint();
  const std::map<std::string, std::string> wanted = missing;
  for (const certstores::Entry& entry : contents.entries) {
    if (entry.alias != fingerprint) continue;
    const std::string& options = entry.ssh->options;
    if (!wanted.contains(options))
      throw Error(Kind::conflict, "ssh.options",
                  "line " + std::to_string(entry.ssh->line) + " of " + store.name + " has " + fingerprint + " with " +
                      (options.empty() ? "no options" : "the options '" + printable(options) + "'"),
                  "pkit store take " + store.name + " " + fingerprint + ", and the same command again");
    missing.erase(options);
  }
  std::vector<std::string> left;
  for (const std::string& line : lines)
    if (const auto found = missing.find(ssh::read_key_line(line).options); found != missing.end()) {
      left.push_back(line);
      missing.erase(found);
    }
  return left;
}

Outcome put_lines(Session& session, const store::CertStore& store, const std::vector<std::string>& lines,
                  const std::string& beside, bool dry_run) {
  const std::string fingerprint = ssh::read_key_line(lines.front()).key.fingerprint();
  return change(
      session, store, "put", fingerprint, dry_run,
      [&](const certstores::StoreKind& kind, std::string_view bytes, const Secret& password, const std::string& alias) {
        certstores::Edit edit;
        edit.alias = alias;
        const std::vector<std::string> missing = missing_lines(store, kind.read(bytes, password), lines);
        if (missing.empty())
          edit.unchanged = alias + " is there already";
        else
          edit.bytes = Secret(ssh::with_line_behind(bytes, beside, join(missing, "")));
        return edit;
      });
}

Outcome take_line(Session& session, const store::CertStore& store, const std::string& fingerprint, bool dry_run) {
  return change(session, store, "take", fingerprint, dry_run,
                [](const certstores::StoreKind& kind, std::string_view bytes, const Secret& password,
                   const std::string& alias) { return kind.take(bytes, password, alias); });
}

Value event_data(const store::SshKey& key) {
  const ssh::PublicKey parsed = ssh::read_key_line(key.public_key).key;
  return Value::map({{"fingerprint", key.fingerprint},
                     {"keytype", parsed.keytype},
                     {"keylength", parsed.keylength},
                     {"comment", key.comment},
                     {"username", key.username}});
}

Value key_view(const store::SshKey& key, const std::vector<Place>& places) {
  Value view = event_data(key);
  Value logons = Value::list();
  for (const Place& place : places)
    if (place.find(key.fingerprint)) logons.push(place.store.name);
  view.set("serverlogons", std::move(logons));
  view.set("state", store::state_word(key.state));
  if (key.rotate_by) view.set("rotateBy", print_time(*key.rotate_by));
  if (key.retire_after) view.set("retireAfter", print_time(*key.retire_after));
  if (!key.file.empty()) view.set("file", key.file);
  view.set("created", print_time(key.created));
  return view;
}

std::vector<store::SshKey> find_keys(const ReadSession& session, const std::string& word) {
  std::vector<store::SshKey> all, fitting;
  session.state.read([&](store::Read& read) { all = store::ssh_keys::all(read); });
  for (store::SshKey& key : all)
    if (is_called(key, word)) fitting.push_back(std::move(key));
  if (fitting.empty())
    throw Error(Kind::not_found, "ssh.unknown", "there is no SSH key " + in_quotes(word), "pkit ssh-key list");
  return fitting;
}

void refuse_ambiguous(const std::string& word) {
  throw Error(Kind::conflict, "ssh.ambiguous", in_quotes(word) + " is said of several SSH keys",
              "by its fingerprint, as pkit ssh-key list has it");
}

store::SshKey find_key(const ReadSession& session, const std::string& word) {
  std::vector<store::SshKey> fitting = find_keys(session, word);
  const auto in_use = [](const store::SshKey& key) { return key.state == store::SshKeyState::managed; };
  // Those of a name that is used again: the one that is in use.
  if (fitting.size() > 1 && std::ranges::count_if(fitting, in_use) == 1) return *std::ranges::find_if(fitting, in_use);
  if (fitting.size() > 1) refuse_ambiguous(word);
  return std::move(fitting.front());
}

}  // namespace pkit::sshkeys
