// From what a user types to the one stored thing it means.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "home/session.h"
#include "store/certificates.h"
#include "store/kept_keys.h"
#include "store/principals.h"
#include "store/registrations.h"

namespace pkit {

/// Everything that a word can mean: an id or a prefix of four or more characters, a ClientMachine, a serial, a
/// fingerprint.
struct Found {
  std::vector<store::Registration> registrations;
  std::vector<store::Principal> principals;
  std::vector<store::Certificate> certificates;
  std::vector<store::KeptKey> keys;
  std::size_t count() const { return registrations.size() + principals.size() + certificates.size() + keys.size(); }
};
Found find_all(store::Read& read, const std::string& word);

/// Exactly one of these: Error{not_found "show.missing"} or {conflict "show.ambiguous"} as find_one().
Found require_one(Found found, const std::string& word);
/// Exactly one thing: Error{not_found "show.missing"} or {conflict "show.ambiguous"} with every candidate as detail.
Found find_one(const ReadSession& session, const std::string& word);
/// The same, of registrations and orchestrators alone, as approve and deny take them.
Found find_decidable(const ReadSession& session, const std::string& word);
/// The certificate that a serial, an id or a fingerprint names, or the only valid one of the machine of that name.
/// Error{not_found "show.missing"} with what the word is instead, {conflict "show.ambiguous"}.
store::Certificate find_certificate(const ReadSession& session, const std::string& word);
/// The certificate of this home that a file holds; the file is a stored thing's name too: require_file_alone().
store::Certificate find_certificate(const ReadSession& session, const std::string& name, const std::string& content);
/// The id of that certificate, or of the key that is kept here for the certificate of another CA that the file holds.
std::string find_id(const ReadSession& session, const std::string& name, const std::string& content);

/// Error{conflict "show.ambiguous"} with all of them as details: several where one was meant.
[[noreturn]] void ambiguous(const std::string& word, const Found& found, const std::string& hint);

/// Error{conflict "show.ambiguous"} where a file's name without a directory is also what a stored thing is called.
void require_file_alone(const ReadSession& session, const std::string& name);

store::Principal principal_of(const ReadSession& session, const std::string& id);

}  // namespace pkit
