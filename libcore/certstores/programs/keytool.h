// Java's keytool, which writes Java's own stores (B3): an external program under an adapter's limits, that is given
// files of a directory of its own, and passwords in its environment, never on its command line.
#pragma once

#include <string>
#include <vector>

#include "base/file.h"
#include "base/world.h"
#include "certstores/kind.h"

namespace pkit::certstores {

/// Error{conflict "certstore.read_only"} where there is none, with what to install, and what to do without.
void require_keytool();

/// A copy of a store while keytool works on it. Every member throws Error{config "certstore.tool"} for what keytool
/// says no to, with its words.
class Keytool {
 public:
  /// `type` is "JKS" or "JCEKS".
  Keytool(const World& world, std::string_view store, const char* type, const Secret& password);
  ~Keytool();
  Keytool(const Keytool&) = delete;
  Keytool& operator=(const Keytool&) = delete;

  /// The key with its certificate and chain becomes the entry of that alias, whatever that was.
  void put_key(const std::string& alias, const x509::PrivateKey& key, const x509::Certificate& certificate,
               const std::vector<Bytes>& chain);
  /// A trusted certificate under an alias that is free.
  void put_trusted(const std::string& alias, const x509::Certificate& certificate);
  void remove(const std::string& alias);
  x509::PrivateKey key_of(const std::string& alias) const;
  /// What the store is by now.
  Secret bytes() const;

 private:
  void run(const std::vector<std::string>& words) const;
  std::vector<std::string> of_store(const char* command, const std::string& alias) const;

  const World& world_;
  const char* type_;
  const Secret& password_;
  const Secret transport_;  // of the PKCS#12 that keys come and go in
  Path directory_;
  Fd lock_;  // of the directory: who has none has left it behind
};

}  // namespace pkit::certstores
