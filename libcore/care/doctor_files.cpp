// doctor's look at the files of a home: modes, pkit.yaml, what was left behind.
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "base/counted.h"
#include "base/json.h"
#include "care/doctor.h"
#include "store/certificates.h"
#include "store/events.h"

namespace pkit {

namespace {

namespace fs = std::filesystem;

void close_to_others(const Path& path, mode_t mode) {
  if (::chmod(path.c_str(), mode) != 0)
    throw Error(Kind::state, "file.write", path.string() + ": cannot change its mode: " + std::strerror(errno));
}

/// Its mode, where that has more than is permitted.
std::optional<mode_t> mode_too_open(const Path& path, mode_t permitted, Check& check) {
  struct stat found {};
  if (::lstat(path.c_str(), &found) != 0) {
    errno == ENOENT ? check.find("file-missing", path.string() + " is missing")
                    : check.find("file-unreadable", path.string() + ": " + std::strerror(errno));
    return std::nullopt;
  }
  const mode_t mode = found.st_mode & 07777;
  if (S_ISLNK(found.st_mode) || (mode & ~permitted) == 0) return std::nullopt;
  return mode;
}

/// What belongs together is one finding: SQLite gives the log of a state the mode that the state has.
void check_modes_of(const std::vector<Path>& paths, mode_t permitted, Check& check) {
  std::vector<std::pair<Path, mode_t>> open;
  std::string names;
  for (const Path& path : paths) {
    const std::optional<mode_t> mode = mode_too_open(path, permitted, check);
    if (!mode) continue;
    open.emplace_back(path, *mode & permitted);
    names += (names.empty() ? "" : " ") + path.string();
  }
  if (open.empty()) return;
  check.find("mode-open", names + (open.size() > 1 ? " are" : " is") + " open to others: chmod go-rwx " + names,
             [open] {
               for (const auto& [path, mode] : open) close_to_others(path, mode);
             });
}

void check_mode(const Path& path, mode_t permitted, Check& check) { check_modes_of({path}, permitted, check); }

/// pkit.db with its log and what processes share of that, as far as they are there.
std::vector<Path> files_of_state(const Home& home) {
  std::vector<Path> files;
  for (const char* suffix : {"", "-wal", "-shm"})
    if (const Path file = home.database().string() + suffix; fs::exists(file)) files.push_back(file);
  return files;
}

bool is_state_file(const Path& path) { return path.filename().string().starts_with("pkit.db."); }

std::string fingerprint_of(const Path& file) {
  try {
    return x509::parse_certificate_file(read_file(file, 1 << 16), file.string()).fingerprint();
  } catch (const Error&) {
    return "";
  }
}

/// Does the state know any of the certificates that are here? Its first event names those of init.
void check_belonging(const Home& home, const Setup& setup, store::Database& database, Check& check) {
  std::string root, issuing;
  std::vector<Bytes> issuers;
  database.read([&](store::Read& read) {
    for (const store::Issuer& issuer : store::issuers::all(read)) issuers.push_back(issuer.certificate);
    store::events::each(read, std::nullopt, [&](const store::Event& event) {
      if (event.kind != "home.created") return false;
      const Value data = event.data.empty() ? Value() : parse_json(as_text(event.data), event.kind);
      root = data.text_or("root");
      issuing = data.text_or("issuing");
      return false;
    });
  });
  if (root.empty() || !fs::exists(home.ca() / "root.crt")) return;
  bool known = fingerprint_of(home.ca() / "root.crt") == root;
  for (const auto& [name, config] : setup.authorities) {
    const std::string here = fingerprint_of(config.certificate);
    known = known || here.empty() || here == issuing;
    for (const Bytes& der : issuers) known = known || x509::parse_certificate(der).fingerprint() == here;
  }
  if (!known)
    check.find("state-other",
               home.database().string() + " is of another home than the certificates in " + home.ca().string());
}

}  // namespace

void check_modes(const Home& home, Check& check) {
  check_mode(home.directory, 0700, check);
  check_mode(home.config(), 0600, check);
  check_modes_of(files_of_state(home), 0600, check);  // what is missing is told of already
  if (fs::exists(home.state())) check_mode(home.state(), 0600, check);
  check_mode(home.ca(), 0700, check);
  for (const fs::directory_entry& entry : fs::directory_iterator(home.directory))
    if (is_state_file(entry.path())) check_mode(entry.path(), 0600, check);
  if (fs::is_directory(home.ca()))
    for (const fs::directory_entry& entry : fs::directory_iterator(home.ca()))
      if (entry.path().extension() == ".key") check_mode(entry.path(), 0600, check);
  if (fs::is_directory(home.keys())) {
    check_mode(home.keys(), 0700, check);
    for (const fs::directory_entry& entry : fs::directory_iterator(home.keys())) check_mode(entry.path(), 0600, check);
  }
  if (!check.findings.empty()) return;
  try {
    open_home(home.directory, home.owner);
  } catch (const Error& error) {
    check.find("mode-parent", error.what());
  }
}

void check_config(const World&, const Home& home, store::Database* database, const authority::KeyAccess& access,
                  Time now, Check& check) {
  if (!fs::exists(home.config())) return;  // told of with the modes
  const CheckedSetup checked =
      check_setup(read_file(home.config(), 1 << 20), home.config().string(), home.directory, home.owner);
  for (const Fault& fault : checked.faults)
    if (fault.code != "authority.file") check.find("config-fault", fault.where + ": " + fault.what);
  if (!checked.setup) return;
  check_authorities(*checked.setup, database, access, now, check);
  if (!database) return;
  check_belonging(home, *checked.setup, *database, check);
  check_untold(*checked.setup, *database, now, check);
}

void check_leftovers(const Home& home, Check& check) {
  int places = 0, temporaries = 0;
  const std::string beside = "." + home.directory.filename().string() + ".pkit-";
  // A home may be sound in a directory that its owner cannot list.
  const auto look = [&](const Path& directory, const std::string& prefix) {
    std::error_code unlisted;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory, unlisted)) {
      const std::string name = entry.path().filename().string();
      places += name.starts_with(prefix) ? 1 : 0;
      temporaries += is_temporary(name) && directory != home.directory.parent_path() ? 1 : 0;
    }
  };
  look(home.directory.parent_path(), beside);
  look(home.directory, ".pkit.db.pkit-");
  if (fs::is_directory(home.ca())) look(home.ca(), ".pkit.db.pkit-");
  if (places > 0)
    check.tell(counted(places, "directory was", "directories were") +
               " left by killed commands: the next init, restore or repair removes them");
  if (temporaries > 0)
    check.tell(counted(temporaries, "temporary file was", "temporary files were") + " left in the home");
}

}  // namespace pkit
