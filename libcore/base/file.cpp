// Files that appear whole or not at all. Who may have written them is judged in trust.cpp.
#include "base/file.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <functional>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/pieces.h"
#include "base/pour.h"

namespace pkit {

namespace {

std::string reason(int error) { return std::generic_category().message(error); }

Error cannot_write(const std::string& name, int error) {
  return Error(Kind::state, "file.write", "cannot write " + name + ": " + reason(error));
}

/// Repeats a call that a signal has interrupted.
template <class Call>
auto uninterrupted(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

/// The directory that holds `path`, open: every step names files relative to it, so that all happen in the same one.
Fd open_parent(const Path& path) {
  const Path parent = path.has_parent_path() ? path.parent_path() : Path(".");
  Fd directory(open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory) throw cannot_write(path.string(), errno);
  return directory;
}

bool sync(int fd) {
  // EINVAL: a file system that has nothing to sync for this kind of file.
  return uninterrupted([&] { return fsync(fd); }) == 0 || errno == EINVAL;
}

bool write_all(int fd, BytesView content) {
  while (!content.empty()) {
    const ssize_t written = uninterrupted([&] { return write(fd, content.data(), content.size()); });
    if (written < 0) return false;
    content = content.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

constexpr std::string_view kTemporaryStart = ".pkit-", kTemporaryEnd = ".tmp";

/// A name nobody can have prepared: 128 bits of chance.
std::string temporary_name() {
  std::array<std::uint8_t, 16> chance{};
  if (uninterrupted([&] { return getrandom(chance.data(), chance.size(), 0); }) != ssize_t{16})
    throw Error(Kind::internal, "internal", "the kernel gives no randomness");
  return std::string(kTemporaryStart) + to_hex(chance) + std::string(kTemporaryEnd);
}

/// The way to a file that has no name (open(2), O_TMPFILE); empty where there is no /proc to go by.
std::string nameless_path(int fd) {
  const std::string path = "/proc/self/fd/" + std::to_string(fd);
  return access(path.c_str(), F_OK) == 0 ? path : std::string();
}

/// Everything that is in a file, into another one. What is in a key never comes into our memory.
bool pour(int from, int to) {
  constexpr std::size_t kStep = std::size_t{1} << 30;
  ssize_t poured = 1;
  while (poured > 0) poured = uninterrupted([&] { return sendfile(to, from, nullptr, kStep); });
  return poured == 0;
}

/// Writes what a file is to hold into its descriptor; false, with errno, where that fails.
using Content = std::function<bool(int)>;

/// A complete, synced file that has its place to come. It has no name until then where it can: what is new needs none,
/// and a killed process leaves nothing behind; what replaces another file must be renamed. Removed again unless moved.
class Temporary {
 public:
  enum class Named { yes, if_it_must };

  Temporary(const Path& target, Named named) : target_(target), directory_(open_parent(target)) {
    if (named == Named::if_it_must) open_nameless();
    if (!file_) open_named();
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  ~Temporary() { discard(); }

  void complete(const Content& content, mode_t mode) {
    const bool done = content(file_.get()) &&
                      // not the mode of open(): the umask would take away from it
                      fchmod(file_.get(), mode) == 0 && sync(file_.get());
    if (!done) throw cannot_write(target_.string(), errno);
  }

  /// Takes the target's place, whatever file is there. The errno, or 0.
  int replace_target() { return rename_to_target(0); }

  /// Becomes the target, which must not exist. The errno, or 0.
  int become_target() {
    if (name_.empty()) return link_to_target(AT_FDCWD, nameless_path(file_.get()));
    int error = rename_to_target(RENAME_NOREPLACE);
    if (error == EINVAL || error == ENOSYS) error = link_to_target(directory_.get(), name_);  // some file systems
    return error;
  }

  bool sync_parent() const { return sync(directory_.get()); }
  void remove_target() const { unlinkat(directory_.get(), target_.filename().c_str(), 0); }

 private:
  void open_nameless() {
    file_ = Fd(openat(directory_.get(), ".", O_WRONLY | O_TMPFILE | O_CLOEXEC, 0600));
    if (file_ && nameless_path(file_.get()).empty()) file_ = Fd();
  }

  void open_named() {
    name_ = temporary_name();
    file_ = Fd(openat(directory_.get(), name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (file_) return;
    name_.clear();
    throw cannot_write(target_.string(), errno);
  }

  int rename_to_target(unsigned flags) {
    const std::string target = target_.filename().string();
    if (renameat2(directory_.get(), name_.c_str(), directory_.get(), target.c_str(), flags) != 0) return errno;
    name_.clear();
    return 0;
  }

  int link_to_target(int from, const std::string& name) {
    const std::string target = target_.filename().string();
    if (linkat(from, name.c_str(), directory_.get(), target.c_str(), AT_SYMLINK_FOLLOW) != 0) return errno;
    discard();
    return 0;
  }

  void discard() {
    if (!name_.empty()) unlinkat(directory_.get(), name_.c_str(), 0);
    name_.clear();
  }

  const Path& target_;
  Fd directory_, file_;
  std::string name_;
};

/// A device or pipe would be replaced by a file, a symbolic link by what nobody asked for.
void require_replaceable(const Path& path) {
  struct stat status {};
  if (lstat(path.c_str(), &status) != 0 || S_ISREG(status.st_mode)) return;
  if (S_ISLNK(status.st_mode))
    throw Error(Kind::state, "file.write", "cannot replace " + path.string() + ": it is a symbolic link",
                "name the file that it points to");
  throw Error(Kind::state, "file.write", "cannot replace " + path.string() + ": it is not a regular file");
}

Error already_there(const Path& path) {
  return Error(Kind::conflict, "file.exists", path.string() + " exists already",
               "choose another name, or remove it first");
}

void create(const Path& path, const Content& content, mode_t mode, Sync what) {
  Temporary file(path, Temporary::Named::if_it_must);
  file.complete(content, mode);
  int error = file.become_target();
  if (error == EEXIST) throw already_there(path);
  if (error != 0) throw cannot_write(path.string(), error);
  if (what == Sync::file || file.sync_parent()) return;
  error = errno;
  file.remove_target();
  throw cannot_write(path.string(), error);
}

void replace(const Path& path, const Content& content, Mode mode, Sync what) {
  require_replaceable(path);
  Temporary file(path, Temporary::Named::yes);
  file.complete(content, static_cast<mode_t>(mode));
  if (const int error = file.replace_target()) throw cannot_write(path.string(), error);
  if (what == Sync::file_and_directory && !file.sync_parent()) throw cannot_write(path.string(), errno);
}

/// Error{not_found "file.missing"}, {state "file.read"}.
Fd open_to_read(const Path& path) {
  Fd file(uninterrupted([&] { return open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY); }));
  if (!file && (errno == ENOENT || errno == ENOTDIR))
    throw Error(Kind::not_found, "file.missing", path.string() + ": there is no such file");
  if (!file) throw Error(Kind::state, "file.read", "cannot read " + path.string() + ": " + reason(errno));
  return file;
}

}  // namespace

Fd& Fd::operator=(Fd&& other) noexcept {
  if (this != &other) {
    if (fd_ >= 0) close(fd_);
    fd_ = other.release();
  }
  return *this;
}

Fd::~Fd() {
  if (fd_ >= 0) close(fd_);
}

int Fd::release() noexcept { return std::exchange(fd_, -1); }

Path absolute_path(const std::string& path) {
  const Path normal = std::filesystem::absolute(path).lexically_normal();
  return normal.has_filename() ? normal : normal.parent_path();
}

std::string read_file(const Path& path, std::size_t limit) {
  return read_all(open_to_read(path).get(), path.string(), limit);
}

std::string read_all(int fd, const std::string& name, std::size_t limit) {
  constexpr std::size_t kStep = 64 * 1024;
  // The file's size where it has one: a secret then never moves in memory and leaves no copy behind.
  struct stat status {};
  const std::size_t expected = fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0
                                   ? static_cast<std::size_t>(status.st_size)
                                   : kStep;
  std::string content;
  std::size_t filled = 0;
  for (;;) {
    if (filled == content.size()) content.resize(filled + std::min(limit - filled, filled == 0 ? expected : kStep) + 1);
    const ssize_t got = uninterrupted([&] { return read(fd, content.data() + filled, content.size() - filled); });
    if (got < 0) throw Error(Kind::state, "file.read", "cannot read " + name + ": " + reason(errno));
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
    if (filled > limit)
      throw Error(Kind::input, "file.size", name + " is larger than " + std::to_string(limit) + " bytes");
  }
  content.resize(filled);
  return content;
}

void create_file(const Path& path, BytesView content, Mode mode, Sync what) {
  create(
      path, [&](int fd) { return write_all(fd, content); }, static_cast<mode_t>(mode), what);
}

void duplicate_file(const Path& from, const Path& to, Sync what) {
  const Fd source = open_to_read(from);
  struct stat status {};
  if (fstat(source.get(), &status) != 0 || !S_ISREG(status.st_mode))
    throw Error(Kind::state, "file.read", "cannot read " + from.string() + ": it is not a regular file");
  create(
      to, [&](int fd) { return pour(source.get(), fd); }, status.st_mode & 0777, what);
}

void replace_file(const Path& path, BytesView content, Mode mode, Sync what) {
  replace(
      path, [&](int fd) { return write_all(fd, content); }, mode, what);
}

void replace_file(const Path& path, const Pieces& content, Mode mode) {
  const auto write = [&](int fd) {
    content([&](BytesView piece) {
      if (!write_all(fd, piece)) throw cannot_write(path.string(), errno);
    });
    return true;
  };
  replace(path, write, mode, Sync::file_and_directory);
}

void pour_file(const Path& path, const std::function<void(const FileSink&)>& give, Mode mode, bool replace) {
  const Content content = [&](int fd) {
    give([&](BytesView piece) {
      if (!write_all(fd, piece)) throw cannot_write(path.string(), errno);
    });
    return true;
  };
  if (!replace) return create(path, content, static_cast<mode_t>(mode), Sync::file_and_directory);
  require_replaceable(path);
  Temporary file(path, Temporary::Named::yes);
  file.complete(content, static_cast<mode_t>(mode));
  if (const int error = file.replace_target()) throw cannot_write(path.string(), error);
  if (!file.sync_parent()) throw cannot_write(path.string(), errno);
}

void each_piece(const Path& path, const FileSink& take) { each_piece(open_to_read(path).get(), path.string(), take); }

void each_piece(int fd, const std::string& name, const FileSink& take) {
  Bytes piece(128 * 1024);
  for (;;) {
    const ssize_t got = uninterrupted([&] { return read(fd, piece.data(), piece.size()); });
    if (got < 0) throw Error(Kind::state, "file.read", "cannot read " + name + ": " + reason(errno));
    if (got == 0) break;
    take(BytesView(piece).first(static_cast<std::size_t>(got)));
  }
  wipe(piece.data(), piece.size());
}

void create_directory(const Path& named, mode_t mode, Sync what) {
  const Path path = named.has_filename() ? named : named.parent_path();  // "home/" is "home"
  const Fd parent = open_parent(path);
  const std::string name = path.filename().string();
  if (mkdirat(parent.get(), name.c_str(), 0700) != 0)
    throw errno == EEXIST ? already_there(path) : cannot_write(path.string(), errno);
  // not the mode of mkdir: the umask would take away from it
  if (fchmodat(parent.get(), name.c_str(), mode, AT_SYMLINK_NOFOLLOW) == 0 &&
      (what == Sync::file || sync(parent.get())))
    return;
  const int error = errno;
  unlinkat(parent.get(), name.c_str(), AT_REMOVEDIR);
  throw cannot_write(path.string(), error);
}

bool is_temporary(std::string_view name) { return name.starts_with(kTemporaryStart) && name.ends_with(kTemporaryEnd); }

void sync_directory(const Path& path) {
  const Fd directory(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory || !sync(directory.get())) throw cannot_write(path.string(), errno);
}

void sync_file(const Path& path) {
  const Fd file(open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (!file || !sync(file.get())) throw cannot_write(path.string(), errno);
}

}  // namespace pkit
