#include "certstores/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

#include "base/error.h"
#include "digest/digest.h"

namespace pkit::certstores {

namespace {

constexpr std::size_t kMostFiles = 10'000;

std::string why(int error) { return std::generic_category().message(error); }

[[noreturn]] void cannot(const char* what, const Path& path) {
  throw Error(Kind::state, "certstore.write", std::string("cannot ") + what + " " + path.string() + ": " + why(errno));
}

/// Extended attributes are ACLs, labels and whatever else a program put there.
void copy_attributes(int from, int to, const Path& path) {
  const ssize_t size = ::flistxattr(from, nullptr, 0);
  if (size <= 0) return;
  std::string names(static_cast<std::size_t>(size), '\0');
  const ssize_t got = ::flistxattr(from, names.data(), names.size());
  if (got < 0) cannot("list the attributes of", path);
  names.resize(static_cast<std::size_t>(got));
  for (std::size_t at = 0; at < names.size(); at = names.find('\0', at) + 1) {
    const char* name = names.c_str() + at;
    std::string value(64 * 1024, '\0');
    const ssize_t length = ::fgetxattr(from, name, value.data(), value.size());
    if (length < 0) cannot("read an attribute of", path);
    if (::fsetxattr(to, name, value.data(), static_cast<std::size_t>(length), 0) != 0)
      cannot("keep the attributes of", path);
  }
}

void take_after(int like, int fd, const Path& path) {
  struct stat found {};
  if (::fstat(like, &found) != 0) cannot("look at", path);
  if (::fchown(fd, found.st_uid, found.st_gid) != 0) cannot("keep the owner of", path);
  copy_attributes(like, fd, path);
  if (::fchmod(fd, found.st_mode & 07777) != 0) cannot("keep the mode of", path);  // after the owner, which clears bits
}

void write_whole(int fd, BytesView content, const Path& path) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) cannot("write", path);
    content = content.subspan(static_cast<std::size_t>(written));
  }
  if (::fsync(fd) != 0) cannot("sync", path);
}

}  // namespace

Folder::Folder(const Path& directory)
    : path_(directory), fd_(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)) {
  if (!fd_ && errno == ENOENT)
    throw Error(Kind::not_found, "certstore.missing", directory.string() + ": there is no such directory");
  if (!fd_) throw Error(Kind::state, "certstore.file", "cannot open " + directory.string() + ": " + why(errno));
  std::error_code unknown;
  const Path really = std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(fd_.get()), unknown);
  if (unknown || really != path_)
    throw Error(Kind::conflict, "certstore.moved", directory.string() + " is " + really.string() + " by now",
                "a link was put on the way to it: register the store anew");
}

Fd Folder::open_to_read(const std::string& name, int flags) const {
  Fd file(::openat(fd_.get(), name.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | flags));
  if (!file && errno == ENOENT) return file;
  struct stat found {};
  const int error = file ? 0 : errno;
  if (error == ELOOP)
    throw Error(Kind::state, "certstore.file", (path_ / name).string() + " is a symbolic link",
                "name the file that it points to");
  if (error != 0)
    throw Error(Kind::state, "certstore.file", "cannot open " + (path_ / name).string() + ": " + why(error));
  if (::fstat(file.get(), &found) != 0 || !S_ISREG(found.st_mode))
    throw Error(Kind::state, "certstore.file", (path_ / name).string() + " is not a regular file");
  return file;
}

static std::optional<StoredFile> content_of(const Fd& file, const std::string& name) {
  if (!file) return std::nullopt;
  struct stat found {};
  if (::fstat(file.get(), &found) != 0) throw Error(Kind::state, "certstore.file", "cannot look at " + name);
  StoredFile stored;
  stored.content = Secret(read_all(file.get(), name, kStoreLimit));
  stored.sha256 = digest::sha256_hex(stored.content.reveal());
  stored.mode = found.st_mode & 07777;
  return stored;
}

std::optional<StoredFile> Folder::read(const std::string& name) const {
  return content_of(open_to_read(name, O_NOFOLLOW), (path_ / name).string());
}

