#include "certstores/changes/swap.h"

#include <algorithm>

#include "certstores/perform.h"

namespace pkit::certstores {

bool Swap::File::forth() const {
  if (!is(change.before)) return false;
  if (change.before.empty()) return folder.move(change.slot, name);
  if (change.after.empty())
    folder.move(name, change.slot);
  else
    folder.exchange(change.slot, name);
  // What somebody wrote between our look and our rename is in the slot now.
  if (folder.sha256(change.slot) == change.before) return true;
  back();
  return false;
}

void Swap::File::back() const {
  if (change.before.empty())
    folder.move(name, change.slot);
  else if (change.after.empty())
    folder.move(change.slot, name);
  else
    folder.exchange(change.slot, name);
}

Swap::Swap(const std::vector<store::ChangedFile>& files) {
  for (const store::ChangedFile& file : files) {
    const Path path = file.path;
    files_.push_back({Folder(path.parent_path()), path.filename().string(), file});
  }
}

bool Swap::forth() {
  const bool moved = std::all_of(files_.begin(), files_.end(), [](const File& file) { return file.forth(); });
  if (!moved) back();
  for (const File& file : files_) file.folder.sync();
  return moved;
}

void Swap::back() {
  for (const File& file : files_) {
    const bool ours = file.change.before != file.change.after && file.is(file.change.after) &&
                      file.folder.sha256(file.change.slot) == file.change.before;
    if (ours || file.is_overtaken()) file.back();
    file.folder.sync();
  }
}

bool Swap::is_before() const {
  return std::all_of(files_.begin(), files_.end(), [](const File& file) { return file.is(file.change.before); });
}

bool Swap::is_after() const {
  return std::all_of(files_.begin(), files_.end(), [](const File& file) { return file.is(file.change.after); });
}

bool Swap::is_ours() const {
  return std::all_of(files_.begin(), files_.end(),
                     [](const File& file) { return file.is(file.change.before) || file.is(file.change.after); });
}

void Swap::keep_former() const {
  for (const File& file : files_) {
    if (file.folder.exists(file.change.slot)) file.folder.replace(file.change.slot, previous_name(file.name));
    file.folder.sync();
  }
}

bool Swap::File::is_overtaken() const {
  if (!is(change.after) || !folder.exists(change.slot)) return false;
  const std::string there = folder.sha256(change.slot);
  return there != change.before && there != change.after;
}

bool Swap::is_overtaken() const {
  return std::any_of(files_.begin(), files_.end(), [](const File& file) { return file.is_overtaken(); });
}

void Swap::clear_slots() const {
  for (const File& file : files_) {
    if (!file.folder.exists(file.change.slot)) continue;
    const std::string there = file.folder.sha256(file.change.slot);
    if (there == file.change.after || file.is(there))
      file.folder.remove(file.change.slot);
    else
      file.folder.replace(file.change.slot, previous_name(file.name));
    file.folder.sync();
  }
}

void Swap::remove_slots() const {
  for (const File& file : files_) file.folder.remove(file.change.slot);
}

}  // namespace pkit::certstores
