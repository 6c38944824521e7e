#include "ssh/public_key.h"

#include <algorithm>
#include <bit>

#include "base/error.h"
#include "base/table.h"
#include "digest/digest.h"
#include "ssh/wire.h"

namespace pkit::ssh {

namespace {

/// What a type's bytes hold behind its name, and how long a key of it is.
struct TypeRow {
  const char* type;
  const char* keytype;
  int keylength;      // 0: the length of its modulus
  const char* curve;  // the string behind the name; null: none
  std::size_t size;   // of the string behind that; 0: any
  int strings;        // behind the name in all
};
constexpr TypeRow kTypes[] = {
    {"ssh-ed25519", "Ed25519", 256, nullptr, 32, 1},
    {"ssh-rsa", "RSA", 0, nullptr, 0, 2},
    {"ecdsa-sha2-nistp256", "ECDSA", 256, "nistp256", 65, 2},
    {"ecdsa-sha2-nistp384", "ECDSA", 384, "nistp384", 97, 2},
    {"ecdsa-sha2-nistp521", "ECDSA", 521, "nistp521", 133, 2},
    {"sk-ssh-ed25519@openssh.com", "Ed25519-SK", 256, nullptr, 32, 2},
    {"sk-ecdsa-sha2-nistp256@openssh.com", "ECDSA-SK", 256, "nistp256", 65, 3},
};

[[noreturn]] void refuse(const std::string& what) { throw Error(Kind::input, "ssh.key", what); }

const TypeRow* row_of(std::string_view type) {
  const auto found = std::ranges::find_if(kTypes, [&](const TypeRow& row) { return type == row.type; });
  return found == std::end(kTypes) ? nullptr : &*found;
}

int bits_of(BytesView mpint) {
  while (!mpint.empty() && mpint.front() == 0) mpint = mpint.subspan(1);
  if (mpint.empty()) return 0;
  return static_cast<int>(mpint.size() * 8) - std::countl_zero(mpint.front());
}

BytesView string_of(WireReader& reader) {
  const auto string = reader.next();
  if (!string) refuse("the bytes of the key end too early");
  return *string;
}

void read_fields(WireReader& reader, const TypeRow& row, PublicKey& key) {
  std::vector<BytesView> strings;
  for (int i = 0; i < row.strings; ++i) strings.push_back(string_of(reader));
  std::size_t point = 0;
  if (row.curve && as_text(strings[point++]) != row.curve) refuse("the key is on another curve than its type says");
  if (row.size != 0 && strings[point].size() != row.size) refuse("the key is not as long as its type says");
  key.keylength = row.keylength != 0 ? row.keylength : bits_of(strings.back());
  if (key.keylength == 0) refuse("the key has no modulus");
  if (!reader.at_end()) refuse("there are bytes left behind the key");
}

}  // namespace

std::string PublicKey::fingerprint() const {
  const digest::Digest hash = digest::sha256(as_text(blob));
  std::string text = to_base64(BytesView(hash.data(), hash.size()));
  while (text.ends_with('=')) text.pop_back();
  return "SHA256:" + text;
}

std::string PublicKey::text() const { return type + " " + to_base64(blob); }

bool is_key_type(std::string_view word) {
  return row_of(word) || word.starts_with("ssh-") || word.starts_with("ecdsa-") || word.starts_with("sk-");
}

PublicKey read_public_key(const std::string& type, Bytes blob) {
  PublicKey key{type, std::move(blob), type, 0};
  WireReader reader(key.blob);
  if (as_text(string_of(reader)) != type) refuse("the key is of another type than its line says");
  if (const TypeRow* row = row_of(type)) {
    key.keytype = row->keytype;
    read_fields(reader, *row, key);
  }
  return key;
}

}  // namespace pkit::ssh