std::optional<StoredFile> Folder::read_followed(const std::string& name) const {
  return content_of(open_to_read(name, 0), (path_ / name).string());
}

std::string Folder::sha256(const std::string& name) const {
  const auto file = read(name);
  return file ? file->sha256 : std::string();
}

bool Folder::is_directory(const std::string& name) const {
  struct stat found {};
  return ::fstatat(fd_.get(), name.c_str(), &found, 0) == 0 && S_ISDIR(found.st_mode);
}

bool Folder::exists(const std::string& name) const {
  struct stat found {};
  return ::fstatat(fd_.get(), name.c_str(), &found, AT_SYMLINK_NOFOLLOW) == 0;
}

void Folder::each_name(const std::function<void(const std::string&)>& take) const {
  const int again = ::openat(fd_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const std::unique_ptr<DIR, int (*)(DIR*)> listing(again < 0 ? nullptr : ::fdopendir(again), ::closedir);
  if (!listing) throw Error(Kind::state, "certstore.file", "cannot list " + path_.string() + ": " + why(errno));
  errno = 0;
  while (const dirent* entry = ::readdir(listing.get())) {
    if (entry->d_type != DT_DIR) take(entry->d_name);
    errno = 0;
  }
  if (errno != 0) throw Error(Kind::state, "certstore.file", "cannot list " + path_.string() + ": " + why(errno));
}

std::vector<std::string> Folder::names() const {
  std::vector<std::string> names;
  each_name([&](const std::string& name) {
    if (name.starts_with(".")) return;
    names.push_back(name);
    if (names.size() > kMostFiles)
      throw Error(Kind::input, "certstore.size", path_.string() + " has more than 10000 files");
  });
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> Folder::beginning_with(const std::string& prefix) const {
  std::vector<std::string> names;
  each_name([&](const std::string& name) {
    if (name.starts_with(prefix)) names.push_back(name);
  });
  return names;
}

std::string Folder::link_target(const std::string& name) const {
  std::string target(4096, '\0');
  const ssize_t size = ::readlinkat(fd_.get(), name.c_str(), target.data(), target.size());
  return size < 0 ? std::string() : target.substr(0, static_cast<std::size_t>(size));
}

void Folder::make_link(const std::string& name, const std::string& target) const {
  if (::symlinkat(target.c_str(), fd_.get(), name.c_str()) != 0) cannot("link", path_ / name);
}

void Folder::stage(const std::string& name, BytesView content, const std::string& like, mode_t new_mode) const {
  const Path path = path_ / name;
  const Fd file(::openat(fd_.get(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file) cannot("make", path);
  try {
    if (!like.empty()) take_after(open_to_read(like, O_NOFOLLOW).get(), file.get(), path_ / like);
    if (like.empty() && ::fchmod(file.get(), new_mode) != 0) cannot("set the mode of", path);
    write_whole(file.get(), content, path);
  } catch (const Error&) {
    remove(name);
    throw;
  }
}

void Folder::exchange(const std::string& one, const std::string& other) const {
  if (::renameat2(fd_.get(), one.c_str(), fd_.get(), other.c_str(), RENAME_EXCHANGE) != 0)
    cannot("exchange", path_ / other);
}

bool Folder::move(const std::string& from, const std::string& to) const {
  if (::renameat2(fd_.get(), from.c_str(), fd_.get(), to.c_str(), RENAME_NOREPLACE) == 0) return true;
  if (errno == EEXIST) return false;
  cannot("move", path_ / to);
}

void Folder::replace(const std::string& from, const std::string& to) const {
  if (::renameat(fd_.get(), from.c_str(), fd_.get(), to.c_str()) != 0) cannot("move", path_ / to);
}

void Folder::remove(const std::string& name) const {
  if (::unlinkat(fd_.get(), name.c_str(), 0) != 0 && errno != ENOENT) cannot("remove", path_ / name);
}

void Folder::sync() const {
  if (::fsync(fd_.get()) != 0) cannot("sync", path_);
}

}  // namespace pkit::certstores
