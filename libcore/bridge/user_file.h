// A file of users: YAML with slow hashes of their passwords, 0600.
#pragma once

#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/world.h"
#include "bridge/answers.h"
#include "home/home.h"

namespace pkit::bridge {

struct FileUser {
  UserIdentity identity;
  Bytes salt, hash;
};

/// The user of exactly this name; nothing where there is none. Error{config "realm.users"} where the file is not as it
/// should be, or others can read it; no error quotes it.
std::optional<FileUser> find_in_file(const Path& file, uid_t owner, const std::string& user_name);

/// "scrypt:SALT:HASH", as `password:` has it. Error{usage "realm.password"} for what cannot be one: a line of 8 to 256
/// bytes.
std::string hashed_password(const Secret& password, const World& world);
/// scrypt of the password with this salt is this hash, in constant time.
bool is_password(const Secret& password, BytesView salt, BytesView hash);

}  // namespace pkit::bridge
