#include "home/pair_files.h"

#include <fcntl.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/error.h"

namespace pkit {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCertificateLimit = 1 << 20;
constexpr const char *kCertificate = "cert.pem", *kChain = "chain.pem", *kFullChain = "fullchain.pem";

}  // namespace

void output_failed(const Path& path, const char* doing) {
  throw Error(Kind::state, "output.failed", path.string() + ": cannot " + doing + ": " + std::strerror(errno));
}

bool has_certificate_file(const Path& directory, const std::string& certificate_pem) {
  const Path file = directory / kCertificate;
  return fs::exists(file) && read_file(file, kCertificateLimit) == certificate_pem;
}

bool is_certificate_file(const std::string& name) {
  return name == kCertificate || name == kChain || name == kFullChain;
}

void write_certificate_files(const Path& directory, const std::string& certificate_pem, const std::string& chain_pem) {
  const auto write = [&](const char* name, const std::string& text) {
    replace_file(directory / name, as_bytes(text), Mode::shared, Sync::file);
  };
  write(kCertificate, certificate_pem);
  write(kChain, chain_pem);
  write(kFullChain, certificate_pem + chain_pem);
}

void remove_temporaries(const Path& directory) {
  for (const fs::directory_entry& entry : fs::directory_iterator(directory))
    if (is_temporary(entry.path().filename().string())) fs::remove(entry.path());
}

void exchange_directories(const Path& a, const Path& b) {
  if (::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) != 0) output_failed(b, "exchange");
}

void keep_as_previous(const Path& former, const Path& target) {
  const Path previous = target.string() + ".previous";
  fs::remove_all(previous);
  if (::rename(former.c_str(), previous.c_str()) != 0) output_failed(previous, "rename");
}

}  // namespace pkit
