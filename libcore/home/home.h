// The home: the directory with pkit.yaml, pkit.db, ca/ and keys/. Opening it checks owner and modes.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/file.h"
#include "base/world.h"
#include "store/database.h"

namespace pkit {

struct Home {
  Path directory;  // absolute
  uid_t owner = 0;
  Path config() const { return directory / "pkit.yaml"; }
  Path database() const { return directory / "pkit.db"; }
  /// Names the state's place where it is not database(); one line.
  Path state() const { return directory / "pkit.state"; }
  Path ca() const { return directory / "ca"; }
  Path keys() const { return directory / "keys"; }  // not there before the first key is kept
};

/// --home, else $PKIT_HOME, else $XDG_DATA_HOME/pkit, else $HOME/.local/share/pkit. Error{usage "home.unset"}.
Path home_path(const std::string& option, const std::function<std::optional<std::string>(const char*)>& environment);

/// Error{not_found "home.missing"} with the hint `pkit init`; {state "home.owner"} where the effective uid is not the
/// owner; {state "file.permission"} where anyone else could write it, pkit.yaml or a parent.
Home open_home(const Path& directory, uid_t effective_uid);

/// Who keeps the home's state, as store/engines.h reads it; nothing: it is the file database(). Where both are there,
/// the state in force is the one that state() names.
std::optional<std::string> state_place(const Home& home);
/// The home's state. As store::Open::existing has it; what a move of it left that was cut short is finished.
std::unique_ptr<store::Database> open_database(const Home& home, const World& world);

/// How the state names a file: from the home where it lies in there, so that a home can be moved and copied; else
/// absolute. Symbolic links on the way to it are resolved, it itself is not.
std::string stored_path(const Home& home, const Path& file);
/// What stored_path() named; absolute.
Path path_stored(const Home& home, const std::string& stored);

/// Error{conflict "file.own"} where `target`, which is to be written, is what this home is made of: pkit.yaml, the
/// state and what belongs to it, or anything in ca/ or keys/. Links are followed.
void require_not_own(const Path& home, const Path& target);

/// What pkit.yaml may have at most.
inline constexpr std::size_t kConfigLimit = 1 << 20;
/// SHA-256 of pkit.yaml as it is now, hex: taken again immediately before Bind.
std::string config_digest(const Home& home);

/// "uid:N" of the real uid; SUDO_UID counts only where the real uid is root and it names root or the home's owner.
std::string actor_of(const Home& home, uid_t real_uid, const std::optional<std::string>& sudo_uid);

}  // namespace pkit
