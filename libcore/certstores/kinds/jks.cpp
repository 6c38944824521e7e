// `jks` and `jceks`: Java's own stores, read here and written by keytool (jks_change.h). The format is a list of
// entries in big-endian numbers, and the SHA-1 of all of it with the password.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "certstores/entries.h"
#include "certstores/kind.h"
#include "certstores/kinds/jks_change.h"
#include "digest/digest.h"

namespace pkit::certstores {

namespace {

constexpr std::uint64_t kKeyTag = 1, kTrustedTag = 2;
constexpr std::size_t kMostJksEntries = 10'000, kMostInChain = 100, kJksDigest = 20;
constexpr const char* kToPkcs12 = "keytool -importkeystore -srckeystore FILE -destkeystore NEW -deststoretype pkcs12";

[[noreturn]] void refuse_jks(const std::string& what, const char* hint = "") {
  throw Error(Kind::input, "certstore.format", "it is no well-formed JKS: " + what, hint);
}

/// Never reads beyond its end.
class JksReader {
 public:
  explicit JksReader(BytesView bytes) : rest_(bytes) {}

  std::uint64_t number(std::size_t octets) {
    std::uint64_t value = 0;
    for (const std::uint8_t octet : take(octets)) value = value << 8 | octet;
    return value;
  }
  /// Java's modified UTF-8 is UTF-8 for what aliases have.
  std::string text() { return printable(as_text(take(number(2)))); }
  BytesView block() { return take(number(4)); }
  bool at_end() const { return rest_.empty(); }

 private:
  BytesView take(std::uint64_t octets) {
    if (octets > rest_.size()) refuse_jks("it ends too soon");
    const BytesView taken = rest_.first(static_cast<std::size_t>(octets));
    rest_ = rest_.subspan(static_cast<std::size_t>(octets));
    return taken;
  }
  BytesView rest_;
};

/// Version 1 has no word on the type: it is X.509.
BytesView certificate_in(JksReader& reader, std::uint64_t version) {
  const std::string type = version == 1 ? "X.509" : reader.text();
  const BytesView der = reader.block();
  return type == "X.509" ? der : BytesView();
}

struct JksEntry {
  std::string alias;
  bool key = false;
  std::vector<BytesView> certificates;
  Bytes stored;
};

JksEntry jks_entry(JksReader& reader, std::uint64_t version) {
  const std::uint64_t tag = reader.number(4);
  if (tag != kKeyTag && tag != kTrustedTag)
    refuse_jks("it has an entry that is neither a key nor a certificate", kToPkcs12);
  JksEntry entry;
  entry.key = tag == kKeyTag;
  entry.alias = reader.text();
  reader.number(8);  // when it was made
  std::uint64_t count = 1;
  if (entry.key) {
    const BytesView key = reader.block();
    entry.stored.assign(key.begin(), key.end());
    count = reader.number(4);
  }
  if (count > kMostInChain) refuse_jks("it has a chain of more than 100 certificates");
  for (; count > 0; --count) entry.certificates.push_back(certificate_in(reader, version));
  for (const BytesView der : entry.certificates) entry.stored.insert(entry.stored.end(), der.begin(), der.end());
  return entry;
}

void add_jks_entry(const JksEntry& from, Contents& contents) {
  if (from.certificates.empty()) {
    ++contents.lone_keys;
    contents.remarks.push_back("the key '" + from.alias + "' has no certificate");
    return;
  }
  try {
    Entry entry;
    entry.alias = from.alias;
    entry.own_name = true;
    entry.private_key = from.key;
    if (from.key) entry.key_form = "encrypted by Java";
    entry.certificate = x509::parse_certificate(from.certificates.front());
    for (std::size_t i = 1; i < from.certificates.size(); ++i)
      entry.chain.emplace_back(from.certificates[i].begin(), from.certificates[i].end());
    entry.stored_sha256 = digest::sha256_hex(from.stored);
    contents.entries.push_back(std::move(entry));
  } catch (const Error& error) {
    contents.unread.push_back("'" + from.alias + "': " + error.what());
  }
}

/// As Java's chars: UTF-16, big-endian.
void append_utf16(std::string_view text, std::string& to) {
  const auto append = [&](std::uint32_t unit) { to.append(1, char(unit >> 8)).append(1, char(unit & 0xff)); };
  while (!text.empty()) {
    const Character character = first_character(text);
    if (character.length == 0)
      throw Error(Kind::config, "key.passphrase", "the password of a JKS is text, and this one is not UTF-8",
                  "iconv -t UTF-8 makes it so");
    text.remove_prefix(character.length);
    const std::uint32_t beyond = character.point - 0x10000;
    if (character.point >= 0x10000) append(0xd800 + (beyond >> 10));
    append(character.point >= 0x10000 ? 0xdc00 + (beyond & 0x3ff) : character.point);
  }
}

/// The password, "Mighty Aphrodite", and everything before the digest.
void require_jks_digest(std::string_view bytes, const Secret& password) {
  std::string all;
  all.reserve(2 * password.reveal().size() + 16 + bytes.size());
  append_utf16(password.reveal(), all);
  all.append("Mighty Aphrodite").append(bytes.substr(0, bytes.size() - kJksDigest));
  const Secret whole(std::move(all));
  const auto digest = digest::sha1(as_bytes(whole.reveal()));
  if (!equal_constant_time(digest, as_bytes(bytes.substr(bytes.size() - kJksDigest))))
    throw Error(Kind::config, "key.passphrase", "the password is not that of the JKS, or it was damaged");
}

bool is_jks(std::string_view bytes) {
  return bytes.starts_with("\xfe\xed\xfe\xed") || bytes.starts_with("\xce\xce\xce\xce");
}

Contents read_jks_store(std::string_view bytes, const Secret& password) {
  Contents contents;
  if (bytes.size() < 12 + kJksDigest || !is_jks(bytes)) refuse_jks("it does not begin like one");
  if (password.empty())
    contents.remarks.push_back("whether it is whole was not checked: no password is known");
  else
    require_jks_digest(bytes, password);
  JksReader reader(as_bytes(bytes.substr(0, bytes.size() - kJksDigest)));
  reader.number(4);
  const std::uint64_t version = reader.number(4), count = reader.number(4);
  if (version != 1 && version != 2) refuse_jks("it is of another version");
  if (count > kMostJksEntries) refuse_jks("it has more than 10000 entries");
  for (std::uint64_t i = 0; i < count; ++i) add_jks_entry(jks_entry(reader, version), contents);
  if (!reader.at_end()) refuse_jks("something stands behind its entries");
  return contents;
}

}  // namespace

const StoreKind kJks = {.name = "jks",
                        .summary = "Java's own store, or its JCEKS; changed by Java's keytool",
                        .directory = false,
                        .password = false,
                        .aliases = true,
                        .many = true,
                        .keys = true,
                        .probe = is_jks,
                        .read = read_jks_store,
                        .put = nullptr,
                        .take = nullptr,
                        .put_by = put_jks,
                        .take_by = take_jks,
                        .require_writable = require_jks_writable,
                        .keys_of = jks_keys};

}  // namespace pkit::certstores
