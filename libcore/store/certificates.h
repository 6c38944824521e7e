// Issuers, certificates and publications that were begun.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/text.h"
#include "store/database.h"
#include "store/principals.h"

namespace pkit::store {

struct Issuer {
  std::string id;         // "i-..."
  std::string authority;  // name in pkit.yaml
  std::string key_id;     // hex
  Bytes certificate;      // DER
  Time not_after = 0;
  Time created = 0;
};
namespace issuers {
void insert(Write&, const Issuer&);
std::optional<Issuer> find(Read&, const std::string& id);
std::optional<Issuer> find_by_certificate(Read&, const Bytes& der);
std::vector<Issuer> all(Read&);
/// How often anything that this issuer signed was revoked or released.
std::int64_t changes(Read&, const std::string& id);
}  // namespace issuers

enum class CertificateState { valid, expired, revoked };
/// As users have them, in the order of the enum.
std::span<const char* const> certificate_state_words();
const char* state_word(CertificateState state);

struct Certificate {
  std::string id;            // "c-..."
  std::string issuer;        // "i-..."
  Bytes serial;              // DER content octets
  std::string principal;     // "o-..."
  std::string registration;  // "r-..." or empty
  std::string profile;
  std::string subject;  // RFC 4514 text
  std::string key_id;   // hex
  Bytes csr_sha256;     // empty: none
  Bytes fingerprint;    // SHA-256 of der
  Time not_before = 0, not_after = 0;
  std::optional<Time> revoked_at;
  std::string revocation_reason;
  Bytes der;
  Time created = 0;
  std::int64_t version = 1;
  std::optional<Time> invalid_since = {};  // of a revoked one, where it is known (RFC 5280 5.3.2)
  Value asked = {};  // what it was asked for with, as given (decision/asked.h); null where nobody noted it
};
/// Both ends of its time count.
CertificateState state_of(const Certificate& certificate, Time now);
namespace certificates {
/// Error{conflict} where (issuer, serial) is taken.
void insert(Write&, const Certificate&);
struct Revocation {
  Time at = 0;
  std::string reason;  // RFC 5280 5.3.1's word
  std::optional<Time> invalid_since = {};
};
/// False where it is revoked already, and not only on hold for another reason than this, or for another than
/// keyCompromise where that is this one; or the version differs.
bool revoke(Write&, const std::string& id, std::int64_t version, const Revocation& revocation);
/// Ends a hold. False where it is not on hold or the version differs.
bool release(Write&, const std::string& id, std::int64_t version);
std::optional<Certificate> find(Read&, const std::string& id);
std::optional<Certificate> find_by_fingerprint(Read&, const Bytes& fingerprint);
/// Of any issuer; serial as DER content octets.
std::vector<Certificate> find_by_serial(Read&, const Bytes& serial);
std::vector<Certificate> with_prefix(Read&, const std::string& prefix, int limit);
/// Neither revoked nor past not_after at `now`, newest first.
std::vector<Certificate> valid_of_principal(Read&, const std::string& principal, Time now);
std::vector<Certificate> of_principal(Read&, const std::string& principal);
/// All over this key (hex), whoever holds them.
std::vector<Certificate> of_key(Read&, const std::string& key_id);
/// The newest of this CSR over this key (hex), whoever holds it.
std::optional<Certificate> find_by_csr(Read&, const std::string& key_id, const Bytes& csr_sha256);
/// Is there any certificate over this key (hex), whatever became of it?
bool key_is_known(Read&, const std::string& key_id);
/// Another principal with a certificate over this key, whatever became of it.
std::optional<std::string> other_holder(Read&, const std::string& key_id, const std::string& principal);
/// What over this key (hex) was revoked as keyCompromise, fit to be printed: the newest certificate, else a record of
/// another CA. Whoever has the key now, it proves nothing.
std::optional<std::string> compromised(Read&, const std::string& key_id);
/// Those over this key, whoever holds them, neither revoked nor past not_after at `now`; newest first.
std::vector<Certificate> valid_of_key(Read&, const std::string& key_id, Time now);
struct Counts {
  std::int64_t valid = 0, expired = 0, revoked = 0;
};
Counts count(Read&, Time now);
struct Listed {
  Certificate certificate;
  std::string name;  // the principal's
};
/// States "valid", "expired", "revoked"; by not_after.
void each(Read&, const ListFilter&, const std::function<void(const Listed&)>& fn);
}  // namespace certificates

/// A key and certificate that are to appear together at `target`; `staging` holds the key from before Bind on.
struct Publication {
  std::string certificate;  // "c-..."
  std::string target;       // directory, as home/home.h's stored_path() names it
  std::string staging;      // directory beside it, likewise
  bool replaces = false;    // what stands at the target may be replaced
  bool done = false;
};
namespace publications {
void insert(Write&, const Publication&);
void done(Write&, const std::string& certificate);
std::vector<Publication> unfinished(Read&);
std::optional<Publication> find(Read&, const std::string& certificate);
}  // namespace publications

}  // namespace pkit::store
