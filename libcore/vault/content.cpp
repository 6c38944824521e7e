#include "vault/content.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace pkit::vault {

namespace {

[[noreturn]] void content_failed(const char* code, const char* doing) {
  throw Error(Kind::state, code, std::string("an object's content cannot be ") + doing + ": " + std::strerror(errno));
}

Fd open_file(const Home& home, const std::string& id, int flags) {
  return Fd(::open(content_of(home, id).c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600));
}

void make_directory(const Home& home) {
  const Path directory = contents_directory(home);
  std::error_code ignored;
  if (std::filesystem::exists(directory, ignored)) return;
  try {
    create_directory(directory, 0700);
    sync_directory(home.directory);
  } catch (const Error& e) {
    if (e.code() != "file.exists") throw;  // another process was faster
  }
}

}  // namespace

Path contents_directory(const Home& home) { return home.directory / "vaults"; }

std::vector<std::string> content_ids(const Home& home) {
  std::vector<std::string> ids;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(contents_directory(home), ignored))
    ids.push_back(entry.path().filename().string());
  return ids;
}

Path content_of(const Home& home, const std::string& id) { return contents_directory(home) / id; }

void create_content(const Home& home, const std::string& id) {
  make_directory(home);
  if (!open_file(home, id, O_WRONLY | O_CREAT | O_EXCL)) content_failed("file.write", "made");
}

void write_content(const Home& home, const std::string& id, std::int64_t offset, BytesView part) {
  const Fd file = open_file(home, id, O_WRONLY);
  if (!file) content_failed("file.write", "opened");
  while (!part.empty()) {
    const ssize_t wrote = ::pwrite(file.get(), part.data(), part.size(), offset);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) content_failed("file.write", "written");
    part = part.subspan(static_cast<std::size_t>(wrote));
    offset += wrote;
  }
}

bool sync_content(const Session& session, const std::string& id, std::int64_t size) {
  const Fd file = open_file(session.home, id, O_RDONLY);
  struct stat status {};
  if (!file || ::fstat(file.get(), &status) != 0) content_failed("file.read", "examined");
  if (status.st_size != size) return false;
  if (::fsync(file.get()) != 0) content_failed("file.write", "synced");
  sync_directory(contents_directory(session.home));
  return true;
}

Fd open_content(const Home& home, const std::string& id) { return open_file(home, id, O_RDONLY); }

Bytes read_content(const Fd& file, std::int64_t offset, std::size_t size) {
  Bytes part(size);
  std::size_t got = 0;
  while (got < size) {
    const ssize_t n = ::pread(file.get(), part.data() + got, size - got, offset + static_cast<std::int64_t>(got));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) content_failed("file.read", "read");
    if (n == 0) break;
    got += static_cast<std::size_t>(n);
  }
  part.resize(got);
  return part;
}

std::int64_t content_size(const Home& home, const std::string& id) {
  std::error_code none;
  const auto size = std::filesystem::file_size(content_of(home, id), none);
  return none ? 0 : static_cast<std::int64_t>(size);
}

void remove_contents(const Session& session, const std::vector<std::string>& ids) {
  std::error_code ignored;
  for (const std::string& id : ids) std::filesystem::remove(content_of(session.home, id), ignored);
}

}  // namespace pkit::vault
