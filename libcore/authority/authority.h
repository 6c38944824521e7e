// Who signs leaves: a local CA key, or another CA that is reached by a gateway (gateway.h).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "authority/mandate.h"
#include "base/world.h"
#include "config/fields.h"
#include "secrets/source.h"
#include "x509/certificate.h"

namespace pkit::authority {

/// `authorities: machines: {certificate: ca/issuing.crt, key: ca/issuing.key, passphrase: file:/.., chain:
/// ca/root.crt}`, or with `gateway: ADAPTER` in place of the key.
struct AuthorityConfig {
  std::string name;
  Path certificate, key, chain;  // absolute; chain may be empty, and key is where there is a gateway
  std::string passphrase;        // source, empty: the key is plain
  Position at;
  std::string gateway = {};  // the adapter that reaches the CA whose key is elsewhere; empty: the key is here

  bool is_gateway() const { return !gateway.empty(); }
};
using AuthorityConfigs = std::map<std::string, AuthorityConfig>;

extern const std::vector<config::Field> kAuthorityFields;
/// Paths relative to `home`; nothing is opened, files are only stat'ed: a missing one is a fault.
AuthorityConfigs read_authorities(const Value& section, const Path& home, config::Faults& faults);

/// A signed leaf.
struct Signed {
  Bytes der;
  x509::Certificate certificate;
};

/// Several threads may use one at once.
class Authority {
 public:
  /// `chain`: issuer first.
  Authority(std::string name, std::vector<x509::Certificate> chain)
      : name_(std::move(name)), chain_(std::move(chain)) {}
  virtual ~Authority() = default;
  const std::string& name() const { return name_; }
  /// The current issuer's certificate, and what clients need to reach a root (issuer first, root last where known).
  const x509::Certificate& issuer() const { return chain_.front(); }
  const std::vector<x509::Certificate>& chain() const { return chain_; }
  /// For a dry run: everything of a local signature, but with a throw-away P-256 key; needs no CA key.
  Signed rehearse(Mandate mandate, const Bytes& serial) const;

 protected:
  /// Builds, lints and signs; the signature is not verified.
  Signed signed_by(const x509::PrivateKey& key, const Mandate& mandate, const Bytes& serial) const;

 private:
  std::string name_;
  std::vector<x509::Certificate> chain_;
};

/// An authority whose key is here.
class Signer : public Authority {
 public:
  using Authority::Authority;
  /// Builds, lints, signs and verifies its own signature. `serial`: see new_serial. Error{config "authority.*"} where
  /// the key cannot be used, {internal "authority.lint"} where the lint finds a fault, {internal "authority.beyond"}
  /// where the leaf would outlive its issuer.
  virtual Signed sign(Mandate mandate, const Bytes& serial) = 0;
};

/// By whom keys are read, and what their passphrases may come from.
using KeyAccess = secrets::Access;

/// Reads the certificate and chain now (checked: CAs, valid at `now`, links sound) and the key at the first sign()
/// (checked: belongs to the certificate, readable by its owner alone). Error{config "authority.certificate" |
/// "authority.expired" | "authority.key" | "authority.passphrase" | "key.passphrase"}.
std::unique_ptr<Signer> open_local(const AuthorityConfig& config, const KeyAccess& access, Time now);

/// Reads what open_local() reads, and the key of a local authority, which must be the certificate's: the same errors.
void require_usable(const AuthorityConfig& config, const KeyAccess& access, Time now);
/// The issuer's certificate first, then those above it as far as the files go: sound as for open_local(), but at any
/// time. Error{config "authority.certificate"}.
std::vector<x509::Certificate> read_issuers(const AuthorityConfig& config);
/// The certificates in the same files, whatever they are: for who shows them and relies on none. Error{config
/// "authority.certificate"} where there is none.
std::vector<x509::Certificate> listed_issuers(const AuthorityConfig& config);

/// 16 octets: 48-bit epoch milliseconds and 80 random bits; as unsigned magnitude that is positive (top bit clear).
Bytes new_serial(const World& world, Time now);

}  // namespace pkit::authority
