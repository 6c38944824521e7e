#include "certstores/keys.h"

#include "base/text.h"
#include "certstores/entries.h"

namespace pkit::certstores {

namespace {

/// Of a directory: the key of one entry, from the file that its name begins with.
Keys key_in_file(const World& world, const Folder& folder, const Secret& password, const Entry& entry) {
  const std::string name = entry.alias.substr(0, entry.alias.find(':'));
  const auto file = folder.read_followed(name);
  if (!file) throw Error(Kind::conflict, "certstore.changed", name + " is gone by now", "repeat the command");
  Entry within = entry;
  within.alias = thumbprint(entry.certificate);
  return kPem.keys_of(world, file->content.reveal(), password, {&within});
}

}  // namespace

Keys keys_of(const World& world, const Place& place, const StoreKind& kind, const Secret& password,
             const Keyed& entries) {
  Keys keys;
  if (kind.directory) {
    for (const Entry* entry : entries) keys.push_back(std::move(key_in_file(world, place.folder, password, *entry)[0]));
  } else if (!entries.empty() && kind.keys_of) {
    keys = kind.keys_of(world, read_bytes(place).text(), password, entries);
  }
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (!equal(keys[i].public_key().key_id(), entries[i]->certificate.key.key_id()))
      throw Error(Kind::conflict, "certstore.other_key",
                  "the key of " + printable(entries[i]->alias) + " is not its certificate's", "mend it by hand");
  return keys;
}

}  // namespace pkit::certstores
