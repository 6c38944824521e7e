// A local CA: its certificate and key are files.
#include <atomic>
#include <mutex>
#include <optional>

#include "authority/authority.h"
#include "authority/ca_key.h"
#include "authority/chain.h"
#include "authority/seal.h"

namespace pkit::authority {

namespace {

class LocalAuthority : public Signer {
 public:
  LocalAuthority(AuthorityConfig config, KeyAccess access, std::vector<x509::Certificate> chain)
      : Signer(config.name, std::move(chain)), config_(std::move(config)), access_(std::move(access)) {}

  /// The first signature is verified with the issuer's certificate: that shows that its key signs as it should. To do
  /// so each time would cost a batch more than the signing.
  Signed sign(Mandate mandate, const Bytes& serial) override {
    Signed made = signed_by(key(), mandate, serial);
    if (!proven_) require_verifies(made.certificate, issuer().key);
    proven_ = true;
    return made;
  }

 private:
  const x509::PrivateKey& key();

  AuthorityConfig config_;
  KeyAccess access_;
  std::atomic<bool> proven_ = false;
  std::mutex mutex_;  // of what follows
  std::optional<x509::PrivateKey> key_;
  std::optional<Error> refused_;  // why it could not be had: nobody is asked for a passphrase twice
};

const x509::PrivateKey& LocalAuthority::key() {
  const std::lock_guard lock(mutex_);
  if (refused_) throw Error(*refused_);
  try {
    if (!key_) key_ = read_ca_key(config_.name, {config_.key, config_.passphrase}, issuer(), access_);
  } catch (const Error& error) {
    refused_ = error;
    throw;
  }
  return *key_;
}

std::vector<x509::Certificate> read_own_chain(const AuthorityConfig& config, Time now) {
  std::vector<x509::Certificate> chain = read_chain(config, now);
  require_understood(chain);
  return chain;
}

}  // namespace

std::unique_ptr<Signer> open_local(const AuthorityConfig& config, const KeyAccess& access, Time now) {
  return std::make_unique<LocalAuthority>(config, access, read_own_chain(config, now));
}

void require_usable(const AuthorityConfig& config, const KeyAccess& access, Time now) {
  if (config.is_gateway())
    read_chain(config, now);
  else
    read_ca_key(config.name, {config.key, config.passphrase}, read_own_chain(config, now).front(), access);
}

}  // namespace pkit::authority
