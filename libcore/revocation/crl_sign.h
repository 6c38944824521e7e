// One CRL made: its number and entries from the state, its signature by the key where that is here.
#pragma once

#include <cstdint>
#include <optional>

#include "authority/crl.h"
#include "revocation/crl_issuers.h"

namespace pkit {

/// A CRL on its way out: signed now, or kept from when its key was here.
struct MadeCrl {
  CrlIssuer issuer;
  Bytes number;
  authority::CrlTimes times;
  std::int64_t entries = 0;
  std::optional<authority::SignedCrl> signed_now;  // nothing: what is kept is handed out

  void read(const Sink& sink);
};

/// Will sign_crls() sign its CRL: is it one that must be signed, or that somebody names the key for, and is that here?
bool will_be_signed(const CrlIssuer& issuer, const CrlRequest& request, Time now);
/// Adds a warning for each of a CA above that there is no CRL of, or whose end is near.
void warn_of_kept(const std::vector<CrlIssuer>& issuers, Time now, std::vector<std::string>& warnings);

/// Signs the CRLs of those whose key is here and that need a new one, over what `session`'s state has revoked at one
/// moment from now on; takes what is kept of the others. Adds a warning for each that there is none of, or whose end is
/// near. Error{config "authority.key" | ...} where an authority's current key cannot be used.
std::vector<MadeCrl> sign_crls(Session& session, const CrlRequest& request, std::vector<CrlIssuer> issuers, Time now,
                               std::vector<std::string>& warnings);

/// Numbers and kept CRLs, before anything goes out, with one event each. Error{conflict "state.changed"}.
void commit_crls(Session& session, std::vector<MadeCrl>& crls, Time now);
/// They have reached their reader; `file` where that is one.
void commit_handed_out(Session& session, const std::vector<MadeCrl>& crls, const std::optional<store::CrlFile>& file);

/// {authority, role, issuer, keyId, number, thisUpdate, nextUpdate, entries, signed}
Value crl_view(const MadeCrl& crl);

}  // namespace pkit
