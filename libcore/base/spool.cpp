#include "base/spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "base/error.h"

namespace pkit {

namespace {

constexpr std::size_t kBuffer = 256 * 1024;

Error failed(const char* code, const char* doing, const Path& directory) {
  return Error(Kind::state, code,
               std::string("cannot ") + doing + " a temporary file in " + directory.string() + ": " +
                   std::generic_category().message(errno));
}

}  // namespace

Spool::Spool(const Path& directory)
    : directory_(directory), file_(::open(directory.c_str(), O_RDWR | O_TMPFILE | O_CLOEXEC, 0600)) {
  if (!file_) {  // a file system that has none without a name
    std::string name = (directory / ".pkit-XXXXXX").string();
    file_ = Fd(::mkostemp(name.data(), O_CLOEXEC));
    if (file_) ::unlink(name.c_str());
  }
  if (!file_) throw failed("file.write", "make", directory_);
}

void Spool::append(BytesView piece) {
  buffer_.insert(buffer_.end(), piece.begin(), piece.end());
  if (buffer_.size() >= kBuffer) flush();
}

void Spool::flush() {
  BytesView rest = buffer_;
  while (!rest.empty()) {
    const ssize_t written = ::pwrite(file_.get(), rest.data(), rest.size(), static_cast<off_t>(written_));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw failed("file.write", "write", directory_);
    written_ += static_cast<std::size_t>(written);
    rest = rest.subspan(static_cast<std::size_t>(written));
  }
  buffer_.clear();
}

void Spool::read(const Sink& sink) {
  flush();
  Bytes piece(std::min(written_, kBuffer));
  for (std::size_t at = 0; at < written_;) {
    const ssize_t got = ::pread(file_.get(), piece.data(), piece.size(), static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw failed("file.read", "read", directory_);
    sink(BytesView(piece).first(static_cast<std::size_t>(got)));
    at += static_cast<std::size_t>(got);
  }
}

}  // namespace pkit
