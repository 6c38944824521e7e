#include "view/resolve.h"

#include <algorithm>

#include "base/address.h"
#include "base/error.h"
#include "store/belongings.h"
#include "x509/certificate.h"

namespace pkit {

namespace {

constexpr std::size_t kShortest = 4;
constexpr int kCandidates = 20;

template <class Thing>
void append(std::vector<Thing>& to, std::vector<Thing> more) {
  for (Thing& thing : more) to.push_back(std::move(thing));
}

template <class Thing>
void keep_exact(std::vector<Thing>& things, const std::string& id) {
  for (const Thing& thing : things)
    if (thing.id == id) {
      things = {Thing(thing)};
      return;
    }
}

void by_id(store::Read& read, const std::string& word, Found& found) {
  if (word.size() < kShortest || word[1] != '-') return;
  if (word[0] == 'r') append(found.registrations, store::registrations::with_prefix(read, word, kCandidates));
  if (word[0] == 'o') append(found.principals, store::principals::with_prefix(read, word, kCandidates));
  if (word[0] == 'c') append(found.certificates, store::certificates::with_prefix(read, word, kCandidates));
  if (word[0] == 'k') append(found.keys, store::kept_keys::with_prefix(read, word, kCandidates));
  keep_exact(found.registrations, word);
  keep_exact(found.principals, word);
  keep_exact(found.certificates, word);
  keep_exact(found.keys, word);
}

/// A whole id means its thing alone: anybody may register under a name that looks like one.
bool is_id(const Found& found, const std::string& word) {
  if (found.count() != 1) return false;
  if (!found.registrations.empty()) return found.registrations.front().id == word;
  if (!found.keys.empty()) return found.keys.front().id == word;
  return found.principals.empty() ? found.certificates.front().id == word : found.principals.front().id == word;
}

std::string without_zeros(const std::string& hex) {
  return hex.substr(std::min(hex.find_first_not_of('0'), hex.size()));
}

/// The keys that are kept for what other CAs certified, by serial or fingerprint (A23).
void married_by_hex(store::Read& read, const Bytes& octets, Found& found) {
  const std::string wanted = to_hex(octets);
  for (store::KeptKey& key : store::kept_keys::married_elsewhere(read)) {
    const x509::Certificate certificate = x509::parse_certificate(key.certificate);
    if (certificate.fingerprint() == wanted || without_zeros(certificate.serial_hex()) == without_zeros(wanted))
      found.keys.push_back(std::move(key));
  }
}

void by_hex(store::Read& read, const std::string& word, Found& found) {
  std::string digits = word;
  std::erase(digits, ':');
  const std::optional<Bytes> octets = from_hex(digits.size() % 2 == 1 ? "0" + digits : digits);
  if (!octets || octets->empty()) return;
  if (octets->size() == 32) {
    if (auto certificate = store::certificates::find_by_fingerprint(read, *octets))
      found.certificates.push_back(*certificate);
  } else {
    append(found.certificates, store::certificates::find_by_serial(read, *octets));
    Bytes padded = *octets;
    padded.insert(padded.begin(), 0);
    append(found.certificates, store::certificates::find_by_serial(read, padded));
  }
  if (found.certificates.empty()) married_by_hex(read, *octets, found);
}

std::vector<Fault> candidates(const Found& found) {
  std::vector<Fault> list;
  const auto add = [&](const std::string& id, const std::string& what) {
    list.push_back({Kind::conflict, "show.candidate", id, what, ""});
  };
  for (const auto& r : found.registrations) add(r.id, std::string("registration, ") + store::state_word(r.state));
  for (const auto& p : found.principals) add(p.id, p.kind + " " + p.name + ", " + p.state);
  for (const auto& c : found.certificates) add(c.id, "certificate " + to_hex(c.serial) + ", " + c.subject);
  for (const auto& k : found.keys) add(k.id, "key of " + k.subject);
  return list;
}

/// Neither revoked nor expired.
std::vector<store::Certificate> valid_of(store::Read& read, const std::string& principal, Time now) {
  std::vector<store::Certificate> all = store::certificates::of_principal(read, principal);
  std::erase_if(all, [&](const store::Certificate& c) { return c.revoked_at || now > c.not_after; });
  return all;
}

}  // namespace

void ambiguous(const std::string& word, const Found& found, const std::string& hint) {
  throw Error(Kind::conflict, "show.ambiguous", "'" + printable(word) + "' fits several things", hint,
              candidates(found));
}

Found require_one(Found found, const std::string& word) {
  if (found.count() == 0)
    throw Error(Kind::not_found, "show.missing", "nothing is called '" + printable(word) + "'",
                "pkit list shows what there is");
  if (found.count() > 1) ambiguous(word, found, "give more of the id");
  return found;
}

Found find_all(store::Read& read, const std::string& word) {
  Found found;
  by_id(read, word, found);
  if (is_id(found, word)) return found;
  by_hex(read, word, found);
  if (auto principal = store::find_called(read, machine_key(word))) found.principals.push_back(*principal);
  return found;
}

void require_file_alone(const ReadSession& session, const std::string& name) {
  if (name.find('/') != std::string::npos) return;
  Found found;
  session.state.read([&](store::Read& read) { found = find_all(read, name); });
  if (found.count() > 0)
    throw Error(Kind::conflict, "show.ambiguous", "'" + printable(name) + "' is a file, and the name of a stored thing",
                "the file: ./" + printable(name) + "; the other: its id", candidates(found));
}

Found find_one(const ReadSession& session, const std::string& word) {
  Found found;
  session.state.read([&](store::Read& read) { found = find_all(read, word); });
  return require_one(std::move(found), word);
}

Found find_decidable(const ReadSession& session, const std::string& word) {
  Found found;
  session.state.read([&](store::Read& read) { found = find_all(read, word); });
  found.certificates.clear();
  found.keys.clear();
  return require_one(std::move(found), word);
}

/// Error{not_found "show.missing"}: it is something, but none that has a certificate.
static void require_certificate(const Found& found, const std::string& word) {
  if (found.count() == 0 || !found.certificates.empty()) return;
  const std::string called = printable(word);
  const std::string why = !found.principals.empty()      ? "has no certificate that is valid now"
                          : !found.registrations.empty() ? "is a registration, and no certificate"
                                                         : "is a key, and no certificate";
  throw Error(Kind::not_found, "show.missing", "'" + called + "' " + why,
              "pkit show " + called + (found.principals.empty() ? " tells of it" : " tells which it has had"));
}

store::Certificate find_certificate(const ReadSession& session, const std::string& word) {
  Found found;
  session.state.read([&](store::Read& read) {
    found = find_all(read, word);
    if (found.certificates.empty() && found.principals.size() == 1)
      found.certificates = valid_of(read, found.principals.front().id, operation_time(session, false));
  });
  require_certificate(found, word);
  found.registrations.clear();
  found.principals.clear();
  found.keys.clear();
  return require_one(std::move(found), word).certificates.front();
}

/// Error{not_found "show.missing"}: no certificate of this home, and where `or_key` of no key that is kept here.
static Found found_in_file(const ReadSession& session, const std::string& name, const std::string& content,
                           bool or_key) {
  require_file_alone(session, name);
  const x509::Certificate given = x509::parse_certificate_file(content, name);
  Found found;
  session.state.read([&](store::Read& read) { found = find_all(read, given.fingerprint()); });
  if (found.certificates.empty() && !(or_key && !found.keys.empty()))
    throw Error(Kind::not_found, "show.missing", name + " is not a certificate of this home",
                found.keys.empty() ? "" : "its key is kept here: pkit show " + found.keys.front().id);
  return found;
}

store::Certificate find_certificate(const ReadSession& session, const std::string& name, const std::string& content) {
  return found_in_file(session, name, content, false).certificates.front();
}

std::string find_id(const ReadSession& session, const std::string& name, const std::string& content) {
  const Found found = found_in_file(session, name, content, true);
  return found.certificates.empty() ? found.keys.front().id : found.certificates.front().id;
}

store::Principal principal_of(const ReadSession& session, const std::string& id) {
  std::optional<store::Principal> principal;
  session.state.read([&](store::Read& read) { principal = store::principals::find(read, id); });
  if (!principal) throw Error(Kind::state, "store.corrupt", "there is no principal " + id, "pkit doctor");
  return *principal;
}

}  // namespace pkit
