#include "certstores/snapshot.h"

#include "authority/passphrase.h"
#include "certstores/directory.h"

namespace pkit::certstores {

Place place_of(const store::CertStore& store) {
  const Path path = store.path;
  if (kind_named(store.kind).directory) return {Folder(path), {}};
  return {Folder(path.parent_path()), path.filename().string()};
}

Secret password_of(const ReadSession& session, const store::CertStore& store) {
  if (store.password.empty()) return {};
  const authority::KeyAccess& access = session.key_access;
  return authority::read_passphrase(store.password, access.uid, access.credentials_directory, access.prompt,
                                    access.tell);
}

Snapshot take_snapshot(const Place& place, const StoreKind& kind, const Secret& password) {
  if (kind.directory) {
    DirectoryRead read = read_directory(place.folder, password);
    return {std::move(read.contents), read.sha256, read.key_readable_by_others};
  }
  const auto file = place.folder.read(place.file);
  const std::string name = (place.folder.path() / place.file).string();
  if (!file) throw Error(Kind::not_found, "certstore.missing", name + ": there is no such file");
  try {
    Snapshot snapshot{kind.read(file->content.reveal(), password), file->sha256, false};
    for (const Entry& entry : snapshot.contents.entries)
      snapshot.readable_by_others |= entry.private_key && (file->mode & 0004) != 0;
    return snapshot;
  } catch (const Error& error) {
    throw error.within(name);
  }
}

}  // namespace pkit::certstores
