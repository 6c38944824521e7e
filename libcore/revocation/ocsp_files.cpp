#include "revocation/ocsp_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include "base/error.h"

namespace pkit {

namespace {

namespace fs = std::filesystem;

constexpr const char* kMark = ".pkit-ocsp";

[[noreturn]] void cannot_write(const Path& path) {
  throw Error(Kind::state, "file.write",
              "cannot write " + path.string() + ": " + std::generic_category().message(errno));
}

/// Servers take two slashes for one.
std::string path_of(BytesView request) {
  std::string path;
  for (const char c : to_base64(request))
    if (c != '/' || path.back() != '/') path += c;
  return path;
}

/// A web server runs as somebody else.
void make_directory(const Path& path) {
  if (::mkdir(path.c_str(), 0755) != 0 && errno != EEXIST) cannot_write(path);
}

void sync_file_system(const Path& directory) {
  const Fd fd(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd || ::syncfs(fd.get()) != 0) cannot_write(directory);
}

}  // namespace

void AnswerFiles::write(BytesView request, BytesView answer) {
  const std::string path = path_of(request);
  for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1))
    if (std::string part = path.substr(0, slash); !made_.contains(part)) {
      make_directory(directory_ / part);
      if (made_.size() < 1000) made_.insert(std::move(part));
    }
  const std::string file = directory_.string() + "/" + path;
  const Fd fd(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (!fd || ::write(fd.get(), answer.data(), answer.size()) != static_cast<ssize_t>(answer.size())) cannot_write(file);
}

void require_answer_directory(const Path& target) {
  std::error_code none;
  const fs::file_status status = fs::symlink_status(target, none);
  if (!fs::exists(status)) return;
  if (fs::is_directory(status) && (fs::is_empty(target) || fs::exists(target / kMark))) return;
  throw Error(Kind::conflict, "file.exists", target.string() + " exists, and pkit did not make it",
              "name a directory for the answers alone");
}

void publish_answers(const Path& staging, const Path& target) {
  create_file(staging / kMark, {}, Mode::shared);
  if (::chmod(staging.c_str(), 0755) != 0) cannot_write(staging);
  sync_file_system(staging);
  const bool there = fs::exists(target);
  const unsigned how = there ? RENAME_EXCHANGE : RENAME_NOREPLACE;
  if (::renameat2(AT_FDCWD, staging.c_str(), AT_FDCWD, target.c_str(), how) != 0) cannot_write(target);
  sync_directory(target.parent_path());
}

}  // namespace pkit
