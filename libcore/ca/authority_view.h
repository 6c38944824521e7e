// Authorities and their issuers as the Values that users read.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ca/authorities.h"
#include "setup/setup.h"
#include "store/authorities.h"
#include "store/certificates.h"
#include "store/crls.h"
#include "x509/certificate.h"

namespace pkit {

/// Everything that is known of one authority.
struct KnownAuthority {
  std::string name;
  const authority::AuthorityConfig* config = nullptr;  // null: pkit.yaml does not name it (any more)
  std::vector<x509::Certificate> chain;                // of its files, issuer first; empty where they cannot be read
  std::string unreadable;                              // why
  std::optional<store::Authority> row;
  std::vector<store::Issuer> issuers;                       // of the state, oldest first
  std::vector<std::string> profiles;                        // that name it
  std::map<Bytes, store::crls::ForeignRevocation> revoked;  // of its certificates, by their DER: by the CA above
};

/// Of its chain, who issued this certificate; null where nobody did.
const x509::Certificate* issuer_in_chain(const KnownAuthority& known, const x509::Certificate& certificate);

/// `setup` null where pkit.yaml is faulty; outlives the answer. Error{not_found "authority.unknown"}.
KnownAuthority known_authority(Session& session, const Setup* setup, const std::string& name);
/// Of one that load_authorities() has, whatever else pkit.yaml says, and without profiles. Error{config} where its
/// files cannot be read.
KnownAuthority readable_authority(Session& session, const authority::AuthorityConfig& config);

/// {name, state, subject, serial, notBefore, notAfter, key, issuers, profiles}
Value authority_summary(const KnownAuthority& known, Time now);
/// The same with {certificate, keyFile, chain:[...], issuers:[{id, state, subject, serial, key, keyId, notBefore,
/// notAfter, fingerprint}]}
Value authority_view(const KnownAuthority& known, Time now);
/// What one issuer's certificate says.
Value issuer_view(const x509::Certificate& certificate);

store::Issuer issuer_row(const ReadSession& session, const std::string& authority, const x509::Certificate& certificate,
                         Time now);

}  // namespace pkit
