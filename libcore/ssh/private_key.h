// New SSH key pairs, in the form that OpenSSH keeps them in (its PROTOCOL.key: "openssh-key-v1").
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ssh/public_key.h"

namespace pkit::ssh {

struct KeyPair {
  PublicKey public_key;
  Secret file;  // PEM "OPENSSH PRIVATE KEY", as ssh-keygen writes it
};

/// Words of types that can be made: "ed25519", "ec-p256", "rsa-3072", ...
const std::vector<std::string>& new_key_words();
/// The word that makes a key like this one; "ed25519" where there is none.
std::string word_for(const PublicKey& key);

/// `comment` is in the file too. Encrypted by aes256-ctr under bcrypt_pbkdf of 24 rounds, as OpenSSH does it, unless
/// `passphrase` is empty. `random` fills from the kernel. Error{usage "key.word"}.
KeyPair make_key_pair(std::string_view word, const std::string& comment, const Secret& passphrase,
                      const std::function<void(std::span<std::uint8_t>)>& random);

}  // namespace pkit::ssh
