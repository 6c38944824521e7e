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

class LocalAuthority : public Authority {
 public:
  LocalAuthority(AuthorityConfig config, KeyAccess access, std::vector<x509::Certificate> chain)
      : config_(std::move(config)), access_(std::move(access)), chain_(std::move(chain)) {}

  const std::string& name() const override { return config_.name; }
  const x509::Certificate& issuer() const override { return chain_.front(); }
  const std::vector<x509::Certificate>& chain() const override { return chain_; }

  /// The first signature is verified with the issuer's certificate: that shows that its key signs as it should. To do
  /// so each time would cost a batch more than the signing.
  Signed sign(Mandate mandate, const Bytes& serial) override {
    Signed made = signed_by(key(), mandate, serial);
    if (!proven_) require_verifies(made.certificate, issuer().key);
    proven_ = true;
    return made;
  }

  /// The throw-away key is P-256 whatever the issuer's is: what is rehearsed is names, dates and the lint, an RSA key
  /// would take a second to make, and nobody may mistake the result for a certificate of the issuer.
  Signed rehearse(Mandate mandate, const Bytes& serial) override {
    return signed_by(x509::PrivateKey::generate("ec-p256"), mandate, serial);
  }

 private:
  Signed signed_by(const x509::PrivateKey& key, const Mandate& mandate, const Bytes& serial) const;
  const x509::PrivateKey& key();

  AuthorityConfig config_;
  KeyAccess access_;
  std::vector<x509::Certificate> chain_;
  std::atomic<bool> proven_ = false;
  std::mutex mutex_;  // of what follows
  std::optional<x509::PrivateKey> key_;
  std::optional<Error> refused_;  // why it could not be had: nobody is asked for a passphrase twice
};

/// The last line of defence: the stages before made sure of both, so a failure here is our fault.
void require_leaf(const x509::CertificateFields& fields, const x509::Certificate& issuer) {
  if (fields.ca || fields.path_length)
    throw Error(Kind::internal, "authority.leaf", "a CA certificate was to be signed by a mandate for a leaf");
  if (fields.not_after > issuer.not_after)
    throw Error(Kind::internal, "authority.beyond", "the certificate would outlive its issuer");
}

Signed LocalAuthority::signed_by(const x509::PrivateKey& key, const Mandate& mandate, const Bytes& serial) const {
  x509::CertificateFields fields = mandate.fields();
  require_leaf(fields, issuer());
  fields.serial = serial;
  fields.issuer = issuer().subject.der();
  // RFC 5280 4.2.1.1: the issuer's own identifier; where it has none, the one that it would have by our method.
  fields.authority_key_id =
      issuer().subject_key_id.empty() ? x509::subject_key_id(issuer().key.key_bits()) : issuer().subject_key_id;
  x509::Certificate certificate = sign_clean(fields, key);
  Bytes der = certificate.der;
  return {std::move(der), std::move(certificate)};
}

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

}  // namespace

std::unique_ptr<Authority> open_local(const AuthorityConfig& config, const KeyAccess& access, Time now) {
  return std::make_unique<LocalAuthority>(config, access, read_chain(config, now));
}

void require_key(const AuthorityConfig& config, const KeyAccess& access, Time now) {
  read_ca_key(config.name, {config.key, config.passphrase}, read_chain(config, now).front(), access);
}

}  // namespace pkit::authority
