// authorized_keys, as sshd(8) reads it: a key a line, with options before it. A change adds or removes whole lines, and
// every other byte stays.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ssh/public_key.h"

namespace pkit::ssh {

struct AuthorizedKey {
  PublicKey key;
  std::string options, comment;    // as written; may be empty
  std::size_t line = 0;            // from 1
  std::size_t begin = 0, end = 0;  // of the whole line in the text, its line end included
};

struct AuthorizedKeys {
  std::vector<AuthorizedKey> keys;
  std::vector<std::string> unread;  // a sentence for each line that is neither a key, a comment nor empty
};

/// At most 10,000 keys, and lines of at most 64 KiB, else in `unread`.
AuthorizedKeys read_authorized_keys(std::string_view text);
/// One line of a file like id_ed25519.pub. Error{input "ssh.key"} where it is none, or there are several.
AuthorizedKey read_key_line(std::string_view text);

/// What a new line is made of. Error{usage "ssh.line"} where its options or comment could be read as anything else.
std::string key_line(const PublicKey& key, const std::string& options, const std::string& comment);
/// With `line` behind the lines of the key with that fingerprint, or where there is none at the end.
std::string with_line_behind(std::string_view text, const std::string& fingerprint, const std::string& line);
/// Without the lines of the key with that fingerprint.
std::string without_key(std::string_view text, const std::string& fingerprint);

}  // namespace pkit::ssh
