#include "ca/authority_files.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "store/certificates.h"
#include "x509/pem.h"

namespace pkit {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFileLimit = 1 << 20;
constexpr const char* kStagedKey = "key";
constexpr const char* kStagedCertificate = "certificate";

std::optional<store::Authority> row_of(Session& session, const std::string& name) {
  std::optional<store::Authority> row;
  session.state.read([&](store::Read& read) { row = store::authorities::find(read, name); });
  return row;
}

/// A row's files, where they are.
struct Files {
  Path certificate, key, staging;
};

Files files_of(const Home& home, const store::Authority& row) {
  return {path_stored(home, row.certificate), path_stored(home, row.key), path_stored(home, row.staging)};
}

/// A second name for what is about to be replaced, so that at no moment it has none.
void keep_former(const Path& file, const Path& former) {
  if (::link(file.c_str(), former.c_str()) == 0 || errno == EEXIST) return;
  throw Error(Kind::state, "authority.unpublished", former.string() + ": cannot keep: " + std::strerror(errno));
}

void put(const Path& staged, const Path& place, const std::string& former_serial, Mode mode) {
  if (!fs::exists(staged)) return;  // an earlier try came so far
  const Secret content(read_file(staged, kFileLimit));
  if (!former_serial.empty() && fs::exists(place) && read_file(place, kFileLimit) != content.reveal())
    keep_former(place, former_place(place, former_serial));
  replace_file(place, as_bytes(content.reveal()), mode);
  fs::remove(staged);
}

/// Of the certificate that stands in the place now; empty where none does.
std::string serial_at(const Path& place) {
  if (!fs::exists(place)) return {};
  return x509::parse_certificate_file(read_file(place, kFileLimit), place.string()).serial_hex();
}

/// What was on its way to its place when a process was killed; under the lock nobody else puts anything there.
void remove_unfinished(const Path& directory) {
  for (const fs::directory_entry& entry : fs::directory_iterator(directory))
    if (is_temporary(entry.path().filename().string())) fs::remove(entry.path());
}

/// The key first: until the certificate follows nothing can be signed, and never by a key that nobody vouches for.
void put_files(const Files& files) {
  const std::string former = serial_at(files.certificate);
  put(files.staging / kStagedKey, files.key, former, Mode::secret);
  put(files.staging / kStagedCertificate, files.certificate, former, Mode::shared);
  remove_unfinished(files.staging.parent_path());
  fs::remove_all(files.staging);
  sync_directory(files.staging.parent_path());  // once the state has forgotten it nobody would know whose it is
}

bool holds(const Path& place, const Bytes& certificate) {
  if (!fs::exists(place)) return false;
  return x509::parse_certificate_file(read_file(place, kFileLimit), place.string()).der == certificate;
}

/// Neither staged nor, by what the state knows as its newest certificate, in their places.
bool is_lost(store::Read& read, const Home& home, const store::Authority& row) {
  const Files files = files_of(home, row);
  if (fs::exists(files.staging)) return false;
  const std::vector<store::Issuer> issuers = store::issuers::all(read);  // oldest first
  const auto newest = std::find_if(issuers.rbegin(), issuers.rend(),
                                   [&](const store::Issuer& issuer) { return issuer.authority == row.name; });
  return newest == issuers.rend() || !holds(files.certificate, newest->certificate);
}

void wait_no_longer(store::Write& write, store::Authority row) {
  row.certificate = row.key = row.staging = "";
  store::authorities::put(write, row);
}

/// Looked for under the writers' lock: what is in its commit has its row once that is free.
bool is_wanted(Session& session, const Path& directory) {
  bool wanted = false;
  session.database.write([&](store::Write& write) {
    wanted = false;
    for (const store::Authority& row : store::authorities::all(write))
      wanted = wanted || path_stored(session.home, row.staging) == directory;
  });
  return wanted;
}

}  // namespace

Path former_place(const Path& file, const std::string& serial) {
  return file.parent_path() / (file.stem().string() + "." + serial + file.extension().string());
}

std::vector<Path> former_files(const Path& file) {
  std::vector<Path> former;
  const std::string begin = file.stem().string() + ".";
  std::error_code failed;
  fs::directory_iterator entries(file.parent_path(), failed);
  if (failed && failed != std::errc::no_such_file_or_directory)
    throw Error(Kind::state, "file.read", "cannot list " + file.parent_path().string() + ": " + failed.message());
  for (const fs::directory_entry& entry : entries) {
    const std::string stem = entry.path().stem().string();
    if (!stem.starts_with(begin) || !entry.is_regular_file()) continue;
    const std::string serial = stem.substr(begin.size());
    if (from_hex(serial) && entry.path() == former_place(file, serial)) former.push_back(entry.path());
  }
  std::sort(former.begin(), former.end());
  return former;
}

Fd lock_authorities(const ReadSession& session) {
  return lock_beside(session.world, session.home.ca() / "authorities");
}

StagedAuthority::StagedAuthority(StagedAuthority&& other) noexcept
    : place_(std::move(other.place_)), kept_(std::exchange(other.kept_, true)) {}

StagedAuthority::~StagedAuthority() {
  std::error_code ignored;
  if (!kept_) fs::remove_all(place_.directory, ignored);
}

StagedAuthority StagedAuthority::prepare(Session& session, const std::string& name, const Bytes& certificate,
                                         const std::optional<Secret>& key_pem) {
  StagedAuthority staged(make_beside(session.world, session.home.ca() / name,
                                     [&](const Path& other) { return is_wanted(session, other); }));
  if (key_pem) create_file(staged.directory() / kStagedKey, as_bytes(key_pem->reveal()), Mode::secret);
  create_file(staged.directory() / kStagedCertificate, as_bytes(x509::write_pem("CERTIFICATE", certificate)),
              Mode::shared);
  sync_directory(session.home.ca());
  return staged;
}

Waiting finish_authority(Session& session, const std::string& name) {
  const std::optional<store::Authority> row = row_of(session, name);
  if (!row || row->staging.empty()) return Waiting::nothing;
  bool lost = false;
  session.state.read([&](store::Read& read) { lost = is_lost(read, session.home, *row); });
  if (lost) return Waiting::lost;
  const Files files = files_of(session.home, *row);
  try {
    put_files(files);
  } catch (const Error& error) {
    throw Error(Kind::state, "authority.unpublished",
                "the new files of authority '" + name + "' are not in their places: " + error.what(),
                "they wait in " + files.staging.string() + ", and the next command tries again");
  }
  session.database.write([&](store::Write& write) { wait_no_longer(write, *row); });
  return Waiting::finished;
}

std::vector<std::string> forget_lost(store::Write& write, const Home& home) {
  std::vector<std::string> names;
  for (const store::Authority& row : store::authorities::all(write)) {
    if (row.staging.empty() || !is_lost(write, home, row)) continue;
    wait_no_longer(write, row);
    names.push_back(row.name);
  }
  return names;
}

void require_signing(Session& session, const std::string& name, bool rehearsal) {
  const std::optional<store::Authority> row = row_of(session, name);
  if (!row) return;
  if (row->retired_at)
    throw Error(Kind::config, "authority.retired",
                "authority '" + name + "' was retired at " + print_time(*row->retired_at) + " and signs nothing",
                "name another authority in pkit.yaml");
  if (row->staging.empty() || rehearsal) return;
  const Fd lock = lock_authorities(session);
  finish_authority(session, name);
}

}  // namespace pkit
