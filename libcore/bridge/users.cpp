#include "bridge/users.h"

#include "base/json.h"
#include "bridge/user_file.h"
#include "change/tries.h"

namespace pkit::bridge {

namespace {

[[noreturn]] void refuse() {
  throw Error(Kind::authentication, "realm.login", "user name or password is wrong, or cannot be used",
              "after several tries each takes longer");
}

/// A user that there is not costs what one that there is does.
std::optional<UserIdentity> found_in_file(const ReadSession& session, const realm::UserSource& source,
                                          const std::string& user_name, const Secret& password) {
  std::optional<FileUser> user;
  if (is_user_name(user_name)) user = find_in_file(source.file, session.home.owner, user_name);
  const bool there = user.has_value();
  if (!there) user = FileUser{{}, Bytes(16, 0), Bytes(32, 0)};
  const bool right = is_password(password, user->salt, user->hash);
  return there && right ? std::optional(std::move(user->identity)) : std::nullopt;
}

/// Null is nobody; what is neither null nor a userIdentity is no answer.
std::optional<UserIdentity> asked(Calls& calls, const realm::Target& target, const Value& parameter) {
  const Value answer = calls.call_source(target, parameter);
  if (answer.is_null()) return std::nullopt;
  std::string failure;
  UserIdentity user = read_user(answer, failure);
  if (!failure.empty()) calls.refuse(target, failure);
  return user;
}

}  // namespace

UserIdentity log_in(Session& session, const realm::UserSource& source, Calls& calls, const std::string& user_name,
                    const Secret& password) {
  // An adapter's directory may well take one name in many spellings: they share their tries.
  const std::int64_t bucket = guess_bucket(Guessed::user, source.name + "/" + lower(trim(user_name)));
  const std::int64_t tries = count_guess(session, bucket);
  session.world.sleep(delay_of(tries));
  // Many directories answer a name without a password as nobody's, and with a yes (RFC 4513 5.1.2).
  if (source.call && (!is_user_name(user_name) || password.empty())) refuse();
  const Value login = Value::map({{"userName", user_name}, {"password", password.reveal()}});
  std::optional<UserIdentity> user =
      source.call ? asked(calls, *source.call, login) : found_in_file(session, source, user_name, password);
  if (!user) refuse();
  forgive_guesses(session, bucket);
  return std::move(*user);
}

bool is_known(const ReadSession& session, const realm::UserSource& source, Calls& calls, const std::string& user_name,
              const UserIdentity& logged_in) {
  if (!source.call) return find_in_file(source.file, session.home.owner, user_name).has_value();
  if (user_name == logged_in.user_name) return true;
  if (!source.lookup) return false;
  const std::optional<UserIdentity> user = asked(calls, *source.lookup, Value::map({{"userName", user_name}}));
  return user && user->user_name == user_name;
}

UserIdentity given_identity(const std::string& json, const std::string& name) {
  Value tree;
  try {
    tree = parse_json(json, name);
  } catch (const Error& error) {
    // How it fails to be JSON would quote it.
    throw Error(Kind::input, "realm.identity", name + " is not JSON that pkit reads (" + error.code() + ")");
  }
  std::string failure;
  UserIdentity user = read_user(tree["userIdentity"].is_map() ? tree["userIdentity"] : tree, failure);
  if (failure.empty()) return user;
  throw Error(Kind::input, "realm.identity", name + " is no userIdentity: " + failure,
              "{\"userName\": ..., \"displayName\": ..., \"attributes\": {...}}");
}

}  // namespace pkit::bridge
