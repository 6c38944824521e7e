#include "accounts/credential_file.h"

#include "base/error.h"
#include "base/json.h"

namespace pkit {

namespace {

constexpr std::size_t kLargest = 4096;

Path file_of(const Home& home, const std::string& id) { return credentials_directory(home) / id; }

}  // namespace

Path credentials_directory(const Home& home) { return home.directory / "credentials"; }

Path write_credential(const Home& home, const std::string& id, const store::CredentialContent& content) {
  const Path directory = credentials_directory(home);
  std::error_code ignored;
  if (!std::filesystem::exists(directory, ignored)) {
    try {
      create_directory(directory, 0700);
      sync_directory(home.directory);
    } catch (const Error& e) {
      if (e.code() != "file.exists") throw;  // another process was faster
    }
  }
  const Secret json(to_json(Value::map(
      {{"username", content.username}, {"salt", to_base64(content.salt)}, {"hash", to_base64(content.hash)}})));
  const Path file = file_of(home, id);
  create_file(file, as_bytes(json.reveal()), Mode::secret);
  return file;
}

std::optional<store::CredentialContent> read_credential(const Home& home, const std::string& id) {
  const Path file = file_of(home, id);
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return std::nullopt;
  require_secret(file, home.owner);
  const Value json = parse_json(read_file(file, kLargest), "a credential", {});
  const auto salt = from_base64(json.text_or("salt")), hash = from_base64(json.text_or("hash"));
  if (!salt || !hash || json.text_or("username").empty())
    throw Error(Kind::state, "account.file", file.string() + " is no file of credentials",
                "give the account new ones: pkit account set-password");
  return store::CredentialContent{json.text_or("username"), *salt, *hash};
}

void remove_credential(const Home& home, const std::string& id) {
  std::error_code error;
  if (std::filesystem::remove(file_of(home, id), error)) sync_directory(credentials_directory(home));
  if (error)
    throw Error(Kind::state, "file.write", "the file of a used credential cannot be removed: " + error.message());
}

}  // namespace pkit
