// store discover: certificate stores by their content, in directories that are named (B3, T-B7), or what a program says
// that there is of those that it keeps.
#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "certstores/kinds/directory.h"
#include "certstores/operations.h"
#include "certstores/programs/external.h"
#include "certstores/programs/external_path.h"
#include "certstores/view.h"
#include "change/change.h"
#include "pattern/pattern.h"

namespace pkit::certstores {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostLooks = 100'000;
constexpr int kDeepest = 64;

struct FoundStore {
  Path path;
  std::string kind;
};

struct Found {
  std::vector<FoundStore> stores;
  std::vector<std::string> unread;
};

/// Without links on the way, so that two names of one directory are one.
Path real_directory(const std::string& given) {
  std::error_code unknown;
  const Path real = fs::canonical(absolute_path(given), unknown);
  return unknown ? absolute_path(given) : real;
}

/// Walks as deep as directories go, follows no link, and stays on the file system that it began on.
class Walk {
 public:
  explicit Walk(const DiscoverRequest& request) : request_(request) {
    for (const std::string& ignored : request.ignored) ignored_.insert(real_directory(ignored));
  }

  void enter(const Path& directory) {
    struct stat status {};
    if (::lstat(directory.c_str(), &status) != 0 || !S_ISDIR(status.st_mode))
      throw Error(Kind::not_found, "certstore.missing", directory.string() + ": there is no such directory");
    device_ = status.st_dev;
    look_into(directory, 0);
  }

  Found found;

 private:
  /// What is kept of a store are texts: a name that is none cannot be.
  void keep(const Path& path, const StoreKind& kind) {
    if (valid_utf8(path.string())) return found.stores.push_back({path, kind.name});
    tell(path.string() + ": it is a " + kind.name + " store, but its name is not UTF-8");
  }

  void tell(const std::string& text) { found.unread.push_back(storable(text)); }

  void look_into(const Path& directory, int depth) {
    if (ignored_.contains(directory) || !entered_.insert(directory).second) return;
    if (depth > kDeepest) return tell(directory.string() + ": it is nested too deep");
    std::vector<Path> entries;
    try {
      if (has_hash_links(Folder(directory))) return keep(directory, kCertDir);
      for (const fs::directory_entry& entry : fs::directory_iterator(directory)) entries.push_back(entry.path());
    } catch (const std::exception& failure) {
      return tell(as_error(failure).what());
    }
    std::sort(entries.begin(), entries.end());
    for (const Path& entry : entries) look_at(entry, depth);
  }

  void look_at(const Path& path, int depth) {
    if (++looks_ > kMostLooks)
      throw Error(Kind::input, "certstore.size", "there are more than 100000 files", "name directories further down");
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0 || status.st_dev != device_) return;
    if (S_ISDIR(status.st_mode)) return look_into(path, depth + 1);
    if (S_ISREG(status.st_mode) && is_wanted(path.filename().string())) probe(path, status);
  }

  bool is_wanted(const std::string& name) const {
    if (name.starts_with(".")) return false;  // what pkit itself keeps beside a store is called so
    const auto ends = [&](const std::string& extension) { return lower(name).ends_with("." + lower(extension)); };
    const auto fits = [&](const std::string& glob) { return pattern::Glob(glob).matches(name); };
    const auto any = [](const std::vector<std::string>& list, const auto& is) {
      return list.empty() || std::any_of(list.begin(), list.end(), is);
    };
    return any(request_.extensions, ends) && any(request_.patterns, fits);
  }

  void probe(const Path& path, const struct stat& status) {
    if (status.st_size <= 0 || static_cast<std::size_t>(status.st_size) > kStoreLimit) return;
    try {
      const auto file = Folder(path.parent_path()).read(path.filename().string());
      const StoreKind* kind = file ? kind_of(file->content.reveal()) : nullptr;
      if (kind == &kDer) kDer.read(file->content.reveal(), {});  // other things begin like DER
      if (kind) keep(path, *kind);
    } catch (const Error& error) {
      if (error.kind() == Kind::state) tell(error.what());
    }
  }

  const DiscoverRequest& request_;
  std::set<Path> ignored_;
  std::set<Path> entered_;  // for who names a directory and one within it
  dev_t device_ = 0;
  std::size_t looks_ = 0;
};

