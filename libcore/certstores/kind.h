// The kinds of certificate stores (document B, B3): a row each, told by content and never by a file's name. A kind
// turns bytes into entries and one change into new bytes; it opens no file and knows no state.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/world.h"
#include "ssh/authorized_keys.h"
#include "x509/certificate.h"
#include "x509/private_key.h"

namespace pkit::certstores {

/// One certificate of a store, as others see it: never a key's bytes.
struct Entry {
  std::string alias;         // unique in its store without regard to case, but for a certificate that is there twice
  bool private_key = false;  // its key is there too (PrivateKeyEntry)
  std::string key_form;      // "PKCS#8", "traditional", ...; empty without a key
  x509::Certificate certificate;
  std::vector<Bytes> chain;               // DER: of one with a key, its issuers that the store has, in their order
  std::string chain_of;                   // alias of the entry whose issuer this is; empty: it stands for itself
  bool own_name = false;                  // stands for itself under a name of its own, in whosever chain it is
  std::string stored_sha256;              // hex, over what the store holds of it: for "byte for byte"
  std::optional<ssh::AuthorizedKey> ssh;  // of an SSH key, which has no certificate

  /// SHA-256: hex, of the certificate; of an SSH key as its alias has it.
  std::string fingerprint() const { return ssh ? alias : certificate.fingerprint(); }
};

/// What a store holds. `unread` has a sentence for each thing in it that could not be read: then it was not read whole.
struct Contents {
  std::vector<Entry> entries;
  std::vector<std::string> unread;
  std::vector<std::string> remarks;  // what is odd in it
  std::size_t lone_keys = 0;         // private keys that are no certificate's; `remarks` tell of them

  /// By alias, without regard to case, or by SHA-1 or SHA-256 of the certificate; null where there is none.
  const Entry* find(std::string_view word) const;
};

/// What is to be put there.
struct Addition {
  std::string alias;  // empty: the kind's own
  std::optional<x509::PrivateKey> key;
  x509::Certificate certificate;
  std::vector<Bytes> chain;  // DER, issuer first, no root
  bool overwrite = false;
};

/// What a change comes to.
struct Edit {
  std::optional<Secret> bytes;    // nothing: all stays as it is
  std::string alias;              // of the entry that it is about
  std::vector<std::string> gone;  // aliases of the entries that are not there any more
  std::string unchanged;          // why all stays as it is
  std::vector<std::string> warnings;
};

using Keyed = std::vector<const Entry*>;
using Keys = std::vector<x509::PrivateKey>;

struct StoreKind {
  const char* name;
  const char* summary;
  bool directory;  // a directory of files of the other kinds, an entry each
  bool password;   // needs one
  bool aliases;    // an entry has a name of its own
  bool many;       // holds more than one entry
  bool keys;       // holds private keys
  /// Is this such a store? Of a file's first bytes alone it says yes too, unless they are of another kind.
  bool (*probe)(std::string_view bytes);
  /// Error{input "certstore.format"} where it is none at all, {config "key.passphrase"} for a wrong password.
  Contents (*read)(std::string_view bytes, const Secret& password);
  /// Error{conflict "certstore.*"} for what cannot be.
  Edit (*put)(std::string_view bytes, const Secret& password, const Addition& addition);
  /// Without the entry of this alias; unchanged where there is none (T-B5).
  Edit (*take)(std::string_view bytes, const Secret& password, const std::string& alias);
  /// Of a kind that another program writes, in their place; and throws Error where that cannot be done here.
  Edit (*put_by)(const World& world, std::string_view bytes, const Secret& password,
                 const Addition& addition) = nullptr;
  Edit (*take_by)(const World& world, std::string_view bytes, const Secret& password,
                  const std::string& alias) = nullptr;
  void (*require_writable)(const Secret& password) = nullptr;
  bool external = false;  // no file of ours: another program keeps it (external.h), and none of these is called
  /// The keys of entries that have one, in their order. Error{input "key.*"}, {config "key.passphrase" |
  /// "certstore.tool"}. Null: its entries have none.
  Keys (*keys_of)(const World& world, std::string_view bytes, const Secret& password, const Keyed& entries) = nullptr;

  Edit putting(const World& world, std::string_view bytes, const Secret& word, const Addition& addition) const {
    return put_by ? put_by(world, bytes, word, addition) : put(bytes, word, addition);
  }
  Edit taking(const World& world, std::string_view bytes, const Secret& word, const std::string& alias) const {
    return take_by ? take_by(world, bytes, word, alias) : take(bytes, word, alias);
  }
};

std::span<const StoreKind* const> kinds();
/// Of "adapter:NAME", whatever the name, the row of all of them. Error{input "certstore.kind"} with those that there
/// are.
const StoreKind& kind_named(const std::string& name);
/// The kind of a file with this content; null where it is none.
const StoreKind* kind_of(std::string_view bytes);

extern const StoreKind kPem, kDer, kPkcs12, kJks, kAuthorizedKeys, kCertDir, kK8sManifest, kPkcs11, kAdapterStore;

}  // namespace pkit::certstores
