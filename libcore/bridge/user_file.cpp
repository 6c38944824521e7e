#include "bridge/user_file.h"

#include "base/table.h"
#include "config/yaml.h"
#include "ossl/scrypt.h"

namespace pkit::bridge {

namespace {

constexpr std::size_t kLargest = 4 << 20, kSalt = 16, kHash = 32;
constexpr TreeLimits kLimits{.bytes = kLargest, .depth = 8, .nodes = 200'000};
constexpr std::string_view kScheme = "scrypt:";

constexpr Field kKeptFields[] = {
    {.key = "password", .type = FieldType::word, .required = true},
    {.key = "displayName", .type = FieldType::text},
    {.key = "attributes", .type = FieldType::text_map},
};
constexpr Shape kKept = map_of(kKeptFields);
constexpr Shape kUsers = names_to(kKept);
constexpr Field kFileFields[] = {
    {.key = "version", .type = FieldType::integer, .required = true, .least = 1, .most = 1},
    {.key = "users", .type = kUsers, .required = true},
};

[[noreturn]] void refuse(const Path& file, Position at, const std::string& what) {
  throw Error(Kind::config, "realm.users", file.string() + (at.line ? ":" + std::to_string(at.line) : "") + ": " + what,
              "version: 1, users: {NAME: {password: HASH}}; pkit realm password makes the hashes");
}

/// How it fails to be YAML would quote it.
Value parsed(const Path& file, const std::string& text) {
  try {
    return config::parse_yaml(text, file.string(), kLimits);
  } catch (const Error& error) {
    refuse(file, {}, "it is not YAML that pkit reads (" + error.code() + ")");
  }
}

Value read_users(const Path& file, uid_t owner) {
  require_secret(file, owner);
  Value tree = parsed(file, read_file(file, kLargest));
  const std::vector<Flaw> flaws = flaws_in(tree, map_of(kFileFields), "", {.nulls = Nulls::values});
  if (!flaws.empty()) refuse(file, flaws.front().at, "it is not as a file of users should be");
  return tree["users"];
}

void read_hash(const Path& file, const Value& user, FileUser& into) {
  const std::string text = user.text_or("password");
  const std::vector<std::string> parts = split(text, ':');
  const auto salt = parts.size() == 3 ? from_base64(parts[1]) : std::nullopt;
  const auto hash = parts.size() == 3 ? from_base64(parts[2]) : std::nullopt;
  if (!text.starts_with(kScheme) || !salt || !hash || salt->size() != kSalt || hash->size() != kHash)
    refuse(file, user["password"].at(), "the password is no hash that pkit makes");
  into.salt = *salt;
  into.hash = *hash;
}

}  // namespace

std::optional<FileUser> find_in_file(const Path& file, uid_t owner, const std::string& user_name) {
  const Value users = read_users(file, owner);
  const Value* user = users.find(user_name);
  if (!user) return std::nullopt;
  FileUser found;
  found.identity = {user_name, user->text_or("displayName"),
                    (*user)["attributes"].is_map() ? (*user)["attributes"] : Value::map()};
  read_hash(file, *user, found);
  return found;
}

std::string hashed_password(const Secret& password, const World& world) {
  const std::string_view text = password.reveal();
  if (text.size() < 8 || text.size() > 256 || text.find_first_of(std::string_view("\0\n\r", 3)) != text.npos)
    throw Error(Kind::usage, "realm.password", "a password is one line of 8 to 256 bytes");
  Bytes salt(kSalt);
  world.random(salt);
  return std::string(kScheme) + to_base64(salt) + ":" + to_base64(ossl::scrypt(password, salt));
}

bool is_password(const Secret& password, BytesView salt, BytesView hash) {
  return equal_constant_time(ossl::scrypt(password, salt), hash);
}

}  // namespace pkit::bridge
