// authorized_keys as bytes: each key is a whole line of the text and by itself the same key; taking one out or putting
// one in leaves every other byte.
#include "ssh/authorized_keys.h"

#include "targets.h"

namespace pkit::fuzz {

namespace {

bool alike(const ssh::AuthorizedKey& one, const ssh::AuthorizedKey& other) {
  return equal(one.key.blob, other.key.blob) && one.key.type == other.key.type && one.options == other.options &&
         one.comment == other.comment;
}

/// The keys but those with that fingerprint, and everything between them, stay as they were.
void taken_out(std::string_view text, const ssh::AuthorizedKeys& read, const std::string& fingerprint) {
  const std::string without = ssh::without_key(text, fingerprint);
  const ssh::AuthorizedKeys left = ssh::read_authorized_keys(without);
  std::size_t n = 0, gone = 0;
  for (const ssh::AuthorizedKey& key : read.keys) {
    if (key.key.fingerprint() == fingerprint) {
      gone += key.end - key.begin;
      continue;
    }
    PROMISE(n < left.keys.size() && alike(key, left.keys[n]));
    ++n;
  }
  PROMISE(n == left.keys.size());
  PROMISE(left.unread.size() == read.unread.size());
  PROMISE(without.size() + gone == text.size());
}

/// A line behind an old one is one key more, and taking it out again gives the text as it was, but for a last line end.
void put_in(std::string_view text, const ssh::AuthorizedKeys& read, const std::string& behind) {
  static const ssh::AuthorizedKey fresh =
      ssh::read_key_line("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ7JqL4aVfRUByxybg+eKtahphQwPfIoNdTzsnLQVcve");
  const std::string fingerprint = fresh.key.fingerprint();
  for (const ssh::AuthorizedKey& key : read.keys)
    if (key.key.fingerprint() == fingerprint) return;
  const std::string with = ssh::with_line_behind(text, behind, ssh::key_line(fresh.key, "restrict", "new"));
  PROMISE(ssh::read_authorized_keys(with).keys.size() == read.keys.size() + 1);
  std::string again = ssh::without_key(with, fingerprint);
  if (again.size() > text.size()) {
    PROMISE(again.back() == '\n');
    again.pop_back();
  }
  PROMISE(again == text);
}

}  // namespace

int fuzz_authorized_keys(BytesView bytes) {
  const std::string_view text = as_text(bytes);
  const ssh::AuthorizedKeys read = ssh::read_authorized_keys(text);
  std::size_t at = 0;
  for (const ssh::AuthorizedKey& key : read.keys) {
    PROMISE(key.begin >= at && key.begin < key.end && key.end <= text.size());
    PROMISE(key.begin == 0 || text[key.begin - 1] == '\n');
    PROMISE(alike(ssh::read_key_line(text.substr(key.begin, key.end - key.begin)), key));
    at = key.end;
  }
  for (const std::string& unread : read.unread) PROMISE(!unread.empty());
  put_in(text, read, read.keys.empty() ? "" : read.keys.front().key.fingerprint());
  if (!read.keys.empty()) taken_out(text, read, read.keys.back().key.fingerprint());
  return 0;
}

}  // namespace pkit::fuzz
