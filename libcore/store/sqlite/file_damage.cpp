// What can be said of a state that is not opened: is its file whole, and does the log beside it belong to it?
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "base/error.h"
#include "store/schema/sqlite.h"
#include "store/sqlite/connection.h"
#include "store/state_file.h"

namespace pkit::store {

namespace {

namespace fs = std::filesystem;

/// The first bytes of a database (sqlite.org/fileformat.html, 1.3); empty where the file has fewer.
Bytes header_of(const Path& file) {
  Bytes header(100);
  const Fd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd || ::pread(fd.get(), header.data(), header.size(), 0) != static_cast<ssize_t>(header.size())) return {};
  return header;
}

std::uint64_t number_at(const Bytes& bytes, std::size_t offset, std::size_t size) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < size; ++i) number = number << 8 | bytes[offset + i];
  return number;
}

/// Every connection in WAL mode holds a read lock on these bytes for as long as it is open (SQLite's os.h).
struct flock lock_of_users() {
  constexpr off_t kPending = 0x40000000, kShared = kPending + 2, kSharedSize = 510;
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = kShared;
  lock.l_len = kSharedSize;
  return lock;
}

bool is_in_use(const Path& file) {
  const Fd fd(::open(file.c_str(), O_RDWR | O_CLOEXEC));
  struct flock lock = lock_of_users();
  return !fd || ::fcntl(fd.get(), F_GETLK, &lock) != 0 || lock.l_type != F_UNLCK;
}

[[noreturn]] void still_in_use(const Path& file, int fd) {
  struct flock lock = lock_of_users();
  const bool known = ::fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK && lock.l_pid > 0;
  throw Error(Kind::conflict, "store.in_use",
              file.string() + " is in use" + (known ? " by process " + std::to_string(lock.l_pid) : ""),
              "wait until that has ended, or end it, and try again");
}

struct Look {
  Bytes home_id;  // empty where it cannot be had
  bool sound = false;
};

Look look_at(const Path& file, const World& world, Access access) {
  Look look;
  try {
    Connection connection(file, world, access);
    const auto take = [&](const Row& row) {
      look.home_id = row.blob(0);
      return false;
    };
    connection.query("SELECT home_id FROM meta WHERE one = 1", {}, false, take);
    look.sound = true;
    connection.query("PRAGMA integrity_check", {}, false, [&](const Row& row) {
      look.sound = look.sound && row.text(0) == "ok";
      return true;
    });
  } catch (const Error&) {
    look.sound = false;
  }
  return look;
}

}  // namespace

Fd keep_users_out(const Path& file, const World& world) {
  Fd fd(::open(file.c_str(), O_RDWR | O_CLOEXEC));
  if (!fd && errno == ENOENT) return fd;
  if (!fd)
    throw Error(Kind::state, "store.io", file.string() + ": cannot lock: " + std::generic_category().message(errno));
  Busy busy(world);
  struct flock lock = lock_of_users();
  for (int tries = 0; ::fcntl(fd.get(), F_SETLK, &lock) != 0; ++tries)
    if ((errno != EAGAIN && errno != EACCES && errno != EINTR) || !busy.wait(tries)) still_in_use(file, fd.get());
  return fd;
}

std::string damage_of_file(const Path& file) {
  const Bytes header = header_of(file);
  if (header.empty()) return "truncated";
  const std::string_view magic("SQLite format 3\0", 16);
  if (as_text(header).substr(0, 16) != magic || number_at(header, 68, 4) != static_cast<std::uint64_t>(kApplicationId))
    return "foreign";
  const std::uint64_t size = number_at(header, 16, 2);
  const std::uint64_t pages = number_at(header, 28, 4) * (size == 1 ? 65536 : size);
  return fs::file_size(file) < pages ? "truncated" : "";
}

bool has_foreign_log(const Path& file, const World& world) {
  std::error_code missing;
  const std::uintmax_t size = fs::file_size(file.string() + "-wal", missing);
  if (missing || size == 0 || is_in_use(file)) return false;
  const Look without = look_at(file, world, Access::without_log);
  const Look with = look_at(file, world, Access::keeping_log);
  if (!without.home_id.empty() && !with.home_id.empty() && without.home_id != with.home_id) return true;
  return without.sound && !with.sound;
}

}  // namespace pkit::store
