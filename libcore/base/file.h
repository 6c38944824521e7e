// Files: read with a limit, appear whole or not at all, and are refused where a stranger could have written them.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace pkit {

using Path = std::filesystem::path;

/// A file descriptor that is closed when it ends.
class Fd {
 public:
  explicit Fd(int fd = -1) noexcept : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(other.release()) {}
  Fd& operator=(Fd&& other) noexcept;
  ~Fd();
  int get() const noexcept { return fd_; }
  int release() noexcept;
  explicit operator bool() const noexcept { return fd_ >= 0; }

 private:
  int fd_;
};

/// Absolute, without looking at the disk: what is kept in the state must not depend on the directory we run in. It ends
/// with a name, as "home" for "home/" and for ".": what lies beside a path is found by parent_path(), which of "home/"
/// is home itself.
Path absolute_path(const std::string& path);

enum class Mode : mode_t { secret = 0600, shared = 0644 };

/// The whole content; Error{not_found "file.missing"}, {state "file.read"}, or {input "file.size"} beyond `limit`
/// bytes.
/// "-" is not special here.
std::string read_file(const Path& path, std::size_t limit);
/// The same from an open descriptor, to the end.
std::string read_all(int fd, const std::string& name, std::size_t limit);

/// What is synced: who writes many files into one directory syncs that once, after them.
enum class Sync { file_and_directory, file };

/// Creates `path`, which must not exist (O_EXCL), writes, syncs file and directory. Error{conflict "file.exists"} or
/// {state "file.write"}; a failure leaves nothing behind. The umask does not matter.
void create_file(const Path& path, BytesView content, Mode mode, Sync what = Sync::file_and_directory);
/// Creates `to`, as create_file does, with the content and the mode (rwx) of a regular file, or of the one that a
/// symbolic link leads to; of any size. Error{state "file.read"}, or as create_file.
void duplicate_file(const Path& from, const Path& to, Sync what = Sync::file_and_directory);
/// Replaces `path` or creates it: temporary beside it, fsync, rename, fsync of the directory. Error{state
/// "file.write"}, also where it is a symbolic link or no regular file. Only if the last of these steps fails is the
/// content new.
void replace_file(const Path& path, BytesView content, Mode mode, Sync what = Sync::file_and_directory);
/// mkdir with exactly this mode; its parent is synced unless `what` is Sync::file. Error{conflict "file.exists"} or
/// {state "file.write"}.
void create_directory(const Path& path, mode_t mode, Sync what = Sync::file_and_directory);
void sync_directory(const Path& path);
/// Of a file that somebody else wrote. Error{state "file.write"}.
void sync_file(const Path& path);
/// Whether a file of this name was on its way when its process was killed; replace_file leaves no
/// other, and create_file none where the file system knows files without a name.
bool is_temporary(std::string_view name);

/// Throws Error{state "file.permission"} (or {not_found "file.missing"}) unless only root or the owner `uid` can write
/// `path` and each of its parents up to /; a sticky directory passes where the entry below it is the owner's or root's.
/// Every symbolic link on the way is judged and followed. Names the entry and the chmod.
void require_trusted(const Path& path, uid_t uid);
/// The same, and Error{state "file.secret"} unless nobody but the owner can read it either (keys).
void require_secret(const Path& path, uid_t uid);

}  // namespace pkit
