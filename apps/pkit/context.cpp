#include "pkit/context.h"

#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <set>

#include "home/server_clock.h"
#include "pkit/help.h"
#include "pkit/system.h"
#include "pkit/terminal.h"
#include "setup/secrets.h"
#include "store/state_file.h"

namespace pkit::app {

Path Context::home_path() const { return pkit::home_path(globals.home, environment); }

bool Context::has_home() const {
  if (!globals.home.empty()) return true;
  try {
    std::error_code unknown;
    return std::filesystem::exists(home_path(), unknown) || unknown;
  } catch (const Error&) {
    return false;  // none is named at all
  }
}

/// One file is read several times in one command.
static void warn_once(const std::string& warning) {
  static std::set<std::string> told;
  if (told.insert(warning).second) std::cerr << "pkit: warning: " << printable(warning) << '\n';
}

/// What is decided goes by the server's clock; who only asks is told by status and doctor.
static std::string apart(Duration ahead) {
  return "this host's clock is " + std::to_string(std::abs(ahead) / 1000) + " s " + (ahead > 0 ? "behind" : "before") +
         " the one of the server that keeps the state, which counts";
}

Context::~Context() {
  store::StateFile* file = database_ ? database_->file() : nullptr;
  if (!file) return;
  file->put_away();
  static auto& left = *new std::unique_ptr<store::Database>;  // until the process ends
  left = std::move(database_);
}

void Context::open(const Path& directory) {
  if (needs_ == Needs::nothing)
    throw Error(Kind::internal, "internal", "this command's row says that it needs no home");
  home_ = pkit::open_home(directory, ::geteuid());
  database_ = open_database(*home_, world);
  const Duration ahead = database_->clock_ahead();
  if (std::abs(ahead) > store::kClocksApart && needs_ != Needs::home) warn_once(apart(ahead));
  world_of_state_ = ahead == 0 ? world : with_clock_ahead(world, ahead);
  session_.emplace(world_of_state_, *home_, *database_, pkit::actor_of(*home_, ::getuid(), std::nullopt));
  session_->key_access.uid = ::geteuid();
  session_->key_access.ask = ask_secrets(*home_, world);
  session_->version = kVersion;
  session_->now = globals.now;
  session_->accept_clock = globals.accept_clock;
}

pkit::Session& Context::session() {
  if (session_) return *session_;
  open(home_path());
  session_->actor = pkit::actor_of(*home_, ::getuid(), environment("SUDO_UID"));
  session_->key_access = key_access();
  session_->key_access.ask = ask_secrets(*home_, world);
  if (needs_ == Needs::decision) session_->os_groups = own_groups();
  return *session_;
}

pkit::Session& Context::gate_session(const std::string& caller) {
  const auto user_database = [](const char* name) {
    return std::string_view(name) == "HOME" ? home_directory(::geteuid()) : std::nullopt;
  };
  const Path directory = pkit::home_path(globals.home, user_database);
  // Before a library reads them: nothing in the caller's environment says where the state is.
  if (state_place({directory, ::geteuid()})) forget_environment(::geteuid());
  open(directory);
  session_->gate_caller = caller;
  if (!caller.empty()) session_->os_groups = groups_of(caller);
  return *session_;
}

authority::KeyAccess key_access() {
  std::optional<Path> credentials;
  if (const auto directory = environment("CREDENTIALS_DIRECTORY")) credentials = *directory;
  return {.uid = ::geteuid(), .credentials_directory = credentials, .prompt = ask_secret, .tell = warn_once};
}

std::string secret_source(const std::string& file) {
  return secrets::is_reference(file) ? file : "file:" + absolute_path(file).string();
}

Secret secret_in(const Context& context, const std::string& file) {
  authority::KeyAccess access = key_access();
  if (!secrets::is_reference(file)) return secrets::read_secret(secret_source(file), access);
  const pkit::Home home = pkit::open_home(context.home_path(), access.uid);
  access.ask = ask_secrets(home, context.world);
  return secrets::read_secret(file, access);
}

}  // namespace pkit::app
