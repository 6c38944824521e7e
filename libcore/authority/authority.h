// Who signs leaves: a local CA key. A gateway to another CA would be a further implementation of Authority.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "authority/mandate.h"
#include "authority/passphrase.h"
#include "base/world.h"
#include "config/fields.h"
#include "x509/certificate.h"

namespace pkit::authority {

/// `authorities: machines: {certificate: ca/issuing.crt, key: ca/issuing.key, passphrase: file:/.., chain:
/// ca/root.crt}`.
struct AuthorityConfig {
  std::string name;
  Path certificate, key, chain;  // absolute; chain may be empty
  std::string passphrase;        // source, empty: the key is plain
  Position at;
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
  virtual ~Authority() = default;
  virtual const std::string& name() const = 0;
  /// The current issuer's certificate, and what clients need to reach a root (issuer first, root last where known).
  virtual const x509::Certificate& issuer() const = 0;
  virtual const std::vector<x509::Certificate>& chain() const = 0;
  /// Builds, lints, signs and verifies its own signature. `serial`: see new_serial. Error{config "authority.*"} where
  /// the key cannot be used, {internal "authority.lint"} where the lint finds a fault, {internal "authority.beyond"}
  /// where the leaf would outlive its issuer.
  virtual Signed sign(Mandate mandate, const Bytes& serial) = 0;
  /// For a dry run: everything of sign() but with a throw-away P-256 key; needs no CA key.
  virtual Signed rehearse(Mandate mandate, const Bytes& serial) = 0;
};

struct KeyAccess {
  uid_t uid;
  std::optional<Path> credentials_directory;
  Prompt prompt;
};

/// Reads the certificate and chain now (checked: CAs, valid at `now`, links sound) and the key at the first sign()
/// (checked: belongs to the certificate, readable by its owner alone). Error{config "authority.certificate" |
/// "authority.expired" | "authority.key" | "authority.passphrase" | "key.passphrase"}.
std::unique_ptr<Authority> open_local(const AuthorityConfig& config, const KeyAccess& access, Time now);

/// Reads the key and asks whether it is the certificate's: the same errors.
void require_key(const AuthorityConfig& config, const KeyAccess& access, Time now);
/// The issuer's certificate first, then those above it as far as the files go: sound as for open_local(), but at any
/// time. Error{config "authority.certificate"}.
std::vector<x509::Certificate> read_issuers(const AuthorityConfig& config);

/// 16 octets: 48-bit epoch milliseconds and 80 random bits; as unsigned magnitude that is positive (top bit clear).
Bytes new_serial(const World& world, Time now);

}  // namespace pkit::authority
