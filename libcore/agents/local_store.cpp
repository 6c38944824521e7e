#include "agents/local_store.h"

#include <algorithm>

#include "certstores/operations.h"
#include "digest/digest.h"
#include "store/cert_stores.h"

namespace pkit::agents {

namespace {

/// Without links on the way, as stores are registered.
Path real_path(const std::string& path) {
  std::error_code unknown;
  const Path given = absolute_path(path), real = std::filesystem::weakly_canonical(given, unknown);
  return unknown ? given : real;
}

std::optional<store::CertStore> known_store(Session& own, const std::string& path) {
  std::optional<store::CertStore> known;
  own.state.read([&](store::Read& read) { known = store::cert_stores::find_path(read, real_path(path).string()); });
  return known;
}

void require_not_agents(const Session& own, const std::string& path) {
  if (path.empty()) refuse_job("the job names no store");
  const Path relative = real_path(path).lexically_relative(real_path(own.home.directory.string()));
  if (!relative.empty() && *relative.begin() != "..") refuse_job(path + " is the agent's own");
}

/// "at-site.pem-1f2e3d4c": its file's name, and of which directory.
std::string name_for(const std::string& path) {
  constexpr std::size_t most = 48, told = 8;
  std::string name = absolute_path(path).filename().string().substr(0, most);
  std::ranges::replace_if(
      name, [](unsigned char c) { return !std::isalnum(c) && c != '.' && c != '_'; }, '-');
  return "at-" + name + "-" + digest::sha256_hex(path).substr(0, told);
}

certstores::AddRequest addition(const std::string& path) {
  certstores::AddRequest request;
  request.name = name_for(path);
  request.path = path;
  return request;
}

}  // namespace

std::string store_at(Session& own, const std::string& path) {
  require_not_agents(own, path);
  if (const auto known = known_store(own, path)) return known->id;
  std::error_code unknown;
  if (std::filesystem::is_directory(path, unknown))
    refuse_job(path + " is a directory",
               "where it is a store: pkit store add, with --home naming the agent's directory");
  certstores::add_store(own, addition(path));
  return known_store(own, path).value().id;
}

jobs::JobDone make_store(Session& own, const std::string& path, bool resumed) {
  require_not_agents(own, path);
  if (known_store(own, path)) {
    if (resumed) return jobs::already_done({});
    jobs::JobDone there;
    there.result = store::JobResult::warning;
    there.message = path + " is there already, and is as it was";
    return there;
  }
  certstores::AddRequest request = addition(path);
  request.kind = "pem";
  return jobs::done_of(certstores::create_store(own, request));
}

void refuse_job(const std::string& what, const std::string& hint) {
  throw Error(Kind::conflict, "agent.job", what, hint);
}

}  // namespace pkit::agents
