#include "home/publish.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/error.h"
#include "home/pair_files.h"
#include "x509/pem.h"

namespace pkit {

namespace {

namespace fs = std::filesystem;

/// Looked for under the writers' lock: what is in its commit has its row once that is free.
bool is_recorded(Session& session, const Path& directory) {
  bool recorded = false;
  session.database.write([&](store::Write& write) {
    recorded = false;
    for (const store::Publication& p : store::publications::unfinished(write))
      recorded = recorded || staging_of(session.home, p) == directory;
  });
  return recorded;
}

/// To where nothing is, or an empty directory; whatever else is there stays.
void move_to_free(const Path& staging, const Path& target) {
  if (::rename(staging.c_str(), target.c_str()) == 0) return;
  if (errno != ENOTEMPTY && errno != EEXIST && errno != ENOTDIR) output_failed(target, "rename");
  throw Error(
      Kind::conflict, "output.exists", target.string() + " is there and is not empty",
      "the key waits in " + staging.string() + ": move " + target.string() + " away, and pkit doctor publishes it");
}

void put_in_place(const Path& staging, const Path& target, bool replaces) {
  if (replaces && fs::is_directory(fs::symlink_status(target)) && !fs::is_empty(target))
    exchange_directories(staging, target);
  else
    move_to_free(staging, target);
}

bool is_done(Session& session, const std::string& certificate) {
  bool done = false;
  session.state.read([&](store::Read& read) {
    const auto publication = store::publications::find(read, certificate);
    done = publication && publication->done;
  });
  return done;
}

void complete(const Path& staging, const std::string& certificate_pem, const std::string& chain_pem) {
  write_certificate_files(staging, certificate_pem, chain_pem);
  remove_temporaries(staging);
  if (::chmod(staging.c_str(), 0755) != 0) output_failed(staging, "chmod");
  sync_directory(staging);
}

std::string chain_of(Session& session, const store::Certificate& certificate) {
  std::string pem;
  session.state.read([&](store::Read& read) {
    if (const auto issuer = store::issuers::find(read, certificate.issuer))
      pem = x509::write_pem("CERTIFICATE", issuer->certificate);
  });
  return pem;
}

}  // namespace

void require_publishable(const Path& target, bool force) {
  struct stat parent {
  }, found{};
  if (::stat(target.parent_path().c_str(), &parent) != 0 || !S_ISDIR(parent.st_mode))
    throw Error(Kind::usage, "output.parent", target.parent_path().string() + " is not a directory");
  if (::lstat(target.c_str(), &found) != 0) return;
  if (!S_ISDIR(found.st_mode)) throw Error(Kind::conflict, "output.exists", target.string() + " is not a directory");
  if (found.st_dev != parent.st_dev)
    throw Error(Kind::usage, "output.mount", target.string() + " is a mount point", "name a directory inside it");
  if (!force && !fs::is_empty(target))
    throw Error(Kind::conflict, "output.exists", target.string() + " exists and is not empty",
                "name another --out, or replace it with --force");
}

Path target_of(const Home& home, const store::Publication& publication) {
  return path_stored(home, publication.target);
}

Path staging_of(const Home& home, const store::Publication& publication) {
  return path_stored(home, publication.staging);
}

Staging::Staging(const Home& home, Path target, StagingPlace place, bool replaces)
    : home_(home), target_(std::move(target)), place_(std::move(place)), replaces_(replaces) {}

Staging::Staging(Staging&& other) noexcept
    : home_(other.home_),
      target_(std::move(other.target_)),
      place_(std::move(other.place_)),
      replaces_(other.replaces_),
      kept_(std::exchange(other.kept_, true)) {}

store::Publication Staging::publication(const std::string& certificate) const {
  return {.certificate = certificate,
          .target = stored_path(home_, target_),
          .staging = stored_path(home_, directory()),
          .replaces = replaces_,
          .done = false};
}

Staging::~Staging() {
  std::error_code ignored;
  if (!kept_) fs::remove_all(place_.directory, ignored);
}

Staging Staging::prepare(Session& session, const Path& target, const Secret& key_pem, bool force) {
  const Fd lock = lock_beside(session.world, target);
  require_publishable(target, force);
  StagingPlace place =
      make_beside(session.world, target, [&](const Path& other) { return is_recorded(session, other); });
  Staging staging(session.home, target, std::move(place), force);
  create_file(staging.directory() / "key.pem", as_bytes(key_pem.reveal()), Mode::secret);
  sync_directory(target.parent_path());
  return staging;
}

void finish_earlier(Session& session, const Path& target) {
  std::vector<std::pair<store::Publication, store::Certificate>> earlier;
  session.state.read([&](store::Read& read) {
    for (const store::Publication& p : store::publications::unfinished(read))
      if (const auto certificate = store::certificates::find(read, p.certificate);
          certificate && target_of(session.home, p) == target)
        earlier.emplace_back(p, *certificate);
  });
  for (const auto& [publication, certificate] : earlier)
    if (fs::exists(staging_of(session.home, publication) / "key.pem"))
      finish_publication(session, publication, certificate);
}

void publish(Session& session, const store::Publication& publication, const store::Certificate& certificate) {
  try {
    finish_publication(session, publication, certificate);
  } catch (const Error& error) {
    const std::string what = "issued as " + to_hex(certificate.serial) + ", but not published: " + error.what();
    if (error.code() == "output.exists") throw Error(error.kind(), error.code(), what, error.hint());
    throw Error(Kind::state, "output.failed", what,
                "pkit doctor publishes it, and so does the same command with the same --request-id");
  }
}

void finish_publication(Session& session, const store::Publication& publication,
                        const store::Certificate& certificate) {
  const Path staging = staging_of(session.home, publication), target = target_of(session.home, publication);
  const Fd lock = lock_beside(session.world, target);
  if (is_done(session, certificate.id)) return;
  const std::string pem = x509::write_pem("CERTIFICATE", certificate.der);
  if (!has_certificate_file(target, pem)) {
    if (!fs::exists(staging / "key.pem"))
      throw Error(Kind::conflict, "output.key_lost",
                  "the key of " + certificate.id + " is gone from " + staging.string(),
                  "revoke it: pkit revoke " + to_hex(certificate.serial) + " --reason superseded");
    complete(staging, pem, chain_of(session, certificate));
    put_in_place(staging, target, publication.replaces);
  }
  if (fs::exists(staging)) keep_as_previous(staging, target);
  sync_directory(target.parent_path());
  session.database.write([&](store::Write& write) { store::publications::done(write, certificate.id); });
}

}  // namespace pkit
