#include "accounts/credential.h"

#include <algorithm>

#include "accounts/states.h"
#include "base/world.h"
#include "change/tries.h"
#include "digest/digest.h"
#include "ossl/scrypt.h"
#include "x509/name.h"

namespace pkit {

namespace {

constexpr Duration kOneDay = 24 * 60 * 60 * 1000;
constexpr std::size_t kSaltSize = 16, kLongest = 256, kShortestPassword = 8;

void require_username(const std::string& name) {
  const bool fits = !name.empty() && name.size() <= kLongest && valid_utf8(name) &&
                    std::none_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x21 || c == 0x7f; });
  if (!fits) throw Error(Kind::usage, "account.username", "a user name is 1 to 256 bytes of UTF-8 without blanks");
}

void require_password(std::string_view password) {
  if (password.size() >= kShortestPassword && password.size() <= kLongest &&
      password.find_first_of(std::string_view("\0\n\r", 3)) == std::string_view::npos)
    return;
  throw Error(Kind::usage, "account.password", "a password is one line of 8 to 256 bytes",
              "without --password-file one is made");
}

std::string bound_key_of(const std::string& digest) {
  if (digest.empty()) return {};
  const auto octets = from_hex(digest);
  if (octets && octets->size() == 32) return to_hex(*octets);
  throw Error(Kind::usage, "account.binding", "a key's digest is 64 hexadecimal characters",
              "SHA-256 of its SubjectPublicKeyInfo");
}

/// As Name writes it, so that it is compared with what a CSR's is written as.
std::string bound_subject_of(const std::string& subject) {
  return subject.empty() ? std::string() : x509::Name::from_text(subject).text();
}

Secret one_time_password(const NewCredentials& wanted, const World& world, ToldOnce& told) {
  if (wanted.password) {
    require_password(wanted.password->reveal());
    return Secret(std::string(wanted.password->reveal()));
  }
  Secret made = random_passphrase(world);
  told.password = Secret(std::string(made.reveal()));
  return made;
}

[[noreturn]] void refuse() {
  throw Error(Kind::authentication, "account.credential", "account, user name or password is wrong, or cannot be used",
              "after several tries each takes longer; an operator can set another password");
}

/// In the state or in its file; one that was made before the state was shared is in the file of the host that made it.
std::optional<store::CredentialContent> content_of(const Session& session, const std::string& id) {
  std::optional<store::CredentialContent> found;
  session.state.read([&](store::Read& read) { found = store::credentials::content(read, id); });
  return found ? found : read_credential(session.home, id);
}

/// What a guess is held against. Where there is no such account, or nothing to use, all is empty but costs the same.
struct Target {
  std::optional<store::Credential> credential;
  store::CredentialContent content;
  bool usable = false;  // open, not expired, account enabled
};

Target target_of(Session& session, std::int64_t number, Time now) {
  Target target;
  session.state.read([&](store::Read& read) {
    const auto account = store::accounts::find_by_number(read, number);
    if (!account) return;
    target.credential = store::credentials::open_of(read, account->principal);
    const auto principal = store::principals::find(read, account->principal);
    target.usable = target.credential && principal && principal->enabled && principal->state == kOneTime &&
                    now <= target.credential->expires;
  });
  std::optional<store::CredentialContent> content;
  if (target.credential) content = content_of(session, target.credential->id);
  target.usable = target.usable && content.has_value();
  target.content = content ? std::move(*content) : store::CredentialContent{"", Bytes(kSaltSize, 0), Bytes(32, 0)};
  return target;
}

struct Tries {
  std::int64_t in_bucket = 0, of_credential = 0;
};

/// Committed before the hash. Only who knows the user name can lock a credential.
Tries count_try(Session& session, std::int64_t bucket, const Target& target, bool right_name) {
  Tries tries;
  session.database.write([&](store::Write& write) {
    tries = {};
    tries.in_bucket = store::guesses::count(write, bucket, session.world.now());
    if (target.credential && right_name)
      tries.of_credential = store::credentials::count_try(write, target.credential->id);
  });
  return tries;
}

