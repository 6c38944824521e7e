// Who could have written a file: the walk from / down to it, through every symbolic link.
#include <sys/stat.h>

#include <cerrno>
#include <deque>
#include <system_error>

#include "base/error.h"
#include "base/file.h"

namespace pkit {

namespace {

/// In single quotes where a shell would not take it as one plain word.
std::string shell_word(const std::string& text) {
  constexpr const char* plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+:@%,";
  if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
  std::string out = "'";
  for (char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string octal(mode_t mode) {
  std::string out = "0";
  for (int shift = 9; shift >= 0; shift -= 3)
    if (const mode_t digit = (mode >> shift) & 7; shift < 9 || digit != 0) out += static_cast<char>('0' + digit);
  return out;
}

struct stat status_of(const Path& path) {
  struct stat status {};
  if (lstat(path.c_str(), &status) == 0) return status;
  if (errno == ENOENT || errno == ENOTDIR)
    throw Error(Kind::not_found, "file.missing", path.string() + ": there is no such file");
  throw Error(Kind::state, "file.read",
              "cannot look at " + path.string() + ": " + std::generic_category().message(errno));
}

/// Refuses an entry that another user could change. `last`: nothing below it is looked at any more.
void judge(const Path& entry, const struct stat& status, uid_t uid, bool last) {
  const std::string word = shell_word(entry.string());
  if (status.st_uid != uid && status.st_uid != 0)
    throw Error(Kind::state, "file.permission",
                entry.string() + " belongs to uid " + std::to_string(status.st_uid) + ", who can change it",
                "chown -h " + std::to_string(uid) + " " + word);
  if (S_ISLNK(status.st_mode)) return;  // a link has no mode of its own
  if ((status.st_mode & (S_IWGRP | S_IWOTH)) == 0) return;
  // In a sticky directory only its owner, root and an entry's owner can replace an entry; the next step judges that
  // one.
  if (S_ISDIR(status.st_mode) && (status.st_mode & S_ISVTX) != 0 && !last) return;
  throw Error(Kind::state, "file.permission",
              entry.string() + " can be changed by others than its owner (mode " + octal(status.st_mode & 07777) + ")",
              "chmod go-w " + word);
}

/// Walks as the kernel would, and judges every directory, link and file on the way.
class Walk {
 public:
  Walk(const Path& path, uid_t uid) : uid_(uid) { follow(std::filesystem::absolute(path)); }

  void run() {
    judge("/", status_of("/"), uid_, ahead_.empty());
    while (!ahead_.empty()) step();
  }

 private:
  void step() {
    const Path name = ahead_.front();
    ahead_.pop_front();
    if (name == "..") {
      here_ = here_.parent_path();  // "/" is its own parent; everything above was judged on the way down
      if (ahead_.empty()) judge(here_, status_of(here_), uid_, true);
      return;
    }
    const Path entry = here_ / name;
    const struct stat status = status_of(entry);
    judge(entry, status, uid_, ahead_.empty());
    if (!S_ISLNK(status.st_mode)) {
      here_ = entry;
      return;
    }
    if (++links_ > kMaxLinks) throw Error(Kind::state, "file.permission", entry.string() + ": too many symbolic links");
    if (ahead_.empty() && is_open_pipe(entry)) return;
    follow(std::filesystem::read_symlink(entry));
  }

  /// A pipe that this process has open, as a shell's <(command) names it (proc(5), /proc/PID/fd): what the link says is
  /// no path, and nobody else comes in by one.
  bool is_open_pipe(const Path& entry) const {
    struct stat status {};
    const bool of_process = here_.parent_path().parent_path() == "/proc" && here_.filename() == "fd";
    if (!of_process || stat(entry.c_str(), &status) != 0 || !S_ISFIFO(status.st_mode)) return false;
    judge(entry, status, uid_, true);
    return true;
  }

  /// Puts the steps of `path` before those that are still ahead.
  void follow(const Path& path) {
    if (path.is_absolute()) here_ = "/";
    std::deque<Path> steps;
    for (const Path& name : path.relative_path())
      if (!name.empty() && name != ".") steps.push_back(name);
    ahead_.insert(ahead_.begin(), steps.begin(), steps.end());
  }

  static constexpr int kMaxLinks = 40;  // as the kernel

  uid_t uid_;
  int links_ = 0;
  Path here_ = "/";
  std::deque<Path> ahead_;
};

}  // namespace

void require_trusted(const Path& path, uid_t uid) {
  try {
    Walk(path, uid).run();
  } catch (const std::filesystem::filesystem_error& e) {
    throw Error(Kind::state, "file.read", "cannot look at " + path.string() + ": " + e.code().message());
  }
}

void require_secret(const Path& path, uid_t uid) {
  require_trusted(path, uid);
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) throw Error(Kind::state, "file.read", "cannot look at " + path.string());
  if ((status.st_mode & 077) == 0) return;
  throw Error(Kind::state, "file.secret",
              path.string() + " can be read by others than its owner (mode " + octal(status.st_mode & 07777) + ")",
              "chmod go-rwx " + shell_word(path.string()));
}

}  // namespace pkit
