// `ssh-authorized-keys`: keys that let somebody in, a line each, as sshd(8) reads them. They come by `pkit ssh-key`;
// every other line stays as it is, to the byte.
#include "certstores/entries.h"
#include "certstores/kind.h"
#include "digest/digest.h"

namespace pkit::certstores {

namespace {

/// A key at least: nothing else tells such a file from any other text.
bool is_authorized_keys(std::string_view bytes) {
  return bytes.find('\0') == bytes.npos && !ssh::read_authorized_keys(bytes).keys.empty();
}

Contents read_authorized(std::string_view bytes, const Secret&) {
  Contents contents;
  ssh::AuthorizedKeys read = ssh::read_authorized_keys(bytes);
  contents.unread = std::move(read.unread);
  for (ssh::AuthorizedKey& key : read.keys) {
    Entry entry;
    entry.alias = key.key.fingerprint();
    entry.stored_sha256 = digest::sha256_hex(bytes.substr(key.begin, key.end - key.begin));
    entry.ssh = std::move(key);
    contents.entries.push_back(std::move(entry));
  }
  return contents;
}

Edit put_certificate(std::string_view, const Secret&, const Addition&) {
  throw Error(Kind::conflict, "certstore.no_certificate", "an ssh-authorized-keys store holds keys, and no certificate",
              "pkit ssh-key add");
}

Edit take_authorized(std::string_view bytes, const Secret& password, const std::string& alias) {
  const Contents contents = read_authorized(bytes, password);
  const Entry* entry = contents.find(alias);
  if (!entry) return nothing_to_take(alias);
  Edit edit;
  edit.alias = entry->alias;
  edit.gone = {entry->alias};
  edit.bytes = Secret(ssh::without_key(bytes, entry->alias));
  return edit;
}

}  // namespace

const StoreKind kAuthorizedKeys = {.name = "ssh-authorized-keys",
                                   .summary = "SSH keys that let somebody in, a line each",
                                   .directory = false,
                                   .password = false,
                                   .aliases = false,
                                   .many = true,
                                   .keys = false,
                                   .probe = is_authorized_keys,
                                   .read = read_authorized,
                                   .put = put_certificate,
                                   .take = take_authorized};

}  // namespace pkit::certstores
