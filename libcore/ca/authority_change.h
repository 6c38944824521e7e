// What renewing, adding and retiring an authority have in common: who signs, and the one commit.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "authority/ceremony.h"
#include "authority/trial.h"
#include "ca/authority_files.h"
#include "ca/authority_view.h"
#include "ca/crl_entries.h"
#include "change/change.h"

namespace pkit {

/// Error{conflict "authority.elsewhere"} where it is another CA's, reached by a gateway: nothing of it is made here.
void require_own(const authority::AuthorityConfig& config);
/// The same for who replaces its files: one in a PKCS#12 file is another program's, too.
void require_own_files(const authority::AuthorityConfig& config);

/// Error{not_found "authority.unknown"}.
const authority::AuthorityConfig& authority_named(const authority::AuthorityConfigs& all, const std::string& name);

/// Where the key of the CA above is looked for: beside the chain.
Path key_beside_chain(const authority::AuthorityConfig& config);

/// The key of `certificate`, a CA's, from where `given` says or from beside the chain of `config`.
x509::PrivateKey issuer_key(const ReadSession& session, const authority::AuthorityConfig& config,
                            const x509::Certificate& certificate, const IssuerKey& given);

/// A CRL of a CA above that is kept until its key is brought out again.
struct NextRootCrl {
  std::optional<store::Crl> last;
  store::Crl crl;
  Value told;  // of the event
};
/// Signs it; what is in `also` is revoked by it too. Nothing where this home never made one of that CA and its key came
/// from elsewhere: then somebody else does, who knows what is revoked.
std::optional<NextRootCrl> next_root_crl(Session& session, const x509::Certificate& root, const x509::PrivateKey& key,
                                         const IssuerKey& given, Duration life, Time now,
                                         const std::vector<x509::CrlEntry>& also = {});

/// Error{conflict "authority.ended"} where it is retired.
void require_in_service(Session& session, const std::string& name);

/// A CA's certificate that the CA above revokes.
struct RevokedIssuer {
  std::string by_key_id;  // hex, of the CA above
  Bytes serial;
  std::string reason;
};

/// One authority's change, to be committed together with its event.
struct AuthorityChange {
  store::Authority row;
  std::vector<store::Issuer> issuers;  // inserted where they are not known yet
  std::vector<EventDraft> events;
  std::string request_subject;
  std::optional<NextRootCrl> root_crl = {};  // of the CA above, whose key was at hand
  std::vector<RevokedIssuer> revoked = {};
  std::vector<store::Authority> others = {};  // rows of further authorities that change with it
};
/// Error{conflict "state.changed"} where pkit.yaml is no longer `setup_sha256` (empty: not asked).
void commit_authority(Session& session, const Common& common, const std::string& setup_sha256, AuthorityChange change,
                      Time now);

/// {authority: ...} as it is now, with `warnings`.
Outcome present_authority(Session& session, const std::string& name);

Outcome rehearsed_authority(Value would);

/// The profiles that `authority` serves, every one where it is empty: what is tried before it is put to work.
std::vector<authority::TrialProfile> trial_profiles(const Setup& setup, const std::string& authority);

}  // namespace pkit