Found found_in_files(const DiscoverRequest& request) {
  if (request.directories.empty())
    throw Error(Kind::usage, "option.missing", "where to look is not said", "pkit store discover DIR");
  Walk walk(request);
  for (const std::string& directory : request.directories) walk.enter(real_directory(directory));
  return std::move(walk.found);
}

Found found_by_program(const ReadSession& session, const DiscoverRequest& request) {
  Found found;
  for (std::string& location : locations_of(session, request.kind, request, found.unread))
    found.stores.push_back({std::move(location), request.kind});
  return found;
}

/// "nginx-site.pem": the last two names of its path; "web": a token's label.
std::string plain_name(const FoundStore& found) {
  const std::string label = found.kind == kPkcs11.name ? token_label(found.path.string()) : std::string();
  return label.empty() ? found.path.parent_path().filename().string() + "-" + found.path.filename().string() : label;
}

/// And a number where that is taken.
std::string free_name(const FoundStore& found, std::set<std::string>& taken) {
  std::string name = plain_name(found);
  for (char& c : name)
    if (!std::isalnum(static_cast<unsigned char>(c)) && c != '.' && c != '_') c = '-';
  name = name.substr(0, 56);
  while (!name.empty() && (name.front() == '-' || name.front() == '.')) name.erase(0, 1);
  std::string free = name.empty() ? "store" : name;
  for (int n = 2; !taken.insert(free).second; ++n) free = name + "-" + std::to_string(n);
  return free;
}

store::CertStore row_of(const World& world, const FoundStore& found, std::string name, Time now) {
  store::CertStore store;
  store.id = random_id(world, 's');
  store.name = std::move(name);
  store.kind = found.kind;
  store.path = found.path.string();
  store.reload = Value::list();
  store.on_failure = kind_named(found.kind).external ? "keep" : "rollback";
  store.state = store::CertStoreState::found;
  store.created = now;
  return store;
}

/// What is known already, and what is kept from now on. Error{conflict "state.changed"} where others were at it.
Outcome found_outcome(Session& session, const Found& all, const DiscoverRequest& request, Time now) {
  std::vector<store::CertStore> known, rows;
  session.state.read([&](store::Read& read) { known = store::cert_stores::all(read); });
  std::set<std::string> names;
  for (const store::CertStore& store : known) names.insert(store.name);
  Outcome outcome;
  Value views = Value::list();
  for (const FoundStore& found : all.stores) {
    const auto row = std::find_if(known.begin(), known.end(),
                                  [&](const store::CertStore& store) { return store.path == found.path; });
    Value view = Value::map({{"path", found.path.string()}, {"kind", found.kind}, {"known", row != known.end()}});
    if (row == known.end()) rows.push_back(row_of(session.world, found, free_name(found, names), now));
    view.set("store", row == known.end() ? rows.back().name : row->name);
    views.push(std::move(view));
  }
  outcome.data.set("found", std::move(views));
  for (const std::string& text : all.unread) outcome.warnings.push_back(text);
  if (request.common.dry_run) {
    outcome.data.set("dryRun", true);
    return outcome;
  }
  if (rows.empty()) return outcome;
  Change change;
  begin_change(change, session, now);
  change.rows = [&](store::Write& write) {
    for (const store::CertStore& row : rows) {
      if (store::cert_stores::find(write, row.name) || store::cert_stores::find_path(write, row.path))
        throw Error(Kind::conflict, "state.changed", row.path + " was found by somebody else meanwhile",
                    "repeat the command");
      store::cert_stores::insert(write, row);
    }
  };
  change.events = {{"store.discovered", "stores", Value::map({{"found", rows.size()}})}};
  commit(session, change);
  return outcome;
}

}  // namespace

Outcome discover_stores(Session& session, const DiscoverRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const Found found = request.kind.empty() ? found_in_files(request) : found_by_program(session, request);
  constexpr int attempts = 5;
  for (int i = 1;; ++i) try {
      return found_outcome(session, found, request, now);
    } catch (const Error& error) {
      if (error.code() != "state.changed" || i == attempts) throw;
    }
}

}  // namespace pkit::certstores
