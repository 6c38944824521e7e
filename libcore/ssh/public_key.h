// Public keys of SSH (RFC 4253 6.6, RFC 5656, RFC 8709): read from their one line, and what others call them.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"

namespace pkit::ssh {

struct PublicKey {
  std::string type;     // "ssh-ed25519", as its line and its bytes say
  Bytes blob;           // the bytes that a line has in base64
  std::string keytype;  // "RSA", "ECDSA", "Ed25519", ...; of a type that is not known, that
  int keylength = 0;    // bits; 0 where the type is not known

  /// "SHA256:" and base64 without padding, as ssh-keygen -l prints it.
  std::string fingerprint() const;
  /// "ssh-ed25519 AAAA...", without a comment.
  std::string text() const;
};

/// `type` and the bytes must agree, and the bytes be whole: Error{input "ssh.key"}.
PublicKey read_public_key(const std::string& type, Bytes blob);
/// Is this a word that a key's line can have as its type: that of a type we know, or anything that looks like one?
bool is_key_type(std::string_view word);

}  // namespace pkit::ssh
