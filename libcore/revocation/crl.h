// crl: the lists of what is revoked, one for each key that signed anything, and that of each CA above.
#pragma once

#include <optional>
#include <string>

#include "ca/authorities.h"
#include "ca/crl_entries.h"
#include "home/operation.h"

namespace pkit {

/// What they answer.
namespace shape {
extern const Shape made_crls;
}

constexpr Duration kCrlLife = 7 * kDay;  // of an issuing CA's, until the next one

enum class CrlForm { pem, der };

struct CrlRequest {
  std::string authority;        // empty: all of pkit.yaml whose keys are here
  std::string issuer;           // "current", "above", or an issuer certificate's serial; empty: all
  CrlForm form = CrlForm::pem;  // several CRLs in one file, or one alone
  std::optional<Path> out;      // absolute; absent: `to`
  Sink to;                      // where there is no file
  bool if_due = false;          // nothing where the file is up to date
  Duration next_update = kCrlLife;
  IssuerKey root_key;  // signs for a CA above; its file may be empty
  Duration root_next_update = kRootCrlLife;
};
/// Signs and hands out the CRLs. What was revoked before this began is in them. data: {file, due, until,
/// crls:[{authority, role, issuer, keyId, number, thisUpdate, nextUpdate, entries, signed}]}. Warns of a CA of the
/// chain without a CRL. Error{usage "crl.several"} where the form takes one CRL and there are more, {not_found
/// "crl.none"}.
Outcome make_crls(Session& session, const CrlRequest& request);
extern const Operation kMakeCrls;

}  // namespace pkit