/// Names of files of credentials that are not open, in the order in which the directory has them: what a crash left, or
/// another host has used.
std::vector<std::string> strays_of(store::Read& read, const Home& home) {
  std::vector<std::string> strays;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(credentials_directory(home), ignored)) {
    const std::string id = entry.path().filename().string();
    const auto credential = store::credentials::find(read, id);
    if (!credential || credential->state != store::CredentialState::open) strays.push_back(id);
  }
  return strays;
}

/// Looked for again under the lock: what is being made has its row once that is free.
void remove_strays(Session& session) {
  bool any = false;
  session.state.read([&](store::Read& read) { any = !strays_of(read, session.home).empty(); });
  if (!any) return;
  session.database.write([&](store::Write& write) {
    for (const std::string& id : strays_of(write, session.home)) remove_credential(session.home, id);
  });
}

}  // namespace

NewCredential::NewCredential(Session& session, const NewCredentials& wanted, const std::string& principal, Time now,
                             ToldOnce& told)
    : home_(session.home), shared_(session.database.file() == nullptr) {
  content_.username = wanted.username.empty() ? random_id(session.world, 'u') : wanted.username;
  require_username(content_.username);
  row_.bound_key = bound_key_of(wanted.key_digest);
  row_.bound_subject = bound_subject_of(wanted.subject);
  const Secret password = one_time_password(wanted, session.world, told);
  content_.salt.resize(kSaltSize);
  session.world.random(content_.salt);
  content_.hash = ossl::scrypt(password, content_.salt);
  told.username = content_.username;
  row_.id = random_uuid(session.world);
  row_.principal = principal;
  row_.created = now;
  row_.expires = now + wanted.lasts.value_or(kOneDay);
}

void NewCredential::insert(store::Write& write) {
  if (!shared_ && file_.empty()) file_ = write_credential(home_, row_.id, content_);
  store::credentials::insert(write, row_);
  if (shared_) store::credentials::keep(write, row_.id, content_);
}

NewCredential::~NewCredential() {
  std::error_code ignored;
  if (!committed_ && !file_.empty()) std::filesystem::remove(file_, ignored);
}

ProvenCredential prove_credential(Session& session, std::int64_t account, const std::string& username,
                                  const Secret& password, Time now) {
  settle_credentials(session);
  const Target target = target_of(session, account, now);
  const bool right_name = equal_constant_time(digest::sha256(username), digest::sha256(target.content.username));
  const std::int64_t bucket = guess_bucket(Guessed::account, std::to_string(account));
  const Tries tries = count_try(session, bucket, target, right_name && target.usable);
  session.world.sleep(delay_of(tries.in_bucket));
  const Bytes hash = ossl::scrypt(password, target.content.salt);
  const bool right = equal_constant_time(hash, target.content.hash);
  // The try that was just counted is one of the twenty.
  if (!right || !right_name || !target.usable || tries.of_credential > kLockedAt) refuse();
  session.database.write([&](store::Write& write) {
    store::guesses::forgive(write, bucket);
    store::credentials::forgive(write, target.credential->id);
  });
  return {target.credential->principal, target.credential->id};
}

std::optional<std::string> known_username(const Session& session, const store::Credential& credential) {
  const auto content = content_of(session, credential.id);
  return content ? std::optional(content->username) : std::nullopt;
}

std::string username_of(const Session& session, const store::Credential& credential) {
  if (const auto known = known_username(session, credential)) return *known;
  throw Error(Kind::state, "file.read", "what the account's credentials are proven by is gone",
              "give it new ones: pkit account set-password");
}

void take_credentials_home(const Home& home, store::Write& write) {
  store::credentials::each_content(write, [&](const std::string& id, const store::CredentialContent& content) {
    remove_credential(home, id);
    write_credential(home, id, content);
  });
  store::credentials::forget_contents(write);
}

void settle_credentials(Session& session) {
  remove_strays(session);
  std::vector<store::Credential> closed;
  session.state.read([&](store::Read& read) { closed = store::credentials::with_file(read); });
  if (closed.empty()) return;
  for (const store::Credential& credential : closed) remove_credential(session.home, credential.id);
  session.database.write([&](store::Write& write) {
    for (const store::Credential& credential : closed) store::credentials::file_removed(write, credential.id);
  });
}

}  // namespace pkit
