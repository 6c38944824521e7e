#include "certstores/snapshot.h"

#include "certstores/kinds/directory.h"
#include "certstores/programs/external.h"
#include "digest/digest.h"
#include "secrets/source.h"

namespace pkit::certstores {

Place place_of(const store::CertStore& store) {
  const Path path = store.path;
  if (kind_named(store.kind).directory) return {Folder(path), {}, {}, {}};
  Place place{Folder(path.parent_path()), path.filename().string(), {}, {}};
  if (store.key_path.empty()) return place;
  const Path key = store.key_path;
  place.key_folder.emplace(key.parent_path());
  place.key_file = key.filename().string();
  return place;
}

Secret password_of(const ReadSession& session, const store::CertStore& store) {
  if (store.password.empty()) return {};
  return secrets::read_secret(store.password, session.key_access);
}

static StoredFile read_one(const Folder& folder, const std::string& name) {
  auto file = folder.read(name);
  if (!file)
    throw Error(Kind::not_found, "certstore.missing", (folder.path() / name).string() + ": there is no such file");
  return std::move(*file);
}

StoreBytes read_bytes(const Place& place) {
  StoreBytes bytes{read_one(place.folder, place.file), {}, {}, {}};
  bytes.sha256 = bytes.main.sha256;
  if (!place.key_folder) return bytes;
  bytes.key = read_one(*place.key_folder, place.key_file);
  bytes.joined = joined_pair(bytes.main.content.reveal(), bytes.key->content.reveal());
  bytes.sha256 = digest::sha256_hex(bytes.main.sha256 + bytes.key->sha256);
  return bytes;
}

Snapshot take_snapshot(const Place& place, const StoreKind& kind, const Secret& password) {
  if (kind.directory) {
    DirectoryRead read = read_directory(place.folder, password);
    return {std::move(read.contents), read.sha256, read.key_readable_by_others};
  }
  const StoreBytes bytes = read_bytes(place);
  const mode_t key_mode = bytes.key ? bytes.key->mode : bytes.main.mode;
  try {
    Snapshot snapshot{kind.read(bytes.text(), password), bytes.sha256, false};
    for (const Entry& entry : snapshot.contents.entries)
      snapshot.readable_by_others |= entry.private_key && (key_mode & 0004) != 0;
    return snapshot;
  } catch (const Error& error) {
    throw error.within((place.folder.path() / place.file).string());
  }
}

Snapshot snapshot_of(const ReadSession& session, const store::CertStore& store) {
  const StoreKind& kind = kind_named(store.kind);
  if (!kind.external) return take_snapshot(place_of(store), kind, password_of(session, store));
  Snapshot snapshot{External(session, store).inventory(), {}, false};
  snapshot.sha256 = digest_of(snapshot.contents);
  return snapshot;
}

}  // namespace pkit::certstores
