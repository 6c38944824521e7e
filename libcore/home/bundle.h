// A directory with a key and its certificate: key.pem, cert.pem, chain.pem, fullchain.pem, which change together or not
// at all. A new key waits beside it until its certificate is there, and survives a kill.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/world.h"
#include "home/staging_place.h"

namespace pkit {

/// What is put beside the key; PEM.
struct BundleCertificate {
  std::string certificate, chain;  // the chain without the root, issuer first
};

/// Is `target` a directory that holds key.pem and cert.pem, and no link or mount point?
bool is_bundle(const Path& target);
/// Error{conflict "output.exists"} where `target` exists and is not a bundle or an empty directory; {usage
/// "output.parent"} where there is no directory to put it in.
void require_bundle_place(const Path& target);

/// The key stays, the certificate is another: the whole directory is exchanged, and what it was is kept as
/// DIR.previous. False where it has that certificate already. Error{state "output.failed"}.
bool renew_bundle(const World& world, const Path& target, const BundleCertificate& certificate);

/// A new key that waits for its certificate in a directory beside `target`.
struct WaitingKey {
  std::string request_id;  // of the request that asks for its certificate: the same for every try
  std::string key;         // PEM
  std::string request;     // PEM of its CSR: the same for every try
  std::string said = {};   // what else it asks with, in its maker's form; empty where there is nothing to be kept
};
class WaitingBundle {
 public:
  /// What an earlier command left beside `target`, else what `make` makes, synced before this returns. Error{conflict
  /// "output.busy"} where another command is at work there.
  static WaitingBundle open(const World& world, const Path& target, const std::function<WaitingKey()>& make);

  const WaitingKey& key() const { return key_; }
  bool resumed() const { return resumed_; }
  /// The directory in which it waits, for whoever wants to give it up.
  const Path& place() const { return place_.directory; }
  /// The certificate joins the key, and the directory takes the place of `target`, which is kept as DIR.previous.
  void publish(const BundleCertificate& certificate);
  /// Nothing will come of it: a refusal. What it waited in is removed.
  void discard();

 private:
  WaitingBundle(const World& world, Path target, StagingPlace place, WaitingKey key, bool resumed);
  const World& world_;
  Path target_;
  StagingPlace place_;
  WaitingKey key_;
  bool resumed_;
};

}  // namespace pkit
