#include "batch/batch_input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "base/text.h"

namespace pkit {

namespace {

constexpr std::size_t kCsrFileLimit = 256 * 1024, kManifestLineLimit = 512 * 1024, kPiece = 64 * 1024;

/// The names of very many files, in one piece of memory.
class Names {
 public:
  void add(std::string_view name) {
    starts_.push_back(all_.size());
    all_.append(name).push_back('\0');
  }
  void sort() {
    std::sort(starts_.begin(), starts_.end(), [&](std::size_t a, std::size_t b) { return name(a) < name(b); });
  }
  std::size_t size() const { return starts_.size(); }
  std::string_view operator[](std::size_t n) const { return name(starts_[n]); }

 private:
  std::string_view name(std::size_t start) const { return all_.data() + start; }

  std::string all_;  // each with a NUL behind it
  std::vector<std::size_t> starts_;
};

class BatchDirectory : public BatchInput {
 public:
  explicit BatchDirectory(const Path& directory) : directory_(directory) {
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
      const std::string name = entry.path().filename().string();
      if (name.front() != '.' && entry.is_regular_file()) names_.add(name);
    }
    names_.sort();
  }

  std::optional<BatchEntry> next() override {
    if (at_ == names_.size()) return std::nullopt;
    const std::string name(names_[at_++]);
    BatchEntry entry{name, {}};
    entry.item.csr_file = (directory_ / name).string();
    return entry;
  }

  void rewind() override { at_ = 0; }

 private:
  Path directory_;
  Names names_;
  std::size_t at_ = 0;
};

class Manifest : public BatchInput {
 public:
  Manifest(Fd file, Path base, const ManifestForm& form)
      : file_(std::move(file)), base_(std::move(base)), form_(form) {}

  std::optional<BatchEntry> next() override {
    while (std::optional<std::string_view> line = next_line()) {
      if (trim(*line).empty()) continue;
      const std::string name = "line " + std::to_string(line_);
      BatchEntry entry{name, form_.read(*line, name)};
      if (!entry.item.csr_file.empty()) entry.item.csr_file = (base_ / entry.item.csr_file).string();
      return entry;
    }
    return std::nullopt;
  }

  void rewind() override {
    offset_ = 0;
    line_ = start_ = 0;
    buffer_.clear();
  }

 private:
  /// Valid until the next call.
  std::optional<std::string_view> next_line();
  /// More of the file behind what is not consumed yet; false at its end.
  bool read_on();

  Fd file_;
  Path base_;
  const ManifestForm& form_;
  std::string buffer_;
  std::size_t start_ = 0;  // in buffer_, of what is not consumed
  off_t offset_ = 0;       // in file_, behind buffer_
  std::size_t line_ = 0;
};

bool Manifest::read_on() {
  buffer_.erase(0, start_);
  start_ = 0;
  if (buffer_.size() > kManifestLineLimit) {
    buffer_.clear();  // the rest of it comes next
    throw Error(Kind::input, "batch.line", "line " + std::to_string(line_ + 1) + " is longer than 512 KiB");
  }
  const std::size_t kept = buffer_.size();
  buffer_.resize(kept + kPiece);
  ssize_t got;
  do {
    got = pread(file_.get(), buffer_.data() + kept, kPiece, offset_);
  } while (got < 0 && errno == EINTR);
  if (got < 0) throw Error(Kind::state, "file.read", std::string("cannot read the manifest: ") + std::strerror(errno));
  buffer_.resize(kept + static_cast<std::size_t>(got));
  offset_ += got;
  return got > 0;
}

std::optional<std::string_view> Manifest::next_line() {
  std::size_t end;
  while ((end = buffer_.find('\n', start_)) == std::string::npos) {
    if (read_on()) continue;
    if (buffer_.empty()) return std::nullopt;
    end = buffer_.size();
    break;
  }
  const std::string_view line = std::string_view(buffer_).substr(start_, end - start_);
  start_ = std::min(end + 1, buffer_.size());
  ++line_;
  return line;
}

void put_all(int to, std::string_view piece) {
  while (!piece.empty()) {
    const ssize_t n = write(to, piece.data(), piece.size());
    if (n < 0 && errno != EINTR)
      throw Error(Kind::state, "file.write", std::string("cannot keep the manifest: ") + std::strerror(errno));
    if (n > 0) piece.remove_prefix(static_cast<std::size_t>(n));
  }
}

void copy_all(int from, int to, std::size_t limit) {
  std::array<char, kPiece> piece;
  for (std::size_t kept = 0;;) {
    const ssize_t got = read(from, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0)
      throw Error(Kind::state, "file.read", std::string("cannot read the manifest: ") + std::strerror(errno));
    if (got == 0) return;
    kept += static_cast<std::size_t>(got);
    if (kept > limit)
      throw Error(Kind::input, "file.size", "the manifest is larger than " + std::to_string(limit) + " bytes",
                  "write it to a file and name that, or take it in parts");
    put_all(to, {piece.data(), static_cast<std::size_t>(got)});
  }
}

Fd open_named(const Path& file) {
  Fd opened(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (!opened) throw Error(Kind::not_found, "file.missing", file.string() + ": " + std::strerror(errno));
  return opened;
}

}  // namespace

std::unique_ptr<BatchInput> open_batch_directory(const Path& directory) {
  return std::make_unique<BatchDirectory>(directory);
}

std::unique_ptr<BatchInput> open_manifest(const Path& file, const ManifestForm& form) {
  return std::make_unique<Manifest>(open_named(file), file.parent_path(), form);
}

std::unique_ptr<BatchInput> spool_manifest(int fd, const Path& spool, const ManifestForm& form, std::size_t limit) {
  Fd kept(open(spool.c_str(), O_RDWR | O_TMPFILE | O_CLOEXEC, 0600));
  if (!kept)
    throw Error(Kind::state, "file.write",
                "cannot keep the manifest in " + spool.string() + ": " + std::strerror(errno),
                "write it to a file and name that");
  copy_all(fd, kept.get(), limit);
  return std::make_unique<Manifest>(std::move(kept), Path(), form);
}

std::unique_ptr<BatchInput> spool_manifest(const Path& file, const Path& spool, const ManifestForm& form) {
  return spool_manifest(open_named(file).get(), spool, form);
}

std::optional<std::string> csr_of(const ManifestItem& item) {
  if (item.csr || item.csr_file.empty()) return item.csr;
  return read_file(item.csr_file, kCsrFileLimit);
}

}  // namespace pkit
