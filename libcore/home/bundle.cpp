#include "home/bundle.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/error.h"
#include "home/pair_files.h"
#include "x509/certificate.h"
#include "x509/csr.h"

namespace pkit {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFileLimit = 1 << 20;
constexpr const char *kKey = "key.pem", *kCertificate = "cert.pem";
// Of a directory in which a key waits: what it asks with, and the directory that shall appear.
constexpr const char *kRequest = "request.csr", *kId = "request-id", *kSaid = "said", *kPair = "pair";

void write_certificate(const Path& directory, const BundleCertificate& certificate) {
  write_certificate_files(directory, certificate.certificate, certificate.chain);
  sync_directory(directory);
}

/// Does the renewed directory have it as it is: the key, and what else its owner keeps there?
bool is_taken_over(const fs::directory_entry& entry) {
  const std::string name = entry.path().filename().string();
  return entry.is_regular_file() && !entry.is_symlink() && !is_temporary(name) && !is_certificate_file(name);
}

/// Removes a directory and all in it when it ends, unless what lies there by then is another's.
struct RemoveUnless {
  const Path& path;
  const bool& kept;
  ~RemoveUnless() {
    std::error_code ignored;
    if (!kept) fs::remove_all(path, ignored);
  }
};

/// One rename makes the new pair visible; the former one is kept. `exchanged` from then on: the former pair lies where
/// the new one was made.
void take_place(const Path& staging, const Path& target, bool& exchanged) {
  if (::chmod(staging.c_str(), 0755) != 0) output_failed(staging, "chmod");
  if (!fs::exists(target) || fs::is_empty(target)) {
    if (::rename(staging.c_str(), target.c_str()) != 0) output_failed(target, "rename");
  } else {
    exchange_directories(staging, target);
    exchanged = true;
    keep_as_previous(staging, target);
  }
  sync_directory(target.parent_path());
}

bool waits(const Path& directory) {
  return fs::exists(directory / kId) && fs::exists(directory / kRequest) && fs::exists(directory / kPair / kKey);
}

/// Has what lies there a certificate over another key than the one that asks? Then a command was killed when the new
/// pair had taken its place, and the former pair is what lies there. The keys are not asked: they may be encrypted.
bool is_former(const Path& directory, const WaitingKey& waiting) {
  const x509::ExaminedCsr request = x509::examine_csr_file(waiting.request, "");
  if (!request.csr) return true;
  const Path certificate = directory / kPair / kCertificate;
  if (!fs::exists(certificate)) return false;
  const x509::Certificate found = x509::first_certificate(read_file(certificate, kFileLimit), certificate.string());
  return !equal(found.key.key_id(), request.csr->key.key_id());
}

/// Does the new pair stand in its place already? A power failure can bring back what waited.
bool is_published(const Path& directory, const Path& target) {
  const Path certificate = directory / kPair / kCertificate;
  return fs::exists(certificate) && has_certificate_file(target, read_file(certificate, kFileLimit));
}

/// Calls `each` for every directory that a command left beside `target`, locked; Error{conflict "output.busy"} where
/// another is at work in one.
void each_left(const Path& target, const std::function<void(StagingPlace place)>& each) {
  const std::string prefix = "." + target.filename().string() + ".pkit-";
  std::vector<Path> left;
  for (const fs::directory_entry& entry : fs::directory_iterator(target.parent_path()))
    if (entry.path().filename().string().starts_with(prefix) && !entry.is_symlink() && entry.is_directory())
      left.push_back(entry.path());
  for (const Path& directory : left) {
    Fd lock(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat found {};
    if (lock && (::fstat(lock.get(), &found) != 0 || found.st_uid != ::geteuid()))
      continue;  // another's: no key of ours
    if (!lock || ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
      throw Error(Kind::conflict, "output.busy", "another command is at work beside " + target.string(),
                  "try again later");
    each({directory, std::move(lock)});
  }
}

/// The waiting directory beside `target`, locked; nothing where there is none.
std::optional<StagingPlace> left_beside(const Path& target) {
  std::optional<StagingPlace> found;
  each_left(target, [&](StagingPlace place) {
    if (waits(place.directory)) found = std::move(place);
  });
  return found;
}

/// What a kill left when the new pair had taken its place is the former one.
void settle_left(const Path& target, const std::string& certificate) {
  each_left(target, [&](const StagingPlace& place) {
    if (waits(place.directory)) return;
    if (has_certificate_file(target, certificate) && fs::exists(place.directory / kKey) &&
        !has_certificate_file(place.directory, certificate))
      keep_as_previous(place.directory, target);
    else
      fs::remove_all(place.directory);
  });
}

WaitingKey read_waiting(const Path& directory) {
  return {read_file(directory / kId, kFileLimit), read_file(directory / kPair / kKey, kFileLimit),
          read_file(directory / kRequest, kFileLimit),
          fs::exists(directory / kSaid) ? read_file(directory / kSaid, kFileLimit) : std::string()};
}

/// The id is written last, and each file is whole and durable where its name is: what a kill or a power failure leaves
/// without one of the three is nobody's. What was said is not missed where it is not there, so that it comes before.
void write_waiting(const Path& directory, const WaitingKey& key) {
  create_directory(directory / kPair, 0700, Sync::file);
  create_file(directory / kPair / kKey, as_bytes(key.key), Mode::secret);
  create_file(directory / kRequest, as_bytes(key.request), Mode::shared, Sync::file);
  if (!key.said.empty()) create_file(directory / kSaid, as_bytes(key.said), Mode::secret);
  create_file(directory / kId, as_bytes(key.request_id), Mode::shared);
  sync_directory(directory.parent_path());
}

}  // namespace

bool is_bundle(const Path& target) {
  struct stat found {
  }, parent{};
  if (::lstat(target.c_str(), &found) != 0 || !S_ISDIR(found.st_mode)) return false;
  if (::stat(target.parent_path().c_str(), &parent) != 0 || parent.st_dev != found.st_dev) return false;
  return fs::exists(target / kKey) && fs::exists(target / kCertificate);
}

void require_bundle_place(const Path& target) {
  if (!fs::is_directory(target.parent_path()))
    throw Error(Kind::usage, "output.parent", target.parent_path().string() + " is not a directory");
  if (!fs::exists(fs::symlink_status(target)) || is_bundle(target)) return;
  if (fs::is_directory(fs::symlink_status(target)) && fs::is_empty(target)) return;
  throw Error(Kind::conflict, "output.exists", target.string() + " is not a directory that pkit made",
              "name another --out");
}

bool renew_bundle(const World& world, const Path& target, const BundleCertificate& certificate) {
  const Fd lock = lock_beside(world, target);
  settle_left(target, certificate.certificate);
  if (has_certificate_file(target, certificate.certificate)) return false;
  const StagingPlace place = make_beside(world, target, waits);
  bool exchanged = false;
  const RemoveUnless cleanup{place.directory, exchanged};
  for (const fs::directory_entry& entry : fs::directory_iterator(target))
    if (is_taken_over(entry)) duplicate_file(entry.path(), place.directory / entry.path().filename(), Sync::file);
  write_certificate(place.directory, certificate);
  take_place(place.directory, target, exchanged);
  return true;
}

WaitingBundle::WaitingBundle(const World& world, Path target, StagingPlace place, WaitingKey key, bool resumed)
    : world_(world), target_(std::move(target)), place_(std::move(place)), key_(std::move(key)), resumed_(resumed) {}

WaitingBundle WaitingBundle::open(const World& world, const Path& target, const std::function<WaitingKey()>& make) {
  const Fd lock = lock_beside(world, target);
  if (std::optional<StagingPlace> left = left_beside(target)) {
    WaitingKey key = read_waiting(left->directory);
    const bool published = is_published(left->directory, target);
    const bool former = !published && is_former(left->directory, key);
    if (!published && !former) return {world, target, std::move(*left), std::move(key), true};
    if (former) keep_as_previous(left->directory / kPair, target);
    fs::remove_all(left->directory);
  }
  StagingPlace place = make_beside(world, target, waits);
  try {
    WaitingKey key = make();
    write_waiting(place.directory, key);
    return {world, target, std::move(place), std::move(key), false};
  } catch (const Error&) {
    std::error_code ignored;
    fs::remove_all(place.directory, ignored);
    throw;
  }
}

void WaitingBundle::publish(const BundleCertificate& certificate) {
  const Fd lock = lock_beside(world_, target_);
  const Path pair = place_.directory / kPair;
  write_certificate(pair, certificate);
  remove_temporaries(pair);
  bool exchanged = false;
  take_place(pair, target_, exchanged);
  // Not before: by what it asked with a killed command is taken up again. The new pair is in its place, whether or not
  // this can be removed: what stays, or what a power failure brings back, has no key, and whoever comes next clears it.
  discard();
}

void WaitingBundle::discard() {
  std::error_code ignored;
  fs::remove_all(place_.directory, ignored);
}

}  // namespace pkit
