#include "care/vault_contents.h"

#include <algorithm>

#include <sys/stat.h>

#include "store/backup_contents.h"
#include "store/vaults.h"
#include "vault/content.h"

namespace pkit {

namespace {

namespace contents = store::backup_contents;

std::vector<store::Object> whole_objects(store::Read& read) {
  std::vector<store::Object> whole;
  store::objects::each(read, [&](const store::Object& object) {
    if (object.state == store::ObjectState::whole) whole.push_back(object);
  });
  return whole;
}

bool is_there(const Home& home, const store::Object& object) {
  struct stat found {};
  return ::lstat(vault::content_of(home, object.id).c_str(), &found) == 0 && S_ISREG(found.st_mode) &&
         found.st_size == object.size;
}

/// False where it is not there, or ends too early: its owner may remove it at any moment.
bool copy_content(const Home& home, const store::Object& object, store::Write& to) {
  const Fd file = vault::open_content(home, object.id);
  if (!file) return false;
  std::int64_t offset = 0;
  while (offset < object.size) {
    const auto left = static_cast<std::size_t>(object.size - offset);
    const Bytes part = vault::read_content(file, offset, std::min(left, contents::kPart));
    if (part.empty()) return false;
    contents::insert(to, object.id, offset, part);
    offset += static_cast<std::int64_t>(part.size());
  }
  return true;
}

std::string name_of(store::Read& read, const store::Object& object) {
  const auto vault = store::vaults::find(read, object.vault);
  return "the object " + printable(object.name) + " in the vault " + (vault ? printable(vault->name) : "?");
}

/// Where a part of an object goes; the file of the part before stays open.
class Unpacked {
 public:
  explicit Unpacked(const Home& home) : home_(home) {}
  void take(const std::string& object, std::int64_t offset, BytesView part) {
    if (object != object_) begin(object);
    vault::write_content(home_, object, offset, part);
  }
  void finish() {
    if (!object_.empty()) sync_file(vault::content_of(home_, object_));
  }

 private:
  void begin(const std::string& object) {
    if (Path(object) != Path(object).filename() || object.starts_with('.'))
      throw Error(Kind::state, "backup.unsound", "it has an object by the id '" + printable(object) + "'",
                  "do not use this backup");
    finish();
    vault::create_content(home_, object);
    object_ = object;
  }

  const Home& home_;
  std::string object_;
};

}  // namespace

std::int64_t back_up_contents(const Session& session, store::Database& copy, Outcome& outcome) {
  std::vector<store::Object> objects;
  std::vector<std::string> lost;
  copy.read([&](store::Read& read) { objects = whole_objects(read); });
  copy.write([&](store::Write& write) {
    lost.clear();
    contents::clear(write);
    for (const store::Object& object : objects)
      if (!copy_content(session.home, object, write)) lost.push_back(name_of(write, object));
  });
  for (const std::string& object : lost)
    outcome.warnings.push_back(object + " is not in this backup: its content was removed meanwhile, or is lost");
  return static_cast<std::int64_t>(objects.size() - lost.size());
}

bool unpack_contents(store::Database& state, const Home& home) {
  bool has_any = false;
  Unpacked unpacked(home);
  state.read([&](store::Read& read) {
    contents::each(read, [&](const std::string& object, std::int64_t offset, BytesView part) {
      unpacked.take(object, offset, part);
      has_any = true;
    });
  });
  if (!has_any) return false;
  unpacked.finish();
  sync_directory(vault::contents_directory(home));
  state.write([](store::Write& write) { contents::clear(write); });
  return true;
}

void forget_arriving(store::Write& write) {
  std::vector<std::string> arriving;
  store::objects::each(write, [&](const store::Object& object) {
    if (object.state == store::ObjectState::arriving) arriving.push_back(object.id);
  });
  for (const std::string& id : arriving) store::objects::erase(write, id);
}

std::vector<std::string> lost_contents(store::Read& read, const Home& home) {
  std::vector<std::string> lost;
  for (const store::Object& object : whole_objects(read))
    if (!is_there(home, object)) lost.push_back(name_of(read, object));
  return lost;
}

std::size_t left_contents(store::Read& read, const Home& home) {
  const std::vector<std::string> ids = vault::content_ids(home);
  return static_cast<std::size_t>(
      std::count_if(ids.begin(), ids.end(), [&](const std::string& id) { return !store::objects::find(read, id); }));
}

}  // namespace pkit
